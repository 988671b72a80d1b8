"""The history of a record: who did what to it and when, and the batches of imports that wrote it."""

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from xuezheng.records.accounts.rights import RIGHTS
from xuezheng.records.audit.actions import label_of
from xuezheng.records.audit.queries import acts_on
from xuezheng.records.intake.queries import batches_that_touched
from xuezheng.records.registers.queries import Enrolment, Movement, Pupil, School, Teacher, visible_to
from xuezheng.records.registers.queries.rolls import pupil_seen
from xuezheng.web.shown.gate import for_roles

KINDS: dict[str, type[Model]] = {"school": School, "pupil": Pupil, "teacher": Teacher}


@for_roles()
def history(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The acts on one record, the latest first; a page, and the part of a page."""
    if kind not in KINDS:
        raise Http404
    seen = visible_to(KINDS[kind], request.user).filter(pk=code)
    row = get_object_or_404(pupil_seen(request.user, code) if kind == "pupil" else seen)
    rows: list[Model] = [row]
    if isinstance(row, Pupil):
        for model in (Enrolment, Movement):
            rows += list(visible_to(model, request.user).filter(pupil=row))
    return history_page(request, rows, reverse(f"desk:registers-{kind}", args=[row.pk]))


def history_page(request: HttpRequest, rows: list[Model], back: str) -> HttpResponse:
    """The acts on a record (the first of the rows) and on what belongs to it."""
    row = rows[0]
    shown = {
        "acts": [_told(act) for act in acts_on(rows, most=60)],
        "batches": batches_that_touched(request.user, row),
        "label": row._meta.verbose_name,
        "code": row.pk,
        "back": back,
    }
    part = request.htmx  # type: ignore[attr-defined]
    return render(request, "desk/registers/_history.html" if part else "desk/registers/history.html", shown)


def _told(act: Any) -> dict[str, Any]:
    """An event in words: never a value, only which columns."""
    from django.apps import apps

    model = apps.get_model(act.subject_kind)
    fields = [label_of(model, name) for name in act.detail.get("fields", ()) if _is_field(model, name)]
    right = RIGHTS.get(act.action)
    return {
        "at": act.at,
        "by": act.by,
        "what": right.label if right else act.action,
        "about": model._meta.verbose_name,
        "fields": fields,
        "why": act.detail.get("why", ""),
    }


def _is_field(model: type[Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)
