"""Pictures of figures, as options for the page's chart; colours are the page's own, by name."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.indicators.declaration import Indicator
from xuezheng.jobs.figures import Figures, Told
from xuezheng.web.desk.indicators.finding import label_of
from xuezheng.web.desk.numbers import measure_of, plain

_RAMP = ["--blue-wash", "--blue"]
#: Most schools in one picture: more bars than this cannot be told apart.
MOST_BARS = 24


def trend(indicator: Indicator, figures: Figures, promised: Decimal | None = None) -> dict[str, Any] | None:
    """The city's figure of every year, and a line at what was promised; None where no year has a figure."""
    told = [(year, figures.city(indicator.code, year)) for year in figures.years]
    known = [(year, row.value) for year, row in told if row is not None and row.value is not None]
    if not known:
        return None
    part, unit = measure_of([promised, *(value for _year, value in known)], indicator.unit)
    series: dict[str, Any] = {
        "type": "line",
        "name": label_of(indicator),
        "symbolSize": 9,
        "label": {"show": True, "position": "top", "color": "--ink"},
        "data": [plain(value / part) for _year, value in known],
    }
    if promised is not None:
        series["markLine"] = {
            "symbol": "none",
            "data": [{"yAxis": plain(promised / part), "name": _("目标")}],
            "lineStyle": {"color": "--red"},
            "label": {"formatter": "{b} {c}", "position": "insideEndTop", "color": "--red"},
        }
    return {
        "xAxis": {"type": "category", "data": [_year_word(year, figures) for year, _value in known]},
        "yAxis": {"type": "value", "name": unit, "scale": indicator.kind in ("rate", "ratio")},
        "series": [series],
        "grid": {"left": 8, "right": 32, "top": 48, "bottom": 8, "containLabel": True},
    }


def by_area(indicator: Indicator, figures: Figures, told: Sequence[Told], year: int) -> dict[str, Any]:
    """The areas side by side, last year's beside this year's where there is one."""
    before = {row.place: row.value for row in figures.areas(indicator.code, year - 1)}
    part, unit = measure_of([*(row.value for row in told), *before.values()], indicator.unit)

    def shown(value: Decimal | None) -> float | int | None:
        return None if value is None else plain(value / part)

    now = [(figures.area_name(row.place), shown(row.value), shown(before.get(row.place))) for row in told]
    series: list[dict[str, Any]] = [
        {"type": "bar", "name": str(year), "data": [value for _n, value, _b in now]}
    ]
    if any(value is not None for _n, _v, value in now):
        series.insert(0, {"type": "bar", "name": str(year - 1), "data": [b for _n, _v, b in now]})
        series[0]["itemStyle"] = {"color": "--line"}
        series[1]["itemStyle"] = {"color": "--blue"}
    return {
        "legend": {"top": 4, "right": 8},
        "xAxis": {
            "type": "category",
            "data": [name for name, _v, _b in now],
            "axisLabel": {"interval": 0, "rotate": 30},
        },
        "yAxis": {"type": "value", "name": unit},
        "series": series,
    }


def area_map(indicator: Indicator, figures: Figures, told: Sequence[Told]) -> dict[str, Any] | None:
    """The areas of the map, the darker the more; None where nothing is known."""
    part, _unit = measure_of((row.value for row in told), indicator.unit)
    known = [(figures.area_name(row.place), plain(row.value / part)) for row in told if row.value is not None]
    values = [value for _name, value in known if value is not None]
    if not values:
        return None
    return {
        "map": reverse("desk:indicators-map"),
        "option": {
            "visualMap": _ramp(values),
            "tooltip": {"renderMode": "richText", "formatter": "{b}\n{c}"},
            "series": [
                {
                    "type": "map",
                    "map": "here",
                    "aspectScale": 1,
                    "layoutCenter": ["50%", "50%"],
                    "layoutSize": "98%",
                    "label": {"show": True, "color": "--ink", "textBorderColor": "--paper", "textBorderWidth": 3},
                    "itemStyle": {"borderColor": "--muted", "areaColor": "--wash"},
                    "emphasis": {"disabled": True},
                    "select": {"disabled": True},
                    "data": [{"name": name, "value": value} for name, value in known],
                }
            ],
        },
    }  # fmt: skip


def by_school(indicator: Indicator, named: Sequence[tuple[str, float | int]]) -> dict[str, Any]:
    """Schools as lying bars, the largest on top."""
    part, unit = measure_of((value for _name, value in named), indicator.unit)
    largest = sorted(named, key=lambda pair: pair[1], reverse=True)[:MOST_BARS][::-1]
    shown = [(name, round(value / part, 2)) for name, value in largest]
    return {
        "xAxis": {"type": "value", "name": unit},
        "yAxis": {
            "type": "category",
            "data": [name for name, _v in shown],
            "axisLabel": {"width": 150, "overflow": "truncate", "interval": 0},
        },
        "series": [{"type": "bar", "name": label_of(indicator), "data": [value for _n, value in shown]}],
        "grid": {"left": 8, "right": 48, "top": 8, "bottom": 8, "containLabel": True},
    }


def school_map(points: Sequence[Mapping[str, Any]], *, is_ramp: bool = True) -> dict[str, Any]:
    """Schools as points on the areas; each point is `name`, `value` ([x, y, figure]) and `link`."""
    option: dict[str, Any] = {
        "geo": {
            "map": "here",
            "aspectScale": 1,
            "layoutCenter": ["50%", "50%"],
            "layoutSize": "98%",
            "silent": True,
            "label": {"show": True, "color": "--muted"},
            "itemStyle": {"borderColor": "--muted", "areaColor": "--wash"},
        },
        "tooltip": {"renderMode": "richText", "formatter": "{b}"},
        "series": [{"type": "scatter", "coordinateSystem": "geo", "symbolSize": 11, "data": list(points),
                    "itemStyle": {"borderColor": "--ink", "borderWidth": 1}}],
    }  # fmt: skip
    if is_ramp:
        option["visualMap"] = {**_ramp([point["value"][2] for point in points]), "dimension": 2}
    return {"map": reverse("desk:indicators-map"), "option": option}


def _ramp(values: Sequence[float | int]) -> dict[str, Any]:
    low, high = min(values), max(values)
    return {
        "min": low if low < high else min(0, low),
        "max": high if high > 0 or low < high else 1,
        "left": 0,
        "bottom": 0,
        "itemHeight": 80,
        "calculable": False,
        "textStyle": {"color": "--ink"},
        "inRange": {"color": _RAMP},
        "text": [str(high), str(low)],
    }


def _year_word(year: int, figures: Figures) -> str:
    return (
        _("%(year)s（至 %(day)s）") % {"year": year, "day": f"{figures.as_of:%m-%d}"}
        if year == figures.as_of.year
        else str(year)
    )
