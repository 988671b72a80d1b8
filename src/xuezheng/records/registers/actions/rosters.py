"""A roster from another system taken in as a whole: what is new is added, what is there stays as it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model

from xuezheng.errors import BadInput, Fault
from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.audit.actions import acting, label_of, name_of, owner_of
from xuezheng.records.registers.models import Area, Enrolment, Pupil, School, SchoolClass, Teacher

LISTED, AT_ONCE = 50, 2000


@dataclass
class Roster:
    """New rows, in the order in which they may point at each other."""

    organisations: list[Organisation] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    schools: list[School] = field(default_factory=list)
    classes: list[SchoolClass] = field(default_factory=list)
    teachers: list[Teacher] = field(default_factory=list)
    pupils: list[Pupil] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)

    def parts(self) -> Iterator[tuple[str, list[Any]]]:
        """Its rows by the name of what they are."""
        for part in fields(self):
            yield part.name, getattr(self, part.name)

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(rows) for name, rows in self.parts()}


def take_roster(*, roster: Roster, by: User, at: datetime) -> dict[str, int]:
    """Add the rows of a roster, all or none; gives how many of each were added."""
    bureau = owner_of(School(), "", by)
    with acting(by=by, at=at, action="roster.take", organisation=bureau) as act:
        faults = [fault for _, rows in roster.parts() for row in rows for fault in _faults(row)]
        if faults:
            raise BadInput(
                f"名册有 {len(faults)} 处不符（只列前 {LISTED} 处）。没有导入任何一行。",
                faults=faults[:LISTED],
            )
        first = next((row for _, rows in reversed(list(roster.parts())) for row in rows), None)
        act.expect(first is not None, "名册中没有新的记录。", "无需导入。")
        act.refuse_faults()
        assert first is not None
        for name, rows in roster.parts():
            _add(name, rows)
        act.note(first, **roster.counts)
    return roster.counts


def _add(name: str, rows: Sequence[Model]) -> None:
    if not rows:
        return
    try:
        with transaction.atomic():
            type(rows[0])._base_manager.bulk_create(rows, batch_size=AT_ONCE)
    except IntegrityError as error:
        raise BadInput(
            f"{rows[0]._meta.verbose_name}与已登记的重复或相互矛盾（{error}）。没有导入任何一行。请核对编号后重试。"
        ) from None


def _faults(row: Model) -> Iterator[Fault]:
    """What the fields say against a row; keys and links are the database's to check."""
    links = [of.name for of in row._meta.concrete_fields if isinstance(of, ForeignKey)]
    try:
        row.clean_fields(exclude=links)
    except ValidationError as error:
        for name, said in error.error_dict.items():
            words = (
                "没有填写。"
                if any(e.code in ("null", "blank") for e in said)
                else "；".join(m for e in said for m in e.messages)
            )
            yield Fault(words, f"{name_of(row)} “{label_of(type(row), name)}”", "请向发送方核对。")
