"""Read the log and prove it whole."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.timezone import localtime

from xuezheng.records.accounts.queries import scope_by
from xuezheng.records.accounts.rights import Role
from xuezheng.records.audit.canonical import START, chained_hash
from xuezheng.records.audit.models import Event, Head

ORGANISATION_PATHS: dict[type[Model], str] = {Event: "organisation_path", Head: ""}
visible_to = scope_by(ORGANISATION_PATHS, readers=frozenset({Role.AUDITOR}))

RECORDED = ("at", "by", "action", "subject_kind", "subject_code", "organisation_path", "detail")


def first_broken_event(expected_head: str | None = None) -> int | None:
    """The first sequence number at which the log is not what was written; None if it is whole.

    Without a head kept outside the building a cut tail and a wholly recomputed chain do not
    show: give `expected_head`, the hash last published.
    """
    events = Event.objects.order_by("seq").values("seq", "previous_hash", "hash", *RECORDED)
    head = Head.objects.get(id=1)
    return first_break(events.iterator(), (head.seq, head.hash), expected_head)


def first_break(
    events: Iterable[dict[str, Any]], head: tuple[int, str], expected_head: str | None = None
) -> int | None:
    """The same walk over events as plain rows."""
    last, seen, seq = START, expected_head == START, 0
    for seq, event in enumerate(events, start=1):
        if not _follows(event, seq, last):
            return seq
        last = event["hash"]
        seen = seen or last == expected_head
    if (seq, last) != head:
        return min(seq, head[0]) + 1
    return None if seen or expected_head is None else seq + 1


def _follows(event: dict[str, Any], seq: int, last: str) -> bool:
    if event["seq"] != seq or event["previous_hash"] != last:
        return False
    return event["hash"] == chained_hash(seq, last, {name: event[name] for name in RECORDED})


def who_did(action: str, row: Model) -> str | None:
    """The username that last did an action to a row; None if the log does not know."""
    events = Event.objects.filter(action=action, subject_kind=row._meta.label_lower, subject_code=str(row.pk))
    return events.order_by("-seq").values_list("by", flat=True).first()


def last_act(row: Model) -> tuple[str, datetime] | None:
    """Who did something to a row last, and when; None when nobody did."""
    events = Event.objects.filter(subject_kind=row._meta.label_lower, subject_code=str(row.pk))
    event = events.order_by("-seq").values_list("by", "at").first()
    return (event[0], localtime(event[1])) if event else None


def acts_on(rows: Iterable[Model], *, most: int) -> QuerySet[Event]:
    """What was done to these rows, the latest first. Whoever sees a row may see who changed it and when."""
    codes: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        codes[row._meta.label_lower].append(str(row.pk))
    about = Q(pk__in=[])
    for kind, listed in codes.items():
        about |= Q(subject_kind=kind, subject_code__in=listed)
    return Event.objects.filter(about).order_by("-seq")[:most]
