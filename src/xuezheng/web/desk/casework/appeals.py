"""Appeals that came through the portal: taken in as cases, or refused with a reason the sender reads."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput
from xuezheng.jobs import casework
from xuezheng.records.accounts.rights import RIGHTS
from xuezheng.records.casework.actions import accept_appeal, refuse_appeal
from xuezheng.records.casework.queries import Appeal, areas_to_report_for, visible_to
from xuezheng.web.desk.casework.sitting import desk_of
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.forms import put_on
from xuezheng.web.shown.gate import can, for_roles
from xuezheng.web.shown.tables import Column, Filter, Table

OFFICERS = RIGHTS["appeal.accept"].roles
TOPIC = "公众申诉"
SHAPES = {"received": "warn", "accepted": "good", "refused": "none"}


@for_roles(OFFICERS)
def appeals(request: HttpRequest) -> HttpResponse:
    """All appeals the person may see, those waiting in front."""
    table = Table(
        request,
        visible_to(Appeal, request.user).select_related("organisation", "case"),
        [
            Column(
                "code", "申诉编号", "code", link=lambda row: reverse("desk:casework-appeal", args=[row.code])
            ),
            Column("state", "状态", "state", lambda row: (SHAPES[row.state], row.get_state_display())),
            Column("about", "事项"),
            Column("received_at", "收到时间", "moment"),
            Column(
                "organisation",
                "受理机构",
                value=lambda row: row.organisation.name,
                order="organisation__path",
            ),
            Column("case_id", "办件编号", "code"),
        ],
        name="appeals",
        caption="公众申诉",
        search=("code", "about"),
        filters=[Filter("state", "状态", Appeal.State.choices)],
        sort="-received_at",
        empty="还没有收到申诉。公布结果后，公众可以在门户提交。",
    )
    return table.export() or render(request, "desk/casework/appeals.html", {"table": table})


class AcceptForm(forms.Form):
    """Which area an appeal is counted in."""

    area = forms.ChoiceField(label="县区")

    def __init__(self, request: HttpRequest, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.fields["area"].choices = areas_to_report_for(request.user)  # type: ignore[attr-defined]


class RefuseForm(forms.Form):
    """Why an appeal is not taken in."""

    reason = forms.CharField(label="不予受理的理由（申诉人会看到）", max_length=200)


@for_roles(OFFICERS)
def appeal(request: HttpRequest, code: str) -> HttpResponse:
    """One appeal; its text is what a citizen wrote."""
    return _page(request, _found(request, code))


def _found(request: HttpRequest, code: str) -> Appeal:
    rows = visible_to(Appeal, request.user).select_related("organisation", "case")
    return get_object_or_404(rows, pk=code)  # type: ignore[no-any-return]


def _page(
    request: HttpRequest, row: Appeal, *, accept: object = None, refuse: object = None, status: int = 200
) -> HttpResponse:
    shown = {
        "appeal": row,
        "shape": SHAPES[row.state],
        "may": row.state == "received" and can(request, "appeal.accept", row.organisation.path),
        "accept": accept or AcceptForm(request),
        "refuse": refuse or RefuseForm(),
    }
    return render(request, "desk/casework/appeal.html", shown, status=status)


@for_roles(OFFICERS)
@require_POST
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Open a case for it: both or neither."""
    row, form = _found(request, code), AcceptForm(request, request.POST)
    if not form.is_valid():
        return _page(request, row, accept=form, status=422)
    desk = desk_of(request)
    said = {
        "kind": "complaint", "topic": TOPIC, "area": form.cleaned_data["area"], "lead": row.organisation_id,
        "summary": f"{row.code} {row.text}"[: casework.MOST_WORDS], "phone": row.phone,
    }  # fmt: skip
    try:
        with transaction.atomic():
            case = casework.open_matter(desk, "online", said, None)
            accept_appeal(appeal=row, case=case, by=request.user, at=now())  # type: ignore[arg-type]
    except BadInput as error:
        put_on(form, error)
        return _page(request, _found(request, code), accept=form, status=422)
    messages.success(request, _("已受理，期限 %(due)s。") % {"due": case.due_on})
    return HttpResponseRedirect(reverse("desk:casework-matter", args=[case.code]))


@for_roles(OFFICERS)
@require_POST
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    """Refuse it with a reason."""
    row, form = _found(request, code), RefuseForm(request.POST)
    if form.is_valid():
        try:
            refuse_appeal(appeal=row, by=request.user, at=now(), **form.cleaned_data)  # type: ignore[arg-type]
        except BadInput as error:
            put_on(form, error)
        else:
            messages.success(request, _("已答复不予受理。"))
            return HttpResponseRedirect(reverse("desk:casework-appeals"))
    return _page(request, _found(request, code), refuse=form, status=422)
