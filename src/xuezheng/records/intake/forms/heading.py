"""Find a layout's columns in a sheet, whatever their order and whatever stands above them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from xuezheng.errors import BadInput, Fault
from xuezheng.records.intake.forms.cells import shown
from xuezheng.records.intake.forms.layouts import Column, Layout, columns_of

#: The heading is looked for in so many rows: titles and notes may stand above it.
LOOKED_AT = 10
#: The column an annotated file carries; it is ignored when the file comes back.
REMARKS = "核对意见"


@dataclass(frozen=True)
class Heading:
    """Where the heading stands: its row (from 1), and the place of each column."""

    row: int
    places: tuple[tuple[Column, int], ...]
    notes: tuple[str, ...]


def find_heading(layout: Layout, rows: Sequence[Sequence[Any]], where: str) -> Heading:
    """Find the row of headings and the place of each column.

    Raises
    ------
    BadInput
        With every structural fault: no heading, unknown, repeated or missing columns; nearest names.
    """
    known = _names(layout)
    best = max(range(min(LOOKED_AT, len(rows))), key=lambda i: (_score(rows[i], known), -i), default=None)
    if best is None or _score(rows[best], known) < min(2, len(columns_of(layout))):
        expected = "、".join(column.heading for column in columns_of(layout)[:8])
        raise BadInput(
            f"{where}前 {LOOKED_AT} 行中没有“{layout.title}”的表头。应有的列：{expected}等。"
            f"请用 xuezheng import template {layout.name} 生成空表。"
        )
    faults, places = _places(rows[best], known, f"{where}第 {best + 1} 行")
    faults += _second_heading(rows, best, known, where)
    missing = [c for c in columns_of(layout) if c.is_required and c not in dict(places)]
    faults += [
        Fault(f"缺少必填的列“{column.heading}”。", f"{where}第 {best + 1} 行", "请补上该列。")
        for column in missing
    ]
    if faults:
        raise BadInput(f"{where}的表头有 {len(faults)} 处错误，没有读下去。", faults=faults)
    notes = (f"{where}的表头在第 {best + 1} 行，其上 {best} 行未读。",) if best else ()
    return Heading(best + 1, tuple(places), notes)


def plain(text: Any) -> str:
    """A heading without the marks people put on it: spaces, stars, brackets with units or hints."""
    said = unicodedata.normalize("NFKC", shown(text)).replace("\n", "")
    return "".join(said.split()).strip("*:：").replace("(", "（").replace(")", "）")


def _names(layout: Layout) -> dict[str, Column]:
    columns = columns_of(layout)
    return {plain(c.heading): c for c in columns} | {c.name: c for c in columns}


def _score(row: Sequence[Any], known: dict[str, Column]) -> int:
    return len({known[plain(cell)].heading for cell in row if plain(cell) in known})


def _places(
    row: Sequence[Any], known: dict[str, Column], where: str
) -> tuple[list[Fault], list[tuple[Column, int]]]:
    faults: list[Fault] = []
    places: dict[Column, int] = {}
    headings = [column.heading for column in dict.fromkeys(known.values())]
    for place, cell in enumerate(row):
        said = plain(cell)
        if not said or said == REMARKS:
            continue
        column = known.get(said)
        at = f"{where}第 {place + 1} 列"
        if column is None:
            near = get_close_matches(said, headings, n=1, cutoff=0.5)
            remedy = f"是否为“{near[0]}”？" if near else "请删去该列，或改为表中的列名。"
            faults.append(Fault(f"没有名为“{shown(cell)}”的列。", at, remedy))
        elif column in places:
            faults.append(Fault(f"“{column.heading}”列出现了两次。", at, "请只留一列。"))
        else:
            places[column] = place
    return faults, list(places.items())


def _second_heading(
    rows: Sequence[Sequence[Any]], at: int, known: dict[str, Column], where: str
) -> list[Fault]:
    if at + 1 < len(rows) and _score(rows[at + 1], known) >= 2:
        return [Fault("像是还有一行表头。", f"{where}第 {at + 2} 行", "请只留一行表头，不要合并单元格。")]
    return []
