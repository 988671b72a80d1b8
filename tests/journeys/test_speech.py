"""Last year's text becomes this year's: taken, walked by keyboard, decided, judged, written, edited, compared."""

from pathlib import Path

import docx
import pytest

TEXT = """全市教育工作会议上的讲话
同志们：
现在，我讲两个方面的意见。
一、20XX年工作情况
（一）学前教育。全市公办幼儿园达到XX所，在园幼儿XX名。
（二）职业教育。新能源汽车等XX个示范专业、护理等XX个骨干专业得到重点扶持。
（三）安全。全年没有发生一起校园安全责任事故，承办建议提案XX件，按时答复率100%。全市新建幼儿园全部竣工。
（四）文化。编印教育年鉴XX册。
二、20XX年工作任务
全年新建幼儿园XX所。
"""


@pytest.fixture
def last_year(tmp_path):
    """A text of a bureau's own."""
    place = tmp_path / "去年讲话.txt"
    place.write_text(TEXT, encoding="utf-8")
    return place


@pytest.fixture
def another(tmp_path):
    """A text of which nothing was confirmed before, so that a person is asked."""
    place = tmp_path / "学校情况.txt"
    place.write_text("学校情况报告\n全市共有小学XX所、初中XX所。\n全市中小学在校生XX名。\n", encoding="utf-8")
    return place


def taken(page, text):
    """Upload a text and wait for its page."""
    page.goto("/desk/speech/")
    page.set_input_files("[name=text]", text)
    page.click("text=读取并匹配")
    page.wait_for_selector("[data-speech]", timeout=60_000)


def state(page, slot):
    """How a place of the text stands."""
    return page.get_attribute(f"#at-{slot}", "class")


def settled(page, slot):
    """Wait until the side speaks of a place."""
    page.wait_for_selector(f"#side [data-slot={slot}]")
    page.wait_for_selector(f"#at-{slot}[aria-current=true]")


def test_a_speech_from_last_years_text_to_what_an_editor_changed(page_of, last_year, tmp_path, axe, picture):
    page = page_of("bangong")
    page.goto("/desk/speech/")
    assert axe(page) == []
    taken(page, last_year)
    assert axe(page) == []
    picture(page, "speech-desktop")

    _walks_by_keyboard(page)
    _confirms_and_takes_back(page)
    _changes_by_the_catalogue(page)
    _fills_in_by_hand(page)
    _reads_the_claims(page, axe)
    report = _writes(page, tmp_path, axe)
    _sees_what_an_editor_changed(page, report, axe, picture)


def _walks_by_keyboard(page):
    places = page.eval_on_selector_all("[data-place]", "all => all.map(one => one.dataset.place)")
    page.click(f"#at-{places[0]}")
    settled(page, places[0])
    for slot in places[1:4]:
        page.keyboard.press("n")
        settled(page, slot)
    page.keyboard.press("p")
    settled(page, places[2])
    page.keyboard.press("?")
    page.wait_for_selector("dialog#keys[open]")
    page.keyboard.press("Escape")
    assert f"slot={places[2]}" in page.url


def _confirms_and_takes_back(page):
    slot = page.get_attribute(".slot-suggested[data-place]", "data-place")
    page.click(f"#at-{slot}")
    settled(page, slot)
    words = page.inner_text("#standing .standing-count")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#at-{slot}.slot-confirmed")
    assert page.inner_text("#standing .standing-count") != words
    page.wait_for_selector("#side [data-key=u]")
    page.keyboard.press("u")
    page.wait_for_selector(f"#at-{slot}.slot-suggested")
    settled(page, slot)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#at-{slot}.slot-confirmed")


