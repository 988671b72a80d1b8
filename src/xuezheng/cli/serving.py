"""`serve`: desk, portal and worker."""

from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    app.command()(serve)


def serve(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")],
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口。 Port on this machine.")] = 8000,
    show: Annotated[
        bool,
        typer.Option(help="只说明地址和示例账号，不启动。 Only say the address and the example accounts."),
    ] = False,
) -> None:
    """启动工作台、门户和后台任务。 Start desk, portal and worker."""
    from xuezheng.jobs.serving import serve as run
    from xuezheng.jobs.serving import show_door

    if show:
        show_door(folder, port, tell=typer.echo)
        return
    run(folder.resolve(), port, tell=typer.echo)
