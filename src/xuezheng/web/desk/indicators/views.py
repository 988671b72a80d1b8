"""The catalogue of indicators and the page of each one."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import XuezhengError
from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.indicators.declaration import Indicator
from xuezheng.jobs.figures import Figures, Told, latest_figures, latest_snapshot
from xuezheng.jobs.figures.computing import definitions_sha256
from xuezheng.records.accounts.rights import Role
from xuezheng.web.desk.indicators import pictures
from xuezheng.web.desk.indicators.finding import label_of, searched_texts, topics
from xuezheng.web.desk.numbers import change, digits, plain, said
from xuezheng.web.desk.seen import seen_by
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import Column, Filter, Table
from xuezheng.web.shown.work import begin

COMPUTERS = frozenset({Role.OFFICE})
MAP = Path("map") / "areas.geojson"
LARGEST_MAP = 2 * 2**20
KINDS = {
    "count": "计数", "sum": "合计", "rate": "比率", "ratio": "比值", "change": "比上年下降",
}  # fmt: skip


def folder() -> Path:
    """The served bureau's folder."""
    return Path(settings.FOLDER)


def has_map() -> bool:
    """Whether the bureau has outlines of its areas."""
    file = folder() / MAP
    return file.is_file() and file.stat().st_size <= LARGEST_MAP


def standing(request: HttpRequest) -> dict[str, Any]:
    """What every page of figures says first: of which snapshot, from which day, or why there is none."""
    told: dict[str, Any] = {"figures": None, "fault": "", "may_compute": may_compute(request)}
    try:
        figures = latest_figures(folder())
        told |= {"figures": figures, "snapshot": latest_snapshot(folder())}
        told["is_old"] = figures is not None and figures.about["definitions_sha256"] != definitions_sha256()
    except XuezhengError as error:
        told["fault"] = str(error)
    return told


def may_compute(request: HttpRequest) -> bool:
    """Whether the person may freeze and compute."""
    return any(role in COMPUTERS for role, _path in request.grants)  # type: ignore[attr-defined]


@for_roles()
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every indicator with its latest figure."""
    said_first = standing(request)
    figures: Figures | None = said_first["figures"]
    table = Table(
        request,
        [_listed(each, figures) for each in load_catalogue().values()],
        [
            Column("label", "指标", "long", link=lambda row: f"{row['code']}/"),
            Column("value", "最近数值", "number"),
            Column("unit", "单位", value=lambda row: _(row["unit"]) if row["unit"] else ""),
            Column("year", "年度", "code"),
            Column("change", "比上年", "number", order=""),
            Column("topics", "章节", "code", value=lambda row: "、".join(_(topic) for topic in row["topics"])),
            Column("code", "代码", "code"),
        ],
        caption="指标目录",
        search=("searched",),
        search_hint=_("名称、拼音首字母、英文或代码"),
        filters=[
            Filter("topic", "章节", [(each, each) for each in topics()], keep=lambda row, value: value in row["topics"]),
            Filter("kind", "类型", list(KINDS.items())),
        ],
        per_page=50,
    )  # fmt: skip
    return table.export() or render(
        request, "desk/indicators/catalogue.html", said_first | {"table": table, "n": len(load_catalogue())}
    )


def _listed(indicator: Indicator, figures: Figures | None) -> dict[str, Any]:
    latest = figures.latest(indicator.code) if figures else None
    before = figures.city(indicator.code, latest.year - 1) if figures and latest else None
    changed = change(latest.value, before.value if before else None, indicator.kind) if latest else None
    return {
        "code": indicator.code,
        "label": label_of(indicator),
        "unit": indicator.unit,
        "topics": indicator.topics,
        "kind": indicator.kind,
        "searched": searched_texts()[indicator.code],
        "value": plain(latest.value) if latest else None,
        "year": latest.year if latest else None,
        "change": changed.text if changed else None,
    }


def found(code: str) -> Indicator:
    """One indicator, or no such page."""
    known = load_catalogue()
    if code not in known:
        raise Http404(code)
    return known[code]


def chosen_year(request: HttpRequest, figures: Figures) -> int:
    """The year of the address; the reported one where it names none that was computed."""
    asked = request.GET.get("year", "")
    return int(asked) if asked in {str(year) for year in figures.years} else figures.year


@for_roles()
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: its figure, its years, its areas, its definition."""
    one = found(code)
    context = standing(request) | {"one": one, "label": label_of(one), "kind": KINDS[one.kind], "tab": "here"}
    context["in_words"] = formula(one, None)
    figures: Figures | None = context["figures"]
    if figures is None:
        return render(request, "desk/indicators/one.html", context)
    year = chosen_year(request, figures)
    now, before = figures.city(code, year), figures.city(code, year - 1)
    areas = figures.areas(code, year)
    context |= {
        "year": year,
        "now": now,
        "value": said(now.value if now else None, one.unit),
        "before": said(before.value if before else None, one.unit),
        "change": change(now.value if now else None, before.value if before else None, one.kind),
        "formula": formula(one, now),
        "trend": pictures.trend(one, figures),
        "bars": pictures.by_area(one, figures, areas, year) if any(a.value is not None for a in areas) else None,
        "map": pictures.area_map(one, figures, areas) if has_map() else None,
        "areas": list(_compared(one, figures, areas, year)),
        "sees_rows": seen_by(request).is_all or bool(seen_by(request).areas or seen_by(request).schools),
        "has_schools": any(row.value is not None for row in figures.schools(code, year)),
    }  # fmt: skip
    return render(request, "desk/indicators/one.html", context)


