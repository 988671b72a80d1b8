"""Which indicator each figure of a text may be: suggestions, best first, for a person to confirm."""

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.matching.assigning import assign
from xuezheng.reports.matching.candidates import Candidate, Figure, features, figure
from xuezheng.reports.matching.confidence import confidences, parameters
from xuezheng.reports.matching.parts import handed_down
from xuezheng.reports.matching.scoring import Catalogue
from xuezheng.reports.matching.surroundings import surroundings
from xuezheng.reports.reading.sections import looks_ahead
from xuezheng.reports.shapes import Document, Slot, Suggestion

__all__ = ["figures_of", "is_ticked", "match", "suggestions_of"]

_KEPT = 5
#: Readings of one indicator among them.
_READINGS = 2
#: Slots that are no figures, by what stands for an indicator in their suggestion.
_NOT_RECKONED = {"date": "period", "name": "name"}


def match(document: Document, catalogue: Mapping[str, Indicator]) -> dict[str, tuple[Suggestion, ...]]:
    """Rank indicators for every slot of a document.

    Compared are the words of the indicator's names with the words around the figure, the nearer
    the heavier; units that cannot stand for one another rule an indicator out. A part of a total
    takes what it is from the total. An indicator serves one slot of the document unless filters,
    period or measure differ.

    Returns
    -------
    dict of slot id to tuple of Suggestion
        At most five, best first, each with its confidence: the share of such suggestions that was
        right in texts the matcher had not learnt from. A date, name or structure count has one
        suggestion at most, which needs no records (`period.report_year`, `name.city`,
        `structure.level1_headings`).

    Notes
    -----
    O(slots x indicators x length of a name). Deterministic.
    """
    return suggestions_of(document, figures_of(document, catalogue))


def suggestions_of(document: Document, figures: Sequence[Figure]) -> dict[str, tuple[Suggestion, ...]]:
    """What `match` gives, from figures that were read already."""
    found = {one.slot.id: one for one in figures}
    return {
        slot.id: _told(found[slot.id]) if slot.kind == "figure" else _without_records(slot)
        for slot in document.slots
    }


def is_ticked(suggestions: Sequence[Suggestion]) -> bool:
    """Whether the first suggestion is sure enough to be offered as already ticked."""
    return bool(suggestions) and suggestions[0].confidence >= parameters().tick


def figures_of(document: Document, catalogue: Mapping[str, Indicator]) -> tuple[Figure, ...]:
    """Every figure of a document with its readings, best first, settled over the whole document.

    Notes
    -----
    The last answer is kept: proposing, writing and reviewing one document ask for the same.
    """
    listed = tuple(catalogue.values())
    last = _KEPT_ANSWER.get("last")
    if last is None or not last.is_to(document, listed):
        last = _KEPT_ANSWER["last"] = _Answer(document, listed, _read(document, catalogue))
    return last.figures


@dataclass(frozen=True)
class _Answer:
    document: Document
    indicators: tuple[Indicator, ...]
    figures: tuple[Figure, ...]

    def is_to(self, document: Document, indicators: tuple[Indicator, ...]) -> bool:
        """Whether the very same document and indicators were asked about."""
        is_same = len(indicators) == len(self.indicators) and document is self.document
        return is_same and all(map(operator.is_, indicators, self.indicators))


#: The last answer; never changed, only put in the place of the one before.
_KEPT_ANSWER: dict[str, _Answer] = {}


def _read(document: Document, catalogue: Mapping[str, Indicator]) -> tuple[Figure, ...]:
    known = Catalogue(catalogue.values())
    alone = {
        slot.id: figure(slot, surroundings(document, slot), known, is_plan=looks_ahead(document, slot.block))
        for slot in document.slots
        if slot.kind == "figure"
    }
    return tuple(assign(handed_down(document, alone, catalogue)).values())


def _told(one: Figure) -> tuple[Suggestion, ...]:
    kept = _distinct(one.candidates)[:_KEPT]
    if not kept:
        return ()
    scores = [candidate.score for candidate in kept]
    sure = confidences(features(one, one.candidates), scores, is_plan=one.is_plan)
    return tuple(
        replace(candidate.suggestion, confidence=confidence)
        for candidate, confidence in zip(kept, sure, strict=True)
    )


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each indicator with its best two readings: a list of five is for choosing among indicators."""
    seen: dict[str, int] = {}
    kept = []
    for one in candidates:
        code = one.suggestion.indicator
        seen[code] = seen.get(code, 0) + 1
        if seen[code] <= _READINGS:
            kept.append(one)
    return kept


def _without_records(slot: Slot) -> tuple[Suggestion, ...]:
    """What a date, a name or a structure count stands for; its words come from no table."""
    if slot.kind == "structural":
        return (Suggestion("structure.level1_headings", {}, "year", "value", 1.0, 1.0),)
    if not slot.name_kind:
        return ()
    return (Suggestion(f"{_NOT_RECKONED[slot.kind]}.{slot.name_kind}", {}, "year", "value", 1.0, 1.0),)
