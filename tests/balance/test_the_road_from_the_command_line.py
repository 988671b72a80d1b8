"""The verbs: plain files or a snapshot in, a folder that anyone can check out, impossible counties explained."""

import json
import subprocess
import sys
from decimal import Decimal

import pyarrow as pa
import pytest
from counties import GOOD, redirects, run, schools, teachers
from example_cities import snapshot_of

from xuezheng.allocation.tables import read_table
from xuezheng.errors import BadInput, CheckFailed, Occupied
from xuezheng.jobs.plan_balance import standard_on

YEAR = 2026
POOR = dict(equipment_yuan=150000, sports_area_m2=600, x_km=2, n_arts_and_sport_teachers=0)


def files(folder, *rows, **more):
    """Write tables; gives the options that name them."""
    options = []
    tables = {"schools": schools(*rows), **more}
    for name, table in tables.items():
        (folder / f"{name}.csv").write_bytes(table.csv())
        options += [f"--{name}", folder / f"{name}.csv"]
    return options


def planned(folder, *rows, extra=(), **more):
    options = files(folder, *rows, **more)
    result = run("plan", "balance", *options, "--year", YEAR, "--out", folder / "o", "--json", *extra)
    return json.loads(result.stdout)


STAFF = teachers(
    ("S0", "音乐", True, False, 2),
    ("S0", "语文", True, True, 2),
    ("S0", "语文", True, False, 2),
    ("S1", "语文", True, True, 2),
    ("S1", "语文", True, False, 4),
)


def test_a_folder_is_written_and_checks_itself(tmp_path):
    said = planned(tmp_path, dict(n_arts_and_sport_teachers=2), POOR, teachers=STAFF)

    assert said["objective"] == said["bound"] + said["gap"] > 0
    assert said["moves"] >= 1
    assert sorted(p.name for p in (tmp_path / "o").iterdir()) == [
        "inputs", "plan.csv", "plan.json", "plan.xlsx", "report.html",
    ]  # fmt: skip
    checked = json.loads(run("verify", tmp_path / "o", "--json").stdout)
    assert checked["ok"], checked


def test_the_rows_of_the_plan_add_up_to_its_cost(tmp_path):
    said = planned(tmp_path, dict(n_arts_and_sport_teachers=2), POOR, teachers=STAFF)

    cells = read_table(tmp_path / "o" / "plan.csv").columns
    assert sum(map(Decimal, cells["cost"])) == Decimal(str(said["objective"]))
    assert {"kind", "from", "to", "school", "item", "amount", "cost"} <= set(cells)


def test_the_page_is_offline_and_tells_before_and_after(tmp_path):
    planned(tmp_path, {"name": "<b>一小</b>"}, POOR, teachers=STAFF)

    page = (tmp_path / "o" / "report.html").read_text("utf-8")
    assert "default-src 'none'" in page and "src=" not in page and "://" not in page
    assert "<b>一小</b>" not in page and "&lt;b&gt;一小" in page
    assert "花多少钱，过几项" in page and "教师交流" in page


def test_each_further_indicator_costs_no_less(tmp_path):
    points = planned(tmp_path, {}, POOR, teachers=STAFF)["front"]

    assert [p["n"] for p in points] == list(range(8))
    assert [p["fen"] for p in points] == sorted(p["fen"] for p in points)
    assert all(p["bound_fen"] <= p["fen"] for p in points)


def test_a_cost_file_changes_the_plan(tmp_path):
    (tmp_path / "costs.csv").write_text("item,value\nbuy_equipment,20000\nbuild_sports,50000\n", "utf-8")
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()

    cheap = planned(tmp_path / "a", {}, POOR, extra=("--no-front",))
    dear = planned(tmp_path / "b", {}, POOR, extra=("--no-front", "--costs", tmp_path / "costs.csv"))

    assert dear["objective"] > cheap["objective"]


def test_pupils_are_sent_to_the_named_school_where_building_is_forbidden(tmp_path):
    rows = (
        {},
        POOR
        | {
            "sports_area_m2": 700,
            "equipment_yuan": 190000,
            "n_arts_and_sport_teachers": 1,
            "teaching_area_m2": 440,
        },
    )
    choices = redirects(("S1", "S0", 6))

    said = planned(tmp_path, *rows, extra=("--forbid", "build", "--forbid", "convert"), redirects=choices)

    assert said["redirected"] == 6
    assert run("verify", tmp_path / "o").exit_code == 0


def test_an_impossible_county_is_explained_and_nothing_is_written(tmp_path):
    with pytest.raises(CheckFailed, match="S1.*须达到七项中的 6 项") as caught:
        planned(tmp_path, {}, POOR, extra=("--forbid", "build@S1", "--forbid", "buy"))

    assert "不能同时满足" in str(caught.value)
    assert caught.value.exit_code == 3
    assert not (tmp_path / "o").exists()


def test_a_folder_in_use_is_left_alone(tmp_path):
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "theirs.txt").write_text("x", "utf-8")

    with pytest.raises(Occupied):
        planned(tmp_path, {})


def test_a_snapshot_or_plain_files_but_not_both(tmp_path):
    with pytest.raises(BadInput, match="其中之一"):
        run("plan", "balance", "--year", YEAR)


