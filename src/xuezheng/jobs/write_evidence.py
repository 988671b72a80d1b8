"""Write the rows behind a figure to a file others can open: csv, xlsx or parquet."""

import csv
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, CannotFinish, NotFound
from xuezheng.indicators.catalogue import find
from xuezheng.indicators.declaration import Indicator
from xuezheng.indicators.measuring import Figure, evidence_table, measure
from xuezheng.indicators.questions import Period
from xuezheng.snapshot import Snapshot

#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_SHEET_ROWS = 1_048_576


def write_evidence(
    snapshot: Snapshot,
    code: str,
    year: int,
    out: Path,
    *,
    filters: dict[str, str] | None = None,
    period: Period = "year",
) -> Figure:
    """Write the rows of an indicator, whole or not at all, and give the city's figure they make.

    Raises
    ------
    BadInput
        When the ending of `out` is not one of three, or there are more rows than a sheet holds.
    NotFound
        When the folder is not there, or the year has no data.
    CannotFinish
        When the disk is full or may not be written to; `out` is as it was.
    """
    writer = _writer(out)
    if not out.absolute().parent.is_dir():
        raise NotFound(f"没有文件夹 {out.absolute().parent}。请先建立，或换一个位置。")
    indicator = find(code)
    figure = measure(snapshot, [code], year, None, filters, period)[0]
    rows = evidence_table(snapshot, code, year, filters, period)
    if figure.value is None and not rows.num_rows:
        raise NotFound(f"{indicator.label}没有可列的明细：{figure.why_not}请换一个年份或快照。")
    with _whole(out) as partial:
        writer(partial, rows, _about(snapshot, indicator, figure, filters or {}, period))
    return figure


def _writer(out: Path) -> Callable[[Path, Any, list[tuple[str, str]]], None]:
    writers = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}
    ending = out.suffix.lower()
    if ending not in writers:
        raise BadInput(f"不能写成“{out.name}”。文件名须以 .csv、.xlsx 或 .parquet 结尾。")
    return writers[ending]


def _csv(path: Path, rows: Any, about: list[tuple[str, str]]) -> None:
    """With a byte-order mark, which Excel and WPS need to read Chinese."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows.column_names)
        for row in _lines(rows):
            writer.writerow([_harmless(cell) for cell in row])


def _xlsx(path: Path, rows: Any, about: list[tuple[str, str]]) -> None:
    """Two sheets: the rows, and what they are. Text is written as text, never as a formula."""
    import xlsxwriter

    if rows.num_rows >= _SHEET_ROWS:
        raise BadInput(f"共 {rows.num_rows} 行，一张工作表放不下。请改用 .csv 或 .parquet。")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("明细")
        sheet.freeze_panes(1, 0)
        for at, row in enumerate([rows.column_names, *_lines(rows)]):
            for column, cell in enumerate(row):
                _write_cell(sheet, at, column, cell, day)
        told = book.add_worksheet("说明")
        for at, pair in enumerate(about):
            for column, text in enumerate(pair):
                told.write_string(at, column, text)


def _write_cell(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, Decimal):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_datetime(row, column, cell, day)


def _parquet(path: Path, rows: Any, about: list[tuple[str, str]]) -> None:
    import pyarrow.parquet as pq

    pq.write_table(rows.replace_schema_metadata(dict(about)), path, compression="zstd")


def _lines(rows: Any) -> Iterator[tuple[Any, ...]]:
    for batch in rows.to_batches(max_chunksize=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _harmless(cell: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _about(
    snapshot: Snapshot, indicator: Indicator, figure: Figure, filters: dict[str, str], period: str
) -> list[tuple[str, str]]:
    value = figure.why_not if figure.value is None else f"{figure.value:f}{figure.unit}"
    part = {"year": "全年", "h1": "上半年", "h2": "下半年"}[period]
    return [
        ("指标", f"{indicator.label}（{indicator.code}）"),
        ("定义", indicator.definition),
        ("依据", indicator.reference),
        ("年度", f"{figure.year} 年{part}"),
        ("筛选", "，".join(f"{column}={value}" for column, value in filters.items()) or "无"),
        ("结果", value),
        ("快照", f"{snapshot.id}（截至 {snapshot.as_of}）"),
    ]


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A place to write to; it takes the target's name only when all is written and on the disk."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        yield partial
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(partial, path)
    except OSError as error:
        raise CannotFinish(
            f"无法写入 {path}：{error.strerror}。原有文件没有改动；请检查磁盘空间和文件夹权限后重试。"
        ) from None
    finally:
        partial.unlink(missing_ok=True)
