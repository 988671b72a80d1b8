"""From a docx to its lines: what each line's style and table cell say, and how it was read."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn

from xuezheng.errors import BadInput
from xuezheng.reports.docx.reading_back import open_docx, pieces_before_appendix
from xuezheng.reports.docx.words import is_hidden
from xuezheng.reports.reading.decoding import Decoded
from xuezheng.reports.shapes import Cell

LARGEST_UNPACKED = 100_000_000
_NUMERALS = "一二三四"
_STYLE_NAME = re.compile(rf"(?:heading|标题)\s*([1-4{_NUMERALS}])|([1-4{_NUMERALS}])\s*级标题")
_NOTES_PARTS = {"/word/footnotes.xml": "w:footnote", "/word/endnotes.xml": "w:endnote"}
_DOCUMENT = "word/document.xml"


def decode_docx(path: Path) -> Decoded:
    """Read a docx as if every tracked change were accepted.

    Raises
    ------
    BadInput
        When it is packed too large, holds macros, is another kind of file, or shows pictures only.
    """
    _must_be_a_plain_docx(path)
    document = open_docx(path)
    outline = _Outline(document)
    lines: list[str] = []
    levels: dict[int, int] = {}
    cells: dict[int, Cell] = {}
    for piece in pieces_before_appendix(document):
        level = None if piece.cell else outline.level_of(piece.element)
        for line in piece.words.split("\n"):
            if piece.cell:
                cells[len(lines)] = piece.cell
            elif level is not None:
                levels[len(lines)] = level
            lines.append(" ".join(line.splitlines()))
    _must_have_words(path, document, lines)
    return Decoded(
        "\n".join(lines), is_docx=True, levels=levels, cells=cells, notes=tuple(_notes(document, cells))
    )


class _Outline:
    """The level a paragraph's style, or its own outline level, gives it."""

    def __init__(self, document: Any) -> None:
        self._levels = {
            style.style_id: level
            for style in document.styles
            if (level := _level_of(style.name or "", style.element)) is not None
        }

    def level_of(self, paragraph: Any) -> int | None:
        own = _outline_level(paragraph)
        return own if own is not None else self._levels.get(paragraph.style or "")


def _level_of(style_name: str, style: Any) -> int | None:
    """0 for the title, 1 to 4 for headings; None for everything else."""
    name = style_name.strip().lower()
    if name in ("title", "标题"):
        return 0
    found = _STYLE_NAME.fullmatch(name)
    if found:
        number = found[1] or found[2]
        return int(number) if number.isdigit() else _NUMERALS.index(number) + 1
    return _outline_level(style)


def _outline_level(element: Any) -> int | None:
    found = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    level = found.get(qn("w:val"), "") if found is not None else ""
    return int(level) + 1 if level in ("0", "1", "2", "3") else None


def _notes(document: Any, cells: dict[int, Cell]) -> Iterator[str]:
    body = document.element.body
    tables = {cell.table for cell in cells.values()}
    if tables:
        yield f"表格 {len(tables)} 张，已按行列读入表内的文字和数字。"
    added = sum(1 for _ in body.iter(qn("w:ins"), qn("w:moveTo")))
    struck = sum(1 for _ in body.iter(qn("w:del"), qn("w:moveFrom")))
    if added or struck:
        yield f"文中有未处理的修订（增加 {added} 处、删除 {struck} 处），已按全部接受读入。请先在 Word 或 WPS 中处理修订。"
    yield from _left_out(document)
    boxes = sum(1 for _ in body.iter(qn("w:txbxContent")))
    if boxes:
        yield "文中有文本框，其中的文字已接在所在段落之后读入。"
    if any(True for _ in body.iter(qn("w:instrText"), qn("w:fldSimple"))):
        yield "文中有域（目录、页码、日期等），已按显示的结果读入。"
    if any(True for _ in body.iter(qn("w:sdt"))):
        yield "文中有内容控件，其中的文字已读入。"


def _left_out(document: Any) -> Iterator[str]:
    body = document.element.body
    hidden = sum(1 for run in body.iter(qn("w:r")) if is_hidden(run))
    if hidden:
        yield f"隐藏文字 {hidden} 处没有读入。"
    for name, tag, what in (
        ("/word/footnotes.xml", "w:footnote", "脚注"),
        ("/word/endnotes.xml", "w:endnote", "尾注"),
        ("/word/comments.xml", "w:comment", "批注"),
    ):
        count = _count_in_part(document, name, tag)
        if count:
            yield f"{what} {count} 条没有读入，其中的数字请自行核对。"
    pictures = sum(1 for _ in body.iter(qn("w:drawing"), qn("w:pict"))) - sum(
        1 for _ in body.iter(qn("w:txbxContent"))
    )
    if pictures > 0:
        yield f"图片 {pictures} 幅，图中的文字没有读入。"
    if any(True for _ in body.iter(qn("w:altChunk"))):
        yield "文中嵌入了另一个文档，它的内容没有读入。"


def _count_in_part(document: Any, name: str, tag: str) -> int:
    """Notes of a part; the lines that part notes from the text have a type and do not count."""
    from lxml import etree

    blob = next((part.blob for part in document.part.package.iter_parts() if str(part.partname) == name), b"")
    try:
        root = (
            etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True)) if blob else ()
        )
    except etree.XMLSyntaxError:
        return 0
    return sum(1 for note in root if note.tag == qn(tag) and note.get(qn("w:type")) is None)


def _must_have_words(path: Path, document: Any, lines: list[str]) -> None:
    if "".join(lines).strip() == "" and any(
        True for _ in document.element.body.iter(qn("w:drawing"), qn("w:pict"))
    ):
        raise BadInput(
            f"{path} 中只有图片，没有文字，可能是扫描件。图片里的字读不出来。请先用文字识别（OCR）转成文字，另存为 .docx 后重试。"
        )


def _must_be_a_plain_docx(path: Path) -> None:
    """A small zip can unpack to more than the machine holds; other office files are zips as well."""
    try:
        with zipfile.ZipFile(path) as packed:
            items = packed.infolist()
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError):
        return
    size = sum(item.file_size for item in items)
    if size > LARGEST_UNPACKED:
        raise BadInput(
            f"{path} 解压后有 {size // 1_000_000} MB，超过 {LARGEST_UNPACKED // 1_000_000} MB 的上限。"
            "正常的讲话或报告不会这么大。请用 WPS 或 Word 另存一份后重试。"
        )
    names = {item.filename for item in items}
    if any(name.endswith("vbaProject.bin") for name in names) or path.suffix.lower() == ".docm":
        raise BadInput(
            f"{path} 是含宏的文档（.docm）。宏可能有害，这里不打开它。请用 Word 或 WPS 另存为不含宏的 .docx 后重试。"
        )
    if any(item.flag_bits & 1 for item in items):
        raise BadInput(f"{path} 设有密码，无法读取。请去掉密码，另存为 .docx 后重试。")
    others = {
        "xl/workbook.xml": "Excel 表格",
        "ppt/presentation.xml": "幻灯片",
        "content.xml": "OpenDocument 文件",
    }
    for name, what in others.items():
        if name in names and _DOCUMENT not in names:
            raise BadInput(
                f"{path} 是{what}，不是讲话或报告的文档。这里只读 .txt 和 .docx。请另存为 .docx 后重试。"
            )
