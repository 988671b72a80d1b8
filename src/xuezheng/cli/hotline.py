"""Verbs for what the hotline's office sends: `case import|compare`."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")]
File = Annotated[
    Path, typer.Argument(metavar="FILE", help="热线导出的 xlsx、xls、ods 或 csv。 What the hotline sent.")
]
Mapping = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE.yaml", help="列名对照表，缺省用随附的。 Which column is which."),
]
By = Annotated[str, typer.Option("--by", metavar="USER", help="由谁办理，缺省为办公室账号。 Who acts.")]
AsJson = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]
SHOWN = 50


def add_to(cases: typer.Typer, panel: str) -> None:
    """Add the verbs to `case …`."""
    cases.command(name="import", rich_help_panel=panel)(bring_in)
    cases.command(rich_help_panel=panel)(compare)


def bring_in(
    folder: Folder,
    file: File,
    mapping: Mapping = None,
    area: Annotated[
        str, typer.Option(help="没有写区县的行按此县区代码登记。 The area of rows that name none.")
    ] = "",
    trial: Annotated[bool, typer.Option("--try", help="只检查，不导入。 Check only.")] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """导入热线工单：按对照表转成办件和派单；可用 import undo 撤销。 Take a hotline's export in as cases."""
    from xuezheng.cli.casework import emit
    from xuezheng.jobs import hotline
    from xuezheng.jobs.casework import sit_down

    desk = sit_down(folder, by)
    order = hotline.read_export(desk, file, mapping=mapping, area=area)
    if trial:
        checked, second = hotline.check_export(desk, order)
        faults = [*checked.faults, *(second.faults if second else ())]
        if as_json:
            emit({"rows": order.translated.n_rows, **checked.counts, "columns": order.translated.theirs,
                  "notes": order.translated.notes, "faults": [vars(f) for f in faults]})  # fmt: skip
        else:
            for fault in faults[:SHOWN]:
                print(f"  第 {fault.row} 行“{fault.heading}”列：{fault.what}{fault.remedy}")
            _tell(order.translated.notes)
            counts = checked.counts
            print(
                f"共 {order.translated.n_rows} 行，{len(faults)} 处错误。"
                if faults
                else f"共 {order.translated.n_rows} 行：新增 {counts['new']}，变更 {counts['changed']}，未变 {counts['unchanged']}，没有错误。"
            )
        if faults:
            raise typer.Exit(2)
        return
    batches = hotline.run_export(desk, file, order)
    if as_json:
        emit({"batches": [{"batch": b.pk, "register": b.layout, "new": b.n_new, "changed": b.n_changed,
                           "unchanged": b.n_unchanged} for b in batches], "notes": order.translated.notes})  # fmt: skip
        return
    for batch in batches:
        what = {"cases": "办件", "dispatches": "派单"}[batch.layout]
        print(
            f"第 {batch.pk} 批（{what}）：新增 {batch.n_new}，变更 {batch.n_changed}，未变 {batch.n_unchanged}。"
        )
    _tell(order.translated.notes)
    undo = "，再".join(f"xuezheng import undo {folder} {batch.pk}" for batch in reversed(batches))
    print(f"如需撤销：{undo}")


def _tell(notes: list[str]) -> None:
    for note in notes[:SHOWN]:
        print(f"  {note}")
    if len(notes) > SHOWN:
        print(f"  ……另有 {len(notes) - SHOWN} 处。")


def compare(
    folder: Folder,
    file: File,
    month: Annotated[str, typer.Option(metavar="YYYY-MM", help="月份，如 2026-10。 The month.")],
    mapping: Mapping = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """把热线办的单位统计表与本局月报逐项比较，列出不同。 Their table by unit against ours."""
    from xuezheng.cli.casework import emit
    from xuezheng.jobs import hotline
    from xuezheng.jobs.casework import sit_down

    n_same, found = hotline.compare(sit_down(folder, by), file, month, mapping=mapping)
    if as_json:
        emit({"same": n_same, "differences": [
            {"unit": d.unit, "column": d.column, "theirs": _plain(d.theirs), "ours": _plain(d.ours)} for d in found]})  # fmt: skip
    else:
        for one in found:
            if not one.column:
                print(f"  {one.unit}：{'本局月报中没有' if one.ours is None else '对方表中没有'}")
            else:
                print(f"  {one.unit} {one.column}：对方 {_shown(one.theirs)}，本局 {_shown(one.ours)}")
        print(f"{month}：{n_same} 个单位完全一致，{len({one.unit for one in found})} 个单位有不同。")
    if found:
        raise typer.Exit(3)


def _plain(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _shown(number: Decimal | None) -> str:
    if number is None:
        return "—"
    return str(int(number)) if number == int(number) else f"{number:.2%}"
