"""A snapshot of many pupils: the example city's tables many times over, with codes of their own."""

import json
from pathlib import Path
from typing import Any

import duckdb

#: Pupils of the example city that is multiplied, and the most copies two hex digits can tell apart.
BASE = 40_000
_MOST = 256

#: Tables that a larger city has no more rows of; their numbers grow instead.
_ONCE = {
    "areas": "", "organisations": "", "aid_schemes": "", "campaigns": "",
    "population": "n_residents", "targets": "value",
}  # fmt: skip

#: Columns that tell one school, pupil, project … from another.
_CODES = {
    "code", "school", "pupil", "teacher", "activity", "round", "project", "case", "visit", "sitting",
    "contest", "school_class", "major", "borrower", "participant", "admitted_to", "repeats", "unit_name",
}  # fmt: skip
_ALSO = {"spending": {"organisation"}}


def multiply(snapshot: Path, place: Path, pupils: int) -> Path:
    """Write a snapshot folder of about `pupils` pupils from one of `BASE`."""
    from xuezheng.snapshot.schema import tables

    copies = max(1, round(pupils / BASE))
    if copies > _MOST:
        raise SystemExit(f"at most {_MOST * BASE:,} pupils")
    (place / "tables").mkdir(parents=True)
    with duckdb.connect(config={"memory_limit": "3GB"}) as engine:
        for table, columns in tables().items():
            source = f"read_parquet('{snapshot}/tables/{table}.parquet')"
            query = (
                _once(table, source, copies) if table in _ONCE else _copied(table, columns, source, copies)
            )
            engine.execute(f"COPY ({query}) TO '{place}/tables/{table}.parquet' (COMPRESSION zstd)")
    manifest = json.loads((snapshot / "manifest.json").read_text(encoding="utf-8"))
    (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return place


def _once(table: str, source: str, copies: int) -> str:
    number = _ONCE[table]
    grown = (
        f"REPLACE (CAST({number} * {copies} AS {_TYPES.get(number, 'BIGINT')}) AS {number})" if number else ""
    )
    return f"SELECT * {grown} FROM {source}"


_TYPES = {"value": "DECIMAL(16, 2)"}


def _copied(table: str, columns: tuple[Any, ...], source: str, copies: int) -> str:
    """Each row once a copy; a code takes the copy's two digits at its end, an empty one stays."""
    ours = [c.name for c in columns if c.name in _CODES | _ALSO.get(table, set()) and c.type == "string"]
    renamed = [
        f"""CASE WHEN "{name}" <> '' THEN "{name}" || copy ELSE "{name}" END AS "{name}" """ for name in ours
    ]
    replaced = f"REPLACE ({', '.join(renamed)})" if renamed else ""
    copy = f"(SELECT printf('%02x', i) AS copy FROM range({copies}) n(i))"
    return f"SELECT * EXCLUDE (copy) {replaced} FROM {copy} CROSS JOIN {source}"
