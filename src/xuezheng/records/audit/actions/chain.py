"""Append one event to the chain."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import is_naive

from xuezheng.errors import BadInput
from xuezheng.records.accounts.models import User
from xuezheng.records.audit.canonical import chained_hash, plain
from xuezheng.records.audit.models import Event, Head


@transaction.atomic
def record_event(
    *,
    by: User,
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
    head = Head.objects.select_for_update().get(id=1)
    seq = head.seq + 1
    digest = chained_hash(seq, head.hash, record)
    event = Event.objects.create(seq=seq, previous_hash=head.hash, hash=digest, **{**record, "at": at})
    Head.objects.filter(id=1).update(seq=seq, hash=digest)
    return event
