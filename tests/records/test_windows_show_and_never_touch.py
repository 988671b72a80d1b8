"""The windows: who may look, what is masked, that nothing can be changed, and how often they ask."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from small_bureau import PLAUSIBLE, Role, a, every_row_of, everything, stored

from xuezheng.records import urls  # noqa: F401  (opens the windows)
from xuezheng.records.accounts.admin import ends_only, first_character, hidden, site
from xuezheng.records.accounts.models import Grant, Organisation, User
from xuezheng.records.audit.models import Event, Head
from xuezheng.records.casework.models import Case
from xuezheng.records.registers.models import Enrolment, Facility, Pupil

PERSONAL = ("张三丰", "李四光", "王五一", "110101201501011234", "G0000000000000000pA"[-18:], "13900001111",
            "13900002222", "13900003333", "李某反映")  # fmt: skip


def page(model, pk=None):
    meta = model._meta
    return f"/windows/{meta.app_label}/{meta.model_name}/" + (f"{pk}/change/" if pk else "")


def codes(answer):
    """The words a page shows; its hidden tokens hold any two letters sooner or later."""
    return set(re.findall(r">\s*([^<>\s]+)\s*<", answer.content.decode()))


@pytest.fixture
def officer(bureau, client):
    every_row_of(bureau, "A")
    every_row_of(bureau, "B")
    client.force_login(bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"]))
    return client


def test_every_model_has_a_window():
    from django.apps import apps

    ours = {model for model in apps.get_models() if model.__module__.startswith("xuezheng.")}

    assert set(site._registry) == ours


def test_every_personal_field_is_masked_in_its_window():
    """What the model keeps in the building as personal is never shown as it is."""
    bare = []
    for model, window in site._registry.items():
        kept = getattr(model.Frozen, "kept", {})
        personal = {name for name, why in kept.items() if why.startswith("personal")}
        bare += [f"{model.__name__}.{name}" for name in personal & set(filter(_is_text, window.list_display))]

    assert bare == []


def _is_text(column):
    return isinstance(column, str)


def test_a_list_shows_nothing_personal(officer):
    shown = {model.__name__: officer.get(page(model)).content.decode() for model in PLAUSIBLE}

    assert [name for name, text in shown.items() if "result_list" not in text] == []
    assert {name: secret for name, text in shown.items() for secret in PERSONAL if secret in text} == {}


def test_a_page_of_one_row_is_masked_too_and_a_stranger_s_row_is_not_there(officer, bureau):
    mine = officer.get(page(Case, "KA"))
    theirs = officer.get(page(Case, "KB"))

    assert mine.status_code == 200 and "KA" in codes(mine)
    assert [secret for secret in PERSONAL if secret in mine.content.decode()] == []
    assert theirs.status_code == 302 and theirs.url == "/windows/"


def test_a_thing_pointed_at_has_its_name_beside_its_code(officer):
    text = officer.get(page(Case)).content.decode()

    assert "A区教育局（d1）" in text and "A区（990102）" in text


def test_a_person_pointed_at_stays_a_code(officer):
    text = officer.get(page(Enrolment)).content.decode()

    assert "实验小学（sA）" in text
    assert re.search(r">\s*pA\s*<", text) and "张三丰" not in text


def test_rooms_stand_in_the_order_of_a_days_work(officer):
    text = officer.get("/windows/").content.decode()
    rooms = ["基础登记", "目标与项目", "督导评估", "台账", "分配轮次", "账号与机构"]
    registers = ["区划", "学校", "班级", "学生", "教职工"]

    for words in (rooms, registers):
        places = [re.search(rf">\s*{word}\s*<", text).start() for word in words]
        assert places == sorted(places)


def test_the_list_holds_own_rows_only(officer):
    shown = codes(officer.get(page(Case)))

    assert "KA" in shown and "KB" not in shown


def test_nothing_can_be_added_changed_or_dropped(officer, bureau):
    before, answers = everything(), {}

    for model in PLAUSIBLE:
        pk, base = (bureau.rows.get((model, "A")) or bureau.schools["A"]).pk, page(model)
        answers[model.__name__] = [
            officer.post(base + "add/", {}).status_code,
            officer.post(page(model, pk), {"code": "x", "name": "x"}).status_code,
            officer.post(f"{base}{pk}/delete/", {"post": "yes"}).status_code,
        ]
        officer.post(base, {"action": "delete_selected", "_selected_action": [pk], "post": "yes"})

    assert {name: codes for name, codes in answers.items() if codes != [403, 403, 403]} == {}
    assert everything() == before


@pytest.mark.parametrize(
    "probe",
    ["id_number__startswith=1101", "name__startswith=张", "guardian_phone__contains=139", "roll_number=G1",
     "enrolment__school__head_phone__contains=139"],
)  # fmt: skip
def test_a_masked_number_cannot_be_guessed_letter_by_letter(officer, probe):
    assert officer.get(page(Pupil) + "?" + probe).status_code == 400
    assert "pA" not in codes(officer.get(page(Pupil) + "?q=110101"))


def test_a_column_that_is_shown_as_it_is_may_be_asked_for(officer):
    assert "pA" in codes(officer.get(page(Pupil) + "?code__startswith=pA"))


def test_a_password_cannot_be_guessed_by_the_keepers_of_accounts(bureau, client):
    client.force_login(bureau.person(Role.SECADMIN))

    assert client.get(page(User)).status_code == 200
    assert client.get(page(User) + "?password__startswith=argon2").status_code == 400
    assert "argon2" not in client.get(page(User)).content.decode()


@pytest.mark.parametrize(
    ("role", "open_to"),
    [
        (Role.OFFICE, {"Case", "Pupil", "Organisation"}),
        (Role.SYSADMIN, {"Organisation", "User", "Grant"}),
        (Role.SECADMIN, {"Organisation", "User", "Grant"}),
        (Role.AUDITOR, {"Organisation", "User", "Grant", "Event", "Head"}),
        (Role.SCHOOL_CLERK, {"Case", "Pupil", "Organisation"}),
    ],
)
def test_each_role_has_its_windows(bureau, client, role, open_to):
    where = bureau.schools["A"].organisation if role == Role.SCHOOL_CLERK else bureau.city
    client.force_login(bureau.person(role, where))

    found = {
        model.__name__
        for model in (Case, Pupil, Organisation, User, Grant, Event, Head)
        if client.get(page(model)).status_code == 200
    }

    assert found == open_to


def test_without_a_role_there_is_only_the_door(bureau, client):
    client.force_login(User.objects.create(username="idle", is_staff=True, is_superuser=True))

    assert client.get("/windows/").status_code == 302
    assert client.get(page(Case)).status_code == 302


@pytest.mark.parametrize("model", [Case, Pupil, Facility])
def test_more_rows_ask_no_more_often(officer, bureau, model):
    with CaptureQueriesContext(
        connection,
    ) as few:
        officer.get(page(model))
    for i in range(20):
        values = {"code": f"Y{i}"} | ({"roll_number": f"Y{i}"} if model is Pupil else {})
        row = a(model, bureau, **values)
        row.save()
        if model is Pupil:
            stored(Enrolment, bureau, "A", pupil=row)

    with CaptureQueriesContext(connection) as many:
        shown = codes(officer.get(page(model)))

    assert {f"Y{i}" for i in range(20)} <= shown
    assert len(many) == len(few) <= 10


def test_the_front_page_asks_once_for_each_set_of_roles(officer):
    with CaptureQueriesContext(connection) as asked:
        assert officer.get("/windows/").status_code == 200

    assert len([q for q in asked if "accounts_grant" in q["sql"]]) <= 4
    assert len(asked) <= 8


def test_masks_hide_what_they_say():
    assert (first_character("张三丰"), first_character("")) == ("张*", "")
    assert ends_only("110101201501011234") == "110101********1234"
    assert ends_only("1101012015") == "*" * 10
    assert (hidden("x"), hidden("")) == ("***", "")


def test_a_person_with_a_role_signs_in_at_the_door(bureau, client):
    officer = bureau.person(Role.OFFICE)
    officer.set_password("a long pass phrase")
    officer.save()

    said = {"username": officer.username, "password": "a long pass phrase", "next": "/windows/"}
    answer = client.post("/windows/login/", said, follow=True)

    assert answer.redirect_chain == [("/windows/", 302)]
    assert "退出" in answer.content.decode() or "注销" in answer.content.decode()


def test_without_a_role_the_door_says_whom_to_ask(bureau, client):
    User.objects.create_user("newcomer", password="a long pass phrase", organisation=bureau.city)

    answer = client.post("/windows/login/", {"username": "newcomer", "password": "a long pass phrase"})

    assert "请向安全管理员申请授权" in answer.content.decode()


def test_the_door_speaks_chinese(client, db):
    page = client.get("/windows/login/").content.decode()

    assert "学政 · 记录查阅" in page
    for english in ("Welcome", "Log in", "Return to site", "Password"):
        assert english not in page
