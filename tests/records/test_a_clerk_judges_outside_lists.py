"""What the machine proposed, a clerk confirms or rejects, and can take back; nothing holds twice."""

from datetime import date

import pytest
from small_bureau import NOON, TODAY, Role, a, a_bureau, stored

from xuezheng.errors import BadInput
from xuezheng.records.audit.models import Event
from xuezheng.records.programmes import actions
from xuezheng.records.programmes.models import ListEntry, ListLink, OutsideList
from xuezheng.records.programmes.queries import standing
from xuezheng.records.registers.models import Pupil

NUMBER = "990101201503120015"


@pytest.fixture
def desk(db):
    """District A's list with two lines, two pupils, and the officer."""
    bureau = a_bureau()
    row = stored(OutsideList, bureau)
    entries = [
        ListEntry.objects.create(outside_list=row, row=n, name="张三", id_number=NUMBER) for n in (2, 3)
    ]
    first = stored(Pupil, bureau)
    second = a(Pupil, bureau, code="p2", roll_number="G2")
    second.save()
    deed = {"by": bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"]), "at": NOON}
    return bureau, row, entries, (first, second), deed


def _link(row, entry, pupil, proposed="queued"):
    return ListLink(
        outside_list=row, entry=entry, pupil=pupil, weight=500, proposed=proposed, holds=proposed == "matched"
    )


def test_a_queued_pair_is_confirmed_and_the_verdict_taken_back(desk):
    _, row, (entry, _), (pupil, _), deed = desk
    actions.link_list(row=row, links=[_link(row, entry, pupil)], **deed)
    link = ListLink.objects.get()

    actions.confirm_link(link=link, **deed)
    assert (link.verdict, link.holds, link.decided_on) == ("confirmed", True, TODAY)
    assert standing(row) == (1, 0, 1)
    with pytest.raises(BadInput, match="已核对为“核对属实”"):
        actions.reject_link(link=link, **deed)

    actions.undo_verdict(link=link, **deed)
    assert (link.verdict, link.holds, link.decided_by) == ("", False, "")
    assert standing(row) == (0, 1, 0)
    with pytest.raises(BadInput, match="没有核对结论"):
        actions.undo_verdict(link=link, **deed)


def test_what_the_machine_linked_can_be_rejected_and_stands_again_when_that_is_undone(desk):
    _, row, (entry, _), (pupil, _), deed = desk
    actions.link_list(row=row, links=[_link(row, entry, pupil, "matched")], **deed)
    link = ListLink.objects.get()

    actions.reject_link(link=link, **deed)
    assert not link.holds
    actions.undo_verdict(link=link, **deed)
    assert link.holds


def test_a_line_is_one_pupil_and_a_pupil_one_line(desk):
    _, row, (entry, other), (pupil, second), deed = desk
    links = [_link(row, entry, pupil, "matched"), _link(row, entry, second), _link(row, other, pupil)]
    actions.link_list(row=row, links=links, **deed)
    _, of_entry, of_pupil = ListLink.objects.order_by("pk")

    with pytest.raises(BadInput, match="该条目已对应学生 pA"):
        actions.confirm_link(link=of_entry, **deed)
    with pytest.raises(BadInput, match="学生 pA 已与本名单另一条对应"):
        actions.confirm_link(link=of_pupil, **deed)


def test_a_rejected_link_cannot_stand_again_beside_the_one_that_took_its_place(desk):
    _, row, (entry, _), (pupil, second), deed = desk
    actions.link_list(row=row, links=[_link(row, entry, pupil, "matched"), _link(row, entry, second)], **deed)
    first, other = ListLink.objects.order_by("pk")

    actions.reject_link(link=first, **deed)
    actions.confirm_link(link=other, **deed)
    with pytest.raises(BadInput, match="该条目已对应学生 p2"):
        actions.undo_verdict(link=first, **deed)


def test_matching_again_leaves_what_a_clerk_judged(desk):
    _, row, (entry, other), (pupil, second), deed = desk
    actions.link_list(row=row, links=[_link(row, entry, pupil), _link(row, other, second)], **deed)
    judged = ListLink.objects.get(entry=entry)
    actions.confirm_link(link=judged, **deed)

    again = [
        _link(row, entry, second, "matched"),
        _link(row, other, pupil, "matched"),
        _link(row, other, second),
    ]
    actions.link_list(row=row, links=again, **deed)

    kept = {(link.entry_id, link.pupil_id, link.verdict) for link in ListLink.objects.all()}
    assert kept == {(entry.pk, pupil.pk, "confirmed"), (other.pk, second.pk, "")}


def test_the_same_file_is_taken_in_once_and_not_without_lines(desk):
    bureau, row, _, _, deed = desk
    again = a(OutsideList, bureau, code="low_income-again")
    with pytest.raises(BadInput) as told:
        actions.add_list(row=again, entries=[], **deed)
    assert "同一份文件已作为名单 low_income-A 登记" in str(told.value)
    assert "名单里没有条目" in str(told.value)

    fresh = a(OutsideList, bureau, code="low_income-2", file_sha256="f" * 64, received_on=date(2030, 1, 1))
    with pytest.raises(BadInput, match="接收日期 2030-01-01 晚于今天"):
        actions.add_list(row=fresh, entries=[ListEntry(row=2, name="张三")], **deed)


def test_a_list_is_withdrawn_whole_but_not_past_a_verdict(desk):
    _, row, (entry, _), (pupil, _), deed = desk
    actions.link_list(row=row, links=[_link(row, entry, pupil)], **deed)
    link = ListLink.objects.get()
    actions.confirm_link(link=link, **deed)
    with pytest.raises(BadInput, match="有 1 条已人工核对"):
        actions.withdraw_list(row=row, **deed)

    actions.undo_verdict(link=link, **deed)
    actions.withdraw_list(row=row, **deed)
    assert (
        not OutsideList.objects.exists() and not ListEntry.objects.exists() and not ListLink.objects.exists()
    )


def test_looking_is_logged_by_how_many_and_never_by_whom(desk):
    _, row, _, _, deed = desk
    actions.look_at_list(row=row, rows=7, purpose="queue", **deed)
    actions.look_at_aid(what="missed", year=2024, rows=3, **deed)

    looked, aid = Event.objects.order_by("seq")
    assert (looked.action, looked.detail) == ("list.look", {"n_rows": 7, "purpose": "queue"})
    assert (aid.action, aid.detail) == ("aid.look", {"what": "missed", "year": 2024, "n_rows": 3})


def test_the_number_of_a_line_is_sealed_at_rest_and_read_plain(desk):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM programmes_listentry")
        stored_texts = [text for (text,) in cursor.fetchall()]

    assert all(NUMBER not in text for text in stored_texts)
    assert ListEntry.objects.first().id_number == NUMBER
