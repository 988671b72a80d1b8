"""Every kind of spreadsheet gives the same rows; a hostile one costs a child process and a sentence."""

import resource
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from xuezheng.errors import BadInput, NotFound
from xuezheng.outside.spreadsheets import child, read_sheets

FILES = Path(__file__).parent / "files"
ROWS = [["建筑代码", "学校", "用途", "建筑面积", "建成日期"], ["f1", "sA", "教学楼", 10.5, "\0d2020-01-02"]]


def book(path, fill):
    made = xlsxwriter.Workbook(str(path))
    fill(made)
    made.close()
    return path


def plain(made):
    sheet = made.add_worksheet("校舍与场地")
    sheet.write_row(0, 0, ROWS[0])
    sheet.write_row(1, 0, ROWS[1][:4])
    sheet.write_datetime(1, 4, date(2020, 1, 2), made.add_format({"num_format": "yyyy-mm-dd"}))


CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="校舍与场地">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""


MANIFEST = """<?xml version="1.0"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry
 manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""


def _ods_cell(cell):
    if isinstance(cell, float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    if cell.startswith("\0d"):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell[2:]}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'


def test_the_old_binary_format_gives_the_same_rows():
    assert read_sheets(FILES / "facilities.xls")[0].rows == ROWS


def test_the_open_format_gives_the_same_rows(tmp_path):
    path = tmp_path / "a.ods"
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in ROWS)
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", MANIFEST)
        made.writestr("content.xml", CONTENT.format(rows=rows))
    assert read_sheets(path)[0].rows == ROWS


def test_xlsx_gives_text_numbers_and_dates(tmp_path):
    sheets = read_sheets(book(tmp_path / "a.xlsx", plain))
    assert [(sheet.name, sheet.rows) for sheet in sheets] == [("校舍与场地", ROWS)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_in_every_encoding_and_with_every_separator(tmp_path, encoding, mark):
    path = tmp_path / "a.csv"
    path.write_bytes(mark.join(ROWS[0]).encode(encoding) if encoding == "utf-16" else b"")
    text = "\n".join(mark.join(row) for row in (ROWS[0], ["f1", "sA", "教学楼", "10.5", "2020-01-02"]))
    path.write_bytes(text.encode(encoding))
    assert read_sheets(path)[0].rows[1] == ["f1", "sA", "教学楼", "10.5", "2020-01-02"]


def test_row_numbers_are_those_a_person_sees(tmp_path):
    def low(made):
        made.add_worksheet("表").write_row(4, 2, ["甲", "乙"])

    rows = read_sheets(book(tmp_path / "a.xlsx", low))[0].rows
    assert rows[4] == [None, None, "甲", "乙"] and rows[:4] == [[], [], [], []]


def test_a_sheet_that_goes_on_empty_has_ended(tmp_path):
    def long(made):
        sheet = made.add_worksheet("表")
        sheet.write_row(0, 0, ["甲"])
        for row in range(1, child.EMPTY_ROWS + 2000):
            sheet.write_blank(row, 0, None, made.add_format() if row == 1 else None)
        sheet.write_string(child.EMPTY_ROWS + 3000, 0, "很远")

    assert read_sheets(book(tmp_path / "a.xlsx", long))[0].rows == [["甲"]]


def test_hidden_sheets_are_not_read(tmp_path):
    def two(made):
        made.add_worksheet("表").write_row(0, 0, ["甲"])
        hidden = made.add_worksheet("选项")
        hidden.write_row(0, 0, ["乙"])
        hidden.hide()

    assert [sheet.name for sheet in read_sheets(book(tmp_path / "a.xlsx", two))] == ["表"]


def _text(path):
    path.write_text("这不是表格", encoding="utf-8")


def _cut(path):
    whole = book(path, plain).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b" " * (64 << 20))


def _outside(path):
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("../../etc/passwd", b"x")


def _far_cell(path):
    """A cell at the sheet's very end: the reader would take memory for all cells before it."""
    book(path, plain)
    parts = {}
    with zipfile.ZipFile(path) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)


def _entities(path):
    with zipfile.ZipFile(book(path, plain)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    parts["xl/sharedStrings.xml"] = (
        b'<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>'
    )
    with zipfile.ZipFile(path, "w") as made:
        for name, body in parts.items():
            made.writestr(name, body)


def _encrypted(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


@pytest.mark.parametrize("make", [_text, _cut, _bomb, _outside, _far_cell, _encrypted])
def test_a_damaged_or_hostile_file_is_refused_in_a_sentence(tmp_path, make):
    path = tmp_path / "a.xlsx"
    make(path)
    with pytest.raises(BadInput) as refusal:
        read_sheets(path)
    assert "a.xlsx" in str(refusal.value) and "另存为" in str(refusal.value)


def _laughs(path):
    """Entities that unfold into gigabytes."""
    _entities(path)
    lines = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)]
    text = f'<!DOCTYPE s [<!ENTITY e0 "ha">{"".join(lines)}]><sst><si><t>&e11;</t></si></sst>'
    with zipfile.ZipFile(path) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    with zipfile.ZipFile(path, "w") as made:
        for name, body in (parts | {"xl/sharedStrings.xml": text.encode()}).items():
            made.writestr(name, body)


