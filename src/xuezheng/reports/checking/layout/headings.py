"""Numbers of headings: 一、（一）1.（1）, without gaps, each level beginning anew under the one above."""

import re
from collections.abc import Iterator
from typing import Any

from xuezheng.reports.checking.layout.effective import Effective
from xuezheng.reports.checking.wording import number_of
from xuezheng.reports.docx.reading_back import paragraphs_before_appendix, words_of

_NUMERAL = "一二三四五六七八九十"
_MARKS = {
    1: (re.compile(rf"^([{_NUMERAL}]+)、"), "一、"),
    2: (re.compile(rf"^[（(]([{_NUMERAL}]+)[）)]"), "（一）"),
    3: (re.compile(r"^(\d{1,2})[.．、]"), "1."),
    4: (re.compile(r"^[（(](\d{1,2})[）)]"), "（1）"),
}
_STYLE = re.compile(r"heading ([1-4])$")


def faults_of_numbering(document: Any) -> Iterator[str]:
    """Headings whose number is not the next one, or belongs to another level."""
    effective = Effective(document)
    last = dict.fromkeys(_MARKS, 0)
    for paragraph in paragraphs_before_appendix(document):
        styled = _STYLE.match(effective.style_name(paragraph))
        words = words_of(paragraph).strip()
        if not words or styled is None:
            continue
        found = next(
            ((level, hit) for level, (mark, _) in _MARKS.items() if (hit := mark.match(words))), None
        )
        if found is None:
            continue
        level, number = found[0], number_of(found[1][1])
        if level != int(styled[1]):
            wanted = _MARKS[int(styled[1])][1]
            yield f"标题“{words[:20]}”的层次与序号不合：{styled[1]} 级标题应以“{wanted}”式编号。"
        if number != last[level] + 1:
            yield f"标题“{words[:20]}”的序号应为第 {last[level] + 1}，现为第 {number}。"
        last = {one: number if one == level else 0 if one > level else last[one] for one in _MARKS}