def test_nothing_but_json_is_printed(tmp_path):
    options = [str(o) for o in files(tmp_path, {}, POOR)]
    command = ["plan", "balance", *options, "--year", str(YEAR), "--json"]

    done = subprocess.run(
        [sys.executable, "-c", "from xuezheng.cli.main import run; run()", *command],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert json.loads(done.stdout)["schools"] == 2


def test_the_standard_is_that_of_the_rules():
    from datetime import date

    standard = standard_on(date(2026, 9, 1))

    assert standard.per_pupil["primary"][0] * 100 == Decimal("4.2")
    assert standard.cv["junior"] == Decimal("0.45")
    assert (standard.least, standard.floor * 100) == (6, 85)


def areas(snapshot):
    from xuezheng.jobs.plan_balance import areas_of

    return areas_of(snapshot, 2025)


def test_a_district_of_the_example_city_is_planned_until_the_children_arrive(tmp_path):
    snapshot = snapshot_of("none")

    result = run(
        "plan", "balance", snapshot, "--area", areas(snapshot)[0], "--year", 2025, "--until", 2027,
        "--out", tmp_path / "o", "--json", "--no-front",
    )  # fmt: skip

    said = json.loads(result.stdout)
    assert said["years"] == [2025, 2026, 2027]
    assert all(line["schools_after"] == line["coefficients_after"] == 0 for line in said["forecast"])
    assert run("verify", tmp_path / "o").exit_code == 0


def test_the_forecast_names_the_year_each_district_falls_out(tmp_path):
    snapshot = snapshot_of("none")

    said = json.loads(
        run("plan", "forecast", snapshot, "--year", 2025, "--out", tmp_path / "f.csv", "--json").stdout
    )

    assert [one["area"] for one in said] == areas(snapshot)
    for one in said:
        assert [line["year"] for line in one["years"]] == list(range(2025, 2031))
        bad = [line["year"] for line in one["years"] if line["schools_before"]]
        assert one["schools_out"] == (bad[0] if bad else None)
    assert "n_pupils" in read_table(tmp_path / "f.csv").columns
    assert "区域" in run("plan", "forecast", snapshot, "--year", 2025, "--area", areas(snapshot)[0]).stdout


def test_an_area_nobody_knows_is_told_with_those_there_are():
    with pytest.raises(BadInput, match="快照里有"):
        run("plan", "balance", snapshot_of("none"), "--area", "1", "--year", 2025)


def test_the_judge_of_the_standards_agrees_with_the_plan(tmp_path):
    from datetime import date

    from xuezheng.standards.counting import count
    from xuezheng.standards.limits import resource_limits

    planned(tmp_path, {}, POOR, dict(POOR, x_km=4), teachers=STAFF)
    table = after_the_plan(tmp_path / "o")

    counted = count(table, resource_limits(date(YEAR, 9, 1)))

    assert counted.passes.all()
    assert all(spread.cv <= 0.5 for spread in counted.spreads())


def after_the_plan(folder):
    """The schools' table with the plan done, as the standards read it."""
    lines = {
        name: list(cells) for name, cells in read_table(folder / "inputs" / "schools.csv").columns.items()
    }
    at = {school: n for n, school in enumerate(lines["school"])}
    numbers = {
        name: [Decimal(c) for c in lines[name]]
        for name in GOOD
        if name.startswith(("n_", "teaching", "sports", "equip"))
    }
    plan = read_table(folder / "plan.csv").columns
    for n, kind in enumerate(plan["kind"]):
        amount = Decimal(plan["amount"][n])
        if kind == "move":
            for end, sign in (("from", -1), ("to", 1)):
                row = at[plan[end][n]]
                numbers["n_above_required_degree"][row] += (
                    sign * amount * (plan["is_above_required_degree"][n] == "是")
                )
                numbers["n_backbone_teachers"][row] += sign * amount * (plan["is_backbone"][n] == "是")
                numbers["n_arts_and_sport_teachers"][row] += sign * amount * (plan["item"][n] == "音乐")
        else:
            for name in ADDS[plan["item"][n]]:
                numbers[name][at[plan["school"][n]]] += amount
    columns = {name: pa.array(lines[name], pa.string()) for name in ("area", "stage", "school")}
    columns["name"] = columns["school"]
    columns["why_out"] = pa.array([""] * len(at), pa.string())
    for name, cells in numbers.items():
        kind = pa.int64() if name.startswith("n_") else pa.decimal128(14, 2)
        columns[name] = pa.array([int(c) if name.startswith("n_") else c for c in cells], kind)
    return pa.table(columns)


ADDS = {
    "buy_equipment": ["equipment_yuan"],
    "fit_network_room": ["n_multimedia_rooms"],
    "convert_teaching": ["teaching_area_m2"],
    "build_teaching": ["teaching_area_m2"],
    "build_sports": ["sports_area_m2"],
    "hire_teacher": ["n_above_required_degree"],
    "hire_arts_teacher": ["n_above_required_degree", "n_arts_and_sport_teachers"],
    "raise_degree": ["n_above_required_degree"],
    "train_backbone": ["n_backbone_teachers"],
}
