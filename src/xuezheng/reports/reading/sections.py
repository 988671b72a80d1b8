"""Which parts of a text look back and which look ahead."""

import re
from collections.abc import Sequence

from xuezheng.reports.shapes import Block, Document

#: Words of a heading, or after a year, that look back and that look ahead.
REPORTED = r"总结|回顾|成效|成绩|情况|以来"
PLANNED = r"任务|计划|打算|要点|思路|安排|部署|目标|展望|谋划|布置|规划"
_BACK = re.compile(REPORTED)
_AHEAD = re.compile(PLANNED + "|下一步|今后|重点工作")


def sections_of(blocks: Sequence[Block]) -> list[str]:
    """For every block: title, opening, or the year its level-1 section speaks of."""
    section, sections = "opening", []
    for block in blocks:
        if block.kind == "heading" and block.level == 1:
            section = _theme(block.text) or ("report_year" if section == "opening" else section)
        sections.append("title" if block.kind == "title" else section)
    return sections


def looks_ahead(document: Document, block: int) -> bool:
    """Whether a paragraph speaks of what is to come: its figures are targets, its sentences wishes."""
    return sections_of(document.blocks[: block + 1])[-1] == "plan_year"


def _theme(heading: str) -> str:
    """A heading that does both (目标任务完成情况) looks back."""
    if _BACK.search(heading):
        return "report_year"
    return "plan_year" if _AHEAD.search(heading) else ""
