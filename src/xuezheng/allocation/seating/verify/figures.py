"""Pairs side by side, what they must be at least and why, and how schools are mixed: all once more."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import Any

from xuezheng.allocation.seating.verify.lists import Key, Lists, Place
from xuezheng.allocation.verifying import Check

BESIDE, ASLANT = [(0, 1), (1, 0)], [(1, 1), (1, -1)]
Pieces = list[tuple[Fraction, int]]
Value = tuple[int, str]


def figure_checks(lists: Lists) -> list[Check]:
    """Compare every figure with what is found again."""
    found, said, around = figures_of(lists), lists.said, lists.options["diagonals"] == "hard"
    if lists.options["diagonals"] not in ("off", "soft", "hard"):
        raise ValueError(lists.options["diagonals"])
    pairs, bound = found["beside"] + found["aslant"] * around, found["bound"]
    checks = [
        Check(name, said[name] == value, f"重算 {value}，证书写 {said[name]}")
        for name, value in (("objective", pairs), ("bound", bound), ("gap", pairs - bound))
    ]
    names = lists.options["apart"]
    again = {
        "beside": found["beside"],
        "aslant": found["aslant"],
        "beside_by_column": dict(zip(names, found["by_column"], strict=True)),
        "fewest_by_column": dict(zip(names, found["fewest"], strict=True)),
        "fewest_around": found["around"],
    }
    return [
        *checks,
        Check("pairs", said["pairs"] == again, f"重算 {again}"),
        Check("reasons", said["reasons"] == found["reasons"], f"重算 {len(found['reasons'])} 条理由"),
        Check("mixing", said["mixing"] == found["mixing"], f"重算 {found['mixing']}"),
    ]


def figures_of(lists: Lists) -> dict[str, Any]:
    """Everything that can be counted."""
    hard = lists.options["diagonals"] == "hard"
    beside, by_column = _pairs(lists, BESIDE)
    bound, fewest, reasons = _least(lists, hard)
    return {
        "beside": beside,
        "aslant": _pairs(lists, ASLANT)[0],
        "by_column": by_column,
        "bound": bound,
        "fewest": fewest,
        "around": bound if hard else _least(lists, True)[0],
        "reasons": reasons,
        "mixing": _mixing(lists),
    }


def _pairs(lists: Lists, ways: list[Place]) -> tuple[int, list[int]]:
    total, by_column = 0, [0] * len(lists.options["apart"])
    for room, seats in lists.seated.items():
        at = {lists.places[room][seat - 1]: lists.apart[row["candidate"]] for seat, row in seats.items()}
        for (c, r), mine in at.items():
            for right, back in ways:
                theirs = at.get((c + right, r + back))
                alike = [a == b for a, b in zip(mine, theirs, strict=True)] if theirs else []
                total += any(alike)
                by_column = [n + k for n, k in zip(by_column, alike, strict=True)] if alike else by_column
    return total, by_column


def _bands(lists: Lists) -> list[tuple[set[Key], set[str]]]:
    """Groups that share a room stand together, with all their rooms."""
    bands: list[tuple[set[Key], set[str]]] = []
    for room, seats in sorted(lists.seated.items()):
        keys, rooms = {lists.key[row["candidate"]] for row in seats.values()}, {room}
        others = []
        for band in bands:
            if band[0] & keys:
                keys, rooms = keys | band[0], rooms | band[1]
            else:
                others.append(band)
        bands = [*others, (keys, rooms)]
    return sorted(bands, key=lambda band: min(band[0]))


def _least(lists: Lists, around: bool) -> tuple[int, list[int], list[dict[str, Any]]]:
    """Each value of each band alone, at the best spread over the band's rooms; columns do not add up."""
    known: dict[tuple[Place, ...], Pieces] = {}
    names = lists.options["apart"]
    total, fewest, reasons = 0, [0] * len(names), list[dict[str, Any]]()
    for keys, rooms in _bands(lists):
        pieces: Pieces = []
        people = [row["candidate"] for room in rooms for row in lists.seated[room].values()]
        for room in sorted(rooms):
            used = tuple(lists.places[room][: len(lists.seated[room])])
            if used not in known:
                known[used] = _slopes(_fewest(used, around))
            pieces += known[used]
        pieces.sort()
        size: Counter[Value] = Counter(pair for code in people for pair in enumerate(lists.apart[code]))
        cost = {value: _spread(pieces, n) for value, n in size.items()}
        total += ceil(sum((_dearest(some, cost) for some in _together(lists, people)), Fraction(0)))
        for column in range(len(names)):
            fewest[column] += ceil(sum((c for (k, _), c in cost.items() if k == column), Fraction(0)))
        group = "/".join(filter(None, min(keys))) + (" 等" if len(keys) > 1 else "")
        lie_apart = sum(length for slope, length in pieces if slope == 0)
        reasons += [
            {
                "group": group,
                "column": names[k],
                "value": value.replace("\0", " / "),
                "candidates": size[k, value],
                "lie_apart": lie_apart,
                "fewest_pairs": ceil(price),
            }
            for (k, value), price in sorted(cost.items())
            if price > 0
        ]
    return total, fewest, reasons


