"""What stands around a place in a read document."""

import re

from xuezheng.reports.reading.clauses import sentence_around
from xuezheng.reports.shapes import Block, Document

_ITEM = re.compile(
    r"(?:^|(?<=[。；;：:！!？?，,]))(?:([一二三四五六七八九十]{1,3}[是要]|其[一二三四五六])"
    r"|(第[一二三四五六七八九十]{1,3}(?=[，,、])|首先|其次|再次|再者|最后))"
)


def headings_over(document: Document, block: int) -> tuple[Block, ...]:
    """The headings a paragraph stands under, the highest level first."""
    over: list[Block] = []
    for above in reversed(document.blocks[:block]):
        if above.kind == "heading" and (not over or above.level < over[-1].level):
            over.append(above)
    return tuple(reversed(over))


def item_at(document: Document, block: int, at: int) -> str:
    """The series marker (一是, 其二, 第三, 首先 …) a place stands under; empty when there is none."""
    markers = [found[1] or found[2] for found in _ITEM.finditer(document.blocks[block].text, 0, at)]
    return markers[-1] if markers else ""


def sentence_at(document: Document, block: int, at: int) -> str:
    """The sentence a place stands in."""
    text = document.blocks[block].text
    start, end = sentence_around(text, at, at)
    return text[start:end]
