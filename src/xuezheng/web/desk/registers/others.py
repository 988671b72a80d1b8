"""Every kind of record a person may see: a list and a page each, drawn from what the room declares."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    Field,
    ForeignKey,
    JSONField,
    Model,
    Q,
    QuerySet,
)
from django.db.models.fields import IntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from xuezheng.records.accounts.rights import READERS
from xuezheng.records.intake.forms.layouts import all_layouts, model_of
from xuezheng.records.windows import Window, rooms, window_of
from xuezheng.web.desk.places import roles_of
from xuezheng.web.desk.registers.history import history_page
from xuezheng.web.desk.registers.tables import choose_columns, settle_columns, taken_out, ticks
from xuezheng.web.shown.gate import EVERYONE_WITH_A_ROLE, for_roles
from xuezheng.web.shown.tables import Column, Filter, Table

#: Columns shown unless others are ticked.
USUAL = 8
ROOMS_SAID = {
    "registers": "基础登记", "intake": "报送", "programmes": "目标与项目", "casework": "办件", "visits": "督导评估",
    "ledger": "台账", "rounds": "分配轮次", "decisions": "决定", "accounts": "账号与机构", "audit": "审计",
}  # fmt: skip
#: These have pages of their own.
FIRST_CLASS = {
    "registers.school": "desk:registers-school",
    "registers.pupil": "desk:registers-pupil",
    "registers.teacher": "desk:registers-teacher",
    "intake.batch": "desk:intake-batch",
}


@for_roles(EVERYONE_WITH_A_ROLE)
def index(request: HttpRequest) -> HttpResponse:
    """The three registers of every day, then all the others by room."""
    roles = roles_of(request)
    listed = [
        (
            ROOMS_SAID[room],
            [
                (
                    w.model._meta.verbose_name,
                    reverse("desk:registers-rows", args=[room, w.model._meta.model_name]),
                )
                for w in windows
            ],
        )
        for room, windows in rooms(roles).items()
    ]
    shown = {"rooms": listed, "reads": bool(roles & READERS)}
    return render(request, "desk/registers/index.html", shown)


@for_roles(EVERYONE_WITH_A_ROLE)
def rows(request: HttpRequest, room: str, kind: str) -> HttpResponse:
    """The rows of one model."""
    window = _window(request, room, kind)
    settled = settle_columns(request)
    if settled:
        return settled
    known = [_column(window, of) for of in window.fields]
    columns = choose_columns(request, known, [column.key for column in known[:USUAL]])
    table = Table(
        request,
        window.rows(request.user),
        columns,
        caption=str(window.model._meta.verbose_name),
        searching=(lambda found, words: _found(window, found, words)) if window.is_searched else None,
        search_hint="、".join(_said(window, lookup) for lookup in window.search),
        filters=[
            Filter(
                of.name,
                str(of.verbose_name),
                [(str(code), str(label)) for code, label in of.flatchoices if code != ""],
            )
            for of in window.fields
            if of.choices and of.name not in window.masks
        ],
        sort=columns[0].key,
        empty="这里还没有记录。",
    )
    shown = {
        "table": table,
        "window": window,
        "room": ROOMS_SAID[room],
        "ticks": ticks(known, columns),
        "layout": _layout(window),
    }
    return taken_out(request, table, f"{room}.{kind}") or render(request, "desk/registers/rows.html", shown)


@for_roles(EVERYONE_WITH_A_ROLE)
def row(request: HttpRequest, room: str, kind: str, pk: str) -> HttpResponse:
    """One row, column by column."""
    window = _window(request, room, kind)
    one = _row(request, window, pk)
    facts = [
        (of.verbose_name, window.shown(one, of), _address(request, window, one, of)) for of in window.fields
    ]
    shown = {
        "window": window,
        "row": one,
        "facts": facts,
        "room": ROOMS_SAID[room],
        "room_key": room,
        "kind": kind,
        "label": window.model._meta.verbose_name,
        "has_history": bool(window.readers & READERS and roles_of(request) & READERS),
    }
    return render(request, "desk/registers/row.html", shown)


@for_roles(READERS)
def row_history(request: HttpRequest, room: str, kind: str, pk: str) -> HttpResponse:
    """Who did what to a row. What the three administrators keep is in the log alone."""
    window = _window(request, room, kind)
    if not window.readers & READERS:
        raise Http404
    one = _row(request, window, pk)
    return history_page(request, [one], reverse("desk:registers-row", args=[room, kind, one.pk]))


def _row(request: HttpRequest, window: Window, pk: str) -> Any:
    try:
        return get_object_or_404(window.rows(request.user), pk=pk)
    except (ValueError, ValidationError):
        raise Http404 from None


def _window(request: HttpRequest, room: str, kind: str) -> Window:
    window = window_of(room, kind, roles_of(request))
    if window is None:
        raise Http404
    return window


def _column(window: Window, of: "Field[Any, Any]") -> Column:
    is_first = of is window.fields[0]
    return Column(
        of.name,
        str(of.verbose_name) if of.name != "id" else "编号",
        _kind(window, of),
        value=lambda one: window.shown(one, of),
        link=(lambda one: _page_of(window.model, one.pk)) if is_first else None,
        order=None if of.name not in window.masks and not isinstance(of, JSONField) else "",
    )


def _kind(window: Window, of: "Field[Any, Any]") -> str:
    if of.name in window.masks or of.choices or isinstance(of, ForeignKey | BooleanField):
        return "text"
    if isinstance(of, DateTimeField):
        return "moment"
    if isinstance(of, DateField):
        return "date"
    # A year and a row's own number are names, not quantities.
    return "number" if isinstance(of, IntegerField) and of.name.startswith("n_") else "code"


def _page_of(model: type[Model], pk: Any) -> str:
    own = FIRST_CLASS.get(model._meta.label_lower)
    if own:
        return reverse(own, args=[pk])
    return reverse("desk:registers-row", args=[model._meta.app_label, model._meta.model_name, pk])


def _address(request: HttpRequest, window: Window, one: Any, of: "Field[Any, Any]") -> str:
    """Where a thing pointed at has its page, if the person may open it."""
    value = getattr(one, str(getattr(of, "attname", of.name)))
    if not isinstance(of, ForeignKey) or value is None or of.name in window.masks:
        return ""
    there = apps.get_model(of.related_model._meta.label)  # type: ignore[union-attr]
    target = window_of(there._meta.app_label, str(there._meta.model_name), roles_of(request))
    return _page_of(there, value) if target else ""


def _found(window: Window, found: QuerySet[Any], words: str) -> QuerySet[Any]:
    condition = Q()
    for lookup in window.search:
        condition |= Q(**{f"{lookup}__icontains": words})
    return found.filter(condition)


def _said(window: Window, lookup: str) -> str:
    first = window.model._meta.get_field(lookup.split("__")[0])
    return str(getattr(first, "verbose_name", lookup))


def _layout(window: Window) -> str:
    """The layout in which rows of this model are sent in; "" when they are not."""
    return next((name for name, one in all_layouts().items() if model_of(one.parts[-1]) is window.model), "")
