"""Read the table by unit that the hotline's office sends, to be compared with our own."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from xuezheng.errors import BadInput, Fault
from xuezheng.outside.hotline.mapping import Mapping, Rows, find_heading

_TOTALS = ("合计", "总计", "小计", "全市")


@dataclass(frozen=True)
class Said:
    """What they say of one unit: by our column, a number, or a share of one for a rate."""

    unit: str
    line: int
    values: dict[str, Decimal]


def read_summary(rows: Rows, mapping: Mapping, where: str) -> list[Said]:
    """The units of a table and what it says of each.

    Raises
    ------
    BadInput
        With every cell that is no number.
    """
    at, heading = find_heading(rows, {**mapping.summary, "单位": list(mapping.unit)}, where)
    unit_at = next((heading[name] for name in mapping.unit if name in heading), None)
    if unit_at is None:
        raise BadInput(
            f"{where}没有单位列。单位列可以叫{'、'.join(mapping.unit)}。请改列名，或用 --mapping 指定。"
        )
    places = {
        ours: (name, heading[name])
        for ours, theirs in mapping.summary.items()
        for name in theirs
        if name in heading
    }
    faults: list[Fault] = []
    found: dict[str, Said] = {}
    for line, cells in enumerate(rows[at + 1 :], at + 2):
        unit = str(cells[unit_at]).strip() if unit_at < len(cells) and cells[unit_at] is not None else ""
        if not unit or unit in _TOTALS:
            continue
        if unit in found:
            faults.append(
                Fault(
                    f"单位“{unit}”与第 {found[unit].line} 行重复。", f"{where}第 {line} 行", "每个单位一行。"
                )
            )
            continue
        values = {}
        for ours, (name, place) in places.items():
            cell = cells[place] if place < len(cells) else None
            number = _number(cell)
            if number is None and cell not in (None, "", "—", "-", "/"):
                faults.append(Fault(f"“{cell}”不是数字。", f"{where}第 {line} 行“{name}”列", "请改正。"))
            elif number is not None:
                values[ours] = number
        found[unit] = Said(unit, line, values)
    if faults:
        raise BadInput(f"{where}有 {len(faults)} 处不能读。没有比较。", faults=faults)
    return list(found.values())


def _number(cell: Any) -> Decimal | None:
    if isinstance(cell, bool) or cell is None:
        return None
    text = str(cell).strip().replace(",", "").replace("％", "%")
    is_percent = text.endswith("%")
    try:
        number = Decimal(text.removesuffix("%").strip())
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return number / 100 if is_percent else number
