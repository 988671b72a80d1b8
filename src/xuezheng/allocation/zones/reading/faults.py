"""Faults are collected while reading goes on; a reading with faults is never used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xuezheng.allocation.tables import Table
from xuezheng.allocation.tables.sheets import Coded, Sheet
from xuezheng.errors import BadInput, Fault

#: Named faults of one kind at most; the rest is counted.
SHOWN = 20


@dataclass(frozen=True)
class Given:
    """A table that was handed in; features of a GeoJSON are counted from 1, rows of a table from 2."""

    table: Table
    is_features: bool = False

    @property
    def n_rows(self) -> int:
        """How many blocks, schools, pairs …"""
        return self.table.n_rows

    def has(self, column: str) -> bool:
        """Whether there is such a column."""
        return column in self.table.columns

    def column(self, name: str) -> Sequence[str]:
        """The cells of a column; empty texts where it is missing."""
        return self.table.columns.get(name, [""] * self.n_rows)

    def coded(self, name: str) -> Coded:
        """A column as its different texts and which of them stands in each row: millions of rows are few texts."""
        sheet = (
            self.table if isinstance(self.table, Sheet) else Sheet(self.table.name, self.table.columns, b"")
        )
        return sheet.coded(name)

    def where(self, row: int, column: str = "") -> str:
        """The place of a cell, for a message."""
        at = f"第 {row + 1} 个要素" if self.is_features else f"第 {row + 2} 行"
        return f"{self.table.name} {at}" + (f" {column} 列" if column else "")


@dataclass
class Faults:
    """All faults of all files; `raise_any` lists them together."""

    found: list[Fault] = field(default_factory=list)

    def add(self, what: str, where: str, remedy: str) -> None:
        """One more fault."""
        self.found.append(Fault(what, where, remedy))

    def add_all(self, faults: Iterable[tuple[str, str, str]]) -> None:
        """Many faults of one kind: the first few are named, the rest is counted."""
        listed = list(faults)
        for what, where, remedy in listed[:SHOWN]:
            self.add(what, where, remedy)
        if len(listed) > SHOWN:
            where, remedy = listed[SHOWN][1:]
            self.add(f"同类错误另有 {len(listed) - SHOWN} 处。", where.split(" ")[0], remedy)

    def raise_any(self) -> None:
        """Raise BadInput with everything that was found."""
        if self.found:
            raise BadInput(
                f"学区划分的输入有 {len(self.found)} 处不合格。请全部改正后再运行。", faults=self.found
            )
