"""The single file and the page count a division into classes again, from roster and plan alone."""

import json
import subprocess
import sys

import pytest
from draw_examples import single_file_verifier
from offline_page import ask

from xuezheng.allocation.certificate import Certificate
from xuezheng.allocation.draw.assigning import drawn_places
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import table_of
from xuezheng.allocation.verifying import verify_plan

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


def a_division(plan=None, options=None, violations=None, more=None, **changed) -> dict[str, bytes]:
    """The files a parent has: plan, certificate and every input; `changed` are inputs changed afterwards."""
    inputs = {name: table_of(name, columns) for name, columns in (INPUTS | (more or {})).items()}
    chosen = {
        "classes": CLASSES,
        "sizes": dict.fromkeys(CLASSES, [4, 5]),
        "category": ["sex"],
        "first_category": "sex",
    }
    certificate = Certificate(
        kind="classes",
        inputs={name: table.sha256() for name, table in inputs.items()},
        options=chosen | (options or {}),
        seed=seed_of("draw:" + "6b" * 32).statement,
        algorithm="by hand",
        violations=dict.fromkeys(("size", "first_category", "together", "apart", "fixed"), 0)
        | (violations or {}),
        objective=1.5,
        bound=1.0,
        gap=0.5,
    )
    placed = PLAN | (plan or {})
    columns = {"pupil": list(placed), "class": list(placed.values())}
    blind = {name: code for code, name in certificate.options.get("class_numbers", {}).items()}
    table = table_of(
        "plan", columns | ({"blind": [blind[name] for name in columns["class"]]} if blind else {})
    )
    files = {"plan.csv": table.csv(), "plan.json": json.dumps(certificate.statement(table)).encode()}
    given = inputs | {name: table_of(name, columns) for name, columns in changed.items()}
    return files | {f"{name}.csv": table.csv() for name, table in given.items()}


def drawn() -> dict:
    """Options of a division whose class numbers and teacher teams were drawn."""
    seed, teams = seed_of("draw:" + "6b" * 32), ["T1", "T2", "T3"]
    numbers = drawn_places(seed, "class-numbers|classes", ["a", "b", "c"], CLASSES)
    taught = drawn_places(seed, "teacher-teams|classes", teams, CLASSES)
    return {"class_numbers": numbers, "teams": {name: team for team, name in taught.items()}}


def turned(names: dict) -> dict:
    """The same names, each moved on by one."""
    values = list(names.values())
    return dict(zip(names, values[1:] + values[:1], strict=True))


def in_json(files: dict[str, bytes], **changes) -> dict[str, bytes]:
    return files | {"plan.json": json.dumps(json.loads(files["plan.json"]) | changes).encode()}


def swapped() -> dict[str, bytes]:
    honest = a_division()
    return honest | {"plan.csv": honest["plan.csv"].replace("P00,甲".encode(), "P00,乙".encode())}


def twice() -> dict[str, bytes]:
    honest = a_division()
    return honest | {"plan.csv": honest["plan.csv"] + "P00,甲\n".encode()}


def miscoded() -> dict[str, bytes]:
    honest = a_division(options=drawn())
    line = honest["plan.csv"].splitlines()[1]
    other = b"b" if line.endswith(b"a") else b"a"
    return honest | {"plan.csv": honest["plan.csv"].replace(line, line[:-1] + other)}


GIVEN = {"class": CLASSES, "size": ["4", "5", "4"]}


def of_given_sizes(sizes) -> dict[str, bytes]:
    options = {"sizes": dict(zip(CLASSES, sizes, strict=True)), "given_sizes": True}
    return a_division(options=options, more={"classes": GIVEN})


