"""Rates against the two figures printed beside them: 完成率, 竣工率, 办结率, 占比."""

import re
from collections.abc import Iterator
from decimal import Decimal

from xuezheng.reports.checking.arithmetic.printed import Printed, Sentence, clause_start

_RATE = re.compile(r"(?P<of>[\u4e00-\u9fff]{2})(?:率|比例)(?:约|达到?|为|是)?$")
_SHARE = re.compile(r"占(?:比|总?数|总量|全部|其)?[^，。；占]{0,8}?(?:的|为|达到?)?$")
_TARGET = re.compile(r"目标|任务|计划|应[完办参]|指标")
#: 办复 and 办结 are said of the same cases.
_SAME_DEED = {"办复": "办[复结理]", "办结": "办[结复]", "完成": "完成|实际|实现|已", "达标": "达标|实际"}


def faults_of_rates(sentence: Sentence) -> Iterator[str]:
    """Rates that are not the quotient of the figures they stand beside."""
    for rate in sentence.figures:
        if rate.unit != "%" or rate.is_about:
            continue
        pair = _pair(sentence, rate)
        if pair is None:
            continue
        part, whole = pair
        right = part.value / whole.value * 100
        if abs(right - rate.number) > rate.step:
            quote = sentence.quote(min(part.start, whole.start), rate.end)
            shown = right.quantize(min(rate.step, Decimal("0.1")))
            yield f"{quote}：按 {part.text} ÷ {whole.text} 应为 {shown}%，文中为 {rate.text}，请核对。"


def _pair(sentence: Sentence, rate: Printed) -> tuple[Printed, Printed] | None:
    """The two figures a rate is told by; None unless there is exactly one such pair."""
    lead = sentence.text[: rate.start]
    named, share = _RATE.search(lead), _SHARE.search(lead[clause_start(lead, len(lead)) :])
    before = [one for one in sentence.between(0, rate.start) if not one.is_about and one.value > 0]
    if named:
        return _of_rate(sentence, named["of"], before)
    if share and len(before) >= 2:
        return _of_share(sentence, before)
    return None


def _of_rate(sentence: Sentence, deed: str, before: list[Printed]) -> tuple[Printed, Printed] | None:
    """目标 A，实际完成 B，完成率 C%; A 个项目，竣工 B 个，竣工率 C%."""
    done = re.compile(_SAME_DEED.get(deed, deed))
    counted = [one for one in before if one.unit != "%" or _is_of(sentence, one, _TARGET) or deed == "完成"]
    parts = [one for one in counted if _is_of(sentence, one, done) and not _is_of(sentence, one, _TARGET)]
    if not parts or counted[-1] is not parts[-1]:
        return None
    part = parts[-1]
    wholes = [one for one in counted if one.start < part.start and one.unit == part.unit]
    targets = [one for one in wholes if _is_of(sentence, one, _TARGET)]
    if deed == "完成":
        return (part, targets[0]) if len(targets) == 1 else None
    stop = max(sentence.text.rfind(mark, 0, part.start) for mark in "；;")
    wholes = [one for one in wholes if one.start > stop] or wholes
    larger = [one for one in wholes if one.value >= part.value]
    return (part, larger[0]) if len(larger) == 1 and len(wholes) == 1 else None


def _of_share(sentence: Sentence, before: list[Printed]) -> tuple[Printed, Printed] | None:
    """共 A 人，其中女教师 B 人，占 C%."""
    whole, part = before[-2], before[-1]
    between = sentence.text[whole.end : part.start]
    is_part = "其中" in between and part.unit == whole.unit != "%" and part.value <= whole.value
    return (part, whole) if is_part else None


def _is_of(sentence: Sentence, figure: Printed, words: re.Pattern[str]) -> bool:
    return words.search(sentence.text, clause_start(sentence.text, figure.start), figure.start) is not None
