"""Which units can stand for one another, and what 万 and 亿 mean."""

from decimal import Decimal
from functools import cache

_SCALES = {"百万": 1_000_000, "千万": 10_000_000, "万": 10_000, "亿": 100_000_000, "千": 1_000}
_FAMILIES = {
    "money": ("元", "人民币元"),
    "area": ("平方米", "㎡", "平米", "亩", "公顷"),
    "rate": ("%", "％", "个百分点", "百分点"),
    "length": ("公里", "千米", "米"),
}


@cache
def split_scale(unit: str) -> tuple[int, str]:
    """Split 万元 into 10000 and 元."""
    for word, scale in _SCALES.items():
        if unit.startswith(word) and (len(unit) > len(word)):
            return scale, unit[len(word) :]
    return 1, unit


@cache
def family(unit: str) -> str:
    """The kind of quantity a unit belongs to; whatever is counted piece by piece is a count."""
    plain = split_scale(unit)[1]
    return next((name for name, units in _FAMILIES.items() if plain in units), "count")


def in_plain_unit(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A value of 万平方米 in 平方米."""
    scale, plain = split_scale(unit)
    return value * scale, plain
