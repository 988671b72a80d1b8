"""Tables of resources as `school_resources` gives them, made from a few numbers."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from xuezheng.standards.limits import resource_limits
from xuezheng.standards.measures import SEVEN

LIMITS = resource_limits(date(2025, 9, 1))
_COUNTS = [m.column for m in SEVEN if m.column.startswith("n_")]


def table_of(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows with `school`, `n_pupils` and the measures' columns; the rest is filled in."""
    listed = [
        {"area": "990102", "stage": "primary", "name": row["school"], "why_out": "", **row} for row in rows
    ]
    columns: dict[str, pa.Array] = {}
    for name in ("area", "stage", "school", "name", "why_out"):
        columns[name] = pa.array([row[name] for row in listed], pa.string())
    for name in ("n_pupils", *_COUNTS):
        columns[name] = pa.array([row[name] for row in listed], pa.int64())
    for name in ("teaching_area_m2", "sports_area_m2", "equipment_yuan"):
        columns[name] = pa.array([Decimal(row[name]) for row in listed], pa.decimal128(14, 2))
    return pa.table(columns)


def exact_square(pairs: Iterable[tuple[int, Fraction]]) -> Fraction:
    """CV² of pupils and quantities by the words of the method, in fractions: Σ P(X − X̄)² ÷ ΣP ÷ X̄²."""
    listed = list(pairs)
    people = sum(p for p, _ in listed)
    mean = sum((x for _, x in listed), Fraction(0)) / people
    variance = sum((p * (x / p - mean) ** 2 for p, x in listed), Fraction(0)) / people
    return variance / mean**2
