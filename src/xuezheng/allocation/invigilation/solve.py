"""From the problem to a plan: sites, rota, rooms by lot; a search where the lot finds no way."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.invigilation.bound import Capacities, able_of, load_bound, mixed_bound
from xuezheng.allocation.invigilation.drawing import History, draw_on
from xuezheng.allocation.invigilation.exact import Found, is_small, search
from xuezheng.allocation.invigilation.pools import Heads, heads_of, pools_of, tickets_of
from xuezheng.allocation.invigilation.problem import ROOM, Plan, Problem, Rota, Watch
from xuezheng.allocation.invigilation.rota import Duties, SiteRota, rota_at
from xuezheng.allocation.invigilation.shortage import refuse_short

#: How often a site's rota is made anew, with other chance, when its rooms cannot be drawn.
ROTAS = 8


def solve(problem: Problem, seed: Seed) -> Plan:
    """Give every place of every session somebody who may have it, loads as even as can be.

    Sites get their people by one flow, each site its rota by another; rooms and partners are drawn by lot
    session after session. Where people are so few that flows or lots find no way, a search decides.

    Raises
    ------
    BadInput
        When places stay empty; with the smallest shortage where one is proven.

    Notes
    -----
    Deterministic: chance from the seed only.
    """
    heads, missing = heads_of(problem, seed)
    if missing:
        refuse_short(problem, heads, missing, {})
    taken = {person for people in heads.values() for person in people}
    others = [person for person in range(len(problem.staff)) if person not in taken]
    site_of = pools_of(problem, seed, heads)
    pools: dict[int, list[int]] = defaultdict(list)
    for person, site in enumerate(site_of):
        pools[site].append(person)
    tickets = tickets_of(problem, seed, "rota")
    rotas = {s: rota_at(problem, s, pools[s], tickets) for s in range(len(problem.sites))}
    short = {site: found.unfilled for site, found in rotas.items() if found.unfilled}
    plan = None
    if not short:
        drawn = {s: _drawn_at(problem, s, pools[s], rotas[s], seed) for s in rotas}
        short = {s: 0 for s, found in drawn.items() if found is None}
        plan = (
            None
            if short
            else _together(problem, site_of, heads, [found for found in drawn.values() if found])
        )
    if is_small(problem, others) and (plan is None or not _is_best(problem, plan)):
        return _searched(problem, heads, others, seed, short, plan)
    return plan or refuse_short(problem, heads, {}, short)


@dataclass(frozen=True)
class _Drawn:
    """What one site came to: its rota, its rooms, which tries held, and whether a search decided."""

    site: int
    duties: Duties
    watches: Mapping[int, tuple[int, tuple[Watch, ...]]]
    is_found: bool


def _drawn_at(problem: Problem, site: int, pool: Sequence[int], rota: SiteRota, seed: Seed) -> _Drawn | None:
    """Rooms of a site by lot; where none finds a way, of another rota; at last by a search."""
    for again in range(1, ROTAS + 1):
        watches = draw_site(problem, site, rota.duties, seed)
        if watches is not None:
            return _Drawn(site, rota.duties, watches, False)
        rota = rota_at(problem, site, pool, tickets_of(problem, seed, f"rota|again={again}"), again)
        if rota.unfilled:
            break
    found = search(problem, [site], pool) if is_small(problem, pool, [site]) else None
    if found is None or found.unfilled:
        return None
    return _of_search(problem, site, found, seed)


def draw_site(
    problem: Problem, site: int, duties: Duties, seed: Seed
) -> dict[int, tuple[int, tuple[Watch, ...]]] | None:
    """All sessions of a site by lot from one seed."""
    sessions = problem.sessions_of[site]
    people = {session: duties[session, ROOM] for session in sessions}
    return draw_on(problem, site, people, dict.fromkeys(sessions, seed), History(), {})


def _of_search(problem: Problem, site: int, found: Found, seed: Seed) -> _Drawn:
    """What the search found for a site: its rota, with rooms by lot if lots find a way now."""
    duties = {(session, role): who for (session, s, role), who in found.duties.items() if s == site}
    watches = draw_site(problem, site, duties, seed)
    if watches is not None:
        return _Drawn(site, duties, watches, False)
    return _Drawn(site, duties, {t: (0, rooms) for (t, s), rooms in found.watches.items() if s == site}, True)


def _together(problem: Problem, site_of: Sequence[int], heads: Heads, drawn: Sequence[_Drawn]) -> Plan:
    """One plan of all sites."""
    duties = {
        (session, part.site, role): people
        for part in drawn
        for (session, role), people in sorted(part.duties.items())
        if people
    }
    watches = {(t, part.site): rooms for part in drawn for t, (_, rooms) in sorted(part.watches.items())}
    tries = {(t, part.site): n for part in drawn for t, (n, _) in part.watches.items() if n}
    return Plan(
        rota=Rota(tuple(site_of), heads, duties),
        watches=watches,
        tries=tries,
        found={part.site: problem.sessions_of[part.site][0] for part in drawn if part.is_found},
    )


def _is_best(problem: Problem, plan: Plan) -> bool:
    """Whether counting alone shows that no plan is better."""
    taken = {person for people in plan.rota.heads.values() for person in people}
    loads = plan.rota.loads(len(problem.staff))
    squares, mixed = _worth(problem, plan)
    if squares != load_bound(problem, taken):
        return False
    asked = {n: loads[n] for n in able_of(problem, taken, Capacities(problem))}
    return not problem.mixes or mixed == mixed_bound(problem, taken, asked)


def _worth(problem: Problem, plan: Plan) -> tuple[int, int]:
    """Squared loads, and rooms with a man and a woman."""
    squares = sum(n * n for n in plan.rota.loads(len(problem.staff)))
    return squares, sum(problem.is_mixed(watch) for rooms in plan.watches.values() for watch in rooms)


def _searched(
    problem: Problem,
    heads: Heads,
    others: Sequence[int],
    seed: Seed,
    short: Mapping[int, int],
    plan: Plan | None,
) -> Plan:
    """Everything at once, for a small examination; what was found before if the search does not end."""
    found = search(problem, range(len(problem.sites)), others)
    if found is None or found.unfilled:
        if plan is not None:
            return plan
        is_proof = found is not None and found.is_proven
        refuse_short(problem, heads, {}, short, found.unfilled if found and is_proof else None)
    site_of = [found.site.get(person, -1) for person in range(len(problem.staff))]
    drawn = [_of_search(problem, site, found, seed) for site in range(len(problem.sites))]
    made = _together(problem, site_of, heads, drawn)
    if plan is not None:
        (old, old_mixed), (new, new_mixed) = _worth(problem, plan), _worth(problem, made)
        made = plan if (old, -old_mixed) <= (new, -new_mixed) else made
    return replace(made, is_proven=found.is_proven)
