"""Read a sheet against its layout: what would be new, changed, unchanged, and everything wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from xuezheng.records.accounts.models import User
from xuezheng.records.intake.actions.scope import rows_out_of_reach
from xuezheng.records.intake.actions.staging import CHANGED, Staging
from xuezheng.records.intake.actions.steps import Step, quietly
from xuezheng.records.intake.forms.cells import CellFault, read_column, shown
from xuezheng.records.intake.forms.grid import Cells, Coded, Grid, filled_rows, first_rows, grid_of
from xuezheng.records.intake.forms.heading import LOOKED_AT, Heading, find_heading
from xuezheng.records.intake.forms.layouts import KNOWN_BY, Column, Layout
from xuezheng.records.sealing import expect_one_key

#: A register up to this long is held in memory, so that a name does for a code and a near name is told.
HELD = 60_000
#: A check has so many steps: cells, filled, compared, contradictions and rights.
CHECKS = 4
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


def check_rows(
    layout: Layout,
    rows: Grid | Sequence[Sequence[Any]],
    where: str,
    by: User,
    *,
    step: Step = quietly,
) -> Checked:
    """Stage a sheet and compare it with the register; call within a transaction.

    Parameters
    ----------
    rows : Grid or sequence of rows
        The sheet from its first row, cells as `outside.spreadsheets` gives them.
    where : str
        How faults name the sheet.
    step : callable
        Told how far it is: done, of how many, what is being done. What it raises ends the check.

    Raises
    ------
    BadInput
        For faults of structure, all together; faults of cells are collected in the result.
    """
    expect_one_key()
    grid = grid_of(rows) if isinstance(rows, Sequence) else rows
    heading = find_heading(layout, first_rows(grid, LOOKED_AT + 1), where)
    faults: list[CellFault] = []
    step(0, CHECKS, "核对")
    lines, columns, known = _read(grid, heading, faults)
    step(1, CHECKS, "核对")
    staging = Staging(layout, [column for column, _ in heading.places])
    checked = Checked(layout, staging, heading, len(lines), faults=faults)
    staging.fill(lines, columns)
    step(2, CHECKS, "核对")
    _note_missing_links(checked, known)
    staging.complete()
    step(3, CHECKS, "核对")
    _note_repeats(checked)
    _note_broken_promises(checked)
    beyond = rows_out_of_reach(layout, staging, by)
    checked.is_all_beyond = bool(beyond) and len(beyond) >= len(lines)
    faults += beyond
    faults.sort(key=lambda fault: (fault.row, fault.heading))
    checked.counts = staging.counts()
    if checked.counts[CHANGED] and not faults:
        checked.differences = staging.differences(SHOWN)
    step(CHECKS, CHECKS, "核对")
    return checked


def _read(
    grid: Grid, heading: Heading, faults: list[CellFault]
) -> tuple[list[int], list[Coded], list[Column]]:
    """Line numbers of the rows below the heading that hold anything, their columns, and which hold keys."""
    nothing = Coded([None], np.zeros(grid.n_rows, int))
    given: list[Cells] = [
        grid.columns[place] if place < len(grid.columns) else nothing for _, place in heading.places
    ]
    # Rows that hold something only in columns that are not ours are not rows of the register.
    kept = filled_rows(given, heading.row)
    lines = (kept + 1).tolist()
    columns: list[Coded] = []
    known: list[Column] = []
    for (column, _), cells in zip(heading.places, given, strict=True):
        names = _known(column)
        if names is not None:
            known.append(column)
        values, wrong = read_column(column, cells.values, names)
        codes = cells.codes[kept]
        if wrong:
            is_wrong = np.zeros(len(values), bool)
            is_wrong[list(wrong)] = True
            for n in np.nonzero(is_wrong[codes])[0].tolist():
                place = int(codes[n])
                faults.append(
                    CellFault(lines[n], column.heading, shown(cells.values[place]), *wrong[place].said)
                )
        columns.append(Coded(values, codes))
    return lines, columns, known


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


def _note_missing_links(checked: Checked, known: Sequence[Column]) -> None:
    told = {(fault.row, fault.heading) for fault in checked.faults}
    for line, column, value in checked.staging.look_up_links(known):
        if (line, column.heading) not in told:
            checked.faults.append(
                CellFault(line, column.heading, value, f"登记中没有“{value}”。", "请先登记，或核对号码。")
            )


def _note_repeats(checked: Checked) -> None:
    headings = [c.heading for c, _ in checked.heading.places if c.is_key]
    # A key that could not be read is a fault already, not one row told twice.
    told = {fault.row for fault in checked.faults if fault.heading in headings}
    keys = "、".join(headings)
    for line, first in checked.staging.repeated_keys():
        if line not in told:
            checked.faults.append(
                CellFault(line, "", "", f"与第 {first} 行重复（{keys}相同）。", "请只留一行。")
            )
            told.add(line)
    for line, first in checked.staging.repeated_firsts():
        if line not in told:
            checked.faults.append(
                CellFault(
                    line,
                    "",
                    "",
                    f"与第 {first} 行是同一条“{checked.layout.title}”，而登记中还没有，或内容有变。",
                    "请只留一行，其余的等这一行导入后再报。",
                )
            )
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
