"""Figures in the words of a speech: scale, decimals and rounding words."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal

#: Rounding words that promise "at least this many", "not quite this many", "about this many".
DOWNWARD = ("余", "多", "超过", "逾", "超", "以上")
UPWARD = ("近", "将近", "接近", "不到")
ABOUT = ("约", "大约", "左右")

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Written:
    """A written figure; `keeps_word` is False when the value is exact and 余 or 近 would be wrong."""

    text: str
    keeps_word: bool = True


def written(value: Decimal, *, unit: str, scale: int = 1, approx: str = "", as_in: str = "") -> Written:
    """Write a value in the slot's own scale, decimals and rounding word.

    余 and 多 round down to a round figure, 近 rounds up, 约 to the nearest; a figure that is
    exactly round loses the word, since "2000余" would claim more than there is. A rounded figure keeps
    its zeros (92.99 → 93.0), so that it does not pass for an exact one.

    Parameters
    ----------
    value : Decimal
        Exact value, in the unit without 万 or 亿.
    unit, scale : str, int
        Unit as written, and its factor (万 → 10000).
    approx : str
        Rounding word that stands with the figure.
    as_in : str
        The figure as the source wrote it; its decimals and its 零 are kept.
    """
    if value == 0 and as_in.strip() in ("零", "〇"):
        return Written("零")
    scaled = value / Decimal(scale)
    if approx and (rounded := _rounded(scaled, approx)) is not None:
        return Written(_plain(rounded), keeps_word=rounded != scaled or approx in ABOUT)
    shown = _to_decimals(scaled, unit=unit, scale=scale, as_in=as_in)
    return Written(_plain(shown) if shown == scaled else format(shown, "f"), keeps_word=False)


def numeral(number: int, *, before: str = "") -> str:
    """Write a small count as a Chinese numeral; two is 两 before a measure word."""
    if number == 2 and before[:1] in ("点", "个", "方", "项", "条", "大"):
        return "两"
    tens, ones = divmod(number, 10)
    if number >= 100:
        return str(number)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones or not head else "")


def decimals_of(text: str) -> int:
    """How many decimals a written figure shows."""
    digits = text.strip().rstrip("%％")
    return len(digits.split(".", 1)[1]) if "." in digits else 0


def _rounded(scaled: Decimal, approx: str) -> Decimal | None:
    """Round to the figure the word needs; None when it is too small to have a round figure."""
    if scaled < 1 or (scaled < 10 and scaled == scaled.to_integral_value()):
        return None
    step = _step(scaled)
    way = ROUND_DOWN if approx in DOWNWARD else ROUND_CEILING if approx in UPWARD else ROUND_HALF_UP
    return (scaled / step).quantize(Decimal(1), rounding=way) * step


def _step(scaled: Decimal) -> Decimal:
    """Two leading digits from a hundred up, tens below, tenths below ten."""
    if scaled < 10:
        return Decimal("0.1")
    return Decimal(10) ** max(1, scaled.adjusted() - 1)


def _to_decimals(scaled: Decimal, *, unit: str, scale: int, as_in: str) -> Decimal:
    """Decimals as in the source, else two for 万 and 亿, one for %, none for what is counted."""
    places = decimals_of(as_in)
    if places == 0:
        places = 1 if unit.endswith(("%", "％")) else 2 if scale > 1 else 0
        if places == 0 and unit in ("元", "平方米", "亩", "公里", ""):
            places = 2
    shown = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    while shown == 0 and scaled != 0 and places < 6:
        places += 1
        shown = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return shown


def _plain(number: Decimal) -> str:
    """Without exponent and without trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
