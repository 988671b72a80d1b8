"""Counter-examples by the names of things, not by their codes alone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import narwhals as nw

from xuezheng.reports.shapes import Judgement
from xuezheng.snapshot.schema import tables

#: Rows of one judgement that are named; nobody reads more of them in a sentence.
NAMED_ROWS = 20

_CODED = ("subject", "school", "area")
#: What of a row speaks against a claim, in the order it is told.
_TELLING = (
    "stage", "counted", "out_of", "target", "value", "actual", "unit", "rank", "verdict", "started_on",
    "topped_out_on", "completed_on",
)  # fmt: skip
_DECIMAL = re.compile(r"-?\d+\.\d+")
_LABELS = {"counted": "计入", "out_of": "应有", "target": "目标", "actual": "实际"}


def with_names(judgements: Iterable[Judgement], snapshot: Any) -> tuple[Judgement, ...]:
    """Add `subject_name`, `school_name` and `area_name` to the first rows of every judgement."""
    judged = tuple(judgements)
    rows = [row for one in judged for row in one.counterexamples[:NAMED_ROWS]]
    wanted = {row[column] for row in rows for column in _CODED if row.get(column)}
    names = names_of_codes(snapshot, wanted) if wanted else {}
    return tuple(
        replace(one, counterexamples=tuple(_named(row, names) for row in one.counterexamples))
        for one in judged
    )


def row_in_words(row: Mapping[str, Any]) -> str:
    """A row as a person reads it: what it is, where, then what speaks against the claim."""
    what = row.get("name") or row.get("subject_name") or row.get("subject") or row.get("school_name") or ""
    code = row.get("code") or row.get("subject") or ""
    told = [f"{what}（{code}）" if what and code and what != code else str(what or code)]
    where = row.get("area_name") or row.get("area")
    told += [str(where)] if where else []
    told += [f"{_label(key)} {_plain(row[key])}" for key in _TELLING if row.get(key) not in (None, "")]
    return "，".join(word for word in told if word)


def _plain(value: Any) -> str:
    """A value without the zeros its column adds: 14.00 is 14."""
    words = str(value)
    return words.rstrip("0").rstrip(".") if _DECIMAL.fullmatch(words) else words


def _named(row: dict[str, str], names: Mapping[str, str]) -> dict[str, str]:
    found = {f"{column}_name": names[row[column]] for column in _CODED if row.get(column) in names}
    return {**row, **found}


def names_of_codes(snapshot: Any, wanted: set[str]) -> dict[str, str]:
    """Names of codes, from every table that gives a code a name or a title."""
    names: dict[str, str] = {}
    for table, column in _naming_tables().items():
        left = sorted(wanted - set(names))
        if not left:
            break
        frame = snapshot.table(table).select("code", named=nw.col(column))
        found = frame.filter(nw.col("code").is_in(left)).collect("pyarrow").to_native()
        names |= {row["code"]: row["named"] for row in found.to_pylist()}
    return names


@cache
def _naming_tables() -> dict[str, str]:
    """Table → its column with the name, those asked for most often first."""
    first = ("areas", "schools", "projects")
    found: dict[str, str] = {}
    for table in (*first, *tables()):
        columns = {column.name for column in tables()[table]}
        named = next((name for name in ("name", "title") if name in columns), "")
        if "code" in columns and named:
            found[table] = named
    return found


@cache
def _label(key: str) -> str:
    """Chinese label of a column."""
    labels = {column.name: column.label for columns in tables().values() for column in columns}
    return _LABELS.get(key) or labels.get(key, key)
