"""What the head of a row and of a column say about a cell: its clause, and the unit of a bare number."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from xuezheng.reports.reading.figures import Quantity
from xuezheng.reports.reading.measures import measure_at
from xuezheng.reports.reading.places import PlacedBlock
from xuezheng.reports.reading.tokens import HIDDEN, Token

_UNIT_IN_HEAD = re.compile(r"(?:[（(](?:单位[:：])?|[/／])([^（）()/／]{1,6})[）)]?$")
_UNIT_IN_CAPTION = re.compile(r"单位[:：]([^，。；、（）()]{1,6})")
_UNIT_OF_NAME = (
    (re.compile(r"人数$|人员$|学生$|教师$"), "人"),
    (re.compile(r"率$|占比$|比例$"), "%"),
)
_NO_FIGURES = re.compile(
    r"序号|编号|代码|电话|手机|邮编|年份|年度|日期|时间|排名|名次|位次|学号|文号|页码|备注"
)
_VALUE = re.compile(rf"(?:[\d.,]+|[{re.escape(HIDDEN)}.]+|[（(][）)])[^，。；\d]{{0,4}}")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?|\d{1,2}月")
_LONGEST_HEAD = 30
_BARE = re.compile(rf"(?:[\d.,]+|[{re.escape(HIDDEN)}.]+|[（(][）)])[%％‰]?")


@dataclass(frozen=True)
class Heads:
    """Words at the head of a cell's row and column, and the unit they give a bare number."""

    row: str
    column: str
    unit: str

    @property
    def words(self) -> str:
        """Both heads, as the clause of the cell begins."""
        return self.row + self.column

    @property
    def count(self) -> bool:
        """Whether a bare number under these heads counts something."""
        return self.words != "" and _NO_FIGURES.search(self.column or self.row) is None


def heads_of(blocks: Sequence[PlacedBlock]) -> dict[int, Heads]:
    """The heads of every block that stands in a table; a head has none of its own."""
    tables: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.cell is not None:
            tables[block.cell.table].append(index)
    return {
        index: heads
        for indices in tables.values()
        for index, heads in _of_table(blocks, indices, _caption(blocks, indices[0])).items()
    }


def _caption(blocks: Sequence[PlacedBlock], first: int) -> str:
    """The unit that the lines above a table give: 单位：万元."""
    for block in reversed(blocks[max(0, first - 2) : first]):
        found = _UNIT_IN_CAPTION.search(block.text)
        if found and block.cell is None:
            return found[1]
    return ""


def _of_table(blocks: Sequence[PlacedBlock], indices: Sequence[int], caption: str) -> dict[int, Heads]:
    """Rows above the first number are heads of columns; words left of a number are heads of its row."""
    placed = [(index, cell, blocks[index].text) for index in indices if (cell := blocks[index].cell)]
    first = min((cell.row for _, cell, text in placed if _is_value(text)), default=0)
    columns: dict[int, str] = defaultdict(str)
    rows: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for _, cell, text in placed:
        if cell.row < first:
            for column in range(cell.column, cell.column + cell.n_columns):
                columns[column] += text
        elif not _is_value(text) and len(text) <= _LONGEST_HEAD:
            for row in range(cell.row, cell.row + cell.n_rows):
                rows[row].append((cell.column, text))
    heads: dict[int, Heads] = {}
    for index, cell, _ in placed:
        if cell.row >= first > 0:
            left = _row_head(rows[cell.row], cell.column, nearest=first == 1)
            above = columns[cell.column]
            heads[index] = Heads(left, above, _unit(above, left) or caption)
    return heads


def _row_head(words: Sequence[tuple[int, str]], column: int, *, nearest: bool) -> str:
    """All words left of a cell; in a table without heads of columns those of the nearest cell."""
    left = [text for at, text in words if at < column]
    return (left[-1] if nearest else "".join(left)) if left else ""


def _is_value(text: str) -> bool:
    """Whether a cell holds a number, maybe with its unit, and no words and no year."""
    return _VALUE.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


def _unit(*heads: str) -> str:
    """The unit in brackets at the end of a head, or that its name says."""
    for head in heads:
        found = _UNIT_IN_HEAD.search(head)
        if found and (found[1] in "%％‰" or measure_at(found[1], 0, is_placeholder=False)):
            return found[1]
    return next((unit for head in heads for name, unit in _UNIT_OF_NAME if name.search(head)), "")


def figure_in_cell(text: str, token: Token, heads: Heads) -> Quantity | None:
    """The figure of a cell that is nothing but a number; its unit stands at the head."""
    if not heads.count or token.kind == "numeral" or not _BARE.fullmatch(text):
        return None
    if text[token.end :] in ("%", "％", "‰"):
        return Quantity(len(text), token.value, text[-1].replace("％", "%"), 1, "")
    measure = measure_at(heads.unit, 0, is_placeholder=False) if heads.unit not in "%％‰" else None
    if measure is None:
        return Quantity(token.end, token.value, heads.unit.replace("％", "%"), 1, "")
    return Quantity(token.end, token.value, measure.unit, measure.scale, "")
