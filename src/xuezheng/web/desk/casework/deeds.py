"""The steps of a matter: who may take each, when it can be taken, what must be said, and the job that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from xuezheng.jobs import casework, casework_deeds
from xuezheng.jobs.casework import Desk
from xuezheng.records.casework.forms import case_choices, pause_choices, return_grounds
from xuezheng.records.casework.queries import (
    open_pause,
    pending_extension,
    standing_dispatch,
    units_to_send_to,
)
from xuezheng.web.shown.gate import can

Said = dict[str, Any]


@dataclass(frozen=True)
class Deed:
    """One step.

    Attributes
    ----------
    name, label, right : str
        In the address; on the button; what `rights.py` calls it.
    fits : callable
        Whether it can be taken with the matter as it is.
    form : callable
        Makes the form class for a matter.
    do : callable
        Takes desk, code and what was said, and gives the sentence to show.
    """

    name: str
    label: str
    right: str
    fits: Callable[[Any], bool]
    form: Callable[[Desk, Any], type[forms.Form]]
    do: Callable[[Desk, str, Said], str]
    is_main: bool = False


class Day(forms.DateField):
    """A day, today unless said otherwise."""

    widget = forms.DateInput(attrs={"type": "date"})


def _form(**fields: forms.Field) -> Callable[[Desk, Any], type[forms.Form]]:
    return lambda desk, row: type("StepForm", (forms.Form,), dict(fields))  # the form takes them out


def _kind(*names: str) -> Callable[[Any], bool]:
    return lambda row: type(row).__name__ in names


def _open(row: Any) -> bool:
    return row.done_on is None and not getattr(row, "returned_on", None)


def _is_case(row: Any) -> bool:
    return type(row).__name__ == "Case"


def _dispatching(desk: Desk, row: Any) -> type[forms.Form]:
    units = units_to_send_to(desk.person)
    none = [("", "—")]
    return type(
        "StepForm",
        (forms.Form,),
        {
            "lead": forms.ChoiceField(label="主办单位", choices=none + units, required=False),
            "school": forms.CharField(label="或主办学校的机构代码", max_length=16, required=False),
            "assist": forms.MultipleChoiceField(
                label="协办单位", choices=units, required=False, widget=forms.CheckboxSelectMultiple
            ),
        },
    )


def _dispatch(desk: Desk, code: str, said: Said) -> str:
    made = casework.dispatch(desk, code, said["school"] or said["lead"], said["assist"])
    return "；".join(
        _("已派“%(office)s”%(part)s，%(day)s 前签收")
        % {"office": one.organisation.name, "part": _(one.get_part_display()), "day": one.sign_by_on}
        for one in made
    )


def _own_unit(desk: Desk, code: str) -> str:
    """The officer's own office where the case was sent to it; else its lead is meant."""
    own = desk.person.organisation
    return str(own.pk) if own and standing_dispatch(casework.case(desk, code), own) else ""


def _sign(desk: Desk, code: str, said: Said) -> str:
    casework_deeds.sign_for(desk, code, _own_unit(desk, code), said["on"])
    return "已签收。"


def _give_back(desk: Desk, code: str, said: Said) -> str:
    is_case = _is_case(casework.matter(desk, code))
    casework_deeds.give_back(desk, code, _own_unit(desk, code) if is_case else "", said["ground"])
    return "已退回。"


def _ask_longer(desk: Desk, code: str, said: Said) -> str:
    _row, due = casework_deeds.give_longer(desk, code, approve=False)
    return _("已申请延期至 %(due)s，待批准。") % {"due": due}


def _grant_longer(desk: Desk, code: str, said: Said) -> str:
    row, _due = casework_deeds.give_longer(desk, code, approve=True)
    return _("已批准延期，期限 %(due)s。") % {"due": row.due_on}


def _stop(desk: Desk, code: str, said: Said) -> str:
    casework_deeds.stop_clock(desk, code, said["kind"], said["on"])
    return "已停止计时。"


def _go_on(desk: Desk, code: str, said: Said) -> str:
    row = casework_deeds.start_clock(desk, code, said["on"])
    return _("已恢复计时，期限 %(due)s。") % {"due": row.due_on}


def _supplement(desk: Desk, code: str, said: Said) -> str:
    row = casework_deeds.begin_anew(desk, code, said["on"])
    return _("材料已齐，重新起算，期限 %(due)s。") % {"due": row.due_on}


def _answer(desk: Desk, code: str, said: Said) -> str:
    casework_deeds.answer(
        desk, code, said.get("number", ""), said.get("signed_off", ""), said.get("result", ""), said["on"]
    )
    return "已登记答复。"


def _close(desk: Desk, code: str, said: Said) -> str:
    answer = {"yes": True, "no": False, "": None}[said.get("verdict", "")]
    row = casework_deeds.finish(desk, code, said["on"], answer, answer)
    return _("已办结，在期限内。") if row.done_on <= row.due_on else _("已办结，已超过期限。")


def _call_back(desk: Desk, code: str, said: Said) -> str:
    casework_deeds.call_back(desk, code, said["result"], said["rating"], said["on"])
    return "已登记回访。"


def _reopen(desk: Desk, code: str, said: Said) -> str:
    return _("已重新办理，新编号 %(code)s。") % {"code": casework_deeds.begin_round(desk, code).code}


def _link(desk: Desk, code: str, said: Said) -> str:
    return _("已认定为 %(code)s 的重复诉求。") % {"code": casework_deeds.link_to(desk, code, said["to"])}


def _text(label: str, *, most: int = 40, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required)


