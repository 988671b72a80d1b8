"""Read a docx and find the figures of a written one again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile
from zlib import error as BadDeflate

from docx.oxml.ns import qn

from xuezheng.errors import BadInput, NotFound
from xuezheng.reports.docx.body import APPENDIX, BOOKMARK
from xuezheng.reports.docx.manifest import described
from xuezheng.reports.docx.refinding import Place, Standing, find_places
from xuezheng.reports.docx.words import Piece, pieces_of, shown_in, words_of
from xuezheng.reports.writing.shapes import Anchor

__all__ = [
    "Anchored", "Found", "open_docx", "paragraphs_before_appendix", "pieces_before_appendix", "read_anchors", "words_of",
]  # fmt: skip

_QUOTED = 12
#: What python-docx lets through when a package or its XML is damaged.
_NO_DOCX = (AttributeError, EOFError, KeyError, OSError, RuntimeError, SyntaxError, ValueError)


@dataclass(frozen=True)
class Found:
    """An anchor and what the document shows at its place; None when the place is gone.

    `by` is bookmark, quotes, context or lost; `before`, `after` and `sentence` are what stands
    around the figure now, and empty when it is lost.
    """

    anchor: Anchor
    shown: str | None
    by: str
    before: str = ""
    after: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Anchored:
    """The anchors of a document, the snapshot and year they were reckoned from, and its text."""

    snapshot: str
    year: int
    title: str
    found: tuple[Found, ...]
    paragraphs: tuple[str, ...]


def open_docx(path: Path) -> Any:
    """Open a docx.

    Raises
    ------
    NotFound, BadInput
        When there is no such file, or it is not a docx.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if not path.is_file():
        raise NotFound(f"没有找到文件 {path}。请检查路径。")
    try:
        document = docx.Document(str(path))
        if document.element.body is None or document.styles is None:
            raise KeyError(path)
    except (PackageNotFoundError, BadZipFile, BadDeflate, *_NO_DOCX):
        raise BadInput(f"{path} 不是可以打开的 docx 文件。请用 WPS 或 Word 另存为 .docx 后重试。") from None
    return document


def read_anchors(path: Path) -> Anchored:
    """Read the anchors of a document written here, after whatever editor it went through.

    Raises
    ------
    BadInput
        When the document carries no anchors.
    """
    document = open_docx(path)
    description = described(document.part.package)
    if description is None:
        raise BadInput(
            f"{path} 中没有数据锚点，不是由 xuezheng report write 写出的，或已被转换格式。"
            "请核对文件，或改用纯文本并给出 --year。"
        )
    report, anchors = description
    paragraphs = [piece.element for piece in pieces_before_appendix(document)]
    texts = tuple(words_of(paragraph) for paragraph in paragraphs)
    standing = Standing("\n".join(texts))
    places = find_places(anchors, _marked(paragraphs), standing)
    return Anchored(
        snapshot=report.get("snapshot", ""),
        year=int(report.get("year", "0")),
        title=report.get("title", ""),
        found=tuple(_found(anchor, places.get(anchor.slot), standing) for anchor in anchors),
        paragraphs=texts,
    )


def _found(anchor: Anchor, place: Place | None, standing: Standing) -> Found:
    if place is None:
        return Found(anchor, None, "lost")
    text = standing.text
    return Found(
        anchor,
        text[place.start : place.end],
        place.by,
        before=text[max(0, place.start - _QUOTED) : place.start].rpartition("\n")[2],
        after=text[place.end : place.end + _QUOTED].partition("\n")[0],
        sentence=standing.sentence(place),
    )


def paragraphs_before_appendix(document: Any) -> Iterator[Any]:
    """Paragraphs of the text proper: the appendix of a document written here is no part of it."""
    return (element for element in elements_before_appendix(document) if element.tag == qn("w:p"))


def pieces_before_appendix(document: Any) -> Iterator[Piece]:
    """Paragraphs of the text proper with those of its tables and text boxes, in order."""
    return pieces_of(elements_before_appendix(document))


def elements_before_appendix(document: Any) -> Iterator[Any]:
    """Paragraphs, tables and whatever else stands in the text proper."""
    for element in document.element.body:
        if any(start.get(qn("w:name")) == APPENDIX for start in element.iter(qn("w:bookmarkStart"))):
            return
        if "附录一" in words_of(element) and "数据出处表" in words_of(element):
            return
        yield element


def _marked(paragraphs: Iterable[Any]) -> dict[str, tuple[int, int]]:
    """Span of every figure's bookmark that holds words, by slot, in the paragraphs joined by line ends.

    A bookmark that was copied along with its paragraph counts where it comes first.
    """
    spans: dict[str, tuple[int, int]] = {}
    offset = 0
    for paragraph in paragraphs:
        for slot, start, end in _bookmarked(paragraph):
            if end > start:
                spans.setdefault(slot, (offset + start, offset + end))
        offset += len(words_of(paragraph)) + 1
    return spans


def _bookmarked(paragraph: Any) -> Iterator[tuple[str, int, int]]:
    """Slot, start and end of every figure's bookmark that begins and ends in a paragraph."""
    opened: dict[str, tuple[str, int]] = {}
    at = 0
    for element, words in shown_in(paragraph):
        if element.tag == qn("w:bookmarkStart") and element.get(qn("w:name"), "").startswith(BOOKMARK):
            opened[element.get(qn("w:id"))] = (element.get(qn("w:name")).removeprefix(BOOKMARK), at)
        elif element.tag == qn("w:bookmarkEnd") and element.get(qn("w:id")) in opened:
            slot, start = opened.pop(element.get(qn("w:id")))
            yield slot, start, at
        at += len(words)
