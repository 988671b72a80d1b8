"""A parent on a telephone: one's own result, verifying the draw, the school zone, an appeal followed to its answer."""

import hashlib
import json
import re
import subprocess
import sys

import openpyxl
import pytest
from databases import environment, opened

PROGRAM = "from xuezheng.cli.main import run; run()"
sizes = pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])


def verb(folder, *words, check=True):
    line = [sys.executable, "-c", PROGRAM, *map(str, words)]
    done = subprocess.run(line, env=environment([folder]), capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def square(x, y):
    return {"type": "Polygon", "coordinates": [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]]}


@pytest.fixture(scope="module")
def put_out(desk_folder, tmp_path_factory):
    """A draw of forty children, a map of two blocks and a table of results, put out together."""
    work = tmp_path_factory.mktemp("put-out")
    listed = work / "list.csv"
    listed.write_text("code\n" + "".join(f"2026-{i:06d}\n" for i in range(40)), encoding="utf-8")
    verb(desk_folder, "draw", "commit", listed, "--source", "ssq:2026007@2026-01-13", "--source", "kl8:2026013@2026-01-13", "--out", work / "c",
         "--at", "2026-01-02T09:00+08:00")  # fmt: skip
    verb(desk_folder, "draw", "reveal", work / "c", "--value", "ssq=1 5 9 13 22 31+7", "--value",
         "kl8=3 7 12 18 21 25 28 31 36 40 44 47 51 55 58 62 66 70 74 79", "--out", work / "plan", "--no-proofs",
         "--at", "2026-01-20T09:00+08:00")  # fmt: skip
    features = [
        {"type": "Feature", "geometry": square(i, 0),
         "properties": {"kind": "block", "block": f"B{i}", "name": name, "zone": "Z", "school": "S1", "metres": 400 + i}}
        for i, name in enumerate(("春晓花园", "西街小区"))
    ] + [{"type": "Feature", "geometry": None, "properties": {"kind": "school", "school": "S1", "name": "春晓小学"}}]  # fmt: skip
    (work / "plan" / "plan.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    certificate = work / "plan" / "result.json"
    digest = hashlib.sha256(certificate.read_bytes()).hexdigest()
    with opened(desk_folder) as records:
        (code,) = records.execute(
            "SELECT code FROM decisions_decision WHERE approved_on IS NOT NULL"
        ).fetchone()
        records.execute("UPDATE decisions_decision SET certificate_sha256 = ? WHERE code = ?", (digest, code))
    table, codes = work / "results.csv", work / "codes.xlsx"
    table.write_text("编号,class\n2026-000003,七年级 3 班\n2026-000004,七年级 5 班\n", encoding="utf-8")
    verb(desk_folder, "results", "prepare", desk_folder, code, table, "--at", "2026-01-15T23:59:59", "--codes", codes,
         "--title", "2026 年七年级分班", "--number-name", "编号", "--plan", work / "plan", "--by", "bangong")  # fmt: skip
    with opened(desk_folder) as records:
        records.execute("UPDATE decisions_publication SET stands_at = '2026-01-14 00:00:00+00:00'")
    return dict(openpyxl.load_workbook(codes).active.iter_rows(min_row=2, values_only=True))


@sizes
def test_a_parent_reads_the_childs_result(put_out, page_of, axe, picture, phone):
    page = page_of(phone=phone)
    page.goto("/")
    assert axe(page) == []
    picture(page, f"portal-{'phone' if phone else 'desktop'}")
    page.get_by_role("link", name="2026 年七年级分班").first.click()
    assert axe(page) == []
    page.fill("[name=number]", "2026-000003")
    page.fill("[name=code]", put_out["2026-000003"])
    page.keyboard.press("Enter")
    page.wait_for_selector(".result")
    assert "七年级 3 班" in page.text_content("main")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= (360 if phone else 1280)
    picture(page, f"result-{'phone' if phone else 'desktop'}")


@sizes
def test_a_parent_verifies_the_draw_with_the_published_files(put_out, page_of, axe, picture, phone):
    page = page_of(phone=phone)
    page.goto("/")
    page.get_by_role("link", name="自己核验").first.click()
    page.wait_for_selector("#files li")
    page.fill("#code", "2026-000003")
    page.click("#go")
    page.wait_for_selector("#result:not([hidden]) #checks li", timeout=60_000)
    assert "2026-000003" in page.text_content("#child") or "名" in page.text_content("#child")
    assert "没有通过" not in page.text_content("#verdict")
    picture(page, f"verify-{'phone' if phone else 'desktop'}")


@sizes
def test_a_block_is_found_by_name_and_on_the_map(put_out, page_of, axe, picture, phone):
    page = page_of(phone=phone)
    page.goto("/zones/")
    page.fill("[name=q]", "春晓")
    page.keyboard.press("Enter")
    page.wait_for_selector("table")
    assert "春晓小学" in page.text_content("table")
    page.wait_for_selector("[data-zone-map] svg path")
    assert axe(page) == []
    box = page.locator("[data-zone-map] svg").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.35, box["y"] + box["height"] / 2)
    page.wait_for_function("document.getElementById('clicked').textContent.includes('春晓小学')")
    picture(page, f"zones-{'phone' if phone else 'desktop'}")


@sizes
def test_an_appeal_is_sent_taken_in_by_an_officer_and_followed(put_out, page_of, axe, picture, phone):
    page = page_of(phone=phone)
    page.goto("/appeals/")
    assert axe(page) == []
    page.fill("[name=text]", "公布的班级与通知书上的不一致，请核对。")
    page.get_by_role("button", name="提交").click()
    page.wait_for_selector(".result")
    told = page.text_content(".result")
    code, secret = re.search(r"SS\d{10}", told)[0], re.search(r"[0-9A-Z]{4} [0-9A-Z]{4}", told)[0]
    officer = page_of("bangong")
    officer.goto(f"/desk/cases/appeals/{code}/")
    officer.get_by_text("受理", exact=True).first.click()
    officer.get_by_role("button", name="受理为办件").click()
    officer.wait_for_selector(".message-success")
    page.goto("/appeals/follow/")
    page.fill("[name=code]", code)
    page.fill("[name=secret]", secret)
    page.get_by_role("button", name="查询").click()
    page.wait_for_selector(".result")
    assert "已受理" in page.text_content(".result")
    assert axe(page) == []


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/results/",
        "/zones/",
        "/reports/",
        "/data/",
        "/accessibility/",
        "/appeals/",
        "/appeals/follow/",
        "/account/sign-in/",
    ],
)
def test_public_pages_weigh_little_and_are_whole_on_a_phone(put_out, page_of, axe, address):
    page = page_of(phone=True)
    weights = []
    page.on(
        "response",
        lambda answer: (
            weights.append(len(answer.body()))
            if answer.status == 200 and "echarts" not in answer.url
            else None
        ),
    )
    page.goto(address, wait_until="networkidle")

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert sum(weights) < 250_000
