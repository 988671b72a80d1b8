"""Suggestions beside the values they would write, so that a person can judge them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.matching import figures_of, is_ticked, suggestions_of
from xuezheng.reports.matching.stages import Stage
from xuezheng.reports.remembering import Remembered
from xuezheng.reports.shapes import Decision, Document, Slot, Suggestion
from xuezheng.reports.writing.computing import expect, value_of

#: A first suggestion less sure than this is probably of an indicator that is not there.
_UNLIKELY = 0.4


@dataclass(frozen=True)
class Proposal:
    """What a slot may be.

    Attributes
    ----------
    suggestions : tuple of Suggestion
        Best first.
    is_ticked : bool
        The first is sure enough, and has a value this year.
    label : str
        The first indicator's name with its filters in words.
    this_year, last_year : str
        The first suggestion's value as the text would write it, or why there is none.
    stage : Stage or None
        Whether the words count what is planned, started, finished, in stock or new.
    has_value : bool
        The first suggestion has a value this year.
    """

    suggestions: tuple[Suggestion, ...]
    is_ticked: bool = False
    label: str = ""
    this_year: str = ""
    last_year: str = ""
    stage: Stage | None = None
    has_value: bool = False

    @property
    def is_of_nothing_known(self) -> bool:
        """Whether no indicator is likely enough to be worth a look."""
        return not self.suggestions or self.suggestions[0].confidence < _UNLIKELY


def propose(
    document: Document, catalogue: Mapping[str, Indicator], snapshot: Any, year: int
) -> dict[str, Proposal]:
    """Match a document, and measure the first suggestion of every figure this year and last."""
    read = figures_of(document, catalogue)
    found, stages = suggestions_of(document, read), {one.slot.id: one.stage for one in read}
    figures = [slot.id for slot in document.slots if slot.kind == "figure" and found[slot.id]]
    measuring = Remembered()
    measuring.learn(catalogue)
    for asked in (year, year - 1):
        expect((_decision(slot, found[slot][0]) for slot in figures), snapshot, asked, measuring)
    proposals = {
        slot.id: _proposal(slot, found[slot.id], catalogue, snapshot, year, measuring)
        for slot in document.slots
    }
    return {name: replace(one, stage=stages.get(name)) for name, one in proposals.items()}


def _proposal(
    slot: Slot,
    suggestions: tuple[Suggestion, ...],
    catalogue: Mapping[str, Indicator],
    snapshot: Any,
    year: int,
    measuring: Remembered,
) -> Proposal:
    if slot.kind != "figure" or not suggestions:
        return Proposal(suggestions, slot.kind in ("date", "structural") and bool(suggestions))
    best = suggestions[0]
    value, this_year = shown_as(slot, best, catalogue, snapshot, year, measuring)
    _, last_year = shown_as(slot, best, catalogue, snapshot, year - 1, measuring)
    return Proposal(
        suggestions=suggestions,
        is_ticked=is_ticked(suggestions) and value is not None,
        label=label_of(best, catalogue[best.indicator]),
        this_year=this_year,
        last_year=last_year,
        has_value=value is not None,
    )


def _decision(slot: str, best: Suggestion) -> Decision:
    return Decision(slot, "suggested", best.indicator, best.filters, best.period, best.measure)


def shown_as(
    slot: Slot,
    best: Suggestion,
    catalogue: Mapping[str, Indicator],
    snapshot: Any,
    year: int,
    measuring: Remembered,
) -> tuple[Decimal | None, str]:
    """The value in the slot's own words; without one, the reason."""
    from xuezheng.reports.writing.drafting import number_and_rest, scale_of
    from xuezheng.reports.writing.numerals import written

    value, _, why = value_of(_decision(slot.id, best), snapshot, catalogue, year, measuring)
    if value is None:
        return None, why
    number, rest = number_and_rest(slot.text)
    shown = written(value, unit=slot.unit, scale=scale_of(slot), approx=slot.approx, as_in=number)
    return value, shown.text + (slot.approx if shown.keeps_word else "") + (rest or slot.unit)


def label_of(best: Suggestion, indicator: Indicator) -> str:
    """Name, and in brackets what it is narrowed to."""
    narrowed = [indicator.dimensions[column][value].split(";")[0] for column, value in best.filters.items()]
    periods = {"h1": "上半年", "h2": "下半年", "last_year": "上年"}
    measures = {
        "out_of": "应有数", "rate": "比率", "change": "降幅", "growth": "增幅", "target": "目标数",
        "completion": "完成率", "ratio": "为上年的", "share": "占比", "per_head": "生均",
    }  # fmt: skip
    narrowed += [
        words[key] for words, key in ((periods, best.period), (measures, best.measure)) if key in words
    ]
    return indicator.label + (f"（{'，'.join(narrowed)}）" if narrowed else "")
