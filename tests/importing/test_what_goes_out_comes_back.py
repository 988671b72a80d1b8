"""Any register goes out to Excel and comes back as it was; who took it is written down."""

import json
import subprocess
import sys

import openpyxl
import pytest
from databases import copied, environment, opened
from test_import_verbs import own_school, xuezheng

ROUND_TRIP = """
import json, sys
from pathlib import Path
from xuezheng.jobs.exporting import export_register
from xuezheng.jobs.importing import check_file
from xuezheng.records.database import open_bureau
folder, out = Path(sys.argv[1]), Path(sys.argv[2])
open_bureau(folder)
from xuezheng.records.intake.forms.layouts import all_layouts
told = {}
for register in all_layouts():
    file = out / f"{register}.xlsx"
    n_rows = export_register(folder, register, file, conditions={})
    if n_rows:
        _, checked = check_file(folder, register, file)
        told[register] = [n_rows, checked.counts, [str(fault) for fault in checked.faults[:3]]]
print(json.dumps(told, ensure_ascii=False))
"""


@pytest.fixture(scope="module")
def _city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "city"
    xuezheng("demo", folder, "--pupils", 2000, "--records-only")
    return folder


@pytest.fixture
def city(_city, tmp_path):
    return copied(_city, tmp_path / "city")


def events(city):
    with opened(city) as records:
        found = records.execute(
            "SELECT subject_code, detail FROM audit_event WHERE action = 'intake.take_out' ORDER BY seq"
        )
        return [(code, detail if isinstance(detail, dict) else json.loads(detail)) for code, detail in found]


def test_every_register_comes_back_unchanged(city, tmp_path):
    line = [sys.executable, "-c", ROUND_TRIP, str(city), str(tmp_path)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment([city]))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len(told) > 50
    wrong = {register: said for register, said in told.items() if said[1]["unchanged"] != said[0] or said[2]}
    assert wrong == {}


def test_a_filter_narrows_the_sheet_and_the_notes_say_so(city, tmp_path):
    out = tmp_path / "学生.xlsx"
    xuezheng("import", "export", city, "pupils", out, "--where", "学年=2025", "--where", "学段=小学")
    book = openpyxl.load_workbook(out)
    heading, *rows = book["学生"].iter_rows(values_only=True)
    year, stage = heading.index("学年"), heading.index("学段")
    assert rows and {(row[year], row[stage]) for row in rows} == {(2025, "小学")}
    notes = {row[0]: row[1] for row in book["填写说明"].iter_rows(values_only=True)}
    assert notes["筛选条件"] == "学年 = 2025；学段 = 小学"
    assert notes["行数"] == str(len(rows))
    assert notes["出生日期"] == "日期，如 2026-03-02"


def test_codes_stay_text_and_numbers_are_numbers(city, tmp_path):
    out = tmp_path / "报表.xlsx"
    xuezheng("import", "export", city, "school-returns", out)
    heading, first, *_ = openpyxl.load_workbook(out).worksheets[0].iter_rows()
    cells = {title.value: cell for title, cell in zip(heading, first, strict=True)}
    assert cells["学校"].data_type == "s" and cells["学校"].number_format == "@"
    assert cells["学年"].data_type == "n"


def test_a_school_takes_out_its_own_rows_only(city, tmp_path):
    out = tmp_path / "学生.xlsx"
    xuezheng("import", "export", city, "pupils", out, "--by", "xuexiao")
    heading, *rows = openpyxl.load_workbook(out)["学生"].iter_rows(values_only=True)
    assert rows and {row[heading.index("学校")] for row in rows} == {own_school(city)}


def test_who_took_what_is_written_down_without_a_name(city, tmp_path):
    xuezheng("import", "export", city, "pupils", tmp_path / "a.xlsx", "--where", "姓名=王伟")
    ((register, detail),) = events(city)
    assert register == "pupils"
    assert set(detail) == {"rows", "columns_asked"} and detail["columns_asked"] == ["姓名"]


def test_somebody_who_may_not_hold_a_copy_gets_none(city, tmp_path):
    told = xuezheng("import", "export", city, "pupils", tmp_path / "a.xlsx", "--by", "shenji", code=2)
    assert "导出登记数据" in told
    assert not (tmp_path / "a.xlsx").exists() and events(city) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("学龄=7", "没有“学龄”这一列"),
        ("学年=去年", "去年"),
        ("学段", "不是筛选条件"),
    ],
)
def test_a_condition_that_says_nothing_is_refused(city, tmp_path, said, told):
    assert told in xuezheng("import", "export", city, "pupils", tmp_path / "a.xlsx", "--where", said, code=2)
    assert list(tmp_path.glob("*.xlsx")) == [] and events(city) == []


def test_an_empty_answer_is_a_sheet_with_its_heading(city, tmp_path):
    out = tmp_path / "a.xlsx"
    assert "只有表头" in xuezheng("import", "export", city, "pupils", out, "--where", "学年=1999")
    assert [cell.value for cell in openpyxl.load_workbook(out)["学生"][1]][0]
    assert "已存在" in xuezheng("import", "export", city, "pupils", out, code=2)
