"""What a finished text must not still hold: old years, gaps in numbering, half-width marks, placeholders."""

import re
from collections.abc import Iterator

from xuezheng.reports.reading.headings import NUMERALS
from xuezheng.reports.shapes import Block, Document
from xuezheng.reports.writing.punctuation import full_width

#: How the line about open placeholders begins.
STILL_OPEN = "尚有占位"
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?=年)")
#: Years that belong to a name, a number of a document, a span or a beginning.
_QUOTED = re.compile(r"《[^》]*》|〔[^〕]*〕|【[^】]*】|“[^”]*”|(?:19|20)\d\d年?[-—–－~～至到]+(?:19|20)\d\d")
_SINCE = re.compile(r"(?:自|从|于|始建于|成立于|[到至])$|[-—–－~～]$")
_AFTER_SINCE = re.compile(r"年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:以来|以前|前|起|始|至今)")
_NUMBERED = (
    (1, re.compile(rf"第?([{NUMERALS}]{{1,3}})(?:、|部分|章)")),
    (2, re.compile(rf"[（(]([{NUMERALS}]{{1,3}})[）)]")),
    (3, re.compile(r"(\d{1,2})[.．、](?!\d)")),
    (4, re.compile(r"[（(](\d{1,2})[）)]")),
)
_SERIES = re.compile(rf"(?:^|(?<=[。；;：:，,]))([{NUMERALS}]{{1,3}})(?:是|要)(?!否|为|有)")
_AROUND = 10
_SHOWN = 3


def check_wording(document: Document, year: int | None = None, *, headings: bool = True) -> tuple[str, ...]:
    """List what a clerk would be sent back for; years only when the reported year is known.

    `headings` is False where the numbers of headings are checked with the layout.
    """
    return (
        *(_old_years(document, year) if year else ()),
        *(_gaps_in_headings(document.blocks) if headings else ()),
        *_gaps_in_series(document.blocks),
        *_half_width(document.blocks),
        *_placeholders(document),
    )


def _old_years(document: Document, year: int) -> Iterator[str]:
    """Years that are neither the reported one, the one before nor the one after."""
    for block in document.blocks:
        quoted = [found.span() for found in _QUOTED.finditer(block.text)]
        for found in _YEAR.finditer(block.text):
            is_told = abs(int(found[1]) - year) <= 1 or any(a <= found.start() < b for a, b in quoted)
            since = _SINCE.search(block.text[: found.start()]) or _AFTER_SINCE.match(block.text, found.end())
            if not is_told and not since:
                place = _around(block.text, found.start(), found.end())
                yield (
                    f"“{place}”中的 {found[1]} 年不是报告年（{year}）、上年（{year - 1}）或"
                    f"计划年（{year + 1}），可能是旧稿遗留，请核对。"
                )


def _gaps_in_headings(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Numbers left out or given twice among the headings under one heading; a list may begin anew."""
    last: dict[int, int] = {}
    for block in blocks:
        if block.kind != "heading":
            continue
        for level, pattern in _NUMBERED:
            found = pattern.match(block.text)
            if found is None:
                continue
            number = number_of(found[1])
            before = last.get(level)
            if before is not None and (number not in (before + 1, 1) or number == before):
                yield f"标题“{block.text[:20]}”的序号应为第 {before + 1}，前一个是第 {before}。"
            last = {one: value for one, value in last.items() if one < level} | {level: number}
            break


def _gaps_in_series(blocks: tuple[Block, ...]) -> Iterator[str]:
    """一是、二是、四是: a number left out or given twice within a paragraph."""
    for block in blocks:
        last = 0
        for found in _SERIES.finditer(block.text):
            number = number_of(found[1])
            if last and number not in (last + 1, 1):
                yield f"“{_around(block.text, found.start(), found.end())}”：“{found[0]}”前应有第 {last + 1} 项。"
            last = number


def _half_width(blocks: tuple[Block, ...]) -> Iterator[str]:
    places = [
        _around(block.text, at, at + 1)
        for block in blocks
        for at, (is_now, should_be) in enumerate(zip(block.text, full_width(block.text), strict=True))
        if is_now != should_be
    ]
    if places:
        shown = "”“".join(places[:_SHOWN])
        yield f"半角标点 {len(places)} 处，应改为全角，如“{shown}”。"


def _placeholders(document: Document) -> Iterator[str]:
    open_slots = [slot for slot in document.slots if slot.value is None and slot.kind != "structural"]
    if open_slots:
        shown = "”“".join(
            _around(document.blocks[slot.block].text, slot.at, slot.at + len(slot.text))
            for slot in open_slots[:_SHOWN]
        )
        yield f"{STILL_OPEN} {len(open_slots)} 处未填写，如“{shown}”。"


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - _AROUND) : end + _AROUND]


def number_of(words: str) -> int:
    """Value of a heading's number up to 99, in digits or characters."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    return (NUMERALS.index(tens) + 1 if tens else 1 if ten else 0) * 10 + (
        NUMERALS.index(ones) + 1 if ones else 0
    )
