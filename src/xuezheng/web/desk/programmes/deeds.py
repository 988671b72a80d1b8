"""What can be done to a target, a project, a milestone, a fund: the form, the action, when it fits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms

from xuezheng.records.programmes import actions
from xuezheng.records.programmes.queries import Fund, Milestone, Project, Target

Said = dict[str, Any]
Do = Callable[[Any, Said, Any, datetime], None]


class Day(forms.DateField):
    """A day that has come."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


@dataclass(frozen=True)
class Deed:
    """One thing to do.

    Attributes
    ----------
    name, label, right : str
        In the address; on the button; what `rights.py` calls it.
    fits : callable
        Whether it can be done with the record as it is.
    fields : callable
        Makes the fields of its form, given the record and today.
    do : callable
        Calls the action with the record, what was said, who and when.
    """

    name: str
    label: str
    right: str
    fits: Callable[[Any], bool]
    fields: Callable[[Any, date], dict[str, forms.Field]]
    do: Do
    done: str


def _day(row: Any, today: date) -> dict[str, forms.Field]:
    return {"on": Day(label="日期", initial=today)}


def _nothing(row: Any, today: date) -> dict[str, forms.Field]:
    return {}


def _stage(action: Any) -> Do:
    return lambda row, said, by, at: action(row=row, on=said["on"], by=by, at=at)


def _spending(row: Any, today: date) -> dict[str, forms.Field]:
    spent = forms.DecimalField(
        label="累计完成投资（元）", min_value=0, max_digits=14, decimal_places=2, initial=row.spent_yuan
    )
    return {"spent_yuan": spent}


def _new_milestone(row: Any, today: date) -> dict[str, forms.Field]:
    return {
        "name": forms.CharField(label="节点", max_length=60),
        "due_on": forms.DateField(
            label="应完成日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        ),
    }


def _set_milestone(row: Any, said: Said, by: Any, at: datetime) -> None:
    actions.set_milestone(row=Milestone(project=row, **said), by=by, at=at)


def _spend(row: Any, said: Said, by: Any, at: datetime) -> None:
    actions.report_spending(project=row, by=by, at=at, **said)


def _approve(row: Any, said: Said, by: Any, at: datetime) -> None:
    actions.approve_target(target=row, by=by, at=at)


def _open(row: Any) -> bool:
    return row.cancelled_on is None and row.accepted_on is None


DEEDS: dict[str, tuple[Deed, ...]] = {
    "targets": (
        Deed("approve", "批准目标", "target.approve", lambda row: row.approved_on is None, _nothing, _approve, "已批准。"),
    ),
    "projects": (
        Deed("spend", "报告完成投资", "project.spend", _open, _spending, _spend, "已报告完成投资。"),
        Deed("start", "登记开工", "project.start", lambda row: _open(row) and not row.started_on, _day,
             _stage(actions.start_project), "已登记开工。"),
        Deed("top-out", "登记主体完工", "project.top_out",
             lambda row: _open(row) and row.started_on and not row.topped_out_on and not row.completed_on, _day,
             _stage(actions.top_out_project), "已登记主体完工。"),
        Deed("complete", "登记竣工", "project.complete",
             lambda row: _open(row) and row.started_on and not row.completed_on, _day,
             _stage(actions.complete_project), "已登记竣工。"),
        Deed("accept", "登记验收", "project.accept", lambda row: _open(row) and row.completed_on, _day,
             _stage(actions.accept_project), "已登记验收。"),
        Deed("milestone", "设定节点", "milestone.set", _open, _new_milestone, _set_milestone, "已设定节点。"),
        Deed("cancel", "取消项目", "project.cancel", lambda row: _open(row) and not row.completed_on, _day,
             _stage(actions.cancel_project), "已取消项目。"),
    ),
    "milestones": (
        Deed("reach", "登记完成", "milestone.reach", lambda row: row.done_on is None, _day,
             _stage(actions.reach_milestone), "已登记节点完成。"),
    ),
    "funds": (
        Deed("receive", "登记到账", "fund.receive", lambda row: row.arrived_on is None, _day,
             _stage(actions.receive_fund), "已登记到账。"),
    ),
}  # fmt: skip

#: What is fetched with a record, and where its owner's path stands.
KINDS: dict[str, tuple[type[Any], tuple[str, ...], Callable[[Any], str]]] = {
    "targets": (Target, ("owner", "area"), lambda row: row.owner.path),
    "projects": (Project, ("owner", "area", "school"), lambda row: row.owner.path),
    "milestones": (Milestone, ("project__owner",), lambda row: row.project.owner.path),
    "funds": (Fund, ("area__organisation", "project"), lambda row: row.area.organisation.path),
}

#: What a correction may change.
CORRECTED: dict[str, tuple[str, ...]] = {
    "targets": ("name", "value", "due_on"),
    "projects": (
        "name", "kind", "work", "plan_year", "floor_area_m2", "budget_yuan", "spent_yuan", "n_places", "planned_on",
        "started_on", "topped_out_on", "completed_on", "accepted_on", "cancelled_on",
    ),
    "milestones": ("name", "due_on", "done_on"),
    "funds": ("name", "level", "purpose", "notice_number", "noticed_on", "arrived_on", "amount_yuan"),
}  # fmt: skip


def form_for(deed: Deed, row: Any, today: date, data: Any = None) -> forms.Form:
    """The form of one deed."""
    return type("DeedForm", (forms.Form,), deed.fields(row, today))(data)


def correction_form(kind: str, row: Any, data: Any = None) -> forms.Form:
    """The form of a correction: what stands in the record, to be changed, and why."""
    fields = forms.fields_for_model(
        KINDS[kind][0],
        fields=CORRECTED[kind],
        widgets={
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            for name in CORRECTED[kind]
            if name.endswith("_on")
        },
    )
    why = forms.ChoiceField(label="更正原因", choices=reasons())
    made = type("CorrectionForm", (forms.Form,), {**fields, "why": why})
    return made(data, initial={name: getattr(row, name) for name in CORRECTED[kind]})  # type: ignore[no-any-return]


def reasons() -> list[tuple[str, str]]:
    """Why a record is corrected."""
    from xuezheng.records.audit.actions import Correction

    return list(Correction.choices)
