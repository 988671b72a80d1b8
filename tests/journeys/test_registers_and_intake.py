"""A school sends a sheet in and takes it back; an officer finds a child by pinyin and changes a class at once."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest


@pytest.fixture
def sheet(tmp_path):
    """A workbook made of heads and rows."""

    def make(*rows, name="校舍.xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


def heads_of(page):
    """The headings of the empty sheet, and the clerk's own school as it is offered there."""
    with page.expect_download() as loading:
        page.click("#template")
    book = openpyxl.load_workbook(BytesIO(Path(loading.value.path()).read_bytes()))
    lists = [sheet for sheet in book if sheet.sheet_state == "hidden"][0]
    offered = {cell.value for row in lists.iter_rows() for cell in row if cell.value}
    return [cell.value for cell in book.worksheets[0][1]], offered


def a_row(heads, school, code, area):
    known = {"学校": school, "建筑面积": area, "建成日期": "2020-09-01"}
    said = [known.get(head, "") for head in heads]
    said[0] = code
    kind = next(n for n, head in enumerate(heads) if n and head not in known and head != "停用日期")
    said[kind] = "teaching"
    return said


def test_a_clerk_sends_a_sheet_in_corrects_it_and_takes_it_back(page_of, axe, picture, sheet):
    page = page_of("xuexiao")
    page.goto("/desk/intake/?layout=facilities")
    assert axe(page) == []
    picture(page, "intake-desktop")
    heads, offered = heads_of(page)
    school = next(name for name in offered if "小学" in name or "学校" in name)

    # A fault is told by row and column; the marked file comes back.
    page.set_input_files("[name=file]", sheet(heads, a_row(heads, school, "J-1", "很大")))
    page.click("text=上传并检查")
    page.wait_for_url(re.compile("/desk/intake/upload/"))
    assert page.inner_text(".error-box").startswith("有 1 处错误")
    assert axe(page) == []
    with page.expect_download() as loading:
        page.click("a:has-text('下载标注后的文件')")
    assert loading.value.suggested_filename == "校舍-核对意见.xlsx"

    # Put right, looked at, taken in.
    page.click("text=上传改好的文件")
    page.set_input_files(
        "[name=file]", sheet(heads, a_row(heads, school, "J-1", 900), a_row(heads, school, "J-2", 800))
    )
    page.click("text=上传并检查")
    page.wait_for_selector("text=确认导入")
    picture(page, "intake-checked-desktop")
    looked_at = page.url
    page.click("text=确认导入")
    page.wait_for_url(re.compile("/desk/intake/batches/"))
    assert "已导入" in page.inner_text("main")
    assert axe(page) == []

    # The back button finds it done; nothing can be taken in twice.
    page.goto(looked_at)
    assert "/desk/intake/batches/" in page.url

    # Taken back.
    page.click("text=撤销这一批…")
    page.click("dialog button.danger")
    page.wait_for_selector("text=已还原")
    assert "2" in page.inner_text(".tile-good")


def test_an_officer_finds_a_child_by_pinyin_and_the_log_knows(page_of, axe, picture):
    page = page_of("bangong")
    page.goto("/desk/registers/")
    assert axe(page) == []
    page.click("a.tile:has-text('学生')")
    page.fill("[name=q]", "z")
    page.press("[name=q]", "Enter")
    page.wait_for_url(re.compile("q=z"))
    assert axe(page) == []
    picture(page, "registers-desktop")

    # By keyboard: / searches, j walks, Enter opens.
    page.keyboard.press("j")
    assert page.locator("tr[aria-selected=true]").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/desk/registers/pupils/P\d+/"))
    assert "********" in page.inner_text("dl.facts")
    page.wait_for_selector(".history table")
    assert "查看学生页" in page.inner_text(".history")
    assert axe(page) == []

    page.click("summary:has-text('查看完整号码')")
    page.select_option("[name=reason]", "identity")
    page.click("text=显示")
    page.wait_for_selector("text=理由已记入日志")
    assert "********" not in page.inner_text("dl.facts")


def test_an_officer_changes_many_rows_at_once(page_of, axe):
    page = page_of("bangong")
    page.goto("/desk/registers/teachers/?left=no")
    for number in range(3):
        page.locator("td.pick input").nth(number).check()
    page.select_option("form.change select", "title")
    page.click("text=批量修改…")
    assert axe(page) == []
    page.fill("[name=value]", "特级")
    page.click("text=预览")
    page.wait_for_selector("text=确认修改")
    assert axe(page) == []
    assert page.locator("tbody tr").count() == 3
    page.click("text=确认修改")
    page.wait_for_url(re.compile("/desk/intake/batches/"))
    assert "批量修改" in page.inner_text("dl.facts")


@pytest.mark.parametrize(
    "address",
    ["/desk/registers/", "/desk/registers/pupils/", "/desk/registers/schools/", "/desk/registers/teachers/",
     "/desk/registers/pupils/P000000001/", "/desk/registers/all/casework/case/", "/desk/registers/all/registers/area/990102/", "/desk/intake/", "/desk/intake/batches/",
     "/desk/registers/pupils/duplicates/"],
)  # fmt: skip
def test_a_phone_shows_every_page_within_its_width(page_of, axe, picture, address):
    page = page_of("bangong", phone=True)
    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(page) == []
    if address in ("/desk/registers/pupils/", "/desk/intake/"):
        picture(page, "registers-phone" if "pupils" in address else "intake-phone")
