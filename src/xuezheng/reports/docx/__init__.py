"""The report as a GB/T 9704 document whose figures can be found and reckoned again."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xuezheng.reports.docx.reading_back import read_anchors
from xuezheng.reports.shapes import Judgement
from xuezheng.reports.writing.shapes import Draft

__all__ = ["docx_bytes", "read_anchors", "write_docx"]


def write_docx(path: Path, draft: Draft, judgements: Sequence[Judgement] = (), **more: Any) -> None:
    """Write a draft as a docx, whole or not at all; `more` is that of `docx_bytes`."""
    from xuezheng.reports.docx.saving import save_whole

    save_whole(path, docx_bytes(draft, judgements, **more))


def docx_bytes(
    draft: Draft,
    judgements: Sequence[Judgement] = (),
    *,
    snapshot: str,
    as_of: date,
    author: str = "",
    clauses: Mapping[str, str] | None = None,
) -> bytes:
    """The docx of a draft: the same bytes for the same input.

    Parameters
    ----------
    snapshot, as_of : str, date
        Id and day of the snapshot the figures were reckoned from.
    author : str
        Name of the bureau.
    clauses : mapping of slot id to str
        Clause around every slot, for the list of what was left open.
    """
    import docx

    from xuezheng.reports.docx.appendix import write_appendix
    from xuezheng.reports.docx.body import write_body
    from xuezheng.reports.docx.manifest import describe
    from xuezheng.reports.docx.page import lay_out
    from xuezheng.reports.docx.saving import fix_properties, steady_bytes

    document = docx.Document()
    lay_out(document)
    write_body(document, draft)
    write_appendix(document, draft, judgements, snapshot, as_of, clauses or {})
    describe(document, draft, snapshot)
    fix_properties(document, title=draft.title, author=author, on=as_of)
    return steady_bytes(document)
