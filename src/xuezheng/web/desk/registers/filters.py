"""Filters a person keeps."""

from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.records.registers.actions import drop_filter, save_filter
from xuezheng.records.registers.queries.rolls import SavedFilter, filters_of
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.gate import for_roles

KEPT = ("schools", "pupils", "teachers")
#: A page and a file are not part of a filter.
MOMENTARY = {"page", "as", "col"}


@for_roles()
@require_POST
def save(request: HttpRequest, register: str) -> HttpResponse:
    """Keep the filters and columns of the list as it is."""
    asked = [(key, value) for key, value in parse_qsl(request.POST.get("asked", "")) if key not in MOMENTARY]
    row = SavedFilter(
        user=request.user,  # type: ignore[misc]
        register=register,
        name=request.POST.get("name", "").strip(),
        asked=urlencode(asked),
    )
    save_filter(row=row, by=request.user, at=now())  # type: ignore[arg-type]
    messages.success(request, _("已保存筛选“%s”。") % row.name)
    return HttpResponseRedirect(f"{reverse(f'desk:registers-{register}')}?{row.asked}")


@for_roles()
@require_POST
def drop(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    """Throw one away."""
    row = get_object_or_404(filters_of(request.user, register), pk=pk)
    drop_filter(row=row, by=request.user, at=now())  # type: ignore[arg-type]
    messages.success(request, _("已删去筛选“%s”。") % row.name)
    return HttpResponseRedirect(reverse(f"desk:registers-{register}"))
