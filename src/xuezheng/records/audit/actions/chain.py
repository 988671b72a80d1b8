"""Append one event to the chain."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.timezone import is_naive

from xuezheng.errors import BadInput
from xuezheng.records.accounts.models import User
from xuezheng.records.accounts.queries import TokenViewer
from xuezheng.records.audit.canonical import chained_hash, plain
from xuezheng.records.audit.models import Event

#: The head is locked first: it gives events one order. SQLite has one writer anyway.
_HEAD = {
    "sqlite": "SELECT seq, hash FROM audit_head WHERE id = 1",
    "postgresql": "SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE",
}
_FIELDS = Event._meta.concrete_fields
_INSERT = "INSERT INTO audit_event ({}) VALUES ({})".format(  # noqa: S608
    ", ".join(f'"{field.column}"' for field in _FIELDS), ", ".join(["%s"] * len(_FIELDS))
)


def one_at_a_time() -> None:
    """Wait for whoever is writing; what is read from here on is what stands until the transaction ends.

    SQLite's transactions begin so. On PostgreSQL the head of the log is the one lock of all writers, taken
    first: nobody can hold a register and wait for the log while another does the reverse.
    """
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute(_HEAD[connection.vendor])


@transaction.atomic
def record_event(
    *,
    by: User | TokenViewer,
    at: datetime,
    action: str,
    subject_kind: str,
    subject_code: str,
    organisation_path: str = "",
    detail: dict[str, Any] | None = None,
) -> Event:
    """Append one event. `detail` holds codes and field names, never a personal value."""
    if is_naive(at):
        raise BadInput(f"时间 {at} 没有时区。审计记录须带时区。请传入带时区的时间。")
    record = plain(
        {
            "at": at,
            "by": by.get_username(),
            "action": action,
            "subject_kind": subject_kind,
            "subject_code": subject_code,
            "organisation_path": organisation_path,
            "detail": detail or {},
        }
    )
    with connection.cursor() as cursor:  # a cursor and not the models: every act on the records passes here
        cursor.execute(_HEAD[connection.vendor])
        last, previous = cursor.fetchone()
        event = Event(seq=last + 1, previous_hash=previous, **{**record, "at": at})
        event.hash = chained_hash(event.seq, previous, record)
        event._state.adding = False
        values = [field.get_db_prep_save(getattr(event, field.attname), connection) for field in _FIELDS]
        cursor.execute(_INSERT, values)
        cursor.execute("UPDATE audit_head SET seq = %s, hash = %s WHERE id = 1", [event.seq, event.hash])
    return event
