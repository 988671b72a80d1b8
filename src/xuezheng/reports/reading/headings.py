"""What opens a paragraph: 一、 （一） 1. （1） ① 第一， 1.1, a salutation, a title."""

import re
from dataclasses import dataclass

from xuezheng.reports.reading.measures import measure_at

NUMERALS = "一二三四五六七八九十"
_CAPITALS = "壹贰叁肆伍陆柒捌玖拾"
_NUMBER = rf"[{NUMERALS}]{{1,3}}"
_TOP = re.compile(
    rf"第?{_NUMBER}[、.．]|第{_NUMBER}(?:部分|章)[、：:]?|第{_NUMBER}[，,：:]|[{_CAPITALS}]{{1,2}}[、.．]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][、.．]"
)
_MARKS = (
    (1, _TOP),
    (2, re.compile(rf"[（(〔]{_NUMBER}[）)〕][、.．]?|{_NUMBER}[）)][、.．]?|[㈠-㈩]|第{_NUMBER}节[、：:]?")),
    (3, re.compile(r"\d{1,2}(?:[．、]|\.(?!\d)|[）)][、.．]?)|[⒈-⒛]")),
    (4, re.compile(r"[（(]\d{1,2}[）)][、.．]?|[①-⑳⑴-⒇❶-❿]")),
)
#: 1.2 and 1.2.3 before words; a line that opens with a figure (1.2万名) is none.
_DECIMAL = re.compile(r"\d{1,2}\.\d{1,2}(?P<third>\.\d{1,2})?(?=[\u4e00-\u9fff])")
_LONGEST_DECIMAL_HEADING = 30
#: 一、二年级 counts years; it opens no heading.
_SERIES_OF_NUMBERS = re.compile(rf"[{NUMERALS}\d]+(?:年级|、|[至到]|类|线|等|号楼)")
_STOPS = "。！？!?；;"
_LONGEST_HEADING = 60
_LONGEST_SENTENCE = 40
_LONGEST_TOPIC = 20

_DOCUMENT_WORDS = re.compile(
    r"(讲话|报告|总结|计划|要点|意见|方案|汇报|发言|致辞|材料|打算|安排|思路|稿|范[文本]|体会|规划|通知|工作)"
    r"(?:[（(].{0,12}[）)])?$"
)
_SALUTATION = re.compile(
    r"[^。；;！!，,]{0,6}(?:各位|同志|老师|代表|委员|领导|朋友|同学|来宾|家长)[^。；;]{0,24}[:：]"
)
_LONGEST_TITLE = 60


@dataclass(frozen=True)
class Opening:
    """A heading at the head of a paragraph: its level, and where it ends and the body goes on."""

    level: int
    end: int


def mark_of(text: str) -> tuple[int, int] | None:
    """Level of the number a text opens with, and where the number ends."""
    for level, pattern in _MARKS:
        found = pattern.match(text)
        if found and not (level in (1, 3) and _SERIES_OF_NUMBERS.match(text, found.end())):
            return level, found.end()
    return _decimal_mark(text)


def _decimal_mark(text: str) -> tuple[int, int] | None:
    found = _DECIMAL.match(text)
    if found is None or len(text) > _LONGEST_DECIMAL_HEADING or any(stop in text for stop in _STOPS + "，,"):
        return None
    if measure_at(text, found.end(), is_placeholder=False) is not None:
        return None
    return (3 if found["third"] else 2), found.end()


def opening_of(text: str) -> Opening | None:
    """The heading a joined paragraph opens with; None when it has no number or is a sentence."""
    mark = mark_of(text)
    if mark is None:
        return None
    level, end = mark
    stop = _first(text, end, _STOPS)
    if stop is None:
        return Opening(level, len(text)) if len(text) <= _LONGEST_HEADING else None
    colon = _first(text, end, ":：")
    if colon is not None and colon < min(stop, end + _LONGEST_TOPIC):
        return Opening(level, colon + 1)
    if text[stop] in "；;" or stop - end > _LONGEST_SENTENCE:
        return None
    return Opening(level, stop + 1)


def _first(text: str, start: int, marks: str) -> int | None:
    """Place of the first of some marks."""
    return next((at for at in range(start, len(text)) if text[at] in marks), None)


def is_salutation(text: str) -> bool:
    """Whether a line is 同志们： or the like."""
    return len(text) <= 36 and _SALUTATION.fullmatch(text) is not None


def may_be_title(text: str) -> bool:
    """Whether a first line can be a title: short, no sentence, no number before it."""
    if len(text) > _LONGEST_TITLE or is_salutation(text) or mark_of(text):
        return False
    return text[-1] not in "。！!；;，,、:：" and "。" not in text


def names_a_document(text: str) -> bool:
    """Whether a line ends as titles do: …讲话, …工作总结."""
    return may_be_title(text) and _DOCUMENT_WORDS.search(text) is not None
