"""Journeys in a real Chromium, on a server and worker of their own.

`page_of("bangong")` and `page_of("bangong", phone=True)` give a signed-in page; a page that logs an error
(a refused script, a failed request) fails its test. `picture(page, "today")` writes docs/pictures/desk/ when
XUEZHENG_PICTURES is set. `axe(page)` gives what axe finds.
"""

import contextlib
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from example_desk import CHROMIUM, PASSWORD, city_of, own_city, run_folder, served
from example_figures import figures_of
from playwright.sync_api import sync_playwright

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
PICTURES = Path(__file__).parents[2] / "docs" / "pictures" / "desk"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A journey that stops tells which pages were open and what stood on them."""
    report = yield
    if report.failed and (browser := item.funcargs.get("browser")):
        pages = [page for context in browser.contexts for page in context.pages]
        report.sections += [(f"page {page.url}", _standing_on(page)) for page in pages]
    return report


def _standing_on(page):
    with contextlib.suppress(Exception):
        return page.inner_text("body", timeout=2_000)
    return "(cannot be read)"


@pytest.fixture(scope="session")
def desk_folder(tmp_path_factory):
    """The folder that is served; journeys of one test process share it."""
    run = run_folder(tmp_path_factory)
    figures_of(city_of(run))  # once a run, not once a copy
    return own_city(run, tmp_path_factory.mktemp("served") / "city")


@pytest.fixture(scope="session")
def desk(desk_folder):
    """The address it is served at."""
    with served(desk_folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in_states():
    return {}


@pytest.fixture
def page_of(desk, browser, signed_in_states):
    opened, said = [], []

    def make(username="", *, phone=False, **more):
        state = signed_in_states.get(username) if username else None
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            base_url=desk,
            storage_state=state,
            locale="zh-CN",
            accept_downloads=True,
            **more,
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        if username and state is None:
            page.goto("/account/sign-in/")
            page.fill("[name=login]", username)
            page.fill("[name=password]", PASSWORD)
            page.click("form.card button.primary")
            page.wait_for_url("**/desk/**")
            signed_in_states[username] = context.storage_state()
        return page

    make.said = said
    yield make
    for context in opened:
        context.close()
    assert said == []


@pytest.fixture
def axe():
    """What axe finds on a page: "rule: where" for each."""
    tool = Axe()

    def run(page):
        found = tool.run(page).response["violations"]
        return [f"{v['id']}: {node['target']}" for v in found for node in v["nodes"]]

    return run


@pytest.fixture
def picture():
    def take(page, name):
        if os.environ.get("XUEZHENG_PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png")

    return take
