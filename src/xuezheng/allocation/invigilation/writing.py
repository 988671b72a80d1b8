"""From a plan to a folder: rota, rows, certificate with a commitment for each session, page, workbook."""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import Certificate, results_root, write_plan
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.invigilation.bound import Capacities, able_of, load_bound, mixed_bound
from xuezheng.allocation.invigilation.drawing import ALGORITHM, list_hash
from xuezheng.allocation.invigilation.page import page
from xuezheng.allocation.invigilation.problem import ROLE_NAMES, ROOM, Plan, Problem, Replacement
from xuezheng.allocation.invigilation.profiles import statement
from xuezheng.allocation.invigilation.rows import ABSENT, ALL, Row, plan_rows, plan_table, rota_table
from xuezheng.allocation.tables import Table

VIOLATIONS = (
    "demand", "once", "available", "relatives", "own_class", "own_subject", "own_school", "units", "pairs",
    "rooms", "gender", "drawn", "replaced",
)  # fmt: skip
HEADINGS = ("场次", "考点", "考场", "职务", "位次", "人员", "单位", "性别", "替换")
PREVIOUS = {"plan.csv": "previous/plan.csv", "plan.json": "previous/certificate.json"}


@dataclass(frozen=True)
class Made:
    """A plan with the seeds its sessions were drawn by, and where it came from.

    `seeds` has a seed for each session; `drawn` are sessions that had their own; `before` are the files of
    the plan before a change.
    """

    problem: Problem
    plan: Plan
    seed: Seed
    seeds: Mapping[int, Seed]
    inputs: Mapping[str, Table]
    drawn: tuple[int, ...] = ()
    before: Mapping[str, bytes] = field(default_factory=dict)
    previous: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """Loads and mixed rooms, each with its bound."""

    loads: tuple[int, ...]
    squares: int
    bound: int
    mixed: int
    mixed_bound: int
    n_rooms: int

    @property
    def spread(self) -> int:
        """Sessions between who serves most and who serves least."""
        return max(self.loads) - min(self.loads) if self.loads else 0


def figures_of(problem: Problem, plan: Plan) -> Figures:
    """Recount what the certificate says. Loads are of those who can serve at all."""
    heads = {person for people in plan.rota.heads.values() for person in people}
    loads = plan.rota.loads(len(problem.staff))
    caps = Capacities(problem)
    asked = {n: loads[n] for n in able_of(problem, heads, caps)}
    mixed = 0
    for watches in plan.watches.values():
        for watch in watches:
            mixed += problem.is_mixed(watch)
    bound = load_bound(problem, heads, caps)
    return Figures(
        loads=tuple(asked.values()),
        squares=sum(load * load for load in asked.values()),
        bound=bound or 0,
        mixed=mixed,
        mixed_bound=mixed_bound(problem, heads, asked),
        n_rooms=sum(map(len, plan.watches.values())),
    )


def certificate_of(made: Made, rows: Sequence[Row], figures: Figures, rota: Table) -> Certificate:
    """What the folder says of this plan."""
    problem, plan = made.problem, made.plan
    names = problem.sessions
    tries: dict[str, dict[str, int]] = {}
    for (session, site), n in sorted(plan.tries.items()):
        tries.setdefault(names[session], {})[problem.sites[site].code] = n
    more = {
        "rota_sha256": rota.sha256(),
        "lists": _lists(problem, plan),
        "draws": {names[session]: seed.statement for session, seed in sorted(made.seeds.items())},
        "drawn": [names[session] for session in made.drawn],
        "tries": tries,
        "found": {problem.sites[site].code: names[n] for site, n in sorted(plan.found.items())},
        "session_roots": {name: results_root(table) for name, table in session_tables(rows).items()},
        "load": {
            "least": min(figures.loads, default=0),
            "most": max(figures.loads, default=0),
            "people": {str(load): n for load, n in sorted(Counter(figures.loads).items())},
            "proven": "count" if figures.squares == figures.bound else "search" if plan.is_proven else "",
        },
        "mixed": {"rooms": figures.mixed, "bound": figures.mixed_bound, "of": figures.n_rooms},
        "changes": [_told(problem, change) for change in plan.replaced],
        **({"previous": dict(made.previous)} if made.previous else {}),
    }
    return Certificate(
        kind="invigilation",
        inputs={name: table.sha256() for name, table in made.inputs.items()},
        options={"profile": statement(problem.profile)},
        seed=made.seed.statement,
        algorithm=ALGORITHM,
        violations=dict.fromkeys(VIOLATIONS, 0),
        objective=figures.squares,
        bound=figures.bound,
        gap=figures.squares - figures.bound,
        more=more,
    )


