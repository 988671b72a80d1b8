"""What a model says against a row, in words a clerk can act on, with the values."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import BaseConstraint, CheckConstraint, F, Model, Q, UniqueConstraint

from xuezheng.errors import Fault


def name_of(row: Model) -> str:
    return f"{row._meta.verbose_name} {row.pk or ''}".strip()


def label_of(model: type[Model], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


def model_faults(row: Model, changed: Iterable[str] = ()) -> list[Fault]:
    """What the fields and constraints of its model say against a row.

    Of a stored row only what `changed` touches is asked: an old fault elsewhere stops nobody.
    """
    names = {row._meta.get_field(name).name for name in changed}
    untouched = {field.name for field in row._meta.fields} - names if names else set()
    faults, unfit = _field_faults(row, untouched)
    for constraint in row._meta.constraints:
        fields = set(_fields_of(constraint))
        if unfit.isdisjoint(fields) and (not names or names & fields):
            faults += _constraint_faults(row, constraint)
    return faults


def _field_faults(row: Model, untouched: set[str]) -> tuple[list[Fault], set[str]]:
    try:
        row.full_clean(exclude=untouched, validate_constraints=False)
    except ValidationError as error:
        told = error.error_dict
        return [_fault(row, name, "；".join(_words(e) for e in said)) for name, said in told.items()], set(
            told
        )
    return [], set()


def _words(error: ValidationError) -> str:
    return "没有填写。" if error.code in ("null", "blank") else "；".join(error.messages)


def _fault(row: Model, name: str, message: str) -> Fault:
    where = name_of(row) if name == NON_FIELD_ERRORS else f"{name_of(row)} “{label_of(type(row), name)}”"
    return Fault(message, where=where, remedy="请改正后重新提交。")


def _constraint_faults(row: Model, constraint: BaseConstraint) -> list[Fault]:
    try:
        constraint.validate(type(row), row)
    except ValidationError as error:
        names = dict.fromkeys(_fields_of(constraint))
        values = "，".join(f"{label_of(type(row), name)} {_value(row, name)}" for name in names)
        message = "已有同样的记录" if isinstance(constraint, UniqueConstraint) else "；".join(error.messages)
        return [Fault(f"{message}（{values}）。", where=name_of(row), remedy="请改正后重新提交。")]
    return []


def _value(row: Model, name: str) -> str:
    value = getattr(row, getattr(row._meta.get_field(name), "attname", name))
    return "未填" if value in (None, "") else str(value)


def _fields_of(constraint: BaseConstraint) -> Iterator[str]:
    if isinstance(constraint, UniqueConstraint):
        yield from constraint.fields
    if isinstance(constraint, CheckConstraint):
        yield from _names(constraint.condition)


def _names(condition: Any) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _names(child)
            continue
        lookup, value = child
        yield lookup.split("__")[0]
        if isinstance(value, F):
            yield str(value.name)  # type: ignore[attr-defined]
