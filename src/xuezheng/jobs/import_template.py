"""An empty sheet for a clerk: notes, required columns coloured, drop-downs, text identifiers, own schools only."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuezheng.errors import NotFound, Occupied
from xuezheng.jobs.import_cascades import Cascade, cascades_of, own_schools, school_words, write_cascades
from xuezheng.rules.codes import kind_labels

if TYPE_CHECKING:
    from xuezheng.records.intake.forms.layouts import Column, Layout

#: Drop-downs and text format reach so far down.
ROWS = 20_000
#: A list longer than this is no drop-down.
LONGEST = 2000
LISTS, NOTES = "选项", "填写说明"
#: What a person writes into a column of each kind.
KINDS = {
    "text": "文字",
    "choice": "从下拉选项中选",
    "yes_no": "是或否",
    "whole": "整数",
    "decimal": "数字",
    "date": "日期，如 2026-03-02",
    "link": "已登记的代码或名称",
}


def write_template(
    register: str, out: Path, *, folder: Path | None = None, by: str = "", force: bool = False
) -> None:
    """Write the empty sheet of a register.

    Parameters
    ----------
    folder : Path, optional
        A bureau's folder: its areas and, of the schools, those the person may report for become drop-downs.
    by : str
        The account that will send the sheet in.

    Raises
    ------
    Occupied
        When something is at `out` and `force` is not set.
    """
    import tempfile

    from xuezheng.records.database import open_bureau, start_django

    if out.exists() and not force:
        raise Occupied(f"{out} 已存在。没有覆盖。请换一个文件名，或加上 --force。")
    if not out.resolve().parent.is_dir():
        raise NotFound(f"文件夹 {out.parent} 不存在。请先建好，或换一个位置。")
    if folder is None:
        start_django(Path(tempfile.gettempdir()))
    else:
        open_bureau(folder)
    from xuezheng.records.intake.forms.layouts import columns_of, layout_of

    layout = layout_of(register)
    columns = columns_of(layout)
    lists = {column: _list_of(column, folder is not None, by) for column in columns}
    _write(layout, columns, lists, cascades_of(columns, folder is not None, by), out)


def _list_of(column: "Column", is_real: bool, by: str) -> list[str]:
    """What a drop-down offers; empty when there is none."""
    if column.kind == "yes_no":
        return ["是", "否"]
    if (column.field.model._meta.label_lower, column.name) == ("registers.school", "kind"):
        return list(kind_labels())
    if column.kind == "choice":
        return [label for label, code in column.choices.items() if label != code] or list(column.choices)
    if column.kind != "link" or not is_real:
        return []
    return _registered(column, by)


def _registered(column: "Column", by: str) -> list[str]:
    """Codes and names of the other register, within what the person may see."""
    from xuezheng.records.accounts.queries import acting_person, below, granted_paths
    from xuezheng.records.accounts.rights import READERS
    from xuezheng.records.intake.forms.layouts import KNOWN_BY

    model = column.field.related_model
    paths = {
        "registers.area": "organisation__path",
        "registers.school": "organisation__path",
        "accounts.organisation": "path",
    }
    if column.target in KNOWN_BY or column.target not in paths:
        return []
    if column.target == "registers.school":
        words = list(school_words(own_schools(by)).values())
        return words if len(words) <= LONGEST else []
    within = below(paths[column.target], granted_paths(acting_person(by), READERS))
    rows = model._default_manager.filter(within).order_by("pk").values_list("name", flat=True)[: LONGEST + 1]
    names = list(dict.fromkeys(str(name) for name in rows))
    return names if len(names) <= LONGEST else []


def _write(
    layout: "Layout",
    columns: "Sequence[Column]",
    lists: "dict[Column, list[str]]",
    cascades: Sequence[Cascade],
    out: Path,
) -> None:
    import xlsxwriter

    half = out.with_name(f".{out.name}.tmp")
    book = xlsxwriter.Workbook(str(half), {"constant_memory": False})
    data, notes = book.add_worksheet(layout.title[:31]), book.add_worksheet(NOTES)
    options = book.add_worksheet(LISTS)
    options.hide()
    plain = {
        "font_name": "宋体",
        "font_size": 11,
        "border": 1,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    }
    required = book.add_format({**plain, "bold": True, "bg_color": "#FCE4D6"})
    optional = book.add_format({**plain, "bg_color": "#EDEDED"})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    data.freeze_panes(1, 0)
    data.set_row(0, 32)
    for place, column in enumerate(columns):
        is_needed = column.is_required
        data.write_string(0, place, column.heading, required if is_needed else optional)
        form = {"date": day, "text": text, "link": text, "choice": text, "yes_no": text}.get(column.kind)
        data.set_column(place, place, max(10, 2 * len(column.heading) + 4), form)
        if column not in {cascade.child for cascade in cascades}:
            _limit(data, options, place, column, lists[column])
    write_cascades(book, data, cascades, {column: place for place, column in enumerate(columns)}, ROWS)
    _write_notes(book, notes, layout, columns, lists | {c.child: _told(c) for c in cascades})
    try:
        book.close()
        half.rename(out)
    finally:
        half.unlink(missing_ok=True)


def _told(cascade: Cascade) -> list[str]:
    """What the notes say of a column that depends on another."""
    return [f"随“{cascade.parent.heading}”而定：", *map(str, cascade.all_offered)]


def _limit(data: Any, options: Any, place: int, column: "Column", offered: list[str]) -> None:
    """A drop-down, or the limits of a number or a day."""
    from datetime import date

    rule: dict[str, Any] | None = None
    if offered:
        options.write_column(0, place, offered)
        letter = _letters(place)
        rule = {"validate": "list", "source": f"={LISTS}!${letter}$1:${letter}${len(offered)}"}
    elif column.kind == "date":
        rule = {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1900, 1, 1),
            "maximum": date(2100, 12, 31),
        }
    elif column.kind == "whole":
        rule = {"validate": "integer", "criteria": "between", "minimum": -(2**31), "maximum": 2**31 - 1}
    elif column.kind == "text" and column.field.max_length:
        rule = {"validate": "length", "criteria": "<=", "value": column.field.max_length}
    if rule is not None:
        told = {"error_title": column.heading[:32], "error_message": f"{KINDS[column.kind]}，请核对。"}
        data.data_validation(1, place, ROWS, place, rule | told)


def _letters(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place))


def _write_notes(
    book: Any, notes: Any, layout: "Layout", columns: "Sequence[Column]", lists: "dict[Column, list[str]]"
) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    lines = (
        f"{layout.title}（{layout.name}）",
        "橙色列必填。列的次序可以调换，不要改列名，不要合并单元格。",
        "代码、号码一律按文本填写；日期写成 2026-03-02；数字不带单位。",
        "同一关键列的记录已登记的，按变更处理；没有变化的不改动。表中没有的列保持原值。",
    )
    for row, line in enumerate(lines):
        notes.write_string(row, 0, line)
    start = len(lines) + 1
    for place, title in enumerate(("列名", "是否必填", "填写要求", "可选值")):
        notes.write_string(start, place, title, bold)
    for row, column in enumerate(columns, start + 1):
        need = ("关键列，" if column.is_key else "") + ("必填" if column.is_required else "可空")
        offered = "、".join(lists[column][:30]) + ("……" if len(lists[column]) > 30 else "")
        kind = KINDS[column.kind]
        if column.kind == "text" and column.field.max_length:
            kind += f"，最多 {column.field.max_length} 字"
        if column.kind == "decimal":
            kind += f"，{column.field.decimal_places} 位小数以内"
        for place, cell in enumerate((column.heading, need, kind, offered)):
            notes.write_string(row, place, cell, wrap)
    for place, width in enumerate((28, 14, 26, 70)):
        notes.set_column(place, place, width)
