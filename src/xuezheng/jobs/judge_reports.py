"""Write a judged standard as a document, a workbook, a page: each whole, or not there."""

from pathlib import Path

from xuezheng.errors import BadInput
from xuezheng.jobs.judge import Report


def write_reports(report: Report, *, docx: Path | None, xlsx: Path | None, html: Path | None) -> None:
    """Write what is asked for.

    Raises
    ------
    BadInput
        When a file's name does not end as its kind does.
    CannotFinish
        When the disk refuses; the files are as they were.
    """
    for path, ending in ((docx, ".docx"), (xlsx, ".xlsx"), (html, ".html")):
        if path is not None and path.suffix.lower() != ending:
            raise BadInput(f"“{path}”不以 {ending} 结尾。文件种类要与选项一致。请改文件名。")
    contents: list[tuple[Path, bytes]] = []
    if docx is not None:
        from xuezheng.jobs.judge_docx import docx_of

        contents.append((docx, docx_of(report)))
    if xlsx is not None:
        from xuezheng.jobs.judge_xlsx import xlsx_of

        contents.append((xlsx, xlsx_of(report)))
    if html is not None:
        from xuezheng.jobs.judge_html import html_of

        contents.append((html, html_of(report).encode("utf-8")))
    if contents:
        from xuezheng.reports.docx.saving import save_together

        save_together(contents)
