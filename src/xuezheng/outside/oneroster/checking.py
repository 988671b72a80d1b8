"""Whether the rows of a set hold what the binding asks: required cells, kinds, words, and every reference."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from xuezheng.errors import Fault
from xuezheng.outside.oneroster.reading import Bundle, Row
from xuezheng.outside.oneroster.tables import TABLES, Column

_GUID = re.compile(r"[A-Za-z0-9._~:@/-]{1,255}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def check(bundle: Bundle) -> list[Fault]:
    """All faults of all files: those found in reading, then row by row.

    Returns
    -------
    list of Fault
        Each with file, row and column. Empty when the set can be used.
    """
    known = {name: {row["sourcedId"] for _, row in rows} for name, rows in bundle.tables.items()}
    for name, rows in bundle.tables.items():
        _check_ids(bundle, name, rows)
        for column in TABLES[name].columns:
            for line, row in rows:
                _check_cell(bundle, name, line, column, row[column.name], known)
        for line, row in rows:
            _check_row(bundle, name, line, row)
    return bundle.faults


def _check_ids(bundle: Bundle, name: str, rows: list[tuple[int, Row]]) -> None:
    first: dict[str, int] = {}
    for line, row in rows:
        code = row["sourcedId"]
        if code and code in first:
            bundle.fault(
                name, line, "sourcedId", f"“{code}”与第 {first[code]} 行重复。", "每行须有自己的编号。"
            )
        first.setdefault(code, line)


def _check_cell(
    bundle: Bundle, name: str, line: int, column: Column, said: str, known: dict[str, set[str]]
) -> None:
    if bundle.modes[name] == "delta" and column.name in ("status", "dateLastModified") and not said:
        bundle.fault(name, line, column.name, "增量文件须填这一列。", "请填写，或改为 bulk。")
    if not said:
        if column.is_required:
            bundle.fault(name, line, column.name, "必填，现在是空的。", "请补上。")
        return
    wrong = _wrong(column, said)
    if wrong:
        bundle.fault(name, line, column.name, f"“{_shown(said)}”{wrong}", "请改正。")
        return
    if column.target:
        for code in said.split(",") if column.kind == "guids" else [said]:
            if column.target not in known:
                bundle.fault(
                    name, line, column.name, f"指向 {column.target}.csv，但没有这个文件。", "请补上该文件。"
                )
                break
            if code.strip() not in known[column.target]:
                bundle.fault(
                    name,
                    line,
                    column.name,
                    f"“{_shown(code)}”不在 {column.target}.csv 中。",
                    "请补上该行，或改正编号。",
                )


def _wrong(column: Column, said: str) -> str:
    """Why a cell cannot be what its column holds."""
    if column.kind in ("id", "guid"):
        return "" if _GUID.fullmatch(said) else "不是编号（字母、数字和 . _ ~ : @ / -，最多 255 位）。"
    if column.kind == "guids":
        return (
            "" if all(_GUID.fullmatch(one.strip()) for one in said.split(",")) else "不是用逗号分开的编号。"
        )
    if column.kind == "date":
        return "" if _is_day(said) else "不是日期，须写成 2026-03-02。"
    if column.kind == "moment":
        return "" if _is_moment(said) else "不是时间，须写成 2026-03-02T08:00:00Z。"
    if column.kind == "year":
        return "" if re.fullmatch(r"[12]\d{3}", said) else "不是四位年份。"
    if column.kind == "boolean":
        return "" if said in ("true", "false") else "须是 true 或 false。"
    if column.kind == "words":
        is_own = column.is_open and re.fullmatch(r"ext:[A-Za-z0-9._-]+", said)
        return "" if said in column.words or is_own else f"不是 {'、'.join(column.words)} 之一。"
    return ""


def _is_day(said: str) -> bool:
    if not _DAY.fullmatch(said):
        return False
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def _is_moment(said: str) -> bool:
    try:
        return datetime.fromisoformat(said.replace("Z", "+00:00")).tzinfo is not None
    except ValueError:
        return False


def _check_row(bundle: Bundle, name: str, line: int, row: Row) -> None:
    """What two cells of a row say together."""
    for first, last in _spans(name):
        begins, ends = row[first], row[last]
        if _is_day(begins) and _is_day(ends) and ends < begins:
            bundle.fault(name, line, last, f"{ends} 早于 {first} {begins}。", "请核对日期。")
    if (
        name in ("orgs", "academicSessions")
        and row["parentSourcedId"]
        and row["parentSourcedId"] == row["sourcedId"]
    ):
        bundle.fault(name, line, "parentSourcedId", "上级是它自己。", "请改为上级的编号，没有上级的留空。")


def _spans(name: str) -> Iterator[tuple[str, str]]:
    names = TABLES[name].names
    for first, last in (("startDate", "endDate"), ("beginDate", "endDate")):
        if first in names and last in names:
            yield first, last


def _shown(said: str) -> str:
    return said if len(said) <= 40 else said[:40] + "……"
