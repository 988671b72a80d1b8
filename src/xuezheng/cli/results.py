"""`results`: put a decision's results out at a stated instant, or take them back."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated

import typer

results = typer.Typer(
    no_args_is_help=True,
    help="公布结果：定时刻、发查询码、撤下。 Put results out at a stated instant, under printed codes.",
)


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(results, name="results")


CHINA = timezone(timedelta(hours=8))
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")]
By = Annotated[str, typer.Option(help="办理人账号。 Who acts.")]


@results.command()
def prepare(
    folder: Folder,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="决定编号。 The decision's number.")],
    table: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE",
            help="结果表：第一列是号码，其余各列照列名显示。 First column the number, the others shown.",
        ),
    ],
    at: Annotated[str, typer.Option(help="公布时刻，如 2026-07-01T09:00。 The instant it stands at.")],
    codes: Annotated[Path, typer.Option(help="查询码写到这里，打印后删除。 The codes, to print and delete.")],
    title: Annotated[str, typer.Option(help="名称。 Its title.")] = "",
    number_name: Annotated[str, typer.Option(help="号码叫什么。 What the number is called.")] = "准考证号",
    plan: Annotated[
        Path | None, typer.Option(help="方案文件夹：证书和方案随同公布。 The plan's folder, published too.")
    ] = None,
    by: By = "",
) -> None:
    """写好每个人的结果，到时刻才看得到。 Write every result; nobody finds one before the instant."""
    from xuezheng.jobs import publishing

    prepared = publishing.prepare_for(
        folder.resolve(), decision, table, title=title, number_name=number_name, stands_at=_instant(at), codes_at=codes,
        plan=plan, by=by,
    )  # fmt: skip
    for line in publishing.told(prepared):
        typer.echo(line)


@results.command()
def withdraw(
    folder: Folder,
    publication: Annotated[str, typer.Argument(metavar="CODE", help="公布编号。 The publication's code.")],
    reason: Annotated[str, typer.Option(help="理由，记入审计。 Why; it is logged.")],
    by: By = "",
) -> None:
    """撤下公布的结果。 Take results back."""
    from xuezheng.jobs import publishing

    publishing.withdraw(folder.resolve(), publication, reason=reason, by=by)
    typer.echo("已撤下，从现在起查不到。")


def _instant(text: str) -> datetime:
    from xuezheng.errors import BadInput

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text}”不是时刻。没有公布。请写成 2026-07-01T09:00。") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
