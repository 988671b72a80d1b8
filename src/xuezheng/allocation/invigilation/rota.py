"""Who serves in which session at one site: loads as even as can be, then a man and a woman in each room."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xuezheng.allocation.invigilation.flows import Network
from xuezheng.allocation.invigilation.problem import (
    MAN,
    ROOM,
    SESSION_ROLES,
    WOMAN,
    Problem,
)

Duties = dict[tuple[int, str], tuple[int, ...]]
#: Chance among equals comes from a byte of a ticket.
CHANCE = 255
#: How often units that fill more than half of a session are thinned out before a search has to.
ROUNDS = 8


@dataclass(frozen=True)
class SiteRota:
    """People of each session and role at a site, and how many duties nobody has."""

    duties: Duties
    unfilled: int


def rota_at(
    problem: Problem, site: int, pool: Sequence[int], tickets: Sequence[bytes], again: int = 0
) -> SiteRota:
    """The evenest rota of a site's people; of those the one with most mixed rooms; of those one by lot.

    Notes
    -----
    A flow: each further session of a person costs more than the last. No unit has more people in a
    session's rooms than there are rooms, else two of them would share one. Who may watch only some of the
    rooms gets rooms in fewer sessions the more often (`again`) the rota is made anew.
    """
    anywhere = {person: frozenset(problem.sessions_of[site]) for person in pool}
    fewer = _sessions_for_rooms(problem, site, pool, tickets, again)
    best = _with_units_apart(problem, site, fewer, tickets)
    if best.unfilled and fewer != anywhere:
        return _with_units_apart(problem, site, anywhere, tickets)
    return best


def _with_units_apart(
    problem: Problem, site: int, rooms: Mapping[int, frozenset[int]], tickets: Sequence[bytes]
) -> SiteRota:
    limits: dict[tuple[int, str, str], int] = {}
    best = _flow(problem, site, rooms, tickets, limits)
    for _ in range(ROUNDS):
        if not _thin_out(problem, site, best.duties, limits):
            break
        best = _flow(problem, site, rooms, tickets, limits)
    return best


def _sessions_for_rooms(
    problem: Problem, site: int, pool: Sequence[int], tickets: Sequence[bytes], again: int
) -> dict[int, frozenset[int]]:
    """Sessions in which each person may get a room; by lot where they may watch only some rooms."""
    held = problem.sessions_of[site]
    found = {}
    for person in pool:
        staff = problem.staff[person]
        n = len(held)
        if not all(problem.may_watch(staff, problem.whole[session, site]) for session in held):
            every = {slot.room for session in held for slot in problem.slots[session, site]}
            mine = {
                slot.room
                for session in held
                for slot in problem.slots[session, site]
                if problem.may_watch(staff, slot)
            }
            n = n if mine == every else min(n, len(mine) // (2 + again))
        line = sorted(held, key=lambda session: (tickets[person][(session + 7) % 32], session))
        found[person] = frozenset(line[:n])
    return found


def _thin_out(problem: Problem, site: int, duties: Duties, limits: dict[tuple[int, str, str], int]) -> bool:
    """Lower the limits of units that are too many; whether there were any."""
    changed = False
    if not problem.profile.different_units:
        return changed
    for session in problem.sessions_of[site]:
        rooms = len(problem.slots[session, site])
        counts: Counter[tuple[str, str]] = Counter(
            (problem.staff[p].unit, problem.staff[p].gender) for p in duties.get((session, ROOM), ())
        )
        units: Counter[str] = Counter()
        for (unit, _), n in counts.items():
            units[unit] += n
        for unit, n in sorted(units.items()):
            if n <= rooms:
                continue
            changed, over = True, n - rooms
            for (other, gender), own in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
                if other == unit:
                    less = min(over, own)
                    limits[session, unit, gender] = own - less
                    over -= less
    return changed


def _flow(
    problem: Problem,
    site: int,
    pool: Mapping[int, frozenset[int]],
    tickets: Sequence[bytes],
    limits: Mapping[tuple[int, str, str], int],
) -> SiteRota:
    net, sessions = Network(), problem.sessions_of[site]
    wanted = sum(sum(problem.demand[session, site].values()) for session in sessions)
    mixing = (CHANCE + 1) * (wanted + 1)
    load = mixing * (wanted + 1)
    doors = _Doors(problem, site, net, mixing, limits)
    offers: dict[int, tuple[int, str, int]] = {}
    for person in pool:
        staff, node = problem.staff[person], net.node()
        for n in range(min(staff.most, len(sessions))):
            net.arc(net.source, node, 1, load * (2 * n + 1))
        for session in sessions:
            roles = [
                role
                for role in SESSION_ROLES
                if (role != ROOM or session in pool[person])
                and problem.may_serve(staff, (session, site), role)
            ]
            if roles:
                day = net.node()
                net.arc(node, day, 1, tickets[person][session % 32] & CHANCE)
                for role in roles:
                    for door, cost in doors.of(session, role, staff.unit, staff.gender):
                        offers[net.arc(day, door, 1, cost)] = (session, role, person)
    through, flow = net.solve(wanted)
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for arc, (session, role, person) in offers.items():
        if flow[arc]:
            found[session, role].append(person)
    return SiteRota({key: tuple(sorted(people)) for key, people in sorted(found.items())}, wanted - through)


class _Doors:
    """Where a person of some gender and unit may go in for a role, and what it costs."""

    def __init__(
        self,
        problem: Problem,
        site: int,
        net: Network,
        mixing: int,
        limits: Mapping[tuple[int, str, str], int],
    ) -> None:
        self._mixes = problem.mixes
        self._is_hard = problem.profile.gender == "hard"
        self._mixing = mixing
        self._sides: dict[tuple[int, str], list[tuple[str, int]]] = {}
        for session in problem.sessions_of[site]:
            slots = problem.slots[session, site]
            first, second = (sum(slot.need > n for slot in slots) for n in (0, 1))
            rest = sum(slot.need for slot in slots) - first - second
            sizes = [(MAN, first), (WOMAN, second), ("", rest)]
            for role, n in problem.demand[session, site].items():
                sides = sizes if role == ROOM else [("", n)]
                self._sides[session, role] = [(gender, self._end(net, n)) for gender, n in sides if n]
        self._gates = {key: self._gate(net, key, limit) for key, limit in limits.items()}

    def _end(self, net: Network, n: int) -> int:
        node = net.node()
        net.arc(node, net.sink, n)
        return node

    def _gate(self, net: Network, key: tuple[int, str, str], limit: int) -> int:
        """All of one unit and gender go through one gate to the rooms of a session."""
        inside, outside = net.node(), net.node()
        net.arc(inside, outside, limit)
        for door, cost in self._open(key[0], ROOM, key[2]):
            net.arc(outside, door, limit, cost)
        return inside

    def of(self, session: int, role: str, unit: str, gender: str) -> list[tuple[int, int]]:
        """Doors and costs."""
        key = (session, unit, gender)
        if role == ROOM and key in self._gates:
            return [(self._gates[key], 0)]
        return self._open(session, role, gender)

    def _open(self, session: int, role: str, gender: str) -> list[tuple[int, int]]:
        found = []
        for side, end in self._sides[session, role]:
            is_other = self._mixes and side not in ("", gender)
            if not (is_other and self._is_hard):
                found.append((end, self._mixing * is_other))
        return found
