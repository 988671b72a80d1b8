"""The cheapest road of a county: tables from a snapshot or plain files, limits from the standards, a folder out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import narwhals as nw

from xuezheng.allocation.balance.forecasting import Forecast, Rolls, forecast
from xuezheng.allocation.balance.front import front
from xuezheng.allocation.balance.outlook import outlook, with_years
from xuezheng.allocation.balance.problem import QUANTITIES, Problem, Standard
from xuezheng.allocation.balance.reading import Asked, Given, read_problem
from xuezheng.allocation.balance.reasons import in_words, smallest_conflict
from xuezheng.allocation.balance.rulebook import rulebook
from xuezheng.allocation.balance.solve import Found, solve
from xuezheng.allocation.balance.writing import write_balance, yuan
from xuezheng.allocation.tables import Table, read_table, table_of
from xuezheng.errors import BadInput, CheckFailed, Fault, NotFound
from xuezheng.rules.values import value_on
from xuezheng.snapshot import Snapshot, open_proven
from xuezheng.standards.counting import count
from xuezheng.standards.faults import faults_of
from xuezheng.standards.limits import resource_limits
from xuezheng.standards.resources import resources_and_silent, school_resources
from xuezheng.standards.scope import Scope

#: Up to so many schools the steps from no indicator to all are reckoned without being asked for.
FRONT_SCHOOLS = 30
_SCHOOLS = (
    "school", "name", "area", "stage", "x_km", "y_km", "n_pupils", "n_full_time_teachers", *QUANTITIES,
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A plan with what it was made from, and the years to come."""

    problem: Problem
    found: Found
    asked: Asked
    front: Sequence[tuple[int, int, int, str]]
    outlook: Sequence[dict[str, int]]


def standard_on(on: date) -> Standard:
    """The seven thresholds, the limits of the CVs and the rule of six of seven that hold on a day."""
    limits = resource_limits(on)
    if limits.met_least is None or limits.floor_share is None:
        raise NotFound("规则库中没有“七项达到六项”的数值。它在 rules/values/。请补充。")
    per = {measure.code: measure.scale for measure in limits.measures}
    codes = {measure.column: measure.code for measure in limits.measures}
    return Standard(
        per_pupil={
            stage: tuple(Fraction(floors[codes[name]].value) / per[codes[name]] for name in QUANTITIES)
            for stage, floors in limits.floors.items()
        },
        cv={stage: Fraction(value.value) for stage, value in limits.spread.items()},
        least=int(limits.met_least.value),
        floor=Fraction(limits.floor_share.value) / 100,
        sources={
            (stage, name): f"{floors[codes[name]].source}（{floors[codes[name]].mark}）"
            for stage, floors in limits.floors.items()
            for name in QUANTITIES
        },
    )


def files_given(files: dict[str, Path | None]) -> Given:
    """A county of plain files."""
    return Given(**files_tables(files))


def files_tables(files: dict[str, Path | None]) -> dict[str, Table]:
    """Plain files by what they hold."""
    from xuezheng.allocation.balance import reading

    needs = {
        "schools": reading.SCHOOL_COLUMNS,
        "teachers": reading.TEACHER_COLUMNS,
        "redirects": reading.REDIRECT_COLUMNS,
        "forecast": reading.FORECAST_COLUMNS,
    }
    return {
        name: read_table(file, needs=needs[name], name=name)
        for name, file in files.items()
        if file is not None
    }


def snapshot_given(
    path: Path, asked: Asked, files: dict[str, Path | None] | None = None
) -> tuple[Given, Asked]:
    """What a snapshot says of a county, and how many teachers were exchanged already.

    Files of the same names (`teachers`, `redirects`, `forecast`) take the place of what it says.
    """
    own = files_tables(files or {})
    snapshot = open_proven(path)
    schools, notes = _schools(snapshot, asked)
    codes = set(schools.columns["school"])
    already, backbone = _exchanged(snapshot, asked.year, codes)
    given = Given(
        schools, own.get("teachers") or _teachers(snapshot, asked.year, codes), own.get("redirects")
    )
    name = _rows(snapshot.table("areas").filter(nw.col("code") == asked.area).select("name"))
    asked = replace(
        asked,
        area_name=name[0]["name"] if name else "",
        already=already,
        backbone_already=backbone,
        notes=(*asked.notes, *notes),
    )
    if asked.until > asked.year and "forecast" in own:
        given = replace(given, forecast=own["forecast"])
    elif asked.until > asked.year:
        made = forecast(rolls_of(snapshot, asked.area), year=asked.year, until=asked.until)
        given = replace(given, forecast=_only(made.table(), schools))
        asked = replace(asked, notes=(*asked.notes, *made.notes))
    return given, asked