def without(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {key: raw for key, raw in files.items() if key != name}


def without_blind_codes() -> dict[str, bytes]:
    return a_division(options=drawn()) | {"plan.csv": a_division()["plan.csv"]}


FORGERIES = {
    "sizes of the table": (of_given_sizes([[4, 4], [5, 5], [4, 4]]), set()),
    "sizes laxer than the table": (of_given_sizes([[1, 12], [5, 5], [4, 4]]), {"size"}),
    "a pupil in two classes, no roster at hand": (without(twice(), "roster.csv"), {"everybody"}),
    "the column of blind codes gone": (without_blind_codes(), {"class_numbers"}),
    "honest": (a_division(), set()),
    "a pupil moved": (swapped(), {"plan_sha256", "results_root", "together"}),
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
    "sizes given": (
        a_division(options={"sizes": {"甲": [4, 4], "乙": [5, 5], "丙": [4, 4]}, "given_sizes": True}),
        set(),
    ),
    "sizes that do not fit": (
        a_division(options={"sizes": {"甲": [5, 5], "乙": [5, 5], "丙": [4, 4]}, "given_sizes": True}),
        {"size"},
    ),
    "sizes too lax": (a_division(options={"sizes": dict.fromkeys(CLASSES, [1, 12])}), {"size"}),
    "a size missing": (a_division(options={"sizes": {"甲": [4, 5], "乙": [4, 5]}}), {"size"}),
    "another class said": (a_division(options={"classes": ["甲", "乙", "丁"]}), {"everybody"}),
    "another first category": (a_division(options={"first_category": "score"}), {"first_category"}),
    "a share where none is due": (
        a_division(options={"first_category": None, "first_category_share": "sex"}),
        {"first_category"},
    ),
    "names that sound alike together": (a_division(options={"homophones": [["P00", "P01"]]}), {"apart"}),
    "names that sound alike apart": (a_division(options={"homophones": [["P00", "P02"]]}), set()),
    "a seed that does not follow": (
        in_json(a_division(), seed={"hash": "sha256", "how": "text", "text": "y", "value": "6b" * 32}),
        {"seed"},
    ),
    "a sentence said to be drawn": (
        in_json(a_division(), seed=seed_of("y").statement | {"how": "draw"}),
        {"seed"},
    ),
    "numbers and teams drawn": (a_division(options=drawn()), set()),
    "numbers chosen": (
        a_division(options={"class_numbers": turned(drawn()["class_numbers"])}),
        {"class_numbers"},
    ),
    "teams chosen": (a_division(options={"teams": turned(drawn()["teams"])}), {"class_numbers"}),
    "a team too few": (a_division(options={"teams": {"甲": "T1"}}), {"class_numbers"}),
    "blind codes gone": (
        a_division(options=drawn()) | {"plan.json": a_division()["plan.json"]},
        {"plan_sha256", "class_numbers"},
    ),
    "a pupil in two classes": (twice(), {"everybody", "plan_sha256"}),
    "a blind code of another class": (miscoded(), {"plan_sha256", "class_numbers"}),
    "a roster changed": (
        a_division(roster=INPUTS["roster"] | {"score": ["96", *["88"] * 11]}),
        {"input:roster"},
    ),
}


def by_single_file(files: dict[str, bytes]) -> set[str]:
    inputs = {name[:-4]: raw for name, raw in files.items() if name.endswith(".csv") and name != "plan.csv"}
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

    assert [name for name, _, _ in checks] == [
        "certificate", "plan_sha256", "results_root", "everybody", "seed", "class_numbers",
    ]  # fmt: skip
    assert all(holds for _, holds, _ in checks)


def test_a_plan_that_cannot_be_read_is_no_proof():
    assert ALONE.check_classes({"plan.json": b"x", "plan.csv": b""}, {})[0][:2] == ("certificate", False)


ROSTER = "pupil,school,sex,score\n" + "".join(
    f"P{i:03},S{i // 45},{'男女'[i * i % 7 % 2]},{300 + i * 7 % 300}\n" for i in range(90)
)


@pytest.fixture(scope="module")
def divided(tmp_path_factory):
    """Divisions as the engine makes them: with groups and teams, by school, and with sizes given."""
    place = tmp_path_factory.mktemp("divided")
    tables = {
        "roster": ROSTER,
        "together": "pupil,group\nP000,t\nP003,t\nP050,u\nP051,u\n",
        "apart": "pupil,group\nP001,a\nP002,a\nP005,a\n",
        "fixed": "pupil,group\nP007,2\n",
        "weight": "pupil,heads\nP010,2\n",
        "teams": "team\nT1\nT2\nT3\n",
        "classes": "class,size\nA,20\nB,30\nC,40\n",
    }
    for name, text in tables.items():
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    rules = [
        part
        for name in ("together", "apart", "fixed", "weight")
        for part in (f"--{name}", place / f"{name}.csv")
    ]
    sexes = ["--numeric", "score", "--category", "sex", "--rounds", 3]
    _classes(place, "whole", *sexes, *rules, "--classes", 3, "--seed", "draw:" + "6b" * 32)
    _classes(place, "drawn", *sexes, "--classes", 3, "--seed", "x", "--teams", place / "teams.csv")
    _classes(place, "schools", *sexes, "--classes", 3, "--seed", "x", "--by", "school")
    _classes(place, "sizes", *sexes, "--classes", place / "classes.csv", "--seed", "x")
    return place


def _classes(place, out, *options):
    program = "from xuezheng.cli.main import run; run()"
    asked = ["classes", place / "roster.csv", *options, "--out", place / out]
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, asked)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


