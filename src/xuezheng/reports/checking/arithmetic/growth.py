"""Growth against two printed values: 由 A 提高到 B，增长 C%; 2024 年 A，2025 年 B，增长 C%."""

import re
from collections.abc import Iterator
from decimal import Decimal

from xuezheng.reports.checking.arithmetic.printed import Printed, Sentence

_UP = "增长|增加|提高|上升|增幅|提升|增至|扩大"
_DOWN = "下降|减少|降低|压缩|降幅|缩小|回落"
_FROM = re.compile(r"[由从][^，。；]{0,14}$")
_TO = re.compile(rf"^[^，。；\d]{{0,4}}(?P<verb>{_UP}|{_DOWN}|降|增)[了]?[到至为][^，。；\d]{{0,4}}$")
_CHANGE = re.compile(rf"(?P<verb>{_UP}|{_DOWN})(?:了|约|达到?|为|率为)?$")
_LAST = re.compile(r"(?:比|较)(?:上年|去年|上一年|20\d\d年)(?:同期)?的?[^，。；\d]{0,8}$")
_YEAR = re.compile(r"(20\d\d)年")
_FALL = re.compile(rf"{_DOWN}|降")
_NEAR = 16


def faults_of_growth(sentence: Sentence) -> Iterator[str]:
    """Changes that two printed values do not bear out."""
    figures = sentence.figures
    for old, new in zip(figures, figures[1:], strict=False):
        pair = _ordered(sentence, old, new)
        if pair is None:
            continue
        before, after, verb = pair
        is_fall = bool(_FALL.search(verb)) if verb else None
        if is_fall is not None and (after.value > before.value if is_fall else after.value < before.value):
            yield f"{sentence.quote(old.start, new.end)}：说“{verb}”，而数字方向相反，请核对。"
            continue
        yield from _stated(sentence, before, after, max(old.end, new.end))


def _ordered(sentence: Sentence, first: Printed, second: Printed) -> tuple[Printed, Printed, str] | None:
    """The earlier value, the later one, and the verb between them if there is one."""
    text = sentence.text
    if first.unit != second.unit or first.is_about or second.is_about or not first.value:
        return None
    between = text[first.end : second.start]
    turned = _TO.search(between)
    if turned and _FROM.search(text[: first.start]):
        return first, second, turned["verb"]
    if _LAST.search(between) and "，" in between + ",":
        return second, first, ""
    years = _YEAR.findall(text[: first.start])[-1:], _YEAR.findall(between)[-1:]
    if years[0] and years[1] and int(years[1][0]) == int(years[0][0]) + 1 and len(between) <= _NEAR * 2:
        return first, second, ""
    return None


def _stated(sentence: Sentence, before: Printed, after: Printed, end: int) -> Iterator[str]:
    """The change printed right behind the two values."""
    change = next((one for one in sentence.figures if one.start >= end), None)
    if change is None or change.is_about or re.search(r"[。；;]", sentence.text[end : change.start]):
        return
    lead = sentence.text[end : change.start]
    verb = _CHANGE.search(lead)
    if verb is None or len(lead) > _NEAR or not before.value:
        return
    sign = -1 if _FALL.search(verb["verb"]) else 1
    right, shown = _right(before, after, change, sign)
    if right is None:
        return
    slack = change.step + (before.slack + after.slack if change.unit != "%" else _spread(before, after))
    if abs(right - (change.number if change.unit == "%" else change.value)) > slack:
        first, last = min(before.start, after.start), change.end
        yield f"{sentence.quote(first, last)}：按两数计算应为{shown}，文中为 {change.text}，请核对。"


def _right(before: Printed, after: Printed, change: Printed, sign: int) -> tuple[Decimal | None, str]:
    if change.unit == "%" and before.unit != "%":
        right = (after.value - before.value) / before.value * 100 * sign
        return right, f" {right.quantize(Decimal('0.01'))}%"
    if change.unit == before.unit or (change.unit == "个百分点" and before.unit == "%"):
        right = (after.value - before.value) * sign
        return right, f" {format((right / change.scale).normalize(), 'f')}"
    return None, ""


def _spread(before: Printed, after: Printed) -> Decimal:
    """How far rounding of the two values moves a growth in per cent."""
    return (after.slack + before.slack * after.value / before.value) / before.value * 100
