"""The inbox by clock, all cases, the month."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.jobs.casework import Line, open_list
from xuezheng.jobs.casework_monthly import COLUMNS, SMALL, Unit, count, month_days, total, value
from xuezheng.records.casework.forms import case_choices
from xuezheng.records.casework.queries import Case, visible_to
from xuezheng.web.desk.casework.sitting import desk_of
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import Column, Filter, Table

SOON = 3
WHEN: tuple[tuple[str, Any], ...] = (
    ("late", "已超期"),
    ("soon", format_lazy(gettext_lazy("{n} 天内到期"), n=SOON)),
    ("later", "以后到期"),
    ("paused", "停止计时"),
)


def when(line: Line) -> str:
    """Which of the four a matter is."""
    if line.state:
        return "paused"
    if line.days_left < 0:
        return "late"
    return "soon" if line.days_left <= SOON else "later"


def days_left(line: Line) -> tuple[str, str]:
    """The days left, by shape and in words."""
    kind = when(line)
    if kind == "paused":
        return "half", _("停止计时")
    if kind == "late":
        return "bad", _("超期 %(n)s 天") % {"n": -line.days_left}
    words = _("今天到期") if line.days_left == 0 else _("剩 %(n)s 天") % {"n": line.days_left}
    return ("warn" if kind == "soon" else "wait"), words


@for_roles()
def inbox(request: HttpRequest) -> HttpResponse:
    """What is open, what is overdue first."""
    lines = open_list(desk_of(request))
    counts = {name: sum(1 for line in lines if when(line) == name) for name, _label in WHEN}
    units = sorted({line.lead for line in lines})
    kinds = sorted({line.kind for line in lines})
    table = Table(
        request,
        lines,
        [
            Column(
                "code", "编号", "code", link=lambda line: reverse("desk:casework-matter", args=[line.code])
            ),
            Column("days_left", "期限", "state", days_left),
            Column("due_on", "到期日", "date", lambda line: line.due_on),
            Column("kind", "渠道"),
            Column("topic", "类别或标题"),
            Column("lead", "主办单位"),
            Column("is_provisional", "暂定", value=lambda line: _("暂定") if line.is_provisional else ""),
        ],
        name="matters",
        caption="在办",
        search=("code", "topic", "lead"),
        search_hint=_("编号、类别、单位"),
        filters=[
            Filter("when", "期限", WHEN, keep=lambda line, value: when(line) == value),
            Filter("kind", "渠道", [(kind, kind) for kind in kinds]),
            Filter("lead", "主办单位", [(unit, unit) for unit in units]),
        ],
        empty="没有在办的件。",
        next_step=("受理一件", reverse("desk:casework-new")),
        marks=lambda line: {"late": "bad", "soon": "warn"}.get(when(line), ""),
        definition=_("未办结的群众诉求、建议提案、审批申请和整改问题，按剩余天数排列。"),
    )
    if (file := table.export()) is not None:
        return file
    tiles = [(label, counts[name], f"?when={name}", name) for name, label in WHEN]
    return render(request, "desk/casework/inbox.html", {"table": table, "tiles": tiles})


@for_roles()
def all_cases(request: HttpRequest) -> HttpResponse:
    """Every case, closed ones too."""
    table = Table(
        request,
        visible_to(Case, request.user).select_related("lead", "school"),
        [
            Column("code", "编号", "code", link=lambda row: reverse("desk:casework-matter", args=[row.code])),
            Column("channel", "渠道", value=lambda row: row.get_channel_display()),
            Column("topic", "类别"),
            Column(
                "school",
                "涉及学校",
                value=lambda row: row.school.name if row.school else "",
                order="school__name",
            ),
            Column("lead", "主办单位", value=lambda row: row.lead.name, order="lead__path"),
            Column("received_on", "受理日期", "date"),
            Column("due_on", "办理期限", "date"),
            Column("closed_on", "办结日期", "date"),
            Column("rating", "评价", value=lambda row: row.get_rating_display() if row.rating else ""),
        ],
        name="cases",
        caption="全部诉求",
        search=("code", "topic", "lead__name", "school__name"),
        search_hint=_("编号、类别、单位、学校"),
        filters=[
            Filter("channel", "渠道", case_choices("channel")),
            Filter("rating", "评价", [choice for choice in case_choices("rating") if choice[0]]),
        ],
        sort="-received_on",
        empty="还没有受理过诉求。",
        next_step=("受理一件", reverse("desk:casework-new")),
    )
    return table.export() or render(request, "desk/casework/all.html", {"table": table})


@for_roles()
def month(request: HttpRequest) -> HttpResponse:
    """The monthly table, one row a unit."""
    desk = desk_of(request)
    asked = request.GET.get("month") or f"{desk.today:%Y-%m}"
    first, last = month_days(asked)
    units = count(desk, first, last)
    rows = [*units, total(units)] if units else []
    table = Table(
        request,
        rows,
        [Column("name", "单位"), *(_column(heading, what) for heading, what, _why in COLUMNS)],
        name="month",
        caption=_("%(month)s 办件月报") % {"month": asked},
        per_page=500,
        empty="这个月没有派单，也没有受理的件。",
        definition="；".join(f"{heading}：{why}" for heading, _what, why in COLUMNS),
    )
    if (file := table.export()) is not None:
        return file
    shown = {"table": table, "month": asked, "columns": COLUMNS, "small": SMALL, "today": desk.today}
    return render(request, "desk/casework/month.html", shown)


def _column(heading: str, what: str | tuple[str, str]) -> Column:
    if isinstance(what, str):
        return Column(what, heading, "number", lambda unit: value(unit, what))
    return Column("_by_".join(what), heading, "percent", lambda unit: _rate(unit, what))


def _rate(unit: Unit, what: tuple[str, str]) -> float | None:
    counted, of = value(unit, what)  # type: ignore[misc]
    return counted / of if of else None
