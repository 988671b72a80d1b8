"""The single file and the page count a division into classes again, from roster and plan alone."""

import json

import pytest
from draw_examples import single_file_verifier
from offline_page import ask

from xuezheng.allocation.certificate import Certificate
from xuezheng.allocation.tables import table_of

ALONE = single_file_verifier()
PUPILS = [f"P{i:02}" for i in range(12)]
CLASSES = ["甲", "乙", "丙"]
INPUTS = {
    "roster": {"pupil": PUPILS, "sex": ["男", "女"] * 6, "score": ["95.50", *["88"] * 11]},
    "together": {"pupil": ["P00", "P03"], "group": ["twins"] * 2},
    "apart": {"pupil": ["P01", "P02", "P05", "P07"], "group": ["a", "a", "b", "b"]},
    "fixed": {"pupil": ["P11"], "group": ["丙"]},
    "weight": {"pupil": ["P04"], "heads": ["2"]},
}
PLAN = dict(
    zip(PUPILS, ["甲", "甲", "乙", "甲", "乙", "乙", "丙", "丙", "甲", "乙", "丙", "丙"], strict=True)
)
CHECK = """
const answers = [];
for (const files of DATA) {
  const bytes = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, Xuezheng.utf8(content)]));
  answers.push(await Xuezheng.checkClasses(bytes));
}
return tell(answers);
"""


def a_division(plan=None, options=None, violations=None, **changed) -> dict[str, bytes]:
    """The files a parent has: plan, certificate and every input; `changed` are inputs changed afterwards."""
    inputs = {name: table_of(name, columns) for name, columns in INPUTS.items()}
    chosen = {
        "classes": CLASSES,
        "sizes": {"甲": [4, 5], "乙": [4, 5], "丙": [4, 5]},
        "first_category": "sex",
    }
    certificate = Certificate(
        kind="classes",
        inputs={name: table.sha256() for name, table in inputs.items()},
        options=chosen | (options or {}),
        seed={"hash": "sha256", "how": "text", "text": "x", "value": "00" * 32},
        algorithm="by hand",
        violations=dict.fromkeys(("size", "first_category", "together", "apart", "fixed"), 0)
        | (violations or {}),
        objective=1.5,
        bound=1.0,
        gap=0.5,
    )
    placed = PLAN | (plan or {})
    table = table_of("plan", {"pupil": list(placed), "class": list(placed.values())})
    files = {"plan.csv": table.csv(), "plan.json": json.dumps(certificate.statement(table)).encode()}
    given = inputs | {name: table_of(name, columns) for name, columns in changed.items()}
    return files | {f"{name}.csv": table.csv() for name, table in given.items()}


def in_json(files: dict[str, bytes], **changes) -> dict[str, bytes]:
    return files | {"plan.json": json.dumps(json.loads(files["plan.json"]) | changes).encode()}


def swapped() -> dict[str, bytes]:
    honest = a_division()
    return honest | {"plan.csv": honest["plan.csv"].replace("P00,甲".encode(), "P00,乙".encode())}


FORGERIES = {
    "honest": (a_division(), set()),
    "a pupil moved": (swapped(), {"plan_sha256", "results_root", "first_category", "together"}),
    "a class too large": (a_division({"P09": "甲", "P10": "甲"}), {"size"}),
    "boys and girls uneven": (
        a_division({"P06": "乙", "P09": "丙", "P00": "丙", "P03": "丙", "P10": "甲"}),
        {"first_category"},
    ),
    "twins parted": (a_division({"P03": "丙", "P07": "甲"}), {"together"}),
    "two not kept apart": (a_division({"P02": "甲", "P08": "乙"}), {"apart"}),
    "a fixed pupil moved": (a_division({"P11": "乙", "P05": "丙", "P07": "乙"}), {"fixed"}),
    "a pupil too many": (a_division({"P99": "甲"}), {"everybody"}),
    "a class without a name": (
        a_division({"P00": "丁", "P03": "丁"}),
        {"everybody", "size"},
    ),
    "a violation told": (a_division(violations={"apart": 1}), {"apart"}),
    "another root": (in_json(a_division(), results_root="0" * 64), {"results_root"}),
    "another hash": (in_json(a_division(), plan_sha256="0" * 64), {"plan_sha256"}),
    "another format": (in_json(a_division(), format=2), {"certificate"}),
    "another kind": (in_json(a_division(), kind="zones"), {"certificate"}),
    "another option": (a_division(options={"sizes": {"甲": [4, 4], "乙": [5, 5], "丙": [4, 4]}}), set()),
    "sizes that do not fit": (
        a_division(options={"sizes": {"甲": [5, 5], "乙": [5, 5], "丙": [4, 4]}}),
        {"size"},
    ),
    "a roster changed": (
        a_division(roster=INPUTS["roster"] | {"score": ["96", *["88"] * 11]}),
        {"input:roster"},
    ),
}


def by_single_file(files: dict[str, bytes]) -> set[str]:
    inputs = {name: files[f"{name}.csv"] for name in INPUTS}
    return {name for name, holds, _ in ALONE.check_classes(files, inputs) if not holds}


@pytest.mark.parametrize("name", FORGERIES)
def test_the_single_file_finds_what_is_wrong(name):
    files, expected = FORGERIES[name]

    found = by_single_file(files)

    assert found >= expected
    assert bool(found) == bool(expected)


def test_the_page_finds_the_same():
    answers = ask(CHECK, [{k: v.decode() for k, v in files.items()} for files, _ in FORGERIES.values()])

    for (name, (_, expected)), checks in zip(FORGERIES.items(), answers, strict=True):
        found = {check["name"].replace("roster.csv", "roster") for check in checks if not check["ok"]}
        assert found >= expected, name
        assert bool(found) == bool(expected), name


def test_what_is_not_at_hand_is_not_claimed_to_be_checked():
    files = a_division()
    few = {"plan.csv": files["plan.csv"], "plan.json": files["plan.json"]}

    checks = ALONE.check_classes(few, {})

    assert [name for name, _, _ in checks] == ["certificate", "plan_sha256", "results_root", "everybody"]
    assert all(holds for _, holds, _ in checks)


def test_a_plan_that_cannot_be_read_is_no_proof():
    assert ALONE.check_classes({"plan.json": b"x", "plan.csv": b""}, {})[0][:2] == ("certificate", False)
