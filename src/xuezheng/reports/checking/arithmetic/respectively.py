"""分别: as many figures as things named, and shares that do not exceed the whole."""

import re
from collections.abc import Iterator
from decimal import Decimal

from xuezheng.reports.checking.arithmetic.printed import Printed, Sentence, clause_start

_APART = re.compile(r"分别")
_JOINT = re.compile(r"[、和及与]|以及")
_COUNTED = re.compile(r"([两二三四五六七八九十])(?:项|类|所|个|级|者|种|市|县|区|学段|校)(?:[^，。；]{0,8})$")
_NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_ITEM = re.compile(r"[^、，]{1,14}")


def faults_of_respectively(sentence: Sentence) -> Iterator[str]:
    """Things named and figures given in different numbers."""
    for found in _APART.finditer(sentence.text):
        figures = _run_of(sentence, found.end())
        if len(figures) < 2:
            continue
        start = clause_start_of_list(sentence.text, found.start())
        named = _number_named(sentence.text[start : found.start()])
        quote = sentence.quote(start, figures[-1].end)
        if named and named != len(figures):
            yield f"{quote}：分别所指 {named} 项，数字有 {len(figures)} 个，请核对。"
        elif sentence.text.startswith("占", found.end()) and _too_much(figures):
            yield f"{quote}：各占比之和超过 100%，请核对。"


def clause_start_of_list(text: str, at: int) -> int:
    """Where the clause before 分别 begins; the list's own 、 does not end it."""
    start = clause_start(text, at)
    while start and text[start - 1] == "、":
        start = clause_start(text, start - 1)
    return start


def _run_of(sentence: Sentence, start: int) -> list[Printed]:
    """The figures that follow, joined by 、 and 和."""
    run: list[Printed] = []
    for figure in sentence.between(start, len(sentence.text)):
        lead = sentence.text[run[-1].end if run else start : figure.start]
        if run and (figure.unit != run[-1].unit or not re.fullmatch(r"、|，|,|和|及|与|以及", lead)):
            break
        if not run and len(lead) > 6:
            break
        run.append(figure)
    return run


def _number_named(lead: str) -> int:
    """How many things are named; 0 when that cannot be told surely."""
    counted = _COUNTED.search(lead)
    if counted:
        return _NUMERALS[counted[1]]
    if "、" not in lead or not re.search(r"[和及与]", lead.rpartition("、")[2]):
        return 0
    items = [item for item in _JOINT.split(lead) if item]
    return len(items) if all(_ITEM.fullmatch(item) for item in items) else 0


def _too_much(figures: list[Printed]) -> bool:
    total = sum((figure.number for figure in figures), Decimal(0))
    return figures[0].unit == "%" and total > 100 + sum((figure.slack for figure in figures), Decimal(0))
