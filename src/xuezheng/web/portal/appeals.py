"""Appeals: sent by anyone, followed with a number and a code told once."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.errors import BadInput
from xuezheng.records.casework.actions import receive_appeal
from xuezheng.records.casework.queries import followed_appeal
from xuezheng.records.decisions.queries import standing_publications
from xuezheng.records.rounds.queries import bureau_of_rounds
from xuezheng.web.portal.looking_up import Guesses, plain_code
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.forms import put_on
from xuezheng.web.shown.gate import public

#: From one address within a minute: appeals sent, and wrong codes tried.
SENT, TRIED = Guesses(most=5), Guesses(most=20)
OTHER = "other"


class AppealForm(forms.Form):
    """What an appeal says."""

    about = forms.ChoiceField(label="申诉事项")
    text = forms.CharField(label="申诉内容", max_length=1000, widget=forms.Textarea(attrs={"rows": 8}))
    phone = forms.CharField(label="联系电话", max_length=20, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        standing = [(str(one.pk), one.title) for one in standing_publications(now())[:50]]
        self.fields["about"].choices = [*standing, (OTHER, _("其他事项"))]  # type: ignore[attr-defined]


class FollowForm(forms.Form):
    """What an appeal is followed by."""

    code = forms.CharField(label="申诉编号", max_length=12)
    secret = forms.CharField(
        label="查询码", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


@public
def send(request: HttpRequest) -> HttpResponse:
    """The form, and after sending the number and code."""
    form = AppealForm(request.POST or None)
    address, minute = _asker(request)
    if request.method == "POST" and SENT.are_too_many(address, minute):
        form.add_error(None, _("提交得太频繁。请一分钟后再试。"))
    elif request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        publication = (
            standing_publications(now()).filter(pk=said["about"]).first() if said["about"] != OTHER else None
        )
        owner = publication.decision.round.owner if publication else bureau_of_rounds()
        about = publication.title if publication else "其他事项"
        try:
            row, secret = receive_appeal(
                organisation=owner, about=about, text=said["text"], phone=said["phone"], at=now()
            )
        except BadInput as error:
            put_on(form, error)
        else:
            SENT.note(address, minute)
            shown = {"appeal": row, "secret": f"{secret[:4]} {secret[4:]}"}
            answer = render(request, "portal/appeal_sent.html", shown)
            answer.headers["Cache-Control"] = "no-store"
            return answer
    return render(request, "portal/appeal.html", {"form": form}, status=422 if form.errors else 200)


@public
def follow(request: HttpRequest) -> HttpResponse:
    """How far an appeal is, for who knows its number and code."""
    form = FollowForm(request.POST or None)
    address, minute = _asker(request)
    appeal = None
    if request.method == "POST" and TRIED.are_too_many(address, minute):
        form.add_error(None, _("查询得太频繁。请一分钟后再试。"))
    elif request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        appeal = followed_appeal(said["code"].strip().upper(), plain_code(said["secret"]))
        if appeal is None:
            TRIED.note(address, minute)
            form.add_error(None, _("没有查到。请核对编号和查询码。"))
    answer = render(
        request, "portal/follow.html", {"form": form, "appeal": appeal}, status=422 if form.errors else 200
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _asker(request: HttpRequest) -> tuple[str, int]:
    return str(request.META.get("REMOTE_ADDR", "")), int(now().timestamp() // 60)
