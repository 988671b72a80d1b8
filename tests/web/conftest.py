"""Desk and portal in process: `city` is the folder, `client_of("bangong")` a signed-in client.

Everything a test writes into the records is taken back; a test that writes files takes `own`.
"""

import pytest
from django.test import Client
from example_desk import city_of, inside, own_city, run_folder


@pytest.fixture(scope="session")
def desk_city(tmp_path_factory):
    return city_of(run_folder(tmp_path_factory))


@pytest.fixture
def city(desk_city, django_db_blocker):
    with django_db_blocker.unblock(), inside(desk_city):
        yield desk_city
    assert not (desk_city / "mappings").exists(), (
        "what was confirmed here is recalled by other tests: take `own`"
    )


@pytest.fixture
def own(tmp_path_factory, tmp_path, django_db_blocker):
    """A city of the test's own: records and files."""
    folder = own_city(run_folder(tmp_path_factory), tmp_path / "city")
    with django_db_blocker.unblock(), inside(folder):
        yield folder


@pytest.fixture
def client_of():
    """Make a client that is signed in as an account; "" is nobody."""
    return signed_in


def signed_in(username, **more):
    from django.contrib.auth import get_user_model

    client = Client(**more)
    if username:
        user = get_user_model().objects.get(username=username)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