def _together(lists: Lists, people: Iterable[str]) -> list[set[Value]]:
    """Values chained by people who have them together; a walk from each."""
    beside: dict[Value, set[Value]] = defaultdict(set)
    for values in {lists.apart[code] for code in people}:
        several = set(enumerate(values))
        for value in several:
            beside[value] |= several
    found, seen = [], set[Value]()
    for start in beside:
        if start in seen:
            continue
        reached, line = {start}, [start]
        while line:
            for other in beside[line.pop()] - reached:
                reached.add(other)
                line.append(other)
        seen |= reached
        found.append(reached)
    return found


def _dearest(values: set[Value], cost: dict[Value, Fraction]) -> Fraction:
    return max(
        sum((cost[value] for value in values if value[0] == column), Fraction(0))
        for column in {column for column, _ in values}
    )


@lru_cache(maxsize=512)
def _fewest(used: tuple[Place, ...], diagonals: bool) -> list[int]:
    """Seat after seat: the state is which of those seats are chosen that still have neighbours to come."""
    cells = sorted(used)
    ways = BESIDE + ASLANT if diagonals else BESIDE
    number = {cell: n for n, cell in enumerate(cells)}
    beside = [0] * len(cells)
    for (c, r), n in number.items():
        for right, back in ways:
            for other in (number.get((c + right, r + back)), number.get((c - right, r - back))):
                beside[n] |= 0 if other is None else 1 << other
    far = len(cells) ** 2
    states = {0: [0] + [far] * len(cells)}
    for n, near in enumerate(beside):
        waits = sum(1 << k for k in range(n + 1) if beside[k] >> (n + 1))
        fresh: dict[int, list[int]] = {}
        for chosen, costs in states.items():
            touching = (chosen & near).bit_count()
            taken = [far] + [cost + touching for cost in costs[:-1]]
            for mask, some in ((chosen, costs), (chosen | 1 << n, taken)):
                mask &= waits
                fresh[mask] = list(map(min, fresh[mask], some)) if mask in fresh else some
        states = fresh
    return states[0]


def _slopes(values: list[int]) -> Pieces:
    """The flattest step from each corner of the convex hull to the next."""
    found, x = [], 0
    while x < len(values) - 1:
        slope, to = min((Fraction(values[y] - values[x], y - x), -y) for y in range(x + 1, len(values)))
        found.append((slope, -to - x))
        x = -to
    return found


def _spread(pieces: Pieces, n: int) -> Fraction:
    cost = Fraction(0)
    for slope, length in pieces:
        if n <= 0:
            break
        cost += slope * min(n, length)
        n -= min(n, length)
    return cost


def _mixing(lists: Lists) -> dict[str, float]:
    """Each school in each group's part of each room against its share of the group."""
    school: dict[Key, Counter[str]] = defaultdict(Counter)
    here: dict[tuple[str, Key], Counter[str]] = defaultdict(Counter)
    for room, seats in lists.seated.items():
        for row in seats.values():
            code = row["candidate"]
            school[lists.key[code]][lists.apart[code][0]] += 1
            here[room, lists.key[code]][lists.apart[code][0]] += 1
    off = [
        Fraction(abs(counts[name] * school[key].total() - counts.total() * n), school[key].total())
        for (_, key), counts in here.items()
        for name, n in school[key].items()
    ]
    by_part: dict[int, int] = defaultdict(int)
    for value in off:
        by_part[value.denominator] += value.numerator
    total = sum((Fraction(n, d) for d, n in by_part.items()), Fraction(0))
    return {
        "most": round(float(max(off, default=Fraction(0))), 3),
        "mean": round(float(total / max(len(off), 1)), 3),
    }
