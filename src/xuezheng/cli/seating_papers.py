"""The verb that prints an examination."""

from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    """Add `seating-prints`."""
    app.command("seating-prints")(seating_prints)


def seating_prints(
    folder: Annotated[
        Path, typer.Argument(metavar="PLAN_DIR", help="seating 写出的文件夹。 The folder that seating wrote.")
    ],
    candidates: Annotated[
        Path,
        typer.Argument(
            metavar="CANDIDATES",
            help="编排所用的考生名单；有 name 列就印姓名。 The candidates it was made from; names are printed if listed.",
        ),
    ],
    rooms: Annotated[
        Path,
        typer.Argument(
            metavar="ROOMS",
            help="编排所用的考场名单；有 site_name 列就印考点名称。 The rooms it was made from.",
        ),
    ],
    title: Annotated[str, typer.Option(help="考试名称，印在每张的抬头。 The examination's name.")],
    out: Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")],
    timetable: Annotated[
        Path | None,
        typer.Option(help="考试日程：date、start、end、subject。 The sessions, printed on tickets."),
    ] = None,
    site: Annotated[
        list[str] | None, typer.Option(help="只印这个考点，可重复。 Only this site; may be repeated.")
    ] = None,
    sheets: Annotated[
        str,
        typer.Option(
            help="印哪几种，逗号分隔：tickets、door_sheets、desk_labels、seat_plans、sign_in、paper_bags、summary。"
            " Which sheets, comma-separated; all of them if none is named."
        ),
    ] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")
    ] = False,
) -> None:
    """印考试用的准考证、门贴、桌贴、座次图、签到表、试卷袋清单。 Print an examination's sheets as PDF."""
    import json

    from rich.progress import Progress

    from xuezheng.jobs.exam_prints import SHEETS, Occasion, chosen, print_sites, read_sites, read_timetable

    sessions = read_timetable(timetable) if timetable else ()
    sites = chosen(read_sites(folder, candidates, rooms), site or [])
    named = [name.strip() for name in sheets.split(",") if name.strip()] or list(SHEETS)
    with Progress(transient=True, disable=as_json) as bar:
        task = bar.add_task("正在排版", total=len(sites) * len(named))
        print_sites(
            sites,
            Occasion(title, sessions),
            out,
            sheets=named,
            step=lambda done, of: bar.update(task, completed=done),
        )
    if as_json:
        said = {"path": str(out), "sites": [s.code for s in sites], "sheets": named}
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    typer.echo(f"{len(sites)} 个考点，每个 {len(named)} 种印件，已写到 {out}。")
