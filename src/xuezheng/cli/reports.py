"""The `report` group: `read` is here; the other verbs come from the modules named in PARTS."""

import importlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from xuezheng.reports.shapes import Document, Slot

#: Modules that add further verbs to the group; each has `add_commands(report_app)`.
PARTS = (
    "reports_matching",
    "reports_memory",
    "reports_writing",
    "reports_review",
    "reports_year",
    "reports_bundle",
)

_KINDS = {"figure": "数字", "date": "日期", "name": "名称", "structural": "结构数"}
_MEANINGS = {
    "meeting_year": "会议召开年", "report_year": "总结年", "plan_year": "计划年", "last_year": "上一年",
    "month": "月", "day": "日", "city": "市名", "county": "县区名", "school": "校名", "website": "网站名",
    "person": "人名", "media": "媒体名", "place": "地名", "organisation": "单位名", "project": "项目名",
    "document_year": "文号年份", "other": "名称",
}  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Add `report read` and the verbs of the other parts that are there."""
    report_app = typer.Typer(
        help="讲话与报告：读取、匹配、写出、核对。 Speeches and reports: read, match, write, check.",
        no_args_is_help=True,
    )
    report_app.command()(read)
    report_app.callback()(_group)
    for part in PARTS:
        importlib.import_module(f"xuezheng.cli.{part}").add_commands(report_app)
    app.add_typer(report_app, name="report")


def _group() -> None:
    """讲话与报告：读取、匹配、写出、核对。 Speeches and reports: read, match, write, check."""


def read(
    text: Annotated[
        Path,
        typer.Argument(
            metavar="TEXT",
            help="讲话或报告，.txt 或 .docx；- 读取粘贴到标准输入的文字。 Speech or report; - reads pasted text.",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。 Machine-readable output.")] = False,
) -> None:
    """读取讲话：结构，以及每处数字、日期、名称。 Read a text: its structure and slots."""
    from xuezheng.reports.reading import read as run
    from xuezheng.reports.reading import read_pasted

    document = read_pasted(typer.get_binary_stream("stdin")) if str(text) == "-" else run(text)
    if as_json:
        typer.echo(json.dumps(as_plain_data(document), ensure_ascii=False, indent=1))
    else:
        typer.echo(told_of(document))


def as_plain_data(document: "Document") -> dict[str, Any]:
    """The reading as JSON keeps it; offsets count characters of the decoded input."""
    block_keys = ("kind", "level", "text", "start", "end")
    places = {
        index: (block.cell.table, block.cell.row, block.cell.column)
        for index, block in enumerate(document.blocks)
        if block.cell
    }
    slot_keys = (
        "id", "kind", "text", "value", "unit", "scale", "approx", "start", "end", "clause",
        "block", "at", "name_kind",
    )  # fmt: skip
    return {
        "title": document.title,
        "source": document.source,
        "blocks": [
            {key: getattr(block, key) for key in block_keys}
            | ({"cell": list(places[index])} if index in places else {})
            for index, block in enumerate(document.blocks)
        ],
        "slots": [{key: getattr(slot, key) for key in slot_keys} for slot in document.slots],
        "warnings": list(document.warnings),
        "notes": list(document.notes),
    }


def told_of(document: "Document") -> str:
    """An outline and a table of slots that a person can read."""
    n_body = sum(block.kind == "body" and block.cell is None for block in document.blocks)
    n_tables = len({block.cell.table for block in document.blocks if block.cell})
    tables = f"，表格 {n_tables} 张" if n_tables else ""
    lines = [f"标题：{document.title or '（无）'}", f"提纲（正文 {n_body} 段{tables}）："]
    lines += ["  " * block.level + block.text for block in document.blocks if block.kind == "heading"] or [
        "  （没有标题行）"
    ]
    counts = "，".join(
        f"{name} {sum(slot.kind == kind for slot in document.slots)}" for kind, name in _KINDS.items()
    )
    lines += [f"共 {len(document.slots)} 处：{counts}。"]
    if document.slots:
        lines += table_of(
            ("编号", "类别", "原文", "值", "单位", "含义", "所在分句"), map(_row, document.slots)
        )
    lines += [f"说明：{note}" for note in document.notes]
    lines += [f"提示：{warning}" for warning in document.warnings]
    return "\n".join(lines)


def _row(slot: "Slot") -> tuple[str, ...]:
    value = "" if slot.value is None or slot.kind == "date" else f"{slot.value:g}"
    meaning = _MEANINGS.get(slot.name_kind, "") or slot.approx
    return (slot.id, _KINDS[slot.kind], slot.text or "（缺）", value, slot.unit, meaning, slot.clause)


def table_of(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Columns set flush by the cells they take on a screen."""
    table = [head, *rows]
    widths = [max(_cells(row[at]) for row in table) for at in range(len(head))]
    return [
        "  ".join(
            word + " " * (width - _cells(word)) for word, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in table
    ]


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
