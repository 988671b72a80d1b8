"""Every way of quietly changing a placement after a division is caught by placing everybody again."""

import json
import shutil

import pytest
from year_group import run, write_changes

from xuezheng.allocation.certificate import results_root
from xuezheng.allocation.draw.hashing import digest
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.verifying import verify_plan


@pytest.fixture(scope="module")
def changed(year, tmp_path_factory):
    folder = tmp_path_factory.mktemp("changed")
    changes = write_changes(
        folder / "changes.csv",
        *[(f"N{i}", "2026-09-05", "in", 250 + 60 * i, 70 + 9 * i, "男女"[i % 2]) for i in range(5)],
        ("N7", "2026-09-08", "in", 500, 100, "男", "", "P01"),
        ("P20", "2026-09-07", "out"),
    )
    given = [f"--input={name}={year / f'{name}.csv'}" for name in ("roster", "apart", "weight")]
    run("classes-add", year / "plan", changes, *given, "--out", folder / "new")
    return folder


@pytest.fixture
def inputs(year, changed):
    tables = {name: year / f"{name}.csv" for name in ("roster", "apart", "weight")}
    return {**tables, "changes": changed / "changes.csv"}


def sat(certificate):
    """The first step in which somebody arrives."""
    return next(step for step in certificate["steps"] if step["change"] == "in")


def moved(pupil, to=None):
    def change(columns, certificate):
        i = columns["pupil"].index(pupil)
        columns["class"][i] = to or next(c for c in "1234" if c != columns["class"][i])

    return change


def said(change):
    return lambda columns, certificate: change(certificate)


def forged(certificate, path, value):
    *way, last = path
    for key in way:
        certificate = certificate[key]
    certificate[last] = value(certificate[last]) if callable(value) else value


def elsewhere(columns, certificate):
    """An arrival quietly put into another open class, and the step rewritten to say so."""
    step = next(s for s in certificate["steps"] if sum("objective" in e for e in s["alternatives"]) > 1)
    other = next(e for e in step["alternatives"] if "objective" in e and e["class"] != step["class"])
    columns["class"][columns["pupil"].index(step["pupils"][0])] = other["class"]
    step["class"] = other["class"]


FORGERIES = {
    "an arrival in another class": moved("N1"),
    "a step rewritten with it": elsewhere,
    "a pupil moved who was seated": moved("P05"),
    "a leaver kept": lambda c, _: (c["pupil"].append("P20"), c["class"].append("1")),
    "a pupil left out": lambda c, _: (c["pupil"].pop(), c["class"].pop()),
    "a pupil twice": lambda c, _: (c["pupil"].append(c["pupil"][0]), c["class"].append(c["class"][0])),
    "a step dropped": said(lambda c: c["steps"].pop()),
    "a step too many": said(lambda c: c["steps"].append(c["steps"][-1])),
    "two steps exchanged": said(lambda c: c["steps"].insert(0, c["steps"].pop(2))),
    "an objective made smaller": said(
        lambda c: forged(sat(c)["alternatives"][0], ["heads"], lambda n: n - 1)
    ),
    "a reason changed": said(lambda c: forged(c, ["steps", -1, "decided_by"], "ticket")),
    "a refusal taken away": said(
        lambda c: next(e for s in c["steps"] for e in s["alternatives"] if "refused" in e).pop("refused")
    ),
    "a day changed": said(lambda c: forged(c, ["steps", -1, "on"], "2026-09-01")),
    "another seed": said(lambda c: forged(c, ["seed", "text"], "mine")),
    "a seed that fits its own text": said(
        lambda c: c.update(seed={**c["seed"], "text": "draw:" + "ab" * 32, "value": "ab" * 32, "how": "draw"})
    ),
    "a limit": said(lambda c: forged(c, ["options", "limit"], 1)),
    "a group dropped": said(lambda c: forged(c, ["options", "apart"], lambda g: g[1:])),
    "heads dropped": said(lambda c: forged(c, ["options", "heads"], {})),
    "another base": said(lambda c: forged(c, ["options", "base"], dict.fromkeys("1234", 3))),
    "a column left out": said(lambda c: forged(c, ["options", "numeric"], ["total"])),
    "another roster for the next time": said(lambda c: forged(c, ["roster_after_sha256"], "0" * 64)),
    "an objective": said(lambda c: forged(c, ["objective"], 0.001)),
    "an objective before": said(lambda c: forged(c, ["objective_before"], 9.5)),
    "a violation hidden": said(lambda c: c.update(violations={})),
    "another last day": said(lambda c: forged(c, ["done_until"], "2026-09-01")),
    "another certificate before": said(lambda c: forged(c, ["previous", "certificate_sha256"], "0" * 64)),
    "another plan before": said(lambda c: forged(c, ["previous", "plan_sha256"], "0" * 64)),
    "steps that are no list": said(lambda c: c.update(steps=None)),
}


def rewritten(folder, forge):
    """Change plan and certificate as a careful forger would: the plan's own hashes fit again."""
    certificate = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    columns = {name: list(cells) for name, cells in read_table(folder / "plan.csv").columns.items()}
    forge(columns, certificate)
    plan = table_of("plan", columns)
    (folder / "plan.csv").write_bytes(plan.csv())
    certificate |= {"plan_sha256": plan.sha256(), "results_root": results_root(plan)}
    (folder / "plan.json").write_text(json.dumps(certificate, ensure_ascii=False), encoding="utf-8")


def test_the_honest_folder_passes(changed, inputs):
    verdict = verify_plan(changed / "new", inputs)

    assert verdict.ok, [c for c in verdict.checks if not c.ok]
    assert {"chain", "start", "steps", "plan", "carried"} <= {c.name for c in verdict.checks}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_caught(name, changed, inputs, tmp_path):
    folder = shutil.copytree(changed / "new", tmp_path / "forged")
    rewritten(folder, FORGERIES[name])

    assert not verify_plan(folder, inputs).ok


@pytest.mark.parametrize("name", ["certificate.json", "plan.csv"])
def test_the_certificate_before_cannot_be_exchanged(name, changed, inputs, tmp_path):
    folder = shutil.copytree(changed / "new", tmp_path / "forged")
    file = folder / "previous" / name
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("P05,1", "P05,2").replace("P05,3", "P05,1").replace('"rounds": 1', '"rounds": 2')
    )
    if file.read_text(encoding="utf-8") == text:
        file.write_text(text + "P99,1\n")

    assert [c.name for c in verify_plan(folder, inputs).checks if not c.ok] == ["chain"]


def test_a_chain_made_anew_from_a_changed_plan_shows_in_the_hash_of_the_first(changed, year, tmp_path):
    said_now = json.loads((changed / "new" / "plan.json").read_text(encoding="utf-8"))["previous"]

    assert (
        said_now["certificate_sha256"] == digest("sha256", (year / "plan" / "plan.json").read_bytes()).hex()
    )


def test_changed_inputs_are_caught(changed, inputs, tmp_path):
    lines = (changed / "changes.csv").read_text(encoding="utf-8").replace("N1,", "N8,")
    (tmp_path / "changes.csv").write_text(lines, encoding="utf-8")

    names = {
        c.name
        for c in verify_plan(changed / "new", {**inputs, "changes": tmp_path / "changes.csv"}).checks
        if not c.ok
    }

    assert {"input:changes", "steps"} <= names


def test_without_the_lists_only_hashes_chain_and_seed_are_checked(changed):
    verdict = verify_plan(changed / "new")

    assert verdict.ok and {c.name for c in verdict.checks} >= {"chain", "seed"}
    assert set(verdict.not_checked) == {"roster", "apart", "weight", "changes"}
