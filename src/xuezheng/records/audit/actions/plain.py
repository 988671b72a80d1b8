"""Makers of the plain actions: write a row down, give it its next day, correct it.

Most of what an office writes down needs no rule beyond its model's. Such an action is one line
that names the right it takes and whose the row is (`owner`, a path such as "school.organisation";
"" for the lists the bureau keeps for the whole city).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db.models import Model, TextChoices

from xuezheng.errors import BadInput
from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.accounts.queries import require
from xuezheng.records.audit.actions.acting import Act, acting
from xuezheng.records.audit.actions.faults import label_of, name_of

Row = TypeVar("Row", bound=Model)
Given = TypeVar("Given", bound=Model, contravariant=True)
Rule = Callable[[Act, Row], None]
Owner = str | Callable[[Any], Organisation]
CORRECT = "record.correct"


class Recorder(Protocol[Row]):
    """An action that writes a new row down."""

    def __call__(self, *, row: Row, by: User, at: datetime) -> Row: ...


class Stage(Protocol[Given]):
    """An action that gives a row one of its days, and what is told with it."""

    def __call__(self, *, row: Given, on: date, by: User, at: datetime, **told: Any) -> None: ...


class Correction(TextChoices):
    """Why a record is corrected. A list and not free text: the log holds no personal value."""

    TYPING = "typing", "录入有误"
    SOURCE = "source", "来源单位更正"
    LATE = "late", "补登"


def recorder(
    model: type[Row],
    *,
    action: str,
    owner: str,
    later: tuple[str, ...] = (),
    past: tuple[str, ...] = (),
    rule: Rule[Row] | None = None,
) -> Recorder[Row]:
    """Make the action that writes a new row: `later` fields stay empty, `past` days have come."""

    def record(*, row: Row, by: User, at: datetime) -> Row:
        with acting(by=by, at=at, action=action, organisation=owner_of(row, owner, by)) as act:
            act.expect_new(row, *later)
            for name in past:
                act.expect_past(getattr(row, name), label_of(model, name))
            if rule:
                act.expect_links(row)
                rule(act, row)
            act.save(row)
        return row

    return record


def stage(
    model: type[Row],
    day: str,
    *,
    action: str,
    owner: str,
    after: str = "",
    unless: str = "",
    told: tuple[str, ...] = (),
    rule: Rule[Row] | None = None,
) -> Stage[Row]:
    """Make the action that gives `day` once: after the day `after`, and not if `unless` has come.

    `told` fields must be said in the same breath and are written with it.
    """
    label = label_of(model, day)

    def reach(*, row: Row, on: date, by: User, at: datetime, **said: Any) -> None:
        if set(said) != set(told):
            raise TypeError(f"{action} is told {sorted(told)}, not {sorted(said)}.")
        with acting(by=by, at=at, action=action, organisation=owner_of(row, owner, by)) as act:
            act.take(row)
            now = getattr(row, day)
            act.expect(now is None, f"{name_of(row)}已有{label} {now}。", "日期有误请办理更正。")
            _expect_stages(act, row, after, unless, on)
            act.expect_past(on, label)
            for name, value in said.items():
                _expect_said(act, row, name, value)
            if rule:
                rule(act, row)
            act.refuse_faults()
            for name, value in {**said, day: on}.items():
                setattr(row, name, value)
            act.save(row, day, *told)

    return reach


def _expect_said(act: Act, row: Model, name: str, value: Any) -> None:
    label = label_of(type(row), name)
    act.expect(value not in (None, ""), f"{name_of(row)}没有填“{label}”。", f"请填写{label}。")


def _expect_stages(act: Act, row: Model, after: str, unless: str, on: date) -> None:
    if after:
        earlier, label = getattr(row, after), label_of(type(row), after)
        act.expect(earlier is not None, f"{name_of(row)}还没有{label}。", f"请先登记{label}。")
    if unless:
        ended, label = getattr(row, unless), label_of(type(row), unless)
        act.expect(
            ended is None or ended > on,
            f"{name_of(row)}已有{label} {ended}。",
            "此后不再登记；日期有误请办理更正。",
        )


def owners_from(
    paths: Mapping[type[Model], str], *, without: tuple[type[Model], ...] = ()
) -> dict[type[Model], Owner]:
    """Whose a room's rows are, from where its queries find the organisation's path."""
    kept = {model: path for model, path in paths.items() if model not in without}
    return {model: path.removesuffix("__path").replace("__", ".") for model, path in kept.items()}


def corrector(
    owners: Mapping[type[Model], Owner],
    *,
    fixed: Mapping[type[Model], tuple[str, ...]] | None = None,
    rules: Mapping[type[Model], Rule[Any]] | None = None,
) -> Callable[..., None]:
    """Make a room's `correct`: change what was written wrongly, with a reason, never silently.

    A model that `owners` does not list is proof of a procedure and is never corrected; `fixed`
    fields are written by their own action only; a rule sees the row as it would become.
    """

    def correct(*, row: Model, changes: Mapping[str, Any], why: Correction, by: User, at: datetime) -> None:
        model = type(row)
        if model not in owners:
            raise BadInput(f"{name_of(row)}不能更正。它是办理过程的凭证。请另行办理。")
        whose = owners[model]
        with acting(by=by, at=at, action=CORRECT, organisation=owner_of(row, whose, by)) as act:
            act.take(row)
            act.expect(bool(changes), f"{name_of(row)}没有要更正的内容。", "请填写更正后的值。")
            act.expect(
                why in Correction.values,
                f"更正原因“{why}”不在清单中。",
                f"请从{'、'.join(Correction.labels)}中选择。",
            )
            for name in changes:
                _expect_correctable(act, row, name, (fixed or {}).get(model, ()))
            act.refuse_faults()
            for name, value in changes.items():
                setattr(row, name, value)
            require(by, CORRECT, owner_of(row, whose, by))
            if rules and model in rules:
                rules[model](act, row)
            act.detail = {"why": str(why)}
            act.save(row, *changes)

    return correct


def _expect_correctable(act: Act, row: Model, name: str, fixed: tuple[str, ...]) -> None:
    try:
        unique = getattr(row._meta.get_field(name), "primary_key", False)
    except FieldDoesNotExist:
        act.expect(False, f"{name_of(row)}没有“{name}”这一项。", "请核对要更正的项目。")
        return
    act.expect(
        not unique and name not in fixed,
        f"{name_of(row)}的“{label_of(type(row), name)}”不能更正。",
        "请用相应的办理操作。",
    )


def owner_of(row: Model, owner: Owner, by: User) -> Organisation:
    """Walk from a row to its organisation; the lists of the whole city are the bureau's."""
    if callable(owner):
        return owner(row)
    if not owner:
        return _bureau_office_of(by)
    here: Any = row
    for name in owner.split("."):
        try:
            onward = getattr(here, name)
        except ObjectDoesNotExist:
            onward = None
        if onward is None:
            label = label_of(type(here), name)
            raise BadInput(
                f"{name_of(here)}没有填“{label}”，或填的代码不存在。不知由谁办理。请先填写{label}。"
            )
        here = onward
    return here


def _bureau_office_of(by: User) -> Organisation:
    """A division's officer writes the city's lists for the division; everyone else for the bureau."""
    own = by.organisation
    if own is not None and own.kind == Organisation.Kind.DIVISION:
        return own
    bureau = Organisation.objects.filter(kind=Organisation.Kind.BUREAU).order_by("path").first()
    if bureau is None:
        raise BadInput("还没有登记市教育局。全市的名录由市教育局办理。请先登记机构。")
    return bureau
