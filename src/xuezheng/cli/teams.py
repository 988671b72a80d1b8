"""The verb that makes balanced teams of teachers and draws them to classes."""

from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    """Add `teams`."""
    app.command()(teams)


def teams(
    staff: Annotated[
        Path,
        typer.Argument(
            metavar="STAFF",
            help="教师名单：teacher、subject，可有 load、head、avoid 和要均衡的各列。 The staff list.",
        ),
    ],
    classes: Annotated[
        str,
        typer.Option(
            help="班数，或班级表（class 列）。 How many classes, or a table of them.", metavar="K|FILE"
        ),
    ],
    seed: Annotated[
        str,
        typer.Option(help="种子：一句话，或 draw: 加公开抽签的种子。 A sentence, or draw:<seed of a draw>."),
    ],
    out: Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")],
    numeric: Annotated[
        str, typer.Option(help="要均衡的数字列，如教龄、评分，逗号分隔。 Columns of numbers.")
    ] = "",
    category: Annotated[
        str, typer.Option(help="要均衡的类别列，如职称、性别，逗号分隔。 Columns of kinds.")
    ] = "",
    heads: Annotated[
        bool, typer.Option(help="每组一名班主任（head 列为“是”者）。 A head teacher in each team.")
    ] = True,
    most: Annotated[
        int | None, typer.Option(help="每人最多任教几个班。 The most classes of one teacher.")
    ] = None,
    name: Annotated[
        str, typer.Option(help="年级等名称，区分同一种子的几次编组。 Tells several runs of one seed apart.")
    ] = "",
    rounds: Annotated[int | None, typer.Option(help="搜索轮数。 Rounds of search.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")
    ] = False,
) -> None:
    """教师均衡编组，再抽定各组的班。 Balanced teams of teachers, then drawn to the classes."""
    import json

    from xuezheng.allocation.draw.seeding import seed_of
    from xuezheng.allocation.tables import read_table
    from xuezheng.allocation.teacher_teams.reading import Asked
    from xuezheng.allocation.teacher_teams.writing import (
        certificate_of,
        make_teams,
        subjects_of,
        write_teams,
    )
    from xuezheng.errors import BadInput, Occupied

    if (rounds is not None and not 0 <= rounds <= 1_000_000) or (most is not None and most < 1):
        raise BadInput("--rounds 或 --most 不合格。轮数为 0 到 1000000，任教班数至少为 1。请改正。")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Occupied(f"{out} 已有内容。公布过的结果不能覆盖。请换一个新的文件夹。")
    tables = {"staff": read_table(staff, needs=("teacher", "subject"), name="staff")}
    if not classes.isdecimal():
        tables["classes"] = read_table(Path(classes), needs=("class",), name="classes")
    names = (
        tuple(tables["classes"].columns["class"])
        if "classes" in tables
        else tuple(str(k + 1) for k in range(min(int(classes), 1000)))
    )
    asked = Asked(names, _split(numeric), _split(category), heads, most, name)
    made_seed = seed_of(seed)
    staffed = make_teams(tables["staff"], asked, made_seed, rounds)
    write_teams(out, staffed, tables, asked, made_seed)
    certificate = certificate_of(staffed, tables, asked, made_seed)
    if as_json:
        told = {
            "path": str(out),
            "teams": dict(staffed.drawn),
            "objective": certificate.objective,
            "bound": certificate.bound,
            "gap": certificate.gap,
            "proof": staffed.plan.proof,
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(f"{len(names)} 个教师组（{subjects_of(staffed.problem)}），已抽定班级，写到 {out}。")
    typer.echo(f"不均衡程度 {certificate.objective:.4f}，与下界的差距 {certificate.gap:.4f}。")


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
