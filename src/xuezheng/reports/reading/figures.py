"""Which numbers and placeholders are figures: something is counted, and the words say what in."""

import re
from dataclasses import dataclass

from xuezheng.reports.reading.measures import CONCRETE, FORMAL, LASTING, Measure, measure_at
from xuezheng.reports.reading.numerals import DIGITS
from xuezheng.reports.reading.tokens import Token, approx_after, approx_after_unit, approx_before

_PERCENT = re.compile(r"[%％﹪‰]")
_RATE_AFTER = re.compile(r"[%％﹪‰]|个?百分点")
_PARTS = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_NOT_COUNTED_BEFORE = re.compile(r"(?:[第每同A-Za-z+－/]|(?<![目之以])前)$")
_VAGUE_BEFORE = re.compile(r"[数几上好成]$")
_NOT_COUNTED_AFTER = re.compile(r"[A-Za-z+/]|分之|分点")
_ZERO_BEFORE = re.compile(r"(?:[为是归]|实现|保持|降(?:至|到))$")
_BARE_BEFORE = re.compile(r"(?:达到?|[为至到计共占率]|人数|数量|总数|面积|金额|比例|指数|得分)$")
_CLAUSE_END = re.compile(r"[，。,；;！、）)]|$")
_CHANGED_BEFORE = re.compile(r"[由从]$")
_CHANGED_AFTER = re.compile(r"(?:[升降提增减扩缩上下]|到|至)")
_COMPARED_BEFORE = re.compile(r"(?:达到|超过|低于|高于|增加|减少|下降|提高|上升|增长|提升)$")
_COMPARED_END = re.compile(r"(?:以上|以下|左右)?(?:[，。,；;！）)]|$)")
_RESPECTIVE_BEFORE = re.compile(r"分别(?:为|是|达到?)(?:[XＸx×*.%％]+[、和与及])*$")
_RESPECTIVE_END = re.compile(r"[、和与及，。,；;]|$")
_CHANGED_TO = re.compile(r"(?:提高|提升|上升|下降|增加|增长|减少|降低|扩大|缩小|压减)[到至]|[增降升减提]至")
_LISTED = re.compile(r"[、和与及](?=\d)")
_AFTER_LISTED = re.compile(r"\d[、和与及]$")
_SCORE_LINE = re.compile(r"(?:以上|以下|线|及以上)")
_YEARLIKE = re.compile(r"(?:19|20)\d\d")
_SERIAL = re.compile(r"[个届次期批轮]")
_SEPARATOR = r"[-－—–~～至到]{1,2}"
_RANGE_AFTER = re.compile(rf"{_SEPARATOR}(?:\d+(?:\.\d+)?|[{DIGITS}十百千]+|[XＸ×]+)")
_RANGE_BEFORE = re.compile(rf"(?<![第前])(?<![\d.{DIGITS}十])(?:\d+(?:\.\d+)?|[{DIGITS}十]+){_SEPARATOR}$")
_BRACKETS = {"【": "】", "[": "]", "〔": "〕", "（": "）", "(": ")", "{": "}", "<": ">", "＜": "＞"}

#: 五个坚持, 三项机制: what follows is a slogan's word, however the number is written.
_SLOGAN = re.compile(
    r"(?:坚持|确保|严禁|必须|不准|不放过|不让|不得|不减|不动摇|着力|百分之百|100%|全覆盖|下功夫|层面|维度|带头|一律"
    r"|方面(?!的?(?:问题|意见|建议|不足))"
    r"|(?:到位|结合|转变|突出|统一|提升|聚焦|强化|加强|关键|环节|基本|重点|抓手|着力点|更加|优先|一)(?:[，,、。；;）)]|$))"
)
_NO_SCORE_BEFORE = re.compile(r"(?:[时点:：]|满分|总分)$")
_POINTS = re.compile(r"(?:意见|要求|建议|体会|希望|做法|经验|措施|打算|不足|问题)")
_YEARS_OF = re.compile(r"(?:年限|教龄|寿命|年龄)[^，。；、]{0,10}$")
_MADE = r"(?:新建|改建|扩建|改扩建|建成|迁建|续建|增设|新增|创建|撤并|撤销|竣工|完工|开工|完成|投用)了?"
_HELD = r"(?:召开|举办|组织|开展|举行|进行|接受|承办|参加|印发|发表|查处|荣?获|开设|播出|编印)了?"
_MADE_BEFORE = re.compile(rf"{_MADE}$")
_HELD_BEFORE = re.compile(rf"{_HELD}$")
_BUILDINGS, _MEETINGS = frozenset("所座栋幢"), frozenset({"次", "场", "期", "篇", "份", "例", "人次"})
_MADE_AFTER = re.compile(r"[园校](?:新建|改扩?建|扩建|移址|迁建|升级|续建|创建|达标)")


@dataclass(frozen=True)
class Quantity:
    """A figure in a paragraph: where its text ends, its unit, factor and rounding word.

    `opens` counts the characters before its token that belong to it: the bracket of 【XX】所.
    """

    end: int
    value: float | None
    unit: str
    scale: int
    approx: str
    opens: int = 0


