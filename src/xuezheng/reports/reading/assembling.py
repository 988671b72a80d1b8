"""Put the reading together: lines, paragraphs, blocks, slots, warnings."""

import re
from collections.abc import Sequence
from dataclasses import replace

from xuezheng.errors import BadInput
from xuezheng.reports.reading.decoding import Decoded
from xuezheng.reports.reading.headings import NUMERALS, opening_of
from xuezheng.reports.reading.lines import Line, lines_of, without_chrome
from xuezheng.reports.reading.paragraphs import Paragraph, layout_of, paragraphs_of
from xuezheng.reports.reading.places import PlacedBlock, join, placed
from xuezheng.reports.reading.scripts import in_simplified
from xuezheng.reports.reading.slots import find_slots
from xuezheng.reports.reading.warning import warnings_of
from xuezheng.reports.shapes import Document

_PLAIN_TOP = re.compile(rf"[{NUMERALS}]{{1,3}}[、.．]")
_ORDINAL = re.compile(rf"第[{NUMERALS}]{{1,3}}[，,：:、]")


def assemble(decoded: Decoded, *, source: str) -> Document:
    """Read a decoded text."""
    decoded, changed = in_simplified(decoded)
    lines, dropped = without_chrome(lines_of(decoded.text), decoded.cells)
    if not lines:
        raise BadInput(f"{source} 中没有正文，只有网页残留的文字。讲话或报告须有正文。请换一个文件。")
    blocks = _blocks(lines, decoded)
    slots = find_slots(blocks)
    return Document(
        title=next((block.text for block in blocks if block.kind == "title"), ""),
        source=source,
        blocks=tuple(blocks),
        slots=slots,
        claims=(),
        warnings=(*dropped, *warnings_of(blocks, slots)),
        notes=(*decoded.notes, *changed),
    )


def _blocks(lines: Sequence[Line], decoded: Decoded) -> list[PlacedBlock]:
    layout = layout_of([line for line in lines if line.number not in decoded.cells], is_docx=decoded.is_docx)
    blocks: list[PlacedBlock] = []
    for paragraph in paragraphs_of(lines, layout, decoded.levels, decoded.cells):
        blocks += _blocks_of(paragraph)
    return _ordinals_below(blocks)


def _ordinals_below(blocks: list[PlacedBlock]) -> list[PlacedBlock]:
    """第一，第二， stand below the headings 一、 and （一） of a text that has such."""
    if not any(block.kind == "heading" and _PLAIN_TOP.match(block.text) for block in blocks):
        return blocks
    level, placed_anew = 0, []
    for block in blocks:
        if block.kind == "heading" and block.level == 1 and _ORDINAL.match(block.text):
            placed_anew.append(replace(block, level=min(4, level + 1)))
            continue
        level = block.level if block.kind == "heading" else level
        placed_anew.append(block)
    return placed_anew


def _blocks_of(paragraph: Paragraph) -> list[PlacedBlock]:
    """One block, or a heading and the body that runs on after it in the same paragraph."""
    joined = join(paragraph.lines)
    length = len(joined.text)
    if paragraph.cell is not None:
        return [placed("body", 0, joined, 0, length, paragraph.cell)]
    if paragraph.kind == "title":
        return [placed("title", 0, joined, 0, length)]
    opening = opening_of(joined.text)
    if opening is None:
        level = paragraph.level or 0
        return [placed("heading" if level else "body", level, joined, 0, length)]
    blocks = [placed("heading", opening.level, joined, 0, opening.end)]
    if opening.end < length:
        blocks.append(placed("body", 0, joined, opening.end, length))
    return blocks
