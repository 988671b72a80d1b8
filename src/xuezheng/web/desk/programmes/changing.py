"""One target, project or fund: its page, the things to do to it, its correction, a new target."""

import hashlib
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput
from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.records.accounts.queries import Organisation
from xuezheng.records.accounts.queries import visible_to as organisations_of
from xuezheng.records.accounts.rights import RIGHTS
from xuezheng.records.audit.queries import last_act
from xuezheng.records.programmes import actions
from xuezheng.records.programmes.queries import Target, visible_to
from xuezheng.records.registers.queries import Area
from xuezheng.records.registers.queries import visible_to as registers_of
from xuezheng.web.desk.indicators import pictures
from xuezheng.web.desk.indicators.finding import label_of
from xuezheng.web.desk.indicators.views import standing
from xuezheng.web.desk.numbers import said
from xuezheng.web.desk.programmes.deeds import CORRECTED, DEEDS, KINDS, Deed, correction_form, form_for
from xuezheng.web.desk.programmes.lights import lit_fund, lit_milestone, lit_project, lit_target, step_of
from xuezheng.web.desk.programmes.timeline import timeline
from xuezheng.web.desk.programmes.views import bar_of, stage_of
from xuezheng.web.shown.bureau import now, today
from xuezheng.web.shown.forms import put_on
from xuezheng.web.shown.gate import can, for_roles

SETTERS = RIGHTS["target.set"].roles
CORRECTORS = RIGHTS["record.correct"].roles


def found(request: HttpRequest, kind: str, key: str) -> Any:
    """A record the person sees, or no such page."""
    if kind not in KINDS:
        raise Http404(kind)
    model, with_it, _path = KINDS[kind]
    rows = visible_to(model, request.user).select_related(*with_it)
    try:
        return get_object_or_404(rows, pk=key)
    except (ValueError, ValidationError):  # a milestone's number that is none
        raise Http404(key) from None


def version(row: Any) -> str:
    """Changes whenever the record does: what a person saw is what they act on."""
    told = "\n".join(str(getattr(row, field.attname)) for field in row._meta.concrete_fields)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _open_deeds(request: HttpRequest, kind: str, row: Any) -> list[Deed]:
    path = KINDS[kind][2](row)
    return [deed for deed in DEEDS[kind] if deed.fits(row) and can(request, deed.right, path)]


