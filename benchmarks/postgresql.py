"""Records on PostgreSQL against bare COPY and bare ADBC in the same run.

`move` makes tables, indexes and links, hashes both sides and walks the audit log; its bare peer is COPY of the same
rows into the same tables without an index. `freeze` sorts, types, hashes and syncs; its bare peer fetches and writes.
"""

import argparse
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
os.environ["DJANGO_SETTINGS_MODULE"] = "xuezheng.web.settings"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=20_000)
    asked.add_argument("--rounds", type=int, default=3)
    told = asked.parse_args()
    from postgres_server import Server

    server = Server(fsync="on", full_page_writes="on", synchronous_commit="on", autovacuum="on")
    try:
        with tempfile.TemporaryDirectory() as place:
            _measure(server, Path(place), told.pupils, told.rounds)
    finally:
        server.end()


def _measure(server: Any, place: Path, pupils: int, rounds: int) -> None:
    import psycopg

    from xuezheng.jobs.demo import build
    from xuezheng.jobs.freeze import freeze
    from xuezheng.jobs.moving import move

    build(place / "file", pupils=pupils, seed="benchmark", faults="none")
    moves, copies, freezes, fetches = [], [], [], []
    n_tables = 0
    for number in range(rounds):
        with psycopg.connect(server.url(), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE moved{number}")
            admin.execute(f"CREATE DATABASE bare{number}")
        city = Path(shutil.copytree(place / "file", place / f"city{number}"))
        url = server.url(f"moved{number}")
        moves.append(_timed(lambda city=city, url=url: move(city, url)))
        bare = server.url(f"bare{number}")
        n_tables = _bare_tables(url, bare)
        copies.append(_timed(lambda bare=bare: _bare_copy(place / "file", bare)))
        shutil.rmtree(city / "snapshots")
        freezes.append(_timed(lambda city=city: freeze(city)))
        fetches.append(_timed(lambda url=url: _bare_fetch(url, place / "bare")))
    print(f"{pupils:,} pupils, {n_tables} tables, {rounds} rounds, medians: wall s (CPU s of this process)")
    for name, ours, bare in (("move", moves, copies), ("freeze", freezes, fetches)):
        wall, cpu = zip(*ours, strict=True)
        peer, peer_cpu = zip(*bare, strict=True)
        ratio = statistics.median(a / b for a, b in zip(wall, peer, strict=True))
        print(f"{name:<7} {statistics.median(wall):7.2f} ({statistics.median(cpu):.2f})", end="   ")
        print(f"bare {statistics.median(peer):7.2f} ({statistics.median(peer_cpu):.2f})   ratio {ratio:.2f}")


def _bare_tables(source: str, target: str) -> int:
    """The same tables without an index, a link or a check."""
    import psycopg

    asked = (
        "SELECT format('CREATE TABLE %I (%s)', table_name, string_agg(format('%I %s', column_name,"
        " CASE data_type WHEN 'USER-DEFINED' THEN 'text' ELSE data_type END), ', ' ORDER BY ordinal_position))"
        " FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name"
    )
    with psycopg.connect(source) as one, psycopg.connect(target) as other:
        statements = one.execute(asked).fetchall()
        for (statement,) in statements:
            other.execute(statement)
    return len(statements)


def _bare_copy(folder: Path, url: str) -> None:
    import psycopg

    with sqlite3.connect(folder / "records.sqlite3") as source, psycopg.connect(url) as target:
        tables = source.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
        for (table,) in tables.fetchall():
            rows = source.execute(f"SELECT * FROM {table}")
            names = ", ".join(f'"{column[0]}"' for column in rows.description)
            with target.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


def _bare_fetch(url: str, place: Path) -> None:
    import adbc_driver_postgresql.dbapi as adbc
    import pyarrow.parquet as pq

    from xuezheng.jobs.schema import column_names, frozen_models

    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    with adbc.connect(url) as connection, connection.cursor() as cursor:
        for table, model in frozen_models().items():
            columns = ", ".join(f'"{model._meta.get_field(name).column}"' for name in column_names(model))
            cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}"')
            pq.write_table(cursor.fetch_arrow_table(), place / f"{table}.parquet", compression="zstd")


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    start, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - busy


if __name__ == "__main__":
    main()
