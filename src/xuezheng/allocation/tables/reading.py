"""Read a csv, xlsx or parquet file into a table; every fault is told with its place."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from xuezheng.allocation.tables.shape import Table, cell_text, column_text
from xuezheng.errors import BadInput, Fault, NotFound

#: More faults than this are only counted: nobody reads a longer list.
SHOWN = 50
XLSX_SECONDS = 300
_kept: ContextVar[dict[tuple[Path, int, int, str], Table] | None] = ContextVar("kept", default=None)


def read_table(path: Path | str, *, needs: Sequence[str] = (), name: str = "") -> Table:
    """Read a table, its cells as canonical text.

    Parameters
    ----------
    path : Path or str
        A `.csv` (UTF-8 or GB18030), `.xlsx` (its first sheet) or `.parquet` file.
    needs : sequence of str
        Columns that must be there.
    name : str
        What to call the table in messages; its file name if left out.

    Raises
    ------
    NotFound
        When there is no such file.
    BadInput
        With all faults of the file: unreadable, headings empty or twice, rows of another
        length, cells without canonical text, missing columns.

    Notes
    -----
    Rows without a single filled cell are left out: spreadsheets keep them after deleting.
    An xlsx file is read in a child process with limited memory and time.
    """
    file = Path(path)
    name = name or file.name
    if not file.is_file():
        raise NotFound(f"找不到文件 {file}。请检查路径。")
    kept, stat = _kept.get(), file.stat()
    key = (file.resolve(), stat.st_mtime_ns, stat.st_size, name)
    table = kept[key] if kept is not None and key in kept else _read(file, name)
    if kept is not None:
        kept[key] = table
    faults = [
        Fault(f"缺少“{column}”列。", name, "请补上该列，列名须完全一致。")
        for column in needs
        if column not in table.columns
    ]
    if faults:
        raise BadInput(f"{name} 的列不全。", faults=faults)
    return table


@contextmanager
def read_once() -> Iterator[None]:
    """Within this, a file that did not change is read once: a city's plans all name one roster."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def _read(file: Path, name: str) -> Table:
    readers = {".csv": _read_csv, ".xlsx": _read_xlsx, ".parquet": _read_parquet}
    if file.suffix.lower() not in readers:
        raise BadInput(f"{name} 的扩展名是“{file.suffix}”。只能读 csv、xlsx、parquet。请另存为其中一种。")
    return readers[file.suffix.lower()](file, name)


def _read_csv(file: Path, name: str) -> Table:
    text = _decoded(file.read_bytes(), name)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise BadInput(f"{name} 不是合格的 csv 文件（{error}）。请检查引号是否成对，再存一次。") from None
    return _from_rows(rows, name)


def _decoded(raw: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(f"{name} 的文字编码无法识别。只能读 UTF-8 或 GB18030。请另存为 UTF-8。")


def _read_xlsx(file: Path, name: str) -> Table:
    child = [sys.executable, "-m", "xuezheng.allocation.tables.xlsx_child", str(file)]
    try:
        done = subprocess.run(child, capture_output=True, timeout=XLSX_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        raise BadInput(
            f"{name} 无法作为 xlsx 读取：文件损坏、加密或过大。请用 WPS 或 Excel 另存为新的 xlsx 或 csv。"
        )
    rows = [[cell["v"] for cell in json.loads(line)] for line in done.stdout.splitlines()]
    return _from_rows(rows, name)


def _read_parquet(file: Path, name: str) -> Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        read = pq.read_table(file)
    except (pa.ArrowException, OSError) as error:
        raise BadInput(f"{name} 无法作为 parquet 读取（{error}）。请重新导出。") from None
    heading = _heading(read.column_names, name)
    faults: list[Fault] = []
    columns = {
        title: _column(read.column(i).to_pylist(), title, name, faults) for i, title in enumerate(heading)
    }
    _raise(faults, name)
    return Table(name, _without_empty_rows(columns))


def _from_rows(rows: list[list[Any]], name: str) -> Table:
    if not rows:
        raise BadInput(f"{name} 是空的。第一行须是列名。请补上列名。")
    heading = _heading(rows[0], name)
    faults = [
        Fault(f"有 {len(row)} 格，列名有 {len(heading)} 格。", f"{name} 第 {i} 行", "请补齐或删去多余的格。")
        for i, row in enumerate(rows[1:], start=2)
        if row and len(row) != len(heading)
    ]
    _raise(faults, name)
    body = [row for row in rows[1:] if row]
    columns = dict(zip(heading, zip(*body, strict=True), strict=True)) if body else dict.fromkeys(heading, ())
    made = {title: _column(list(cells), title, name, faults) for title, cells in columns.items()}
    _raise(faults, name)
    return Table(name, _without_empty_rows(made))


def _heading(cells: Sequence[Any], name: str) -> list[str]:
    titles = [cell_text(cell) for cell in cells]
    faults = [
        Fault(f"第 {i} 列没有列名。", f"{name} 第 1 行", "请补上列名或删去该列。")
        for i, title in enumerate(titles, start=1)
        if not title
    ]
    faults += [
        Fault(f"列名“{title}”出现了 {titles.count(title)} 次。", f"{name} 第 1 行", "请改名或删去重复的列。")
        for title in sorted(set(titles))
        if title and titles.count(title) > 1
    ]
    _raise(faults, name)
    return titles


def _column(cells: list[Any], title: str, name: str, faults: list[Fault]) -> list[str]:
    try:
        return column_text(cells)
    except (ValueError, TypeError):
        faults += _cell_faults(cells, title, name)
        return []


def _cell_faults(cells: list[Any], title: str, name: str) -> Iterator[Fault]:
    for row, cell in enumerate(cells, start=2):
        try:
            cell_text(cell)
        except ValueError as error:
            where = f"{name} 第 {row} 行 “{title}”列"
            yield Fault(f"“{cell}”：{error}。", where, "请改正这一格。")


def _without_empty_rows(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    filled = [any(row) for row in zip(*columns.values(), strict=True)]
    if all(filled):
        return columns
    return {
        title: [cell for cell, keep in zip(cells, filled, strict=True) if keep]
        for title, cells in columns.items()
    }


def _raise(faults: list[Fault], name: str) -> None:
    if faults:
        more = f"（只列前 {SHOWN} 处）" if len(faults) > SHOWN else ""
        raise BadInput(f"{name} 有 {len(faults)} 处错误{more}。", faults=faults[:SHOWN])
