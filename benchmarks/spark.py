"""Measure every indicator on DuckDB and on Spark (this machine, a real Java), in the same run.

Both read the same Parquet with the same expressions and must give the same figures, digit by digit.
Each engine has a process of its own; Spark's Java is counted with it. `--hundred` has ten times the rows
of pupils and of their enrolments, and measures the indicators that read them: nothing else has grown.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

YEAR = 2025
#: Tables that `--hundred` has ten times.
OF_PUPILS = {"pupils": "code", "enrolments": "pupil"}
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=10_000_000)
    asked.add_argument("--hundred", action="store_true", help="100 million pupils, from 10 million")
    asked.add_argument("--by", choices=["area", "school"])
    asked.add_argument("--snapshot", type=Path, help="measure this snapshot instead of making one")
    asked.add_argument("--engine", choices=["duckdb", "spark"], help="one engine alone, told as JSON")
    told = asked.parse_args()
    if told.engine:
        return _run(told.snapshot, told.engine, told.by, told.hundred)
    with tempfile.TemporaryDirectory() as place:
        snapshot = told.snapshot or _city(Path(place), told.pupils)
        if told.hundred and not told.snapshot:
            snapshot = _tenfold(snapshot, Path(place) / "tenfold")
        return _compare(snapshot, told.by, told.hundred)


def _city(place: Path, pupils: int) -> Path:
    from benchmarks.indicators import _city as city

    return city(place, pupils)


def _tenfold(snapshot: Path, place: Path) -> Path:
    """The snapshot with every pupil ten times, each under a code of its own."""
    import duckdb

    (place / "tables").mkdir(parents=True)
    for file in (snapshot / "tables").iterdir():
        if file.stem not in OF_PUPILS:
            shutil.copy(file, place / "tables")
    shutil.copy(snapshot / "manifest.json", place)
    with duckdb.connect(config={"memory_limit": "3GB", "preserve_insertion_order": False}) as engine:
        for table, code in OF_PUPILS.items():
            engine.execute(
                f"COPY (SELECT * REPLACE ({code} || i AS {code}) FROM '{snapshot}/tables/{table}.parquet', range(10) n(i)) "
                f"TO '{place}/tables/{table}.parquet' (COMPRESSION lz4_raw)"
            )
    return place


def _compare(place: Path, by: str | None, of_pupils: bool) -> int:
    _tell_size(place)
    here, there = (_apart(place, engine, by, of_pupils) for engine in ("duckdb", "spark"))
    wrong = [f"{a}\n    {b}" for a, b in zip(here["figures"], there["figures"], strict=True) if a != b]
    print(f"{'':24}{'DuckDB':>10}{'Spark':>10}{'ratio':>8}")
    for name, unit in (("start", "s"), ("wall", "s"), ("cpu", "s"), ("peak", "GiB")):
        ratio = f"{there[name] / here[name]:8.2f}" if name != "start" else ""
        print(f"{name + ', ' + unit:24}{here[name]:10.2f}{there[name]:10.2f}{ratio}")
    print(f"{here['indicators']} indicators; {len(here['figures'])} figures; that differ: {len(wrong)}")
    print(*wrong[:10], sep="\n")
    return 1 if wrong else 0


def _apart(place: Path, engine: str, by: str | None, of_pupils: bool) -> Any:
    words = [sys.executable, "-m", "benchmarks.spark", "--snapshot", str(place), "--engine", engine]
    words += (["--by", by] if by else []) + (["--hundred"] if of_pupils else [])
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _run(place: Path, engine: str, by: str | None, of_pupils: bool) -> int:
    """Start the engine, measure every indicator once, and tell what it cost with all it started."""
    from contextlib import nullcontext

    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.indicators.measuring import measure
    from xuezheng.snapshot import open_snapshot
    from xuezheng.snapshot.on_spark import spark_session

    codes = _reading_pupils() if of_pupils else list(load_catalogue())
    begun = time.perf_counter()
    with spark_session() if engine == "spark" else nullcontext() as session:
        snapshot = open_snapshot(place, session)
        started, cpu = time.perf_counter(), _of_ours(_cpu)
        figures = measure(snapshot, codes, YEAR, by)  # type: ignore[arg-type]
        told = {
            "start": started - begun,
            "wall": time.perf_counter() - started,
            "cpu": _of_ours(_cpu) - cpu,
            "peak": _of_ours(_peak) / 1024**2,
            "indicators": len(codes),
            "figures": list(map(repr, figures)),
        }
    print(json.dumps(told))
    return 0


def _reading_pupils() -> list[str]:
    """Indicators whose evidence reads a table that `--hundred` makes larger."""
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.snapshot import snapshot_from_tables

    empty = snapshot_from_tables({})

    class Noting:
        as_of, bureau, read = empty.as_of, empty.bureau, set[str]()

        def table(self, name: str) -> Any:
            self.read.add(name)
            return empty.table(name)

        __getattr__ = table

    found = []
    for code, indicator in load_catalogue().items():
        Noting.read.clear()
        indicator.evidence(Noting(), YEAR)
        if Noting.read & set(OF_PUPILS):
            found.append(code)
    return found


def _of_ours(number: Any) -> float:
    """A number of this process and of all it started, added."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
    ours = {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(number(Path("/proc") / str(process)) for process in ours)


def _cpu(process: Path) -> float:
    fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _peak(process: Path) -> float:
    """Peak memory in KiB; adding peaks of several processes can only overstate."""
    lines = (process / "status").read_text(errors="replace").splitlines()
    return sum(float(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def _tell_size(place: Path) -> None:
    import duckdb

    counts = {table: duckdb.sql(f"SELECT count(*) FROM '{place}/tables/{table}.parquet'").fetchone()
              for table in ("pupils", "enrolments", "schools", "teachers")}  # fmt: skip
    size = sum(file.stat().st_size for file in (place / "tables").iterdir()) / 1024**3
    print(", ".join(f"{row[0]:,} {table}" for table, row in counts.items() if row) + f"; {size:.1f} GiB")


if __name__ == "__main__":
    raise SystemExit(main())
