"""Whoever changes a plan, its copies or its proof, and every hash to match, is still found out."""

import json
import shutil

import pytest
from counties import costs, county, redirects, teachers

from xuezheng.allocation.balance.reading import Asked
from xuezheng.allocation.balance.solve import solve
from xuezheng.allocation.balance.writing import write_balance
from xuezheng.allocation.certificate import results_root
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.verifying import verify_plan

STAFF = teachers(
    ("S0", "音乐", False, False, 4),
    ("S0", "语文", True, True, 8),
    ("S0", "数学", True, False, 4),
    ("S1", "语文", True, True, 8),
    ("S2", "语文", True, False, 6),
    ("S2", "体育", True, False, 2),
)
ROWS = (
    dict(n_arts_and_sport_teachers=4, n_full_time_teachers=16, n_above_required_degree=12, n_backbone_teachers=8, n_pupils=120, teaching_area_m2=700, sports_area_m2=1000, equipment_yuan=280000),
    dict(n_arts_and_sport_teachers=0, n_above_required_degree=8, n_backbone_teachers=8, x_km=3, equipment_yuan=165000, n_multimedia_rooms=2, may_build="否", vacant_posts=1),
    dict(x_km=5, sports_area_m2=700, equipment_yuan=150000, convertible_rooms=4, n_above_required_degree=8, n_backbone_teachers=1),
)  # fmt: skip
ASKED = Asked(year=2026)


@pytest.fixture(scope="module")
def honest(tmp_path_factory):
    problem = county(
        *ROWS,
        staff=STAFF,
        choices=redirects(("S1", "S0", 20), ("S2", "S1", 10)),
        prices=costs(rotation_least_pct=5, redirect_yuan=100),
    )
    found = solve(problem)
    return write_balance(tmp_path_factory.mktemp("road") / "o", problem, found, ASKED)


