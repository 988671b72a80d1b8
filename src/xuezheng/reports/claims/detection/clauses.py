"""The clauses of a text, each without the number of its item, and with its figures hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xuezheng.reports.reading.sections import looks_ahead
from xuezheng.reports.shapes import Document, Slot

_END = re.compile(r"[,，;；:：。！？!?]")
#: 一是, 特别是, 20XX年 and the like open a clause without being part of what it says.
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]+|特别是|同时|其中|此外|目前|截至目前|一年来"
    r"|(?:20[\dX×]{2}|[X×]{4})年)+"
)
_NUMBER = re.compile(r"[\dX×Ⅹx*.○〇零一二三四五六七八九十百两]+")


@dataclass(frozen=True)
class Clause:
    """A stretch of a paragraph between two stops.

    Attributes
    ----------
    block, start, end : int
        Its paragraph, and its place in the paragraph's joined text.
    text : str
        Its words.
    masked : str
        The same with # for every character of a figure's number.
    slots : tuple of Slot
        Figures and structure counts inside it.
    """

    block: int
    start: int
    end: int
    text: str
    masked: str
    slots: tuple[Slot, ...]


def clauses(document: Document) -> Iterator[Clause]:
    """Every clause of the body paragraphs that look back, in order; what is to come is no claim."""
    for index, block in enumerate(document.blocks):
        if block.kind != "body" or looks_ahead(document, index):
            continue
        slots = [slot for slot in document.slots if slot.block == index]
        masked = _masked(block.text, slots)
        begin = 0
        for stop in [*(found.start() for found in _END.finditer(block.text)), len(block.text)]:
            if block.text[begin:stop].strip():
                yield _clause(index, block.text, masked, begin, stop, slots)
            begin = stop + 1


def _clause(index: int, text: str, masked: str, begin: int, end: int, slots: list[Slot]) -> Clause:
    opening = _OPENING.match(text[begin:end])
    start = begin + opening.end() if opening and opening.end() < end - begin else begin
    inside = tuple(slot for slot in slots if start <= slot.at < end and slot.kind in ("figure", "structural"))
    return Clause(index, start, end, text[start:end], masked[start:end], inside)


def _masked(text: str, slots: list[Slot]) -> str:
    """The paragraph with # for every character of a figure, so that offsets stay."""
    shown = list(text)
    for slot in slots:
        if slot.kind != "figure":
            continue
        found = _NUMBER.match(slot.text)
        for at in range(slot.at, slot.at + (found.end() if found else len(slot.text))):
            shown[at] = "#"
    return "".join(shown)
