"""Every way of quietly changing the teams is caught by counting them again."""

import json
import shutil

import pytest
from test_tampered_changes_are_rejected import forged, rewritten, said
from year_group import run

from xuezheng.allocation.verifying import verify_plan


@pytest.fixture(scope="module")
def made(staff, tmp_path_factory):
    folder = tmp_path_factory.mktemp("teams") / "t"
    run(
        "teams", staff, "--classes", 6, "--numeric", "years", "--category", "title,sex", "--seed", "t",
        "--rounds", 3, "--out", folder, "--most", 3,
    )  # fmt: skip
    return folder


def at(columns, **wanted):
    """The first row with these values."""
    n = len(columns["class"])
    return next(i for i in range(n) if all(columns[c][i] == v for c, v in wanted.items()))


def exchanged(subject, column="teacher", **more):
    """Two rows of a subject exchange a cell."""

    def change(columns, _):
        one, two = (
            at(columns, subject=subject, **{"class": "2"}),
            at(columns, subject=subject, **{"class": "5"}),
        )
        for name in (column, *more):
            columns[name][one], columns[name][two] = columns[name][two], columns[name][one]

    return change


def cell(column, value, **wanted):
    def change(columns, _):
        columns[column][at(columns, **wanted)] = value

    return change


def whole_classes(columns, certificate):
    """Two teams exchange their classes, in the plan and in the options."""
    other = {"2": "5", "5": "2"}
    columns["class"] = [other.get(name, name) for name in columns["class"]]
    teams = certificate["options"]["teams"]
    certificate["options"]["teams"] = {team: other.get(name, name) for team, name in teams.items()}


def another_head(columns, _):
    i = next(n for n, word in enumerate(columns["head"]) if word)
    columns["head"][i] = ""
    mate = next(
        n for n in range(len(columns["class"]))
        if columns["class"][n] == columns["class"][i] and n != i and columns["teacher"][n][0] in "语数"
    )  # fmt: skip
    columns["head"][mate] = "是"


def without_last(columns, _):
    for cells in columns.values():
        cells.pop()


FORGERIES = {
    "two teachers exchanged": exchanged("英语"),
    "a teacher twice": cell("teacher", "英0", subject="英语", **{"class": "4"}),
    "a stranger": cell("teacher", "校长侄子", subject="英语", **{"class": "4"}),
    "a teacher of another subject": cell("teacher", "语0", subject="英语", **{"class": "4"}),
    "a place left out": without_last,
    "two teams' classes exchanged": whole_classes,
    "another head teacher": another_head,
    "a second head teacher": cell("head", "是", subject="体育", **{"class": "4"}),
    "a team's name": cell("team", "team-77", subject="英语", **{"class": "4"}),
    "another seed": said(lambda c: forged(c, ["seed", "text"], "mine")),
    "a better objective": said(lambda c: forged(c, ["objective"], lambda v: v - 0.01)),
    "a better bound": said(lambda c: forged(c, ["bound"], lambda v: v + 0.01)),
    "another gap": said(lambda c: forged(c, ["gap"], 0.0)),
    "another proof": said(lambda c: forged(c, ["proof"], "trust me")),
    "a column left out": said(lambda c: forged(c, ["options", "category"], ["sex"])),
    "other classes": said(lambda c: forged(c, ["options", "classes"], list("12345"))),
    "a name": said(lambda c: forged(c, ["options", "name"], "x")),
    "a limit on classes": said(lambda c: forged(c, ["options", "most"], 2)),
    "teams drawn otherwise": said(lambda c: forged(c, ["options", "teams", "team-01"], "9")),
    "a violation hidden": said(lambda c: c.update(violations={"load": 0})),
}


def test_the_honest_folder_passes(made, staff):
    verdict = verify_plan(made, {"staff": staff})

    assert verdict.ok, [c for c in verdict.checks if not c.ok]


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_caught(name, made, staff, tmp_path):
    folder = shutil.copytree(made, tmp_path / "forged")
    rewritten(folder, FORGERIES[name])

    assert not verify_plan(folder, {"staff": staff}).ok


def test_a_small_staff_is_enumerated_again(tmp_path):
    rows = [
        f"{s}{t},{s},{'是' if s == 'A' else '否'},{(5 * t + ord(s)) % 7}" for s in "ABC" for t in range(3)
    ]
    staff = tmp_path / "staff.csv"
    staff.write_text("teacher,subject,head,years\n" + "\n".join(rows) + "\n", encoding="utf-8")
    run("teams", staff, "--classes", 3, "--numeric", "years", "--seed", "s", "--out", tmp_path / "t")
    assert json.loads((tmp_path / "t" / "plan.json").read_text("utf-8"))["proof"] == "enumeration"
    assert verify_plan(tmp_path / "t", {"staff": staff}).ok

    rewritten(tmp_path / "t", said(lambda c: c.update(bound=c["bound"] - 0.1, gap=0.1)))

    assert {c.name for c in verify_plan(tmp_path / "t", {"staff": staff}).checks if not c.ok} == {
        "bound",
        "gap",
    }