def _compared(one: Indicator, figures: Figures, areas: list[Told], year: int) -> Iterator[dict[str, Any]]:
    before = {row.place: row.value for row in figures.areas(one.code, year - 1)}
    most = max((abs(row.value) for row in areas if row.value is not None), default=None)
    for row in areas:
        yield {
            "name": figures.area_name(row.place),
            "code": row.place,
            "value": said(row.value, one.unit),
            "part": None if row.value is None else float(abs(row.value)),
            "most": float(most or 0),
            "before": said(before.get(row.place), one.unit),
            "change": change(row.value, before.get(row.place), one.kind),
            "rows": row.rows,
            "why_not": row.why_not,
        }


def formula(one: Indicator, now: Told | None) -> str:
    """How the figure comes from its rows, in words and with its own numbers."""
    if now is None or now.value is None:
        return {
            "count": _("数值＝各行计数之和"), "sum": _("数值＝各行数量之和"), "rate": _("数值＝分子之和 ÷ 分母之和 × 100"),
            "ratio": _("数值＝分子之和 ÷ 分母之和"), "change": _("数值＝（上年 − 本年）÷ 上年 × 100"),
        }[one.kind]  # fmt: skip
    counted, out_of, value = digits(now.counted), digits(now.out_of), digits(now.value)
    if one.kind in ("count", "sum"):
        times = f" × {one.scale}" if one.scale != 1 else ""
        return _("%(n)s 行相加：%(counted)s%(times)s ＝ %(value)s") % {
            "n": digits(Decimal(now.rows)), "counted": counted, "times": times, "value": value,
        }  # fmt: skip
    if one.kind == "change":
        return _("（上年 %(last)s − 本年 %(now)s）÷ 上年 %(last)s × 100 ＝ %(value)s") % {
            "last": out_of, "now": digits((now.out_of or Decimal(0)) - now.counted), "value": value,
        }  # fmt: skip
    times = f" × {one.scale}" if one.scale != 1 else ""
    return f"{counted} ÷ {out_of}{times} ＝ {value}"


@for_roles()
def outlines(request: HttpRequest) -> HttpResponse:
    """The outlines of the areas, from the bureau's folder."""
    if not has_map():
        raise Http404("map")
    answer = HttpResponse((folder() / MAP).read_bytes(), content_type="application/geo+json")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


@for_roles(COMPUTERS)
@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    """Ask for a new snapshot with its figures, or for those of the latest one."""
    is_frozen = request.POST.get("what") == "latest" and latest_snapshot(folder()) is not None
    title = _("计算最新快照的指标和评估") if is_frozen else _("冻结记录，计算指标和评估")
    return begin(
        request,
        kind="indicators.compute",
        key="indicators.compute",
        title=title,
        organisation=request.user.organisation,  # type: ignore[arg-type, union-attr]
        given={"freeze": not is_frozen},
    )
