"""Put the reading together: lines, paragraphs, blocks, slots, warnings."""

from collections.abc import Sequence

from xuezheng.errors import BadInput
from xuezheng.reports.reading.decoding import Decoded
from xuezheng.reports.reading.headings import opening_of
from xuezheng.reports.reading.lines import Line, lines_of, without_chrome
from xuezheng.reports.reading.paragraphs import Paragraph, layout_of, paragraphs_of
from xuezheng.reports.reading.places import PlacedBlock, join, placed
from xuezheng.reports.reading.slots import find_slots
from xuezheng.reports.reading.warning import warnings_of
from xuezheng.reports.shapes import Document


def assemble(decoded: Decoded, *, source: str) -> Document:
    """Read a decoded text."""
    lines, dropped = without_chrome(lines_of(decoded.text))
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
        warnings=(*decoded.warnings, *dropped, *warnings_of(blocks, slots)),
    )


def _blocks(lines: Sequence[Line], decoded: Decoded) -> list[PlacedBlock]:
    layout = layout_of(lines, is_docx=decoded.is_docx)
    blocks: list[PlacedBlock] = []
    for paragraph in paragraphs_of(lines, layout, decoded.levels):
        blocks += _blocks_of(paragraph)
    return blocks


def _blocks_of(paragraph: Paragraph) -> list[PlacedBlock]:
    """One block, or a heading and the body that runs on after it in the same paragraph."""
    joined = join(paragraph.lines)
    length = len(joined.text)
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
