"""Parts of one whole in per cent, rounded so that what is printed still sums to a hundred."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from xuezheng.reports.shapes import Decision
from xuezheng.reports.writing.numerals import decimals_of

_WHOLE = Decimal(100)
#: Thirds of a whole have no end in decimals; a sum this near is the whole.
_NEARLY = Decimal("1e-12")


@dataclass(frozen=True)
class Share:
    """One printed part: the parts of one whole have the same `group`."""

    slot: str
    group: tuple[str, ...]
    value: Decimal
    places: int


def rounded_to_sum(values: Sequence[Decimal], places: int) -> list[Decimal]:
    """Round so that the sum of the rounded is the rounded sum (largest remainder).

    Every value is rounded down; the units left over go to the largest remainders, the first
    of equal ones first. No value moves by a whole unit of its last place.
    """
    unit = Decimal(1).scaleb(-places)
    floors = [value.quantize(unit, rounding=ROUND_FLOOR) for value in values]
    total = sum(values, Decimal(0)).quantize(unit)
    n_left = int((total - sum(floors, Decimal(0))) / unit)
    order = sorted(range(len(values)), key=lambda at: (floors[at] - values[at], at))
    raised = set(order[:n_left])
    return [floor + unit if at in raised else floor for at, floor in enumerate(floors)]


def share_of(decision: Decision, sentence: str, value: Decimal | None, as_in: str) -> Share | None:
    """A figure as a part of a whole; None when it is none."""
    if value is None or decision.measure != "share" or len(decision.filters) != 1:
        return None
    group = (sentence, decision.indicator, decision.period, *decision.filters)
    return Share(decision.slot, group, value, decimals_of(as_in) or 1)


def even_shares(shares: Iterable[Share | None]) -> dict[str, Decimal]:
    """The rounded parts of every whole that is printed completely: they sum to a hundred."""
    groups: dict[tuple[str, ...], list[Share]] = defaultdict(list)
    for share in shares:
        if share is not None:
            groups[share.group].append(share)
    even: dict[str, Decimal] = {}
    for parts in groups.values():
        places = {part.places for part in parts}
        is_whole = abs(sum((part.value for part in parts), Decimal(0)) - _WHOLE) <= _NEARLY
        if len(parts) > 1 and len(places) == 1 and is_whole:
            rounded = rounded_to_sum([part.value for part in parts], places.pop())
            even |= {part.slot: value for part, value in zip(parts, rounded, strict=True)}
    return even
