"""What holds for every action of the rooms, whatever it writes."""

import pytest
from deeds import BY_RIGHT, DEEDS, place
from django.apps import apps
from django.db import DatabaseError, transaction
from small_bureau import NOON, Role, everything

from xuezheng.errors import BadInput, NotAllowed
from xuezheng.records.accounts.rights import APART, RIGHTS
from xuezheng.records.audit.models import Event, Head
from xuezheng.records.audit.queries import first_broken_event

all_deeds = pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.right)


def test_every_right_has_its_deed():
    assert sorted(BY_RIGHT) == sorted(RIGHTS)
    assert len(DEEDS) == len(RIGHTS)


@all_deeds
def test_a_deed_changes_the_records_and_leaves_one_event(bureau, deed):
    do, by, before = deed.do(bureau), deed.doer(bureau), everything()

    do(by=by, at=NOON)

    event = Event.objects.get()
    assert (event.action, event.by, event.at) == (deed.right, by.username, NOON)
    assert event.organisation_path.startswith(place(bureau, deed.where).path)
    changed = {table for table, rows in everything().items() if rows != before.get(table)}
    assert changed > {"audit.Event", "audit.Head"}
    still_there = apps.get_model(event.subject_kind)._default_manager.filter(pk=event.subject_code).exists()
    assert still_there is (deed.right != "role.revoke")
    assert first_broken_event() is None


@all_deeds
def test_a_stranger_is_refused_by_name_and_nothing_is_written(bureau, deed):
    do = deed.do(bureau)
    elsewhere = bureau.person(deed.role, bureau.schools["B"].organisation)
    wrong_role = bureau.person(Role.SYSADMIN if deed.role == Role.SECADMIN else Role.SECADMIN)
    shut_out = deed.doer(bureau)
    shut_out.is_active = False
    before = everything()

    for stranger in (elsewhere, wrong_role, shut_out):
        with pytest.raises(
            NotAllowed, match=f"{stranger.username} 不能在.*{RIGHTS[deed.right].label}。.*请由有权人员"
        ):
            do(by=stranger, at=NOON)

    assert everything() == before


@all_deeds
def test_nothing_is_saved_when_the_log_cannot_be_written(bureau, deed):
    do, by = deed.do(bureau), deed.doer(bureau)
    head = Head.objects.get()
    Event.objects.create(seq=head.seq + 1, at=NOON, by="x", action="x", subject_kind="x",
                         previous_hash="0" * 64, hash="f" * 64)  # fmt: skip
    before = everything()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        do(by=by, at=NOON)

    assert everything() == before


def test_a_moment_without_a_time_zone_is_refused(bureau):
    deed = BY_RIGHT["case.open"]
    do, by = deed.do(bureau), deed.doer(bureau)
    before = everything()

    with pytest.raises(BadInput, match="没有时区"):
        do(by=by, at=NOON.replace(tzinfo=None))

    assert everything() == before


def test_the_three_administrators_write_no_records():
    record_rights = [right for right in RIGHTS if not right.startswith(("user.", "role.", "organisation."))]

    assert [r for r in record_rights if RIGHTS[r].roles & APART] == []


def test_only_the_director_approves():
    assert {r for r in RIGHTS if r.endswith(".approve") and RIGHTS[r].roles == {Role.DIRECTOR}} == {
        "target.approve",
        "decision.approve",
    }