def _lists(problem: Problem, plan: Plan) -> dict[str, dict[str, str]]:
    """The list that draws in each session of each site, by its hash: fixed before the session's seed is."""
    found: dict[str, dict[str, str]] = {}
    for (session, site, role), people in sorted(plan.rota.duties.items()):
        if role == ROOM:
            inside = found.setdefault(problem.sessions[session], {})
            inside[problem.sites[site].code] = list_hash(problem, people)
    return found


def _told(problem: Problem, change: Replacement) -> dict[str, Any]:
    code = {n: person.code for n, person in enumerate(problem.staff)}
    return {
        "session": problem.sessions[change.session],
        "site": problem.sites[change.site].code,
        "role": change.role,
        "room": change.room,
        "place": change.place,
        "absent": code[change.absent],
        "substitute": code.get(change.substitute, ""),
        "passed": [{"staff": code[person], "reason": reason} for person, reason in change.passed],
    }


def session_tables(rows: Sequence[Row]) -> dict[str, Table]:
    """The rows of each session alone: published one by one, each with its own root in the certificate."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row[0] != ALL:
            found.setdefault(row[0], []).append(row)
    return {name: plan_table(inside) for name, inside in found.items()}


def write_invigilation(folder: Path, made: Made) -> tuple[Path, Figures]:
    """Write the folder: whole or nothing."""
    rows = plan_rows(made.problem, made.plan, made.seeds)
    figures = figures_of(made.problem, made.plan)
    rota = rota_table(made.problem, made.plan.rota)
    certificate = certificate_of(made, rows, figures, rota)
    files = {PREVIOUS[name]: raw for name, raw in made.before.items()}
    files["rota.csv"] = rota.csv()
    for n, table in enumerate(session_tables(rows).values(), start=1):
        files[f"sessions/{n}.csv"] = table.csv()
    files["invigilators.xlsx"] = _xlsx(rows, made)
    files["report.html"] = page(
        made.problem, made.plan, rows, figures.loads, told(made.problem, figures)
    ).encode()
    return write_plan(folder, certificate, plan_table(rows), files=files), figures


def told(problem: Problem, figures: Figures) -> str:
    """What came out, in two sentences."""
    least, most = min(figures.loads, default=0), max(figures.loads, default=0)
    proven = "，已证明不能更均" if figures.squares == figures.bound else ""
    load = f"每人 {least} 场" if least == most else f"每人 {least} 至 {most} 场"
    said = f"{load}{proven}。"
    if problem.mixes:
        proof = (
            "，已证明不能更多" if figures.mixed == figures.mixed_bound else f"，至多 {figures.mixed_bound} 间"
        )
        said += f"{figures.n_rooms} 间次考场中 {figures.mixed} 间次有男有女{proof}。"
    return said


def _xlsx(rows: Sequence[Row], made: Made) -> bytes:
    """One workbook: everything by session, and the sessions of each person; the same bytes each time."""
    import xlsxwriter

    names = {**ROLE_NAMES, ABSENT: "缺席"}
    mine: dict[str, list[Row]] = {}
    for row in rows:
        mine.setdefault(row[5], []).append(row)
    name_of = {person.code: person.name for person in made.problem.staff}
    people = [
        (code, name_of[code], duty[0][6], duty[0][1], sum(row[3] != ABSENT for row in duty),
         "；".join(f"{row[0]} {names[row[3]]} {row[2]}".strip() for row in duty))
        for code, duty in sorted(mine.items())
    ]  # fmt: skip
    sheets: dict[str, list[tuple[object, ...]]] = {
        "监考安排": [HEADINGS, *((*row[:3], names[row[3]], int(row[4]), *row[5:]) for row in rows)],
        "各人场次": [("人员", "姓名", "单位", "考点", "场数", "安排"), *people],
    }
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(lines[0]) - 1, 14)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    return out.getvalue()