MADE = {
    "whole": ("roster", "together", "apart", "fixed", "weight"),
    "drawn": ("roster",),
    "schools/S1": ("roster",),
    "sizes": ("roster", "classes"),
}


def test_what_the_engine_makes_passes_all_three_verifiers(divided):
    pages = []
    for folder, names in MADE.items():
        inputs = {name: divided / f"{name}.csv" for name in names}
        files = {
            file.name: file.read_bytes() for file in (divided / folder).iterdir() if file.suffix != ".html"
        }
        raw = {name: file.read_bytes() for name, file in inputs.items()}

        assert [check for check in verify_plan(divided / folder, inputs).checks if not check.ok] == []
        alone = ALONE.check_classes(files, raw)
        assert [check for check in alone if not check[1]] == []
        assert {"everybody", "size", "first_category", "seed", "class_numbers"} <= {
            name for name, _, _ in alone
        }
        pages.append({k: v.decode() for k, v in (files | {f"{n}.csv": r for n, r in raw.items()}).items()})

    for checks in ask(CHECK, pages):
        assert [check for check in checks if not check["ok"]] == []
        assert len(checks) >= 8


def test_a_pupil_moved_in_what_the_engine_made_is_found(divided):
    roster = (divided / "roster.csv").read_bytes()
    for folder in ("drawn", "schools/S1", "sizes"):
        files = {
            file.name: file.read_bytes() for file in (divided / folder).iterdir() if file.suffix != ".html"
        }
        header, first, *rest = files["plan.csv"].decode().splitlines()
        pupil, name, *more = first.split(",")
        other = next(line.split(",")[1] for line in rest if line.split(",")[1] != name)
        files["plan.csv"] = "\n".join([header, ",".join([pupil, other, *more]), *rest]).encode()

        names = {"roster": roster} | (
            {"classes": (divided / "classes.csv").read_bytes()} if folder == "sizes" else {}
        )
        found = {name for name, holds, _ in ALONE.check_classes(files, names) if not holds}

        assert found >= {"plan_sha256", "results_root"}
        assert found & {"size", "class_numbers", "first_category"}


def test_a_city_s_plans_are_all_checked_at_once(divided):
    verdict = verify_plan(divided / "schools", {"roster": divided / "roster.csv"})

    assert verdict.ok
    assert {check.name for check in verdict.checks} >= {"S0/size", "S1/size", "S0/input:roster"}
    raw = (divided / "schools" / "S1" / "plan.csv").read_bytes()
    try:
        (divided / "schools" / "S1" / "plan.csv").write_bytes(raw.replace(b"P045", b"P000"))
        found = verify_plan(divided / "schools", {"roster": divided / "roster.csv"})
        assert {check.name for check in found.checks if not check.ok} >= {"S1/plan_sha256", "S1/everybody"}
    finally:
        (divided / "schools" / "S1" / "plan.csv").write_bytes(raw)
