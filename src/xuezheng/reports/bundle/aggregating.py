"""Figures by area for a bundle: counted, due and value, with what must be hidden left out."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.bundle.suppressing import SMALLEST_SHOWN, Line, hide

#: Kinds whose rows are amounts: few rows tell what each of them got, whatever the sum is.
_AMOUNTS = ("sum",)


def aggregates_of(
    snapshot: Any, indicators: Iterable[Indicator], year: int, printed: Collection[str] = ()
) -> dict[str, Any]:
    """Every indicator's figures by area and the sums of columns that were guarded against.

    A change, whose rows are two years', and a city of one area have no columns by area. Totals of indicators
    that the report does not print (`printed` are those it does) are hidden when they are small themselves.
    """
    from xuezheng.indicators.measuring import measure

    listed = sorted(indicators, key=lambda one: one.code)
    cities = dict(zip((one.code for one in listed), measure(snapshot, listed, year), strict=True))
    secret = {code for code, city in cities.items() if code not in printed and _is_small(city)}
    by_area: dict[str, list[Any]] = {
        one.code: []
        for one in listed
        if one.kind != "change" and one.code not in secret and cities[one.code].value is not None
    }
    split = [one for one in listed if one.code in by_area]
    for figure in measure(snapshot, split, year, "area") if split else []:
        by_area[figure.indicator].append(figure)
    areas = sorted({figure.area for figures in by_area.values() for figure in figures})
    lines = _lines({one.code: one for one in split}, by_area, areas)
    hidden, relations = hide(lines)
    names = {
        row["code"]: row["name"] for row in snapshot.table("areas").collect("pyarrow").to_native().to_pylist()
    }
    return {
        "smallest_shown": SMALLEST_SHOWN,
        "relations": [[whole, list(parts)] for whole, parts in relations],
        "indicators": [
            _table(one, cities[one.code], one.code in secret, lines, hidden, names) for one in listed
        ],
    }  # fmt: skip


def _is_small(city: Any) -> bool:
    """Whether what is counted, what is due or what is left of it is a small number."""
    due = city.out_of or Decimal(0)
    return any(0 < number < SMALLEST_SHOWN for number in (city.counted, due, due - city.counted))


def _lines(
    split: Mapping[str, Indicator], figures: Mapping[str, list[Any]], areas: list[str]
) -> dict[str, Line]:
    """Columns by area: counted, due, and what is left of what is due."""
    lines: dict[str, Line] = {}
    for code, found in figures.items():
        here = {figure.area: figure for figure in found}
        counted = {area: here[area].counted if area in here else Decimal(0) for area in areas}
        rows = {area: here[area].rows if area in here else 0 for area in areas}
        few = (
            {area for area in areas if rows[area] < SMALLEST_SHOWN} if split[code].kind in _AMOUNTS else set()
        )
        small = {area for area in areas if counted[area] < SMALLEST_SHOWN} | few
        columns = {"counted": Line(counted, frozenset(small))}
        if any(figure.out_of is not None for figure in found):
            due = {area: (here[area].out_of if area in here else None) or Decimal(0) for area in areas}
            left = {area: due[area] - counted[area] for area in areas}
            columns["out_of"] = Line(due, frozenset(area for area in areas if due[area] < SMALLEST_SHOWN))
            if split[code].kind != "ratio":
                few_left = frozenset(area for area in areas if 0 < left[area] < SMALLEST_SHOWN)
                columns["rest"] = Line(left, few_left)
        if len(areas) > 1 and all(value >= 0 for line in columns.values() for value in line.cells.values()):
            lines |= {f"{code}/{name}": line for name, line in columns.items() if line.total}
    return lines


def _table(
    indicator: Indicator,
    city: Any,
    is_secret: bool,
    lines: Mapping[str, Line],
    hidden: Mapping[str, frozenset[str]],
    names: Mapping[str, str],
) -> dict[str, Any]:
    shown = {part: lines.get(f"{indicator.code}/{part}") for part in ("counted", "out_of")}
    areas = sorted({area for line in shown.values() if line for area in line.cells})
    return {
        "indicator": indicator.code,
        "year": city.year,
        "unit": city.unit,
        "why_not": city.why_not,
        "total": {
            name: None if is_secret else _plain(getattr(city, name))
            for name in ("counted", "out_of", "value")
        },
        "by_area": [
            {
                "area": area,
                "name": names.get(area, ""),
                **{
                    part: _plain(line.cells[area])
                    if line and area not in hidden[f"{indicator.code}/{part}"]
                    else None
                    for part, line in shown.items()
                },
            }
            for area in areas
        ],
    }


def _plain(value: Any) -> str | None:
    """A number as text without exponent; None stays None."""
    if value is None:
        return None
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
