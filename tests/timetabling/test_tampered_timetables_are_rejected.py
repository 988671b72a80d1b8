"""Whoever changes a timetable or its certificate, and every hash to match, is still found out, rule by rule."""

import json

import pytest
from timetable_lists import WEIGHTS, lists, made, the_periods, write

from xuezheng.allocation.certificate import results_root
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.timetabling.solve import solve
from xuezheng.allocation.verifying import verify_plan

SEED = seed_of("exams 2026")


@pytest.fixture(scope="module")
def honest(tmp_path_factory):
    """Nine exams, some tied to each other; candidates with four exams each in a day of four periods and one more."""
    folder = tmp_path_factory.mktemp("exam")
    codes = "ABCDEFGHI"
    entries = [(f"{k:02d}", code) for k in range(12) for code in ("ABCD", "BDEF", "AEFG")[k % 3]]
    entries += [("90", "H"), ("91", "I"), ("92", "G")]
    tables = lists(
        exams=[(code, 90 if code in "AH" else 60, "") for code in codes],
        entries=entries,
        periods=[*the_periods(5, a_day=5, minutes=60), ("L1", "2026-04-12", "08:00", 90, 1),
                 ("L2", "2026-04-12", "11:00", 90, 0), ("L3", "2026-04-12", "14:00", 90, 6)],
        rooms=[("R1", 8, 0), ("R2", 7, 3), ("R3", 6, 1)],
        rules=[("after", "F", "B"), ("same_period", "C", "G"), ("different_period", "H", "I"),
               ("at_period", "H", "L1"), ("at_period", "H", "L2"), ("in_room", "I", "R2"), ("room_alone", "I", "")],
        weights=list(WEIGHTS.items()),
    )  # fmt: skip
    files = write(folder, tables)
    made(folder / "o", tables, SEED, lambda problem: solve(problem, SEED, work=100_000), part=5)
    return folder / "o", files


def the(rows, exam):
    return [row for row in rows if row["exam"] == exam]


def moved(rows, exam, **changes):
    for row in the(rows, exam):
        row.update(changes)


def swapped(rows, one, other, column):
    a, b = the(rows, one)[0][column], the(rows, other)[0][column]
    moved(rows, one, **{column: b})
    moved(rows, other, **{column: a})


#: What is done to the plan, and the check that finds it.
PLANS = {
    "an exam is missing": (lambda rows: rows.remove(the(rows, "H")[0]), "one_period_each"),
    "an exam nobody listed": (lambda rows: rows.append(dict(rows[0], exam="Z")), "one_period_each"),
    "an exam twice": (lambda rows: rows.append(dict(the(rows, "H")[0], part="2")), "one_period_each"),
    "parts at two times": (lambda rows: the(rows, "A")[0].update(period="L3"), "one_period_each"),
    "fewer candidates": (lambda rows: rows[0].update(candidates="1"), "one_period_each"),
    "a part without its number": (lambda rows: the(rows, "A")[0].update(part="3"), "one_period_each"),
    "a room nobody listed": (lambda rows: rows[0].update(room="R9"), "one_period_each"),
    "a period nobody listed": (lambda rows: moved(rows, "H", period="P9"), "one_period_each"),
    "a candidate in two places": (lambda rows: moved(rows, "D", period=the(rows, "B")[0]["period"]), "candidates"),
    "a full room": (lambda rows: [moved(rows, e, room="R3") for e in "ABCDEFG"], "room_seats"),
    "too short a period": (lambda rows: moved(rows, "A", period="P00"), "period_length"),
    "later before earlier": (lambda rows: swapped(rows, "F", "B", "period"), "orders"),
    "apart though together": (lambda rows: moved(rows, "G", period="L3"), "orders"),
    "together though apart": (lambda rows: moved(rows, "I", period=the(rows, "H")[0]["period"]), "orders"),
    "another period than named": (lambda rows: moved(rows, "H", period="L3"), "named"),
    "another room than named": (lambda rows: moved(rows, "I", room="R1"), "named"),
    "not alone": (lambda rows: moved(rows, "H", room="R2", period="L2") or moved(rows, "I", period="L2"), "room_alone"),
}  # fmt: skip


def several(said, name, value):
    said[name] = value


SAYINGS = {
    "a smaller penalty": (lambda said: said["penalties"].update(period_spread=0), "penalties"),
    "penalties shifted": (lambda said: said["penalties"].update(
        room_penalty=said["penalties"]["room_penalty"] + 1, period_spread=said["penalties"]["period_spread"] - 1),
        "penalties"),
    "a smaller sum": (lambda said: several(said, "objective", said["objective"] - 1), "objective"),
    "a higher bound": (lambda said: several(said, "bound", said["bound"] + 1), "bound"),
    "another gap": (lambda said: several(said, "gap", said["gap"] - 1), "gap"),
    "another part of the bound": (lambda said: said["bounds"].update(rooms=said["bounds"]["rooms"] + 1), "bounds"),
    "floors too high": (lambda said: several(said, "floors", [n + (k == len(said["floors"]) - 1)
                                                             for k, n in enumerate(said["floors"])]), "bounds"),
    "candidates counted twice": (lambda said: said["cliques"].append(said["cliques"][0]), "bounds"),
    "a group without candidates": (lambda said: said["cliques"].append([0, ["A", "B"]]), "bounds"),
    "an exam twice in a group": (lambda said: said["cliques"].append([1, ["A", "A"]]), "bounds"),
    "a price below nothing": (lambda said: said["room_prices"].update(R1=-1_000_000), "bounds"),
    "another price": (lambda said: said["period_prices"].update(P00=70_000_000), "bounds"),
    "another weight": (lambda said: said["options"]["weights"].update(two_in_a_day=0), "weights"),
    "no parts": (lambda said: said["options"].update(part=0), "one_period_each"),
    "another seed": (lambda said: said["seed"].update(text="exams 2027"), "seed"),
    "a violation told": (lambda said: said["violations"].update(orders=1), "orders"),
    "a rule not counted": (lambda said: said["violations"].pop("named"), "named"),
    "another list": (lambda said: said["inputs"].update(rooms="0" * 64), "input:rooms"),
    "no list of rooms": (lambda said: said["inputs"].pop("rooms"), "inputs"),
    "no weights": (lambda said: said["options"].pop("weights"), "options"),
}  # fmt: skip


