"""Figures for reading: large sums in 万 and 亿, a change in per cent or in points."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

_WAN, _YI = Decimal(10_000), Decimal(100_000_000)
_LARGE_UNITS = ("元", "平方米")
_POINT_KINDS = ("rate", "change")


class Said(NamedTuple):
    """A number and its unit as they are written."""

    number: str
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {self.unit}".strip()


def said(value: Decimal | float | int | None, unit: str) -> Said:
    """A figure in the largest fitting unit."""
    if value is None:
        return Said("—", "")
    value = Decimal(value)
    if unit in _LARGE_UNITS and abs(value) >= _YI:
        return Said(digits(value / _YI), f"{_('亿')}{_(unit)}")
    if unit in _LARGE_UNITS and abs(value) >= _WAN:
        return Said(digits(value / _WAN), f"{_('万')}{_(unit)}")
    return Said(digits(value), _(unit) if unit else "")


def measure_of(values: Iterable[float | int | Decimal | None], unit: str) -> tuple[int, str]:
    """What the figures of one picture are divided by, and the unit they are then in."""
    most = max((abs(Decimal(value)) for value in values if value is not None), default=Decimal(0))
    if unit in _LARGE_UNITS and most >= _YI:
        return int(_YI), f"{_('亿')}{_(unit)}"
    if unit in _LARGE_UNITS and most >= _WAN:
        return int(_WAN), f"{_('万')}{_(unit)}"
    return 1, _(unit) if unit else ""


def digits(value: Decimal | None) -> str:
    """A number with thousands parted and at most two decimals."""
    if value is None:
        return "—"
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain(value: Decimal | None) -> int | float | None:
    """A number for a table or a picture: whole, or to two decimals."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else round(float(value), 2)


class Change(NamedTuple):
    """What became of a figure since last year: how it is written, and which way it went."""

    text: str
    way: str


def change(now: Decimal | None, before: Decimal | None, kind: str) -> Change | None:
    """In points for a rate, in per cent for everything else; None when there is nothing to compare."""
    if now is None or before is None:
        return None
    if now == before:
        return Change(_("持平"), "same")
    way = "up" if now > before else "down"
    if kind in _POINT_KINDS:
        return Change(_("%(n)s 个百分点") % {"n": f"{now - before:+,.2f}".replace("-", "−")}, way)
    if not before:
        return None
    return Change(f"{(now - before) * 100 / before:+,.1f}%".replace("-", "−"), way)