def figure_at(text: str, token: Token) -> Quantity | None:
    """The figure a token is; None when it is a name, an ordinal, a fixed phrase or a bare number."""
    if token.kind == "share":
        return _share(text, token)
    is_hidden = token.kind in ("placeholder", "blank")
    if is_hidden and _is_ordinal(text, token):
        return None
    after = _after_bracket(text, token) if is_hidden else token.end
    approx = approx_after(text, after)
    measure = measure_at(text, after + len(approx), is_placeholder=is_hidden)
    if not is_hidden and _is_no_count(text, token, measure):
        return None
    percent = _percent(text, token, after)
    if percent is not None:
        return percent
    if token.kind == "numeral" and token.value == 0:
        is_zero = _stands_before(_ZERO_BEFORE, text, token.start) and _CLAUSE_END.match(text, token.end)
        return Quantity(token.end, 0.0, "", 1, "") if is_zero else None
    if measure is None:
        return _in_range(text, token) or _bare(text, token)
    if not _counts(text, token, measure, approx):
        return None
    words = (
        approx or measure.approx or approx_before(text, token.start) or approx_after_unit(text, measure.end)
    )
    return Quantity(after, token.value, measure.unit, measure.scale, words, after - token.end)


def _share(text: str, token: Token) -> Quantity:
    """五分之三, 七成, 一半, 翻一番: the words are the figure and hold its unit."""
    words = approx_before(text, token.start) or approx_after_unit(text, token.end)
    return Quantity(token.end, token.value, token.unit, 1, words)


def _after_bracket(text: str, token: Token) -> int:
    """Where the words after a placeholder begin; 【XX】所 and （XX）所 stand in brackets."""
    closing = _BRACKETS.get(text[token.start - 1 : token.start], "")
    is_closed = closing != "" and text.startswith(closing, token.end)
    return token.end + is_closed


def _is_ordinal(text: str, token: Token) -> bool:
    """第XX个教师节, 第X届: the number of an event, no count."""
    return text[token.start - 1 : token.start] == "第" and _SERIAL.match(text, token.end) is not None


def _is_no_count(text: str, token: Token, measure: Measure | None) -> bool:
    """An ordinal, a rank, a norm per head, a Latin name, a sum of numbers, hundreds and hundreds."""
    if (
        _stands_before(_VAGUE_BEFORE, text, token.start)
        and token.kind == "numeral"
        and _is_round(text, token)
    ):
        return True
    if _stands_before(_NOT_COUNTED_BEFORE, text, token.start) and not _ends_range(text, token):
        return not _is_signed(text, token)
    is_metre = measure is not None and measure.unit[-2:-1] in ("m", "M")
    return not is_metre and _NOT_COUNTED_AFTER.match(text, token.end) is not None


def _is_signed(text: str, token: Token) -> bool:
    """同比+5.3%: a rise with its sign, no sum of numbers."""
    before = text[max(0, token.start - 2) : token.start]
    is_plus = before[-1:] in ("+", "＋") and not (before[:1].isascii() and before[:1].isalnum())
    return is_plus and _RATE_AFTER.match(text, token.end) is not None


def _is_round(text: str, token: Token) -> bool:
    return text[token.start] in "十百千万"


def _stands_before(pattern: re.Pattern[str], text: str, at: int) -> bool:
    """Whether a word ends right before a place; only the few characters there are looked at."""
    return pattern.search(text, max(0, at - 4), at) is not None


def _percent(text: str, token: Token, after: int) -> Quantity | None:
    """102%, XX%, 1.2‰, 百分之九十; a blank bracket is no part of a number with its sign."""
    sign = _PERCENT.match(text, after)
    if sign is None:
        start = token.start - 3
        unit = _PARTS.get(text[max(0, start) : token.start])
        if unit is None:
            return None
        words = approx_before(text, start) or approx_after_unit(text, token.end)
        return Quantity(token.end, token.value, unit, 1, words)
    end = sign.end() if after == token.end and token.kind != "blank" else after
    words = approx_before(text, token.start) or approx_after_unit(text, sign.end())
    return Quantity(end, token.value, "‰" if sign[0] == "‰" else "%", 1, words, after - token.end)


def _counts(text: str, token: Token, measure: Measure, approx: str) -> bool:
    """Whether a number with this measure word is a count and not a span of time or a phrase."""
    if token.kind == "blank":
        return measure.unit not in LASTING
    if token.kind == "placeholder":
        return True
    if measure.unit in LASTING and token.kind == "number" and _is_length_of_years(text, token, measure):
        return True
    if measure.unit in LASTING or (measure.unit == "分" and _SCORE_LINE.match(text, measure.end)):
        return False
    if token.kind == "number":
        return not _is_slogan(text, token, measure)
    return _numeral_counts(text, token, measure, approx or approx_before(text, token.start))


