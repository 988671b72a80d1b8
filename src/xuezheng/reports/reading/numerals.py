"""What numbers in characters and in digits are worth: 两千三百万, 九十五点三, 1亿3000万, 五分之三, 翻一番."""

import re
from fractions import Fraction

DIGITS = "零〇一二两三四五六七八九"
_VALUES = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_TWENTIES = str.maketrans({"廿": "二十", "卅": "三十"})
_PIECE = re.compile(r"([\d.]+)([千百]?)([万亿]?)")
_YEAR = re.compile(r"[零〇○一二三四五六七八九]{4}")


def value_of(numeral: str) -> float | None:
    """Value of a number in Chinese characters; None when it is no number (三四, 一百千)."""
    whole, point, decimals = numeral.translate(_TWENTIES).partition("点")
    value = _whole(whole)
    if value is None or not point:
        return value
    return float(f"{value:.0f}." + "".join(str(_VALUES[c]) for c in decimals))


def _whole(numeral: str) -> float | None:
    total = section = 0
    digit: int | None = None
    last = 1
    for character in numeral:
        if character in _VALUES:
            if digit:
                return None
            digit = _VALUES[character]
            last = 1 if digit == 0 else last
        elif character in _TENS:
            section += (1 if digit is None else digit) * _TENS[character]
            digit, last = None, _TENS[character]
        else:
            part = section + (digit or 0)
            factor = _MYRIADS[character]
            total = ((total + part) or 1) * factor if character == "亿" else total + (part or 1) * factor
            section, digit, last = 0, None, factor
    is_short = digit is not None and last >= 100
    return float(total + section + (digit or 0) * (last // 10 if is_short else 1))


def value_of_digits(words: str) -> float:
    """5,300 · ８９．５ · 1亿3000万 · 3万5000."""
    plain = words.replace(",", "").replace(" ", "").replace("．", ".")
    total = 0.0
    if plain[0] in "-−－":
        return -value_of_digits(plain[1:])
    for digits, hundreds, myriads in _PIECE.findall(plain):
        total += float(digits) * _TENS.get(hundreds, 1) * _MYRIADS.get(myriads, 1)
    return total


def proportion_of(words: str) -> tuple[float, str]:
    """A share in percent (五分之三, 七成, 一半), or how many times as much (翻两番)."""
    if words.startswith("翻"):
        n_doublings = next((_VALUES[c] for c in words if c in _VALUES), 1)
        return float(2**n_doublings), "倍"
    if "半" in words:
        return 50.0, "%"
    if words.endswith("成"):
        return _VALUES[words[0]] * 10.0, "%"
    under, _, over = words.partition("分之") if "分之" in words else tuple(reversed(words.partition("/")))
    below, above = (float(w) if w.isdigit() else value_of(w) or 1.0 for w in (under, over))
    return round(float(Fraction(100 * above / below)), 4), "%"


def year_in_characters(words: str) -> float | None:
    """二〇二四 → 2024; None when a figure of it is hidden."""
    if not _YEAR.fullmatch(words):
        return None
    return float("".join(str(_VALUES[c]) for c in words))
