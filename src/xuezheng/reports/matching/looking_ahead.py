"""Whether a paragraph speaks of what is to come: its figures are targets, its sentences wishes."""

import re

from xuezheng.reports.reading.context import headings_over
from xuezheng.reports.shapes import Document

_BACK = re.compile(r"总结|回顾|成效|成绩|情况|以来")
_AHEAD = re.compile(r"任务|计划|打算|要点|思路|安排|部署|目标|展望|谋划|布置|规划|下一步|今后|重点工作")


def looks_ahead(document: Document, block: int) -> bool:
    """Whether a block stands under a level-1 heading that looks ahead."""
    over = headings_over(document, block)
    if not over or over[0].level != 1:
        return False
    return bool(_AHEAD.search(over[0].text)) and not _BACK.search(over[0].text)
