"""What holds for every page: the gate, the language, errors in words, the strict policy."""

import re

import pytest
from django.urls import URLPattern, get_resolver


def every_view(patterns=None, prefix=""):
    for one in get_resolver().url_patterns if patterns is None else patterns:
        place = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield place, one
        else:
            yield from every_view(one.url_patterns, place)


OURS = [(place, one) for place, one in every_view() if one.lookup_str.startswith("xuezheng.")]


@pytest.mark.parametrize("place, one", OURS, ids=[place or "/" for place, _ in OURS])
def test_every_view_says_who_may_open_it(place, one):
    assert hasattr(one.callback, "allowed"), f"{place} has no gate"


def test_nobody_is_sent_to_sign_in_and_back(city, client_of):
    answer = client_of("").get("/desk/work/")

    assert (answer.status_code, answer.url) == (302, "/account/sign-in/?next=/desk/work/")


def test_an_administrator_of_accounts_sees_no_records(city, client_of):
    answer = client_of("xitong").get("/desk/work/")

    assert answer.status_code == 403
    assert "您的角色不能打开此页" in answer.content.decode()


def test_chinese_unless_one_has_switched_whatever_the_browser_prefers(city, client_of):
    client = client_of("", headers={"accept-language": "en"})

    assert '<html lang="zh-hans">' in client.get("/").content.decode()
    client.post("/language/", {"language": "en", "next": "/"})
    assert '<html lang="en">' in client.get("/").content.decode()


def test_the_switch_leads_back_here_and_nowhere_else(city, client_of):
    assert client_of("").post("/language/", {"next": "https://example.org/"}).url == "/"


def test_scripts_and_styles_come_from_here_only(city, client_of):
    answer = client_of("bangong").get("/desk/")
    said = answer.headers["Content-Security-Policy"]

    assert "script-src 'self';" in said + ";"
    assert "unsafe" not in said
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|<style", answer.content.decode())


def test_a_page_that_is_not_there_is_said_in_words(city, client_of):
    answer = client_of("bangong").get("/desk/nowhere/")

    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


@pytest.mark.parametrize(
    "where",
    ["django.contrib.sessions.backends.db.SessionStore.load", "xuezheng.web.desk.today.views.due_counts"],
)
def test_a_database_that_is_away_is_said_on_a_page_that_asks_it_nothing(city, client_of, monkeypatch, where):
    from django.db import OperationalError

    def gone(*_args, **_more):
        raise OperationalError("server closed the connection unexpectedly")

    officer = client_of("bangong", raise_request_exception=False)
    monkeypatch.setattr(where, gone)
    answer = officer.get("/desk/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "您的输入已保留" in answer.content.decode()


def test_what_nobody_expected_gets_a_number_and_no_trace(city, client_of, monkeypatch):
    monkeypatch.setattr("xuezheng.web.desk.today.views.due_counts", lambda *a, **k: 1 / 0)
    answer = client_of("bangong", raise_request_exception=False).get("/desk/")

    assert answer.status_code == 500
    assert re.search(r"事件编号 [0-9a-f]{8}", answer.content.decode())
    assert "ZeroDivision" not in answer.content.decode()
