"""`demo` against a bare `executemany` of the same rows into the same tables, in the same run.

The bare peer has the rows ready as Python tuples and the tables made; it neither invents a name,
nor counts a return, nor plants a fault, nor writes the log. Both end with the file on the disk.
"""

import argparse
import resource
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

Table = tuple[str, list[tuple[Any, ...]]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=40_000)
    asked.add_argument("--rounds", type=int, default=3)
    told = asked.parse_args()
    ours, bare, peak = [], [], 0.0
    with tempfile.TemporaryDirectory() as place:
        for number in range(told.rounds):
            city = Path(place) / f"city{number}"
            ours.append(_build(city, told.pupils))
            peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            schema, tables = _read(city / "records.sqlite3")
            bare.append(_insert(Path(place) / f"bare{number}.sqlite3", schema, tables))
            n_rows = sum(len(rows) for _, rows in tables)
    ratio = statistics.median(mine / peer for mine, peer in zip(ours, bare, strict=True))
    print(f"{told.pupils:,} pupils, {n_rows:,} rows, {told.rounds} rounds, medians")
    print(f"bare executemany            {statistics.median(bare):7.3f} s")
    print(f"xuezheng demo, records      {statistics.median(ours):7.3f} s")
    print(f"ratio                       {ratio:7.2f}   (goal: at most 4)")
    print(f"peak memory of the first    {peak:7.0f} MiB (goal: under 4096 at any size)")


def _build(city: Path, pupils: int) -> float:
    from xuezheng.jobs.demo import build

    start = time.perf_counter()
    build(city, pupils=pupils, seed="benchmark")
    return time.perf_counter() - start


def _read(file: Path) -> tuple[list[str], list[Table]]:
    """What makes the tables and their indexes, and every row."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        made = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        listed = [row for row in made if not row[1].startswith("sqlite_")]
        names = [name for kind, name, _ in listed if kind == "table"]
        tables = [(name, connection.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names]
    return [sql for kind, _, sql in listed if kind in ("table", "index")], tables


def _insert(file: Path, schema: list[str], tables: list[Table]) -> float:
    connection = sqlite3.connect(file)
    for statement in schema:
        connection.execute(statement)
    connection.commit()
    start = time.perf_counter()
    for name, rows in tables:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    connection.commit()
    connection.close()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
