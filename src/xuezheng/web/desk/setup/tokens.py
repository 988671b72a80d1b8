"""Tokens of programs: made, listed and withdrawn by the security administrator."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput
from xuezheng.records.accounts.queries import ApiToken, Organisation, visible_to
from xuezheng.records.accounts.rights import RIGHTS
from xuezheng.records.audit.actions.tokens import make_token, withdraw_token
from xuezheng.web.shown.bureau import now, today
from xuezheng.web.shown.forms import put_on
from xuezheng.web.shown.gate import for_roles

KEEPERS = RIGHTS["token.make"].roles


class TokenForm(forms.Form):
    """A new token."""

    label = forms.CharField(label="用途", max_length=100)
    organisation = forms.CharField(label="机构代码", max_length=16)
    scopes = forms.MultipleChoiceField(
        label="范围", choices=ApiToken.Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    ends_on = forms.DateField(
        label="到期日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


@for_roles(KEEPERS)
def tokens(request: HttpRequest) -> HttpResponse:
    """All tokens; a new one is told once, on this page."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            where = visible_to(Organisation, request.user).filter(pk=said.pop("organisation")).first()
            if where is None:
                raise BadInput("没有这个机构，或不在您的管辖范围内。没有签发。请核对机构代码。")
            _token, secret = make_token(organisation=where, by=request.user, at=now(), **said)  # type: ignore[arg-type]
            form = TokenForm()
        except BadInput as error:
            put_on(form, error)
    rows = visible_to(ApiToken, request.user).select_related("organisation")
    shown = {
        "form": form,
        "secret": secret,
        "tokens": rows.order_by("withdrawn_on", "-made_on", "code"),
        "day": today(),
    }
    answer = render(request, "desk/setup/tokens.html", shown, status=422 if form.errors else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@for_roles(KEEPERS)
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """End a token at once."""
    row = get_object_or_404(visible_to(ApiToken, request.user), pk=code)
    withdraw_token(token=row, by=request.user, at=now())  # type: ignore[arg-type]
    messages.success(request, _("令牌已撤回，立即失效。"))
    return HttpResponseRedirect(reverse("desk:setup-tokens"))
