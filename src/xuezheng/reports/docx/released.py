"""The edition that leaves the house: the text proper, without its appendix and without what few rows tell."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn

from xuezheng.errors import BadInput
from xuezheng.reports.docx.manifest import redescribe
from xuezheng.reports.docx.reading_back import elements_before_appendix, open_docx
from xuezheng.reports.docx.saving import fix_properties, steady_bytes
from xuezheng.reports.writing.shapes import Anchor

_CHANGES = ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange")
_COMMENTS = ("comments", "people", "commentsExtended", "commentsIds", "commentsExtensible")


def cleared(anchor: Anchor, smallest: int) -> Anchor:
    """An anchor that says nothing of its rows when there are few: whoever knows them could try hashes."""
    return anchor if anchor.rows >= smallest else replace(anchor, rows=0, evidence_sha256="")


def released_bytes(path: Path, anchors: Sequence[Anchor], *, title: str, author: str, on: date) -> bytes:
    """The released docx: the same bytes for the same document.

    Raises
    ------
    BadInput
        When the document still holds tracked changes or comments, which name their writers.
    """
    document = open_docx(path)
    _must_be_final(document, path)
    _cut_appendix(document)
    redescribe(document, anchors)
    fix_properties(document, title=title, author=author, on=on)
    return steady_bytes(document)


def _must_be_final(document: Any, path: Path) -> None:
    body = document.element.body
    parts = {
        str(part.partname).rpartition("/")[2].removesuffix(".xml")
        for part in document.part.package.iter_parts()
    }
    changed = any(next(body.iter(qn(tag)), None) is not None for tag in _CHANGES)
    if changed or parts & set(_COMMENTS):
        raise BadInput(
            f"{path} 中还有修订痕迹或批注，其中有修改人的姓名。公开的文稿不能带这些。"
            "请接受全部修订、删除批注，保存后重试。"
        )


def _cut_appendix(document: Any) -> None:
    """Leave the text proper, on its own page: the last section's page is the appendix's."""
    body = document.element.body
    kept = list(elements_before_appendix(document))
    if len(kept) == len(body):
        return
    section = next((found for element in reversed(kept) for found in element.iter(qn("w:sectPr"))), None)
    for element in list(body):
        if element not in kept:
            body.remove(element)
    if section is not None:
        own = deepcopy(section)
        section.getparent().remove(section)
        body.append(own)
