"""Find the figures of a document again: by bookmark, else by the words that stood around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile
from zlib import error as BadDeflate

from docx.oxml.ns import qn

from xuezheng.errors import BadInput, NotFound
from xuezheng.reports.docx.body import APPENDIX, BOOKMARK
from xuezheng.reports.docx.manifest import described
from xuezheng.reports.writing.shapes import Anchor

_LONGEST_FIGURE = 24
#: What python-docx lets through when a package or its XML is damaged.
_NO_DOCX = (AttributeError, EOFError, KeyError, OSError, RuntimeError, SyntaxError, ValueError)


@dataclass(frozen=True)
class Found:
    """An anchor and what the document shows at its place; None when the place is gone."""

    anchor: Anchor
    shown: str | None
    by: str


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
    paragraphs = list(paragraphs_before_appendix(document))
    text = "\n".join(words_of(paragraph) for paragraph in paragraphs)
    marked = {name: words for paragraph in paragraphs for name, words in _bookmarked(paragraph)}
    return Anchored(
        snapshot=report.get("snapshot", ""),
        year=int(report.get("year", "0")),
        title=report.get("title", ""),
        found=tuple(_find(anchor, marked, text) for anchor in anchors),
        paragraphs=tuple(words_of(paragraph) for paragraph in paragraphs),
    )


def paragraphs_before_appendix(document: Any) -> Iterator[Any]:
    """Paragraphs of the text proper: the appendix of a document written here is no part of it."""
    return (element for element in _before_appendix(document) if element.tag == qn("w:p"))


def tables_before_appendix(document: Any) -> Iterator[Any]:
    """Tables that stand in the text proper."""
    return (element for element in _before_appendix(document) if element.tag == qn("w:tbl"))


def _before_appendix(document: Any) -> Iterator[Any]:
    for element in document.element.body:
        if any(start.get(qn("w:name")) == APPENDIX for start in element.iter(qn("w:bookmarkStart"))):
            return
        if "附录一" in words_of(element) and "数据出处表" in words_of(element):
            return
        yield element


def words_of(element: Any) -> str:
    """The words of a paragraph or table, in whatever runs."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def _bookmarked(paragraph: Any) -> Iterator[tuple[str, str]]:
    """Name of every figure's bookmark in a paragraph, and the words inside it."""
    open_names: dict[str, str] = {}
    words: dict[str, str] = {}
    for element in paragraph.iter():
        if element.tag == qn("w:bookmarkStart") and element.get(qn("w:name"), "").startswith(BOOKMARK):
            open_names[element.get(qn("w:id"))] = element.get(qn("w:name"))
            words[element.get(qn("w:name"))] = ""
        elif element.tag == qn("w:bookmarkEnd"):
            open_names.pop(element.get(qn("w:id")), None)
        elif element.tag == qn("w:t"):
            for name in open_names.values():
                words[name] += element.text or ""
    yield from words.items()


def _find(anchor: Anchor, marked: dict[str, str], text: str) -> Found:
    name = BOOKMARK + anchor.slot
    if marked.get(name):
        return Found(anchor, marked[name], "bookmark")
    between = _between(text, anchor.before, anchor.after)
    return Found(anchor, between, "quotes" if between is not None else "lost")


def _between(text: str, before: str, after: str) -> str | None:
    """What stands between two quotes, asking for less and less of them, if it is there only once."""
    for length in (12, 8, 5):
        left, right = before[-length:], after[:length]
        if not left or not right:
            continue
        hits = _hits(text, left, right)
        if len(hits) == 1:
            return hits[0]
    return None


def _hits(text: str, left: str, right: str) -> list[str]:
    hits: list[str] = []
    at = text.find(left)
    while at >= 0:
        start = at + len(left)
        end = text.find(right, start, start + _LONGEST_FIGURE + len(right))
        if end > start and "\n" not in text[start:end]:
            hits.append(text[start:end])
        at = text.find(left, at + 1)
    return hits
