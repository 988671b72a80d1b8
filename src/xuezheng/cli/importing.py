"""Verbs that found a bureau's folder and take spreadsheets in: `found`, `import template|check|run|list|undo|export`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from xuezheng.records.intake.actions.checking import Checked
    from xuezheng.records.intake.queries import Batch

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")]
Register = Annotated[str, typer.Argument(metavar="REGISTER", help="报表名称，如 pupils。 A register.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="xlsx、xls、ods 或 csv 文件。 A spreadsheet.")]
By = Annotated[str, typer.Option("--by", metavar="USER", help="由谁办理，缺省为办公室账号。 Who acts.")]
AsJson = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]
SHOWN = 50


def add_to(app: typer.Typer) -> None:
    """Add `found` and `import …`."""
    app.command()(found)
    imports = typer.Typer(help="导入 Excel，可撤销。 Take spreadsheets in, with undo.", no_args_is_help=True)
    imports.command()(registers)
    imports.command()(template)
    imports.command()(check)
    imports.command()(run)
    imports.command(name="list")(list_batches)
    imports.command()(undo)
    imports.command()(export)
    imports.callback()(_group)
    app.add_typer(imports, name="import")


def _group() -> None:
    """导入 Excel，可撤销。 Take spreadsheets in, with undo."""


def found(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="新文件夹。 A new folder.")],
    name: Annotated[str, typer.Option(help="局名，如 某市教育局。 The bureau's name.")],
    city: Annotated[str, typer.Option(help="市名，如 某市。 The city's name.")],
    code: Annotated[str, typer.Option(help="市的行政区划代码。 The city's GB/T 2260 code.")],
    as_json: AsJson = False,
) -> None:
    """建立一个教育局的文件夹：空的记录和首批账号。 Found a bureau's folder with its first accounts."""
    from xuezheng.jobs.founding import FIRST
    from xuezheng.jobs.founding import found as run

    made = run(folder, name=name, city=city, code=code)
    if as_json:
        _print({"folder": str(folder), "accounts": made})
        return
    print(f"已建立 {folder}。首批账号的密码只显示这一次，请分别交给本人：")
    for _, account, called in FIRST:
        print(f"  {called} {account}：{made[account]}")
    print(
        f"下一步：xuezheng import template areas 区划.xlsx，填好后 xuezheng import run {folder} areas 区划.xlsx"
    )


def registers(as_json: AsJson = False) -> None:
    """列出可导入的报表。 List what can be imported."""
    import json
    import tempfile

    from xuezheng.records.database import start_django

    start_django(Path(tempfile.gettempdir()))
    from xuezheng.records.intake.forms.layouts import all_layouts, columns_of

    if as_json:
        told = {
            name: {"title": layout.title, "columns": [column.heading for column in columns_of(layout)]}
            for name, layout in all_layouts().items()
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for name, layout in all_layouts().items():
        print(f"{name}：{layout.title}")


def template(
    register: Register,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="写到哪里。 Where to write.")],
    folder: Annotated[
        Path | None,
        typer.Option("--dir", metavar="DIR", help="教育局文件夹：下拉选项用登记的学校等。 For its lists."),
    ] = None,
    by: By = "",
    force: Annotated[bool, typer.Option(help="覆盖已有文件。 Overwrite.")] = False,
) -> None:
    """生成空白报表：说明、必填列、下拉选项。 An empty sheet with notes and drop-downs."""
    from xuezheng.jobs.import_template import write_template

    write_template(register, out, folder=folder, by=by, force=force)
    print(f"已生成 {out}。")


