"""The lot before each session: who watches which room, with whom.

The rule anyone can repeat is in docs/algorithms/invigilation.md: people in order of their tickets are parted
into sides (men first, women first), and each side in turn goes to the rooms; each person takes the first room
they may take that leaves a way for the rest.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xuezheng.allocation.draw.assigning import drawn_line
from xuezheng.allocation.draw.canonical import list_bytes
from xuezheng.allocation.draw.hashing import digest
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.invigilation.problem import (
    FLOATING,
    MAN,
    VIDEO,
    WOMAN,
    Key,
    Problem,
    Slot,
    Watch,
)

ALGORITHM = "invigilation-v1"
#: A lot that finds no way is thrown again, at most so many times a session, and at most so many a site.
TRIES = 50
LOTS = 400


@dataclass
class History:
    """Whom each person has sat with, and in which rooms."""

    met: dict[int, set[int]] = field(default_factory=dict)
    been: dict[int, set[str]] = field(default_factory=dict)

    def after(self, watches: Iterable[Watch]) -> "History":
        """The same after a session."""
        met = {person: set(others) for person, others in self.met.items()}
        been = {person: set(rooms) for person, rooms in self.been.items()}
        for watch in watches:
            for person in watch.people:
                met.setdefault(person, set()).update(set(watch.people) - {person})
                been.setdefault(person, set()).add(watch.slot.room)
        return History(met, been)


def label_of(problem: Problem, key: Key, people: Sequence[int], what: str) -> str:
    """Label of a lot: it names its list by the hash, so that nobody can change who takes part afterwards."""
    session, site = problem.sessions[key[0]], problem.sites[key[1]].code
    return f"{ALGORITHM}|{what}|session={session}|site={site}|list={list_hash(problem, people)}"


def list_hash(problem: Problem, people: Sequence[int]) -> str:
    """SHA-256 of the canonical list of people who draw: the commitment before the seed is known."""
    return digest("sha256", list_bytes(problem.staff[person].code for person in people)).hex()


def draw_on(
    problem: Problem,
    site: int,
    duties: Mapping[int, Sequence[int]],
    seeds: Mapping[int, Seed],
    history: History,
    tries: Mapping[int, int],
) -> dict[int, tuple[int, tuple[Watch, ...]]] | None:
    """Draw sessions of a site one after the other; None when no way was found.

    Parameters
    ----------
    duties : mapping of int to sequence of int
        People who watch rooms in each session still to be drawn, sessions in order.
    tries : mapping of int to int
        Where a session's lot has already been thrown in public, which try held.

    Notes
    -----
    Depth first: the least try of a session after which the following sessions can be drawn, too.
    """
    order, left = sorted(duties), [LOTS]

    def deeper(n: int, past: History) -> dict[int, tuple[int, tuple[Watch, ...]]] | None:
        if n == len(order):
            return {}
        session = order[n]
        key = (session, site)
        for number in [tries[session]] if session in tries else range(TRIES):
            left[0] -= 1
            if left[0] < 0:
                return None
            watches = lot(problem, key, duties[session], seeds[session], number, past)
            if watches is None:
                continue
            rest = deeper(n + 1, past.after(watches))
            if rest is not None:
                return {session: (number, watches), **rest}
        return None

    return deeper(0, history)


def lot(
    problem: Problem,
    key: Key,
    people: Sequence[int],
    seed: Seed,
    number: int,
    past: History,
) -> tuple[Watch, ...] | None:
    """One throw: the people of one session at one site to its rooms; None when this one finds no way."""
    slots = problem.slots[key]
    code_of = {problem.staff[person].code: person for person in people}
    label = f"{label_of(problem, key, people, 'rooms')}|try={number}"
    line = [code_of[code] for code, _ in drawn_line(seed, label, list(code_of))]
    inside: list[list[int]] = [[] for _ in slots]
    free = _Free(problem, key)
    for n, side in enumerate(sides(problem, slots, line)):
        rooms = [r for r, slot in enumerate(slots) if slot.need > n]
        allowed = [
            [
                at
                for at, r in enumerate(rooms)
                if slots[r].room not in past.been.get(person, ())
                and free.may_watch(person, slots[r])
                and all(_may_meet(problem, person, other, past) for other in inside[r])
            ]
            for person in side
        ]
        taken = first_way(allowed, len(rooms))
        if taken is None:
            return None
        for person, at in zip(side, taken, strict=True):
            inside[rooms[at]].append(person)
    return tuple(Watch(slot, tuple(who)) for slot, who in zip(slots, inside, strict=True))


class _Free:
    """Most people may watch every room of a site: asked once a person, not once a room."""

    def __init__(self, problem: Problem, key: Key) -> None:
        self._problem, self._whole = problem, problem.whole[key]
        self._known: dict[int, bool] = {}

    def may_watch(self, person: int, slot: Slot) -> bool:
        if person not in self._known:
            self._known[person] = self._problem.may_watch(self._problem.staff[person], self._whole)
        return self._known[person] or self._problem.may_watch(self._problem.staff[person], slot)


def _may_meet(problem: Problem, one: int, other: int, past: History) -> bool:
    same = problem.profile.different_units and problem.staff[one].unit == problem.staff[other].unit
    return not same and other not in past.met.get(one, ())


def sides(problem: Problem, slots: Sequence[Slot], line: Sequence[int]) -> list[list[int]]:
    """Part a line into sides: men fill the first and women the second, whoever is left fills up in turn."""
    sizes = [sum(slot.need > n for slot in slots) for n in range(max(slot.need for slot in slots))]
    mixes = problem.mixes and len(sizes) > 1
    wanted = {0: MAN, 1: WOMAN} if mixes else {}
    chosen: list[set[int]] = [set() for _ in sizes]
    left = list(line)
    for n, gender in wanted.items():
        chosen[n] = set([p for p in left if problem.staff[p].gender == gender][: sizes[n]])
        left = [p for p in left if p not in chosen[n]]
    for n, size in enumerate(sizes):
        n_more = size - len(chosen[n])
        chosen[n] |= set(left[:n_more])
        left = left[n_more:]
    return [[p for p in line if p in side] for side in chosen]


def first_way(allowed: Sequence[Sequence[int]], n_rooms: int) -> list[int] | None:
    """The first perfect matching in order of the line: each takes the first room that leaves a way.

    Examples
    --------
    >>> first_way([[0, 1], [0]], 2)
    [1, 0]
    """
    room_of, who = [-1] * len(allowed), [-1] * n_rooms
    for person in range(len(allowed)):
        if not _reroute(allowed, room_of, who, person, frozenset()):
            return None
    fixed: set[int] = set()
    for person, rooms in enumerate(allowed):
        old = room_of[person]
        for room in rooms:
            if room in fixed:
                continue
            if room == old:
                break
            other = who[room]
            if other < 0:
                who[old], who[room], room_of[person] = -1, person, room
                break
            who[old], who[room] = -1, person
            room_of[person], room_of[other] = room, -1
            if _reroute(allowed, room_of, who, other, fixed | {room}):
                break
            who[old], who[room], room_of[person], room_of[other] = person, other, old, room
        fixed.add(room_of[person])
    return room_of


def _reroute(
    allowed: Sequence[Sequence[int]], room_of: list[int], who: list[int], start: int, shut: Iterable[int]
) -> bool:
    """Find a room for one person by moving others on, breadth first; rooms that are shut stay as they are."""
    came: dict[int, int] = {}
    seen, queue = set(shut), deque([start])
    while queue:
        person = queue.popleft()
        for room in allowed[person]:
            if room in seen:
                continue
            seen.add(room)
            came[room] = person
            if who[room] >= 0:
                queue.append(who[room])
                continue
            while True:
                mover = came[room]
                who[room], room_of[mover], room = mover, room, room_of[mover]
                if mover == start:
                    return True
    return False


def drawn_role(problem: Problem, key: Key, people: Sequence[int], seed: Seed, role: str) -> list[int]:
    """People of a role without a room of their own, in the order drawn: the first has the first rooms.

    Substitutes are called in this order.
    """
    code_of = {problem.staff[person].code: person for person in people}
    label = label_of(problem, key, people, role)
    return [code_of[code] for code, _ in drawn_line(seed, label, list(code_of))]


def rooms_of(problem: Problem, key: Key, role: str, place: int) -> str:
    """First and last room of the n-th (from 1) who goes round or watches the screens; empty for substitutes."""
    per = {FLOATING: problem.profile.floating_rooms, VIDEO: problem.profile.video_rooms}.get(role)
    if per is None:
        return ""
    rooms = [slot.room for slot in problem.slots[key]][per * (place - 1) : per * place]
    return rooms[0] if len(rooms) == 1 else f"{rooms[0]}至{rooms[-1]}"
