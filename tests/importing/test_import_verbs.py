"""A clerk's afternoon: an empty sheet, a try, the file back with red cells, the import, the undo."""

import json
import shutil
import signal
import subprocess
import sys
import time

import openpyxl
import pytest
import xlsxwriter
from databases import copied, environment, opened, tables_of

PROGRAM = "from xuezheng.cli.main import run; run()"


def xuezheng(*words, code=0):
    line = [sys.executable, "-c", PROGRAM, *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment(words))
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def _city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("import") / "city"
    xuezheng("demo", folder, "--pupils", 2000, "--records-only")
    return folder


@pytest.fixture
def city(_city, tmp_path):
    return copied(_city, tmp_path / "city")


def own_school(city):
    """The school of the example clerk."""
    with opened(city) as records:
        return records.execute(
            "SELECT organisation_id FROM accounts_user WHERE username = 'xuexiao'"
        ).fetchone()[0]


def content(city):
    """Every row of the registers."""
    with opened(city) as records:
        rooms = ("registers_", "programmes_", "casework_", "ledger_", "accounts_", "rounds_", "visits_")
        return {
            t: records.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall()
            for t in tables_of(records)
            if t.startswith(rooms) and t != "registers_spelling"  # how names sound: kept once it is known
        }


def test_a_school_the_city_runs_stays_the_citys(city, tmp_path):
    """Its area is a district, its organisation lies below the bureau: an import does not hand it over."""
    out = tmp_path / "学校.xlsx"
    xuezheng("import", "export", city, "schools", out)
    told = json.loads(xuezheng("import", "check", city, "schools", out, "--json"))
    assert told["changed"] == 0 and told["unchanged"] > 40


def test_template_check_annotate_run_list_and_undo(city, tmp_path):
    blank, back = tmp_path / "学生.xlsx", tmp_path / "核对.xlsx"
    xuezheng("import", "template", "pupils", blank, "--dir", city, "--by", "xuexiao")
    book = openpyxl.load_workbook(blank)
    sheet = book["学生"]
    headings = [cell.value for cell in sheet[1]]
    place = {name: number for number, name in enumerate(headings, 1)}
    school = own_school(city)
    child = {"学籍号": "G99", "姓名": "王小明", "性别": "男", "出生日期": "2017-03-01", "学校": school, "学年": 2025,
             "学段": "小学", "年级": 1}  # fmt: skip
    for row, change in enumerate(({}, {"学籍号": "G98", "性别": "男生", "年级": "一"}), 2):
        for name, value in (child | change).items():
            sheet.cell(row, place[name], value)
    book.save(blank)

    before = content(city)
    said = xuezheng("import", "check", city, "pupils", blank, "--by", "xuexiao", "--annotated", back, code=2)
    assert "第 3 行“性别”列：“男生”不在选项中。是否为“男”？" in said and "1 行有错误" in said
    book = openpyxl.load_workbook(back)
    sheet = book["学生"]
    wrong = sheet.cell(3, place["年级"])
    assert wrong.fill.fgColor.rgb == "FFFFC7CE" and "不是数" in wrong.comment.text
    assert sheet.cell(1, len(headings) + 1).value == "核对意见" and sheet.auto_filter.ref
    sheet.cell(3, place["性别"]).value, wrong.value = "男", 1
    book.save(back)

    said = xuezheng("import", "run", city, "pupils", back, "--by", "xuexiao")
    assert "第 1 批已导入：新增 2，变更 0，未变 0" in said
    again = xuezheng("import", "check", city, "pupils", back, "--by", "xuexiao", "--json")
    assert json.loads(again)["unchanged"] == 2
    assert "已导入" not in xuezheng("import", "run", city, "pupils", back, "--by", "xuexiao", code=2).replace(
        "重复导入", ""
    )
    kept = [file for file in (city / "imports").iterdir() if not file.name.startswith(".read-")]
    assert len(kept) == 1 and oct(kept[0].stat().st_mode)[-3:] == "600"
    listed = json.loads(xuezheng("import", "list", city, "--json"))
    assert [(b["register"], b["new"], b["state"], b["by"]) for b in listed] == [
        ("pupils", 2, "done", "xuexiao")
    ]
    assert kept[0].stem == listed[0]["sha256"]

    assert "还原 4 条，保留 0 条，不能还原 0 条" in xuezheng("import", "undo", city, 1)
    assert content(city) == before
    assert "没有可以撤销的导入" in xuezheng("import", "undo", city, code=2)


