"""Verbs of OneRoster 1.2 CSV: `oneroster export|check|import`."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")]
Files = Annotated[
    Path, typer.Argument(metavar="FILES", help="OneRoster 文件夹或 zip。 The folder or zip with the files.")
]
By = Annotated[str, typer.Option("--by", metavar="USER", help="由谁办理，缺省为办公室账号。 Who acts.")]
AsJson = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]
SHOWN = 50


def add_to(app: typer.Typer) -> None:
    """Add `oneroster …`."""
    verbs = typer.Typer(
        help="OneRoster 1.2 名册文件：导出、检查、导入。 Rosters in and out.", no_args_is_help=True
    )
    verbs.callback()(_group)
    verbs.command()(export)
    verbs.command()(check)
    verbs.command(name="import")(bring_in)
    app.add_typer(verbs, name="oneroster")


def _group() -> None:
    """OneRoster 1.2 名册文件：导出、检查、导入。 Rosters in and out."""


def export(
    folder: Folder,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="写到哪个文件夹。 The folder to write.")],
    year: Annotated[int, typer.Option(help="学年，以开始的年份称呼。 The school year, by its first year.")],
    personal: Annotated[
        bool,
        typer.Option(
            help="加上出生日期、性别、学籍号、身份证件号；只用于移交。 With personal data; to move records."
        ),
    ] = False,
    by: By = "",
    force: Annotated[bool, typer.Option(help="覆盖已有文件夹。 Overwrite.")] = False,
    as_json: AsJson = False,
) -> None:
    """导出一个学年的名册；每次导出记入审计。 Write the roster of a school year; every export is logged."""
    from xuezheng.cli.casework import emit
    from xuezheng.jobs import oneroster
    from xuezheng.jobs.casework import sit_down

    rows = oneroster.export(sit_down(folder, by), out, year, personal=personal, force=force)
    if as_json:
        emit({"path": str(out), "rows": rows})
        return
    left_out = rows.pop("left_out")
    print(f"已导出到 {out}：" + "，".join(f"{name} {n} 行" for name, n in rows.items()) + "。")
    if left_out:
        print(f"另有 {left_out} 名在籍学生未分班或学校已撤销，没有导出。")


def check(files: Files, as_json: AsJson = False) -> None:
    """检查一套文件：所有文件的所有错误，一次列出。 Every fault of every file, at once."""
    from xuezheng.cli.casework import emit
    from xuezheng.jobs.oneroster import check_files

    bundle, faults = check_files(files)
    if as_json:
        emit({"rows": {name: len(rows) for name, rows in bundle.tables.items()},
              "faults": [{"where": f.where, "what": f.what, "remedy": f.remedy} for f in faults]})  # fmt: skip
    elif faults:
        print(f"{files} 有 {len(faults)} 处错误：")
        for fault in faults[:SHOWN]:
            print(f"  {fault}")
        if len(faults) > SHOWN:
            print(f"  ……另有 {len(faults) - SHOWN} 处，可用 --json 全部列出。")
    else:
        print(
            f"{files} 没有错误："
            + "，".join(f"{name} {len(rows)} 行" for name, rows in bundle.tables.items())
            + "。"
        )
    if faults:
        raise typer.Exit(3)


def bring_in(folder: Folder, files: Files, by: By = "", as_json: AsJson = False) -> None:
    """导入一套全量文件：只新增，不改动、不删除已登记的；全部成功或一行不进。 Add what is new; nothing is changed."""
    from xuezheng.cli.casework import emit
    from xuezheng.jobs import oneroster
    from xuezheng.jobs.casework import sit_down

    added, differing = oneroster.bring_in(sit_down(folder, by), files)
    if as_json:
        emit({"added": added, "differing": differing})
        return
    labels = {"organisations": "机构", "areas": "区划", "schools": "学校", "classes": "班级", "teachers": "教职工",
              "pupils": "学生", "enrolments": "在籍"}  # fmt: skip
    print("已新增：" + "，".join(f"{labels[name]} {n}" for name, n in added.items()) + "。")
    for line in differing[:SHOWN]:
        print(f"  {line}")
    if len(differing) > SHOWN:
        print(f"  ……另有 {len(differing) - SHOWN} 处不同，可用 --json 全部列出。")