def _choice(label: str, choices: Any, *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=required)


def _answering(desk: Desk, row: Any) -> type[forms.Form]:
    if _is_case(row):
        fields: dict[str, forms.Field] = {
            "number": _text("答复文号"),
            "signed_off": _text("签发人", most=50, required=False),
        }
    else:
        fields = {"result": _choice("答复类别", case_choices("result_class"))}
    return type("StepForm", (forms.Form,), {**fields, "on": Day(label="答复日期")})


def _closing(desk: Desk, row: Any) -> type[forms.Form]:
    fields: dict[str, forms.Field] = {"on": Day(label="办结日期")}
    if not _kind("RectificationItem")(row):
        what = ("查实", "未查实") if _is_case(row) else ("准予许可", "不予许可")
        choices = [("", "—"), ("yes", what[0]), ("no", what[1])]
        fields["verdict"] = _choice("结论", choices, required=not _is_case(row))
    return type("StepForm", (forms.Form,), fields)


def _stopping(desk: Desk, row: Any) -> type[forms.Form]:
    return type(
        "StepForm",
        (forms.Form,),
        {"kind": _choice("停止计时的事由", pause_choices(row)), "on": Day(label="首日")},
    )


def _is_dispatched(row: Any) -> bool:
    return _is_case(row) and _open(row) and standing_dispatch(row) is not None


DEEDS = (
    Deed("dispatch", "派单", "case.dispatch", lambda r: _is_case(r) and _open(r), _dispatching, _dispatch, True),
    Deed(
        "sign", "签收", "case.sign",
        lambda r: _is_dispatched(r) and standing_dispatch(r).signed_on is None,  # type: ignore[union-attr]
        _form(on=Day(label="签收日期")), _sign, True,
    ),
    Deed(
        "return", "退回", "case.return",
        lambda r: _is_dispatched(r) or (_kind("Proposal")(r) and _open(r)),
        lambda desk, row: _form(ground=_choice("退回理由", return_grounds()))(desk, row), _give_back,
    ),
    Deed(
        "ask-extension", "申请延期", "case.ask_extension",
        lambda r: _is_case(r) and _open(r) and pending_extension(r) is None, _form(), _ask_longer,
    ),
    Deed(
        "extend", "批准延期", "case.extend",
        lambda r: _open(r) and (pending_extension(r) is not None if _is_case(r) else _kind("Proposal", "PermitApplication")(r)),
        _form(), _grant_longer,
    ),
    Deed(
        "pause", "停止计时", "case.pause",
        lambda r: _open(r) and _kind("Case", "PermitApplication")(r) and bool(pause_choices(r)) and open_pause(r) is None,
        _stopping, _stop,
    ),
    Deed("resume", "恢复计时", "case.resume", lambda r: open_pause(r) is not None, _form(on=Day(label="停止的末日")), _go_on, True),
    Deed(
        "supplement", "材料补齐", "application.supplement",
        lambda r: _kind("PermitApplication")(r) and _open(r), _form(on=Day(label="补齐日期")), _supplement,
    ),
    Deed(
        "answer", "答复", "case.reply",
        lambda r: _open(r) and _kind("Case", "Proposal")(r) and not getattr(r, "reply_number", ""),
        _answering, _answer, True,
    ),
    Deed("close", "办结", "case.close", lambda r: _open(r) and not _kind("Proposal")(r), _closing, _close, True),
    Deed(
        "call-back", "回访与评价", "case.call_back",
        lambda r: _is_case(r) and r.done_on is not None and not r.rating,
        lambda desk, row: _form(
            result=_choice("回访结果", case_choices("call_back"), required=False),
            rating=_choice("评价", case_choices("rating"), required=False),
            on=Day(label="回访日期"),
        )(desk, row),
        _call_back, True,
    ),
    Deed("reopen", "重新办理", "case.reopen", lambda r: _is_case(r) and r.done_on is not None, _form(), _reopen),
    Deed(
        "link", "认定为重复", "case.link", lambda r: _is_case(r) and not r.repeats_id,
        _form(to=_text("先前办件的编号", most=24)), _link,
    ),
)  # fmt: skip

#: Proposals and applications have rights of their own for the same step.
_RIGHTS = {
    ("return", "Proposal"): "proposal.return",
    ("extend", "Proposal"): "proposal.extend",
    ("extend", "PermitApplication"): "application.extend",
    ("pause", "PermitApplication"): "application.pause",
    ("resume", "PermitApplication"): "application.resume",
    ("answer", "Proposal"): "proposal.answer",
    ("close", "PermitApplication"): "application.decide",
    ("close", "RectificationItem"): "rectification.resolve",
}


def possible(request: HttpRequest, row: Any) -> list[Deed]:
    """The steps this person can take with the matter as it is."""
    return [deed for deed in DEEDS if _may(request, deed, row) and deed.fits(row)]


def _may(request: HttpRequest, deed: Deed, row: Any) -> bool:
    right = _RIGHTS.get((deed.name, type(row).__name__), deed.right)
    owner = (
        row.area.organisation
        if type(row).__name__ == "PermitApplication"
        else getattr(row, "lead", None) or row.owner
    )
    return can(request, right, owner.path)


def form_for(deed: Deed, desk: Desk, row: Any, said: Any = None) -> forms.Form:
    """The step's form; its days begin with today."""
    form = deed.form(desk, row)(said, initial={"on": desk.today.isoformat()})
    for field in form.fields.values():
        if isinstance(field, forms.DateField):
            field.widget.attrs["max"] = desk.today.isoformat()
    return form
