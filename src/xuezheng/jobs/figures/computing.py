"""Compute every figure of a snapshot and judge every standard, whole or not at all."""

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import xuezheng
from xuezheng.errors import XuezhengError
from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.indicators.measuring import Figure, measure_every_way
from xuezheng.indicators.questions import collected
from xuezheng.jobs.figures import judged
from xuezheng.jobs.figures.reading import (
    ABOUT,
    FIGURES,
    FORMAT,
    PLACES,
    SCHOOLS,
    open_figures,
    place_of,
    reporting_year,
)
from xuezheng.jobs.workplace import appearing
from xuezheng.snapshot import Snapshot
from xuezheng.snapshot.identity import sha256_of
from xuezheng.snapshot.reading import open_proven
from xuezheng.standards.catalogue import load_standards

Step = Callable[..., None]
#: Years before the snapshot's own that a trend shows.
YEARS_BACK = 3
SCHEMA = pa.schema([
    ("indicator", pa.string()), ("year", pa.int16()), ("by", pa.string()), ("place", pa.string()),
    ("area", pa.string()), ("value", pa.string()), ("counted", pa.string()), ("out_of", pa.string()),
    ("rows", pa.int32()), ("why_not", pa.string()),
])  # fmt: skip
_ROOMS = ("indicators", "standards", "rules")


def compute_figures(
    folder: Path, snapshot: Path, *, step: Step | None = None, years: Sequence[int] = ()
) -> Path:
    """Compute what is not computed yet; gives the folder of the figures.

    Parameters
    ----------
    step : callable, optional
        Is told `done`, `total` and the stage, in Chinese.
    years : sequence of int
        Three years and the snapshot's own when left out.

    Raises
    ------
    Tampered
        When the snapshot is not as it was frozen; nothing is computed then.
    """
    tell = step or (lambda *_: None)
    tell(0, 0, "核验快照")
    proven = open_proven(snapshot)
    place = place_of(folder, proven.id)
    if _is_current(folder, snapshot):
        return place
    shutil.rmtree(place, ignore_errors=True)
    asked = list(years) or list(range(proven.as_of.year - YEARS_BACK, proven.as_of.year + 1))
    with appearing(place) as work:
        _write_figures(work, proven, asked, tell)
        _write_json(work / PLACES, _places(proven))
        _judge(work, proven, tell)
        _write_json(work / ABOUT, _about(work, proven, asked))
    return place


@cache
def definitions_sha256() -> str:
    """SHA-256 over the definitions the figures come from: indicators, standards, rules."""
    root = Path(xuezheng.__path__[0])
    digest = hashlib.sha256()
    for room in _ROOMS:
        for file in sorted(f for f in (root / room).rglob("*") if f.suffix in (".py", ".yaml")):
            digest.update(f"{file.relative_to(root).as_posix()}\n{sha256_of(file)}\n".encode())
    return digest.hexdigest()


def _is_current(folder: Path, snapshot: Path) -> bool:
    try:
        found = open_figures(folder, snapshot)
    except XuezhengError:
        return False
    return found is not None and found.about["definitions_sha256"] == definitions_sha256()


def _write_figures(work: Path, snapshot: Snapshot, years: Sequence[int], tell: Step) -> None:
    """The city and its areas in one file, the schools in another: there a row group is an indicator's."""
    codes = list(load_catalogue())
    total, done = len(codes) * len(years), 0
    measured = [measure_every_way(snapshot, codes, year) for year in years]
    above: list[dict[str, Any]] = []
    with pq.ParquetWriter(work / SCHOOLS, SCHEMA, compression="zstd") as writer:
        for together in zip(*measured, strict=True):
            above += [row for ways in together for row in _rows("city", [ways.city])]
            # Rows of no area or no school stand in the city's figure alone.
            above += [row for ways in together for row in _rows("area", ways.areas) if row["place"]]
            schools = [row for ways in together for row in _rows("school", ways.schools) if row["place"]]
            if schools:
                writer.write_table(pa.Table.from_pylist(schools, schema=SCHEMA))
            done += len(together)
            tell(done, total, "计算指标")
    pq.write_table(pa.Table.from_pylist(above, schema=SCHEMA), work / FIGURES, compression="zstd")


def _rows(by: str, figures: Sequence[Figure]) -> list[dict[str, Any]]:
    return [_row(by, figure) for figure in figures]


def _row(by: str, figure: Figure) -> dict[str, Any]:
    return {
        "indicator": figure.indicator,
        "year": figure.year,
        "by": by,
        "place": figure.school if by == "school" else figure.area,
        "area": figure.area,
        "value": _exact(figure.value),
        "counted": _exact(figure.counted),
        "out_of": _exact(figure.out_of),
        "rows": figure.rows,
        "why_not": figure.why_not,
    }


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _places(snapshot: Snapshot) -> dict[str, Any]:
    areas = collected(snapshot.table("areas").select("code", "name", "kind").sort("code"))
    schools = collected(snapshot.table("schools").select("code", "name", "area").sort("code"))
    return {
        "areas": {row["code"]: {"name": row["name"], "kind": row["kind"]} for row in areas},
        "schools": {row["code"]: {"name": row["name"], "area": row["area"]} for row in schools},
    }


def _judge(work: Path, snapshot: Snapshot, tell: Step) -> None:
    standards = list(load_standards().values())
    year = reporting_year(snapshot.as_of)
    for done, standard in enumerate(standards):
        tell(done, len(standards), "判定评估标准")
        judged.write(work / judged.FOLDER, snapshot, standard, year)
    tell(len(standards), len(standards), "判定评估标准")


def _about(work: Path, snapshot: Snapshot, years: Sequence[int]) -> dict[str, Any]:
    files = sorted(file for file in work.rglob("*") if file.is_file())
    return {
        "format": FORMAT,
        "snapshot": snapshot.id,
        "as_of": snapshot.as_of.isoformat(),
        "years": list(years),
        "year": reporting_year(snapshot.as_of),
        "code_version": xuezheng.__version__,
        "definitions_sha256": definitions_sha256(),
        "files": {file.relative_to(work).as_posix(): sha256_of(file) for file in files},
    }


def _write_json(file: Path, data: Any) -> None:
    file.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
