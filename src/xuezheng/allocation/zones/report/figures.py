"""The figures of every zone beside those of the city, and who moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np

from xuezheng.allocation.tables import Table, table_of
from xuezheng.allocation.zones.report.picture import Picture, Zone

#: A count above nought and below this could point at a child: it is not published.
SMALLEST_COUNT = 5


@dataclass(frozen=True)
class Figures:
    """Of one zone or of the whole city; walks in metres, weighted by pupils."""

    name: str
    n_blocks: int
    pupils: int
    seats: int
    mean_metres: float
    max_metres: int
    groups: tuple[int, ...]

    @property
    def use_pct(self) -> float:
        """Pupils in a hundred seats."""
        return 100 * self.pupils / self.seats if self.seats else 0.0

    def share(self, group: int) -> str:
        """Share of a group as text; a very small count is not told."""
        count = self.groups[group]
        if 0 < count < SMALLEST_COUNT:
            return f"少于 {SMALLEST_COUNT} 人"
        return f"{100 * count / self.pupils:.1f}%" if self.pupils else "—"


def figures_of(picture: Picture, zone: Zone) -> Figures:
    """The figures of one zone."""
    return _figures(picture, zone.name, zone.blocks, list(zone.schools))


def city_figures(picture: Picture) -> Figures:
    """The figures of all zones together."""
    return _figures(picture, "全部", np.arange(len(picture.blocks)), list(range(len(picture.schools))))


def _figures(picture: Picture, name: str, blocks: np.ndarray, schools: list[int]) -> Figures:
    pupils, walk = picture.pupils[blocks], picture.walk[blocks]
    total = int(pupils.sum())
    return Figures(
        name,
        len(blocks),
        total,
        int(picture.seats[schools].sum()),
        int((pupils * walk).sum()) / total if total else 0.0,
        int(walk[pupils > 0].max(initial=0)),
        tuple(int(counts[blocks].sum()) for counts in picture.groups.values()),
    )


def moves_table(picture: Picture) -> Table | None:
    """Blocks whose school is another than last year's; None without a plan of last year.

    A block that is new has no `from`; one whose school closed keeps that school's code there.
    """
    if picture.old is None:
        return None
    schools = [picture.zones[z].schools for z in picture.zone.tolist()]
    moved = [i for i, old in enumerate(picture.old.tolist()) if old not in schools[i]]
    before = [int(picture.metres[i, picture.old[i]]) if picture.old[i] >= 0 else None for i in moved]
    return table_of(
        "moves",
        {
            "block": [picture.blocks[i] for i in moved],
            "name": [picture.block_names[i] for i in moved],
            "pupils": [int(picture.pupils[i]) for i in moved],
            "from": [picture.old_codes[i] for i in moved],
            "to": [";".join(picture.schools[j] for j in schools[i]) for i in moved],
            "metres_before": [None if m is None or m < 0 else m for m in before],
            "metres_after": [int(picture.walk[i]) for i in moved],
            "reason": [_reason(picture, i) for i in moved],
        },
    )


def _reason(picture: Picture, block: int) -> str:
    assert picture.old is not None
    if not picture.old_codes[block]:
        return "新建小区"
    return "原学校已撤并" if picture.old[block] < 0 else "调整"


def xlsx_of(
    table: Table,
    title: str,
    headings: Sequence[str],
    numbers: Sequence[str],
    colours: Mapping[str, str] | None = None,
) -> bytes:
    """A table as an xlsx file: Chinese headings, columns of numbers as numbers; the same bytes each time.

    A cell of the last column that stands in `colours` is filled with that colour.
    """
    from datetime import datetime

    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "created": datetime(2000, 1, 1)})
        sheet = book.add_worksheet(title)
        bold = book.add_format({"bold": True, "bg_color": "#EEF6F2", "bottom": 1})
        sheet.freeze_panes(1, 0)
        for column, (name, heading) in enumerate(zip(table.columns, headings, strict=True)):
            cells = table.columns[name]
            widest = max([2 * len(heading), *(len(cell.encode("gb18030")) for cell in cells)])
            sheet.set_column(column, column, min(widest, 50) + 2)
            sheet.write_string(0, column, heading, bold)
            for row, cell in enumerate(cells, start=1):
                if name in numbers and cell:
                    sheet.write_number(row, column, float(cell))
                else:
                    sheet.write_string(row, column, cell)
        for words, colour in (colours or {}).items():
            fill = book.add_format({"bg_color": colour})
            last = (1, len(headings) - 1, max(table.n_rows, 1), len(headings) - 1)
            rule = {"type": "cell", "criteria": "==", "value": f'"{words}"', "format": fill}
            sheet.conditional_format(*last, rule)
        sheet.autofilter(0, 0, max(table.n_rows, 1), len(table.columns) - 1)
    return out.getvalue()