def rewritten(folder, out, plan=None, saying=None, copy=None):
    shutil.copytree(folder, out)
    said = json.loads((folder / "plan.json").read_text("utf-8"))
    rows = lines(folder / "plan.csv")
    if plan:
        plan(rows)
    table = table_of(
        "plan", {name: [row[name] for row in rows] for name in read_table(folder / "plan.csv").columns}
    )
    if copy:
        name, change = copy
        cells = lines(out / "inputs" / f"{name}.csv")
        change(cells)
        changed = table_of(name, {key: [row[key] for row in cells] for key in cells[0]})
        (out / "inputs" / f"{name}.csv").write_bytes(changed.csv())
        said["inputs"][name] = changed.sha256()
    if saying:
        saying(said)
    said["plan_sha256"], said["results_root"] = table.sha256(), results_root(table)
    (out / "plan.csv").write_bytes(table.csv())
    (out / "plan.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    return out


def lines(file):
    columns = read_table(file).columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def one(rows, kind):
    return next(row for row in rows if row["kind"] == kind)


def failed(folder):
    return {check.name for check in verify_plan(folder).checks if not check.ok}


def drop(kind):
    return lambda rows: rows.remove(one(rows, kind))


def test_the_honest_road_is_accepted_and_has_every_kind_of_deed(honest, tmp_path):
    folder = rewritten(honest, tmp_path / "t")

    assert failed(folder) == set()
    assert {row["kind"] for row in lines(folder / "plan.csv")} >= {"move", "buy", "redirect"}


PLANS = {
    "equipment not bought": (drop("buy"), "schools"),
    "nobody moves": (drop("move"), "rotation"),
    "a fen less": (lambda rows: one(rows, "buy").update(cost="1.99"), "cost"),
    "equipment by half units": (lambda rows: one(rows, "buy").update(amount="5000"), "deeds"),
    "equipment taken away": (lambda rows: one(rows, "buy").update(amount="-10000"), "deeds"),
    "an item nobody knows": (lambda rows: one(rows, "buy").update(item="palace"), "deeds"),
    "a school nobody knows": (lambda rows: one(rows, "buy").update(school="S9"), "deeds"),
    "another kind": (lambda rows: one(rows, "buy").update(kind="build"), "deeds"),
    "to oneself": (lambda rows: one(rows, "move").update(to=one(rows, "move")["from"]), "deeds"),
    "a whole staff": (lambda rows: one(rows, "move").update(amount="9"), "teachers"),
    "a subject nobody teaches": (lambda rows: one(rows, "move").update(item="天文"), "teachers"),
    "pupils not on the list": (lambda rows: one(rows, "redirect").update(amount="21"), "deeds"),
    "pupils sent twice": (lambda rows: rows.append(dict(one(rows, "redirect"))), "deeds"),
    "more equipment than useful": (
        lambda rows: one(rows, "buy").update(amount="90000000", cost="90000000"), "ceilings",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_a_changed_plan_fails_by_the_rule_it_breaks(honest, tmp_path, name):
    change, rule = PLANS[name]

    assert rule in failed(rewritten(honest, tmp_path / "t", plan=change))


def also(rows, **row):
    rows.append(dict.fromkeys(rows[0], "") | {"stage": "primary", "unit": "人"} | row)


def hired(rows, item):
    also(rows, kind="hire", school="S1", item=item, amount="1", cost="120000")


def test_two_hired_on_one_post_are_found_by_the_ceiling(honest, tmp_path):
    def one_hired(rows):
        hired(rows, "hire_teacher")

    def two_hired(rows):
        hired(rows, "hire_teacher")
        hired(rows, "hire_arts_teacher")

    assert "ceilings" not in failed(rewritten(honest, tmp_path / "fair", plan=one_hired))
    assert "ceilings" in failed(rewritten(honest, tmp_path / "t", plan=two_hired))


@pytest.mark.parametrize(("n", "is_fair"), [(3, True), (4, False)])
def test_a_teacher_both_trained_and_moved_is_found(honest, tmp_path, n, is_fair):
    def trained(rows):
        also(rows, kind="train", school="S0", item="raise_degree", amount=str(n), cost=str(25000 * n))
        also(
            rows, kind="move", **{"from": "S0"}, to="S1", item="音乐", amount="1", cost="12900",
            is_above_required_degree="否", is_backbone="否",
        )  # fmt: skip

    assert ("teachers" not in failed(rewritten(honest, tmp_path / "t", plan=trained))) == is_fair


def build_where_forbidden(rows):
    rows.append(one(rows, "buy") | {"kind": "build", "school": "S1", "item": "build_sports", "amount": "10", "unit": "平方米", "cost": "4000"})  # fmt: skip


def test_building_where_the_school_may_not_is_found_by_its_ceiling(honest, tmp_path):
    assert "ceilings" in failed(rewritten(honest, tmp_path / "t", plan=build_where_forbidden))


def a_multiplier(said, much):
    name = next(name for name in said["proof"][0]["multipliers"] if name.startswith("P|"))
    said["proof"][0]["multipliers"][name] += much


SAYINGS = {
    "cheaper than it is": (lambda said: said.update(objective=said["objective"] - 1), "objective"),
    "a bound too high": (lambda said: said.update(bound=said["objective"] + 100), "bound"),
    "another gap": (lambda said: said.update(gap=0), "gap"),
    "a multiplier too large": (lambda said: a_multiplier(said, 10**12), "bound"),
    "a multiplier of the wrong sign": (lambda said: a_multiplier(said, -(10**14)), "readable"),
    "a ceiling that pays": (
        lambda said: said["proof"][0]["multipliers"].update({"G|0": 10**6}),
        "readable",
    ),
    "a row nobody knows": (lambda said: said["proof"][0]["multipliers"].update({"X|1": 10**9}), "bound"),
    "no proof": (lambda said: said.update(proof=[]), "bound"),
    "a choice of redirects not proven": (lambda said: said["proof"].pop(), "bound"),
    "a violation told": (lambda said: said["violations"].update(givers=1), "givers"),
    "a violation not counted": (lambda said: said["violations"].pop("coefficients"), "coefficients"),
    "building forbidden afterwards": (lambda said: said["options"]["forbid"].append("buy"), "ceilings"),
    "moves forbidden afterwards": (lambda said: said["options"]["forbid"].append("move"), "deeds"),
    "another list": (lambda said: said["inputs"].update(schools="0" * 64), "copy:schools"),
    "no standard": (lambda said: said["inputs"].pop("standard"), "inputs"),
}


@pytest.mark.parametrize("name", SAYINGS)
def test_a_changed_certificate_fails_by_what_it_says(honest, tmp_path, name):
    change, rule = SAYINGS[name]

    assert rule in failed(rewritten(honest, tmp_path / "t", saying=change))


def set_limit(name, value):
    return "limits", lambda rows: next(r for r in rows if r["limit"] == name).update(value=value)


COPIES = {
    "a shorter way allowed": (set_limit("move_most_km", "1"), "deeds"),
    "dearer moves": (set_limit("move_yuan", "12001"), "cost"),
    "more teachers to keep in a subject": (set_limit("giver_keeps_in_subject", "9"), "teachers"),
    "a smaller share to give": (set_limit("giver_most_pct", "1"), "givers"),
    "a larger quota": (set_limit("rotation_least_pct", "50"), "rotation"),
    "all of them backbone": (set_limit("rotation_backbone_least_pct", "100"), "rotation"),
    "seven of seven": (
        ("standard", lambda rows: [row.update(least="7", floor_pct="100", threshold=str(float(row["threshold"]) * 1.2)) for row in rows]), "schools",
    ),
    "a floor as high as the threshold": (
        ("standard", lambda rows: [row.update(floor_pct="100") for row in rows]), "schools",
    ),
    "nobody may move": (
        ("teachers", lambda rows: [row.update(n_movable="0") for row in rows]), "teachers",
    ),
    "a stricter coefficient": (
        ("standard", lambda rows: [row.update(cv="0.01") for row in rows]), "coefficients",
    ),
    "dearer equipment": (
        ("items", lambda rows: next(r for r in rows if r["item"] == "buy_equipment").update(yuan="9999")), "cost",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COPIES)
def test_copies_changed_with_their_hashes_fail_by_the_rule(honest, tmp_path, name):
    copy, rule = COPIES[name]

    assert rule in failed(rewritten(honest, tmp_path / "t", copy=copy))


def test_a_giver_that_keeps_too_few_is_found_even_if_somebody_comes_back(honest, tmp_path):
    def two_leave(rows):
        move = next(row for row in rows if row["kind"] == "move" and row["from"] == "S1")
        move.update(amount="2", cost=str(2 * float(move["cost"])))

    ratio = set_limit("giver_pupils_per_teacher.primary", "10")

    assert "givers" not in failed(rewritten(honest, tmp_path / "fair", plan=two_leave))
    assert "givers" in failed(rewritten(honest, tmp_path / "t", plan=two_leave, copy=ratio))


def test_ones_own_copy_is_compared(honest, tmp_path):
    other = tmp_path / "schools.csv"
    other.write_bytes((honest / "inputs" / "schools.csv").read_bytes().replace(b"165000", b"166000"))

    verdict = verify_plan(honest, {"schools": other})

    assert [check.name for check in verdict.checks if not check.ok] == ["input:schools"]
