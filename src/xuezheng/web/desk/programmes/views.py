"""The lists: targets, projects, funds, and what must be done by when by whom."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.jobs.figures import Figures, reporting_year
from xuezheng.records.programmes.queries import Fund, Milestone, Project, Target, visible_to
from xuezheng.rules.progress import soon_days
from xuezheng.web.desk.indicators.pictures import school_map
from xuezheng.web.desk.indicators.views import has_map, standing
from xuezheng.web.desk.numbers import plain, said
from xuezheng.web.desk.programmes.lights import (
    Lit,
    choices,
    counted,
    lit_fund,
    lit_milestone,
    lit_project,
    lit_target,
    worst_first,
)
from xuezheng.web.shown.bureau import today
from xuezheng.web.shown.gate import can, for_roles
from xuezheng.web.shown.tables import Column, Filter, Table

SYMBOLS = {"good": "circle", "warn": "triangle", "bad": "rect", "wait": "emptyCircle", "none": "diamond"}
INKS = {"good": "--good", "warn": "--warn", "bad": "--red", "wait": "--blue", "none": "--muted"}
STAGES = (
    ("accepted_on", "已验收"), ("completed_on", "已竣工"), ("topped_out_on", "主体完工"), ("started_on", "已开工"),
)  # fmt: skip


def link(kind: str) -> Any:
    """Leads from a row of a list to its page."""
    return lambda lit: reverse("desk:programmes-one", args=[kind, lit.row.pk])


def chosen(request: HttpRequest, rows: QuerySet[Any], column: str) -> tuple[int, list[int]]:
    """The year of the address, and the years there are; the reported one where it names none."""
    years = sorted(set(rows.order_by().values_list(column, flat=True)))
    asked = request.GET.get("year", "")
    if asked in map(str, years):
        return int(asked), years
    mine = reporting_year(today())
    return (mine if mine in years or not years else years[-1]), years


def _light_filter() -> Filter:
    return Filter("light", "灯", choices(), keep=lambda lit, value: lit.light.colour == value)


def _among(key: str, label: str, lit: Iterable[Lit], word: Any) -> Filter:
    values = sorted({str(word(one)) for one in lit})
    return Filter(
        key, label, [(value, value) for value in values], keep=lambda one, value: str(word(one)) == value
    )


@for_roles()
def targets(request: HttpRequest) -> HttpResponse:
    """The year's targets, plan against actual."""
    context = standing(request) | {"tab": "targets"}
    figures: Figures | None = context["figures"]
    mine = visible_to(Target, request.user)
    year, years = chosen(request, mine, "year")
    rows = mine.filter(year=year).select_related("owner", "area").order_by("code")
    lit = worst_first([lit_target(row, figures, today()) for row in rows])
    table = Table(
        request,
        lit,
        [
            Column("name", "目标", "long", value=lambda one: one.row.name, link=link("targets")),
            Column("light", "灯", "state", lambda one: one.state, order=""),
            Column("actual", "实际", "number", lambda one: plain(one.actual)),
            Column("value", "目标值", "number", lambda one: plain(one.row.value)),
            Column("unit", "单位", value=lambda one: _(one.row.unit)),
            Column("bar", "完成", "bar", bar_of, order=""),
            Column("why", "为什么", "long", value=lambda one: one.light.why),
            Column("owner", "责任单位", value=lambda one: one.row.owner.name),
            Column("due", "期限", "date", lambda one: one.row.due_on),
            Column("approved", "批准", "date", lambda one: one.row.approved_on),
            Column("code", "编号", "code", lambda one: one.row.pk),
        ],
        caption=_("%(year)s 年目标") % {"year": year},
        search=("name", "owner", "code"),
        filters=[_light_filter(), _among("area", "县区", lit, lambda one: one.row.area.name)],
        empty="这一年还没有您可见的目标。",
        next_step=("设定目标", reverse("desk:programmes-new-target")) if _may_set(request) else None,
    )
    context |= {
        "table": table,
        "year": year,
        "years": years,
        "counts": counted(lit),
        "may_set": _may_set(request),
    }
    return table.export() or render(request, "desk/programmes/targets.html", context)


def bar_of(one: Lit) -> tuple[float | None, float, str]:
    """What is reached of a target, in its light."""
    kind = one.light.colour if one.light.colour in ("good", "warn", "bad") else "plain"
    return (None if one.actual is None else float(one.actual), float(one.row.value), kind)


