"""Verbs for the security administrator: tokens that programs read records with."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

FOLDER = Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")]
BY = Annotated[
    str,
    typer.Option(
        "--by",
        help="办理账号；只有一名安全管理员时可省略。 The acting account; may be left out with one security administrator.",
    ),
]
JSON = Annotated[bool, typer.Option("--json", help="机器可读输出。 Machine-readable output.")]


def add_to(app: typer.Typer) -> None:
    """Add `tokens make`, `tokens list` and `tokens withdraw`."""
    group = typer.Typer(help="程序读取记录的令牌。 Tokens that programs read with.", no_args_is_help=True)
    group.command()(make)
    group.command("list")(list_)
    group.command()(withdraw)
    group.callback()(_group)
    app.add_typer(group, name="tokens")


def _group() -> None:
    """程序读取记录的令牌。 Tokens that programs read with."""


def make(
    folder: FOLDER,
    label: Annotated[str, typer.Option(help="用途。 What it is for.")],
    organisation: Annotated[
        str,
        typer.Option(help="机构代码；只读它及其下级。 The organisation's code; it and all below are read."),
    ],
    scope: Annotated[
        list[str], typer.Option(help="范围，如 read:registers，可多次给出。 A scope; may be repeated.")
    ],
    until: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="到期日期，最长一年。 Its last day, within a year.")
    ],
    by: BY = "",
    as_json: JSON = False,
) -> None:
    """签发令牌，只显示这一次。 Make a token; it is told this once."""
    import json

    from xuezheng.jobs.tokens import make as run

    code, secret = run(
        folder, label=label, organisation=organisation, scopes=scope, ends_on=until.date(), by=by
    )
    typer.echo(json.dumps({"code": code, "token": secret}) if as_json else secret)
    if not as_json:
        typer.echo(f"令牌 {code} 已签发，只显示这一次；请妥善交给使用方。", err=True)


def list_(folder: FOLDER, by: BY = "", as_json: JSON = False) -> None:
    """列出令牌：用途、机构、范围、到期、最近使用。 List the tokens, never what a program shows."""
    import json

    from xuezheng.jobs.tokens import listed

    rows = listed(folder, by)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        end = f"{row['withdrawn_on']} 撤回" if row["withdrawn_on"] else f"{row['ends_on']} 到期"
        typer.echo(f"{row['code']}  {row['organisation']}  {row['label']}  {row['scopes']}  {end}")


def withdraw(
    folder: FOLDER,
    code: Annotated[str, typer.Argument(metavar="CODE", help="令牌编号。 The token's number.")],
    by: BY = "",
) -> None:
    """撤回令牌，立即失效。 Withdraw a token at once."""
    from xuezheng.jobs.tokens import withdraw as run

    run(folder, code, by)
    typer.echo(f"令牌 {code} 已撤回，立即失效。")