@for_roles()
def one(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The page of one record; a milestone is shown on its project's."""
    row = found(request, kind, key)
    if kind == "milestones":
        return HttpResponseRedirect(reverse("desk:programmes-one", args=["projects", row.project_id]))
    return page(request, kind, row)


def page(
    request: HttpRequest, kind: str, row: Any, *, bad: tuple[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    """The page of a record; `bad` is the deed that was refused, with its form."""
    steps = [
        {
            "deed": deed,
            "form": bad[1] if bad and bad[0] == deed.name else form_for(deed, row, today()),
            "is_open": bool(bad and bad[0] == deed.name),
        }
        for deed in _open_deeds(request, kind, row)
    ]
    may_correct = can(request, "record.correct", KINDS[kind][2](row))
    context = {"row": row, "kind": kind, "steps": steps, "version": version(row), "tab": kind, "bad": bad}
    context["may_correct"] = may_correct and not (kind == "targets" and row.approved_on)
    told = {"targets": _target, "projects": _project, "funds": _fund}[kind](request, row)
    return render(request, f"desk/programmes/{kind[:-1]}.html", context | told, status=status)


def _target(request: HttpRequest, row: Any) -> dict[str, Any]:
    context = standing(request)
    figures, indicator = context["figures"], load_catalogue().get(row.indicator)
    lit = lit_target(row, figures, today())
    is_city = figures is not None and figures.places["areas"].get(row.area_id, {}).get("kind") == "city"
    trend = pictures.trend(indicator, figures, row.value) if is_city and indicator else None
    return context | {
        "lit": lit,
        "actual": said(lit.actual, row.unit),
        "promised": said(row.value, row.unit),
        "bar": bar_of(lit),
        "indicator": indicator,
        "label": label_of(indicator) if indicator else row.indicator,
        "trend": trend,
    }


def _project(request: HttpRequest, row: Any) -> dict[str, Any]:
    milestones = sorted(row.milestones.all(), key=lambda one: (one.due_on, one.pk))
    lit = lit_project(row, today())
    may_reach = can(request, "milestone.reach", row.owner.path)
    return {
        "lit": lit,
        "stage": stage_of(lit),
        "milestones": [
            {"row": one, "lit": lit_milestone(one, today()), "version": version(one), "may_reach": may_reach and not one.done_on}
            for one in milestones
        ],
        "timeline": timeline([step_of(one) for one in milestones], planned_on=row.planned_on, today=today()),
        "funds": [lit_fund(fund, today()) for fund in _funds_of(request, row)],
        "budget": said(row.budget_yuan, "元"),
        "spent": said(row.spent_yuan, "元"),
        "parts": (float(row.spent_yuan), float(row.budget_yuan)),
        "day": today(),
    }  # fmt: skip


def _funds_of(request: HttpRequest, row: Any) -> Any:
    return visible_to(KINDS["funds"][0], request.user).filter(project=row).order_by("noticed_on")


def _fund(request: HttpRequest, row: Any) -> dict[str, Any]:
    return {"lit": lit_fund(row, today()), "amount": said(row.amount_yuan, "元")}


@for_roles()
@require_POST
def step(request: HttpRequest, kind: str, key: str, deed: str) -> HttpResponse:
    """Do one thing; who saw an older state is told what happened since."""
    row = found(request, kind, key)
    wanted = next((one for one in DEEDS[kind] if one.name == deed), None)
    if wanted is None:
        raise Http404(deed)
    shown_kind, shown_row = ("projects", row.project) if kind == "milestones" else (kind, row)
    form = form_for(wanted, row, today(), request.POST)
    if request.POST.get("seen") != version(row):
        messages.warning(request, changed_meanwhile(row))
        return page(
            request, shown_kind, found(request, shown_kind, shown_row.pk), bad=(deed, form), status=409
        )
    if form.is_valid():
        try:
            wanted.do(row, form.cleaned_data, request.user, now())
        except BadInput as error:
            put_on(form, error)
        else:
            messages.success(request, _(wanted.done))
            return HttpResponseRedirect(reverse("desk:programmes-one", args=[shown_kind, shown_row.pk]))
    return page(request, shown_kind, found(request, shown_kind, shown_row.pk), bad=(deed, form), status=422)


def changed_meanwhile(row: Any) -> str:
    """Who changed a record while another had it open."""
    act = last_act(row)
    who = _("%(who)s 在 %(at)s") % {"who": act[0], "at": f"{act[1]:%H:%M}"} if act else _("有人")
    return _("%(who)s 刚刚修改了这一条，您的操作没有提交。下面是现在的情况，请核对后再办。") % {"who": who}


@for_roles(CORRECTORS)
def correction(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Put right what was written wrongly, with a reason; a wrong step is undone by it too."""
    row = found(request, kind, key)
    if kind not in CORRECTED or not can(request, "record.correct", KINDS[kind][2](row)):
        raise Http404(kind)
    form, status = correction_form(kind, row, request.POST if request.method == "POST" else None), 200
    shown = ("projects", row.project_id) if kind == "milestones" else (kind, row.pk)
    back = reverse("desk:programmes-one", args=shown)
    if request.method == "POST":
        status = 422
        if request.POST.get("seen") != version(row):
            messages.warning(request, changed_meanwhile(row))
            form, status = correction_form(kind, row), 409
        elif form.is_valid():
            changes = {name: form.cleaned_data[name] for name in form.changed_data if name in CORRECTED[kind]}
            try:
                actions.correct(
                    row=row, changes=changes, why=form.cleaned_data["why"], by=request.user, at=now()
                )
            except BadInput as error:
                put_on(form, error)
                row = found(request, kind, key)
            else:
                messages.success(request, _("已更正。"))
                return HttpResponseRedirect(back)
    context = {"row": row, "form": form, "version": version(row), "back": back, "kind": kind, "tab": shown[0]}
    return render(request, "desk/programmes/correction.html", context, status=status)


@for_roles(SETTERS)
def new_target(request: HttpRequest) -> HttpResponse:
    """Set a target: before its result, by an indicator, for an office."""
    made = _target_form(request)
    form, status = made(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = dict(form.cleaned_data)
            indicator = load_catalogue()[told["indicator"]]
            target = Target(unit=indicator.unit, set_on=today(), **told)
            try:
                actions.set_target(row=target, by=request.user, at=now())  # type: ignore[arg-type]
            except BadInput as error:
                put_on(form, error)
            else:
                messages.success(request, _("已设定目标，待批准。"))
                return HttpResponseRedirect(reverse("desk:programmes-one", args=["targets", target.pk]))
    catalogue = [(code, label_of(one), one.unit) for code, one in load_catalogue().items()]
    return render(
        request,
        "desk/programmes/new_target.html",
        {"form": form, "catalogue": catalogue, "tab": "targets"},
        status=status,
    )


def _target_form(request: HttpRequest) -> type[forms.Form]:
    owners = organisations_of(Organisation, request.user).exclude(kind="school").order_by("path")
    areas = registers_of(Area, request.user).order_by("code")
    running = today().year

    class TargetForm(forms.Form):
        code = forms.CharField(label="目标编号", max_length=24, initial=_next_code(request, running))
        name = forms.CharField(label="目标", max_length=120)
        indicator = forms.CharField(
            label="指标",
            max_length=80,
            widget=forms.TextInput(attrs={"list": "catalogue", "autocomplete": "off"}),
        )
        year = forms.TypedChoiceField(
            label="年度", coerce=int, choices=[(y, y) for y in (running, running + 1)]
        )
        area = forms.ModelChoiceField(label="区域", queryset=areas, empty_label=None)
        value = forms.DecimalField(label="目标值（用指标的单位）", max_digits=16, decimal_places=2)
        owner = forms.ModelChoiceField(label="责任单位", queryset=owners, empty_label=None)
        due_on = forms.DateField(
            label="完成期限",
            initial=date(running, 12, 31),
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        )

        def clean_indicator(self) -> str:
            """A code of the catalogue, or the whole name of an indicator."""
            typed = self.cleaned_data["indicator"].strip()
            by_label = {label_of(one): code for code, one in load_catalogue().items()}
            code = typed if typed in load_catalogue() else by_label.get(typed)
            if code is None:
                raise ValidationError(
                    _("没有指标“%(typed)s”。请从清单中选择代码或完整名称。") % {"typed": typed}
                )
            return code

    return TargetForm


def _next_code(request: HttpRequest, year: int) -> str:
    """The number after the largest one the person sees."""
    stem = f"MB{year}"
    taken = visible_to(Target, request.user).filter(code__startswith=stem).values_list("code", flat=True)
    numbers = [int(code[len(stem) :]) for code in taken if code[len(stem) :].isdigit()]
    return f"{stem}{max(numbers, default=0) + 1:03d}"
