"""Faults against the page of GB/T 9704: paper, type area, grid, type, indents, headings, page number."""

from pathlib import Path

from xuezheng.reports.checking.layout.footers import faults_of_page_number
from xuezheng.reports.checking.layout.headings import faults_of_numbering
from xuezheng.reports.checking.layout.paper import faults_of_paper
from xuezheng.reports.checking.layout.type import faults_of_type
from xuezheng.reports.docx.reading_back import open_docx


def check_layout(path: Path) -> tuple[str, ...]:
    """List what differs from the standard's page: where, what it is, what it should be.

    The appendix, which is no part of the report, is not looked at.
    """
    document = open_docx(path)
    faults = (
        *faults_of_paper(document),
        *faults_of_type(document),
        *faults_of_numbering(document),
        *faults_of_page_number(document),
    )
    return tuple(dict.fromkeys(faults))
