"""Every way of quietly changing a certified division is caught by a recount."""

import json
import shutil

import pytest

from xuezheng.allocation.certificate import certificate_checks, results_root
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.verifying import verify_plan


def rewrite(folder, rows=None, **changes):
    """Change a folder as a careful forger would: hashes of the plan are made to fit again."""
    certificate = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    plan = read_table(folder / "plan.csv")
    columns = {name: list(cells) for name, cells in plan.columns.items()}
    if rows is not None:
        columns = rows(columns)
        forged = table_of("plan", columns)
        (folder / "plan.csv").write_bytes(forged.csv())
        certificate |= {"plan_sha256": forged.sha256(), "results_root": results_root(forged)}
    for name, change in changes.items():
        certificate[name] = change(certificate[name])
    (folder / "plan.json").write_text(json.dumps(certificate, ensure_ascii=False), encoding="utf-8")


def swapped(columns, first=20, second=None):
    """Swap two pupils of different classes, blind codes and all."""
    other = second or next(
        i for i, c in enumerate(columns["class"]) if c != columns["class"][first] and i > 12
    )
    for name in ("class", "blind"):
        columns[name][first], columns[name][other] = columns[name][other], columns[name][first]
    return columns


def moved(pupil):
    def change(columns):
        i = columns["pupil"].index(pupil)
        other = next(j for j, c in enumerate(columns["class"]) if c != columns["class"][i])
        columns["class"][i], columns["blind"][i] = columns["class"][other], columns["blind"][other]
        return columns

    return change


def dropped(columns):
    return {name: cells[:-1] for name, cells in columns.items()}


def added(columns):
    return {name: [*cells, "新生" if name == "pupil" else cells[0]] for name, cells in columns.items()}


def doubled(columns):
    return {name: [*cells, cells[-1]] for name, cells in columns.items()}


def renamed(columns):
    columns["pupil"][-1] = "学999"
    return columns


def unknown_class(columns):
    columns["class"][-1] = "9"
    return columns


def two_numbers_swapped(columns):
    other = {"1": "2", "2": "1"}
    columns["class"] = [other.get(c, c) for c in columns["class"]]
    return columns


def without_blind(columns):
    return {name: cells for name, cells in columns.items() if name != "blind"}


def with_option(**changes):
    return {"options": lambda options: {**options, **changes}}


def nudged(value):
    return round(value + 0.001, 9)


FORGERIES = {
    "two pupils swapped": {"rows": swapped},
    "a pupil moved": {"rows": moved("学050")},
    "a twin moved away": {"rows": moved("学000")},
    "an entry dropped": {"rows": dropped},
    "an entry added": {"rows": added},
    "an entry written twice": {"rows": doubled},
    "a pupil renamed": {"rows": renamed},
    "a class nobody knows": {"rows": unknown_class},
    "two class numbers exchanged": {"rows": two_numbers_swapped},
    "blind codes left out": {"rows": without_blind},
    "seed text changed": {"seed": lambda seed: {**seed, "text": "tests 2027"}},
    "seed value changed": {"seed": lambda seed: {**seed, "value": "0" * 64}},
    "seed kind changed": {"seed": lambda seed: {**seed, "how": "draw"}},
    "a numeric column dropped": with_option(numeric=["total"]),
    "a category dropped": with_option(category=["sex"]),
    "categories in another order": with_option(category=["school", "sex"]),
    "the strict category denied": with_option(first_category=None),
    "another strict category": with_option(first_category="school"),
    "looser sizes": with_option(sizes={"1": [20, 40], "2": [20, 40], "3": [20, 40]}),
    "a class more": with_option(classes=["1", "2", "3", "4"]),
    "a class less": with_option(classes=["1", "2"]),
    "other class numbers": with_option(class_numbers={"blind-001": "1", "blind-002": "2", "blind-003": "3"}),
    "teams exchanged": {
        "options": lambda o: {**o, "teams": dict(zip(o["teams"], [*o["teams"].values()][::-1], strict=True))}
    },
    "part of the roster only": with_option(part={"grade": "7"}),
    "a smaller objective": {"objective": lambda v: v - 0.01, "gap": lambda v: v - 0.01},
    "a nudged objective": {"objective": nudged, "gap": nudged},
    "a higher bound": {"bound": nudged, "gap": lambda v: round(v - 0.001, 9)},
    "a higher joint bound": {"joint_bound": nudged},
    "no joint bound": {"joint_bound": lambda _: None},
    "a smaller gap": {"gap": lambda v: v / 2},
    "no objective": {"objective": lambda _: None},
    "a violation admitted": {"violations": lambda v: {**v, "apart": 1}},
    "a violation left out": {"violations": lambda v: {k: n for k, n in v.items() if k != "size"}},
    "another roster's hash": {"inputs": lambda i: {**i, "roster": "a" * 64}},
    "another plan's hash": {"plan_sha256": lambda _: "b" * 64},
    "another root": {"results_root": lambda _: "c" * 64},
    "a later format": {"format": lambda _: 2},
    "no options": {"options": lambda _: {}},
}


def test_the_untouched_plan_passes(divided, inputs):
    verdict = verify_plan(divided, inputs)

    assert verdict.ok, [check for check in verdict.checks if not check.ok]
    assert verdict.not_checked == ()


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_plan_is_rejected(name, divided, inputs, tmp_path):
    folder = tmp_path / "forged"
    shutil.copytree(divided, folder)
    rewrite(folder, **FORGERIES[name])

    assert not verify_plan(folder, inputs).ok


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("roster", "学050,", "学050x,"),
        ("roster", ",男,", ",女,"),
        ("together", "学001,a", "学005,a"),
        ("apart", "学005,x", "学006,x"),
        ("weight", "学010,2", "学010,1"),
    ],
)
def test_a_changed_input_is_rejected(table, old, new, divided, inputs, tmp_path):
    changed = tmp_path / f"{table}.csv"
    text = inputs[table].read_text(encoding="utf-8")
    assert old in text
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert not verify_plan(divided, {**inputs, table: changed}).ok


def test_a_demand_broken_by_the_plan_is_counted_even_when_all_hashes_fit(divided, inputs, tmp_path):
    folder = tmp_path / "forged"
    shutil.copytree(divided, folder)
    rewrite(folder, rows=moved("学000"))

    failed = {check.name for check in verify_plan(folder, inputs).checks if not check.ok}

    assert all(check.ok for check in certificate_checks(folder, inputs))
    assert {"together", "size", "objective"} <= failed


def test_without_the_roster_only_hashes_and_seed_are_checked(divided):
    verdict = verify_plan(divided)

    assert verdict.ok and "roster" in verdict.not_checked
    assert "objective" not in {check.name for check in verdict.checks}
