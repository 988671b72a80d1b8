"""Measure every indicator against the same figures in hand-written DuckDB SQL, in the same run.

Both read the same Parquet through connections set alike, one figure a query, and must agree to the
last digit. A process of its own measures them all again and gives its peak memory.
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

YEAR = 2025
BY_HAND = Path(__file__).with_name("_indicators_by_hand.sql")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=10_000_000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--snapshot", type=Path, help="measure this snapshot instead of making one")
    asked.add_argument("--slowest", type=int, default=0, help="how many figures to list one by one")
    asked.add_argument("--memory-only", action="store_true", help="measure once and print the peak memory")
    told = asked.parse_args()
    if told.memory_only:
        return _print_peak(told.snapshot)
    with tempfile.TemporaryDirectory() as place:
        snapshot = told.snapshot or _city(Path(place), told.pupils)
        return _compare(snapshot, told.rounds, told.slowest)


def _city(place: Path, pupils: int) -> Path:
    from benchmarks._many_cities import BASE, multiply
    from xuezheng.jobs.demo import build
    from xuezheng.jobs.freeze import freeze

    small = place / "small"
    build(small, pupils=min(BASE, pupils), seed="benchmark", faults="none")
    return multiply(freeze(small), place / "large", pupils)


def _compare(place: Path, rounds: int, slowest: int) -> int:
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.snapshot import open_snapshot

    by_hand, codes = _by_hand(), list(load_catalogue())
    wrong = [f"{code}: no peer" for code in sorted(set(codes) ^ set(by_hand))]
    codes = [code for code in codes if code in by_hand]
    snapshot, engine = open_snapshot(place), open_snapshot(place).connection
    ours, hand = [], []
    for at in range(rounds + 1):
        peer, rows = _timed(lambda: [_fetched(engine, by_hand[code]) for code in codes])
        mine, figures = _timed(lambda: _measured(snapshot, codes))
        wrong += [
            _told(figure, row) for figure, row in zip(figures, rows, strict=True) if not _agree(figure, row)
        ]
        if at:  # the first round only warms the files and the imports
            ours.append(mine)
            hand.append(peer)
    ratio = statistics.median(mine / peer for mine, peer in zip(ours, hand, strict=True))
    peak = _peak_apart(place)
    _tell_size(place, len(codes))
    _tell_slowest(snapshot, engine, by_hand, codes, slowest)
    print(f"hand-written SQL            {statistics.median(hand):7.3f} s")
    print(f"xuezheng indicators measure {statistics.median(ours):7.3f} s")
    print(f"ratio                       {ratio:7.2f}   (goal: at most 1.5)")
    print(f"peak memory                 {peak / 1024**2:7.2f} GiB (goal: under 4)")
    print(f"figures that disagree or have no peer: {len(wrong)}", *wrong, sep="\n  ")
    return 1 if wrong else 0


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def _by_hand() -> dict[str, str]:
    """Statements of the SQL file by the code in the comment above each."""
    text = BY_HAND.read_text(encoding="utf-8")
    return dict(re.findall(r"^-- ([a-z0-9_]+\.[a-z0-9_.]+)\n([^;]*);", text, re.MULTILINE))


def _measured(snapshot: Any, codes: list[str]) -> Any:
    from xuezheng.indicators.measuring import measure

    return measure(snapshot, codes, YEAR)


def _fetched(engine: Any, statement: str) -> Any:
    return engine.execute(statement).fetchone()


def _agree(figure: Any, row: tuple[Any, ...]) -> bool:
    counted, out_of = (*row, None)[:2]
    same = figure.counted == Decimal(counted or 0)
    return same and (out_of is None or figure.out_of == Decimal(out_of))


def _told(figure: Any, row: tuple[Any, ...]) -> str:
    return f"{figure.indicator}: {figure.counted} / {figure.out_of}, by hand {row}"


def _tell_size(place: Path, n_codes: int) -> None:
    import duckdb

    counts = {table: duckdb.sql(f"SELECT count(*) FROM '{place}/tables/{table}.parquet'").fetchone()
              for table in ("pupils", "enrolments", "schools", "teachers", "aid_awards")}  # fmt: skip
    print(
        ", ".join(f"{row[0]:,} {table}" for table, row in counts.items() if row) + f"; {n_codes} indicators"
    )


def _tell_slowest(snapshot: Any, engine: Any, by_hand: dict[str, str], codes: list[str], n: int) -> None:
    """The figures that take longest, each asked alone once more."""
    alone = {code: _timed(partial(_measured, snapshot, [code]))[0] for code in codes if n}
    for code in sorted(alone, key=alone.__getitem__, reverse=True)[:n]:
        peer, _ = _timed(partial(_fetched, engine, by_hand[code]))
        print(f"  {code:50} {alone[code]:7.3f} s, by hand {peer:7.3f} s")


def _peak_apart(place: Path) -> int:
    """Peak memory, in KiB, of a process that measures every indicator once."""
    words = [sys.executable, "-m", "benchmarks.indicators", "--memory-only", "--snapshot", str(place)]
    return int(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def _print_peak(place: Path) -> int:
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.indicators.measuring import measure
    from xuezheng.snapshot import open_snapshot

    measure(open_snapshot(place), list(load_catalogue()), YEAR)
    # Not ru_maxrss: a child begins with its parent's peak.
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    print(re.search(r"VmHWM:\s+(\d+) kB", status)[1])  # type: ignore[index]
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
