"""The description is valid, the reference page is made from it, and the API keeps to it when strange things are asked."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from example_figures import figures_of
from hypothesis import HealthCheck, Phase, settings
from hypothesis import given as given_of
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from xuezheng.records.accounts.models import ApiToken, Organisation, User
from xuezheng.records.audit.actions.tokens import make_token
from xuezheng.web.api.reference import page
from xuezheng.web.api.urls import document
from xuezheng.web.shown import tokens
from xuezheng.web.shown.bureau import now, today

HOUSE = Path(__file__).parents[2]
FEW = settings(
    max_examples=2,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def a_token(scopes):
    return make_token(
        label=f"描述{len(scopes)}", organisation=Organisation.objects.get(pk="990100"), scopes=scopes,
        ends_on=today() + timedelta(days=9), by=User.objects.get(username="anquan"), at=now(),
    )[1]  # fmt: skip


@pytest.fixture
def figures(desk_city, city):
    return figures_of(desk_city)


@pytest.fixture
def one_connection():
    """The real door closes its connection after each request; what the test has written would be gone."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def program(city):
    secret = a_token(list(ApiToken.Scope.values))
    return Client(headers={"authorization": f"Bearer {secret}"})


def test_the_reference_page_is_as_the_description_makes_it():
    assert (HOUSE / "docs/reference/api.md").read_text(encoding="utf-8") == page(), "run `make docs`"


def test_the_description_is_valid_openapi(city):
    from jsonschema_rs import validator_for

    said = json.loads(Client().get("/api/openapi.json").content)

    assert said["openapi"].startswith("3.") and len(said["paths"]) > 100
    for name, schema in said["components"]["schemas"].items():
        validator_for({**schema, "components": said["components"]}), name
    for place, verbs in said["paths"].items():
        assert set(verbs) == {"get"} and verbs["get"]["security"], place


def test_figures_come_with_their_snapshot_and_own_schools_only(program, figures):
    answer = program.get("/api/indicators/schools.count/")
    told = answer.json()
    assert told["snapshot"] == figures.id and told["snapshot"][:32] in answer.headers["ETag"]
    mark = {"if-none-match": answer.headers["ETag"]}
    assert program.get("/api/indicators/schools.count/", headers=mark).status_code == 304
    city = figures.city("schools.count", figures.year)
    shown = [f for f in told["figures"] if f["place"] == "" and f["year"] == figures.year]
    assert shown[0]["value"] == str(city.value)
    rows = program.get("/api/indicators/schools.count/rows/").json()
    assert rows["n"] == city.rows


@pytest.mark.parametrize("code", ["schools.count"])
def test_no_indicator_by_that_code_is_404(program, figures, code):
    assert program.get("/api/indicators/nothing/").status_code == 404
    assert program.get(f"/api/indicators/{code}/rows/?year=1900").status_code == 404


def test_strange_questions_are_answered_as_described(program, one_connection, monkeypatch):
    """Every address with what the description allows and forbids: never 5xx, always as described, never without a token."""
    monkeypatch.setattr(tokens, "CALLS_A_MINUTE", 10**6)
    schema = schemathesis.openapi.from_dict(json.loads(document()))
    schema.app, schema.location = get_wsgi_application(), "/api/openapi.json"
    asked = []

    def ask(case):
        case.headers = {"Authorization": program.defaults["HTTP_AUTHORIZATION"]}
        answer = case.call(base_url="http://testserver")
        assert answer.status_code in (200, 404, 422), (case.formatted_path, case.query, answer.text)
        case.validate_response(answer, checks=CHECKS)
        case.headers = {}
        without = case.call(base_url="http://testserver")
        assert without.status_code in (401, 404), case.formatted_path
        asked.append(bool(case.query))

    for found in schema.get_all_operations():
        strategy = found.ok().as_strategy()
        settings(FEW)(given_of(case=strategy)(lambda case: ask(case)))()
    assert len(asked) > 150 and any(asked)