def _is_length_of_years(text: str, token: Token, measure: Measure) -> bool:
    """受教育年限达到12年, 平均年龄38.5岁: years of something measured, not a span of time."""
    if measure.unit not in ("年", "岁", "小时"):
        return False
    is_decimal = token.value is not None and token.value != int(token.value)
    return is_decimal or _YEARS_OF.search(text, max(0, token.start - 14), token.start) is not None


def _is_slogan(text: str, token: Token, measure: Measure) -> bool:
    """3个坚持, 9点30分: a small number in digits that counts nothing."""
    if measure.unit == "点":
        return _POINTS.match(text, measure.end) is None
    if measure.unit == "分" and _stands_before(_NO_SCORE_BEFORE, text, token.start):
        return True
    is_small = token.value is not None and token.value <= 20
    return is_small and measure.unit in ("个", "项", "条") and _SLOGAN.match(text, measure.end) is not None


def _numeral_counts(text: str, token: Token, measure: Measure, approx: str) -> bool:
    """两栋房屋 and 二十三项 are counts; 一名, 三项, 百名 and 四个 are phrases more often than not."""
    if token.value is None or measure.unit in FORMAL or text[token.start] in "零〇":
        return False
    if text[token.start] in "百千万":
        return approx != "" and token.end - token.start == 1
    if token.value > 10 or _ends_range(text, token):
        return True
    if measure.unit in ("园", "校"):
        return _MADE_AFTER.match(text, token.end) is not None
    if token.value >= 2 and (measure.unit in CONCRETE or _is_held(text, token, measure)):
        return True
    is_building = measure.unit in _BUILDINGS and token.value == 1
    return is_building and _ends_with(_MADE_BEFORE, text, token.start)


def _is_held(text: str, token: Token, measure: Measure) -> bool:
    """召开三次会议: what was held or won."""
    return measure.unit in _MEETINGS and _ends_with(_HELD_BEFORE, text, token.start)


def _ends_with(pattern: re.Pattern[str], text: str, at: int) -> bool:
    return pattern.search(text, max(0, at - 5), at) is not None


def _ends_range(text: str, token: Token) -> bool:
    """The second number of 3-5名 or 三至五场."""
    return _RANGE_BEFORE.search(text, max(0, token.start - 9), token.start) is not None


def _in_range(text: str, token: Token) -> Quantity | None:
    """The first number of 3-5名: its unit stands behind the second."""
    second = (
        _RANGE_AFTER.match(text, token.end) if token.kind in ("number", "numeral", "placeholder") else None
    )
    if second is None or token.value is None and token.kind != "placeholder":
        return None
    sign = _PERCENT.match(text, second.end())
    if sign:
        return Quantity(
            token.end, token.value, "‰" if sign[0] == "‰" else "%", 1, approx_before(text, token.start)
        )
    approx = approx_after(text, second.end())
    measure = measure_at(text, second.end() + len(approx), is_placeholder=False)
    if measure is None or measure.unit in LASTING or measure.unit in ("点", "分"):
        return None
    if token.kind == "numeral" and measure.unit in FORMAL:
        return None
    return Quantity(token.end, token.value, measure.unit, measure.scale, approx_before(text, token.start))


def _bare(text: str, token: Token) -> Quantity | None:
    """A figure whose unit is not written: 达到99.5，; a decimal may also stand in a list or a change."""
    if token.kind in ("numeral", "blank"):
        return None
    words = text[token.start : token.end]
    is_decimal = token.kind == "number" and "." in words
    is_there = _stands_before(_BARE_BEFORE, text, token.start) and _CLAUSE_END.match(text, token.end)
    if not is_there and token.kind == "placeholder":
        is_there = _is_compared(text, token)
    if not is_there and is_decimal:
        is_there = _is_among_decimals(text, token)
    if not is_there or (token.kind == "number" and _YEARLIKE.fullmatch(words)):
        return None
    return Quantity(token.end, token.value, "", 1, approx_before(text, token.start))


def _is_compared(text: str, token: Token) -> re.Match[str] | None:
    """由XX提高到XX, 比上年增加XX, 分别为XX和XX: no name stands there."""
    if _stands_before(_CHANGED_BEFORE, text, token.start) and (found := _CHANGED_TO.match(text, token.end)):
        return found
    if _stands_before(_COMPARED_BEFORE, text, token.start):
        return _COMPARED_END.match(text, token.end)
    is_listed = _RESPECTIVE_BEFORE.search(text, max(0, token.start - 20), token.start)
    return _RESPECTIVE_END.match(text, token.end) if is_listed else None


def _is_among_decimals(text: str, token: Token) -> re.Match[str] | None:
    """分别为0.4175和0.3986; 由13.2降至12.6."""
    if _stands_before(_CHANGED_BEFORE, text, token.start):
        return _CHANGED_AFTER.match(text, token.end)
    if _stands_before(_BARE_BEFORE, text, token.start):
        return _LISTED.match(text, token.end)
    is_next = _AFTER_LISTED.search(text, max(0, token.start - 3), token.start) is not None
    return (_LISTED.match(text, token.end) or _CLAUSE_END.match(text, token.end)) if is_next else None
