"""Write what the office needs beside a draft: one workbook to read, one of targets to import."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xuezheng.reports.reviewing.shapes import Review

#: Headings of the register 年度目标, as `xuezheng import template targets` has them.
TARGETS = (
    "目标编号", "目标", "指标代码", "年度", "区域", "目标值", "单位", "责任单位", "设定日期", "批准日期", "批准人",
    "完成期限",
)  # fmt: skip
_RANKS = ("", "与记录不符", "文字和算术", "未经确认", "没有填写", "缺少记录", "定性表述")


def write_review(review: "Review", folder: Path) -> tuple[Path, Path]:
    """Write `review.xlsx` and `targets.xlsx` into a folder, each whole or not at all."""
    from xuezheng.reports.docx.saving import save_whole

    read, targets = folder / "review.xlsx", folder / "targets.xlsx"
    save_whole(read, _book(_sheets(review)))
    save_whole(
        targets,
        _book([("年度目标", TARGETS, (16, 60, 30, 8, 10, 14, 10, 14, 12, 12, 10, 12), _targets(review))]),
    )
    return read, targets


_Sheet = tuple[str, Sequence[str], Sequence[int], Iterable[Sequence[Any]]]


def _sheets(review: "Review") -> list[_Sheet]:
    now, before = f"{review.year}年", f"{review.year - 1}年"
    return [
        (
            "今昔对照",
            ("位置", "句子", "指标", "单位", before, now, "增减", "增减%"),
            (8, 70, 30, 8, 12, 12, 10, 10),
            (
                (c.slot, c.sentence, c.label, c.unit, c.before, c.now, c.direction, c.change_pct)
                for c in review.compared
            ),
        ),
        (
            "拿不准",
            ("次序", "类别", "位置", "内容", "原因"),
            (8, 14, 10, 70, 60),
            ((n, _RANKS[one.rank], one.where, one.text, one.why) for n, one in enumerate(review.unsure, 1)),
        ),
        (
            "催报清单",
            ("责任科室", "指标", "指标代码", "文中位置", "缺什么", "报送期限"),
            (24, 30, 34, 50, 50, 14),
            ((o.owner, o.label, o.indicator, o.where, o.why, o.due_on.isoformat()) for o in review.owed),
        ),
        (
            "明年目标",
            ("任务", "指标代码", "目标值", "单位", "责任科室", "完成期限"),
            (80, 34, 14, 10, 24, 14),
            (
                (t.name, t.indicator, t.value or "（请填）", t.unit, t.owner_name, t.due_on.isoformat())
                for t in review.tasks
            ),
        ),
    ]


def _targets(review: "Review") -> Iterable[Sequence[Any]]:
    """Only tasks an indicator can follow; approval, and values the text leaves open, are a person's."""
    for task in review.tasks:
        if task.indicator:
            yield (
                task.code, task.name, task.indicator, task.year, task.area, task.value, task.unit, task.owner,
                task.set_on.isoformat(), "", "", task.due_on.isoformat(),
            )  # fmt: skip


def _book(sheets: Iterable[_Sheet]) -> bytes:
    """A workbook in which text is text, never a formula; the same bytes for the same rows."""
    from datetime import datetime

    import xlsxwriter

    made = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"created": datetime(2020, 1, 1)})
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#DDE6F0", "text_wrap": True})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        for name, columns, widths, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            for at, (title, width) in enumerate(zip(columns, widths, strict=True)):
                sheet.set_column(at, at, width)
                sheet.write_string(0, at, title, head)
            for row, values in enumerate(rows, 1):
                for at, value in enumerate(values):
                    _write(sheet, row, at, value, cell)
    return made.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, form: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, form)
    else:
        sheet.write_number(row, column, value, form)
