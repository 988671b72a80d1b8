"""What stands behind a figure: its schools, its rows; each person's own."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.indicators.declaration import Indicator
from xuezheng.jobs.figures import Figures, Told
from xuezheng.jobs.figures.rows import rows_behind
from xuezheng.records.registers.queries import School, visible_to
from xuezheng.web.desk.indicators import pictures
from xuezheng.web.desk.indicators.finding import label_of
from xuezheng.web.desk.indicators.views import KINDS, chosen_year, found, has_map, standing
from xuezheng.web.desk.numbers import plain, said
from xuezheng.web.desk.seen import seen_by
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import Column, Filter, Table


@for_roles()
def schools(request: HttpRequest, code: str) -> HttpResponse:
    """The figure of each school the person sees."""
    one = found(code)
    context = standing(request) | {
        "one": one,
        "label": label_of(one),
        "kind": KINDS[one.kind],
        "tab": "schools",
    }
    figures: Figures | None = context["figures"]
    if figures is None:
        return redirect("desk:indicators-one", code)
    year, seen = chosen_year(request, figures), seen_by(request)
    told = [row for row in figures.schools(code, year) if seen.row(row.area, row.place)]
    rows = [_of_school(row, figures) for row in told]
    table = Table(
        request,
        rows,
        [
            Column("name", "学校", link=lambda row: f"{_rows_of(one, year)}&school={row['school']}"),
            Column("area", "县区"),
            Column("value", f"{label_of(one)}（{_(one.unit) if one.unit else ''}）", "number"),
            Column("counted", "分子" if one.kind in ("rate", "ratio") else "计入", "number"),
            *([Column("out_of", "分母", "number")] if any(row["out_of"] is not None for row in rows) else []),
            Column("rows", "记录数", "number"),
            Column("why_not", "说明"),
            Column("school", "标识码", "code"),
        ],
        caption=_("%(label)s %(year)s 年分学校") % {"label": label_of(one), "year": year},
        search=("name", "school"),
        filters=[Filter("area", "县区", [(name, name) for name in sorted({row["area"] for row in rows})])],
        sort="-value",
        empty="这个指标没有您可见的分学校数据。",
        definition=one.definition,
    )
    named = [(row["name"], row["value"]) for row in rows if row["value"] is not None]
    context |= {
        "year": year,
        "table": table,
        "bars": pictures.by_school(one, named) if named else None,
        "n_bars": min(len(named), pictures.MOST_BARS),
        "map": pictures.school_map(points) if has_map() and (points := _points(request, rows, one, year)) else None,
    }  # fmt: skip
    return table.export() or render(request, "desk/indicators/schools.html", context)


def _of_school(row: Told, figures: Figures) -> dict[str, Any]:
    return {
        "school": row.place,
        "name": figures.school_name(row.place),
        "area": figures.area_name(row.area),
        "value": plain(row.value),
        "counted": plain(row.counted),
        "out_of": plain(row.out_of),
        "rows": row.rows,
        "why_not": row.why_not,
    }


def _rows_of(one: Indicator, year: int) -> str:
    return f"{reverse('desk:indicators-rows', args=[one.code])}?year={year}"


def _points(
    request: HttpRequest, rows: list[dict[str, Any]], one: Indicator, year: int
) -> list[dict[str, Any]]:
    places = {
        code: (float(x), float(y))
        for code, x, y in visible_to(School, request.user)
        .exclude(x_km=None)
        .values_list("code", "x_km", "y_km")
    }
    return [
        {
            "name": f"{row['name']} {said(row['value'], one.unit)}",
            "value": [*places[row["school"]], row["value"]],
            "link": f"{_rows_of(one, year)}&school={row['school']}",
        }
        for row in rows
        if row["value"] is not None and row["school"] in places
    ]  # fmt: skip


@for_roles()
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """The rows behind the figure that are the person's to see."""
    one = found(code)
    context = standing(request) | {"one": one, "label": label_of(one), "kind": KINDS[one.kind], "tab": "rows"}
    figures: Figures | None = context["figures"]
    if figures is None:
        return redirect("desk:indicators-one", code)
    year, seen = chosen_year(request, figures), seen_by(request)
    every = rows_behind(figures, code, year)
    mine = seen.rows(every)
    school = request.GET.get("school", "")
    shown = [row for row in mine if not school or row.get("school") == school]
    table = _table(request, one, figures, year, [_row(row, one, figures) for row in shown])
    context |= {
        "year": year,
        "table": table,
        "school": figures.school_name(school) if school else "",
        "n_hidden": len(every) - len(mine),
        "now": figures.city(code, year),
    }
    return table.export() or render(request, "desk/indicators/rows.html", context)


