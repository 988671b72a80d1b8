"""One indicator, one figure: over the whole document a reading belongs to the slot it fits best."""

from collections.abc import Mapping
from dataclasses import replace

from xuezheng.reports.matching.candidates import Candidate, Figure, order

#: What is left of a score when another slot of the document fits the same reading better.
_TAKEN = 0.9
_ROUNDS = 3


def assign(found: Mapping[str, Figure]) -> dict[str, Figure]:
    """Lower every reading that is another slot's best, and put each list in order again.

    Two slots may still share an indicator when their filters, period or measure differ.
    """
    settled = dict(found)
    for _ in range(_ROUNDS):
        owners = _owners(settled)
        settled = {
            slot: replace(
                figure,
                candidates=tuple(
                    sorted((_shared(slot, one, owners) for one in figure.candidates), key=order)
                ),
            )
            for slot, figure in found.items()
        }
    return settled


def _owners(settled: Mapping[str, Figure]) -> dict[tuple[object, ...], str]:
    """The slot that has each reading at the top of its list with the highest score."""
    best: dict[tuple[object, ...], tuple[float, str]] = {}
    for slot, figure in settled.items():
        for one in figure.candidates[:1]:
            if one.score > best.get(reading(one), (0.0, ""))[0]:
                best[reading(one)] = (one.score, slot)
    return {key: slot for key, (_, slot) in best.items()}


def _shared(slot: str, one: Candidate, owners: Mapping[tuple[object, ...], str]) -> Candidate:
    owner = owners.get(reading(one), slot)
    return one if owner == slot else replace(one.times(_TAKEN), is_shared=True)


def reading(one: Candidate) -> tuple[object, ...]:
    """What a suggestion reads off the records, without its score."""
    said = one.suggestion
    return said.indicator, tuple(sorted(said.filters.items())), said.period, said.measure