def test_the_file_back_can_be_sent_in_again_formulas_and_old_remarks_included(city, tmp_path):
    """Twice marked, it has one column of remarks; a formula stands as its value, for no office reckons it."""
    sent, back, again = tmp_path / "校舍.xlsx", tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    book = xlsxwriter.Workbook(str(sent))
    sheet = book.add_worksheet("校舍与场地")
    sheet.write_row(0, 0, ["建筑代码", "学校", "用途", "建筑面积", "建成日期"])
    for row, area in ((1, "很大"), (2, 10)):
        sheet.write_row(row, 0, [f"x{row}", own_school(city), "教学楼", area])
        sheet.write_formula(row, 4, "=DATE(2020,1,1)+1", book.add_format({"num_format": "yyyy-mm-dd"}), 43832)
    sheet.write_formula(2, 3, "=5+5", None, 10)
    book.close()
    xuezheng("import", "check", city, "facilities", sent, "--annotated", back, code=2)
    xuezheng("import", "check", city, "facilities", back, "--annotated", again, code=2)
    book = openpyxl.load_workbook(again)
    sheet = book.active
    assert [cell.value for cell in sheet[1]].count("核对意见") == 1 and sheet["F3"].value is None
    assert "不是数" in sheet["F2"].value and sheet["D3"].value == 10
    sheet["D2"].value = 12
    book.save(again)
    assert "新增 2" in xuezheng("import", "run", city, "facilities", again)
    with opened(city) as records:
        asked = (
            "SELECT floor_area_m2, built_on FROM registers_facility WHERE code IN ('x1', 'x2') ORDER BY code"
        )
        assert [(int(area), str(on)) for area, on in records.execute(asked).fetchall()] == [
            (12, "2020-01-02"), (10, "2020-01-02"),
        ]  # fmt: skip


def test_a_csv_comes_back_as_a_sheet_that_can_be_sent_in(city, tmp_path):
    sent, back, again = tmp_path / "f.csv", tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    lines = ["建筑代码,学校,用途,建筑面积,建成日期", f"x1,{own_school(city)},教学楼,,2020-01-02"]
    sent.write_text("\n".join(lines), encoding="gb18030")
    xuezheng("import", "check", city, "facilities", sent, "--annotated", back, code=2)
    sheet = openpyxl.load_workbook(back).active
    assert "没有填写" in sheet["F2"].value and sheet["D2"].fill.fgColor.rgb == "FFFFC7CE"
    xuezheng("import", "check", city, "facilities", back, "--annotated", again, code=2)
    book = openpyxl.load_workbook(again)
    book.active["D2"].value = 12
    book.save(again)
    assert "新增 1" in xuezheng("import", "run", city, "facilities", again)


def test_drop_downs_offer_only_the_senders_own_schools(city, tmp_path):
    out = tmp_path / "t.xlsx"
    xuezheng("import", "template", "school-returns", out, "--dir", city, "--by", "xuexiao")
    options = openpyxl.load_workbook(out)["选项"]
    with opened(city) as records:
        name = records.execute(
            "SELECT name FROM registers_school WHERE code = ?", [own_school(city)]
        ).fetchone()[0]
    assert [cell.value for cell in options["A"] if cell.value] == [name]
    xuezheng("import", "template", "school-returns", out, code=2)
    xuezheng("import", "template", "school-returns", out, "--force")


@pytest.mark.parametrize(
    "words, said",
    [
        (["check", "{city}", "pupil", "{file}"], "相近的有：pupils"),
        (["check", "{city}", "pupils", "{city}/none.xlsx"], "找不到文件"),
        (["run", "{city}", "pupils", "{file}", "--by", "nobody"], "没有账号"),
        (["run", "{city}/none", "pupils", "{file}"], "不是教育局文件夹"),
        (["undo", "{city}", "7"], "没有第 7 批"),
        (["template", "pupils", "{city}/none/t.xlsx"], "不存在"),
    ],
)
def test_bad_input_is_a_sentence(_city, tmp_path, words, said):
    file = tmp_path / "a.csv"
    file.write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert said in xuezheng("import", *(w.format(city=_city, file=file) for w in words), code=2)


