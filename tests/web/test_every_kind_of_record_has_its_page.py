"""The generic register: a list and a page for every model, masked, within one's organisations, never written."""

import pytest
from django.apps import apps

from xuezheng.records.accounts.admin import WINDOWS
from xuezheng.records.accounts.models import User
from xuezheng.records.casework.models import Case
from xuezheng.records.registers.models import Pupil, Spelling
from xuezheng.records.windows import rooms

ALL = "/desk/registers/all/"


def address(model, pk=None):
    meta = model._meta
    return f"{ALL}{meta.app_label}/{meta.model_name}/" + (f"{pk}/" if pk is not None else "")


def test_every_model_has_a_window():
    ours = {model for model in apps.get_models() if model.__module__.startswith("xuezheng.")}

    assert ours - set(WINDOWS) == {Spelling}


def test_every_personal_field_is_masked_or_left_out():
    """What the model keeps in the building as personal is never shown as it is."""
    bare = [
        f"{model.__name__}.{name}"
        for model, window in WINDOWS.items()
        for name, why in getattr(model.Frozen, "kept", {}).items()
        if why.startswith("personal") and name not in window.masks and name not in window.leave_out
        if not model._meta.get_field(name).is_relation  # a thing pointed at stays a code
    ]

    assert bare == []


@pytest.mark.parametrize("model", list(WINDOWS), ids=lambda model: model._meta.label_lower)
def test_a_list_and_a_page_open_and_hold_own_rows_only(city, client_of, model):
    account = "shenji" if model._meta.label_lower.startswith(("accounts.", "audit.")) else "quju"
    client, user = client_of(account), User.objects.get(username=account)
    window = WINDOWS[model]
    seen = window.scope(model, user)
    listed = client.get(address(model))
    assert listed.status_code == 200, model

    row = seen.order_by("pk").first()
    if row is not None:
        assert client.get(address(model, row.pk)).status_code == 200
        told = client.get(f"{address(model, row.pk)}history/").status_code
        assert told == (200 if account == "quju" else 403)
    stranger = model._default_manager.exclude(pk__in=seen.values("pk")).order_by("pk").first()
    if stranger is not None:
        assert client.get(address(model, stranger.pk)).status_code == 404
        assert account != "quju" or client.get(f"{address(model, stranger.pk)}history/").status_code == 404


def test_a_name_and_a_number_are_never_whole(city, client_of):
    pupil = Pupil.objects.filter(enrolment__school_year=2025).order_by("pk").first()
    client = client_of("bangong")

    for text in (
        client.get(address(Pupil)).content.decode(),
        client.get(address(Pupil, pupil.pk)).content.decode(),
    ):
        assert pupil.id_number not in text and pupil.roll_number not in text and pupil.name not in text


def test_a_masked_column_is_neither_sorted_nor_searched_by(city, client_of):
    client = client_of("bangong")
    pupil = Pupil.objects.order_by("pk").last()

    by_name = client.get(address(Pupil), {"q": pupil.name}).content.decode()
    sorted_by = client.get(address(Pupil), {"sort": "id_number"}).content.decode()

    assert pupil.pk not in by_name
    assert 'aria-sort="ascending"><a href="?sort=-code' in sorted_by


def test_each_role_has_its_windows(city, client_of):
    user, case = ("accounts", "user"), ("casework", "case")
    for account, (to_user, to_case) in {
        "bangong": (404, 200), "xuexiao": (404, 200), "xitong": (200, 404), "anquan": (200, 404), "shenji": (200, 404),
    }.items():  # fmt: skip
        client = client_of(account)
        assert client.get("{}{}/{}/".format(ALL, *user)).status_code == to_user, account
        assert client.get("{}{}/{}/".format(ALL, *case)).status_code == to_case, account
    assert "password" not in client_of("xitong").get(f"{ALL}accounts/user/").content.decode()


@pytest.mark.parametrize(
    "place",
    [
        "nothing/nothing/",
        "registers/nothing/",
        "registers/pupil/NOSUCH/",
        "intake/batch/x/",
        "registers/spelling/",
    ],
)
def test_what_is_no_window_is_not_there(city, client_of, place):
    assert client_of("bangong").get(ALL + place).status_code == 404


def test_nothing_is_written_through_a_window(city, client_of):
    case = Case.objects.order_by("pk").first()
    before = Case.objects.values().get(pk=case.pk)

    for verb in ("post", "put", "patch", "delete"):
        getattr(client_of("bangong"), verb)(address(Case, case.pk), {"topic": "x"})

    assert Case.objects.values().get(pk=case.pk) == before


def test_rooms_stand_in_the_order_of_a_days_work():
    assert list(rooms(frozenset({"office", "auditor"}))) == [
        "registers", "intake", "programmes", "casework", "visits", "ledger", "rounds", "decisions", "accounts", "audit",
    ]  # fmt: skip
