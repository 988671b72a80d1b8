"""One indicator, one figure: over the whole document a reading belongs to the slot it fits best."""

from collections.abc import Mapping
from dataclasses import replace

from xuezheng.reports.shapes import Suggestion

#: What is left of a score when another slot of the document fits the same reading better.
_TAKEN = 0.9
_ROUNDS = 3


def assign(found: Mapping[str, list[Suggestion]]) -> dict[str, list[Suggestion]]:
    """Lower every suggestion that is another slot's best, and put each list in order again.

    Two slots may still share an indicator when their filters, period or measure differ.
    """
    settled = {slot: list(suggestions) for slot, suggestions in found.items()}
    for _ in range(_ROUNDS):
        owners = _owners(settled)
        settled = {
            slot: sorted((_shared(slot, one, owners) for one in suggestions), key=_order)
            for slot, suggestions in found.items()
        }
    return settled


def _owners(settled: Mapping[str, list[Suggestion]]) -> dict[tuple[object, ...], str]:
    """The slot that has each reading at the top of its list with the highest score."""
    best: dict[tuple[object, ...], tuple[float, str]] = {}
    for slot, suggestions in settled.items():
        for one in suggestions[:1]:
            if one.score > best.get(reading(one), (0.0, ""))[0]:
                best[reading(one)] = (one.score, slot)
    return {key: slot for key, (_, slot) in best.items()}


def _shared(slot: str, one: Suggestion, owners: Mapping[tuple[object, ...], str]) -> Suggestion:
    owner = owners.get(reading(one), slot)
    return one if owner == slot else replace(one, score=round(one.score * _TAKEN, 4))


def reading(one: Suggestion) -> tuple[object, ...]:
    """What a suggestion reads off the records, without its score."""
    return one.indicator, tuple(sorted(one.filters.items())), one.period, one.measure


def _order(one: Suggestion) -> tuple[float, str]:
    return -one.score, one.indicator
