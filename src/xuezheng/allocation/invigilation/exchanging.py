"""Exchange people between sites until every session of every site has enough who can come."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xuezheng.allocation.invigilation.bound import Capacities
from xuezheng.allocation.invigilation.problem import Key, Problem

#: So many exchanges at most; each lowers what is lacking.
EXCHANGES = 5_000


def exchange(problem: Problem, site_of: list[int], caps: Capacities, tickets: Sequence[bytes]) -> None:
    """Change `site_of` in place: two people of one kind change sites where that lowers the lack."""
    margins = _margins(problem, site_of, caps)
    line = sorted(range(len(site_of)), key=lambda person: tickets[person])
    for _ in range(EXCHANGES):
        short = min(margins, key=lambda key: (margins[key], key))
        if margins[short] >= 0:
            return
        pair = next(_pairs(problem, site_of, caps, line, margins, short), None)
        if pair is None:
            return
        for person, other in (pair, pair[::-1]):
            _move(margins, caps, person, site_of[person], -1)
            _move(margins, caps, person, site_of[other], 1)
        site_of[pair[0]], site_of[pair[1]] = site_of[pair[1]], site_of[pair[0]]


def _margins(problem: Problem, site_of: Sequence[int], caps: Capacities) -> dict[Key, int]:
    """How many more people can come to each session of each site than it needs."""
    margins = {key: -sum(wanted.values()) for key, wanted in problem.demand.items()}
    for person, site in enumerate(site_of):
        if site >= 0:
            _move(margins, caps, person, site, 1)
    return margins


def _move(margins: dict[Key, int], caps: Capacities, person: int, site: int, by: int) -> None:
    for session in caps.when(person)[site]:
        margins[session, site] += by


def _pairs(
    problem: Problem,
    site_of: Sequence[int],
    caps: Capacities,
    line: Sequence[int],
    margins: dict[Key, int],
    short: Key,
) -> Iterator[tuple[int, int]]:
    """Somebody of the short site who cannot come, and somebody of another site who can; best alike."""
    session, site = short
    leaving: dict[frozenset[int], list[int]] = defaultdict(list)
    for person in line:
        if site_of[person] == site and session not in caps.when(person)[site]:
            leaving[caps.when(person)[site]].append(person)
    for is_alike in (True, False):
        for other in line:
            home = site_of[other]
            if home in (-1, site) or session not in caps.when(other)[site]:
                continue
            for people in leaving.values():
                alike = [p for p in people if _alike(problem, p, other, is_alike) and caps.of(p)[home]]
                if alike and _lowers(caps, margins, alike[0], other, site, home):
                    yield alike[0], other


def _alike(problem: Problem, one: int, other: int, in_gender: bool) -> bool:
    a, b = problem.staff[one], problem.staff[other]
    return (a.roles, a.most) == (b.roles, b.most) and (not in_gender or a.gender == b.gender)


def _lowers(caps: Capacities, margins: dict[Key, int], person: int, other: int, site: int, home: int) -> bool:
    """Whether fewer are lacking at both sites after the exchange."""
    changes: dict[Key, int] = defaultdict(int)
    for who, old, new in ((person, site, home), (other, home, site)):
        for session in caps.when(who)[old]:
            changes[session, old] -= 1
        for session in caps.when(who)[new]:
            changes[session, new] += 1
    before = sum(max(0, -margins[key]) for key in changes)
    return sum(max(0, -margins[key] - by) for key, by in changes.items()) < before
