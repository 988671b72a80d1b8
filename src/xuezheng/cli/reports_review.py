"""`report review`: what the office needs beside the draft."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xuezheng.cli.reports_writing import Snapshot

if TYPE_CHECKING:
    from xuezheng.reports.reviewing.shapes import Review

_SHOWN = 8


def add_commands(report_app: typer.Typer) -> None:
    """Add the verb to `xuezheng report`."""
    report_app.command("review")(review)


def review(
    text: Annotated[Path, typer.Argument(metavar="TEXT", help="去年的讲话或报告。 Last year's text.")],
    snapshot: Snapshot,
    year: Annotated[int, typer.Option(help="报告所述年份。 Year reported on.")],
    mapping: Annotated[Path, typer.Option(help="report match 写出的对照表。 Decisions per slot.")],
    out: Annotated[
        Path | None,
        typer.Option(help="写出 review.xlsx 和 targets.xlsx 的文件夹。 Folder for the two workbooks."),
    ] = None,
    due: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="催报期限，默认快照日后一周。 Day missing figures are due."),
    ] = None,
    take_suggestions: Annotated[
        bool, typer.Option("--take-suggestions", help="未确认的建议也算。 Count unconfirmed suggestions too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。 Machine-readable output.")] = False,
) -> None:
    """今昔对照、拿不准、催报清单、明年目标。 Two years side by side, what is unsure, missing, to come."""
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.jobs.write_review import write_review
    from xuezheng.reports.mapping import read_mapping, with_own
    from xuezheng.reports.producing import drafted
    from xuezheng.reports.reading import read
    from xuezheng.reports.reviewing import review as run
    from xuezheng.snapshot import open_proven

    document, catalogue, opened = read(text), with_own(load_catalogue(), mapping), open_proven(snapshot)
    decisions = read_mapping(mapping, document, catalogue)
    made = drafted(document, decisions, opened, catalogue, year, take_suggestions=take_suggestions)
    day: date | None = due.date() if due else None
    found = run(
        document,
        decisions,
        made.draft,
        made.judgements,
        opened,
        catalogue,
        due_on=day,
        measuring=made.measuring,
    )
    if as_json:
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(told_of(found)))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        files = write_review(found, out)
        typer.echo(f"已写出：{'、'.join(str(file) for file in files)}", err=as_json)


def told_of(found: "Review") -> list[str]:
    """The review in words."""
    ways = "，".join(
        f"{way} {sum(one.direction == way for one in found.compared)}"
        for way in ("上升", "持平", "下降", "无上年数")
    )
    lines = [
        f"与上年相比：{len(found.compared)} 个数，{ways}。",
        f"与上年一字不差的句子：{found.n_kept}/{found.n_sentences}（{found.kept_pct:.0f}%）。",
        f"拿不准 {len(found.unsure)} 处：",
        *(
            f"  {number}. {one.where}“{one.text}”：{one.why}"
            for number, one in enumerate(found.unsure[:_SHOWN], 1)
        ),
    ]
    if len(found.unsure) > _SHOWN:
        lines.append(f"  ……另有 {len(found.unsure) - _SHOWN} 处，见 review.xlsx。")
    lines.append(f"催报 {len(found.owed)} 项" + ("：" if found.owed else "。"))
    lines += [f"  {one.owner}：{one.label or one.where}，{one.due_on} 前。{one.why}" for one in found.owed]
    with_indicator = sum(bool(task.indicator) for task in found.tasks)
    lines.append(f"明年目标 {len(found.tasks)} 项，其中 {with_indicator} 项有指标，可导入“年度目标”。")
    return lines
