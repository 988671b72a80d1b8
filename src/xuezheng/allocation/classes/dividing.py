"""From tables to a folder: solve, draw the class numbers, certify, write."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from xuezheng.allocation.certificate import Certificate, write_plan
from xuezheng.allocation.classes.problem import Plan, Problem
from xuezheng.allocation.classes.reading import Files, Request
from xuezheng.allocation.classes.solve import ALGORITHM, solve
from xuezheng.allocation.draw.assigning import drawn_places
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.tables import Table, table_of
from xuezheng.errors import BadInput, Fault


@dataclass(frozen=True)
class Division:
    """A solved year group: who goes where under its drawn class number."""

    problem: Problem
    plan: Plan
    part: Mapping[str, str]
    numbers: Mapping[str, str]
    """Blind code → class name; empty when the classes are not interchangeable."""
    teams: Mapping[str, str]
    """Class name → teacher team, drawn."""

    def class_of(self, k: int) -> str:
        """Name of the class with this index."""
        return self.numbers.get(blind_code(k), self.problem.classes[k])


def blind_code(k: int) -> str:
    """What a class is called before its number is drawn."""
    return f"blind-{k + 1:03d}"


def label_of(part: Mapping[str, str]) -> str:
    """The label of all randomness of one roster: `classes` or `classes|school=S1|grade=7`."""
    return "|".join(["classes", *(f"{column}={value}" for column, value in part.items())])


def divide(
    problem: Problem,
    seed: Seed,
    *,
    part: Mapping[str, str],
    teams: Table | None = None,
    rounds: int | None = None,
    seconds: float | None = None,
) -> Division:
    """Solve one roster, then draw which class gets which number and which team of teachers.

    Numbers are drawn only where classes can be told apart by nothing else: no given sizes, nobody
    placed by hand. Teams are drawn for every class.
    """
    label = label_of(part)
    plan = solve(problem, seed.value, label=label, rounds=rounds, seconds=seconds)
    blind = [blind_code(k) for k in range(problem.n_classes)]
    numbers = {}
    if _interchangeable(problem):
        numbers = drawn_places(seed, f"class-numbers|{label}", blind, list(problem.classes))
    drawn_teams: dict[str, str] = {}
    if teams is not None:
        drawn_teams = _drawn_teams(seed, label, problem, teams)
    return Division(problem, plan, dict(part), numbers, drawn_teams)


def _interchangeable(problem: Problem) -> bool:
    one_size = bool((problem.sizes == problem.sizes[0]).all())
    return one_size and not (problem.fixed >= 0).any()


def _drawn_teams(seed: Seed, label: str, problem: Problem, teams: Table) -> dict[str, str]:
    names = teams.columns["team"]
    if len(names) != problem.n_classes:
        raise BadInput(
            f"有 {len(names)} 个教师组、{problem.n_classes} 个班。两者须一样多。请改教师组表或班数。",
            faults=[Fault(f"教师组：{'、'.join(names[:20])}", "teams", "")],
        )
    drawn = drawn_places(seed, f"teacher-teams|{label}", names, list(problem.classes))
    return {place: team for team, place in sorted(drawn.items(), key=lambda item: item[1])}


def plan_table(division: Division) -> Table:
    """The plan as a table: pupil, class, and the blind code where there was one."""
    problem, room = division.problem, division.plan.room.tolist()
    columns = {"pupil": list(problem.pupils), "class": [division.class_of(k) for k in room]}
    if division.numbers:
        columns["blind"] = [blind_code(k) for k in room]
    return table_of("plan", columns)


def certificate_of(
    division: Division, files: Files, request: Request, seed: Seed, more: Mapping[str, Any] | None = None
) -> Certificate:
    """What the folder says of this plan."""
    problem, plan = division.problem, division.plan
    order = _class_order(division)
    options: dict[str, Any] = {
        "classes": [division.class_of(k) for k in order],
        "sizes": {division.class_of(k): problem.sizes[k].tolist() for k in order},
        "given_sizes": files.classes is not None,
        "numeric": list(request.numeric),
        "category": list(request.category),
        "first_category": problem.strict.name if problem.strict and problem.is_even else None,
        "missing": request.missing,
        "rounds": plan.rounds,
        "notes": list(problem.notes),
    }
    if problem.strict and not problem.is_even:
        options["first_category_share"] = problem.strict.name
    if division.part:
        options["part"] = dict(division.part)
    if request.homophones:
        from_file = set() if files.apart is None else set(files.apart.columns["group"])
        n_listed = len([g for g in problem.names.get("apart", ()) if g in from_file])
        options["homophones"] = [[problem.pupils[i] for i in g] for g in problem.apart[n_listed:]]
    if division.numbers:
        options["class_numbers"] = dict(division.numbers)
    if division.teams:
        options["teams"] = dict(division.teams)
    return Certificate(
        kind="classes",
        inputs={name: table.sha256() for name, table in files.given().items()},
        options=options,
        seed=seed.statement,
        algorithm=ALGORITHM,
        violations=plan.violations,
        objective=plan.objective,
        bound=plan.bound,
        gap=plan.gap,
        more={"joint_bound": plan.joint_bound, **(more or {})},
    )


def _class_order(division: Division) -> list[int]:
    place = {name: k for k, name in enumerate(division.problem.classes)}
    return sorted(range(division.problem.n_classes), key=lambda k: place[division.class_of(k)])


def write_division(
    folder: Path,
    division: Division,
    files: Files,
    request: Request,
    seed: Seed,
    *,
    report: bool = True,
    more: Mapping[str, Any] | None = None,
) -> Path:
    """Write plan, certificate and report: the whole folder or nothing."""
    certificate = certificate_of(division, files, request, seed, more)
    extra = {}
    if report:
        from xuezheng.allocation.classes.report import report_page

        extra["report.html"] = report_page(in_class_order(division), certificate).encode()
    return write_plan(folder, certificate, plan_table(division), files=extra)


def in_class_order(division: Division) -> Division:
    """The same division with classes in the order of their drawn names, for readers."""
    order = _class_order(division)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    names = tuple(division.class_of(k) for k in order)
    fixed = np.where(division.problem.fixed >= 0, rank[division.problem.fixed], -1)
    problem = replace(division.problem, classes=names, sizes=division.problem.sizes[order], fixed=fixed)
    return replace(
        division, problem=problem, plan=replace(division.plan, room=rank[division.plan.room]), numbers={}
    )
