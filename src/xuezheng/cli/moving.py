"""`move`: bring the records from SQLite to PostgreSQL, or back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from xuezheng.jobs.moving import Moved


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    app.command()(move)


def move(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")],
    to: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS|sqlite",
            help="迁往：一个空库的 postgresql:// 地址，或 sqlite（迁回文件夹）。"
            " Where to: the address of an empty database, or sqlite.",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="机器可读输出。 Machine-readable output.")] = False,
) -> None:
    """把记录从 SQLite 迁到 PostgreSQL 或迁回，逐表核对后才切换。

    Move the records from SQLite to PostgreSQL or back; nothing is switched before every table agrees.
    """
    import json

    from xuezheng.jobs.moving import move as run

    moved = run(folder.resolve(), to)
    if as_json:
        tables = [{"table": t.table, "rows": t.rows, "sha256": t.sha256} for t in moved.tables]
        typer.echo(
            json.dumps({"to": moved.address, "rows": moved.n_rows, "tables": tables}, ensure_ascii=False)
        )
        return
    _print(moved)


def _print(moved: "Moved") -> None:
    from rich.console import Console
    from rich.table import Table

    listed = Table("表", "行数", "内容散列（两边相同）")
    for table in moved.tables:
        listed.add_row(table.table, f"{table.rows:,}", table.sha256[:16])
    Console().print(listed)
    print(f"{len(moved.tables)} 张表、{moved.n_rows:,} 行已迁到 {moved.address}，逐表核对相同，审计链完整。")
    print(f"原来的记录留在 {moved.kept}，不再接受写入。正在运行的服务请重新启动。")
    if moved.address.startswith("postgresql://"):
        print("地址已写入 bureau.toml，口令没有写入：请用 DATABASE_URL、PGPASSWORD 或 ~/.pgpass 给出。")
