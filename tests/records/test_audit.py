"""The log shows every change to itself."""

import random
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from small_bureau import NOON, Role

from xuezheng.errors import BadInput
from xuezheng.records.audit.actions import record_event
from xuezheng.records.audit.canonical import START, canonical
from xuezheng.records.audit.models import Event, Head
from xuezheng.records.audit.queries import RECORDED, first_break, first_broken_event


def _write(bureau, n):
    by = bureau.person(Role.OFFICE)
    for i in range(n):
        record_event(
            by=by, at=NOON + timedelta(seconds=i), action="case.open", subject_kind="casework.case",
            subject_code=f"K{i}", organisation_path="c/", detail={"n": i},
        )  # fmt: skip


def test_an_untouched_log_is_whole_and_knows_its_published_head(bureau):
    _write(bureau, 3)
    published = Head.objects.get().hash
    _write(bureau, 2)

    assert first_broken_event() is None
    assert first_broken_event(published) is None
    assert first_broken_event("f" * 64) == 6
    assert first_broken_event(START) is None


@pytest.mark.parametrize(
    "spoil", [lambda: Event.objects.update(by="x"), lambda: Event.objects.all().delete()]
)
def test_the_database_refuses_to_change_or_drop_an_event(bureau, spoil):
    _write(bureau, 1)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        spoil()


def test_a_moment_without_a_time_zone_is_refused(bureau):
    with pytest.raises(BadInput, match="没有时区"):
        record_event(by=bureau.person(Role.OFFICE), at=NOON.replace(tzinfo=None), action="x",
                     subject_kind="x", subject_code="x")  # fmt: skip


def test_canonical_json_refuses_floats_and_normalises_text():
    with pytest.raises(TypeError, match="no form"):
        canonical({"a": 0.5})
    assert canonical({"b": "e\u0301", "a": "𠮷"}) == '{"a":"𠮷","b":"é"}'.encode()


def _mutate(events, head, luck):
    """Change, drop, swap, or cut the tail; return the forged rows and head."""
    kind, i = luck.choice(["change", "drop", "swap", "cut", "recompute"]), luck.randrange(len(events))
    forged = [dict(event) for event in events]
    if kind in ("change", "recompute"):
        name = luck.choice([name for name in RECORDED if name not in ("at", "detail")])
        forged[i][name] += "x"
    if kind == "drop":
        del forged[i]
    if kind == "swap":
        j = (i + luck.randrange(1, len(events))) % len(events)
        forged[i], forged[j] = forged[j], forged[i]
    if kind == "cut":
        forged = forged[:i]
        head = (i, forged[-1]["hash"] if forged else START)
    if kind == "recompute":
        head = _recompute(forged)
    return forged, head


def _recompute(forged):
    from xuezheng.records.audit.canonical import chained_hash

    last = START
    for event in forged:
        event["previous_hash"] = last
        last = chained_hash(event["seq"], last, {name: event[name] for name in RECORDED})
        event["hash"] = last
    return len(forged), last


def test_a_thousand_forgeries_show_against_the_published_head(bureau):
    _write(bureau, 30)
    events = list(Event.objects.values("seq", "previous_hash", "hash", *RECORDED))
    published = events[-1]["hash"]
    luck = random.Random(20240902)

    found = sum(
        first_break(*_mutate(events, (30, published), luck), published) is not None for _ in range(1000)
    )

    assert found == 1000
    assert first_break(events, (30, published), published) is None