def _changes_by_the_catalogue(page):
    slot = (
        page.locator(".line", has_text="公办幼儿园达到")
        .locator("[data-place]")
        .nth(0)
        .get_attribute("data-place")
    )
    page.click(f"#at-{slot}")
    settled(page, slot)
    page.keyboard.press("c")
    page.keyboard.type("gbyey")
    page.wait_for_selector("#found .option")
    assert "公办幼儿园数" in page.inner_text("#found .option >> nth=0")
    page.click("#found .option >> nth=0")
    page.wait_for_selector(f"#at-{slot}.slot-confirmed")
    page.click(f"#at-{slot}")
    settled(page, slot)
    page.wait_for_selector("#side table.rows tbody tr")


def _fills_in_by_hand(page):
    slot = page.locator(".line", has_text="教育年鉴").locator("[data-place]").get_attribute("data-place")
    page.click(f"#at-{slot}")
    settled(page, slot)
    page.keyboard.press("h")
    page.keyboard.type("1200")
    page.fill("#side [name=who]", "局办公室")
    page.fill("#side [name=document]", "霁教办〔2026〕2号")
    page.click("#side button:has-text('写入')")
    page.wait_for_selector(f"#at-{slot}.slot-hand")
    assert page.inner_text(f"#at-{slot}").startswith("1200")


def _reads_the_claims(page, axe):
    page.click("#standing [form=confirm-sure]")
    page.wait_for_selector(".message-success")
    page.click(".tabs >> text=断言")
    page.wait_for_selector("#claims tbody tr")
    assert axe(page) == []
    page.click("#claims tbody tr >> nth=0 >> a")
    page.wait_for_selector("#side [data-claim]")
    for tab in ("今昔对照", "明年目标"):
        page.click(f".tabs >> text={tab}")
        page.wait_for_selector("tbody tr")
        assert axe(page) == []


def _writes(page, tmp_path, axe):
    page.click(".tabs >> text=成稿与公开")
    page.click("main button.primary >> text=成稿")
    page.wait_for_selector(".file-main", timeout=60_000)
    assert axe(page) == []
    with page.expect_download() as sent:
        page.click(".file-main")
    assert sent.value.suggested_filename == "全市教育工作会议上的讲话（2025年）.docx"
    report = tmp_path / "report.docx"
    sent.value.save_as(report)
    return report


def _sees_what_an_editor_changed(page, report: Path, axe, picture):
    document = docx.Document(str(report))
    run = next(run for p in document.paragraphs for run in p.runs if run.text == "1200")
    run.text = "1300"
    edited = report.with_name("改过.docx")
    document.save(str(edited))

    page.set_input_files("[name=report]", edited)
    page.click("text=上传核对")
    page.wait_for_selector("text=改动的句子", timeout=60_000)

    said = page.inner_text("main")
    assert "被人改动" in said and "1300" in said and "编印教育年鉴" in said
    assert axe(page) == []
    picture(page, "speech-edited-desktop")


def test_a_director_reads_a_speech_on_a_phone_and_an_officer_confirms(page_of, another, axe, picture):
    officer = page_of("jijiao", phone=True)
    taken(officer, another)
    assert axe(officer) == []
    slot = officer.get_attribute(".slot-suggested[data-place]", "data-place")
    officer.click(f"#at-{slot}")
    officer.wait_for_selector(f"#side[data-open] [data-slot={slot}]")
    officer.wait_for_timeout(250)
    assert axe(officer) == []
    picture(officer, "speech-phone")
    officer.click("#side button.primary")
    officer.wait_for_selector(f"#at-{slot}.slot-confirmed")
    officer.wait_for_timeout(250)
    officer.click("#side [data-shuts]")
    officer.wait_for_selector("#side:not([data-open])", state="attached")
    assert officer.evaluate("document.documentElement.scrollWidth") <= 360

    director = page_of("juzhang", phone=True)
    director.goto(officer.url)
    director.wait_for_selector(f"#at-{slot}.slot-confirmed")
    assert director.query_selector("#side [data-key=Enter]") is None
    assert director.evaluate("document.documentElement.scrollWidth") <= 360
