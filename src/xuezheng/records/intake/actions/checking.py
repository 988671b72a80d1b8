"""Read a sheet against its layout: what would be new, changed, unchanged, and everything wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from xuezheng.records.accounts.models import User
from xuezheng.records.intake.actions.scope import rows_out_of_reach
from xuezheng.records.intake.actions.staging import Staging
from xuezheng.records.intake.forms.cells import CellFault, read_column, shown
from xuezheng.records.intake.forms.heading import Heading, find_heading
from xuezheng.records.intake.forms.layouts import KNOWN_BY, Column, Layout

#: A register up to this long is held in memory, so that a name does for a code and a near name is told.
HELD = 60_000
#: So many changed cells are shown.
SHOWN = 200


@dataclass
class Checked:
    """What a sheet would do. `faults` are all there are; nothing can be taken in while there are any.

    `is_all_beyond`: not one row is the person's to send in.
    """

    layout: Layout
    staging: Staging
    heading: Heading
    n_rows: int
    counts: dict[str, int] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    differences: list[tuple[int, str, Any, Any]] = field(default_factory=list)
    is_all_beyond: bool = False

    @property
    def n_rejected(self) -> int:
        """Rows with at least one fault."""
        return len({fault.row for fault in self.faults})


def check_rows(layout: Layout, rows: Sequence[Sequence[Any]], where: str, by: User) -> Checked:
    """Stage a sheet and compare it with the register; call within a transaction.

    Parameters
    ----------
    rows : sequence of rows
        The sheet from its first row, cells as `outside.spreadsheets` gives them.
    where : str
        How faults name the sheet.

    Raises
    ------
    BadInput
        For faults of structure, all together; faults of cells are collected in the result.
    """
    heading = find_heading(layout, rows, where)
    columns = [column for column, _ in heading.places]
    lines, cells = _cells(rows, heading)
    faults: list[CellFault] = []
    values = [
        read_column(column, column_cells, lines, _known(column), faults)
        for column, column_cells in zip(columns, cells, strict=True)
    ]
    staging = Staging(layout, columns)
    checked = Checked(layout, staging, heading, len(lines), faults=faults)
    staging.fill(lines, values)
    _note_missing_links(checked)
    staging.complete()
    _note_repeats(checked)
    _note_broken_promises(checked)
    beyond = rows_out_of_reach(layout, staging, by)
    checked.is_all_beyond = bool(beyond) and len(beyond) >= len(lines)
    faults += beyond
    faults.sort(key=lambda fault: (fault.row, fault.heading))
    checked.counts = staging.counts()
    if not faults:
        checked.differences = staging.differences(SHOWN)
    return checked


def _cells(rows: Sequence[Sequence[Any]], heading: Heading) -> tuple[list[int], list[Sequence[Any]]]:
    """Line numbers and columns of the rows below the heading that hold anything."""
    places = [place for _, place in heading.places]
    body = rows[heading.row :]
    lines = [line for line, row in enumerate(body, heading.row + 1) if row]
    filled = [row for row in body if row]
    columns: list[Sequence[Any]] = list(zip_longest(*filled))
    width = max(places) + 1
    columns += [(None,) * len(filled)] * (width - len(columns))
    chosen = [columns[place] for place in places]
    # Rows that hold something only in columns that are not ours are not rows of the register.
    empty = {n for n, cells in enumerate(zip(*chosen, strict=True)) if cells.count(None) == len(cells)}
    if not empty:
        return lines, chosen
    kept = [n for n in range(len(lines)) if n not in empty]
    return [lines[n] for n in kept], [[cells[n] for n in kept] for cells in chosen]


def _known(column: Column) -> Mapping[str, str] | None:
    """What may be written for a row of another register, when that register is short enough to hold."""
    if column.kind != "link" or column.target in KNOWN_BY:
        return None
    rows = column.field.related_model._default_manager
    if rows.count() > HELD:
        return None
    has_name = any(f.name == "name" for f in rows.model._meta.concrete_fields)
    pairs = (
        rows.values_list("pk", "name") if has_name else ((pk, pk) for pk in rows.values_list("pk", flat=True))
    )
    by_code: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for pk, name in pairs:
        by_code[str(pk)] = str(pk)
        # Two rows of one name: only the code says which.
        by_name[str(name)] = "" if by_name.get(str(name), str(pk)) != str(pk) else str(pk)
    return {name: pk for name, pk in by_name.items() if pk} | by_code


def _note_missing_links(checked: Checked) -> None:
    told = {(fault.row, fault.heading) for fault in checked.faults}
    for line, column, value in checked.staging.look_up_links():
        if (line, column.heading) not in told:
            checked.faults.append(
                CellFault(line, column.heading, value, f"登记中没有“{value}”。", "请先登记，或核对号码。")
            )


def _note_repeats(checked: Checked) -> None:
    keys = "、".join(c.heading for c, _ in checked.heading.places if c.is_key)
    for line, first in checked.staging.repeated_keys():
        checked.faults.append(CellFault(line, "", "", f"与第 {first} 行重复（{keys}相同）。", "请只留一行。"))
    for line, of, value in checked.staging.taken():
        checked.faults.append(
            CellFault(line, str(of.verbose_name), value, f"“{value}”已属于另一条记录。", "请核对号码。")
        )


def _note_broken_promises(checked: Checked) -> None:
    told = {fault.row for fault in checked.faults}
    for line, message, values in checked.staging.broken():
        if line in told:
            continue
        about = "，".join(f"{label} {shown(value) or '未填'}" for label, value in values)
        checked.faults.append(
            CellFault(line, values[0][0], "", f"{message}（{about}）。", "请改正后重新提交。")
        )
