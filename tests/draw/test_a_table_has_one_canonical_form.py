"""The same table in csv, xlsx and parquet, in any order, has the same hash; every fault is told."""

import random
from datetime import date, datetime, time
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from draw_examples import ROOT
from hypothesis import example, given
from hypothesis import strategies as st

from xuezheng.allocation.tables import Table, cell_text, read_once, read_table, table_of
from xuezheng.errors import BadInput, NotFound

HEADING = ["pupil", "姓名", "score", "boards", "born"]
ROWS = [
    ["007", "𠮷田", 95.5, True, date(2013, 9, 1)],
    ["008", "Zoe\u0308", 88.0, False, date(2013, 8, 31)],
    ["009", "", 0.1, None, None],
]


def as_csv(path):
    path.write_text(
        "born,score,pupil,姓名,boards\n,0.10,009,,\n2013-08-31,88,008,Zoë,FALSE\n2013-09-01,95.50,007,𠮷田,TRUE\n,,,,\n",
        encoding="utf-8-sig",
    )
    return path


def as_xlsx(path):
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADING)
        for i, row in enumerate(ROWS, start=1):
            for j, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(i, j, datetime.combine(cell, time()), day)
                elif isinstance(cell, str):
                    sheet.write_string(i, j, cell)
                elif cell is not None:
                    sheet.write(i, j, cell)
        book.add_worksheet("说明").write(0, 0, "不读")
    return path


def as_parquet(path):
    columns = dict(zip(HEADING, (list(column) for column in zip(*ROWS, strict=True)), strict=True))
    pq.write_table(pa.table(columns), path)
    return path


def test_three_formats_one_hash(tmp_path):
    hashes = {
        read_table(make(tmp_path / f"t.{ending}")).sha256()
        for make, ending in ((as_csv, "csv"), (as_xlsx, "xlsx"), (as_parquet, "parquet"))
    }

    assert hashes == {table_of("t", dict(zip(HEADING, zip(*ROWS, strict=True), strict=True))).sha256()}


def test_the_example_of_the_specification_is_its_own():
    text = (ROOT / "docs" / "algorithms" / "canonical-form.md").read_text(encoding="utf-8")
    table = table_of("t", {"pupil": ["2026-000002", "2026-000001"], "score": ["95.50", "88"]})

    assert table.canonical().decode() in text
    assert table.sha256() in text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), ("", ""), (" 007\t", "007"), ("\u3000中\u00a0", "中"), ("95.50", "95.5"), ("95.0", "95"),
        ("-0.00", "0"), ("-1.50", "-1.5"), ("01.50", "01.50"), ("1.", "1."), (".5", ".5"), ("1e5", "1e5"), ("007", "007"),
        ("1" * 16 + ".10", "1" * 16 + ".10"), ("１.50", "１.50"), (7, "7"), (7.0, "7"), (-0.0, "0"), (0.1, "0.1"),
        (0.1 + 0.2, "0.30000000000000004"), (1e-7, "0.0000001"), (1.5e20 / 1e18, "150"), (True, "TRUE"), (False, "FALSE"),
        (Decimal("1.50"), "1.5"), (Decimal("1E+3"), "1000"), (Decimal("0.00"), "0"), (date(2026, 6, 1), "2026-06-01"),
        (datetime(2026, 6, 1), "2026-06-01"), (datetime(2026, 6, 1, 9, 30), "2026-06-01T09:30:00"), (time(9), "09:00:00"),
        (2**60, str(2**60)),
    ],
)  # fmt: skip
def test_a_cell_has_one_text(cell, text):
    assert cell_text(cell) == text
    assert cell_text(text) == text


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), 2.0**53, Decimal("NaN"), b"x", [1]])
def test_a_cell_without_a_text_is_refused(cell):
    with pytest.raises(ValueError, match="数|类型"):
        cell_text(cell)


