"""From lists to a folder: the plan, its certificate, everybody's timetable, a page for people."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from xuezheng.allocation.certificate import Certificate, write_plan
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.tables import Table, table_of
from xuezheng.allocation.timetabling.page import page
from xuezheng.allocation.timetabling.problem import Plan, Problem
from xuezheng.allocation.timetabling.solve import ALGORITHM

RULES = (
    "one_period_each",
    "candidates",
    "room_seats",
    "period_length",
    "orders",
    "named",
    "room_alone",
)


@dataclass(frozen=True)
class Asked:
    """What was asked besides the lists; `competition` also writes the plan as a competition file."""

    part: int = 0
    may_overlap: bool = False
    competition: bool = False


def plan_table(problem: Problem, plan: Plan) -> Table:
    """One row for each part of an exam, in order of exam and part."""
    rows, seen = list[tuple[object, ...]](), dict[int, int]()
    line = np.lexsort((np.arange(plan.part_exam.size), plan.part_exam))
    for k in line.tolist():
        e = int(plan.part_exam[k])
        seen[e] = seen.get(e, 0) + 1
        period, room = problem.periods[int(plan.period[e])], problem.rooms[int(plan.part_room[k])]
        rows.append((problem.exams[e].code, seen[e], period.code, room.code, int(plan.part_size[k])))
    names = ("exam", "part", "period", "room", "candidates")
    return table_of("plan", {name: [row[k] for row in rows] for k, name in enumerate(names)})


def timetable_rows(problem: Problem, plan: Plan) -> list[tuple[str, ...]]:
    """Each candidate's exams in order of time; candidates of an exam fill its parts in order of code."""
    rooms: dict[int, list[str]] = {}
    for e, r, n in zip(plan.part_exam, plan.part_room, plan.part_size, strict=True):
        rooms.setdefault(int(e), []).extend([problem.rooms[int(r)].code] * int(n))
    lines = {e: iter(listed) for e, listed in rooms.items()}
    found = []
    for who, e in zip(problem.taker.tolist(), problem.taken.tolist(), strict=True):
        found.append((who, int(plan.period[e]), problem.exams[e].code, next(lines[e])))
    found.sort()
    return [
        (problem.candidates[who], exam, at.code, at.day, at.start, room)
        for who, p, exam, room in found
        for at in (problem.periods[p],)
    ]


def certificate_of(
    problem: Problem, plan: Plan, inputs: Mapping[str, Table], asked: Asked, seed: Seed
) -> Certificate:
    """What the folder says of this plan."""
    weights, bound = problem.weights, plan.bound
    return Certificate(
        kind="timetabling",
        inputs={name: table.sha256() for name, table in inputs.items()},
        options={
            "part": asked.part,
            "may_overlap": asked.may_overlap,
            "work": plan.work,
            "weights": {
                "two_in_a_row": weights.two_in_a_row,
                "two_in_a_day": weights.two_in_a_day,
                "period_spread": weights.spread,
                "mixed_durations": weights.mixed,
                "frontload_largest": weights.largest,
                "frontload_last": weights.last,
                "frontload": weights.frontload,
            },
        },
        seed=seed.statement,
        algorithm=ALGORITHM,
        violations=dict.fromkeys(RULES, 0),
        objective=plan.objective,
        bound=bound.value,
        gap=plan.objective - bound.value,
        more=_proof(problem, plan),
    )


def _proof(problem: Problem, plan: Plan) -> dict[str, Any]:
    bound, codes = plan.bound, [exam.code for exam in problem.exams]
    return {
        "penalties": plan.penalties,
        "bounds": {"candidates": bound.candidates, "periods": bound.periods, "rooms": bound.rooms},
        "floors": list(bound.floors),
        "cliques": [[shared, [codes[e] for e in exams]] for shared, exams in bound.cliques],
        "period_prices": {p.code: n for p, n in zip(problem.periods, bound.period_prices, strict=True)},
        "room_prices": {r.code: n for r, n in zip(problem.rooms, bound.room_prices, strict=True)},
    }


def write_timetable(
    folder: Path, problem: Problem, plan: Plan, inputs: Mapping[str, Table], asked: Asked, seed: Seed
) -> Path:
    """Write the folder: whole or nothing."""
    heading = ("candidate", "exam", "period", "date", "start", "room")
    files = {
        "timetables.csv": _csv(heading, timetable_rows(problem, plan)),
        "report.html": page(problem, plan).encode(),
    }
    if asked.competition:
        files |= {f"tables/{name}.csv": table.csv() for name, table in inputs.items()}
        files["solution.sln"] = solution(plan)
    certificate = certificate_of(problem, plan, inputs, asked, seed)
    return write_plan(folder, certificate, plan_table(problem, plan), files=files)


def solution(plan: Plan) -> bytes:
    """The plan as the competition's validator reads it: number of period and of room, an exam a line."""
    room = dict(zip(plan.part_exam.tolist(), plan.part_room.tolist(), strict=True))
    return "".join(f"{p}, {room[e]}\r\n" for e, p in enumerate(plan.period.tolist())).encode()


def _csv(heading: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return ("\ufeff" + text.getvalue()).encode()
