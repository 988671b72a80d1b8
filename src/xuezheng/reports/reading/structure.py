"""Numbers that announce how many headings follow: 我讲两点意见."""

import re
from collections.abc import Iterator, Sequence

from xuezheng.reports.reading.tokens import value_of
from xuezheng.reports.shapes import Block

_ANNOUNCED = re.compile(
    r"(?:讲|谈|说|提出?|强调|汇报|通报|报告|从|围绕|就|(?<![百千万])分)(?:[^，。,；;：:]{0,6}?)"
    r"(?P<count>[一二两三四五六七八九十]{1,2}|\d{1,2}|[XxＸ×]{1,2})"
    r"(?P<unit>点(?![零一二三四五六七八九\d])|个方面|方面|个问题|个部分|部分|条|层意思|件事)"
)


def announced_counts(blocks: Sequence[Block]) -> Iterator[tuple[int, int, int, str, float | None]]:
    """Counts of headings announced before the first heading: block, start, end, unit, value."""
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            return
        if block.kind == "title":
            continue
        for found in _ANNOUNCED.finditer(block.text):
            count = found["count"]
            value = float(count) if count.isdigit() else value_of(count) if count[0] not in "XxＸ×" else None
            yield index, found.start("count"), found.end("count"), found["unit"], value


def level1_headings(blocks: Sequence[Block]) -> int:
    """How many headings of the first level the text has."""
    return sum(block.kind == "heading" and block.level == 1 for block in blocks)
