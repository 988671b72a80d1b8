"""No rota can be more even than this: counted, not searched."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from xuezheng.allocation.invigilation.problem import (
    MAN,
    ROOM,
    SESSION_ROLES,
    WOMAN,
    Problem,
)


class Capacities:
    """When everybody could serve at every site, found once for people who are alike."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._known: dict[tuple[object, ...], tuple[frozenset[int], ...]] = {}

    def of(self, person: int) -> tuple[int, ...]:
        """How many sessions somebody could serve at each site."""
        most = self._problem.staff[person].most
        return tuple(min(most, len(found)) for found in self.when(person))

    def when(self, person: int) -> tuple[frozenset[int], ...]:
        """The sessions somebody could serve at each site, in whatever role."""
        problem, staff = self._problem, self._problem.staff[person]
        key = (
            problem.keeps_out[person], staff.subjects, staff.unavailable, staff.roles, staff.is_barred,
            problem.near(staff),
        )  # fmt: skip
        if key not in self._known:
            self._known[key] = tuple(self._sessions(person, s) for s in range(len(problem.sites)))
        return self._known[key]

    def _sessions(self, person: int, site: int) -> frozenset[int]:
        problem, staff = self._problem, self._problem.staff[person]
        if site in problem.keeps_out[person]:
            return frozenset()
        return frozenset(
            session
            for session in problem.sessions_of[site]
            if any(
                problem.demand[session, site][role] and problem.may_serve(staff, (session, site), role)
                for role in SESSION_ROLES
            )
        )


def least_squares(duties: int, caps: Sequence[int]) -> int | None:
    """The least sum of squared loads when `duties` are shared by people who can take `caps`; None: too many.

    Examples
    --------
    >>> least_squares(7, [1, 5, 5])
    19
    """
    if duties > sum(caps):
        return None
    total, left = 0, duties
    waiting = sorted(caps)
    for n, cap in enumerate(waiting):
        people = len(waiting) - n
        if cap * people >= left:
            low, more = divmod(left, people)
            return total + (people - more) * low * low + more * (low + 1) ** 2
        total, left = total + cap * cap, left - cap
    return total


def square_sum(duties: int, people: int) -> int:
    """The least sum of squares of `duties` shared by `people`."""
    low, more = divmod(duties, people)
    return (people - more) * low * low + more * (low + 1) ** 2


def shared_out(duties: Sequence[int], n_people: int) -> int:
    """The least sum of squares when everybody stays at one site: people go where they lower it most."""
    import heapq

    sites = [d for d in duties if d]
    if not sites or n_people < len(sites):
        return 0
    total = sum(square_sum(d, 1) for d in sites)
    gains = [(square_sum(d, 2) - square_sum(d, 1), 1, d) for d in sites]
    heapq.heapify(gains)
    for _ in range(n_people - len(sites)):
        change, n, d = heapq.heappop(gains)
        total += change
        heapq.heappush(gains, (square_sum(d, n + 2) - square_sum(d, n + 1), n + 1, d))
    return total


def components(
    problem: Problem, people: Collection[int], caps: Capacities
) -> list[tuple[list[int], list[int]]]:
    """Sites that share people, and these people: parts of a city that have nothing to do with each other."""
    lead = list(range(len(problem.sites)))

    def head(site: int) -> int:
        while lead[site] != site:
            lead[site] = lead[lead[site]]
            site = lead[site]
        return site

    open_to = {person: tuple(s for s, cap in enumerate(caps.of(person)) if cap) for person in people}
    for sites in set(open_to.values()):
        for site in sites[1:]:
            lead[head(site)] = head(sites[0])
    parts: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for site in range(len(problem.sites)):
        parts[head(site)][0].append(site)
    for person, sites in open_to.items():
        if sites:
            parts[head(sites[0])][1].append(person)
    return list(parts.values())


def able_of(problem: Problem, heads: Collection[int], caps: Capacities) -> list[int]:
    """Who can serve at all, heads of sites apart: their loads are to be even."""
    return [n for n in range(len(problem.staff)) if n not in heads and any(caps.when(n))]


def load_bound(problem: Problem, heads: Collection[int], caps: Capacities | None = None) -> int | None:
    """No rota has a smaller sum of squared loads; None when there are not enough people."""
    caps = caps or Capacities(problem)
    people = able_of(problem, heads, caps)
    total = 0
    for sites, inside in components(problem, people, caps):
        duties = [problem.duties_of[site] for site in sites]
        even = least_squares(sum(duties), [max(caps.of(person)) for person in inside])
        if even is None:
            return None
        total += max(even, shared_out(duties, len(inside)))
    return total


def mixed_bound(problem: Problem, heads: Collection[int], loads: Mapping[int, int]) -> int:
    """At most so many rooms can have a man and a woman.

    A session has no more such rooms than rooms, men or women who may watch; and all sessions together
    no more than the men, or the women, have sessions to serve when loads are as they are.
    """
    found = 0
    people = [p for n, p in enumerate(problem.staff) if n not in heads]
    for session in range(len(problem.sessions)):
        held = [site for site in range(len(problem.sites)) if (session, site) in problem.slots]
        rooms = sum(len(problem.slots[session, site]) for site in held)
        able = {gender: 0 for gender in (MAN, WOMAN)}
        for person in people:
            if person.gender in able and session not in person.unavailable and not person.is_barred:
                able[person.gender] += problem.takes(person, ROOM)
        found += min(rooms, *able.values())
    sums = {gender: _most_of(problem, heads, loads, gender) for gender in (MAN, WOMAN)}
    return min(found, *sums.values())


def _most_of(problem: Problem, heads: Collection[int], loads: Mapping[int, int], gender: str) -> int:
    """The most sessions one gender can serve when the loads are those of the plan, in any order."""
    n = sum(p.gender == gender for k, p in enumerate(problem.staff) if k not in heads)
    return sum(sorted(loads.values(), reverse=True)[:n])
