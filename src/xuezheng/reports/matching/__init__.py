"""Which indicator each figure of a text may be: suggestions, best first, for a person to confirm."""

from collections.abc import Mapping, Sequence

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.matching.assigning import assign
from xuezheng.reports.matching.refining import filters_of, measures_of, period_of
from xuezheng.reports.matching.scoring import Catalogue
from xuezheng.reports.matching.surroundings import surroundings
from xuezheng.reports.reading.sections import looks_ahead
from xuezheng.reports.shapes import Document, Slot, Suggestion

__all__ = ["is_ticked", "match"]

_KEPT = 5
#: A suggestion at least this good, and this far before the next, is ticked beforehand.
_SURE, _APART = 0.55, 0.08
#: A figure of next year's tasks is decided, not measured; it never comes near the mark for ticking.
_OF_PLAN = 0.4
#: Slots that are no figures, by what stands for an indicator in their suggestion.
_NOT_RECKONED = {"date": "period", "name": "name"}


def match(document: Document, catalogue: Mapping[str, Indicator]) -> dict[str, tuple[Suggestion, ...]]:
    """Rank indicators for every slot of a document.

    Compared are the words of the indicator's names with the words around the figure, the nearer
    the heavier; units that cannot stand for one another rule an indicator out. An indicator
    serves one slot of the document unless filters, period or measure differ.

    Returns
    -------
    dict of slot id to tuple of Suggestion
        At most five, best first. A date, name or structure count has one suggestion at most,
        which needs no records (`period.report_year`, `name.city`, `structure.level1_headings`).

    Notes
    -----
    O(slots x indicators x length of a name). Deterministic.
    """
    known = Catalogue(catalogue.values())
    found = {slot.id: _suggest(document, slot, known) for slot in document.slots if slot.kind == "figure"}
    settled = assign(found)
    return {
        slot.id: tuple(settled[slot.id][:_KEPT]) if slot.kind == "figure" else _without_records(slot)
        for slot in document.slots
    }


def is_ticked(suggestions: Sequence[Suggestion]) -> bool:
    """Whether the first suggestion is sure enough to be offered as already ticked."""
    if not suggestions:
        return False
    next_best = suggestions[1].score if len(suggestions) > 1 else 0.0
    return suggestions[0].score >= _SURE and suggestions[0].score - next_best >= _APART


def _suggest(document: Document, slot: Slot, known: Catalogue) -> list[Suggestion]:
    around = surroundings(document, slot)
    period = period_of(around)
    sureness = _OF_PLAN if looks_ahead(document, slot.block) else 1.0
    found = [
        Suggestion(
            indicator=one.indicator.code,
            filters=filters_of(one.indicator, around),
            period=period,
            measure=measure,
            score=round(score * factor * sureness, 4),
        )
        for one, score in known.ranked(around, slot.unit)[: 2 * _KEPT]
        for measure, factor in measures_of(one.indicator, slot.unit, around)
    ]
    return sorted(found, key=lambda one: (-one.score, one.indicator))


def _without_records(slot: Slot) -> tuple[Suggestion, ...]:
    """What a date, a name or a structure count stands for; its words come from no table."""
    if slot.kind == "structural":
        return (Suggestion("structure.level1_headings", {}, "year", "value", 1.0),)
    if not slot.name_kind:
        return ()
    return (Suggestion(f"{_NOT_RECKONED[slot.kind]}.{slot.name_kind}", {}, "year", "value", 1.0),)
