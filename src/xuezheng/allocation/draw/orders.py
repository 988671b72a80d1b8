"""Who comes first: the rules families know, each made repeatable by hand or by machine.

A unit is one child or one group bound together; units are numbered from 1 in order of their
first code. Every rule puts all units in one line.
"""

from collections.abc import Iterator, Sequence
from hashlib import md5

from xuezheng.allocation.draw.hashing import mac_keyed
from xuezheng.allocation.draw.seeding import numbers_below, stream
from xuezheng.errors import BadInput, Fault

Unit = tuple[str, ...]
#: One unit in the line: the unit, and the text a family compares (ticket, number, place in the list).
Placed = tuple[Unit, str]
NUMBER_DIGITS = 15
NUMBERS = 1_000_000_000_000_000


def tickets(seed: bytes, label: str, units: Sequence[Unit], hash: str) -> list[Placed]:
    """Ascending tickets: HMAC(seed, label ‖ "\\n" ‖ first code). A tie would go by code."""
    mac, head = mac_keyed(hash, seed), f"{label}\n".encode()
    drawn = sorted((mac(head + unit[0].encode()), unit) for unit in units)
    return [(unit, ticket.hex()) for ticket, unit in drawn]


def sorted_numbers(seed: bytes, label: str, units: Sequence[Unit], hash: str) -> list[Placed]:
    """Ascending random numbers of 15 digits: ⌊first 64 bits of the ticket × 10¹⁵ ÷ 2⁶⁴⌋; ties by code."""
    mac, head = mac_keyed(hash, seed), f"{label}\n".encode()
    drawn = sorted((_number(mac(head + unit[0].encode())), unit) for unit in units)
    return [(unit, f"{number:0{NUMBER_DIGITS}}") for number, unit in drawn]


def _number(ticket: bytes) -> int:
    return int.from_bytes(ticket[:8], "big") * NUMBERS >> 64


def circle_places(n: int, start: int, step: int, places: int | None = None) -> list[int]:
    """The circle with start and step: the start wins, then each `step`-th of those remaining after it.

    Examples
    --------
    >>> circle_places(20, start=6, step=3, places=15)
    [6, 9, 12, 15, 18, 1, 4, 8, 13, 17, 2, 7, 14, 20, 10]
    """
    remaining, won = list(range(1, n + 1)), []
    at = start - 1
    for _ in range(n if places is None else places):
        won.append(remaining.pop(at))
        at = (at + step - 1) % len(remaining) if remaining else 0
    return won


def difference_places(n: int, start: int, difference: int, places: int | None = None) -> list[int]:
    """The constant difference around a circle: start, start + d, start + 2d …; a number already taken
    gives way to the next free one after it, and the count goes on from there.

    Examples
    --------
    >>> difference_places(10, start=3, difference=4)
    [3, 7, 1, 5, 9, 4, 8, 2, 6, 10]
    """
    free_from, won = list(range(n + 1)), []
    at = start - 1
    for _ in range(n if places is None else places):
        at = _free(free_from, at, n)
        won.append(at + 1)
        free_from[at] = at + 1
        at = (at + difference) % n
    return won


def _free(free_from: list[int], at: int, n: int) -> int:
    """The first free number from `at` on, around the circle; marks the way for the next one."""
    found = at
    while free_from[found] != found:
        found = free_from[found]
    while free_from[at] != at:
        free_from[at], at = found, free_from[at]
    return found if found < n else _free(free_from, 0, n)


def start_and_step(seed: bytes, label: str, n: int, hash: str) -> tuple[int, int]:
    """Two numbers from 1 to n, from the stream of the seed: the start, then the step."""
    start, step = _two_below(numbers_below(stream(seed, label, hash=hash), n))
    return 1 + start, 1 + step


def _two_below(numbers: Iterator[int]) -> tuple[int, int]:
    return next(numbers), next(numbers)


def rfc3797_key(sources: Sequence[Sequence[int]]) -> str:
    """The key string of RFC 3797: each source's numbers sorted, a point after each, a stroke after all."""
    return "".join("".join(f"{n}." for n in sorted(numbers)) + "/" for numbers in sources)


def rfc3797_places(key: str, n: int, places: int | None = None) -> list[tuple[int, str]]:
    """The selection of RFC 3797: each step's place in the list and its MD5, in capitals.

    MD5 is what the RFC says; nothing here rests on its strength, only on the numbers being public.
    """
    remaining, chosen = list(range(1, n + 1)), []
    for i in range(n if places is None else places):
        counter = i.to_bytes(2, "big")
        hashed = md5(counter + key.encode("ascii") + counter, usedforsecurity=False).digest()
        chosen.append((remaining.pop(int.from_bytes(hashed, "big") % len(remaining)), hashed.hex().upper()))
    return chosen


def units_of(codes: Sequence[str], groups: Sequence[Sequence[str]]) -> list[Unit]:
    """Children and bound groups as units, in order of their first code."""
    bound = {code for group in groups for code in group}
    units = [(code,) for code in codes if code not in bound] + [tuple(sorted(group)) for group in groups]
    return sorted(units)


def line_up(
    rule: str, seed: bytes, label: str, units: Sequence[Unit], hash: str, numbers: Sequence[Sequence[int]]
) -> list[Placed]:
    """Put all units in one line by the named rule; `numbers` are the published ones, for RFC 3797."""
    if rule == "tickets":
        return tickets(seed, label, units, hash)
    if rule == "sorted-numbers":
        return sorted_numbers(seed, label, units, hash)
    if rule == "rfc3797":
        order = [place for place, _ in rfc3797_places(rfc3797_key(numbers), len(units))]
    else:
        start, step = start_and_step(seed, label, len(units), hash)
        by_hand = {"circle": circle_places, "difference": difference_places}[rule]
        order = by_hand(len(units), start, step)
    return [(units[place - 1], str(place)) for place in order]


def outcomes(line: Sequence[Placed], places: int | None, last_place: str | None) -> list[bool | None]:
    """Whether each unit of the line gets in; None for all when the draw has no places."""
    if places is None:
        return [None] * len(line)
    left, admitted = places, list[bool | None]()
    for unit, _ in line:
        fits = len(unit) <= left or (left > 0 and last_place == "exceed")
        left = max(left - len(unit), 0) if fits else left
        admitted.append(fits)
    return admitted


def by_hand(rule: str, n: int, start: int, step: int, places: int | None = None) -> list[int]:
    """The circle or the constant difference with published numbers.

    Raises
    ------
    BadInput
        With all faults: an unknown rule, a number outside 1 to n.
    """
    walks = {"circle": circle_places, "difference": difference_places}
    faults = []
    if rule not in walks:
        faults.append(Fault(f"“{rule}”不是手算规则。", "规则", "请用 circle 或 difference。"))
    if n < 1:
        faults.append(Fault(f"号码总数 {n} 小于 1。", "总数", "请改正。"))
    for name, number in (("起始号", start), ("步长", step), ("名额", n if places is None else places)):
        if n >= 1 and not 1 <= number <= n:
            faults.append(Fault(f"{number} 不在 1 至 {n} 之间。", name, "请改正。"))
    if faults:
        raise BadInput(f"不能排出次序：共 {len(faults)} 处错误。", faults=faults)
    return walks[rule](n, start, step, places)
