"""One act: a permission, the faults, one transaction, one event."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Field, Model
from django.utils.timezone import is_naive, localdate

from xuezheng.errors import BadInput, Fault, NotFound
from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.accounts.queries import require
from xuezheng.records.audit.actions.chain import one_at_a_time, record_event
from xuezheng.records.audit.actions.faults import label_of, model_faults, name_of


@dataclass
class Act:
    """What one action is about to do: its day, the faults found so far, what it wrote."""

    today: date
    faults: list[Fault] = field(default_factory=list)
    subject: Model | None = None
    subject_code: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    def take(self, row: Model) -> None:
        """Read a row again under a lock, so that the checks see what is stored now.

        The permission was asked for the row's owner as it was handed in: an owner that is not
        the stored one stops the act.
        """
        links = _links(row)
        try:
            row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update())
        except ObjectDoesNotExist:
            raise NotFound(f"{name_of(row)}不在记录中。它没有登记，或已被移除。请核对后重试。") from None
        self.expect(links == _links(row), f"{name_of(row)}的归属与记录不符。", "请刷新后重新办理。")
        self.refuse_faults()

    def expect(self, holds: bool, what: str, remedy: str) -> None:
        """Note a fault and go on, so that all of them are told together."""
        if not holds:
            self.faults.append(Fault(what, remedy=remedy))

    def expect_new(self, row: Model, *later: str) -> None:
        """A new row, whose later stages are not filled in yet."""
        self.expect(row._state.adding, f"{name_of(row)}已登记。", "更正请用相应的办理操作。")
        for name in later:
            self.expect(
                getattr(row, name) in (None, ""),
                f"{name_of(row)}登记时已填“{label_of(type(row), name)}”。",
                "请留空，办理时再填。",
            )

    def expect_past(self, on: date | None, what: str) -> None:
        """A day that has come. An empty one is the model's affair."""
        self.expect(
            on is None or on <= self.today, f"{what} {on} 晚于今天 {self.today}。", "请填已发生的日期。"
        )

    def expect_links(self, row: Model) -> None:
        """What the row points at is there; stop if not, for the checks that follow would stumble."""
        missing = model_faults(row, [f.name for f in row._meta.concrete_fields if f.is_relation])
        self.faults += missing
        if missing:
            self.refuse_faults()

    def refuse_faults(self) -> None:
        """Stop if anything was found."""
        if self.faults:
            raise BadInput(f"未办理：有 {len(self.faults)} 处须改。", faults=self.faults)

    def save(self, row: Model, *changed: str) -> None:
        """Check a row against its model, tell all faults, then write it."""
        new = row._state.adding
        self.faults += model_faults(row, () if new else changed)
        self.refuse_faults()
        if new:
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


def _links(row: Model) -> dict[str, Any]:
    fields: list[Field[Any, Any]] = [f for f in row._meta.concrete_fields if f.is_relation]
    return {f.attname: getattr(row, f.attname) for f in fields}


@contextmanager
def acting(*, by: User, at: datetime, action: str, organisation: Organisation) -> Iterator[Act]:
    """Do one thing to the records: ask leave, write, and log it, or leave everything as it was."""
    if is_naive(at):
        raise BadInput(f"时间 {at} 没有时区。办理时间须带时区。请传入带时区的时间。")
    require(by, action, organisation)
    with transaction.atomic():
        one_at_a_time()
        act = Act(today=localdate(at))
        yield act
        act.refuse_faults()
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
