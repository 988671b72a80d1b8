"""Cascades of an empty sheet: what each cell offers follows the cell before it, and every name resolves."""

import re
import subprocess
import sys

import openpyxl
import pytest
from databases import environment, opened

from xuezheng.rules.codes import stage_grades

PROGRAM = "from xuezheng.cli.main import run; run()"


def xuezheng(*words, code=0):
    line = [sys.executable, "-c", PROGRAM, *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment(words))
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cascades") / "city"
    xuezheng("demo", folder, "--pupils", 2000, "--records-only", "--faults", "none")
    return folder


def range_of(book, name):
    """The cells a defined name stands for."""
    ((sheet, place),) = book.defined_names[name].destinations
    cells = book[sheet][place]
    return [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]


def cascades(path):
    """By heading of the child: the parent's heading, and what is offered for each of its values."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    headings = {cell.column_letter: cell.value for cell in sheet[1]}
    found = {}
    for rule in sheet.data_validations.dataValidation:
        asked = re.fullmatch(
            r'INDIRECT\("(cascade_\d+)_"&MATCH\(\$([A-Z]+)2,cascade_\d+,0\)\)', rule.formula1 or ""
        )
        if asked:
            name, parent = asked.groups()
            keys = range_of(book, name)
            letters = str(rule.sqref).split(":")[0].rstrip("0123456789")
            offered = {key: range_of(book, f"{name}_{place}") for place, key in enumerate(keys, 1)}
            found[headings[letters]] = (headings[parent], offered)
    return book, found


def test_an_area_offers_its_schools_and_the_two_other_cascades_are_there(city, tmp_path):
    xuezheng("import", "template", "cases", tmp_path / "cases.xlsx", "--dir", city)

    book, found = cascades(tmp_path / "cases.xlsx")

    parent, offered = found["涉及学校"]
    with opened(city) as records:
        real = {}
        for area, name in records.execute(
            "SELECT a.name, s.name FROM registers_school s JOIN registers_area a ON a.code = s.area_id"
            " WHERE s.closed_on IS NULL ORDER BY s.code"
        ).fetchall():
            real.setdefault(area, []).append(name)
    assert parent == "县区" and offered == real
    assert book["级联选项"].sheet_state == "hidden"


def test_a_stage_offers_its_grades_without_any_bureau(tmp_path):
    xuezheng("import", "template", "classes", tmp_path / "classes.xlsx")

    _, found = cascades(tmp_path / "classes.xlsx")

    parent, offered = found["年级"]
    assert (parent, offered["小学"], offered["初中"]) == ("学段", [1, 2, 3, 4, 5, 6], [1, 2, 3])
    assert {len(grades) for grades in offered.values()} == set(stage_grades().values())


def test_a_school_offers_its_classes_and_a_clerk_only_the_own_school(city, tmp_path):
    xuezheng("import", "template", "pupils", tmp_path / "all.xlsx", "--dir", city)
    xuezheng("import", "template", "pupils", tmp_path / "own.xlsx", "--dir", city, "--by", "xuexiao")

    everything = cascades(tmp_path / "all.xlsx")[1]["班级"]
    own = cascades(tmp_path / "own.xlsx")[1]["班级"]

    assert everything[0] == own[0] == "学校"
    assert len(own[1]) == 1 and len(everything[1]) > 10
    ((school, classes),) = own[1].items()
    assert everything[1][school] == classes and len(classes) == len(set(classes)) > 0
    with opened(city) as records:
        years = {
            records.execute(
                "SELECT school_year FROM registers_schoolclass WHERE code = ?", (code,)
            ).fetchone()[0]
            for code in classes
        }
    assert years == {2025}


def test_every_defined_name_stands_for_cells_that_are_filled(city, tmp_path):
    for register in ("cases", "pupils", "school-returns"):
        xuezheng("import", "template", register, tmp_path / f"{register}.xlsx", "--dir", city)
        book, _ = cascades(tmp_path / f"{register}.xlsx")
        for name in book.defined_names:
            assert None not in range_of(book, name), (register, name)


def test_kinds_of_schools_are_offered_from_the_code_table(tmp_path):
    xuezheng("import", "template", "schools", tmp_path / "schools.xlsx")

    book = openpyxl.load_workbook(tmp_path / "schools.xlsx")
    notes = {row[0].value: row[3].value for row in book["填写说明"].iter_rows(min_row=6)}
    assert "211" in notes["办学类型"] and "312" in notes["办学类型"]


def test_what_a_cascade_offers_is_taken_in(city, tmp_path):
    xuezheng("import", "template", "cases", tmp_path / "cases.xlsx", "--dir", city)
    book, found = cascades(tmp_path / "cases.xlsx")
    area, schools = next(iter(found["涉及学校"][1].items()))
    sheet = book.worksheets[0]
    said = {"办件编号": "K1", "渠道": "市长公开电话", "类别": "招生", "县区": area, "涉及学校": schools[0],
            "主办单位": f"{area}教育局", "受理日期": "2025-03-03", "办理期限": "2025-03-10"}  # fmt: skip
    for cell in sheet[1]:
        sheet.cell(2, cell.column, said.get(cell.value))
    book.save(tmp_path / "filled.xlsx")

    assert "新增 1" in xuezheng("import", "check", city, "cases", tmp_path / "filled.xlsx")