def _table(
    request: HttpRequest, one: Indicator, figures: Figures, year: int, listed: list[dict[str, Any]]
) -> Table:
    has = {name for row in listed[:1] for name in row}
    return Table(
        request,
        listed,
        [
            Column("area", "县区"),
            Column("school", "学校"),
            Column("subject", "计入对象", "code"),
            *(Column(name, _dimension_word(name)) for name in one.dimensions if name in has),
            *([Column("on", "日期", "date")] if "on" in has else []),
            Column("counted", "计入", "number"),
            *([Column("out_of", "分母", "number")] if any(row["out_of"] is not None for row in listed) else []),
        ],
        caption=_("%(label)s %(year)s 年明细") % {"label": label_of(one), "year": year},
        search=("area", "school", "subject"),
        filters=list(_filters(one, listed)),
        empty="没有您可见的明细。",
        definition=_("%(definition)s 快照 %(id)s，截至 %(day)s。") % {
            "definition": one.definition, "id": figures.id, "day": figures.as_of,
        },
    )  # fmt: skip


def _row(row: dict[str, Any], one: Indicator, figures: Figures) -> dict[str, Any]:
    told = {
        "area": figures.area_name(row["area"]) if row.get("area") else "",
        "school": figures.school_name(row["school"]) if row.get("school") else "",
        "subject": _subject(row, figures),
        "counted": plain(row["counted"]) if hasattr(row["counted"], "to_integral_value") else row["counted"],
        "out_of": plain(row["out_of"]) if hasattr(row["out_of"], "to_integral_value") else row["out_of"],
    }
    for name, words in one.dimensions.items():
        if name in row:
            told[name] = words.get(row[name], row[name] or "").split(";")[0] if row[name] is not None else ""
    return told | ({"on": row["on"]} if "on" in row else {})


def _subject(row: dict[str, Any], figures: Figures) -> str:
    """What was counted; a school under its own code is told by its name already."""
    subject = row.get("subject")
    return "" if subject is None or subject == row.get("school") else str(subject)


def _filters(one: Indicator, listed: list[dict[str, Any]]) -> Iterator[Filter]:
    for name, label in (("area", "县区"), *((name, _dimension_word(name)) for name in one.dimensions)):
        values = sorted({str(row[name]) for row in listed if row.get(name)})
        if 1 < len(values) <= 60:
            yield Filter(name, label, [(value, value) for value in values])


def _dimension_word(name: str) -> str:
    return _DIMENSIONS.get(name, name)


#: What the office calls the dimensions of evidence.
_DIMENSIONS = {
    "stage": "学段", "nature": "办学性质", "place": "城乡", "level": "级别", "kind": "类别", "channel": "渠道",
    "work": "建设性质", "term": "学期", "scheme": "资助项目", "exam": "考试", "track": "科类", "way": "方式",
    "item": "事项", "published": "公布", "part": "部分", "teaches": "任教", "tier": "层次", "university": "高校",
    "hired_through": "招聘渠道", "ending": "结果", "designation": "认定", "award": "奖项",
}  # fmt: skip
