"""The verb that builds the example city."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from xuezheng.jobs.demo import Built


def add_to(app: typer.Typer) -> None:
    """Add `demo`."""
    app.command()(demo)


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="新文件夹，须不存在或为空。 A new or empty folder.")
    ],
    pupils: Annotated[
        int, typer.Option(help="2025 学年在校学生数，2000 到 1000000。 Pupils on the roll of 2025.")
    ] = 40_000,
    seed: Annotated[
        str, typer.Option(help="种子文字；同一种子生成同一城市。 The same text gives the same city.")
    ] = "霁川",
    faults: Annotated[
        str,
        typer.Option(help="埋设的错误：default、none、all 或逗号分隔的代码。 Which faults to plant."),
    ] = "default",
    records_only: Annotated[
        bool, typer.Option("--records-only", help="只建记录，不冻结。 Build the records, freeze nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="机器可读输出。 Machine-readable output.")] = False,
) -> None:
    """生成示例城市：两年完整记录和一份快照。 Build the example city: two years of records, one snapshot."""
    import json

    from xuezheng.jobs.demo import build

    with _progress() as tell:
        built = build(folder, pupils=pupils, seed=seed, faults=faults, is_frozen=not records_only, tell=tell)
    if as_json:
        typer.echo(json.dumps(_as_data(built), ensure_ascii=False))
        return
    for line in _in_words(built):
        typer.echo(line)


@contextmanager
def _progress() -> Iterator[Callable[[str, int], None]]:
    """A line that moves, on a terminal, once the work has taken two seconds."""
    import time

    from rich.console import Console
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), TextColumn("{task.completed:,.0f} 行"), TimeElapsedColumn())
    start, shown = time.monotonic(), Progress(*columns, console=console, transient=True)
    task = shown.add_task("正在生成", total=None)
    try:

        def tell(model: str, n: int) -> None:
            if console.is_terminal and not shown.live.is_started and time.monotonic() - start > 2:
                shown.start()
            shown.update(task, advance=n, description=f"正在生成 {model}")

        yield tell
    finally:
        if shown.live.is_started:
            shown.stop()


def _as_data(built: "Built") -> dict[str, Any]:
    return {
        "path": str(built.folder),
        "pupils": built.pupils,
        "snapshot": str(built.snapshot) if built.snapshot else None,
        "id": _id_of(built.snapshot) if built.snapshot else None,
        "rows": built.n_rows,
        "counts": built.counts,
        "faults": [fault.code for fault in built.planted],
    }


def _id_of(snapshot: Path) -> str:
    from xuezheng.snapshot.reading import read_manifest

    return str(read_manifest(snapshot)["id"])


def _in_words(built: "Built") -> Iterator[str]:
    from xuezheng.jobs.demo.accounts import PASSWORD, ROLES

    counts = built.counts
    yield f"示例城市：{built.folder}"
    yield (
        f"学校 {counts['registers.School']:,}，在校学生 {built.pupils:,}，"
        f"教职工 {counts['registers.Teacher']:,}，办件 {counts['casework.Case']:,}，共 {built.n_rows:,} 行。"
    )
    yield f"埋设错误 {len(built.planted)} 处，清单在 {built.folder / 'planted-faults.json'}"
    if built.snapshot:
        yield f"快照：{built.snapshot}"
        yield f"编号：{_id_of(built.snapshot)}"
    yield f"示例账号（口令均为 {PASSWORD}，仅供示例，请勿用于真实系统）："
    for username, role in ROLES:
        yield f"  {username:<10}{role}"
    yield "下一步："
    yield f"  xuezheng serve {built.folder}"
    yield f"  xuezheng report year {built.folder}"
