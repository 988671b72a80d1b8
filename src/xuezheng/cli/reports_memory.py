"""`report remember`, `report memories` and `report forget`: what a bureau confirmed in earlier years."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from xuezheng.reports.mapping.memory import Memory

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")]


def add_commands(report_app: typer.Typer) -> None:
    """Add the verbs to `xuezheng report`."""
    report_app.command("remember")(remember)
    report_app.command("memories")(memories)
    report_app.command("forget")(forget)


def remember(
    folder: Folder,
    text: Annotated[
        Path, typer.Argument(metavar="TEXT", help="讲话或报告，.txt 或 .docx。 Speech or report.")
    ],
    mapping: Annotated[Path, typer.Option(help="这份文字已确认的对照表。 Its confirmed mapping.")],
    year: Annotated[int, typer.Option(help="报告所述年份。 Year reported on.")],
) -> None:
    """记住对照表中已确认的项，明年同样的分句不再询问。 Remember what a mapping confirmed."""
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.mapping import read_mapping, with_own
    from xuezheng.reports.mapping import remember as run
    from xuezheng.reports.reading import read

    document = read(text)
    decisions = read_mapping(mapping, document, with_own(load_catalogue(), folder, mapping))
    new, changed, again = run(_there(folder), document, decisions, year)
    typer.echo(
        f"记住 {new} 处，改变 {changed} 处，再次确认 {again} 处。用 xuezheng report memories {folder} 查看。"
    )


def memories(
    folder: Folder,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。 Machine-readable output.")] = False,
) -> None:
    """列出以往确认过的分句与指标。 List what earlier years confirmed."""
    from xuezheng.cli.reports import table_of
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.mapping import load, with_own
    from xuezheng.reports.mapping.memory import fault_of

    known = load(_there(folder))
    if as_json:
        typer.echo(
            json.dumps({number: asdict(one) for number, one in known.items()}, ensure_ascii=False, indent=1)
        )
        return
    catalogue = with_own(load_catalogue(), folder)
    rows = [
        (number, str(one.year), str(one.times), _told(one), fault_of(one, catalogue), one.clause)
        for number, one in known.items()
    ]
    lines = table_of(("编号", "年份", "次数", "指标", "不能再用的原因", "分句"), rows) if rows else []
    typer.echo("\n".join([*lines, f"共 {len(known)} 处。"]))


def forget(
    folder: Folder,
    numbers: Annotated[list[str], typer.Argument(metavar="N", help="编号，如 M0003。 Numbers.")],
) -> None:
    """忘记若干已确认的分句。 Forget what was confirmed, by number."""
    from xuezheng.reports.mapping import forget as run

    for one in run(_there(folder), numbers):
        typer.echo(f"已忘记：{one.clause}（{_told(one)}）。")


def _told(one: "Memory") -> str:
    if one.value:
        return one.value
    if not one.indicator:
        return f"由人填写（{one.source}）"
    narrowed = "，".join(f"{column}={value}" for column, value in one.filters.items())
    return one.indicator + (f"（{narrowed}）" if narrowed else "")


def _there(folder: Path) -> Path:
    from xuezheng.errors import NotFound

    if not folder.is_dir():
        raise NotFound(f"没有文件夹 {folder}。请给出教育局文件夹。")
    return folder
