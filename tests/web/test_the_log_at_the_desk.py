"""The auditor reads the log at the desk: filtered, exported, each look an event, nothing personal in it."""

import pytest

PAGE = "/desk/setup/audit/"


def test_who_looked_at_a_pupil_is_found_by_the_pupils_code(city, client_of):
    from xuezheng.records.registers.models import Enrolment

    pupil = Enrolment.objects.filter(school_year=2025).first().pupil
    client_of("bangong").get(f"/desk/registers/pupils/{pupil.pk}/")

    page = client_of("shenji").get(PAGE, {"action": "pupil.read", "q": pupil.pk})

    found = list(page.context["table"].left)
    assert [(event.by, event.subject_code) for event in found] == [("bangong", pupil.pk)]
    assert pupil.name not in page.content.decode()


def test_each_look_and_each_export_is_an_event(city, client_of):
    from xuezheng.records.audit.models import Event

    before = Event.objects.count()
    client_of("shenji").get(PAGE)
    book = client_of("shenji").get(f"{PAGE}?as=xlsx&since=nonsense&kind=accounts.user")

    assert book.content.startswith(b"PK")
    looks = Event.objects.filter(seq__gt=before).values_list("action", "by", "detail__asked")
    assert list(looks) == [
        ("audit.read", "shenji", []),
        ("audit.read", "shenji", ["as", "kind", "since"]),
    ]


def test_filters_leave_what_they_say(city, client_of):
    client_of("bangong").post("/desk/setup/calendar/recompute/")
    by_office = client_of("shenji").get(PAGE, {"q": "bangong"}).context["table"]
    client = client_of("shenji")
    whole = client.get(PAGE).context["table"]
    today = dict((label, value) for value, label in whole.filters[2].choices)["今天"]

    about = client.get(PAGE, {"since": today, "kind": "accounts.organisation"}).context["table"]
    looks = client.get(PAGE, {"since": today, "action": "audit.read"}).context["table"]

    assert {event.subject_kind for event in about.left} == {"accounts.organisation"}
    assert {event.by for event in by_office.left} == {"bangong"}
    assert {event.by for event in looks.left} == {"shenji"}


@pytest.mark.parametrize("user", ["bangong", "xitong", "anquan", "juzhang"])
def test_nobody_but_the_auditor_reads_it(city, client_of, user):
    assert client_of(user).get(PAGE).status_code == 403


def test_a_page_of_it_asks_few_questions(city, client_of, django_assert_max_num_queries):
    client = client_of("shenji")
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        client.get(PAGE)