def _rows(frame: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = frame.collect("pyarrow").to_native().to_pylist()
    return rows


def _schools(snapshot: Snapshot, asked: Asked) -> tuple[Table, list[str]]:
    """The county's schools in scope; a faulty return stops everything, with the school and the figure."""
    table, silent = resources_and_silent(snapshot, asked.year, Scope(), with_titles=False)
    here = table.filter([area == asked.area for area in table["area"].to_pylist()])
    if not here.num_rows:
        areas = "、".join(sorted(set(table["area"].to_pylist()))[:20]) or "无"
        raise BadInput(
            f"{asked.year} 学年没有区域“{asked.area}”的报表。快照里有：{areas}。请改 --area 或 --year。"
        )
    lacking = [row for row in silent if row["area"] == asked.area]
    counted = count(here, resource_limits(date(asked.year, 9, 1)))
    if faults := faults_of(counted, lacking):
        listed = [Fault(str(fault)) for fault in faults]
        raise BadInput(f"区域“{asked.area}”的报表有 {len(listed)} 处不能使用。请先更正。", faults=listed)
    rows = [row for row in here.to_pylist() if not row["why_out"]]
    out = [row for row in here.to_pylist() if row["why_out"]]
    notes = [f"不计入：{row['name']}（{row['why_out']}）" for row in out]
    columns = {name: [row[name] for row in rows] for name in _SCHOOLS}
    columns["is_public"] = ["否" if row["is_private"] else "是" for row in rows]
    return table_of("schools", columns), notes


def _teachers(snapshot: Snapshot, year: int, codes: set[str]) -> Table:
    """Full-time teachers on census day by subject and kind; those in post may be exchanged."""
    day = nw.lit(date(year, 9, 1))
    serves = (nw.col("hired_on") <= day) & (nw.col("left_on").is_null() | (nw.col("left_on") > day))
    frame = snapshot.table("teachers").filter(serves & nw.col("is_full_time"))
    keys = ("school", "stage", "subject", "degree", "is_backbone", "is_in_post")
    grouped = _rows(frame.group_by(*keys).agg(n=nw.len()))
    found: dict[tuple[str, str, str, bool, bool], list[int]] = {}
    for row in grouped:
        if row["school"] in codes and row["stage"] in ("primary", "junior"):
            above = row["degree"] in _ABOVE[row["stage"]]
            key = (row["school"], row["stage"], row["subject"], above, bool(row["is_backbone"]))
            entry = found.setdefault(key, [0, 0])
            entry[0] += row["n"]
            entry[1] += row["n"] if row["is_in_post"] else 0
    lines = [(*key, *entry) for key, entry in sorted(found.items())]
    names = ("school", "stage", "subject", "is_above_required_degree", "is_backbone", "n", "n_movable")
    columns = {name: [line[i] for line in lines] for i, name in enumerate(names)}
    for name in names[3:5]:
        columns[name] = ["是" if value else "否" for value in columns[name]]
    return table_of("teachers", columns)


#: Degrees above the one the law asks for: at primary 专科 and above, at junior 本科 (domain §1.1.1).
_ABOVE = {
    "primary": ("associate", "bachelor", "master", "doctor"),
    "junior": ("bachelor", "master", "doctor"),
}


def _exchanged(snapshot: Snapshot, year: int, codes: set[str]) -> tuple[int, int]:
    """Teachers of the county in rotation this year, and backbone teachers among them."""
    from xuezheng.indicators.staff import growth

    people = growth(snapshot, year, "rotation").select("teacher", "school").unique()
    backbone = snapshot.table("teachers").select("is_backbone", teacher="code")
    rows = _rows(people.join(backbone, on="teacher", how="left"))
    here = {row["teacher"]: bool(row["is_backbone"]) for row in rows if row["school"] in codes}
    return len(here), sum(here.values())


def rolls_of(snapshot: Snapshot, area: str) -> Rolls:
    """Pupils by school, stage, grade and year of a county, and its children by age."""
    schools = snapshot.table("schools").filter(nw.col("area") == area).select(school="code")
    frame = snapshot.table("enrolments").join(schools, on="school", how="inner")
    frame = frame.filter(nw.col("stage").is_in(["primary", "junior"]))
    grades = _rows(frame.group_by("school", "stage", "grade", "school_year").agg(n=nw.len()))
    people = _rows(snapshot.table("population").filter(nw.col("area") == area))
    return Rolls(
        {(r["school"], r["stage"], r["grade"], r["school_year"]): r["n"] for r in grades},
        {(r["year"], r["age"]): r["n_residents"] for r in people},
        int(value_on("zones.entry_age.primary", snapshot.as_of).value),
    )


def _only(table: Table, schools: Table) -> Table:
    """The forecast of the schools that are compared."""
    known = set(zip(schools.columns["school"], schools.columns["stage"], strict=True))
    places = zip(table.columns["school"], table.columns["stage"], strict=True)
    keep = [n for n, place in enumerate(places) if place in known]
    columns = {name: [cells[n] for n in keep] for name, cells in table.columns.items()}
    have = set(zip(columns["school"], columns["stage"], strict=True))
    for school, stage in sorted(known - have):
        told = f"学校“{school}”（{stage}）没有分年级学籍。"
        raise BadInput(f"{told}算不出以后的学生数。请先补报学籍，或用 --forecast 给出。")
    return Table("forecast", columns)


def plan_county(
    given: Given,
    asked: Asked,
    costs: Path | None = None,
    *,
    seconds: float = 60.0,
    with_front: bool | None = None,
) -> Made:
    """Find the plan; where there is none, say which limits cannot be met together.

    Raises
    ------
    CheckFailed
        When no plan exists, with a smallest set of limits that contradict each other.
    """
    on = date(asked.year, 9, 1)
    table = read_table(costs, needs=("item", "value"), name="costs") if costs else None
    problem = read_problem(given, rulebook(on, table), standard_on(on), asked)
    found = solve(problem, seconds=seconds)
    if found.plan is None:
        raise _impossible(problem, found)
    asks_front = problem.n_rows <= FRONT_SCHOOLS if with_front is None else with_front
    points = [point.cells() for point in front(problem)] if asks_front else []
    years = outlook(problem, found.plan) if len(problem.years) > 1 else []
    return Made(problem, found, asked, points, years)


def _impossible(problem: Problem, found: Found) -> CheckFailed:
    conflict = smallest_conflict(problem)
    if not conflict:
        return CheckFailed(
            "没有找到方案，但没有单独的限制互相矛盾：可能只差取整或时间。请加长 --seconds，或放宽限制。"
        )
    faults = [Fault(in_words(problem, limit), str(n)) for n, limit in enumerate(conflict, start=1)]
    return CheckFailed(
        f"没有任何方案能全部达标。下面 {len(faults)} 条不能同时满足，放宽其中任何一条，其余就能满足。请先决定放宽哪一条。",
        faults=faults,
    )


def write_made(out: Path, made: Made) -> Path:
    """Write the folder."""
    more = {"front": made.front, "forecast": made.outlook}
    return write_balance(out, made.problem, made.found, made.asked, more)


def said_of(made: Made) -> dict[str, Any]:
    """The plan in figures, for machines."""
    plan, problem = made.found.plan, made.problem
    if plan is None:
        raise ValueError("there is no plan")
    return {
        "area": problem.area,
        "years": list(problem.years),
        "schools": problem.n_rows,
        "objective": yuan(plan.fen),
        "bound": yuan(plan.proven_fen),
        "gap": yuan(plan.fen - plan.proven_fen),
        "solver_bound": yuan(plan.bound_fen),
        "moves": sum(plan.moves.values()),
        "redirected": sum(problem.redirects[n].pupils for n in plan.redirected),
        "items": {
            item.code: int(plan.units[:, j].sum())
            for j, item in enumerate(problem.items)
            if plan.units[:, j].any()
        },
        "front": [dict(zip(("n", "fen", "bound_fen", "added"), point, strict=True)) for point in made.front],
        "forecast": list(made.outlook),
        "notes": list(problem.notes),
    }


def outlook_of(path: Path, area: str, year: int, until: int) -> tuple[list[dict[str, int]], Forecast]:
    """What becomes of a county that does nothing, year by year."""
    snapshot = open_proven(path)
    asked = Asked(area=area, year=year)
    schools, _ = _schools(snapshot, asked)
    on = date(year, 9, 1)
    problem = read_problem(Given(schools), rulebook(on), standard_on(on), asked)
    made = forecast(rolls_of(snapshot, area), year=year, until=until)
    return outlook(with_years(problem, made.table(), until)), made


def areas_of(path: Path, year: int) -> list[str]:
    """Areas that have compulsory schools in a snapshot."""
    table = school_resources(open_proven(path), year)
    return sorted(set(table["area"].to_pylist()))


def written_forecasts(out: Path, tables: Sequence[Table]) -> None:
    """One csv of the pupils to come of several counties."""
    names = ("school", "stage", "year", "n_pupils")
    columns = {name: [cell for table in tables for cell in table.columns[name]] for name in names}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(table_of("forecast", columns).csv())
