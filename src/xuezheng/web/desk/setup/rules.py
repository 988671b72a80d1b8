"""The rules in force: dated numbers and clocks, each with its source and how sure it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.rules.clocks import Clock, all_clocks
from xuezheng.rules.values import Value, all_values
from xuezheng.web.shown.bureau import today
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import Column, Filter, Table

MARKS = {"V": ("good", "已核原文"), "V2": ("half", "多处一致"), "M": ("warn", "凭记忆，待核")}


def _mark(row: Value | Clock) -> tuple[str, str]:
    kind, words = MARKS.get(row.mark, ("none", row.mark))
    return kind, _(words)


MARK_FILTER = Filter("mark", "把握", [(mark, words) for mark, (_kind, words) in MARKS.items()])


@for_roles()
def values(request: HttpRequest) -> HttpResponse:
    """Every dated number that holds today."""
    day = today()
    rows = [
        value
        for lines in all_values().values()
        for value in lines
        if value.from_on <= day and (value.to_on is None or day <= value.to_on)
    ]
    table = Table(
        request,
        rows,
        [
            Column("name", "名称", "code"),
            Column("value", "数值", "number", lambda row: float(row.value)),
            Column("unit", "单位"),
            Column("from_on", "起", "date"),
            Column("to_on", "止", "date"),
            Column("mark", "把握", "state", _mark),
            Column("source", "出处"),
        ],
        name="values",
        caption="规则数值",
        search=("name", "source"),
        filters=[MARK_FILTER],
        sort="name",
        definition=_("%(day)s 有效的数值。修改在规则文件中进行，须写明日期和出处。") % {"day": day},
    )
    return table.export() or render(
        request, "desk/setup/table.html", {"table": table, "title": _("规则数值")}
    )


@for_roles()
def clocks(request: HttpRequest) -> HttpResponse:
    """Every clock with its limit, extension and pauses."""
    rows = [clock for lines in all_clocks().values() for clock in lines]
    table = Table(
        request,
        rows,
        [
            Column("title", "时限"),
            Column("matter", "事项"),
            Column("says", "期限"),
            Column("pauses", "可停止计时", value=lambda row: "、".join(row.pauses)),
            Column("article", "条款"),
            Column("source", "出处"),
            Column("from_on", "起", "date"),
            Column("mark", "把握", "state", _mark),
        ],
        name="clocks",
        caption="办理时限",
        search=("title", "matter", "source"),
        filters=[MARK_FILTER],
        per_page=200,
    )
    return table.export() or render(
        request, "desk/setup/table.html", {"table": table, "title": _("办理时限")}
    )