def check(
    folder: Folder,
    register: Register,
    file: File,
    annotated: Annotated[
        Path | None,
        typer.Option(metavar="OUT.xlsx", help="标出错误的原文件。 The same file with faults marked."),
    ] = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """试导入：新增、变更、未变、拒绝，不改动记录。 A dry run; nothing is changed."""
    from xuezheng.jobs.importing import check_file

    sent, checked = check_file(folder, register, file, by)
    if annotated is not None:
        from xuezheng.jobs.import_annotated import write_annotated

        write_annotated(sent, checked, annotated)
    _tell_check(checked, sent.where, as_json)
    if annotated is not None and not as_json:
        print(f"标注后的文件：{annotated}")
    if checked.faults:
        raise typer.Exit(2)


def run(folder: Folder, register: Register, file: File, by: By = "", as_json: AsJson = False) -> None:
    """导入：全部成功或一行不进。 Take the file in: all of it or nothing."""
    from xuezheng.jobs.importing import run_file

    batch = run_file(folder, register, file, by)
    if as_json:
        _print(_batch_json(batch))
        return
    print(f"第 {batch.pk} 批已导入：新增 {batch.n_new}，变更 {batch.n_changed}，未变 {batch.n_unchanged}。")
    print(f"如需撤销：xuezheng import undo {folder} {batch.pk}")


def list_batches(folder: Folder, by: By = "", as_json: AsJson = False) -> None:
    """列出导入记录：何人、何时、何文件、多少行。 What was taken in, by whom and when."""
    from xuezheng.jobs import importing

    batches = importing.list_batches(folder, by)
    if as_json:
        _print([_batch_json(batch) for batch in batches])
        return
    if not batches:
        print("还没有导入过文件。可以先用 xuezheng import template 生成空白报表。")
    for batch in batches:
        undone = f"；{batch.undone_by} 已撤销" if batch.state == "undone" else ""
        print(
            f"第 {batch.pk} 批 {batch.at:%Y-%m-%d %H:%M} {batch.by} {batch.layout} {batch.file_name}："
            f"新增 {batch.n_new}，变更 {batch.n_changed}，未变 {batch.n_unchanged}{undone}"
        )


def undo(
    folder: Folder,
    number: Annotated[
        int | None, typer.Argument(metavar="[N]", help="批次，缺省为最近一批。 Which batch; the latest.")
    ] = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """撤销一批导入；此后又改过的保留，并说明。 Take a batch back, keeping later edits."""
    from xuezheng.jobs.importing import undo_batch

    batch, done = undo_batch(folder, number, by)
    if as_json:
        _print({"batch": batch.pk, **done.counts, "rows": [
            {"key": key, "state": heap, "why": why} for key, heap, why in done.told]})  # fmt: skip
        return
    counts = done.counts
    print(
        f"第 {batch.pk} 批已撤销：还原 {counts['reversed']} 条，保留 {counts['kept']} 条，"
        f"不能还原 {counts['could_not']} 条。"
    )
    for key, heap, why in done.told[:SHOWN]:
        print(f"  {'保留' if heap == 'kept' else '不能还原'} {key}：{why}")
    if len(done.told) > SHOWN:
        print(f"  ……另有 {len(done.told) - SHOWN} 条，可用 --json 全部列出。")


def _tell_check(checked: "Checked", where: str, as_json: bool) -> None:
    from xuezheng.records.intake.forms.cells import shown

    counts = checked.counts
    if as_json:
        _print(
            {
                "rows": checked.n_rows,
                **counts,
                "rejected": checked.n_rejected,
                "faults": [
                    {"row": f.row, "column": f.heading, "value": f.value, "what": f.what, "remedy": f.remedy}
                    for f in checked.faults
                ],
                "differences": [
                    {"row": line, "column": heading, "before": str(before), "after": str(after)}
                    for line, heading, before, after in checked.differences
                ],
                "notes": list(checked.heading.notes),
            }
        )
        return
    for note in checked.heading.notes:
        print(note)
    if checked.faults:
        print(f"{where}共 {checked.n_rows} 行，{checked.n_rejected} 行有错误，不能导入：")
        for fault in checked.faults[:SHOWN]:
            column = f"“{fault.heading}”列" if fault.heading else ""
            print(f"  第 {fault.row} 行{column}：{fault.what}{fault.remedy}")
        if len(checked.faults) > SHOWN:
            print(f"  ……另有 {len(checked.faults) - SHOWN} 处，可用 --annotated 或 --json 全部列出。")
        return
    print(
        f"{where}共 {checked.n_rows} 行：新增 {counts['new']}，变更 {counts['changed']}，"
        f"未变 {counts['unchanged']}，没有错误。"
    )
    for line, heading, before, after in checked.differences[:SHOWN]:
        print(f"  第 {line} 行“{heading}”：{shown(before) or '空'} → {shown(after) or '空'}")


def _batch_json(batch: "Batch") -> dict[str, Any]:
    return {
        "batch": batch.pk,
        "register": batch.layout,
        "file": batch.file_name,
        "sha256": batch.file_sha256,
        "by": batch.by,
        "at": batch.at.isoformat(),
        "state": batch.state,
        "new": batch.n_new,
        "changed": batch.n_changed,
        "unchanged": batch.n_unchanged,
    }


def _print(said: Any) -> None:
    import json

    print(json.dumps(said, ensure_ascii=False, indent=1))


def export(
    folder: Folder,
    register: Register,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="写到哪里。 Where to write.")],
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN=VALUE", help="只要这一列是此值的行，可重复。 Only rows that say this."),
    ] = None,
    by: By = "",
    force: Annotated[bool, typer.Option(help="覆盖已有文件。 Overwrite.")] = False,
    as_json: AsJson = False,
) -> None:
    """导出登记：改好后可原样导入；导出会记入审计。 Take a register out; edited, it can be taken in again."""
    from rich.progress import Progress

    from xuezheng.jobs.exporting import export_register, read_conditions

    conditions = read_conditions(where or [])
    with Progress(transient=True, disable=as_json) as bar:
        task = bar.add_task("正在导出", total=None)
        n_rows = export_register(
            folder, register, out, conditions=conditions, by=by, force=force,
            step=lambda done, of: bar.update(task, completed=done, total=of),
        )  # fmt: skip
    if as_json:
        _print({"path": str(out), "rows": n_rows})
        return
    print(f"已导出 {n_rows} 行到 {out}。" if n_rows else f"没有符合条件的记录；{out} 只有表头。")
