"""An empty sheet for another office: the columns we read, as text, with a sheet that explains them."""

from pathlib import Path

from xuezheng.errors import BadInput, NotFound, Occupied
from xuezheng.outside.linkage.sheet import COLUMNS

_NOTES = {
    "name": "必填。姓名中的异体字、繁体字、同音字都能比对，不必为此改动。",
    "number": "18 位、旧 15 位，或 20 位残疾人证号；须为文本。没有请留空，不要填“无”以外的字。与出生日期至少有一列。",
    "sex": "男或女，可空。",
    "born_on": "如 2015-03-02，可空。没有证件号时最好有。",
    "area": "县区名称或代码，可空；空则按名单所属县区。",
    "guardian": "监护人或户主姓名，可空。",
    "phone": "监护人电话，可空。",
}
_ROWS = 50_000


def write_template(out: Path, *, force: bool = False) -> None:
    """Write the empty sheet.

    Raises
    ------
    BadInput, Occupied, NotFound
        When the place is no place for a workbook.
    """
    import xlsxwriter

    if out.suffix.lower() != ".xlsx":
        raise BadInput(f"{out.name} 不是 .xlsx 文件名。空表是 Excel 工作簿。请以 .xlsx 结尾。")
    if out.exists() and not force:
        raise Occupied(f"{out} 已存在。没有覆盖。请换一个文件名，或加上 --force。")
    if not out.resolve().parent.is_dir():
        raise NotFound(f"文件夹 {out.parent} 不存在。请先建好，或换一个位置。")
    with xlsxwriter.Workbook(str(out)) as book:
        bold = book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1})
        must = book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1})
        text = book.add_format({"num_format": "@"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet, notes = book.add_worksheet("名单"), book.add_worksheet("填写说明")
        sheet.freeze_panes(1, 1)
        notes.set_column(0, 0, 14)
        notes.set_column(1, 2, 70)
        for place, (name, aliases) in enumerate(COLUMNS.items()):
            sheet.set_column(place, place, 22 if name == "number" else 14, day if name == "born_on" else text)
            sheet.write_string(0, place, aliases[0], must if name == "name" else bold)
            notes.write_row(place, 0, [aliases[0], _NOTES[name], "也认：" + "、".join(aliases[1:])])
        sex = list(COLUMNS).index("sex")
        sheet.data_validation(1, sex, _ROWS, sex, {"validate": "list", "source": ["男", "女"]})
