"""Rows behind a figure: counted once from the snapshot, kept, and held against the figure."""

import os
import tempfile
import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xuezheng.errors import NotFound, Tampered
from xuezheng.indicators.catalogue import find
from xuezheng.indicators.measuring import evidence_table
from xuezheng.jobs.figures.reading import Figures, Told
from xuezheng.snapshot import Snapshot
from xuezheng.snapshot.reading import open_proven

_snapshots: dict[str, Snapshot] = {}
_one_at_a_time = threading.Lock()  # a DuckDB connection serves one thread at a time


def rows_behind(figures: Figures, code: str, year: int) -> list[dict[str, Any]]:
    """The rows of a figure of the city, in a fixed order; empty where nothing can be computed.

    Raises
    ------
    NotFound
        When the indicator or year was not computed.
    Tampered
        When the snapshot is not as it was frozen, or its rows do not sum to the figure.
    """
    told = figures.city(code, year)
    if told is None:
        raise NotFound(
            f"没有“{code}”{year} 年的结果。计算的年份是 {figures.years[0]} 到 {figures.years[-1]}。请换一个年份。"
        )
    kept = figures.path / "evidence" / f"{code}.{year}.parquet"
    table = _kept(kept, told)
    if table is None:
        with _one_at_a_time:
            table = evidence_table(_snapshot(figures), find(code).code, year)
        if not _makes(table, told):
            raise Tampered(
                f"{find(code).label} {year} 年的明细与数字不符。定义在计算之后改过。请由办公室在“指标”页重新计算。"
            )
        _keep(kept, table)
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def _snapshot(figures: Figures) -> Snapshot:
    """The snapshot, proven once a process."""
    if figures.id not in _snapshots:
        _snapshots.clear()
        _snapshots[figures.id] = open_proven(figures.snapshot)
    return _snapshots[figures.id]


def _kept(file: Path, told: Told) -> pa.Table | None:
    """What was kept, if it still makes the figure."""
    try:
        table = pq.read_table(file, use_threads=False)
    except (OSError, pa.ArrowException):
        return None
    return table if _makes(table, told) else None


def _makes(table: pa.Table, told: Told) -> bool:
    if told.value is None and not told.rows:
        return True
    return all(
        _sum(table, name) == (wanted or Decimal(0))
        for name, wanted in (("counted", told.counted), ("out_of", told.out_of))
    )


def _sum(table: pa.Table, name: str) -> Decimal:
    value = pc.sum(table.column(name)).as_py() if name in table.column_names and table.num_rows else None
    return Decimal(value or 0)


def _keep(file: Path, table: pa.Table) -> None:
    """Whole or not at all; another one who writes the same at the same time does no harm."""
    file.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", dir=file.parent)
    os.close(handle)
    pq.write_table(table, name, compression="zstd")
    os.replace(name, file)
