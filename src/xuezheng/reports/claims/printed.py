"""Figures as a text shows them, for the judge."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from xuezheng.reports.claims.judging.shapes import Printed
from xuezheng.reports.shapes import Claim, Document, Slot
from xuezheng.reports.writing.drafting import number_and_rest, printed_value, scale_of
from xuezheng.reports.writing.numerals import decimals_of
from xuezheng.reports.writing.shapes import Draft

_NUMERALS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}


def printed_in(document: Document, written: Mapping[str, str] | None = None) -> tuple[Printed, ...]:
    """Every figure a document shows; `written` gives the new words of slots that were filled."""
    words = written or {}
    shown = (_printed(slot, words.get(slot.id, slot.text)) for slot in document.slots)
    return tuple(figure for figure in shown if figure is not None)


def words_of(draft: Draft) -> dict[str, str]:
    """The words a draft put into each slot."""
    return {
        mark.slot: paragraph.text[mark.start : mark.end]
        for paragraph in draft.paragraphs
        for mark in paragraph.marks
        if mark.kind != "open"
    }


def in_new_words(claims: Iterable[Claim], document: Document, words: Mapping[str, str]) -> list[Claim]:
    """The claims as the finished text says them; their spans stay those of the source."""
    return [replace(claim, text=_reworded(claim, document, words)) for claim in claims]


def _reworded(claim: Claim, document: Document, words: Mapping[str, str]) -> str:
    inside = [slot for slot in document.slots if claim.start <= slot.start < claim.end]
    text, base = claim.text, document.blocks[claim.block].text.find(claim.text)
    for slot in sorted(inside, key=lambda slot: slot.at, reverse=True):
        at = slot.at - base
        if base >= 0 and slot.id in words and text[at : at + len(slot.text)] == slot.text:
            text = text[:at] + words[slot.id] + text[at + len(slot.text) :]
    return text


def _printed(slot: Slot, text: str) -> Printed | None:
    if slot.kind not in ("figure", "structural"):
        return None
    number, _ = number_and_rest(text)
    if slot.kind == "structural":
        said = _NUMERALS.get(text.strip()) or (int(text) if text.isdigit() else None)
        return None if said is None else Printed(slot.start, slot.end, Decimal(said), 0, "点")
    value = printed_value(number, scale_of(slot))
    if value is None:
        return None
    unit = "%" if text.rstrip().endswith(("%", "％")) else slot.unit
    return Printed(slot.start, slot.end, value, decimals_of(number), unit, scale_of(slot), slot.approx)
