"""Every slot of the text, in order: structure counts, dates, figures, names."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from xuezheng.reports.reading.clauses import Span, clauses_of, covered, fixed_words, no_text
from xuezheng.reports.reading.dates import find_dates
from xuezheng.reports.reading.figures import figure_at
from xuezheng.reports.reading.gaps import figures_missing
from xuezheng.reports.reading.headings import NUMERALS, mark_of
from xuezheng.reports.reading.names import home_of, name_kind
from xuezheng.reports.reading.numerals import value_of, year_in_characters
from xuezheng.reports.reading.places import PlacedBlock
from xuezheng.reports.reading.structure import announced_counts
from xuezheng.reports.reading.tables import Heads, figure_in_cell, heads_of
from xuezheng.reports.reading.tokens import approx_before, tokens_of
from xuezheng.reports.shapes import Slot, SlotKind


@dataclass(frozen=True)
class _Place:
    """A slot before it has its number and clause."""

    kind: SlotKind
    block: int
    start: int
    end: int
    value: float | None = None
    unit: str = ""
    scale: int = 1
    approx: str = ""
    name_kind: str = ""

    @property
    def span(self) -> Span:
        return self.start, self.end


def find_slots(blocks: Sequence[PlacedBlock]) -> tuple[Slot, ...]:
    """Find the slots of all paragraphs."""
    found = [
        _Place("structural", block, start, end, value, unit)
        for block, start, end, unit, value in announced_counts(blocks)
    ]
    found += [
        _Place("date", date.block, date.start, date.end, _year_of(date.text), date.unit, name_kind=date.kind)
        for date in find_dates(blocks)
    ]
    taken: dict[int, list[Span]] = defaultdict(list)
    for place in found:
        taken[place.block].append(place.span)
    home = home_of(blocks)
    heads = heads_of(blocks)
    for index, block in enumerate(blocks):
        found += _figures_and_names(index, block.text, covered(taken[index]), home, heads.get(index))
    return tuple(_numbered(sorted(found, key=lambda place: (place.block, place.start)), blocks, heads))


def _year_of(text: str) -> float | None:
    if text.isdigit():
        return float(text)
    return value_of(text) if text and all(c in NUMERALS for c in text) else year_in_characters(text)


def _figures_and_names(
    index: int, text: str, taken: frozenset[int], home: str, heads: Heads | None
) -> Iterator[_Place]:
    fixed = fixed_words(text)
    outside = taken | no_text(text)
    mark = mark_of(text)
    for token in tokens_of(text, mark[1] if mark else 0):
        is_number = token.kind not in ("placeholder", "blank")
        if token.start in outside:
            continue
        figure = None if is_number and token.start in fixed else figure_at(text, token)
        if heads and (figure is None or not figure.unit):
            figure = figure_in_cell(text, token, heads) or figure
        if figure:
            yield _Place(
                "figure",
                index,
                token.start - figure.opens,
                figure.end,
                figure.value,
                figure.unit,
                figure.scale,
                figure.approx,
            )
        elif token.kind == "placeholder":
            kind = name_kind(text, token.end, home)
            yield _Place("name", index, token.start, token.end, name_kind=kind)
    for start, end, measure in figures_missing(text):
        if start not in outside:
            approx = approx_before(text, start)
            yield _Place("figure", index, start, end, None, measure.unit, measure.scale, approx)


def _numbered(
    places: Sequence[_Place], blocks: Sequence[PlacedBlock], heads: Mapping[int, Heads]
) -> Iterator[Slot]:
    number = 0
    for index, here in groupby(places, key=lambda place: place.block):
        inside = list(here)
        over = heads[index].words if index in heads else ""
        for place, clause in zip(inside, _clauses(blocks[index], inside), strict=True):
            number += 1
            yield _slot(f"S{number:02d}", place, blocks[index], over + clause)


def _clauses(block: PlacedBlock, places: Sequence[_Place]) -> list[str]:
    """A heading is a clause as a whole."""
    if block.kind != "body":
        return [block.text] * len(places)
    return clauses_of(block.text, [place.span for place in places])


def _slot(name: str, place: _Place, block: PlacedBlock, clause: str) -> Slot:
    start = block.places[place.start] if place.start < len(block.places) else block.end
    return Slot(
        id=name,
        kind=place.kind,
        text=block.text[place.start : place.end],
        value=place.value,
        unit=place.unit,
        scale=place.scale,
        approx=place.approx,
        start=start,
        end=block.places[place.end - 1] + 1 if place.end > place.start else start,
        clause=clause,
        block=place.block,
        at=place.start,
        name_kind=place.name_kind,
    )
