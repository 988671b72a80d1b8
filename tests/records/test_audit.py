"""The log shows every change to itself."""

import random
import subprocess
import sys
from datetime import timedelta
from functools import partial

import pytest
from databases import environment, opened
from django.db import DatabaseError, connection, transaction
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


def _sql(statement):
    def spoil():
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return spoil


AGAIN = (
    "SELECT seq, at, 'x', action, subject_kind, subject_code, organisation_path, detail, previous_hash, hash"
)
COLUMNS = "seq, at, by, action, subject_kind, subject_code, organisation_path, detail, previous_hash, hash"


#: What only one of the databases understands.
OF_ITS_OWN = {
    "sqlite": [
        f"REPLACE INTO audit_event ({COLUMNS}) {AGAIN} FROM audit_event",
        f"INSERT OR IGNORE INTO audit_event ({COLUMNS}) {AGAIN} FROM audit_event",
        "UPDATE OR REPLACE audit_event SET by = 'x'",
    ],
    "postgresql": [
        "TRUNCATE audit_event",
        "TRUNCATE audit_head",
        f"INSERT INTO audit_event ({COLUMNS}) {AGAIN} FROM audit_event"
        " ON CONFLICT (seq) DO UPDATE SET by = 'x'",
    ],
}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Event.objects.update(by="x"),
        lambda: Event.objects.all().delete(),
        lambda: Head.objects.all().delete(),
        _sql("DELETE FROM audit_event WHERE seq = 1"),
        *map(_sql, OF_ITS_OWN[connection.vendor]),
    ],
)
def test_the_database_refuses_to_change_or_drop_an_event(bureau, spoil):
    _write(bureau, 1)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        spoil()


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from xuezheng.records.database import create_bureau, start_django

folder, name = Path(sys.argv[1]), sys.argv[2]
if name == "first":
    create_bureau(folder, name="x", city="x", city_code="990100")
else:
    start_django(folder)
from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import record_event
from xuezheng.records.audit.queries import first_broken_event

by, _ = User.objects.get_or_create(username=name)
for i in range(0 if name in ("first", "check") else 30):
    record_event(by=by, at=datetime.now(UTC), action="x", subject_kind="x", subject_code=str(i))
print(first_broken_event())
"""


def test_two_desks_writing_at_once_make_one_chain(tmp_path):
    (tmp_path / "city").mkdir()
    seen = environment([tmp_path / "city"])
    start = partial(subprocess.Popen, stdout=subprocess.PIPE, text=True, env=seen)
    command = [sys.executable, "-c", WRITER, str(tmp_path / "city")]
    assert start([*command, "first"]).communicate()[0].strip() == "None"

    desks = [start([*command, name]) for name in ("a", "b")]
    for desk in desks:
        desk.communicate()

    with opened(tmp_path / "city") as records:
        seqs = [seq for (seq,) in records.execute("SELECT seq FROM audit_event ORDER BY seq")]
    assert [desk.returncode for desk in desks] == [0, 0]
    assert seqs == list(range(1, 61))
    assert start([*command, "check"]).communicate()[0].strip() == "None"


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
