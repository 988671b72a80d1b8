"""A plan as rows, and rows as a plan again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.invigilation.drawing import drawn_role, rooms_of
from xuezheng.allocation.invigilation.problem import (
    FLOATING,
    ROOM,
    SPARE,
    VIDEO,
    Key,
    Plan,
    Problem,
    Replacement,
    Rota,
    Watch,
)
from xuezheng.allocation.tables import Table, table_of

COLUMNS = ("session", "site", "room", "role", "place", "staff", "unit", "gender", "instead_of")
ROTA_COLUMNS = ("session", "site", "role", "staff")
#: The session of chiefs and deputies; the role of those who did not come.
ALL, ABSENT = "全部", "absent"
LINES = (FLOATING, VIDEO, SPARE)

Row = tuple[str, ...]


def plan_rows(problem: Problem, plan: Plan, seeds: Mapping[int, Seed]) -> list[Row]:
    """One row for each person and duty: heads of sites, then session by session."""
    found: list[Row] = []
    for (site, role), people in sorted(plan.rota.heads.items()):
        for place, person in enumerate(people, start=1):
            found.append(_row(problem, ALL, site, "", role, place, person))
    came = {(r.session, r.absent): r for r in plan.replaced}
    for key in sorted(plan.watches):
        found += _session_rows(problem, plan, key, seeds[key[0]], came)
    return found


def _session_rows(
    problem: Problem, plan: Plan, key: Key, seed: Seed, came: Mapping[tuple[int, int], Replacement]
) -> list[Row]:
    session, site = key
    name, found = problem.sessions[session], []
    instead = {r.substitute: r.absent for r in plan.replaced if r.session == session and r.substitute >= 0}
    for watch in plan.watches[key]:
        for place, person in enumerate(watch.people, start=1):
            found.append(
                _row(problem, name, site, watch.slot.room, ROOM, place, person, instead.get(person, -1))
            )
    for role in LINES:
        people = plan.rota.duties.get((session, site, role), ())
        for place, person in enumerate(drawn_role(problem, key, people, seed, role), start=1):
            if role == SPARE and person in instead:
                continue
            while (session, person) in came:
                person = came[session, person].substitute
            if person >= 0:
                rooms = rooms_of(problem, key, role, place)
                found.append(_row(problem, name, site, rooms, role, place, person, instead.get(person, -1)))
    for r in plan.replaced:
        if (r.session, r.site) == key:
            before = instead.get(r.absent, -1)
            found.append(_row(problem, name, site, r.room, ABSENT, r.place, r.absent, before))
    return found


def _row(
    problem: Problem,
    session: str,
    site: int,
    room: str,
    role: str,
    place: int,
    person: int,
    instead: int = -1,
) -> Row:
    staff = problem.staff[person]
    return (
        session, problem.sites[site].code, room, role, str(place), staff.code, staff.unit, staff.gender,
        problem.staff[instead].code if instead >= 0 else "",
    )  # fmt: skip


def plan_table(rows: Sequence[Row]) -> Table:
    """The rows as plan.csv."""
    return table_of("plan", dict(zip(COLUMNS, map(list, zip(*rows, strict=True)), strict=True)))


def rota_table(problem: Problem, rota: Rota) -> Table:
    """Who serves when, as rota.csv: fixed before any room is drawn."""
    rows = [
        (problem.sessions[session], problem.sites[site].code, role, problem.staff[person].code)
        for (session, site, role), people in sorted(rota.duties.items())
        for person in people
    ]
    return table_of("rota", dict(zip(ROTA_COLUMNS, map(list, zip(*rows, strict=True)), strict=True)))


def plan_of(
    problem: Problem,
    plan: Table,
    rota: Table,
    replaced: Sequence[Replacement],
    tries: Mapping[Key, int],
    found: Mapping[int, int],
) -> Plan:
    """The plan that was written as these rows.

    Raises
    ------
    KeyError, ValueError
        When the rows are not those of this problem.
    """  # fmt: skip
    number = {person.code: n for n, person in enumerate(problem.staff)}
    session_of = {name: n for n, name in enumerate(problem.sessions)}
    site_of = {site.code: n for n, site in enumerate(problem.sites)}
    heads: dict[tuple[int, str], list[int]] = defaultdict(list)
    inside: dict[tuple[Key, str], dict[int, int]] = defaultdict(dict)
    columns = plan.columns
    for session, site, room, role, place, staff in zip(*(columns[c] for c in COLUMNS[:6]), strict=True):
        if session == ALL:
            heads[site_of[site], role].append(number[staff])
        elif role == ROOM:
            inside[(session_of[session], site_of[site]), room][int(place)] = number[staff]
    duties: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    at = [-1] * len(problem.staff)
    for session, site, role, staff in zip(*(rota.columns[c] for c in ROTA_COLUMNS), strict=True):
        duties[session_of[session], site_of[site], role].append(number[staff])
        at[number[staff]] = site_of[site]
    watches = {
        key: tuple(
            Watch(slot, tuple(who for _, who in sorted(inside[key, slot.room].items()))) for slot in slots
        )
        for key, slots in problem.slots.items()
    }
    made = Rota(
        tuple(at),
        {place: tuple(sorted(people)) for place, people in heads.items()},
        {place: tuple(sorted(people)) for place, people in duties.items()},
    )
    return Plan(made, watches, dict(tries), found, replaced=tuple(replaced))
