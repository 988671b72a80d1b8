"""Set-up: accounts by the system administrator, roles by the security administrator, rules and calendars by the office."""

import re

import pytest
from django.test import Client
from example_desk import PASSWORD


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def an_account(client, **more):
    said = {
        "username": "liwen",
        "display_name": "李文",
        "organisation": "990100",
        "password": "correct-Horse-7",
    }
    return client.post("/desk/setup/people/new/", {**said, **more})


def test_an_account_is_opened_by_one_and_given_a_role_by_another(city, client_of):
    assert an_account(client_of("xitong")).status_code == 302
    newcomer = client_of("liwen")
    assert newcomer.get("/desk/").status_code == 403

    granted = client_of("anquan").post(
        "/desk/setup/people/liwen/grant/", {"role": "inspector", "organisation": "990100"}
    )

    assert granted.status_code == 302
    assert client_of("liwen").get("/desk/").status_code == 200


@pytest.mark.parametrize("more, said", [
    ({"organisation": "000000"}, "没有代码为“000000”的机构"), ({"password": "12345"}, "密码不合要求"),
    ({"username": "bangong"}, "已存在"),
])  # fmt: skip
def test_a_faulty_account_is_not_opened_and_says_why(city, client_of, more, said):
    answer = an_account(client_of("xitong"), **more)

    assert answer.status_code == 422
    assert said in text_of(answer)


def test_a_change_of_rights_ends_every_session(city, client_of):
    officer = client_of("quju")
    assert officer.get("/desk/").status_code == 200

    client_of("anquan").post(
        "/desk/setup/people/quju/grant/", {"role": "district_officer", "organisation": "990121"}
    )

    assert officer.get("/desk/").url.startswith("/account/sign-in/")


def test_nobody_opens_accounts_who_may_not(city, client_of):
    assert an_account(client_of("anquan")).status_code == 403
    assert an_account(client_of("bangong")).status_code == 403
    refused = client_of("xitong").post(
        "/desk/setup/people/quju/grant/", {"role": "office", "organisation": "990100"}
    )
    assert refused.status_code == 403


def test_who_can_do_what_leaves_as_a_workbook(city, client_of):
    assert client_of("bangong").get("/desk/setup/rights/?as=xlsx").content.startswith(b"PK")
    assert client_of("anquan").get("/desk/setup/holders/?as=xlsx").content.startswith(b"PK")
    assert "全部业务记录" in text_of(client_of("anquan").get("/desk/setup/holders/"))


def test_rules_tell_their_source_and_how_sure_they_are(city, client_of):
    page = text_of(client_of("bangong").get("/desk/setup/values/?mark=M"))

    assert "凭记忆，待核" in page and "应以本省现行文件替换" in page


def test_a_calendar_is_taken_whole_or_not_at_all(own, client_of):
    office = client_of("bangong")
    bad = office.post("/desk/setup/calendar/", {"days": "days:\n  - {on: 2026-02-30, is: work, why: x}\n"})
    assert bad.status_code == 422 and "2026-02-30" in text_of(bad)
    assert not (own / "calendar.yaml").exists()

    office.post("/desk/setup/calendar/", {"days": "days:\n  - {on: 2026-01-19, is: rest, why: 台风停课}\n"})
    preview = text_of(office.get("/desk/setup/calendar/"))
    assert re.search(r"期限会变的 [1-9]", preview)
    assert "改了" in text_of(office.post("/desk/setup/calendar/recompute/", follow=True))
    assert "期限会变的 0 件" in text_of(office.get("/desk/setup/calendar/"))


def test_five_wrong_passwords_shut_the_door_for_a_while(city):
    client = Client()
    for _ in range(5):
        client.post("/account/sign-in/", {"login": "bangong", "password": "wrong"})

    answer = client.post("/account/sign-in/", {"login": "bangong", "password": PASSWORD})

    assert answer.status_code == 429
    assert "锁定 15 分钟" in text_of(answer)


def test_signing_in_leads_to_today_and_wrong_passwords_say_nothing_of_the_account(city):
    client = Client()
    known = text_of(client.post("/account/sign-in/", {"login": "bangong", "password": "wrong"}))
    unknown = text_of(client.post("/account/sign-in/", {"login": "nobody", "password": "wrong"}))
    assert known.replace("bangong", "") == unknown.replace("nobody", "")

    assert client.post("/account/sign-in/", {"login": "bangong", "password": PASSWORD}).url == "/desk/"


def test_staff_of_a_real_bureau_need_a_second_factor_and_a_school_clerk_may_do_without(own, client_of):
    from xuezheng.web.shown import bureau

    told = own / "bureau.toml"
    told.write_text("\n".join(line for line in told.read_text().splitlines() if not line.startswith("clock")))
    bureau._read.cache_clear()

    sent = client_of("bangong").get("/desk/")

    assert (sent.status_code, sent.url) == (302, "/account/second-factor/totp/on/")
    assert client_of("xuexiao").get("/desk/").status_code == 200


def test_a_session_that_is_used_is_written_now_and_then_and_not_at_each_page(
    city, client_of, django_assert_num_queries
):
    officer = client_of("bangong")
    officer.get("/desk/setup/")
    seen = officer.session["seen"]
    with django_assert_num_queries(3):
        officer.get("/desk/setup/")
    assert officer.session["seen"] == seen