def _may_set(request: HttpRequest) -> bool:
    return any(can(request, "target.set", path) for path in request.paths)  # type: ignore[attr-defined]


@for_roles()
def projects(request: HttpRequest) -> HttpResponse:
    """The projects of a year's plan, on the map and in a list."""
    mine = visible_to(Project, request.user)
    year, years = chosen(request, mine, "plan_year")
    rows = (
        mine.filter(plan_year=year).select_related("owner", "area", "school").prefetch_related("milestones")
    )
    lit = worst_first([lit_project(row, today()) for row in rows.order_by("code")])
    table = Table(
        request,
        lit,
        [
            Column("name", "项目", "long", value=lambda one: one.row.name, link=link("projects")),
            Column("light", "灯", "state", lambda one: one.state, order=""),
            Column("stage", "进度", value=stage_of),
            Column("spent", "完成投资", "bar", _spent, order=""),
            Column("budget", "预算（元）", "number", lambda one: plain(one.row.budget_yuan)),
            Column("why", "为什么", "long", value=lambda one: one.light.why),
            Column("kind", "类别", value=lambda one: _(one.row.get_kind_display())),
            Column("area", "县区", "code", value=lambda one: one.row.area.name),
            Column("owner", "责任单位", value=lambda one: one.row.owner.name),
            Column("code", "编号", "code", lambda one: one.row.pk),
        ],
        caption=_("%(year)s 年计划的项目") % {"year": year},
        search=("name", "owner", "code"),
        filters=[
            _light_filter(),
            Filter("kind", "类别", Project.Kind.choices, keep=lambda one, value: one.row.kind == value),
            _among("area", "县区", lit, lambda one: one.row.area.name),
        ],
        empty="这一年的计划里没有您可见的项目。",
    )
    points = list(_points(lit))
    context = {
        "tab": "projects",
        "table": table,
        "year": year,
        "years": years,
        "counts": counted(lit),
        "map": school_map(points, is_ramp=False) if points and has_map() else None,
        "n_unplaced": len(lit) - len(points),
        "budget": said(sum((one.row.budget_yuan for one in lit), Decimal(0)), "元"),
        "spent": said(sum((one.row.spent_yuan for one in lit), Decimal(0)), "元"),
        "day": today(),
    }
    return table.export() or render(request, "desk/programmes/projects.html", context)


def stage_of(one: Lit) -> str:
    """The last stage a project has reached."""
    if one.row.cancelled_on:
        return _("已取消")
    return next((_(word) for name, word in STAGES if getattr(one.row, name)), _("未开工"))


def _spent(one: Lit) -> tuple[float, float, str]:
    return (
        float(one.row.spent_yuan),
        float(one.row.budget_yuan),
        "warn" if one.row.spent_yuan > one.row.budget_yuan else "plain",
    )


def _points(lit: Iterable[Lit]) -> Iterator[dict[str, Any]]:
    for one in reversed(list(lit)):  # the most pressing on top
        school = one.row.school
        if school is None or school.x_km is None or school.y_km is None:
            continue
        yield {
            "name": f"{one.row.name}：{_(one.state[1])}，{one.light.why}",
            "value": [float(school.x_km), float(school.y_km), 0],
            "link": reverse("desk:programmes-one", args=["projects", one.row.pk]),
            "symbol": SYMBOLS[one.light.colour],
            "symbolSize": 14 if one.light.colour in ("bad", "warn") else 8,
            "itemStyle": {"color": INKS[one.light.colour]},
        }


