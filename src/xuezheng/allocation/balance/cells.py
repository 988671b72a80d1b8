"""Cells of the county's tables as exact numbers; what cannot be is a fault with its school and figure."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from xuezheng.allocation.tables import Table
from xuezheng.errors import BadInput, Fault

YES = ("是", "1", "TRUE", "yes", "Y", "y")
NO = ("否", "0", "FALSE", "no", "N", "n")
LONGEST = 18


@dataclass
class Cells:
    """One table, and every fault found in it."""

    table: Table
    faults: list[Fault] = field(default_factory=list)

    @property
    def n_rows(self) -> int:
        """How many rows."""
        return self.table.n_rows

    def has(self, column: str) -> bool:
        """Whether there is such a column."""
        return column in self.table.columns

    def text(self, row: int, column: str) -> str:
        """The cell, or nothing where there is no such column."""
        cells = self.table.columns.get(column)
        return cells[row] if cells is not None else ""

    def where(self, row: int, column: str) -> str:
        """`schools 第 3 行（学校 A）“pupils”列`."""
        school = self.text(row, "school") or self.text(row, "from")
        return f"{self.table.name} 第 {row + 2} 行（学校“{school}”）“{column}”列"

    def fault(self, what: str, row: int, column: str, remedy: str) -> None:
        """Note a fault of a cell."""
        self.faults.append(Fault(what, self.where(row, column), remedy))

    def hundredths(self, row: int, column: str, most: int) -> int:
        """A number from 0 to `most` with two decimals at most, in hundredths; 0 and a fault if it is none."""
        text = self.text(row, column)
        value = decimal_of(text)
        if value is None or value * 100 != (value * 100).to_integral_value():
            shown = text or "空白"
            self.fault(f"“{shown}”不是数（最多两位小数）。", row, column, "请填写；缺报的不能当作零。")
            return 0
        if value < 0:
            self.fault(f"“{text}”是负数。", row, column, "数量和面积不能小于零，请改正。")
            return 0
        if value > most:
            self.fault(f"“{text}”大于 {most}，不可信。", row, column, "请检查单位（元、平方米、人）。")
            return 0
        return int(value * 100)

    def whole(self, row: int, column: str, most: int) -> int:
        """A whole number from 0 to `most`."""
        text = self.text(row, column)
        if text.isascii() and text.isdecimal() and int(text) <= most:
            return int(text)
        self.fault(f"“{text or '空白'}”不是 0 到 {most} 的整数。", row, column, "请改正。")
        return 0

    def answer(self, row: int, column: str, default: bool) -> bool:
        """是 or 否."""
        text = self.text(row, column)
        if text and text not in YES + NO:
            self.fault(f"“{text}”不是“是”或“否”。", row, column, "请改正。")
        return text in YES if text else default


def decimal_of(text: str) -> Decimal | None:
    """A plain finite number, or None."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and len(text) <= LONGEST and "e" not in text.lower() else None


def raise_all(*tables: Cells) -> None:
    """Tell every fault of every table together."""
    faults = [fault for cells in tables for fault in cells.faults]
    if faults:
        raise BadInput(f"数据有 {len(faults)} 处不合格。请全部改正后再运行。", faults=faults)
