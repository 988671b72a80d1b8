"""`serve`: open the windows on the records in a browser."""

from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    app.command()(serve)


def serve(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")],
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口。 Port on this machine.")] = 8000,
) -> None:
    """在浏览器中查阅记录（只读）。 Open read-only windows on the records in a browser."""
    from xuezheng.jobs.serving import serve as run

    run(folder.resolve(), port, tell=typer.echo)
