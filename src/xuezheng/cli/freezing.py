"""Verbs that freeze the records and check a frozen copy."""

from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    """Add `freeze` and `snapshot check`."""
    snapshots = typer.Typer(help="快照：冻结的记录。 Frozen copies of the records.", no_args_is_help=True)
    app.command()(freeze)
    snapshots.command()(check)
    snapshots.callback()(_group)
    app.add_typer(snapshots, name="snapshot")


def _group() -> None:
    """快照：冻结的记录。 Frozen copies of the records."""


def freeze(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")],
    label: Annotated[
        str, typer.Option(help="备注，不计入编号。 A word to know it by; not part of the id.")
    ] = "",
    as_of: Annotated[
        str, typer.Option(help="截至日期 YYYY-MM-DD，默认今天。 The day to freeze for; today if left out.")
    ] = "",
    figures: Annotated[
        bool,
        typer.Option(
            "--figures", help="同时计算全部指标和评估，供工作台显示。 Compute every figure for the desk, too."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="机器可读输出。 Machine-readable output.")] = False,
) -> None:
    """冻结记录，打印快照编号。 Freeze the records into a snapshot and print its id."""
    import json
    from datetime import date

    from xuezheng.errors import BadInput
    from xuezheng.jobs.freeze import freeze as run
    from xuezheng.snapshot.reading import read_manifest

    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError:
        raise BadInput(f"--as-of {as_of} 不是日期。请写成 YYYY-MM-DD，例如 2026-01-15。") from None
    place = run(folder, label=label, as_of=day)
    manifest = read_manifest(place)
    rows = sum(table["rows"] for table in manifest["tables"].values())
    if figures:
        _compute(folder, place)
    if as_json:
        typer.echo(json.dumps({"id": manifest["id"], "path": str(place), "rows": rows}))
        return
    typer.echo(manifest["id"])
    typer.echo(f"{place}：{len(manifest['tables'])} 张表，{rows:,} 行，截至 {manifest['as_of']}。", err=True)


def _compute(folder: Path, snapshot: Path) -> None:
    """Compute the figures of a snapshot, with a bar that shows how far it is."""
    from rich.console import Console
    from rich.progress import Progress

    from xuezheng.jobs.figures import compute_figures

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("计算指标和评估", total=None)

        def step(done: int, total: int, stage: str) -> None:
            bar.update(task, completed=done, total=total or None, description=stage)

        compute_figures(folder, snapshot, step=step)


def check(
    snapshot: Annotated[Path, typer.Argument(metavar="SNAP", help="快照文件夹。 A snapshot's folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="机器可读输出。 Machine-readable output.")] = False,
) -> None:
    """核验快照未被改动。 Prove that a snapshot is untouched."""
    import json

    from xuezheng.errors import Tampered
    from xuezheng.snapshot.checking import check as run

    faults = run(snapshot)
    if as_json:
        typer.echo(json.dumps({"ok": not faults, "faults": [str(f) for f in faults]}, ensure_ascii=False))
        raise typer.Exit(3 if faults else 0)
    if faults:
        raise Tampered(f"{snapshot} 与冻结时不同。", faults=faults)
    typer.echo(f"{snapshot} 未被改动。")
