"""What the figures of a finished document were decided to be, from its anchors."""

import re
from collections.abc import Iterable

from xuezheng.reports.docx.reading_back import Found
from xuezheng.reports.shapes import Decision, Document, Slot
from xuezheng.reports.writing.shapes import Anchor

_NOT_WORDS = re.compile(r"[^\w%％]+")
_QUOTED = 6


def decisions_of(document: Document, found: Iterable[Found]) -> dict[str, Decision]:
    """The decision behind each slot of the read document whose anchor stands at its place.

    A place is told by the words that stand around the figure now; editors may change punctuation, so only
    letters, characters and digits are compared.
    """
    standing = [one for one in found if one.shown is not None and one.anchor.indicator]
    decisions: dict[str, Decision] = {}
    for slot in document.slots:
        here = next((one for one in standing if _is_at(one, slot, document)), None)
        if here is not None:
            decisions[slot.id] = _decision(slot, here.anchor)
    return decisions


def _is_at(found: Found, slot: Slot, document: Document) -> bool:
    text = document.blocks[slot.block].text
    before = _words(found.before)[-_QUOTED:]
    after = _words(found.after)[:_QUOTED]
    rest = _words(text[slot.at :])
    return _words(text[: slot.at]).endswith(before) and rest.startswith(_words(slot.text)) and after in rest


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", text)


def _decision(slot: Slot, anchor: Anchor) -> Decision:
    return Decision(
        slot=slot.id,
        state="confirmed",
        indicator=anchor.indicator,
        filters=dict(anchor.filters),
        period=anchor.period,
        measure=anchor.measure,
    )
