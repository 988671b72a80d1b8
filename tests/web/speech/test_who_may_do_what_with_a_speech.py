"""Office and divisions write, the director reads, everyone else sees what is out."""

import pytest

PAGES = ("", "claims/", "years/", "tasks/", "output/")
POSTS = ("decide/S01/", "confirm-sure/", "undo/", "write/", "renew/", "edited/", "release/")
APART = ("xitong", "anquan", "shenji")


@pytest.mark.parametrize("who", ["bangong", "jijiao", "juzhang"])
@pytest.mark.parametrize("page", PAGES)
def test_those_who_work_on_reports_open_every_page(draft, client_of, at, who, page):
    assert client_of(who).get(at(page)).status_code == 200


@pytest.mark.parametrize("who", ["quju", "xuexiao", "duxue", *APART])
@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_opens_a_report_under_work(draft, client_of, at, who, page):
    assert client_of(who).get(at(page)).status_code in (403, 404)


@pytest.mark.parametrize("who", ["juzhang", "quju", "xuexiao", "duxue", *APART])
@pytest.mark.parametrize("page", POSTS)
def test_nobody_else_changes_one(draft, client_of, at, who, page):
    from xuezheng.records.decisions.models import ReportDraft

    assert client_of(who).post(at(page), {"do": "confirm", "seen": 0}).status_code in (403, 404)
    assert ReportDraft.objects.get(pk=draft.pk).version == 1


def test_the_director_is_offered_nothing_to_press(draft, client_of, at, slot_of):
    said = client_of("juzhang").get(at(f"?slot={slot_of('公办幼儿园达到')}")).content.decode()

    assert 'name="do"' not in said and "确认全部" not in said


def test_a_division_officer_decides_and_the_log_knows_where(draft, decide, slot_of):
    from xuezheng.records.audit.models import Event

    slot = slot_of("公办幼儿园达到")
    assert decide(slot, "confirm", by="jijiao").status_code == 302

    event = Event.objects.latest("seq")
    assert (event.action, event.by) == ("draft.decide", "jijiao")
    assert event.organisation_path.startswith(draft.organisation.path)
    assert event.organisation_path != draft.organisation.path


def test_others_see_what_is_released_and_only_that(draft, client_of, at):
    from django.utils import timezone

    client = client_of("xuexiao")
    assert draft.title not in client.get("/desk/speech/").content.decode()
    assert client.get(at("released/")).status_code == 404

    type(draft).objects.filter(pk=draft.pk).update(
        released_at=timezone.now(), released_by="bangong", fingerprint="d" * 64, n_written=1
    )
    assert draft.title in client.get("/desk/speech/").content.decode()
    assert "d" * 64 in client.get(at("released/")).content.decode()
    assert client.get(at()).status_code == 403


def test_what_is_released_is_not_changed(draft, client_of, at, decide, slot_of):
    from django.utils import timezone

    type(draft).objects.filter(pk=draft.pk).update(
        released_at=timezone.now(), released_by="bangong", fingerprint="d" * 64, n_written=1
    )
    answer = decide(slot_of("公办幼儿园达到"), "confirm")

    assert answer.status_code == 422 and "已经公开" in answer.content.decode()
    assert "已经公开" in client_of("bangong").post(at("write/")).content.decode()


def test_the_files_of_another_draft_are_not_reached_by_a_name(draft, client_of, at):
    client = client_of("bangong")

    assert client.get(at("edition/1/report/")).status_code == 404
    assert client.get(at("edition/1/check/")).status_code == 404
    assert client.get("/desk/speech/00000000-0000-0000-0000-000000000000/").status_code == 404
