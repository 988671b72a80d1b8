"""`xuezheng indicators …` and `xuezheng evidence`, as a clerk meets them."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from small_city import small_city
from typer.testing import CliRunner

from xuezheng.cli.main import build
from xuezheng.errors import BadInput, CannotFinish, NotFound, Tampered
from xuezheng.jobs.write_evidence import write_evidence
from xuezheng.snapshot import Snapshot, snapshot_from_tables
from xuezheng.snapshot.identity import identity, schema_sha256, sha256_of
from xuezheng.snapshot.reading import FORMAT, read_manifest
from xuezheng.snapshot.schema import arrow_schema, tables


@pytest.fixture(scope="module")
def snap(tmp_path_factory) -> Path:
    """The small city as an honest snapshot folder."""
    return freeze(small_city(), tmp_path_factory.mktemp("snap"))


def freeze(city: Snapshot, folder: Path) -> Path:
    """Write tables and a manifest that proves them."""
    (folder / "tables").mkdir()
    said = {}
    for table in tables():
        rows = city.table(table).collect("pyarrow").to_native().cast(arrow_schema(table))
        file = folder / "tables" / f"{table}.parquet"
        pq.write_table(rows, file)
        said[table] = {"rows": rows.num_rows, "sha256": sha256_of(file)}
    manifest = {
        "format": FORMAT, "as_of": "2026-01-15", "bureau": city.bureau, "schema_sha256": schema_sha256(),
        "rules_sha256": "", "tables": said,
    }  # fmt: skip
    manifest["id"] = identity(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def run(*words: object):
    done = CliRunner().invoke(build(), [str(word) for word in words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def measured(*words: object):
    return json.loads(run("indicators", "measure", *words, "--json").stdout)


def test_the_list_names_every_indicator():
    lines = run("indicators", "list").stdout.splitlines()
    listed = json.loads(run("indicators", "list", "--json").stdout)

    assert lines[0].split("\t") == ["代码", "指标", "单位", "类型"]
    assert len(lines) == len(listed) + 1
    assert {"code", "label", "label_en", "unit", "kind", "definition", "dimensions"} <= set(listed[0])


def test_an_indicator_tells_its_definition_and_dimensions():
    told = run("indicators", "show", "kindergartens.public.count").stdout

    assert "定义：年末在办的公办幼儿园" in told
    assert "维度 place：urban（城区）" in told


def test_the_city_has_its_own_code(snap):
    (figure,) = measured(snap, "students.total", "--year", 2025)

    assert figure == {
        "indicator": "students.total", "year": 2025, "area": "990100", "school": "", "value": 9,
        "counted": 9, "out_of": None, "unit": "人", "rows": 9, "why_not": "",
    }  # fmt: skip


def test_figures_by_area_with_a_filter(snap):
    figures = measured(snap, "students.total", "--year", 2025, "--by", "area", "--filter", "stage=preschool")

    assert {each["area"]: each["value"] for each in figures} == {"990102": 0, "990103": 4, "990104": 0}


def test_last_year_stands_beside_it(snap):
    (figure,) = measured(snap, "admin.meetings.count", "--year", 2025, "--last-year")

    assert (figure["value"], figure["last_year"]) == (6, 9)
    assert round(figure["growth_pct"], 2) == -33.33


def test_what_cannot_be_computed_says_why_among_the_others(snap):
    figures = measured(snap, "students.total", "aid.coverage", "--year", 2025)

    assert figures[1]["value"] is None
    assert figures[1]["why_not"] == "快照中没有 2025 年的相关数据。"


def test_csv_has_a_heading_and_a_line_a_figure(snap):
    text = run(
        "indicators", "measure", snap, "students.total", "--year", 2025, "--by", "school", "--csv"
    ).stdout

    rows = list(csv.DictReader(io.StringIO(text)))

    assert [(row["school"], row["area"], row["value"]) for row in rows] == [
        ("A", "990102", "3"), ("B", "990103", "2"), ("K", "990103", "4"),
    ]  # fmt: skip


def test_a_plain_table_names_places_in_chinese(snap):
    lines = run("indicators", "measure", snap, "students.total", "--year", 2025, "--by", "area").stdout

    assert [line.split("\t")[:3] for line in lines.splitlines()] == [
        ["指标", "范围", "数值"], ["在校学生总数", "东区", "3"], ["在校学生总数", "西县", "6"],
        ["在校学生总数", "北县", "0"],
    ]  # fmt: skip


def test_all_indicators_are_measured_when_none_is_named(snap):
    listed = json.loads(run("indicators", "list", "--json").stdout)

    assert [f["indicator"] for f in measured(snap, "--year", 2025)] == [each["code"] for each in listed]


@pytest.mark.parametrize(
    ("words", "kind", "told"),
    [
        (["students.totl", "--year", "2025"], NotFound, "最接近的是：students.total"),
        (["students.total", "--year", "1999"], NotFound, "1999 年没有一个指标可以计算"),
        (["--year", "2031"], NotFound, "快照截至 2026-01-15"),
        (
            ["--year", "2025", "--engine", "flink"],
            BadInput,
            "没有计算引擎“flink”。可用：duckdb（本机）、spark",
        ),
        (["--year", "2025", "--filter", "stage"], BadInput, "看不懂筛选条件“stage”"),
    ],
)
def test_a_bad_question_is_a_sentence_with_a_way_out(snap, words, kind, told):
    with pytest.raises(kind, match=told):
        run("indicators", "measure", snap, *words)


def test_a_folder_that_is_no_snapshot_is_refused(tmp_path):
    with pytest.raises(NotFound, match="manifest.json"):
        run("indicators", "measure", tmp_path, "--year", 2025)


@pytest.mark.parametrize(
    "words", [["indicators", "measure"], ["evidence", "students.total", "--out", "rows.csv"]]
)
def test_a_snapshot_that_was_changed_gives_no_figure(tmp_path, words):
    changed = freeze(small_city(), tmp_path)
    pq.write_table(
        small_city(enrolments=[])
        .table("enrolments")
        .collect("pyarrow")
        .to_native()
        .cast(arrow_schema("enrolments")),
        changed / "tables" / "enrolments.parquet",
    )
    group, *rest = words
    place = [*rest[:1], changed, *rest[1:]] if group == "indicators" else [changed, *rest]

    with pytest.raises(Tampered, match="不是冻结时的快照"):
        run(group, *place, "--year", 2025)


def test_rows_in_csv_open_in_excel_and_run_no_formula(snap, tmp_path):
    out = tmp_path / "rows.csv"

    told = run("evidence", snap, "kindergartens.count", "--year", 2025, "--out", out).stdout

    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig")))
    assert (row["subject"], row["area"], row["counted"], row["out_of"]) == ("'=金星幼儿园", "990103", "1", "")
    assert "kindergartens.count 2025 年：1所（1 条记录）" in told


def test_rows_in_xlsx_are_text_and_numbers_with_a_sheet_that_explains(snap, tmp_path):
    from python_calamine import CalamineWorkbook

    out = tmp_path / "rows.xlsx"

    run("evidence", snap, "kindergartens.count", "--year", 2025, "--out", out)

    book = CalamineWorkbook.from_path(out)
    heads, row = book.get_sheet_by_name("明细").to_python()
    assert dict(zip(heads, row, strict=True))["subject"] == "=金星幼儿园"
    assert dict(zip(heads, row, strict=True))["counted"] == 1
    told = dict(book.get_sheet_by_name("说明").to_python())
    assert told["结果"] == "1所"
    assert told["快照"] == f"{read_manifest(snap)['id']}（截至 2026-01-15）"


def test_days_stay_days_in_xlsx(snap, tmp_path):
    from python_calamine import CalamineWorkbook

    out = tmp_path / "rows.xlsx"

    run("evidence", snap, "aid.student_loans.amount", "--year", 2025, "--out", out, "--period", "h2")

    heads, row = CalamineWorkbook.from_path(out).get_sheet_by_name("明细").to_python()
    assert dict(zip(heads, row, strict=True))["on"] == date(2025, 7, 1)
    assert dict(zip(heads, row, strict=True))["counted"] == 0.2


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path):
    n = 1_048_576
    schema = arrow_schema("student_loans")
    columns = {name: pa.nulls(n, schema.field(name).type) for name in schema.names}
    columns["code"] = pc.cast(pa.array(range(n)), pa.string())
    columns["year"] = columns["year"].fill_null(2025)
    loans = pa.table(columns, schema=schema)
    city = snapshot_from_tables({"student_loans": loans})

    with pytest.raises(BadInput, match=f"共 {n} 行，一张工作表放不下。请改用 .csv 或 .parquet"):
        write_evidence(city, "aid.student_loans.amount", 2025, tmp_path / "rows.xlsx")

    assert list(tmp_path.iterdir()) == []


def test_rows_in_parquet_keep_exact_numbers(snap, tmp_path):
    out = tmp_path / "rows.parquet"

    run("evidence", snap, "aid.student_loans.amount", "--year", 2025, "--out", out)

    assert [str(amount) for amount in pq.read_table(out)["counted"].to_pylist()] == ["0.10", "0.20"]


@pytest.mark.parametrize(
    ("code", "year", "name", "kind", "told"),
    [
        ("students.total", 2025, "rows.doc", BadInput, "须以 .csv、.xlsx 或 .parquet 结尾"),
        ("students.total", 2025, "nowhere/rows.csv", NotFound, "没有文件夹 .*nowhere"),
        ("students.total", 1999, "rows.csv", NotFound, "没有可列的明细"),
        ("students", 2025, "rows.csv", NotFound, "没有指标“students”"),
    ],
)
def test_rows_that_cannot_be_written_leave_nothing(snap, tmp_path, code, year, name, kind, told):
    with pytest.raises(kind, match=told):
        run("evidence", snap, code, "--year", year, "--out", tmp_path / name)

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_when_writing_fails(snap, tmp_path):
    """A folder in the place of the half-written file makes the writing fail."""
    out = tmp_path / "rows.csv"
    out.write_text("before", encoding="utf-8")
    (tmp_path / ".rows.csv.partial").mkdir()

    with pytest.raises((CannotFinish, IsADirectoryError, PermissionError)):
        run("evidence", snap, "students.total", "--year", 2025, "--out", out)

    assert out.read_text(encoding="utf-8") == "before"
