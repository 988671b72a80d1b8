"""The sender's own file back: red cells with comments, and one column to filter by. It can be sent in again."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuezheng.errors import BadInput
from xuezheng.outside.spreadsheets import DATE

if TYPE_CHECKING:
    from xuezheng.jobs.importing import Sent
    from xuezheng.records.intake.actions.checking import Checked
    from xuezheng.records.intake.forms.cells import CellFault

#: A file with more cells than this is written anew instead of opened: opening takes a kilobyte a cell.
OPENED_CELLS = 400_000


def write_annotated(sent: "Sent", checked: "Checked", out: Path) -> None:
    """Write the file with its faults marked; beside an xlsx its formats stay, other kinds become xlsx.

    Raises
    ------
    BadInput
        When `out` does not end in .xlsx.
    """
    if out.suffix.lower() != ".xlsx":
        raise BadInput(f"{out.name} 不是 xlsx。标注后的文件只能是 xlsx。请改扩展名。")
    by_row: dict[int, list[CellFault]] = {}
    for fault in checked.faults:
        by_row.setdefault(fault.row, []).append(fault)
    places = {column.heading: place for column, place in checked.heading.places}
    cells = sum(len(row) for row in sent.sheet.rows)
    half = out.with_name(f".{out.name}.tmp")
    try:
        if sent.path.suffix.lower() == ".xlsx" and cells <= OPENED_CELLS:
            _mark_own_file(sent, checked.heading.row, by_row, places, half)
        else:
            _write_anew(sent, checked.heading.row, by_row, places, half)
        half.rename(out)
    finally:
        half.unlink(missing_ok=True)


def _remark(faults: "list[CellFault]") -> str:
    return "；".join((f"{f.heading}：" if f.heading else "") + f"{f.what}{f.remedy}" for f in faults)


def _mark_own_file(
    sent: "Sent", heading_row: int, by_row: "dict[int, list[CellFault]]", places: dict[str, int], out: Path
) -> None:
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    from xuezheng.records.intake.forms.heading import REMARKS, plain

    book = openpyxl.load_workbook(sent.path)
    sheet = book[sent.sheet.name]
    red, bold = PatternFill("solid", fgColor="FFFFC7CE"), Font(bold=True, color="FF9C0006")
    width = max(len(row) for row in sent.sheet.rows)
    heading = sent.sheet.rows[heading_row - 1]
    again = [place for place, cell in enumerate(heading) if plain(cell) == REMARKS]
    column = again[0] + 1 if again else width + 1
    sheet.cell(heading_row, column, REMARKS).font = bold
    for row in range(heading_row + 1, len(sent.sheet.rows) + 1):
        if again:
            sheet.cell(row, column).value = None
    _keep_values(sheet, sent.sheet.rows)
    for row, faults in by_row.items():
        sheet.cell(row, column, _remark(faults)).fill = red
        for fault in faults:
            if fault.heading in places:
                cell = sheet.cell(row, places[fault.heading] + 1)
                cell.fill = red
                cell.comment = Comment(f"{fault.what}{fault.remedy}", "学政")
    sheet.column_dimensions[sheet.cell(heading_row, column).column_letter].width = 50
    sheet.auto_filter.ref = (
        f"A{heading_row}:{sheet.cell(max(heading_row, len(sent.sheet.rows)), column).coordinate}"
    )
    book.save(out)


def _keep_values(sheet: Any, rows: "list[list[Any]]") -> None:
    """A formula gives way to its value: whoever writes this file does not reckon, and it would come back empty."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type != "f":
                continue
            said = rows[cell.row - 1] if cell.row <= len(rows) else []
            value = said[cell.column - 1] if cell.column <= len(said) else None
            cell.value = _writable(value)


def _writable(value: Any) -> Any:
    """A cell's value as it can be written again."""
    from xuezheng.records.intake.forms.cells import shown

    if isinstance(value, str) and value[:2] == DATE:
        return date.fromisoformat(value[2:12])
    return value if isinstance(value, int | float) else shown(value) or None


def _write_anew(
    sent: "Sent", heading_row: int, by_row: "dict[int, list[CellFault]]", places: dict[str, int], out: Path
) -> None:
    import xlsxwriter

    from xuezheng.records.intake.forms.cells import shown
    from xuezheng.records.intake.forms.heading import REMARKS, plain

    book = xlsxwriter.Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(sent.sheet.name[:31])
    text = book.add_format({"num_format": "@"})
    red = book.add_format({"num_format": "@", "bg_color": "#FFC7CE"})
    rows = sent.sheet.rows
    again = [place for place, cell in enumerate(rows[heading_row - 1]) if plain(cell) == REMARKS]
    width = again[0] if again else max(len(row) for row in rows)
    for number, row in enumerate(rows, 1):
        faults = by_row.get(number, [])
        wrong = {places[fault.heading] for fault in faults if fault.heading in places}
        for place in sorted({place for place, cell in enumerate(row) if cell is not None} | wrong):
            if place != width:
                cell = row[place] if place < len(row) else None
                sheet.write_string(number - 1, place, shown(cell), red if place in wrong else text)
        for fault in faults:
            if fault.heading in places:
                sheet.write_comment(number - 1, places[fault.heading], f"{fault.what}{fault.remedy}")
        if faults:
            sheet.write_string(number - 1, width, _remark(faults), red)
    sheet.write_string(heading_row - 1, width, REMARKS, book.add_format({"bold": True}))
    sheet.set_column(width, width, 50)
    sheet.autofilter(heading_row - 1, 0, max(heading_row, len(sent.sheet.rows)) - 1, width)
    book.close()
