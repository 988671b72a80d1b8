"""Change one column of chosen rows at once: through the import engine, so that undo is the same undo."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from xuezheng.errors import BadInput, NotFound

if TYPE_CHECKING:
    from xuezheng.records.intake.forms.cells import CellFault
    from xuezheng.records.intake.forms.layouts import Column, Layout
    from xuezheng.records.intake.queries import Batch

#: So many rows can be chosen at once.
MOST = 2000
KINDS = ("choice", "yes_no", "date", "text", "whole")


@dataclass(frozen=True)
class Line:
    """One chosen row: what it is called, the cell before and after, and what is wrong with it."""

    key: str
    before: str
    after: str
    faults: "tuple[CellFault, ...]" = ()


@dataclass
class Change:
    """A change as it would be: nothing is done yet."""

    layout: "Layout"
    column: "Column"
    value: str
    keys: list[Any]
    rows: list[list[str | None]]
    lines: list[Line] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    #: Faults of the whole sheet or of a column that is not being changed.
    faults: "list[CellFault]" = field(default_factory=list)

    @property
    def was(self) -> dict[str, str]:
        """The cell of each row as it was looked at."""
        return {line.key: line.before for line in self.lines}

    @property
    def is_fit(self) -> bool:
        """Whether it can be done."""
        return not self.faults and not any(line.faults for line in self.lines)


def columns_to_change(layout: "Layout") -> "list[Column]":
    """Columns that many rows may share: no key, no link, nothing that says who somebody is."""
    from xuezheng.records.intake.forms.layouts import columns_of, model_of

    return [
        column
        for column in columns_of(layout)
        if column.kind in KINDS
        and not column.is_key
        and column.name not in ("name", "sex")
        and column.name not in _apart(model_of(layout.parts[column.part]))
    ]


def _apart(model: Any) -> set[str]:
    frozen = model.Frozen
    return {*getattr(frozen, "kept", ()), *getattr(frozen, "sealed", ())}


def prepare(layout: "Layout", keys: Sequence[Any], name: str, value: str, by: Any) -> Change:
    """What the change would do, row by row.

    Raises
    ------
    NotFound
        When a row is not there, or is not the person's.
    BadInput
        When nothing, or too much, is chosen, or the column is not one to change.
    """
    from django.db import transaction

    with transaction.atomic():
        change = _staged(layout, keys, name, value, by)
        transaction.set_rollback(True)
    return change


def carry_out(
    layout: "Layout",
    keys: Sequence[Any],
    name: str,
    value: str,
    *,
    was: Mapping[str, str],
    token: str,
    by: Any,
    at: datetime,
) -> "Batch":
    """Change what was looked at, as one batch that can be undone.

    `token` is the preview's own: a change sent twice is done once.

    Raises
    ------
    BadInput
        When a row is no longer as it was looked at, or anything is wrong.
    """
    from django.db import transaction

    from xuezheng.records.intake.actions import run_import
    from xuezheng.records.intake.actions.running import lock

    said = json.dumps([layout.name, name, value, sorted(map(str, keys)), token], ensure_ascii=False)
    with transaction.atomic():
        lock(layout)
        _chosen(keys)
        column, rows = _rows(layout, keys, name, by)
        place = _place(layout, column)
        moved = [
            key
            for key, row in zip(sorted(keys), rows, strict=True)
            if was.get(str(key)) != (row[place] or "")
        ]
        if moved:
            raise Moved(
                moved,
                f"有 {len(moved)} 条在预览之后被改过。为免盖掉别人的修改，没有改动任何一条。请看现在的值，再决定。",
            )
        for row in rows:
            row[place] = value or None
        batch, _ = run_import(
            layout=layout,
            rows=[_heading(layout), *rows],
            where=f"批量修改“{column.heading}”",
            file_name=f"批量修改：{column.heading} → {value or '空'}",
            file_sha256=hashlib.sha256(said.encode()).hexdigest(),
            by=by,
            at=at,
        )
    return batch


class Moved(BadInput):
    """Rows that somebody changed between the preview and the deed."""

    def __init__(self, keys: list[Any], told: str) -> None:
        super().__init__(told)
        self.keys = keys


def _chosen(keys: Sequence[Any]) -> None:
    if not keys:
        raise BadInput("没有选中任何一行。批量修改须先选行。请在名册中勾选后再改。")
    if len(keys) > MOST:
        raise BadInput(
            f"选中了 {len(keys)} 行，一次最多 {MOST} 行。没有改动。请分批修改，或导出后改好再导入。"
        )


def _staged(layout: "Layout", keys: Sequence[Any], name: str, value: str, by: Any) -> Change:
    from xuezheng.records.intake.actions.checking import check_rows

    _chosen(keys)
    column, rows = _rows(layout, keys, name, by)
    place = _place(layout, column)
    before = [row[place] or "" for row in rows]
    for row in rows:
        row[place] = value or None
    checked = check_rows(layout, [_heading(layout), *rows], f"批量修改“{column.heading}”", by)
    change = Change(layout, column, value, list(keys), rows, counts=checked.counts)
    by_row: dict[int, list[CellFault]] = {}
    for fault in checked.faults:
        by_row.setdefault(fault.row, []).append(fault)
    for number, (key, was) in enumerate(zip(sorted(keys), before, strict=True), 2):
        change.lines.append(Line(str(key), was, value, tuple(by_row.pop(number, ()))))
    change.faults = [fault for faults in by_row.values() for fault in faults]
    return change


def _rows(
    layout: "Layout", keys: Sequence[Any], name: str, by: Any
) -> "tuple[Column, list[list[str | None]]]":
    from xuezheng.records.intake.queries import rows_to_take_out

    column = next((c for c in columns_to_change(layout) if c.name == name), None)
    if column is None:
        raise BadInput(f"“{layout.title}”没有可以批量修改的“{name}”一项。没有改动。请从列出的项目中选择。")
    n, cells = rows_to_take_out(layout, by, {}, keys=keys)
    if n != len(set(keys)):
        raise NotFound(
            f"选中的 {len(set(keys))} 行中有 {len(set(keys)) - n} 行不在您可以报送的范围内。没有改动。请重新选择。"
        )
    return column, [[_cell(cell) for cell in row] for row in cells]


def _place(layout: "Layout", column: "Column") -> int:
    from xuezheng.records.intake.forms.layouts import columns_of

    return columns_of(layout).index(column)


def _heading(layout: "Layout") -> list[str | None]:
    from xuezheng.records.intake.forms.layouts import columns_of

    return [column.heading for column in columns_of(layout)]


def _cell(cell: Any) -> str | None:
    """A cell as a clerk would have typed it."""
    if cell is None or cell == "":
        return None
    return cell.isoformat() if isinstance(cell, date) else str(cell)
