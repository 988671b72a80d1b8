"""Every slot of the text, in order: structure counts, dates, figures, names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xuezheng.reports.reading.clauses import Span, clause_around, is_within
from xuezheng.reports.reading.dates import find_dates
from xuezheng.reports.reading.figures import figure_at
from xuezheng.reports.reading.headings import mark_of
from xuezheng.reports.reading.names import home_of, name_kind
from xuezheng.reports.reading.places import PlacedBlock
from xuezheng.reports.reading.structure import announced_counts
from xuezheng.reports.reading.tokens import tokens_of
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
    home = home_of(blocks)
    for index, block in enumerate(blocks):
        taken = [place.span for place in found if place.block == index]
        found += _figures_and_names(index, block.text, taken, home)
    return _numbered(sorted(found, key=lambda place: (place.block, place.start)), blocks)


def _year_of(text: str) -> float | None:
    return float(text) if text.isdigit() else None


def _figures_and_names(index: int, text: str, taken: Sequence[Span], home: str) -> Iterator[_Place]:
    mark = mark_of(text)
    for token in tokens_of(text):
        if is_within(taken, token.start) or (mark and token.start < mark[1] and token.kind != "placeholder"):
            continue
        figure = figure_at(text, token)
        if figure:
            yield _Place(
                "figure",
                index,
                token.start,
                figure.end,
                figure.value,
                figure.unit,
                figure.scale,
                figure.approx,
            )
        elif token.kind == "placeholder":
            kind = name_kind(text, token.end, home)
            yield _Place("name", index, token.start, token.end, name_kind=kind)


def _numbered(places: Sequence[_Place], blocks: Sequence[PlacedBlock]) -> tuple[Slot, ...]:
    spans: dict[int, list[Span]] = {}
    for place in places:
        spans.setdefault(place.block, []).append(place.span)
    return tuple(
        _slot(f"S{number:02d}", place, blocks[place.block], spans[place.block])
        for number, place in enumerate(places, 1)
    )


def _slot(name: str, place: _Place, block: PlacedBlock, spans: Sequence[Span]) -> Slot:
    others = [span for span in spans if span != place.span]
    is_heading = block.kind in ("heading", "title")
    return Slot(
        id=name,
        kind=place.kind,
        text=block.text[place.start : place.end],
        value=place.value,
        unit=place.unit,
        scale=place.scale,
        approx=place.approx,
        start=block.places[place.start],
        end=block.places[place.end - 1] + 1,
        clause=block.text if is_heading else clause_around(block.text, place.span, others),
        block=place.block,
        at=place.start,
        name_kind=place.name_kind,
    )
