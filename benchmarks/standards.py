"""Judge a province against the same verdicts in hand-written DuckDB SQL, in the same run.

100 counties of 150 schools. Both read the same Parquet, one county and stage a row: fourteen coefficients a
county, every school against its seven thresholds, figures nobody believes and returns that are missing, the
verdict of the resource part. The values must agree.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

YEAR = 2025
BY_HAND = Path(__file__).with_name("_standards_by_hand.sql")
#: Per pupil of primary schools, about where real ones are: some schools fall short.
_EACH = {
    "n_above_required_degree": 0.058, "n_backbone_teachers": 0.0125, "n_arts_and_sport_teachers": 0.0115,
    "teaching_area_m2": 6.0, "sports_area_m2": 9.6, "equipment_yuan": 2900.0, "n_multimedia_rooms": 0.029,
}  # fmt: skip


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--counties", type=int, default=100)
    asked.add_argument("--schools", type=int, default=150)
    asked.add_argument("--rounds", type=int, default=9)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = province(Path(place), told.counties, told.schools)
        return compare(folder, told.rounds)


def compare(folder: Path, rounds: int) -> int:
    """Time both, round about, and compare every figure."""
    from xuezheng.snapshot import open_snapshot

    snapshot, engine = open_snapshot(folder), open_snapshot(folder).connection
    query = BY_HAND.read_text(encoding="utf-8")
    ours, hand = [], []
    for _ in range(rounds + 1):
        peer, rows = timed(lambda: engine.execute(query, {"year": YEAR}).fetchall())
        mine, verdicts = timed(lambda: judged(snapshot))
        hand.append(peer)
        ours.append(mine)
    wrong = differences(verdicts, rows)
    for name, times in (("hand-written SQL", hand[1:]), ("judge, resource part", ours[1:])):
        walls, cpus = zip(*times, strict=True)
        print(
            f"{name:<24} {statistics.median(walls) * 1000:8.1f} ms wall {statistics.median(cpus) * 1000:8.1f} ms CPU"
        )
    shares = [statistics.median(column) for column in zip(*(
        (m[0] / h[0], m[1] / h[1]) for m, h in zip(ours[1:], hand[1:], strict=True)), strict=True)]  # fmt: skip
    whole, _ = timed(lambda: [row for v in verdicts for o in v.outcomes for row in o.rows])
    n_cv = sum(
        outcome.value is not None
        for v in verdicts
        for outcome in v.outcomes
        if outcome.item.startswith("spread")
    )
    print(
        f"{len(verdicts)} counties, {n_cv} coefficients; {shares[0]:.2f} x wall, {shares[1]:.2f} x CPU of the peer (goal 1.5)"
    )
    print(f"every row of evidence besides: {whole[0]:.2f} s")
    print(f"differences: {len(wrong)}" + "".join(f"\n  {line}" for line in wrong[:10]))
    return bool(wrong)


def judged(snapshot: Any) -> Any:
    """The resource part of the standard, as `judge` does it."""
    from dataclasses import replace

    from xuezheng.standards.catalogue import find_standard
    from xuezheng.standards.judging import judge

    standard = find_standard("quality_balance")
    resources = tuple(part for part in standard.parts if part.code == "resources")
    return judge(snapshot, replace(standard, parts=resources), YEAR)


def differences(verdicts: Any, rows: list[tuple[Any, ...]]) -> list[str]:
    """Every coefficient, count of passing schools and verdict that is not the peer's."""
    peers = {(row[0], row[1]): row[2:] for row in rows}
    wrong = []
    for verdict in verdicts:
        outcomes = {outcome.item: outcome for outcome in verdict.outcomes}
        passed = []
        for stage in ("primary", "junior"):
            *cvs, n_schools, n_pass, is_passed = peers[verdict.place, stage]
            spreads = [o for o in verdict.outcomes if o.item.startswith(f"spread.{stage}.")]
            for outcome, cv in zip(spreads, cvs, strict=True):
                is_same = (outcome.value is None) == (cv is None)
                if not is_same or (cv is not None and abs(float(outcome.value) - cv) > 1e-6):
                    wrong.append(f"{verdict.place} {outcome.item}: {outcome.value} {cv}")
            schools = outcomes[f"schools.{stage}"]
            if (int(schools.limit), int(schools.value)) != (n_schools, n_pass):
                wrong.append(f"{verdict.place} {stage}: {schools.value}/{schools.limit} {n_pass}/{n_schools}")
            passed.append(is_passed)
        if (verdict.state == "met") is not all(passed):
            wrong.append(f"{verdict.place}: {verdict.state} {passed}")
    return wrong


def timed(act: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = act()
    return (time.perf_counter() - wall, time.process_time() - cpu), result


def province(place: Path, counties: int, schools: int) -> Path:
    """Write a snapshot folder: counties, their schools (every fifteenth with two stages), a year's returns.

    In every tenth county a return is missing; in another tenth a school wrote 万元 for yuan.
    """
    from xuezheng.snapshot.identity import schema_sha256
    from xuezheng.snapshot.schema import arrow_schema, tables

    chance = np.random.default_rng(20250901)
    rows = {"areas": [], "schools": [], "school_returns": []}  # type: dict[str, list[dict[str, Any]]]
    for county in range(counties):
        area = f"{330000 + county:06d}"
        rows["areas"].append({"code": area, "name": f"第{county}县", "kind": "county"})
        for number in range(schools):
            _add_school(rows, chance, area, f"{county:04d}{number:04d}", number)
    (place / "tables").mkdir(parents=True)
    for table, columns in tables().items():
        data = {c.name: [row.get(c.name) for row in rows.get(table, [])] for c in columns}
        pq.write_table(pa.table(data, schema=arrow_schema(table)), place / "tables" / f"{table}.parquet")
    manifest = {"format": 1, "id": "0" * 64, "as_of": "2026-01-15", "schema_sha256": schema_sha256(), "tables": {},
                "bureau": {"name": "某省", "city": "某省", "city_code": "330000"}}  # fmt: skip
    (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return place


def _add_school(rows: Any, chance: Any, area: str, code: str, number: int) -> None:
    from datetime import date
    from decimal import Decimal

    stages = ("primary", "junior") if number % 15 == 0 else ("junior",) if number % 3 == 1 else ("primary",)
    kind = (
        "312"
        if len(stages) > 1
        else {"primary": "218" if number % 30 == 2 else "211", "junior": "311"}[stages[0]]
    )
    rows["schools"].append({"code": code, "name": f"学校{code}", "kind": kind, "runner": "831", "urban_rural": "111",
                            "area": area, "opened_on": date(2000, 9, 1)})  # fmt: skip
    for stage in stages if number != 77 or not area.endswith("5") else ():
        pupils = int(chance.integers(30, 1800))
        luck = chance.normal(1.0, 0.16, len(_EACH)).clip(0.3, 2.0) * (1.3 if stage == "junior" else 1.0)
        held = {
            name: int(np.ceil(each * pupils * share)) if name.startswith("n_")
            else Decimal(round(each * pupils * share * 100)) / 100
            for (name, each), share in zip(_EACH.items(), luck.tolist(), strict=True)
        }  # fmt: skip
        if number == 50 and area.endswith("7"):
            held["equipment_yuan"] = round(held["equipment_yuan"] / 10_000, 2)
        rows["school_returns"].append({"school": code, "school_year": YEAR, "stage": stage, "n_pupils": pupils,
                                       "indoor_sports_area_m2": Decimal(0), **held})  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
