"""Placeholders and numbers in a paragraph, before it is known what they stand for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

#: Characters that stand for a hidden figure or name.
HIDDEN = "XxＸｘ×✕Ⅹ*＊○〇_＿"

_PLACEHOLDER = r"(?:[XＸ×✕Ⅹ]+|(?<![A-Za-z])[xｘ]+(?![A-Za-z])|[*＊]+|[○〇]{2,}|[_＿]{2,})"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMERAL = r"[零〇一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千万亿]*"
_TOKEN = re.compile(
    rf"(?P<placeholder>{_PLACEHOLDER}(?:\.{_PLACEHOLDER})?)|(?P<number>{_NUMBER})|(?P<numeral>{_NUMERAL})"
)
_LONGEST_NUMBER = 15

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}

#: Words that say nearly, at least or about, before the figure and after it.
_BEFORE = re.compile(r"(?:将近|接近|大约|超过|(?<![最附远])近|约|逾|(?<!赶)超|不到)$")
_AFTER = re.compile(r"[余多]")
_AFTER_UNIT = re.compile(r"(?:以上|左右)")


@dataclass(frozen=True)
class Token:
    """A stretch that may be a slot."""

    kind: Literal["placeholder", "number", "numeral"]
    start: int
    end: int
    value: float | None


def tokens_of(text: str) -> Iterator[Token]:
    """Every placeholder, number in digits and number in characters."""
    for found in _TOKEN.finditer(text):
        kind, words = found.lastgroup, found[0]
        if kind == "placeholder":
            if not _is_sign(text, found.start(), found.end()):
                yield Token("placeholder", found.start(), found.end(), None)
        elif len(words) > _LONGEST_NUMBER:
            continue
        elif kind == "number":
            yield Token("number", found.start(), found.end(), float(words.replace(",", "")))
        else:
            yield Token("numeral", found.start(), found.end(), value_of(words))


def _is_sign(text: str, start: int, end: int) -> bool:
    """A single mark that is no placeholder: X光, 7×24, a Latin word."""
    around = text[start - 1 : start], text[end : end + 1]
    if text[start:end] in "×xX*✕" and all(side.isdigit() for side in around):
        return True
    latin = [side for side in around if side.isascii() and side.isalpha() and side not in HIDDEN]
    return bool(latin) or around[1] in ("光", "射")


def value_of(numeral: str) -> float | None:
    """Value of a number in Chinese characters; None when it is no number (三四, 一百千)."""
    total = section = 0
    digit: int | None = None
    for character in numeral:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (1 if digit is None else digit) * _TENS[character]
            digit = None
        else:
            total, section, digit = (total + section + (digit or 0)) * _MYRIADS[character], 0, None
    return float(total + section + (digit or 0))


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
