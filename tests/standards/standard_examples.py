"""Examples an official can read: given these records, when a standard is asked of a year, expect this verdict.

Tables are written as in the examples of indicators. Schools not named in `schools` are made from the returns:
one district, public, of an ordinary kind.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from xuezheng.snapshot import Snapshot, snapshot_from_tables
from xuezheng.standards.judging import judge
from xuezheng.standards.verdict import Verdict

FOLDER = Path(__file__).parent / "examples"
AREA = {"code": "990102", "name": "甲区", "kind": "district"}
KINDS = {"primary": "211", "junior": "311"}


def all_examples() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every example with the code of its standard, which is the name of its file."""
    for file in sorted(FOLDER.glob("*.yaml")):
        for example in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield file.stem, example


def snapshot_of(example: dict[str, Any]) -> Snapshot:
    given = {name: rows_of(text) for name, text in (example.get("given") or {}).items()}
    given.setdefault("areas", [AREA])
    if "staff" in given:
        given["teachers"] = list(_teachers(given.pop("staff")))
    named = {row["code"] for row in given.get("schools", [])}
    for row in given.get("school_returns", []):
        row.setdefault("school_year", str(example["when"]["year"]))
        if row["school"] not in named:
            named.add(row["school"])
            made = {
                "code": row["school"],
                "name": f"{row['school']}校",
                "kind": KINDS.get(row["stage"], "111"),
            }
            given.setdefault("schools", []).append(made)
    for school in given.get("schools", []):
        for name, value in (
            ("area", "990102"),
            ("runner", "831"),
            ("opened_on", "2000-09-01"),
            ("urban_rural", "111"),
        ):
            school.setdefault(name, value)
    return snapshot_from_tables(given, as_of=example.get("as_of", date(2026, 1, 15)))


def _teachers(lines: list[dict[str, str | None]]) -> Iterator[dict[str, str]]:
    """So many full-time teachers of a title at a school."""
    for line in lines:
        for n in range(int(line["n"] or 0)):
            yield {
                "code": f"{line['school']}{line['title']}{n}", "school": str(line["school"]), "title": str(line["title"]),
                "stage": str(line["stage"]), "is_full_time": "是", "hired_on": "2010-09-01",
            }  # fmt: skip


def check(code: str, example: dict[str, Any]) -> None:
    """Judge what the example asks and compare."""
    when, expected = dict(example["when"]), dict(example["expect"])
    verdicts = judge(snapshot_of(example), code, when.pop("year"), **when)
    found = next(each for each in verdicts if each.place == expected.pop("place", verdicts[0].place))
    if "verdict" in expected:
        assert found.state == {"passed": "met", "failed": "unmet"}.get(
            expected["verdict"], expected["verdict"]
        )
    outcomes = {outcome.item: outcome for outcome in found.outcomes}
    for item, figure in expected.get("values", {}).items():
        assert _near(outcomes[item].value, figure), f"{item}: {outcomes[item]}"
    for item, state in expected.get("states", {}).items():
        assert outcomes[item].state == state, f"{item}: {outcomes[item].reason}"
    for item, words in expected.get("why", {}).items():
        assert words in outcomes[item].reason
    _check_rows(outcomes, expected.get("rows", {}))
    for item, figures in expected.get("coefficients", {}).items():
        told = {row.subject: row.value for row in outcomes[item].rows}
        for label, figure in figures.items():
            assert _near(told[label], figure), f"{label}: {told[label]}"
    _check_faults(found, expected.get("faults"))


def _check_rows(outcomes: dict[str, Any], expected: dict[str, dict[str, str]]) -> None:
    for item, states in expected.items():
        assert {row.school: row.state for row in outcomes[item].rows} == states


def _check_faults(found: Verdict, expected: list[str] | None) -> None:
    if expected is not None:
        told = [str(fault) for fault in found.faults]
        assert len(told) == len(expected), told
        for words, fault in zip(expected, told, strict=True):
            assert words in fault


def _near(value: Any, figure: Any) -> bool:
    """Equal to as many decimals as the example writes; a whole number is meant exactly."""
    written = Decimal(str(figure))
    if isinstance(figure, int):
        return value is not None and Decimal(value) == written
    return (
        value is not None
        and abs(Decimal(value) - written) <= Decimal(1).scaleb(written.as_tuple().exponent) / 2
    )


def rows_of(text: str) -> list[dict[str, str | None]]:
    lines = [line for line in text.splitlines() if line.strip()]
    names, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    for row in rows:
        assert len(row) == len(names), f"{row} has not as many cells as {names}"
    return [dict(zip(names, map(_cell, row), strict=True)) for row in rows]


def _cell(text: str) -> str | None:
    return "" if text == "''" else text or None
