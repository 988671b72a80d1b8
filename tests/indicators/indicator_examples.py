"""Examples an official can read: given these records, when this is asked, expect this figure.

A table is given as text: a heading line and one line a row, cells parted by `|`. An empty cell is
"not known"; `''` is an empty text.
"""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from xuezheng.indicators.measuring import Figure, evidence, measure
from xuezheng.snapshot import Snapshot, snapshot_from_tables

FOLDER = Path(__file__).parent
FOUR_DECIMALS = Decimal("0.0001")


def file_of(code: str) -> Path:
    return FOLDER.joinpath(*code.split(".")).with_suffix(".yaml")


def all_examples() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every example with the code of its indicator, which is the path of its file."""
    for file in sorted(FOLDER.rglob("*.yaml")):
        code = ".".join(file.relative_to(FOLDER).with_suffix("").parts)
        for example in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield code, example


def snapshot_of(example: dict[str, Any]) -> Snapshot:
    given = tuple((example.get("given") or {}).items())
    return _snapshot(given, example.get("as_of", date(2026, 1, 15)))


@cache
def _snapshot(given: tuple[tuple[str, str], ...], as_of: date) -> Snapshot:
    """Examples that share their records share the snapshot."""
    return snapshot_from_tables({table: _rows(text) for table, text in given}, as_of=as_of)


def check(code: str, example: dict[str, Any]) -> None:
    """Measure what the example asks and compare."""
    snapshot, when, by = snapshot_of(example), dict(example["when"]), example.get("by")
    year = when.pop("year")
    figures = measure(snapshot, [code], year, by, **when)
    expected = example["expect"]
    if isinstance(expected, dict):
        _compare_groups(figures, {str(key): value for key, value in expected.items()}, by)
    else:
        assert len(figures) == 1
        assert _shown(figures[0].value) == _shown(expected), figures[0].why_not
    if "why" in example:
        assert example["why"] in figures[0].why_not
    for name in ("counted", "out_of"):
        if name in example:
            assert _shown(getattr(figures[0], name)) == _shown(example[name])
    if "rows" in example:
        assert len(evidence(snapshot, code, year, **when)) == example["rows"]


def _compare_groups(figures: list[Figure], expected: dict[str, Any], by: str) -> None:
    found = {getattr(figure, by): _shown(figure.value) for figure in figures}
    assert {key: found.get(key) for key in expected} == {k: _shown(v) for k, v in expected.items()}
    assert {key for key, value in found.items() if value} <= set(expected)


def _shown(value: Any) -> Decimal | None:
    """A figure to four decimals; None stays None."""
    return None if value is None else Decimal(str(value)).quantize(FOUR_DECIMALS, ROUND_HALF_UP)


def _rows(text: str) -> list[dict[str, str | None]]:
    lines = [line for line in text.splitlines() if line.strip()]
    names, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    for row in rows:
        assert len(row) == len(names), f"{row} has not as many cells as {names}"
    return [dict(zip(names, map(_cell, row), strict=True)) for row in rows]


def _cell(text: str) -> str | None:
    return "" if text == "''" else text or None
