"""One matter: its facts, its clock, its story, the steps that can be taken; and taking a new one in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput
from xuezheng.jobs import casework
from xuezheng.records.accounts.rights import RIGHTS
from xuezheng.records.audit.queries import last_act
from xuezheng.records.casework.actions.due import derivation_of
from xuezheng.records.casework.forms import CHANNELS, case_choices
from xuezheng.records.casework.queries import areas_to_report_for, units_to_send_to
from xuezheng.web.desk.casework.deeds import DEEDS, form_for, possible
from xuezheng.web.desk.casework.letters import letters_for
from xuezheng.web.desk.casework.sitting import desk_of, found, version_of
from xuezheng.web.shown.forms import put_on
from xuezheng.web.shown.gate import for_roles

OPENERS = RIGHTS["case.open"].roles


@for_roles()
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """The page of one matter."""
    desk = desk_of(request)
    return _page(request, desk, found(desk, code))


def _page(
    request: HttpRequest,
    desk: casework.Desk,
    row: Any,
    *,
    step: str = "",
    form: Any = None,
    status: int = 200,
) -> HttpResponse:
    try:
        derivation = derivation_of(row, desk.calendar) if row.clock else None
    except BadInput:
        derivation = None
    steps = [
        (deed, form if deed.name == step else form_for(deed, desk, row)) for deed in possible(request, row)
    ]
    is_case = type(row).__name__ == "Case"
    told = casework.story(desk, row)
    shown = {
        "row": row,
        "unit": getattr(row, "lead", None) or row.owner,
        "is_case": is_case,
        "kind": casework.kind_of(row),
        "topic": casework.topic_of(row),
        "derivation": derivation,
        "days_left": (row.due_on - desk.today).days if row.due_on else None,
        "story": told,
        "repeats": casework.repeats(desk, row),
        "steps": steps,
        "open_step": step,
        "version": version_of(row, told),
        "letters": letters_for(row),
    }
    return render(request, "desk/casework/matter.html", shown, status=status)


@for_roles()
@require_POST
def step(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    """Take one step; whoever saw an older state is told what happened since."""
    desk = desk_of(request)
    row = found(desk, code)
    wanted = next((one for one in DEEDS if one.name == deed), None)
    if wanted is None:
        raise Http404(deed)
    form = form_for(wanted, desk, row, request.POST)
    if request.POST.get("seen") != version_of(row, casework.story(desk, row)):
        messages.warning(request, _changed_meanwhile(row))
        return _page(request, desk, row, step=deed, form=form, status=409)
    if not form.is_valid():
        return _page(request, desk, row, step=deed, form=form, status=422)
    try:
        said = wanted.do(desk, code, form.cleaned_data)
    except BadInput as error:
        put_on(form, error)
        return _page(request, desk, found(desk, code), step=deed, form=form, status=422)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("desk:casework-matter", args=[code]))


def _changed_meanwhile(row: Any) -> str:
    act = last_act(row)
    who = _("%(who)s 在 %(at)s") % {"who": act[0], "at": f"{act[1]:%H:%M}"} if act else _("有人")
    return _("%(who)s 刚刚修改了这一件，您的操作没有提交。下面是现在的情况，请核对后再办。") % {"who": who}


@for_roles()
@require_POST
def content(request: HttpRequest, code: str) -> HttpResponse:
    """What the caller said and the number; the look is logged, so it is asked for and not just shown."""
    desk = desk_of(request)
    row = found(desk, code)
    if type(row).__name__ != "Case":
        raise Http404(code)
    summary, phone = casework.content(desk, code)
    return render(request, "desk/casework/content.html", {"row": row, "summary": summary, "phone": phone})


def _new_form(desk: casework.Desk) -> type[forms.Form]:
    units, areas = units_to_send_to(desk.person), areas_to_report_for(desk.person)
    none = [("", "—")]

    class NewForm(forms.Form):
        channel = forms.ChoiceField(label="渠道", choices=[(c, label) for c, (label, _n) in CHANNELS.items()])
        kind = forms.ChoiceField(label="事项", choices=case_choices("kind"), required=False)
        topic = forms.CharField(label="类别（诉求）", max_length=30, required=False)
        title = forms.CharField(label="标题（建议提案、整改）", max_length=120, required=False)
        item = forms.CharField(label="事项编码（行政许可）", max_length=24, required=False)
        campaign = forms.CharField(label="活动代码（整改）", max_length=24, required=False)
        aspect = forms.CharField(label="方面（整改）", max_length=30, required=False)
        code = forms.CharField(label="编号（诉求可不填）", max_length=24, required=False)
        received_on = forms.DateField(
            label="受理日期", widget=forms.DateInput(attrs={"type": "date", "max": desk.today.isoformat()})
        )
        area = forms.ChoiceField(label="县区", choices=areas)
        school = forms.CharField(label="涉及学校（代码）", max_length=16, required=False)
        lead = forms.ChoiceField(label="主办单位", choices=none + units, required=False)
        summary = forms.CharField(
            label="内容摘要", max_length=casework.MOST_WORDS, required=False, widget=forms.Textarea
        )
        phone = forms.CharField(label="来电号码", max_length=20, required=False)
        proposer = forms.CharField(label="领衔人（建议提案）", max_length=50, required=False)

    return NewForm


@for_roles(OPENERS)
def new(request: HttpRequest) -> HttpResponse:
    """Take a matter in."""
    desk = desk_of(request)
    kind = _new_form(desk)
    if request.method != "POST":
        return render(
            request, "desk/casework/new.html", {"form": kind(initial={"received_on": desk.today.isoformat()})}
        )
    form = kind(request.POST)
    if form.is_valid():
        said = dict(form.cleaned_data)
        received = said.pop("received_on")
        try:
            row = casework.open_matter(desk, said.pop("channel"), said, received)
        except BadInput as error:
            put_on(form, error)
        else:
            messages.success(request, _("已受理，期限 %(due)s。") % {"due": row.due_on})
            return HttpResponseRedirect(reverse("desk:casework-matter", args=[row.code]))
    return render(request, "desk/casework/new.html", {"form": form}, status=422)