def rewritten(folder, out, plan=None, saying=None):
    """The folder again, changed, with every hash to match."""
    columns = read_table(folder / "plan.csv").columns
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    said = json.loads((folder / "plan.json").read_text("utf-8"))
    if plan:
        plan(rows)
    if saying:
        saying(said)
    table = table_of("plan", {name: [row[name] for row in rows] for name in columns})
    said["plan_sha256"], said["results_root"] = table.sha256(), results_root(table)
    out.mkdir()
    (out / "plan.csv").write_bytes(table.csv())
    (out / "plan.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    (out / "timetables.csv").write_bytes((folder / "timetables.csv").read_bytes())
    return out


def failed(folder, files):
    return [check.name for check in verify_plan(folder, files).checks if not check.ok]


def test_the_honest_timetable_written_again_is_accepted(honest, tmp_path):
    folder, files = honest

    assert failed(rewritten(folder, tmp_path / "t"), files) == []
    said = json.loads((folder / "plan.json").read_text("utf-8"))
    assert said["bounds"]["candidates"] > 0 and said["cliques"]


@pytest.mark.parametrize("name", PLANS)
def test_a_changed_timetable_is_rejected_by_the_rule_it_breaks(honest, tmp_path, name):
    folder, files = honest
    change, rule = PLANS[name]

    assert rule in failed(rewritten(folder, tmp_path / "t", plan=change), files)


@pytest.mark.parametrize("name", SAYINGS)
def test_a_changed_certificate_is_rejected_where_it_was_changed(honest, tmp_path, name):
    folder, files = honest
    change, check = SAYINGS[name]
    if name == "no list of rooms":
        files = {name: file for name, file in files.items() if name != "rooms"}

    assert check in failed(rewritten(folder, tmp_path / "t", saying=change), files)


def test_a_timetable_of_one_candidate_that_says_another_room_is_found(honest, tmp_path):
    folder, files = honest
    changed = rewritten(folder, tmp_path / "t")
    text = (changed / "timetables.csv").read_text("utf-8-sig")
    line = text.splitlines()[1]
    other = line.replace("R1", "R0") if "R1" in line else line[:-2] + "R1"
    (changed / "timetables.csv").write_text(text.replace(line, other, 1), "utf-8")

    assert failed(changed, files) == ["timetables"]


def test_without_its_lists_only_hashes_and_the_seed_are_checked(honest):
    folder, files = honest

    verdict = verify_plan(folder, {"exams": files["exams"]})

    assert verdict.ok and set(verdict.not_checked) == set(files) - {"exams"}
    assert "penalties" not in {check.name for check in verdict.checks}


def test_periods_that_overlap_put_a_candidate_in_two_places(honest, tmp_path):
    folder, files = honest
    listed = read_table(files["periods"]).columns
    starts = [f"08:{code[1:]}" if code[0] == "P" else start
              for code, start in zip(listed["period"], listed["start"], strict=True)]  # fmt: skip
    changed = table_of("periods", dict(listed) | {"start": starts})
    (tmp_path / "periods.csv").write_bytes(changed.csv())

    said = rewritten(folder, tmp_path / "t", saying=lambda s: s["inputs"].update(periods=changed.sha256()))

    assert "candidates" in failed(said, files | {"periods": tmp_path / "periods.csv"})


def raised(said, by):
    """The bound and all that hangs on it."""
    said["bounds"]["candidates"] += by
    said["bound"] += by
    said["gap"] -= by


def test_a_bound_whose_groups_use_a_candidate_twice_is_rejected_though_its_sums_are_right(honest, tmp_path):
    folder, files = honest

    def twice(said):
        shared, exams = said["cliques"][0]
        said["cliques"].append([shared, exams])
        raised(said, shared * said["floors"][len(exams)])

    assert set(failed(rewritten(folder, tmp_path / "t", saying=twice), files)) == {"bounds", "bound", "gap"}


def test_a_bound_on_floors_that_do_not_hold_is_rejected_though_its_sums_are_right(honest, tmp_path):
    folder, files = honest

    def higher(said):
        most = len(said["floors"]) - 1
        said["floors"][most] += 1
        raised(said, sum(shared for shared, exams in said["cliques"] if len(exams) == most))

    assert set(failed(rewritten(folder, tmp_path / "t", saying=higher), files)) == {"bounds", "bound", "gap"}
