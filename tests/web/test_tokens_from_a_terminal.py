"""The verbs `tokens make | list | withdraw`: what is told once, what is never told."""

import json

import pytest
from django.test import Client
from typer.testing import CliRunner

from xuezheng.cli.main import build
from xuezheng.errors import BadInput, NotFound
from xuezheng.jobs import tokens
from xuezheng.web.shown.bureau import today


def said(*words):
    return CliRunner().invoke(build(), ["tokens", *map(str, words)])


def test_a_token_is_made_listed_and_withdrawn(city):
    until = today().replace(month=today().month % 12 + 1, day=1, year=today().year + today().month // 12)
    made = json.loads(said("make", city, "--label", "平台", "--organisation", "990100", "--scope", "read:figures",
        "--until", until, "--by", "anquan", "--json").stdout)  # fmt: skip
    program = Client(headers={"authorization": f"Bearer {made['token']}"})
    assert program.get("/api/me/").json()["label"] == "平台"
    listed = said("list", city, "--by", "anquan", "--json").stdout
    assert made["code"] in listed and made["token"] not in listed
    assert said("withdraw", city, made["code"], "--by", "anquan").exit_code == 0
    assert program.get("/api/me/").status_code == 401


def test_bad_words_are_refused(city):
    good = {
        "label": "平台",
        "organisation": "990100",
        "scopes": ["read:figures"],
        "ends_on": today(),
        "by": "anquan",
    }
    for change, why in (
        ({"organisation": "nothing"}, "没有代码为"),
        ({"ends_on": today()}, "到期日期须晚于"),
        ({"ends_on": today().replace(year=today().year + 3)}, "超过一年"),
        ({"scopes": []}, "没有选择范围"),
        ({"scopes": ["read:all"]}, "不是可用的范围"),
    ):
        with pytest.raises(BadInput) as told:
            tokens.make(city, **{**good, **change})
        assert why in str(told.value)
    with pytest.raises(NotFound, match="没有令牌"):
        tokens.withdraw(city, "nothing", by="anquan")