def test_killed_in_the_middle_it_is_as_if_it_had_never_begun(city, tmp_path):
    school = own_school(city)
    file = tmp_path / "many.csv"
    lines = [f"G{n:018d},王小明,男,2017-03-01,{school},2025,小学,1" for n in range(40_000)]
    file.write_text("\n".join(["学籍号,姓名,性别,出生日期,学校,学年,学段,年级", *lines]), encoding="utf-8")
    before = content(city)
    line = [sys.executable, "-c", PROGRAM, "import", "run", str(city), "pupils", str(file)]
    for wait in (0.9, 1.5, 2.1):
        with subprocess.Popen(
            line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment([city])
        ) as doing:
            time.sleep(wait)
            doing.send_signal(signal.SIGKILL)
        listed = json.loads(xuezheng("import", "list", city, "--json"))
        if any(batch["state"] == "done" for batch in listed):  # it was faster than the kill
            xuezheng("import", "undo", city)
        assert content(city) == before
    assert "新增 40000" in xuezheng("import", "run", city, "pupils", file)


def test_what_a_try_read_is_not_read_again_and_not_kept_after_the_import(city, tmp_path):
    school = own_school(city)
    memos = []
    for area in (10, 20):
        file = tmp_path / f"{area}.csv"
        file.write_text(
            f"建筑代码,学校,用途,建筑面积,建成日期\nf1,{school},教学楼,{area},2020-01-02\n", encoding="utf-8"
        )
        xuezheng("import", "check", city, "facilities", file)
        (memo,) = set((city / "imports").glob(".read-*")) - set(memos)
        assert oct(memo.stat().st_mode)[-3:] == "600"
        assert "教学楼".encode() not in memo.read_bytes()
        memos.append(memo)
    shutil.copy(memos[0], memos[1])
    xuezheng("import", "run", city, "facilities", file)
    assert not memos[1].exists()
    with opened(city) as records:
        assert records.execute(
            "SELECT floor_area_m2 FROM registers_facility WHERE code = 'f1'"
        ).fetchone() == (10,)


def test_the_file_is_kept_sealed_and_comes_back_as_it_was(city, tmp_path):
    file = tmp_path / "f.csv"
    file.write_text(
        f"建筑代码,学校,用途,建筑面积,建成日期\nf1,{own_school(city)},教学楼,10,2020-01-02\n",
        encoding="utf-8",
    )
    xuezheng("import", "run", city, "facilities", file)
    (kept,) = (city / "imports").iterdir()
    assert "教学楼".encode() not in kept.read_bytes()
    back = (
        "import sys; from pathlib import Path; from xuezheng.jobs.importing import kept_file, list_batches;"
        "folder = Path(sys.argv[1]); sys.stdout.buffer.write(kept_file(folder, list_batches(folder)[0]))"
    )
    line = [sys.executable, "-c", back, str(city)]
    assert (
        subprocess.run(line, capture_output=True, check=True, env=environment([city])).stdout
        == file.read_bytes()
    )


def test_two_clerks_at_once_lose_nothing(city, tmp_path):
    """The second waits for the first and compares with what the first left."""
    school = own_school(city)
    head = "建筑代码,学校,用途,建筑面积,建成日期"
    files = []
    for letter in "ab":
        rows = [f"{letter}{n},{school},教学楼,10,2020-01-02" for n in range(3000)]
        shared = [f"both{n},{school},教学楼,10,2020-01-02" for n in range(500)]
        files.append(tmp_path / f"{letter}.csv")
        files[-1].write_text("\n".join([head, *rows, *shared]), encoding="utf-8")
    line = [sys.executable, "-c", PROGRAM, "import", "run", str(city), "facilities"]
    doing = [
        subprocess.Popen(
            [*line, str(file), "--json"], stdout=subprocess.PIPE, text=True, env=environment([city])
        )
        for file in files
    ]
    told = [json.loads(one.communicate()[0]) for one in doing]
    assert [one.returncode for one in doing] == [0, 0]
    assert sorted((batch["new"], batch["unchanged"]) for batch in told) == [(3000, 500), (3500, 0)]
    with opened(city) as records:
        count = "SELECT count(*) FROM registers_facility WHERE substr(code, 1, 1) IN ('a', 'b')"
        assert records.execute(count).fetchone() == (6500,)
