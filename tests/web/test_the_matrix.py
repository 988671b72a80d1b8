"""Every page and every action, as each role and as nobody: a new address is in the matrix by being there."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from example_desk import ROLES

SAMPLES = {
    "uuid": str(uuid.UUID(int=7)),
    "int": "999999",
    "slug": "nothing",
    "str": "nothing",
    "path": "nothing",
}


def every_view(patterns=None, prefix=""):
    for one in get_resolver().url_patterns if patterns is None else patterns:
        place = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield place, one
        else:
            yield from every_view(one.url_patterns, place)


OURS = [
    ("/" + re.sub(r"<(\w+):\w+>", lambda m: SAMPLES[m[1]], place), one.callback)
    for place, one in every_view()
    if one.lookup_str.startswith("xuezheng.") and not hasattr(one.callback, "scope")
]
#: What a page may answer to whoever may open it: itself, elsewhere, no such row, only POST, something missing.
MAY = {200, 204, 302, 404, 405, 422}


@pytest.fixture
def roles_of_everyone(city):
    from xuezheng.records.accounts.models import Grant

    held = {}
    for username, role in Grant.objects.values_list("user__username", "role"):
        held.setdefault(username, set()).add(role)
    return held


def test_each_role_gets_each_page_or_is_refused(city, client_of, roles_of_everyone):
    clients = {user: client_of(user) for user in ("", *ROLES)}
    wrong = []
    for address, view in OURS:
        for user, client in clients.items():
            answer = client.get(address)
            if not _is_right(view, roles_of_everyone.get(user), answer):
                wrong.append(f"{user or 'nobody'} {address} {answer.status_code}")

    assert wrong == []


def _is_right(view, held, answer):
    if view.allowed is None:
        return answer.status_code in MAY
    if held is None:
        # 405: there is nothing to see, only to do
        return answer.status_code == 405 or (
            answer.status_code == 302 and answer.url.startswith("/account/sign-in/")
        )
    return answer.status_code in (MAY if held & view.allowed else (403, 405))


def test_nothing_is_done_for_who_may_not_nor_without_the_forms_mark(city, client_of, roles_of_everyone):
    from xuezheng.records.audit.models import Head

    before, wrong = Head.objects.get().seq, []
    for user in ("", *ROLES):
        client = client_of(user)
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client.cookies
        for address, view in OURS:
            if view.allowed is not None and not (user and roles_of_everyone[user] & view.allowed):
                done = client.post(address, {}).status_code in (302, 403)
                wrong += [] if done else [f"{user} {address} is done for who may not"]
            if strict.post(address, {}).status_code != 403:
                wrong.append(f"{user} {address} takes a post without its mark")

    assert wrong == []
    assert Head.objects.get().seq == before
