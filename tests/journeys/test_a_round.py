"""A round walked in a real browser: opened and frozen one day, seeded and run when the numbers are out."""

import contextlib
import random
import re

import pytest
from example_desk import PASSWORD, own_city, run_folder, served

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
NUMBERS = ("1 5 9 12 15 18 22 27 31 34 40 44 47 52 58 61 66 70 75 79", "3 8 14 20 27 33 + 11")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return own_city(run_folder(tmp_path_factory), tmp_path_factory.mktemp("round") / "city")


@contextlib.contextmanager
def signed_in(browser, address, user, viewport, said):
    context = browser.new_context(viewport=viewport, base_url=address, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    page.goto("/account/sign-in/")
    page.fill("[name=login]", user)
    page.fill("[name=password]", PASSWORD)
    page.click("form.card button.primary")
    page.wait_for_url("**/desk/**")
    yield page
    context.close()


def a_list():
    dice = random.Random(3)
    rows = [
        f"P{i:04d},{1 + i % 2},{i % 3 % 2},{dice.randint(300, 500)},{dice.randint(60, 120)}"
        for i in range(60)
    ]
    return "\n".join(["pupil,sex,boarding,total,chinese", *rows, ""]).encode()


def test_a_round_is_frozen_one_day_and_run_when_the_numbers_are_out(folder, browser, axe, picture):
    said = []
    with served(folder) as address, signed_in(browser, address, "quju", DESKTOP, said) as page:
        page.goto("/desk/rounds/")
        assert axe(page) == []
        page.get_by_role("link", name="开始一轮").click()
        page.fill("[name=name]", "霁城区 2026 年初一均衡分班")
        page.select_option("[name=kind]", "class_division")
        page.get_by_role("button", name="开始").click()
        row = page.locator("tr", has=page.locator("input[name=role][value=roster]"))
        row.locator("input[type=file]").set_input_files(
            {"name": "名单.csv", "mimeType": "text/csv", "buffer": a_list()}
        )
        row.get_by_role("button", name="上传").click()
        page.fill("[name=classes]", "3")
        page.fill("[name=numeric]", "total,chinese")
        page.fill("[name=category]", "sex,boarding")
        page.get_by_role("button", name="保存条件").click()
        page.fill("[name=sources]", "kl8:2026017@2026-01-17\nssq:2026008@2026-01-18")
        page.check("[name=is_read]")
        assert axe(page) == []
        picture(page, "rounds-list-desktop")
        page.get_by_role("button", name="冻结并承诺").click()
        page.get_by_role("link", name="打印公告和承诺书").wait_for()
        where = page.url.removeprefix(address)
        commitment = page.locator(".hash.big").inner_text()
        assert re.fullmatch("[0-9a-f]{64}", commitment)
        picture(page, "rounds-committed-desktop")
    bureau = folder / "bureau.toml"
    bureau.write_text(re.sub(r'clock = "[^"]+"', 'clock = "2026-01-19"', bureau.read_text()))
    with served(folder) as address:
        with signed_in(browser, address, "quju", DESKTOP, said) as page:
            page.goto(where)
            for number, value in enumerate(NUMBERS):
                for turn in (1, 2):
                    page.fill(f"[name=v{number}_{turn}]", value)
            page.fill("[name=second]", "李四")
            page.fill("[name=witnesses]", "市公证处王公证员；家长代表三人")
            page.get_by_role("button", name="录入种子").click()
            page.get_by_role("button", name="运行").click()
            page.get_by_role("button", name="核验方案").click()
            page.get_by_role("button", name="登记核验通过").wait_for()
            page.locator("#means svg").wait_for()
            assert page.locator("tr.row-bad").count() == 0
            assert axe(page) == []
            page.evaluate("scrollTo(0, 0)")
            picture(page, "rounds-desktop")
            result = page.url.removeprefix(address)
            page.goto(where)
            assert (
                page.get_by_role("button", name="运行", exact=True).count() == 0
            )  # only 再次运行, with a reason
        with signed_in(browser, address, "duxue", PHONE, said) as page:
            page.goto(result)
            page.get_by_role("button", name="登记核验通过").click()
            page.get_by_text("已登记核验", exact=False).first.wait_for()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert axe(page) == []
            picture(page, "rounds-phone")
            page.goto(where)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert axe(page) == []
    assert said == []
