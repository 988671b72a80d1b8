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
all_views = pytest.mark.parametrize("address, view", OURS, ids=[address for address, _view in OURS])
#: What a page may answer to whoever may open it: itself, elsewhere, no such row, only POST, something missing.
MAY = {200, 204, 302, 404, 405, 422}


@pytest.fixture
def roles_of_everyone(city):
    from xuezheng.records.accounts.models import Grant

    held = {}
    for username, role in Grant.objects.values_list("user__username", "role"):
        held.setdefault(username, set()).add(role)
    return held


@all_views
def test_each_role_gets_the_page_or_is_refused(city, client_of, roles_of_everyone, address, view):
    nobody = client_of("").get(address)
    if view.allowed is None:
        assert nobody.status_code in MAY
    else:
        assert nobody.status_code in (302, 405)  # 405: there is nothing to see, only to do
        assert nobody.status_code == 405 or nobody.url.startswith("/account/sign-in/")
    for user in ROLES:
        status = client_of(user).get(address).status_code
        if view.allowed is None or roles_of_everyone[user] & view.allowed:
            assert status in MAY, f"{user} {address} {status}"
        else:
            assert status in (403, 405), f"{user} {address} {status}"


@all_views
def test_nothing_is_done_for_who_may_not_nor_without_the_forms_mark(
    city, client_of, roles_of_everyone, address, view
):
    from xuezheng.records.audit.models import Head

    before = Head.objects.get().seq
    for user in ("", *ROLES):
        client = client_of(user)
        if view.allowed is not None and not (user and roles_of_everyone[user] & view.allowed):
            assert client.post(address, {}).status_code in (302, 403), f"{user} {address}"
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client.cookies
        assert strict.post(address, {}).status_code == 403, f"{user} {address} takes a post without its mark"

    assert Head.objects.get().seq == before
