"""`freeze` against a bare fetch and Parquet write of the same columns, in the same run.

The bare peer neither sorts, types, hashes, syncs nor writes a manifest.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import adbc_driver_sqlite.dbapi as adbc
import pyarrow.parquet as pq


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=40_000)
    asked.add_argument("--rounds", type=int, default=5)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        city = Path(place) / "city"
        _build(city, told.pupils)
        ours, bare = [], []
        for _ in range(told.rounds):
            bare.append(_timed(lambda: _bare(city, Path(place) / "bare")))
            ours.append(_timed(lambda: _freeze(city)))
    ratio = statistics.median(mine / peer for mine, peer in zip(ours, bare, strict=True))
    print(f"{told.pupils:,} pupils, {told.rounds} rounds, medians")
    print(f"bare fetch + Parquet write  {statistics.median(bare):7.3f} s")
    print(f"xuezheng freeze             {statistics.median(ours):7.3f} s")
    print(f"ratio                       {ratio:7.2f}   (goal: at most 2)")


def _build(city: Path, pupils: int) -> None:
    from xuezheng.jobs.demo import build

    build(city, pupils=pupils, seed="benchmark", faults="none")
    from xuezheng.records.database import open_bureau

    open_bureau(city)


def _freeze(city: Path) -> None:
    from xuezheng.jobs.freeze import freeze

    shutil.rmtree(city / "snapshots")
    freeze(city)


def _bare(city: Path, place: Path) -> None:
    from xuezheng.jobs.schema import column_names, frozen_models

    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    with adbc.connect(f"file:{city / 'records.sqlite3'}?mode=ro") as connection:
        for table, model in frozen_models().items():
            columns = ", ".join(f'"{model._meta.get_field(name).column}"' for name in column_names(model))
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}"')
                pq.write_table(cursor.fetch_arrow_table(), place / f"{table}.parquet", compression="zstd")


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
