"""Verbs for what comes after a division: late arrivals, the reason for one child, the dossier."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from xuezheng.allocation.class_changes.writing import Changed

Inputs = Annotated[
    list[str],
    typer.Option(
        "--input",
        help="分班时的表：roster=名单，以及用过的 apart=…、weight=…。 The tables of the division.",
        metavar="NAME=FILE",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]


def add_to(app: typer.Typer) -> None:
    """Add `classes-add`, `classes-why` and `classes-dossier`."""
    app.command(name="classes-add")(classes_add)
    app.command(name="classes-why")(classes_why)
    app.command(name="classes-dossier")(classes_dossier)


def classes_add(
    plan: Annotated[
        Path,
        typer.Argument(metavar="PLAN_DIR", help="分班结果，或上一次变动的结果。 The plan to go on from."),
    ],
    changes: Annotated[
        Path,
        typer.Argument(
            metavar="CHANGES",
            help="变动名单：pupil、on、change（转入或转出），以及分班时的各列。 Arrivals and leavers.",
        ),
    ],
    inputs: Inputs,
    out: Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")],
    seed: Annotated[
        str,
        typer.Option(help="种子，定同日的先后；不写则沿用分班的种子。 Orders arrivals of one day."),
    ] = "",
    limit: Annotated[int | None, typer.Option(help="班额上限（人头）。 The most heads of a class.")] = None,
    missing: Annotated[
        str,
        typer.Option(help="缺分：refuse 拒绝，mean 按平均分；不写则沿用。 What to do with missing scores."),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """插班与转出：逐人按规则进班，每一步写明理由。 Place late arrivals one by one, with the least harm."""
    from dataclasses import replace

    from xuezheng.allocation.class_changes.standing import read_before
    from xuezheng.allocation.class_changes.writing import change_classes, write_changes
    from xuezheng.allocation.draw.seeding import seed_of
    from xuezheng.allocation.tables import read_table
    from xuezheng.errors import BadInput, Occupied

    if missing not in {"", "refuse", "mean"}:
        raise BadInput(f"--missing {missing} 不认识。缺分只能拒绝或按平均分计。请写 refuse 或 mean。")
    if limit is not None and limit < 1:
        raise BadInput(f"--limit {limit} 不是正整数。班额上限须至少为 1。请改正。")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Occupied(f"{out} 已有内容。公布过的结果不能覆盖。请换一个新的文件夹。")
    before = read_before(plan, _paths(inputs), missing)
    limit = before.standing.limit if limit is None else limit
    before = replace(before, standing=replace(before.standing, limit=limit))
    said = before.certificate["seed"]
    made_seed = seed_of(seed or str(said["text"]), hash=str(said["hash"]))
    table = read_table(changes, needs=("pupil", "on", "change"), name="changes")
    changed = change_classes(before, table, made_seed)
    write_changes(out, changed)
    _say(changed, out, as_json)


def classes_why(
    plan: Annotated[Path, typer.Argument(metavar="PLAN_DIR", help="变动的结果。 A folder of changes.")],
    pupil: Annotated[str, typer.Argument(metavar="PUPIL", help="学生编号。 The pupil's code.")],
    as_json: AsJson = False,
) -> None:
    """为什么进这个班：一名插班学生的理由。 Why an arrival went to this class."""
    import json

    from xuezheng.allocation.certificate import read_certificate
    from xuezheng.allocation.class_changes.wording import why
    from xuezheng.errors import BadInput, NotFound

    certificate = read_certificate(plan)
    if certificate.get("kind") != "class_changes":
        raise BadInput(f"{plan} 不是插班与变动的结果。请给出 classes-add 写出的文件夹。")
    steps = [step for step in certificate["steps"] if pupil in step["pupils"]]
    if not steps:
        raise NotFound(f"学生“{pupil}”不在这次变动里。这里只有插班和转出的学生。请核对编号。")
    if as_json:
        typer.echo(json.dumps(steps, ensure_ascii=False))
        return
    categories = certificate["options"]["category"]
    for step in steps:
        typer.echo(why(step, categories[0] if categories else ""))


def classes_dossier(
    plan: Annotated[Path, typer.Argument(metavar="PLAN_DIR", help="分班结果。 A folder of a division.")],
    inputs: Inputs,
    out: Annotated[Path, typer.Option(help="写到这个 docx 文件。 The docx to write.")],
    on: Annotated[str, typer.Option(help="文件日期 YYYY-MM-DD，默认今天。 The day of the document.")] = "",
    author: Annotated[str, typer.Option(help="单位名称。 Name of the office.")] = "",
) -> None:
    """写出公文格式的均衡分班结果说明。 Write the fairness dossier as a document for the file."""
    from datetime import date

    from xuezheng.errors import BadInput, NotFound
    from xuezheng.jobs.class_dossier import dossier_docx
    from xuezheng.reports.docx.saving import save_whole

    if out.suffix.lower() != ".docx" or out.is_dir():
        raise BadInput(f"{out} 不是 docx 文件名。结果说明写成 docx。请改用以 .docx 结尾的文件名。")
    if not out.resolve().parent.is_dir():
        raise NotFound(f"没有文件夹 {out.resolve().parent}。文件要写到已有的文件夹里。请先建好。")
    try:
        day = date.fromisoformat(on) if on else date.today()
    except ValueError:
        raise BadInput(f"--on {on} 不是日期。日期须写成 YYYY-MM-DD。例如 2026-09-01。") from None
    save_whole(out, dossier_docx(plan, _paths(inputs), on=day, author=author))
    typer.echo(f"结果说明写到 {out}。")


def _paths(inputs: list[str]) -> dict[str, Path]:
    from xuezheng.errors import BadInput

    pairs = [text.partition("=") for text in inputs]
    if wrong := [name for name, sign, path in pairs if not (name and sign and path)]:
        raise BadInput(f"--input {wrong[0]} 不完整。须写成 名称=文件。例如 roster=名单.csv。")
    return {name: Path(path) for name, _, path in pairs}


def _say(changed: "Changed", out: Path, as_json: bool) -> None:
    import json

    from xuezheng.allocation.class_changes.wording import why
    from xuezheng.allocation.class_changes.writing import certificate_of, roster_beside

    statements: list[dict[str, Any]] = changed.statements()
    if as_json:
        objective = certificate_of(changed).objective
        told = {"path": str(out), "objective": objective, "steps": statements}
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    category = changed.after.category[0] if changed.after.category else ""
    for step in statements:
        typer.echo(why(step, category))
    typer.echo(f"{len(statements)} 步，写到 {out}。", err=True)
    typer.echo(f"下一次变动请用名单 {roster_beside(out)}；其中有分数，不要公布。", err=True)
