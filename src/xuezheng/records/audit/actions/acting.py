"""One act: a permission, the faults, one transaction, one event."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.timezone import is_naive, localdate

from xuezheng.errors import BadInput, Fault
from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.accounts.queries import require
from xuezheng.records.audit.actions.chain import record_event


@dataclass
class Act:
    """What one action is about to do: its day, the faults found so far, what it wrote."""

    today: date
    faults: list[Fault] = field(default_factory=list)
    subject: Model | None = None
    subject_code: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    def take(self, row: Model) -> None:
        """Read a row again under a lock, so that the checks see what is stored now."""
        row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update())

    def expect(self, holds: bool, what: str, remedy: str) -> None:
        """Note a fault and go on, so that all of them are told together."""
        if not holds:
            self.faults.append(Fault(what, remedy=remedy))

    def expect_new(self, row: Model, *later: str) -> None:
        """A new row, whose later stages are not filled in yet."""
        self.expect(row._state.adding, f"{name_of(row)}已登记。", "更正请用相应的办理操作。")
        for name in later:
            label = row._meta.get_field(name).verbose_name
            self.expect(
                getattr(row, name) in (None, ""),
                f"{name_of(row)}登记时已填“{label}”。",
                "请留空，办理时再填。",
            )

    def expect_past(self, on: date, what: str) -> None:
        """A day that has come."""
        self.expect(on <= self.today, f"{what} {on} 晚于今天 {self.today}。", "请填已发生的日期。")

    def refuse_faults(self) -> None:
        """Stop if anything was found."""
        if self.faults:
            raise BadInput(f"未办理：有 {len(self.faults)} 处须改。", faults=self.faults)

    def save(self, row: Model, *changed: str) -> None:
        """Check a row against its model, tell all faults, then write it."""
        self.faults += model_faults(row)
        self.refuse_faults()
        if row._state.adding:
            row.save(force_insert=True)
        else:
            row.save(update_fields=changed)
        self._note_first(row, changed)

    def remove(self, row: Model) -> None:
        """Take a row away (only where a model has no day of ending)."""
        self.refuse_faults()
        self._note_first(row, ())
        row.delete()

    def note(self, row: Model, **detail: Any) -> None:
        """Name the row the act is about, if it is not the first one written."""
        self.subject, self.subject_code = row, str(row.pk)
        self.detail = {**detail, **self.detail}

    def _note_first(self, row: Model, changed: tuple[str, ...]) -> None:
        if self.subject is None:
            self.note(row, fields=sorted(changed))


def name_of(row: Model) -> str:
    return f"{row._meta.verbose_name} {row.pk or ''}".strip()


def model_faults(row: Model) -> list[Fault]:
    """What the model's fields and constraints say about a row."""
    try:
        row.full_clean()
    except ValidationError as error:
        return [
            Fault("；".join(messages), where=_place(row, name), remedy="请改正后重新提交。")
            for name, messages in error.message_dict.items()
        ]
    return []


def _place(row: Model, name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return name_of(row)
    return f"{name_of(row)} “{row._meta.get_field(name).verbose_name}”"


@contextmanager
def acting(*, by: User, at: datetime, action: str, organisation: Organisation) -> Iterator[Act]:
    """Do one thing to the records: ask leave, write, and log it, or leave everything as it was."""
    if is_naive(at):
        raise BadInput(f"时间 {at} 没有时区。办理时间须带时区。请传入带时区的时间。")
    require(by, action, organisation)
    with transaction.atomic():
        act = Act(today=localdate(at))
        yield act
        if act.subject is None:
            raise AssertionError(f"{action} wrote nothing.")
        record_event(
            by=by,
            at=at,
            action=action,
            subject_kind=act.subject._meta.label_lower,
            subject_code=act.subject_code,
            organisation_path=organisation.path,
            detail=act.detail,
        )
