"""Bulk edit: choose rows, a column and a value; look at before and after; change; undo as any batch."""

import json
import secrets
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput, NotFound
from xuezheng.jobs.changing import MOST, Change, Moved, carry_out, columns_to_change, prepare
from xuezheng.records.accounts.rights import SCHOOL_DESK
from xuezheng.records.intake.forms.layouts import Column, Layout, layout_of, model_of
from xuezheng.web.desk.registers.lists import keys_asked
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.gate import for_roles

LAYOUTS = {
    "pupils": "desk:registers-pupils",
    "schools": "desk:registers-schools",
    "teachers": "desk:registers-teachers",
}


@for_roles(SCHOOL_DESK)
@require_POST
def change(request: HttpRequest, register: str) -> HttpResponse:
    """One address for the three steps: say the value, look, do. What is posted says which one it is."""
    if register not in LAYOUTS:
        raise Http404
    layout = layout_of(register)
    keys = _picked(request, layout)
    column = next((c for c in columns_to_change(layout) if c.name == request.POST.get("field")), None)
    if len(keys) > MOST:
        raise BadInput(
            f"筛选出的超过 {MOST} 行，一次最多改 {MOST} 行。没有改动。请再筛选，或导出整册改好后再导入。"
        )
    shown: dict[str, Any] = {"layout": layout, "register": register, "keys": keys, "column": column}
    shown |= {"back": request.POST.get("back", ""), "picks": ",".join(map(str, keys))}
    if not keys or column is None:
        messages.warning(request, _("请先勾选要修改的行，再选择要修改的项目。"))
        return _back(register, shown["back"])
    if "value" not in request.POST:
        shown["labels"] = [label for label, code in column.choices.items() if label != code]
        return render(request, "desk/registers/change.html", shown)
    value = request.POST["value"].strip()
    if "was" in request.POST:
        return _do(request, layout, keys, column, value, shown)
    return _look(request, prepare(layout, keys, column.name, value, request.user), shown)


def _look(request: HttpRequest, looked_at: Change, shown: dict[str, Any], moved: Any = ()) -> HttpResponse:
    differing = [line for line in looked_at.lines if line.before != line.after or line.faults]
    shown |= {
        "change": looked_at,
        "lines": differing[:200],
        "n_differing": len(differing),
        "n_more": max(0, len(differing) - 200),
        "n_same": len(looked_at.lines) - len(differing),
        "was": json.dumps(looked_at.was, ensure_ascii=False),
        "token": secrets.token_hex(16),
        "moved": {str(key) for key in moved},
        "value": looked_at.value,
    }
    return render(request, "desk/registers/preview.html", shown, status=409 if moved else 200)


def _do(
    request: HttpRequest, layout: Layout, keys: list[Any], column: Column, value: str, shown: dict[str, Any]
) -> HttpResponse:
    try:
        was = dict(json.loads(request.POST["was"]))
    except ValueError:
        raise NotFound("预览的内容不完整，没有改动。可能页面没有载入完。请重新预览。") from None
    try:
        batch = carry_out(
            layout,
            keys,
            column.name,
            value,
            was=was,
            token=request.POST.get("token", ""),
            by=request.user,
            at=now(),
        )
    except Moved as error:
        messages.error(request, str(error))
        return _look(request, prepare(layout, keys, column.name, value, request.user), shown, error.keys)
    messages.success(request, _("已修改 %s 条，可在本页撤销。") % batch.n_changed)
    return HttpResponseRedirect(reverse("desk:intake-batch", args=[batch.pk]))


def _picked(request: HttpRequest, layout: Layout) -> list[Any]:
    """The rows that were ticked; with `all`, those of the whole list as it was filtered."""
    if "all" in request.POST:
        return keys_asked(request, layout.name, request.POST.get("back", ""))
    picked = request.POST.getlist("pick") or request.POST.get("picks", "").split(",")
    return _keys(layout, [one for one in picked if one])


def _keys(layout: Layout, picked: list[str]) -> list[Any]:
    """The picked keys, as the model has them; what cannot be a key of it is nobody's row."""
    key = model_of(layout.parts[-1])._meta.pk
    try:
        return sorted({key.to_python(one) for one in picked})  # type: ignore[union-attr]
    except ValidationError:
        raise Http404 from None


def _back(register: str, asked: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(LAYOUTS[register])}?{asked}")