def test_laughing_entities_take_neither_memory_nor_time(tmp_path):
    path = tmp_path / "a.xlsx"
    _laughs(path)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        said = str([sheet.rows for sheet in read_sheets(path)])
    except BadInput as refusal:
        said = str(refusal)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert len(said) < 10_000 and after.ru_utime - before.ru_utime < 5


@pytest.mark.parametrize("suffix", [".csv", ".txt", ".xls", ".ods"])
def test_a_book_under_another_name_is_refused_in_a_sentence(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    book(tmp_path / "a.xlsx", plain).rename(path)
    try:
        rows = read_sheets(path)[0].rows  # a reader may look at what it is, not at how it is called
    except BadInput as refusal:
        assert path.name in str(refusal) and "另存为" in str(refusal)
    else:
        assert rows == ROWS


def test_macros_are_not_run_and_the_cells_are_read(tmp_path):
    path = book(tmp_path / "a.xlsx", plain)
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(2000))
    assert read_sheets(path.rename(tmp_path / "a.xlsm"))[0].rows == ROWS


def test_of_a_merged_cell_the_first_holds_the_value(tmp_path):
    def merged(made):
        sheet = made.add_worksheet("表")
        sheet.merge_range(0, 0, 1, 1, "甲")
        sheet.write_row(2, 0, ["乙", "丙"])

    assert read_sheets(book(tmp_path / "a.xlsx", merged))[0].rows == [["甲"], [], ["乙", "丙"]]


def test_a_million_formatted_but_empty_rows_are_no_rows(tmp_path):
    """As a sheet looks whose columns were filled down with colour."""

    def blank(made):
        sheet = made.add_worksheet("表")
        sheet.write_row(0, 0, ["甲"])
        sheet.write_row(1, 0, [1])

    path = book(tmp_path / "a.xlsx", blank)
    with zipfile.ZipFile(path) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 1_000_001))
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</sheetData>", empty + b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    assert read_sheets(path)[0].rows == [["甲"], [1]]


def test_cells_of_many_kinds_in_one_column_are_kept_apart(tmp_path):
    """One and true, 1 and "1", nothing and an empty text: equal to a dictionary or not."""

    def mixed(made):
        sheet = made.add_worksheet("表")
        for row, cell in enumerate([1, True, "1", False, 0, "", "是", 1.5, True]):
            if isinstance(cell, bool):
                sheet.write_boolean(row, 0, cell)
            else:
                sheet.write(row, 0, cell)
            sheet.write_string(row, 1, "x")

    rows = read_sheets(book(tmp_path / "a.xlsx", mixed))[0].rows
    assert [row[0] for row in rows] == [1, "是", "1", "否", 0, None, "是", 1.5, "是"]


def test_a_sheet_longer_than_one_line_of_the_child_is_whole(tmp_path):
    path = tmp_path / "a.csv"
    n_rows = child.ROWS_A_LINE * 2 + 3
    path.write_text(
        "\n".join(f"{n},{n % 7},同" + (",尾" if n == n_rows - 1 else "") for n in range(n_rows)), "utf-8"
    )
    sheet = read_sheets(path)[0]
    assert sheet.n_rows == n_rows and sheet.rows[child.ROWS_A_LINE] == ["10000", "4", "同"]
    assert sheet.rows[-1] == [str(n_rows - 1), str((n_rows - 1) % 7), "同", "尾"]


def test_an_entity_of_the_file_is_never_opened(tmp_path):
    path = tmp_path / "a.xlsx"
    _entities(path)
    try:
        said = str([sheet.rows for sheet in read_sheets(path)])
    except BadInput as refusal:
        said = str(refusal)
    assert "root:" not in said


def test_what_is_no_spreadsheet_is_refused_by_its_name(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"x")
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "b.csv").write_bytes(b"\0\1\2\3" * 100)
    for name, said in (("a.pdf", "扩展名"), ("a.csv", "空文件"), ("b.csv", "编码")):
        with pytest.raises(BadInput, match=said):
            read_sheets(tmp_path / name)
    with pytest.raises(NotFound):
        read_sheets(tmp_path / "none.xlsx")


def test_a_book_without_a_filled_cell_is_told(tmp_path):
    with pytest.raises(BadInput, match="没有填写任何内容"):
        read_sheets(book(tmp_path / "a.xlsx", lambda made: made.add_worksheet("表")))


def test_error_values_and_formulas(tmp_path):
    def some(made):
        sheet = made.add_worksheet("表")
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, "=NA()", None, "#N/A")
        sheet.write_boolean(0, 2, True)

    row = read_sheets(book(tmp_path / "a.xlsx", some))[0].rows[0]
    assert row[0] == 2 and row[2] == "是"
    assert row[1] in ("\0e#N/A", None)


def test_who_writes_cells_and_who_reads_them_mark_dates_and_errors_alike():
    """Strangers by the house's rules: neither may import the other's marks."""
    from xuezheng.outside.spreadsheets import DATE, ERROR
    from xuezheng.records.intake.forms import cells

    assert (cells.DATE, cells.ERROR) == (DATE, ERROR)
