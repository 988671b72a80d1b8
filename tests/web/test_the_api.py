"""The API: what a token may read, page by page; masks; errors in words; nobody in without a token."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from xuezheng.records.accounts.models import ApiToken, Organisation, User
from xuezheng.records.accounts.queries import token_digest
from xuezheng.records.audit.actions.tokens import make_token, withdraw_token
from xuezheng.records.audit.models import Event
from xuezheng.records.registers.models import Enrolment, Pupil, School
from xuezheng.web.api.registers import all_registers
from xuezheng.web.shown import tokens
from xuezheng.web.shown.bureau import now, today

EVERY_SCOPE = list(ApiToken.Scope.values)
REGISTERS = {f"{one.room}.{one.kind}": one for one in all_registers()}
GATED = [
    (one.name, one.callback.scope)
    for one in next(r for r in get_resolver().url_patterns if str(r.pattern) == "api/").url_patterns
    if hasattr(one.callback, "scope")
]
SAMPLE = {"code": "schools.count", "key": "NOSUCH"}


@pytest.fixture(autouse=True)
def _nothing_counted():
    tokens._counted.clear()


@pytest.fixture
def token_of(city):
    def make(organisation="990100", scopes=EVERY_SCOPE, **more):
        secret = make_token(
            label=f"测试{ApiToken.objects.count()}",
            organisation=Organisation.objects.get(pk=organisation),
            scopes=scopes,
            ends_on=today() + timedelta(days=30),
            by=User.objects.get(username="anquan"),
            at=now(),
        )[1]
        ApiToken.objects.filter(digest=token_digest(secret)).update(**more)
        return Client(headers={"authorization": f"Bearer {secret}"})

    return make


def a_district():
    return Organisation.objects.filter(kind="district").order_by("path").first()


def address(name):
    pattern = next(
        p
        for r in get_resolver().url_patterns
        if str(r.pattern) == "api/"
        for p in r.url_patterns
        if p.name == name
    )
    return "/api/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda m: SAMPLE[m[1]], str(pattern.pattern))


def test_every_address_asks_for_a_token_that_stands_and_for_its_scope(token_of, client_of):
    over, gone = (
        token_of(ends_on=today() - timedelta(days=1), made_on=today() - timedelta(days=9)),
        token_of(),
    )
    withdraw_token(token=ApiToken.objects.latest("label"), by=User.objects.get(username="anquan"), at=now())
    ApiToken.objects.filter(label="测试1").update(withdrawn_on=today())
    strangers = [Client(), client_of("bangong"), over, gone, Client(headers={"authorization": "Bearer x"})]
    all_but = {scope: token_of(scopes=[one for one in EVERY_SCOPE if one != scope]) for scope in EVERY_SCOPE}

    for name, scope in GATED:
        place = address(name)
        for client in strangers:
            answer = client.get(place)
            assert answer.status_code == 401 and answer.json()["error"], place
        if scope:
            answer = all_but[scope].get(place)
            assert answer.status_code == 403 and scope in answer.json()["error"], place
    assert len(GATED) > 100


def test_nothing_is_written_through_the_api(token_of):
    client = token_of()
    for name, _scope in GATED:
        answer = client.post(address(name), {"name": "x"})
        assert answer.status_code == 405 and answer.headers["Allow"] == "GET"


@pytest.mark.parametrize("label", sorted(REGISTERS))
def test_a_district_s_token_gets_its_own_rows_and_no_other_s(token_of, label):
    one, client = REGISTERS[label], token_of(a_district().pk)
    place = f"/api/registers/{one.room}/{one.kind}/"
    answer = client.get(place, {"size": 500})
    assert answer.status_code == 200, answer.content
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert not re.search(r"\b\d{17}[\dXx]\b", answer.content.decode())
    viewer = answer.wsgi_request.viewer
    own = one.window.scope(one.window.model, viewer)
    assert answer.json()["n"] == own.count()
    stranger = one.window.model._default_manager.exclude(pk__in=own.values("pk")).first()
    mine = own.first()
    assert stranger is None or client.get(f"{place}{stranger.pk}/").status_code == 404
    assert mine is None or client.get(f"{place}{mine.pk}/").status_code == 200


def test_pages_give_each_pupil_once_and_each_reading_leaves_its_count(token_of):
    client, place, seen, calls = token_of(), "/api/registers/registers/pupil/?size=300", [], 0
    before = Event.objects.filter(action="token.read").count()
    while place:
        told = client.get(place).json()
        seen += [row["code"] for row in told["rows"]]
        place, calls = told["next"], calls + 1

    assert seen == sorted(Pupil.objects.values_list("code", flat=True))
    events = Event.objects.filter(action="token.read")
    assert events.count() - before == calls and sum(e.detail["rows"] for e in events) == len(seen)
    assert set(events.last().detail) == {"rows", "columns_asked"}


def test_pages_in_another_order_give_each_once(token_of):
    client, place, seen = token_of(), "/api/registers/registers/enrolment/?size=500&order=-grade", []
    while place:
        told = client.get(place).json()
        seen += [row["id"] for row in told["rows"]]
        place = told["next"]

    assert sorted(seen) == sorted(Enrolment.objects.values_list("pk", flat=True))


def test_a_name_is_masked_and_numbers_are_not_there(token_of):
    pupil = Pupil.objects.order_by("pk").first()
    row = token_of().get(f"/api/registers/registers/pupil/{pupil.pk}/").json()

    assert row["name"] != pupil.name and "*" in row["name"]
    assert not {"roll_number", "id_number", "guardian_phone"} & set(row)
    case = token_of().get("/api/registers/casework/case/?size=1").json()["rows"][0]
    assert not {"summary", "caller_phone"} & set(case)


def test_rows_are_chosen_and_what_is_not_understood_is_told_at_once(token_of):
    client, school = token_of(), School.objects.order_by("pk").first()
    place = "/api/registers/registers/enrolment/"
    assert (
        client.get(place, {"school": school.pk}).json()["n"]
        == Enrolment.objects.filter(school=school).count()
    )

    answer = client.get(place, {"shcool": "1", "grade": "x", "size": "0"})
    assert answer.status_code == 422 and answer.json()["faults"]
    answer = client.get(place, {"shcool": "1", "grade": "x"})
    assert answer.status_code == 422 and [f["where"] for f in answer.json()["faults"]] == ["shcool", "grade"]
    assert client.get("/api/registers/registers/pupil/", {"name": "张"}).status_code == 422


def test_a_token_is_told_once_used_by_day_and_counted(token_of, monkeypatch):
    client = token_of("990100", ["read:figures"])
    assert client.get("/api/me/").json()["scopes"] == ["read:figures"]
    assert ApiToken.objects.latest("label").used_on == today()
    monkeypatch.setattr(tokens, "CALLS_A_MINUTE", 3)
    statuses = [client.get("/api/me/").status_code for _ in range(4)]
    assert statuses[-1] == 429 and statuses[0] == 200


@pytest.mark.parametrize("place", ["me/", "today/", "registers/", "indicators/", "reports/",
    "registers/registers/pupil/?size=500", "registers/programmes/project/"])  # fmt: skip
def test_few_questions_are_asked(token_of, django_assert_max_num_queries, place):
    client = token_of()
    with django_assert_max_num_queries(12):
        assert client.get(f"/api/{place}").status_code == 200


def test_today_s_numbers_are_the_desk_s(token_of):
    from xuezheng.web.desk.casework.lists import SOON
    from xuezheng.web.desk.today.worklists import BY_NAME

    told = {one["name"]: one["n"] for one in token_of().get("/api/today/").json()["numbers"]}
    user = User.objects.get(username="bangong")
    for name in set(told) - {"cases-late", "cases-soon"}:
        assert told[name] == BY_NAME[name].rows(user, today()).count()
    assert f"{SOON} 天" in token_of().get("/api/today/").content.decode()


def test_the_security_administrator_makes_and_withdraws_at_the_desk(city, client_of):
    desk, said = (
        client_of("anquan"),
        {"label": "平台", "organisation": "990100", "scopes": ["read:registers"]},
    )
    said["ends_on"] = (today() + timedelta(days=9)).isoformat()
    page = desk.post(reverse("desk:setup-tokens"), said).content.decode()
    secret = re.search(r"xz_[0-9a-f]{8}_[\w-]{43}", page)[0]
    assert secret not in desk.get(reverse("desk:setup-tokens")).content.decode()
    assert desk.post(reverse("desk:setup-tokens"), said).status_code == 422  # sent twice
    program = Client(headers={"authorization": f"Bearer {secret}"})
    assert program.get("/api/registers/").status_code == 200

    desk.post(reverse("desk:setup-token-withdraw", args=[secret[3:11]]))
    assert program.get("/api/registers/").status_code == 401
    assert secret[12:] not in json.dumps(list(Event.objects.values_list("detail", flat=True)))


def test_no_such_address_is_told_in_words(city):
    answer = Client().get("/api/nothing/")
    assert answer.status_code == 404 and answer.json()["error"]
    assert Client().get("/api/").status_code == 200
