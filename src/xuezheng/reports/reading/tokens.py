"""Placeholders and numbers in a paragraph, before it is known what they stand for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from xuezheng.reports.reading.numerals import DIGITS, proportion_of, value_of, value_of_digits

__all__ = [
    "HIDDEN", "Token", "approx_after", "approx_after_unit", "approx_before", "tokens_of", "value_of",
]  # fmt: skip

#: Characters that stand for a hidden figure or name.
HIDDEN = "XxＸｘ×✕Ⅹ*＊○〇◯_＿△□"

_RUN = (
    r"(?:[XＸ×✕Ⅹ]+|(?<![A-Za-z])[xｘ]+(?![A-Za-z])|[*＊]+|[○〇◯]{2,}|[_＿]+|[△□]{2,}"
    r"|(?<![\d.A-Za-z])\d{1,3}(?:[XxＸ×]+|[*＊]{2,})(?![A-Za-z\d]))"
)
_PLACEHOLDER = rf"[XＸ]{{1,3}},[XＸ]{{3}}(?![XＸ])|{_RUN}(?:[.．]{_RUN})?"
_BLANK = r"[（(【〔\[][）)】〕\]]|多少|…+"
_DIGIT = DIGITS + "十百千"
_SHARE = (
    r"(?:(?![百千万]分之)[二三四五六七八九十]+分之[一二三四五六七八九十]+"
    r"|(?<![\d/.])[1-9]/[1-9]\d?(?=以上|以下|左右|的|强|弱|多)"
    r"|[一二两三四五六七八九]成(?=以上|以下|左右|多|的|[，,。；、学教中小家考])"
    r"|(?<![另每])一半|半数(?!以)|(?<=[近超过])半(?=的|数|学|教)"
    r"|翻了?[一两二三四五]?番)"
)
_NUMBER = (
    r"(?<=[\u4e00-\u9fff（(，,、])(?<![一二三四五六七八九十])[-−－]\d+(?:\.\d+)?(?=[%％‰]|个?百分点)|"
    r"\d+(?:\.\d+)?亿\d+(?:\.\d+)?[千百]?万|\d+万(?:\d{4}(?![\d.])|\d[千百])"
    r"|\d{1,3}(?:[, ]\d{3})+(?![\d])(?:\.\d+)?|\d+(?:[.．]\d+)?"
)
_NUMERAL = rf"[{_DIGIT}廿卅][{_DIGIT}万亿]*(?:点[{DIGITS}]+)?|(?<=[近逾超])万(?=[名人元册件余多])"
_TOKEN = re.compile(
    rf"(?P<placeholder>{_PLACEHOLDER})|(?P<blank>{_BLANK})|(?P<share>{_SHARE})|(?P<number>{_NUMBER})"
    rf"|(?P<numeral>{_NUMERAL})"
)
_LONGEST_NUMBER = 15
_LONGEST_WORDS = 24

#: Words that a web page's filter blanked out: they hide neither a figure nor a name of the bureau's.
_CENSORED_AFTER = re.compile(r"新时代中国特色|总书记|主席|思想|近平")
_CENSORED_BETWEEN = ("学习", re.compile(r"贯彻|教育|强国|领会|宣传|活动"))

#: Words that say nearly, at least or about, before the figure and after it.
_BEFORE = re.compile(
    r"(?:将近|接近|大约|超过|(?<![最附远])近|(?<![相预签契特条节制公邀])约|逾|(?<!赶)超|不到)$"
)
_AFTER = re.compile(r"[余多]")
_AFTER_UNIT = re.compile(r"(?:以上|左右)")


@dataclass(frozen=True)
class Token:
    """A stretch that may be a slot; a `blank` one can only be a figure."""

    kind: Literal["placeholder", "blank", "share", "number", "numeral"]
    start: int
    end: int
    value: float | None
    unit: str = ""


def tokens_of(text: str, start: int = 0) -> Iterator[Token]:
    """Every placeholder, share (五分之三), number in digits and number in characters from a place on."""
    for found in _TOKEN.finditer(text, start):
        token = _token(text, found)
        if token is not None:
            yield token


def _token(text: str, found: re.Match[str]) -> Token | None:
    kind, words = found.lastgroup, found[0]
    start, end = found.span()
    if kind == "placeholder":
        return None if _is_sign(text, start, end) else Token("placeholder", start, end, None)
    if kind == "blank":
        return Token("blank", start, end, None)
    if kind == "share":
        value, unit = proportion_of(words)
        return Token("share", start, end, value, unit)
    if len(words) > (_LONGEST_NUMBER if kind == "number" else _LONGEST_WORDS):
        return None
    if kind == "number":
        return Token("number", start, end, value_of_digits(words))
    return Token("numeral", start, end, value_of(words))


def _is_sign(text: str, start: int, end: int) -> bool:
    """A mark that is no placeholder: X光, 7×24, 1+X, a Latin word, a word that was blanked out."""
    around = text[start - 1 : start], text[end : end + 1]
    if text[start:end] in "×xX*✕" and all(side.isdigit() for side in around):
        return True
    if "+" in around or around[1] in ("光", "射") or _is_censored(text, start, end):
        return True
    return any(side.isascii() and side.isalpha() and side not in HIDDEN for side in around)


def _is_censored(text: str, start: int, end: int) -> bool:
    if text[start] not in "*×X":
        return False
    before, between = _CENSORED_BETWEEN
    is_between = text[start - 1 : start] in tuple(before) and between.match(text, end) is not None
    return is_between or _CENSORED_AFTER.match(text, end) is not None


def approx_before(text: str, start: int) -> str:
    """近, 约, 超过 … directly before a figure."""
    found = _BEFORE.search(text, max(0, start - 3), start)
    return found[0] if found else ""


def approx_after(text: str, end: int) -> str:
    """余 or 多 directly after the digits."""
    found = _AFTER.match(text, end)
    return found[0] if found else ""


def approx_after_unit(text: str, end: int) -> str:
    """以上 or 左右 after the unit."""
    found = _AFTER_UNIT.match(text, end)
    return found[0] if found else ""
