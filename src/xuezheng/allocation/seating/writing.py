"""From a plan to a folder: seats, certificate, everything to be printed as data, a page for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import Certificate, write_plan
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.seating.asking import Asked
from xuezheng.allocation.seating.bound import Bounds, bounds_of
from xuezheng.allocation.seating.measuring import Pairs, mixing_of, pairs_of
from xuezheng.allocation.seating.printing import prints
from xuezheng.allocation.seating.problem import Plan, Problem
from xuezheng.allocation.seating.report import page
from xuezheng.allocation.seating.solve import ALGORITHM
from xuezheng.allocation.seating.tickets import tickets_of
from xuezheng.allocation.tables import Table, table_of

COLUMNS = ("candidate", "site", "room", "seat", "column", "row", "paper", "ticket")


@dataclass(frozen=True)
class Figures:
    """What is told of a plan: its pairs, what they must be at least, how schools are mixed."""

    pairs: Pairs
    bounds: Bounds
    around: int
    mixing: Mapping[str, Any]


def shown(value: str) -> str:
    """A value of columns that count together, to be read."""
    return value.replace("\0", " / ")


def figures_of(problem: Problem, plan: Plan) -> Figures:
    """Count once what certificate and page both tell."""
    return Figures(
        pairs_of(problem, plan.room, plan.seat),
        bounds_of(problem, problem.diagonals == "hard"),
        bounds_of(problem, diagonals=True).pairs,
        mixing_of(problem, plan.room),
    )


def plan_table(problem: Problem, plan: Plan, tickets: Sequence[str]) -> Table:
    """One row for each candidate, in order of code."""
    rows, papers = [], problem.profile.papers
    for n, candidate in enumerate(problem.candidates):
        room, seat = problem.rooms[int(plan.room[n])], int(plan.seat[n])
        column, row = room.layout.places[seat]
        paper = papers[(column + row) % len(papers)]
        rows.append((candidate, room.site, room.code, seat + 1, column + 1, row + 1, paper, tickets[n]))
    return table_of("plan", dict(zip(COLUMNS, map(list, zip(*rows, strict=True)), strict=True)))


def reasons_of(problem: Problem, bounds: Bounds) -> list[dict[str, Any]]:
    """Why some must sit beside their like, group by group."""
    shared = [sorted(set(problem.clusters.tolist())), problem.clusters.tolist()]
    return [
        {
            "group": "/".join(filter(None, problem.part_names[reason.part]))
            + (" 等" if shared[1].count(reason.part) > 1 else ""),
            "column": problem.apart[reason.column],
            "value": shown(problem.names[reason.column][reason.value]),
            "candidates": reason.n,
            "lie_apart": reason.apart,
            "fewest_pairs": reason.fewest,
        }
        for reason in bounds.reasons
    ]


def certificate_of(
    problem: Problem, plan: Plan, figures: Figures, inputs: Mapping[str, Table], asked: Asked, seed: Seed
) -> Certificate:
    """What the folder says of this plan."""
    profile = problem.profile
    options = {
        "profile": profile.code,
        "label": profile.label,
        "on": profile.on.isoformat(),
        "papers": list(profile.papers),
        "last_room": asked.last_room_rule,
        "last_room_asked": asked.last_room,
        "layouts": {
            room.code: room.layout.heights_of(n)
            for room, n in zip(problem.rooms, problem.taken.tolist(), strict=True)
        },
        "numbering": {room.code: room.layout.statement for room in problem.rooms},
        "apart": list(problem.apart),
        "group": list(asked.group),
        "diagonals": problem.diagonals,
        "set_aside": profile.set_aside,
        "set_aside_asked": asked.wanted_aside,
        "ticket_number": "" if problem.tickets else asked.ticket_number,
        "travel_from": asked.travel_from,
    }
    names, pairs, bounds = problem.apart, figures.pairs, figures.bounds
    more = {
        "pairs": {
            "beside": pairs.beside,
            "aslant": pairs.aslant,
            "beside_by_column": dict(zip(names, pairs.by_column, strict=True)),
            "fewest_by_column": dict(zip(names, bounds.by_column, strict=True)),
            "fewest_around": figures.around,
        },
        "reasons": reasons_of(problem, bounds),
        "mixing": dict(figures.mixing),
        **problem.more,
    }
    if problem.sites:
        more["sites"] = dict(problem.sites)
    return Certificate(
        kind="seating",
        inputs={name: table.sha256() for name, table in inputs.items()},
        options=options,
        seed=seed.statement,
        algorithm=ALGORITHM,
        violations={"one_seat_each": 0, "groups": 0, "papers": 0, "dealt": 0, "tickets": 0},
        objective=plan.objective,
        bound=plan.bound,
        gap=plan.objective - plan.bound,
        more=more,
    )


def write_seating(
    folder: Path, problem: Problem, plan: Plan, inputs: Mapping[str, Table], asked: Asked, seed: Seed
) -> Path:
    """Write the folder: whole or nothing."""
    columns = inputs["candidates"].columns
    tickets = tickets_of(problem, plan, asked, columns)
    table, figures = plan_table(problem, plan, tickets), figures_of(problem, plan)
    certificate = certificate_of(problem, plan, figures, inputs, asked, seed)
    said = certificate.statement(table)
    files = prints(problem, table) | {"report.html": page(problem, table, said).encode()}
    return write_plan(folder, certificate, table, files=files)
