"""Which numbers and placeholders are figures: something is counted, and the words say what in."""

import re
from dataclasses import dataclass

from xuezheng.reports.reading.measures import CONCRETE, FORMAL, LASTING, Measure, measure_at
from xuezheng.reports.reading.tokens import Token, approx_after, approx_after_unit, approx_before

_PERCENT = re.compile(r"[%％﹪]")
_NOT_COUNTED_BEFORE = re.compile(r"(?:[第每同A-Za-z+－/]|(?<![目之以])前)$")
_NOT_COUNTED_AFTER = re.compile(r"[A-Za-z+/]")
_ZERO_BEFORE = re.compile(r"(?:[为是归]|实现|保持|降(?:至|到))$")
_BARE_BEFORE = re.compile(r"(?:达到?|[为至到计共占]|合计|共计|总计)$")
_CLAUSE_END = re.compile(r"[，。,；;！、）)]|$")
_SCORE_LINE = re.compile(r"(?:以上|以下|线|及以上)")
_YEARLIKE = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Quantity:
    """A figure in a paragraph: where its text ends, its unit, factor and rounding word."""

    end: int
    value: float | None
    unit: str
    scale: int
    approx: str


def figure_at(text: str, token: Token) -> Quantity | None:
    """The figure a token is; None when it is a name, an ordinal, a fixed phrase or a bare number."""
    if token.kind != "placeholder" and _is_no_count(text, token):
        return None
    percent = _percent(text, token)
    if percent is not None:
        return percent
    if token.kind == "numeral" and token.value == 0:
        is_zero = _stands_before(_ZERO_BEFORE, text, token.start) and _CLAUSE_END.match(text, token.end)
        return Quantity(token.end, 0.0, "", 1, "") if is_zero else None
    approx = approx_after(text, token.end)
    is_hidden = token.kind == "placeholder"
    measure = measure_at(text, token.end + len(approx), is_placeholder=is_hidden)
    if measure is None and approx:
        approx, measure = "", None
    if measure is None:
        return _bare(text, token)
    if not _counts(text, token, measure):
        return None
    words = (
        approx or measure.approx or approx_before(text, token.start) or approx_after_unit(text, measure.end)
    )
    return Quantity(token.end, token.value, measure.unit, measure.scale, words)


def _is_no_count(text: str, token: Token) -> bool:
    """An ordinal, a rank, a norm per head, a Latin name, a sum of numbers."""
    return (
        _stands_before(_NOT_COUNTED_BEFORE, text, token.start)
        or _NOT_COUNTED_AFTER.match(text, token.end) is not None
    )


def _stands_before(pattern: re.Pattern[str], text: str, at: int) -> bool:
    """Whether a word ends right before a place; only the few characters there are looked at."""
    return pattern.search(text, max(0, at - 4), at) is not None


def _percent(text: str, token: Token) -> Quantity | None:
    """102%, XX%, 百分之九十."""
    sign = _PERCENT.match(text, token.end)
    if not sign and not text.endswith("百分之", 0, token.start):
        return None
    end = sign.end() if sign else token.end
    start = token.start if sign else token.start - len("百分之")
    return Quantity(end, token.value, "%", 1, approx_before(text, start) or approx_after_unit(text, end))


def _counts(text: str, token: Token, measure: Measure) -> bool:
    """Whether a number with this measure word is a count and not a span of time or a phrase."""
    if token.kind == "placeholder":
        return True
    if measure.unit in LASTING or (measure.unit == "分" and _SCORE_LINE.match(text, measure.end)):
        return False
    return token.kind == "number" or _numeral_counts(text, token, measure)


def _numeral_counts(text: str, token: Token, measure: Measure) -> bool:
    """两栋房屋 and 二十三项 are counts; 一名, 三项, 百名 and 四个 are phrases more often than not."""
    if token.value is None or measure.unit in FORMAL or text[token.start] in "百千零〇":
        return False
    if token.value > 10:
        return True
    return token.value >= 2 and measure.unit in CONCRETE


def _bare(text: str, token: Token) -> Quantity | None:
    """A figure whose unit is not written: 达到99.5，."""
    if token.kind == "numeral" or not _CLAUSE_END.match(text, token.end):
        return None
    is_year = token.kind == "number" and _YEARLIKE.fullmatch(text[token.start : token.end])
    if is_year or not _stands_before(_BARE_BEFORE, text, token.start):
        return None
    return Quantity(token.end, token.value, "", 1, approx_before(text, token.start))
