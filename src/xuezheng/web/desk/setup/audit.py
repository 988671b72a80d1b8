"""The audit log for the auditor: who did what to which record and when. Codes and columns, never a value."""

from datetime import datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.records.accounts.rights import RIGHTS
from xuezheng.records.audit.actions import read_log
from xuezheng.records.audit.queries import Event, visible_to
from xuezheng.web.shown.bureau import CHINA, now, today
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import Column, Filter, Table

AUDITORS = RIGHTS["audit.read"].roles
_SPANS = ((0, "今天"), (7, "近 7 天"), (30, "近 30 天"), (365, "近一年"))


def _since() -> list[tuple[str, str]]:
    begins = datetime.combine(today(), time(), CHINA)
    return [((begins - timedelta(days=days)).isoformat(), label) for days, label in _SPANS]


def _kinds() -> list[tuple[str, str]]:
    ours = [model for model in apps.get_models() if hasattr(model, "Frozen")]
    named = ((model._meta.label_lower, str(model._meta.verbose_name)) for model in ours)
    return sorted(named, key=lambda pair: pair[1])


def _fields(event: Any) -> str:
    """Which columns were written; of the detail nothing else is shown."""
    return "、".join(map(str, event.detail.get("fields", ())))


@for_roles(AUDITORS)
def events(request: HttpRequest) -> HttpResponse:
    """All events, the latest first. The look is an event too."""
    kinds = dict(_kinds())
    table = Table(
        request,
        visible_to(Event, request.user),
        [
            Column("seq", "序号", "number"),
            Column("at", "时间", "moment", order=""),
            Column("by", "操作人", "code", order=""),
            Column("action", "操作", value=lambda e: _(RIGHTS[e.action].label) if e.action in RIGHTS else e.action, order=""),
            Column("subject_kind", "对象类别", value=lambda e: _(kinds.get(e.subject_kind, e.subject_kind)), order=""),
            Column("subject_code", "对象代码", "code", order=""),
            Column("fields", "写入的栏目", "long", _fields, order=""),
        ],
        name="events",
        caption="审计记录",
        search=("by", "subject_code"),
        search_hint=_("账号或对象代码"),
        filters=[
            Filter("action", "操作", [(code, right.label) for code, right in RIGHTS.items()]),
            Filter("kind", "对象类别", list(kinds.items()), lookup="subject_kind"),
            Filter("since", "时间", _since(), lookup="at__gte"),
        ],
        sort="-seq",
        definition=_("谁在何时对哪条记录做了什么。只有代码和栏目，没有内容。查某名学生的页被谁看过：操作选“查看学生页”，搜索学生代码。本次查阅也记入审计。"),
    )  # fmt: skip
    asked = {key: "" for key in ("q", "action", "kind", "since", "as") if key in table.asked}
    read_log(by=request.user, at=now(), asked=asked)  # type: ignore[arg-type]
    return table.export() or render(
        request, "desk/setup/table.html", {"table": table, "title": _("审计记录")}
    )
