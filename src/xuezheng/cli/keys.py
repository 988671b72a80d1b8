"""Verbs for the keeper of the keys: what stands under which key, a new key, an old one gone."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from xuezheng.jobs.keys import Keys

FOLDER = Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")]
BY = Annotated[
    str,
    typer.Option(
        "--by",
        help="办理账号；只有一名系统管理员时可省略。"
        " The acting account; may be left out with one system administrator.",
    ),
]
JSON = Annotated[bool, typer.Option("--json", help="机器可读输出。 Machine-readable output.")]


def add_to(app: typer.Typer) -> None:
    """Add `keys check`, `keys rotate` and `keys drop`."""
    group = typer.Typer(
        help="封存身份证件号和电话的密钥。 The keys that seal identity numbers and telephones.",
        no_args_is_help=True,
    )
    for verb in (check, rotate, drop):
        group.command()(verb)
    group.callback()(_group)
    app.add_typer(group, name="keys")


def _group() -> None:
    """封存身份证件号和电话的密钥。 The keys that seal identity numbers and telephones."""


def check(folder: FOLDER, as_json: JSON = False) -> None:
    """各密钥各封存多少；有未加密的或缺密钥即报错。 How much stands under each key; fails if anything is plain."""
    from xuezheng.jobs.keys import check as run

    found = run(folder)
    _tell(found, as_json)
    if not found.is_right:
        raise typer.Exit(3)


def rotate(
    folder: FOLDER,
    suite: Annotated[
        str,
        typer.Option(
            help="新密钥的算法：aes-256-gcm+hmac-sha-256 或 sm4-gcm+hmac-sm3，默认不变。"
            " The new key's algorithms; unchanged if left out."
        ),
    ] = "",
    by: BY = "",
    as_json: JSON = False,
) -> None:
    """换新密钥，全部重新加密；中断后再运行会接着做。 Seal everything under a new key; goes on after a stop."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    from xuezheng.jobs.keys import rotate as run

    columns = SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("重新加密", total=None)
        found = run(
            folder,
            suite=suite,
            by=by,
            step=lambda what, n: bar.update(task, description=f"重新加密：{what}", advance=n),
        )
    _tell(found, as_json)
    if not as_json:
        typer.echo("请立即把新的密钥文件另存到保管处；旧密钥留着，直到不再需要旧备份。", err=True)


def drop(
    folder: FOLDER,
    key: Annotated[str, typer.Argument(metavar="KEY", help="旧密钥的编号。 The old key's id.")],
    by: BY = "",
    as_json: JSON = False,
) -> None:
    """删去不再使用的旧密钥；此前的备份随之读不出。 Drop an unused key; backups made under it become unreadable."""
    from xuezheng.jobs.keys import drop as run

    _tell(run(folder, key, by=by), as_json)


def _tell(found: "Keys", as_json: bool) -> None:
    import json
    from dataclasses import asdict

    if as_json:
        typer.echo(json.dumps(asdict(found) | {"ok": found.is_right}, ensure_ascii=False))
        return
    for use in found.uses:
        mark = "现用" if use.is_current else "旧　"
        typer.echo(
            f"{mark} {use.id}  {use.suite}  {use.made_on}  {use.n_rows:>10,} 项  {use.n_files:>6,} 个文件"
        )
    if found.n_plain:
        typer.echo(f"有 {found.n_plain:,} 项没有加密。请运行 xuezheng keys rotate。", err=True)
    for key, n in found.lost.items():
        typer.echo(
            f"有 {n:,} 项是用密钥 {key} 加密的，密钥文件中没有它，读不出。请取回含它的密钥文件。", err=True
        )
    if found.is_rotating:
        typer.echo("上次轮换没有完成。请再运行 xuezheng keys rotate，会接着做。", err=True)
