"""What holds for every action of the rooms, whatever it writes."""

import importlib
import inspect

import pytest
from deeds import BY_RIGHT, DEEDS, place
from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models.signals import post_save
from small_bureau import NOON, Role, a, a_bureau, everything

from xuezheng.errors import BadInput, NotAllowed
from xuezheng.records.accounts.rights import APART, RIGHTS
from xuezheng.records.audit.actions import accounts, acting, tokens
from xuezheng.records.audit.models import Event, Head
from xuezheng.records.audit.queries import first_broken_event
from xuezheng.records.casework.models import Case
from xuezheng.records.decisions.models import LookupFailure, PublishedResult
from xuezheng.records.programmes.models import ListEntry
from xuezheng.records.registers.models import Spelling  # written by triggers of the database
from xuezheng.records.settings import ROOMS

all_deeds = pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.right)


#: A right to hold a copy or to read what a caller said: it writes nothing but the log
#: (tests/importing/test_what_goes_out_comes_back.py, test_due_dates_come_from_clocks.py, test_a_clerk_judges_outside_lists.py).
LOOKING = {"intake.take_out", "case.read", "list.look", "aid.look",
    "pupil.read", "pupil.unmask", "school.unmask", "audit.read", "audit.publish", "keys.rotate", "keys.drop",
}  # fmt: skip


def test_every_right_has_its_deed():
    writing = sorted(set(RIGHTS) - LOOKING)
    assert sorted(BY_RIGHT) == writing
    assert len(DEEDS) == len(writing)


def _is_an_action(thing):
    return callable(thing) and {"by", "at"} <= set(getattr(thing, "__kwdefaults__", None) or _told(thing))


def _told(thing):
    return inspect.signature(thing).parameters if inspect.isfunction(thing) else ()


def _each_on_a_fresh_bureau():
    """Every deed, about to be done, in a bureau of its own that is gone afterwards."""
    for deed in DEEDS:
        with transaction.atomic():
            bureau = a_bureau()
            yield deed.do(bureau), deed.doer(bureau)
            transaction.set_rollback(True)


def test_every_action_of_every_room_is_tried_here(db):
    """An action that shares another's right would otherwise slip through."""
    tried = {do.func for do, _ in _each_on_a_fresh_bureau()}
    rooms = [importlib.import_module(f"xuezheng.records.{room}.actions") for room in ROOMS[2:]]
    there = {
        name: thing
        for room in [*rooms, accounts, tokens]
        for name, thing in vars(room).items()
        if _is_an_action(thing)
        and name
        not in (
            "acting",
            "owner_of",
            "record_event",
            "take_out",
            "note_taken_out",
            "read_case",
            "look_at_list",
            "look_at_aid",
        )
    }

    assert [name for name, thing in there.items() if thing not in tried and name != "correct"] == []


def test_every_model_can_be_written_by_an_action(db):
    written = set()

    def note(sender, **_):
        written.add(sender)

    for do, by in _each_on_a_fresh_bureau():
        post_save.connect(note)
        do(by=by, at=NOON)
        post_save.disconnect(note)

    in_bulk = {ListEntry, PublishedResult, LookupFailure}  # many lines at once: no signal is sent
    assert {m for m in apps.get_models() if m.__module__.startswith("xuezheng.")} - written == {
        Head,
        Event,  # by a cursor: no signal is sent
        Spelling,
        *in_bulk,
    }


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
    assert still_there is (deed.right not in ("role.revoke", "list.withdraw", "filter.drop"))
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

    with pytest.raises(
        DatabaseError, match="append-only|duplicate key"
    ):  # no transaction but the action's own
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
    record_rights = [
        right
        for right in RIGHTS
        if not right.startswith(("user.", "role.", "organisation.", "token.", "audit.", "keys."))
    ]

    assert [r for r in record_rights if RIGHTS[r].roles & APART] == []


def test_only_the_director_approves():
    assert {r for r in RIGHTS if r.endswith(".approve") and RIGHTS[r].roles == {Role.DIRECTOR}} == {
        "target.approve",
        "decision.approve",
    }


def test_a_fault_found_after_writing_still_undoes_it(bureau):
    by, before = bureau.person(Role.OFFICE), everything()

    with (
        pytest.raises(BadInput, match="太晚"),
        acting(by=by, at=NOON, action="case.open", organisation=bureau.city) as act,
    ):
        act.save(a(Case, bureau))
        act.expect(False, "太晚。", "请重来。")

    assert everything() == before


def test_an_action_that_writes_nothing_is_a_mistake_of_ours(bureau):
    by = bureau.person(Role.OFFICE)

    with (
        pytest.raises(AssertionError, match="case.open wrote nothing"),
        acting(by=by, at=NOON, action="case.open", organisation=bureau.city),
    ):
        pass