@given(
    st.lists(st.tuples(st.text(max_size=4), st.text(max_size=4)), max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_and_columns_means_nothing(rows, shuffle: random.Random):
    rows = [tuple(cell.replace("\ud800", "") for cell in row) for row in rows if not _surrogates(row)]
    mixed = shuffle.sample(rows, len(rows))

    one = table_of("t", {"a": [a for a, _ in rows], "b": [b for _, b in rows]})
    two = table_of("t", {"b": [b for _, b in mixed], "a": [a for a, _ in mixed]})

    assert one.canonical() == two.canonical()


def _surrogates(row) -> bool:
    return any("\ud800" <= letter <= "\udfff" for cell in row for letter in cell)


@given(
    st.lists(
        st.lists(st.text(max_size=3).filter(lambda t: not _surrogates([t])), min_size=2, max_size=2),
        max_size=5,
    )
)
@example([["", "0\r0"]])
def test_what_is_written_is_read_again(rows):
    import tempfile
    from pathlib import Path

    table = table_of("t", {"a": ["x", *(row[0] for row in rows)], "b": ["y", *(row[1] for row in rows)]})
    kept = [pair for pair in zip(table.columns["a"], table.columns["b"], strict=True) if any(pair)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "t.csv"
        file.write_bytes(table.csv())

        assert list(zip(*read_table(file).columns.values(), strict=True)) == kept


def test_one_and_true_and_one_point_nought_are_three_cells():
    assert table_of("t", {"a": [1, True, 1.0, "1"]}).columns["a"] == ["1", "TRUE", "1", "1"]


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="differ in length"):
        table_of("t", {"a": [1], "b": []})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "第一行须是列名"),
        (b"a,a\n1,2\n", "列名“a”出现了 2 次"),
        (b"a,\n1,2\n", "第 2 列没有列名"),
        (b"a,b\n1\n1,2,3\n", "共 2 处|有 2 处"),
        (b'a\n"x\n', "不是合格的 csv 文件"),
        (b"a\n\xff\xff\n", "文字编码无法识别"),
        (b"b\n1\n", "缺少“pupil”列"),
    ],
)
def test_faults_of_a_csv_file(content, expected, tmp_path):
    (tmp_path / "t.csv").write_bytes(content)

    with pytest.raises(BadInput, match=expected):
        read_table(tmp_path / "t.csv", needs=["pupil"])


def test_rows_of_another_length_are_each_named(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n1\n\n1,2\n1,2,3\n", encoding="utf-8")

    with pytest.raises(BadInput) as caught:
        read_table(tmp_path / "t.csv")

    assert [fault.where for fault in caught.value.faults] == ["t.csv 第 2 行", "t.csv 第 5 行"]


def test_a_table_in_gb18030_is_read(tmp_path):
    (tmp_path / "t.csv").write_bytes("编号,姓名\n1,镕\n".encode("gb18030"))

    assert read_table(tmp_path / "t.csv").columns == {"编号": ["1"], "姓名": ["镕"]}


def test_a_heading_alone_is_an_empty_table(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n", encoding="utf-8")

    table = read_table(tmp_path / "t.csv")

    assert table.n_rows == 0
    assert table.canonical() == b'["table-v1","a","b"]\n'
    assert Table("t", {}).n_rows == 0


def test_digits_lost_by_a_spreadsheet_are_told_with_their_place(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["pupil", "id"])
        sheet.write_row(1, 0, ["a", 110105201309010011])

    with pytest.raises(BadInput) as caught:
        read_table(tmp_path / "t.xlsx")

    assert caught.value.faults[0].where == "t.xlsx 第 2 行 “id”列"
    assert "请把该列设为文本格式" in caught.value.faults[0].what


def test_files_that_cannot_be_read_are_refused_in_words(tmp_path):
    (tmp_path / "t.xlsx").write_bytes(b"not a zip")
    (tmp_path / "t.parquet").write_bytes(b"not parquet")
    (tmp_path / "t.doc").write_bytes(b"")

    for name, expected in (
        ("t.xlsx", "另存为新的 xlsx"),
        ("t.parquet", "请重新导出"),
        ("t.doc", "只能读 csv、xlsx、parquet"),
    ):
        with pytest.raises(BadInput, match=expected):
            read_table(tmp_path / name)
    with pytest.raises(NotFound, match="找不到文件"):
        read_table(tmp_path / "none.csv")


def test_a_spreadsheet_that_would_kill_the_reader_only_ends_its_child(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "far.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "pupil")
        sheet.write(1048575, 16383, "x")

    with pytest.raises(BadInput, match="文件损坏、加密或过大"):
        read_table(tmp_path / "far.xlsx")


def test_parquet_that_is_not_a_plain_table_is_refused(tmp_path):
    pq.write_table(pa.table({"a": [[1], [2]], "b": [float("nan"), 1.0]}), tmp_path / "t.parquet")

    with pytest.raises(BadInput) as caught:
        read_table(tmp_path / "t.parquet")

    assert [fault.where for fault in caught.value.faults] == [
        "t.parquet 第 2 行 “a”列", "t.parquet 第 3 行 “a”列", "t.parquet 第 2 行 “b”列",
    ]  # fmt: skip


def test_a_file_changed_meanwhile_is_read_again(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text("a\n1\n", encoding="utf-8")
    with read_once():
        first = read_table(file)
        assert read_table(file) is first
        file.write_text("a\n12\n", encoding="utf-8")
        assert read_table(file).columns == {"a": ["12"]}
    assert read_table(file) is not read_table(file)
