"""Desk 3, 4 and 8 in a real browser: an indicator found, drilled and taken away; a project moved on; a district judged."""

import pytest

SIZES = [pytest.param(False, id="desktop"), pytest.param(True, id="phone")]
LONG = 240_000


@pytest.fixture
def computed(page_of):
    """The office freezes and computes, once; the page shows how far it is."""
    page = page_of("bangong")
    page.goto("/desk/indicators/")
    if page.locator("text=数据截至").count() == 0:
        page.click("button:has-text('冻结并计算')")
    page.wait_for_selector("text=数据截至", timeout=LONG)


def no_wider_than_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("phone", SIZES)
def test_an_indicator_is_found_drilled_and_taken_away(computed, page_of, picture, axe, phone):
    page = page_of("bangong", phone=phone)
    page.goto("/desk/indicators/")
    assert axe(page) == [] and no_wider_than_the_screen(page)
    picture(page, f"indicators-{'phone' if phone else 'desktop'}")

    page.fill("[name=q]", "jzgzs")
    page.keyboard.press("Enter")
    page.click("tbody a:has-text('教职工总数')")
    page.wait_for_selector("#trend svg")
    page.wait_for_selector("#map svg path")
    assert axe(page) == [] and no_wider_than_the_screen(page)
    picture(page, f"indicator-{'phone' if phone else 'desktop'}")
    for kind in ("png", "svg"):
        with page.expect_download() as taken:
            page.click(f"[data-saves-chart=trend][data-kind={kind}]")
        assert taken.value.suggested_filename == f"teachers.total-trend.{kind}"
        if kind == "svg":
            assert "来源：霁川市教育局" in taken.value.path().read_text(encoding="utf-8")

    page.click(".tabs a:has-text('分学校')")
    page.wait_for_selector("#bars svg")
    assert axe(page) == [] and no_wider_than_the_screen(page)
    page.click("tbody tr:first-child a")
    page.wait_for_selector("text=只看")
    assert axe(page) == [] and no_wider_than_the_screen(page)
    with page.expect_download() as taken:
        page.click("a:has-text('Excel')")
    assert taken.value.suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize("phone", SIZES)
def test_a_project_is_moved_on_and_a_slip_is_corrected(computed, page_of, picture, axe, phone):
    page = page_of("bangong", phone=phone)
    size = "phone" if phone else "desktop"
    page.goto("/desk/programmes/?year=2025")
    assert axe(page) == [] and no_wider_than_the_screen(page)
    picture(page, f"programmes-{size}")
    page.click("tbody tr:first-child a")
    page.wait_for_selector("h1")
    assert axe(page) == [] and no_wider_than_the_screen(page)

    page.goto("/desk/programmes/projects/?year=2025")
    page.wait_for_selector("#map svg path")
    assert axe(page) == [] and no_wider_than_the_screen(page)
    picture(page, f"projects-{size}")
    page.click("tbody a:has-text('教学楼二期')")
    name = page.inner_text("h1")
    page.click("summary:has-text('设定节点')")
    page.fill("form[action$='do/milestone/'] [name=name]", f"装修{size}")
    page.fill("form[action$='do/milestone/'] [name=due_on]", "2026-01-10")
    page.click("form[action$='do/milestone/'] button.primary")
    page.wait_for_selector("text=已设定节点")
    assert page.locator("tr", has_text=f"装修{size}").inner_text().count("逾期 5 天") == 1
    assert axe(page) == [] and no_wider_than_the_screen(page)
    picture(page, f"project-{size}")

    page.locator("tr", has_text=f"装修{size}").locator("button").click()
    page.wait_for_selector("text=已登记节点完成")
    page.locator("tr", has_text=f"装修{size}").locator("a", has_text="更正").click()
    assert axe(page) == [] and no_wider_than_the_screen(page)
    page.fill("[name=done_on]", "")
    page.click("main button.primary")
    page.wait_for_selector("text=已更正")
    assert page.inner_text("h1") == name
    assert "逾期 5 天" in page.locator("tr", has_text=f"装修{size}").inner_text()

    for place in ("funds/?year=2025", "due/", "targets/new/"):
        page.goto(f"/desk/programmes/{place}")
        assert axe(page) == [] and no_wider_than_the_screen(page), place


@pytest.mark.parametrize("phone", SIZES)
def test_a_district_is_judged_item_by_item_and_the_report_fetched(computed, page_of, picture, axe, phone):
    page = page_of("quju", phone=phone)
    size = "phone" if phone else "desktop"
    page.goto("/desk/evaluation/")
    assert axe(page) == [] and no_wider_than_the_screen(page)
    page.click("h2 a:has-text('优质均衡')")
    assert axe(page) == [] and no_wider_than_the_screen(page)
    assert page.locator("tbody tr").count() == 1
    page.click("tbody a")
    page.wait_for_selector("table.heat")
    assert axe(page) == [] and no_wider_than_the_screen(page)
    picture(page, f"evaluation-{size}")

    heat = page.locator(".scroll:has(table.heat)").first
    heat.focus()
    before = heat.evaluate("e => e.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert phone is False or heat.evaluate("e => e.scrollLeft") > before

    page.click("details[open] a:has-text('行依据')")
    page.wait_for_selector("tbody tr")
    assert axe(page) == [] and no_wider_than_the_screen(page)
    page.go_back()
    if page.locator("#reports a:has-text('docx')").count() == 0:
        page.click("button:has-text('写评估报告')")
        page.wait_for_url("**/desk/evaluation/quality_balance/990102/**", timeout=LONG)
    with page.expect_download() as taken:
        page.click("#reports a:has-text('docx')")
    assert taken.value.suggested_filename == "霁城区义务教育优质均衡判定（2025年）.docx"
