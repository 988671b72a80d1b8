"""Verbs around a plan of zones: the notice, the early warning of seats, the example files."""

from pathlib import Path
from typing import Annotated

import typer

PlanFolder = Annotated[
    Path, typer.Argument(metavar="PLAN_DIR", help="zones 写出的文件夹。 The folder that zones wrote.")
]
Json = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]


def add_to(app: typer.Typer) -> None:
    """Add `zones-notice`, `zones-forecast` and `zones-example`."""
    app.command("zones-notice")(notice)
    app.command("zones-forecast")(forecast)
    app.command("zones-example")(example)


def notice(
    folder: PlanFolder,
    out: Annotated[Path, typer.Option(help="写成 .docx 或 .pdf。 The .docx or .pdf to write.")],
    bureau: Annotated[str, typer.Option(help="发文机关。 The bureau that publishes it.")],
    on: Annotated[str, typer.Option(help="成文日期 YYYY-MM-DD。 The day it is signed.")],
    stage: Annotated[str, typer.Option(help="学段，如 小学、初中。 The stage of schooling.")] = "小学",
    map_out: Annotated[
        Path | None, typer.Option("--map", help="另写一张片区图 .pdf。 Also the map of zones, as a .pdf.")
    ] = None,
    as_json: Json = False,
) -> None:
    """招生划片通告：按 GB/T 9704 写出，列出各片区的交界小区，附全部名单。 The notice of zones as a document."""
    import json
    from datetime import date

    from xuezheng.errors import BadInput
    from xuezheng.jobs.zone_notice import Notice, write_map, write_notice

    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise BadInput(
            f"--on {on} 不是日期。成文日期须是某一天。请写成 YYYY-MM-DD，例如 2026-05-20。"
        ) from None
    words = Notice(bureau, day, day.year, stage)
    made = {"path": str(write_notice(folder, out, words))}
    if map_out:
        made["map"] = str(write_map(folder, map_out, words))
    if as_json:
        typer.echo(json.dumps(made, ensure_ascii=False))
        return
    typer.echo(f"已写出通告：{made['path']}" + (f"；片区图：{map_out}" if map_out else ""))


def forecast(
    folder: PlanFolder,
    cohorts: Annotated[
        Path,
        typer.Argument(
            metavar="COHORTS",
            help="block、children 和 year（入学年份）或 age（周岁）。 Children by block and year of entry, or age.",
        ),
    ],
    first_year: Annotated[int, typer.Option("--from-year", help="从哪年秋季看起。 The first autumn.")],
    out: Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")],
    years: Annotated[int, typer.Option(help="看几年，1 到 6。 How many autumns.")] = 4,
    rate: Annotated[
        int, typer.Option(help="每百名适龄儿童预计入学几名。 Of a hundred children, so many are expected.")
    ] = 100,
    on: Annotated[
        int | None, typer.Option(help="age 是哪年 8 月 31 日的周岁。 The year whose 31 August ages are of.")
    ] = None,
    as_json: Json = False,
) -> None:
    """学位预警：各学区今后几年的适龄儿童与学位。 Early warning of seats, zone by zone and year by year."""
    import json

    from xuezheng.allocation.certificate import write_folder
    from xuezheng.allocation.zones.forecasting import forecast as make
    from xuezheng.allocation.zones.report.picture import read_picture
    from xuezheng.allocation.zones.report.seat_warnings import (
        forecast_files,
        forecast_rows,
        summary,
        warnings_in_words,
    )

    picture = read_picture(folder)
    made = make(picture, cohorts, first_year=first_year, n_years=years, rate_pct=rate, on=on)
    write_folder(out, forecast_files(picture, made))
    if as_json:
        rows = forecast_rows(picture, made)
        typer.echo(json.dumps({"path": str(out), "zones": rows}, ensure_ascii=False))
        return
    for line in (summary(picture, made), *warnings_in_words(picture, made), f"已写到 {out}。"):
        typer.echo(line)


def example(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="新文件夹，须不存在或为空。 A new or empty folder.")
    ],
    pupils: Annotated[int, typer.Option(help="示例城市的在校学生数。 Pupils of the example city.")] = 200_000,
    seed: Annotated[str, typer.Option(help="种子文字，同 demo。 The same text as for demo.")] = "霁川",
    district: Annotated[str, typer.Option(help="区县代码。 Which district.")] = "990102",
    as_json: Json = False,
) -> None:
    """写出学区划分的示例文件：小区、学校、适龄儿童。 Example files for zones, of the example city."""
    import json

    from xuezheng.jobs.demo.zones_example import write_example

    made = write_example(folder, pupils=pupils, seed=seed, district=district)
    if as_json:
        typer.echo(json.dumps({**vars(made), "folder": str(made.folder)}, ensure_ascii=False))
        return
    typer.echo(
        f"{made.schools} 所学校（学位 {made.seats:,}），{made.blocks} 个小区（适龄儿童 {made.pupils:,}）：{folder}"
    )
    typer.echo(
        f"下一步：xuezheng zones {folder}/blocks.geojson {folder}/schools.csv --crs metres --groups migrant"
        " --seed 示例 --out 新文件夹"
    )