@for_roles()
def funds(request: HttpRequest) -> HttpResponse:
    """Money: noticed, arrived, still waited for."""
    mine = visible_to(Fund, request.user)
    years = sorted({day.year for day in mine.dates("noticed_on", "year")})
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else reporting_year(today())
    rows = (
        mine.filter(noticed_on__year=year).select_related("area", "project").order_by("-amount_yuan", "code")
    )
    lit = [lit_fund(row, today()) for row in rows]
    table = Table(
        request,
        lit,
        [
            Column("name", "名称", "long", value=lambda one: one.row.name, link=link("funds")),
            Column("light", "灯", "state", lambda one: (one.light.colour, _("已到账") if one.row.arrived_on else _("未到账")), order=""),
            Column("amount", "金额（元）", "number", lambda one: plain(one.row.amount_yuan)),
            Column("level", "来源", value=lambda one: _(one.row.get_level_display())),
            Column("area", "县区", "code", value=lambda one: one.row.area.name),
            Column("noticed", "下达", "date", lambda one: one.row.noticed_on),
            Column("arrived", "到账", "date", lambda one: one.row.arrived_on),
            Column("project", "项目", value=lambda one: one.row.project.name if one.row.project else ""),
            Column("notice", "文号", "code", value=lambda one: one.row.notice_number),
            Column("code", "编号", "code", lambda one: one.row.pk),
        ],
        caption=_("%(year)s 年下达的资金") % {"year": year},
        search=("name", "notice", "code", "project"),
        filters=[
            _light_filter(),
            Filter("level", "来源", Fund.Level.choices, keep=lambda one, value: one.row.level == value),
            _among("area", "县区", lit, lambda one: one.row.area.name),
        ],
        empty="这一年没有您可见的资金。",
    )  # fmt: skip
    noticed = sum((one.row.amount_yuan for one in lit), Decimal(0))
    arrived = sum((one.row.amount_yuan for one in lit if one.row.arrived_on), Decimal(0))
    context = {
        "tab": "funds",
        "table": table,
        "year": year,
        "years": years,
        "counts": counted(lit),
        "noticed": said(noticed, "元"),
        "arrived": said(arrived, "元"),
        "waiting": said(noticed - arrived, "元"),
        "parts": (float(arrived), float(noticed)),
    }
    return table.export() or render(request, "desk/programmes/funds.html", context)


@for_roles()
def due(request: HttpRequest) -> HttpResponse:
    """What must be done by when by whom: late things and those of the coming weeks."""
    context = standing(request)
    day = today()
    until = day + timedelta(days=soon_days(day))
    rows = sorted(_to_do(request, context["figures"], day, until), key=lambda row: (row["due"], row["what"]))
    table = Table(
        request,
        rows,
        [
            Column("due", "应在", "date"),
            Column("left", "还有（天）", "number"),
            Column("light", "灯", "state", order=""),
            Column("what", "要办的事", "long", link=lambda row: row["link"]),
            Column("kind", "种类"),
            Column("who", "由谁办"),
            Column("why", "说明", "long"),
        ],
        caption=_("截至 %(until)s 要办的事") % {"until": until},
        search=("what", "who"),
        filters=[
            Filter("kind", "种类", [(each, each) for each in ("目标", "项目节点", "资金")]),
            Filter("light", "灯", choices(), keep=lambda row, value: row["light"][0] == value),
        ],
        marks=lambda row: "bad" if row["light"][0] == "bad" else "warn" if row["light"][0] == "warn" else "",
        empty="近期没有要办的事，也没有逾期的。",
    )
    return table.export() or render(
        request,
        "desk/programmes/due.html",
        context | {"tab": "due", "table": table, "day": day, "until": until},
    )


def _to_do(request: HttpRequest, figures: Figures | None, day: date, until: date) -> Iterator[dict[str, Any]]:
    open_steps = visible_to(Milestone, request.user).filter(
        done_on=None, due_on__lte=until, project__cancelled_on=None
    )
    for one in open_steps.select_related("project__owner"):
        yield _row(lit_milestone(one, day), one.due_on, day, f"{one.project.name}：{one.name}", "项目节点",
                   one.project.owner.name, reverse("desk:programmes-one", args=["projects", one.project_id]))  # fmt: skip
    coming = visible_to(Target, request.user).filter(due_on__gte=day - timedelta(days=366), due_on__lte=until)
    for target in coming.select_related("owner", "area"):
        lit = lit_target(target, figures, day)
        if lit.light.colour != "good":
            yield _row(lit, target.due_on, day, target.name, "目标", target.owner.name, link("targets")(lit))
    waited = visible_to(Fund, request.user).filter(arrived_on=None, noticed_on__lte=day)
    for fund in waited.select_related("area__organisation"):
        lit = lit_fund(fund, day)
        if lit.light.colour in ("warn", "bad"):
            yield _row(
                lit, fund.noticed_on, day, fund.name, "资金", fund.area.organisation.name, link("funds")(lit)
            )


def _row(lit: Lit, due_on: date, day: date, what: str, kind: str, who: str, to: str) -> dict[str, Any]:
    return {
        "due": due_on, "left": (due_on - day).days, "light": (lit.light.colour, _(lit.state[1])), "what": what,
        "kind": kind, "who": who, "why": lit.light.why, "link": to,
    }  # fmt: skip
