"""Verbs that find the cheapest road to a standard, and look at the years to come."""

from pathlib import Path
from typing import Annotated, Any

import typer

Given = Path | None
Json = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]


def add_to(app: typer.Typer) -> None:
    """Add the group `plan`."""
    group = typer.Typer(
        help="达标的最省方案与学生数预测。 The cheapest road to a standard.", no_args_is_help=True
    )
    group.command()(balance)
    group.command()(forecast)
    app.add_typer(group, name="plan")


def balance(
    year: Annotated[int, typer.Option(help="学年（秋季）。 School year.")],
    snapshot: Annotated[
        Given, typer.Argument(metavar="[SNAP]", help="快照文件夹；或用 --schools。 A snapshot.")
    ] = None,
    area: Annotated[str, typer.Option(help="县区代码。 Code of the county.")] = "",
    schools: Annotated[
        Given, typer.Option(help="不用快照时的学校表：school、stage、n_pupils 和七项数量。 Schools.")
    ] = None,
    teachers: Annotated[
        Given, typer.Option(help="教师分学科人数：school、stage、subject、n 等。 Teachers by subject.")
    ] = None,
    redirects: Annotated[
        Given, typer.Option(help="可选的分流：from、to、stage、pupils。 Choices of redirecting pupils.")
    ] = None,
    forecast: Annotated[
        Given, typer.Option(help="以后几年的学生数：school、stage、year、n_pupils。 Pupils to come.")
    ] = None,
    until: Annotated[int, typer.Option(help="到这一年仍须达标。 Still to pass in this year.")] = 0,
    costs: Annotated[
        Given, typer.Option(help="费用和限额：item、value，替换自带的数值。 Costs and limits.")
    ] = None,
    forbid: Annotated[
        list[str] | None,
        typer.Option(help="不许做的事，如 build、hire、build@学校编号；可写多次。 What is forbidden."),
    ] = None,
    out: Annotated[Given, typer.Option(help="写到这个新文件夹。 The new folder to write.")] = None,
    seconds: Annotated[float, typer.Option(help="整数搜索的秒数。 Seconds of searching.")] = 45.0,
    front: Annotated[
        bool | None,
        typer.Option(
            "--front/--no-front", help="逐项达标的费用；学校不多时自动算。 What each further indicator costs."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """求全县优质均衡达标的最省方案，写出下界。 The cheapest plan with which a county passes."""
    import json

    from xuezheng.allocation.balance.reading import Asked
    from xuezheng.errors import BadInput, Occupied
    from xuezheng.jobs.plan_balance import files_given, plan_county, said_of, snapshot_given, write_made

    if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Occupied(f"{out} 已有内容。公布过的结果不能覆盖。请换一个新的文件夹。")
    if (snapshot is None) == (schools is None):
        raise BadInput("须给出快照或 --schools 其中之一。两者不能同时用。请改正。")
    if until and until < year:
        raise BadInput(f"--until {until} 早于 --year {year}。它是仍须达标的最后一年。请改正。")
    asked = Asked(area=area, year=year, forbid=tuple(forbid or ()), until=until)
    files = {"schools": schools, "teachers": teachers, "redirects": redirects, "forecast": forecast}
    if snapshot is not None:
        given, asked = snapshot_given(snapshot, asked, files)
    else:
        given = files_given(files)
    made = plan_county(given, asked, costs, seconds=seconds, with_front=front)
    if out is not None:
        write_made(out, made)
    said = said_of(made) | ({"path": str(out)} if out else {})
    if as_json:
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    for line in _told(said):
        typer.echo(line)


def _told(said: dict[str, Any]) -> list[str]:
    """The plan in a few sentences."""
    gap = said["gap"] / max(said["objective"], 0.01)
    lines = [
        f"区域 {said['area']}：{said['schools']} 个学校学段全部达标，共需 {said['objective']:,.2f} 元，"
        f"交流教师 {said['moves']} 人，分流学生 {said['redirected']} 人。",
        f"下界 {said['bound']:,.2f} 元（可由证书重算），最多还能省 {gap:.2%}。",
    ]
    if said["solver_bound"] > said["bound"]:
        lines.append(f"求解器另称下界是 {said['solver_bound']:,.2f} 元；这一数不能由证书重算。")
    for one in said["forecast"]:
        lines.append(
            f"{one['year']} 年：学生 {one['pupils']} 人；不做有 {one['schools_before']} 所、"
            f"{one['coefficients_before']} 项系数不达标，做了有 {one['schools_after']} 所、{one['coefficients_after']} 项。"
        )
    return lines + ([f"写到 {said['path']}。"] if "path" in said else [])


def forecast(
    snapshot: Annotated[Path, typer.Argument(metavar="SNAP", help="快照文件夹。 A snapshot.")],
    year: Annotated[int, typer.Option(help="从这一学年起。 School year to start from.")],
    area: Annotated[
        str, typer.Option(help="县区代码；不写为全部。 Code of the county; all if left out.")
    ] = "",
    until: Annotated[int, typer.Option(help="到哪一年，默认五年。 Last year; five if left out.")] = 0,
    out: Annotated[Given, typer.Option(help="写出各校各年学生数（csv）。 Pupils by school and year.")] = None,
    as_json: Json = False,
) -> None:
    """预测各校学生数，说明各县区哪一年不再达标。 Pupils to come, and the year each county falls out."""
    import json

    from xuezheng.allocation.balance.forecasting import years_out
    from xuezheng.jobs.plan_balance import areas_of, outlook_of, written_forecasts

    last, tables = until or year + 5, []
    found: list[dict[str, Any]] = []
    for code in [area] if area else areas_of(snapshot, year):
        lines, made = outlook_of(snapshot, code, year, last)
        tables.append(made.table())
        found.append(
            {
                "area": code,
                "years": lines,
                "schools_out": years_out(lines, "schools_before"),
                "coefficients_out": years_out(lines, "coefficients_before"),
                "rates": {name: f"{rate.numerator}/{rate.denominator}" for name, rate in made.rates.items()},
                "notes": list(made.notes),
            }
        )
    if out is not None:
        written_forecasts(out, tables)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        schools, spread = one["schools_out"], one["coefficients_out"]
        told = (
            "各年都达标"
            if not schools and not spread
            else f"{min(filter(None, (schools, spread)))} 年起不达标"
        )
        typer.echo(f"区域 {one['area']}：{told}。")
        for line in one["years"]:
            typer.echo(
                f"  {line['year']} 年：学生 {line['pupils']} 人，不达标学校学段 {line['schools_before']} 个，"
                f"超限的差异系数 {line['coefficients_before']} 项。"
            )
