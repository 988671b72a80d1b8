"""Which rooms each group gets: docs/algorithms/seating.md §2. A room serves one group, by rule."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from xuezheng.allocation.seating.asking import Asked
from xuezheng.allocation.seating.problem import Room, Slot
from xuezheng.errors import Fault

#: Site, needs in order, then the value of each group column.
Key = tuple[str, ...]
USES = {"": "", "普通": "", "备用": "spare", "spare": "spare", "隔离": "isolation", "isolation": "isolation"}
SAID = {"spare": "备用", "isolation": "隔离"}
#: Ways to give special rooms at one site that are tried before it is given up.
TRIES = 20_000


@dataclass(frozen=True)
class Listed:
    """A room with what it is for: special needs it meets, and whether it is to stand empty."""

    room: Room
    needs: frozenset[str] = frozenset()
    use: str = ""


@dataclass
class Given:
    """Rooms that are used, who sits in them, what stands empty, and what could not be had."""

    rooms: list[Room] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    aside: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    short: dict[str, dict[str, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def need_words(key: Key) -> frozenset[str]:
    """The special needs of a group."""
    return frozenset(filter(None, key[1].split(" ")))


def open_rooms(listed: Sequence[Listed], asked: Asked) -> list[Listed]:
    """Rooms somebody may sit in: without those marked to stand empty, and the last ones kept back."""
    found: list[Listed] = []
    ordered = sorted(listed, key=lambda one: one.room.code)
    for site in sorted({one.room.site for one in listed}):
        here = [one for one in ordered if one.room.site == site]
        marked = {use: [one.room.code for one in here if one.use == use] for use in SAID}
        plain = [one for one in here if not one.needs and not one.use]
        kept = min(_n_kept_back(marked, asked), len(plain))
        found += plain[: len(plain) - kept] + [one for one in here if one.needs and not one.use]
    return found


def give_rooms(sizes: Mapping[Key, int], listed: Sequence[Listed], asked: Asked) -> Given:
    """Give every group its rooms, site by site; rooms are in order of code."""
    given = Given()
    part = {key: number for number, key in enumerate(sorted(sizes))}
    at: dict[str, list[Listed]] = defaultdict(list)
    for one in sorted(listed, key=lambda one: one.room.code):
        at[one.room.site].append(one)
    for site in sorted(set(at) | {key[0] for key in sizes}):
        here = [(part[key], key, sizes[key]) for key in sorted(sizes) if key[0] == site]
        ordinary = [one.room for one in at[site] if not one.needs and not one.use]
        marked = {use: [one.room.code for one in at[site] if one.use == use] for use in SAID}
        kept = _kept_back(site, ordinary, marked, asked, given)
        plain = [(number, n) for number, key, n in here if not key[1]]
        rows, left = fill(plain, ordinary[: len(ordinary) - kept], asked.last_room_rule)
        names = {number: key for number, key, _ in here}
        for number, n in left.items():
            told = f"{'/'.join(filter(None, names[number]))} 还差 {n} 个座位。"
            given.faults.append(Fault(told, "rooms", "请增加该考点的考场；每组须自成考场。"))
        _take(given, ordinary, rows)
        used = {ordinary[index].code for index, _, _ in rows}
        _set_aside(site, [room.code for room in ordinary if room.code not in used], marked, asked, given)
        special = [one for one in at[site] if one.needs and not one.use]
        _give_special([(number, key, n) for number, key, n in here if key[1]], special, given)
    return given


def _kept_back(
    site: str, ordinary: Sequence[Room], marked: Mapping[str, list[str]], asked: Asked, given: Given
) -> int:
    """How many of the last ordinary rooms are kept back because so many were asked for."""
    kept = _n_kept_back(marked, asked)
    if kept > len(ordinary):
        told = f"考点“{site}”要留出 {kept} 间备用、隔离考场，只有 {len(ordinary)} 间普通考场。"
        given.faults.append(Fault(told, "rooms", "请增加考场，或减少 --spare、--isolation。"))
    return min(kept, len(ordinary))


def _n_kept_back(marked: Mapping[str, list[str]], asked: Asked) -> int:
    return sum(max(0, n - len(marked[use])) for use, n in asked.wanted_aside.items())


def fill(
    parts: Sequence[tuple[int, int]], rooms: Sequence[Room], last_room: Mapping[str, Any]
) -> tuple[list[tuple[int, int, int]], dict[int, int]]:
    """Groups take rooms in order, all full but the last, which follows the rule.

    Parameters
    ----------
    parts : sequence of (group, number of candidates)
        In order.
    last_room : mapping
        `how`: `leave` it as it is; `merge` fewer than `least` into the room before where seats can be
        added (never to make up for a room that is wanting); `level` it up to `least` from the room
        before; `mix` those of all groups in shared rooms.

    Returns
    -------
    tuple
        (index of room, group, number) row by row; and for each group how many seats are wanting.
    """
    rows: list[tuple[int, int, int]] = []
    tails: list[tuple[int, int]] = []
    left: dict[int, int] = {}
    how, least, at = last_room["how"], int(last_room["least"]), 0
    for part, n in parts:
        first = len(rows)
        while n and at < len(rooms) and n >= rooms[at].layout.n_seats:
            rows.append((at, part, rooms[at].layout.n_seats))
            n, at = n - rooms[at].layout.n_seats, at + 1
        has_before = len(rows) > first
        if n and how == "mix":
            tails.append((part, n))
        elif n and at < len(rooms):
            if has_before and how == "merge" and n < least and n <= len(rooms[at - 1].layout.extra):
                rows[-1] = (at - 1, part, rows[-1][2] + n)
                continue
            if has_before and how == "level" and n < least <= rows[-1][2] - (least - n):
                rows[-1] = (at - 1, part, rows[-1][2] - (least - n))
                n = least
            rows.append((at, part, n))
            at += 1
        elif n:
            left[part] = n
    return rows + _mixed(tails, rooms, at, left), left


def _mixed(
    tails: list[tuple[int, int]], rooms: Sequence[Room], at: int, left: dict[int, int]
) -> list[tuple[int, int, int]]:
    """What is left of each group, one behind the other, in the next rooms."""
    rows, free = [], rooms[at].layout.n_seats if at < len(rooms) else 0
    for part, tail in tails:
        n = tail
        while n and at < len(rooms):
            some = min(n, free)
            rows.append((at, part, some))
            n, free = n - some, free - some
            if not free:
                at += 1
                free = rooms[at].layout.n_seats if at < len(rooms) else 0
        if n:
            left[part] = n
    return rows


def _take(given: Given, rooms: Sequence[Room], rows: Sequence[tuple[int, int, int]]) -> None:
    number: dict[int, int] = {}
    for index, part, n in rows:
        if index not in number:
            number[index] = len(given.rooms)
            given.rooms.append(rooms[index])
        given.slots.append(Slot(number[index], part, n))


def _set_aside(
    site: str, empty: list[str], marked: Mapping[str, list[str]], asked: Asked, given: Given
) -> None:
    """Spare rooms from the first that are empty, rooms to isolate in from the last."""
    wanted = {**asked.profile.set_aside, **asked.wanted_aside}
    found, short = {use: list(codes) for use, codes in marked.items()}, {}
    for use, from_end in (("spare", False), ("isolation", True)):
        while len(found[use]) < wanted[use] and empty:
            found[use].append(empty.pop() if from_end else empty.pop(0))
        if len(found[use]) < wanted[use]:
            short[use] = wanted[use] - len(found[use])
    given.aside[site] = {use: sorted(codes) for use, codes in found.items()}
    if short:
        given.short[site] = short


def _give_special(parts: Sequence[tuple[int, Key, int]], rooms: Sequence[Listed], given: Given) -> None:
    """Rooms that meet all needs of a group, found by trying: the plainest that do come first."""
    if not parts:
        return
    ordered = sorted(rooms, key=lambda one: (len(one.needs), one.room.code))
    fit = {
        number: [k for k, one in enumerate(ordered) if need_words(key) <= one.needs]
        for number, key, _ in parts
    }
    line = sorted(parts, key=lambda part: (len(fit[part[0]]), part[0]))
    seats = [one.room.layout.n_seats for one in ordered]
    chosen = _choose([(number, n) for number, _, n in line], fit, seats, frozenset(), [TRIES])
    if chosen is None:
        for number, key, n in parts:
            able = sum(seats[k] for k in fit[number])
            told = f"{'/'.join(filter(None, key))} 的 {n} 名考生没有合适的特殊考场（合适的共 {able} 座）。"
            given.faults.append(Fault(told, "rooms", "请增加 needs 相同的考场；每组须自成考场。"))
        return
    for number, _, n in sorted(parts, key=lambda part: part[1]):
        left = n
        for k in chosen[number]:
            given.slots.append(Slot(len(given.rooms), number, min(left, seats[k])))
            given.rooms.append(ordered[k].room)
            left -= given.slots[-1].n


def _choose(
    parts: Sequence[tuple[int, int]],
    fit: Mapping[int, list[int]],
    seats: Sequence[int],
    used: frozenset[int],
    tries: list[int],
) -> dict[int, tuple[int, ...]] | None:
    """Rooms for each group, none twice, none needless; None when there is no way (or too many were tried)."""
    if not parts:
        return {}
    (number, n), rest = parts[0], parts[1:]
    free = [k for k in fit[number] if k not in used]
    for how_many in range(1, len(free) + 1):
        if sum(sorted((seats[k] for k in free), reverse=True)[:how_many]) < n:
            continue
        for some in combinations(free, how_many):
            tries[0] -= 1
            if tries[0] < 0:
                return None
            if (
                sum(seats[k] for k in some) < n
                or sum(seats[k] for k in some) - min(seats[k] for k in some) >= n
            ):
                continue
            found = _choose(rest, fit, seats, used | set(some), tries)
            if found is not None:
                return {number: some, **found}
    return None
