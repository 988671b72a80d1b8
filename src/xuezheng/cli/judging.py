"""`judge`: an evaluation standard judged from a snapshot."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from xuezheng.jobs.judge import Judged, Report


def add_to(app: typer.Typer) -> None:
    """Add `judge`."""
    app.command()(judge)


def judge(
    standard: Annotated[
        str, typer.Argument(metavar="[STANDARD]", help="标准的代码或名称；不写则列出全部。 All if left out.")
    ] = "",
    snap: Annotated[
        Path | None, typer.Argument(metavar="[SNAP]", help="快照文件夹。 A snapshot's folder.")
    ] = None,
    year: Annotated[int, typer.Option(help="年度，即当年秋季学年。 The year asked for.")] = 0,
    areas: Annotated[
        list[str] | None,
        typer.Option(
            "--area", metavar="CODE", help="县区（或学校）代码，可多次；不写为全部。 All if left out."
        ),
    ] = None,
    split: Annotated[
        str,
        typer.Option(
            help="一贯制学校校舍分摊：reported、by_pupils、by_weighted_pupils。 How shared buildings are split."
        ),
    ] = "reported",
    engine: Annotated[str, typer.Option(help="计算引擎：duckdb 或 spark。 duckdb or spark.")] = "duckdb",
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。 Machine-readable output.")] = False,
    docx: Annotated[
        Path | None, typer.Option(metavar="OUT", help="写督导评估报告。 Write the report as docx.")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option(metavar="OUT", help="写核查用表和热力图。 Write the tables as xlsx.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="OUT", help="写离线网页。 Write an offline page.")
    ] = None,
) -> None:
    """按国家评估标准逐项判定；通过返回 0，未通过或无法判定返回 3。 Judge a standard; exit code 3 unless passed."""
    if not standard:
        _list(as_json=as_json)
        return
    from xuezheng.errors import BadInput
    from xuezheng.jobs.judge import judge_for_people
    from xuezheng.snapshot import opened

    if snap is None or not year:
        raise BadInput(
            "没有给出快照或年度。判定要从冻结的记录计算。请写成 xuezheng judge 标准 快照文件夹 --year 年度。"
        )
    with opened(snap, engine) as snapshot:
        report = judge_for_people(snapshot, standard, year, places=areas or (), split=split)
        _write(report, docx=docx, xlsx=xlsx, html=html)
        _tell_json(report) if as_json else _tell(report)
    if not report.has_passed:
        raise typer.Exit(3)


def _list(*, as_json: bool) -> None:
    import json

    from xuezheng.standards.catalogue import load_standards

    standards = load_standards().values()
    if as_json:
        listed = [
            {
                "standard": each.code, "label": each.label, "label_en": each.label_en, "unit": each.unit,
                "reference": each.reference, "items": [item.label for item in each.items],
                "findings": list(dict.fromkeys(name for item in each.items for name in item.recorded)),
            }
            for each in standards
        ]  # fmt: skip
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    for each in standards:
        unit = "县区" if each.unit == "area" else "学校"
        typer.echo(f"{each.code}\t{each.label}\t{unit}\t{len(each.items)} 项\t{each.reference}")


def _write(report: "Report", *, docx: Path | None, xlsx: Path | None, html: Path | None) -> None:
    from xuezheng.jobs.judge_reports import write_reports

    write_reports(report, docx=docx, xlsx=xlsx, html=html)
    for path in (docx, xlsx, html):
        if path:
            typer.echo(f"已写 {path}。", err=True)


def _tell_json(report: "Report") -> None:
    import json

    from xuezheng.jobs.judge import as_data

    typer.echo(json.dumps(as_data(report), ensure_ascii=False, indent=1))


def _tell(report: "Report") -> None:
    from xuezheng.standards.verdict import STATE_WORDS, VERDICT_WORDS

    typer.echo(f"{report.standard.label}　{report.inquiry.year} 年　依据：{report.standard.reference}")
    for judged in report.judged:
        verdict = judged.verdict
        typer.echo(f"\n{verdict.name}（{verdict.place}）：{VERDICT_WORDS[verdict.state]}")
        for name, words in verdict.options.items():
            typer.echo(f"  口径　{name}：{words}")
        for fault in verdict.faults:
            typer.echo(f"  数据问题　{fault}")
        for jump in judged.jumps:
            typer.echo(f"  请核对　{jump}")
        for part in verdict.parts:
            typer.echo(f"  {part.label}：{STATE_WORDS[part.state]}")
            for outcome in part.outcomes:
                typer.echo(f"    [{STATE_WORDS[outcome.state]}] {outcome.label}　{outcome.reason}")
        _tell_nearness(judged)


def _tell_nearness(judged: "Judged") -> None:
    """What is weakest, what is lacking, what would turn the verdict, what moved since last year."""
    from xuezheng.jobs.judge_words import change_line, lack_line, near_line, turning_line

    lists = (
        ("最弱学校与距离", [near_line(each) for each in judged.near]),
        ("学校缺口", [lack_line(each) for each in judged.lacks]),
        ("去掉一所学校就会变化", [turning_line(each) for each in judged.turnings]),
        ("比上年", [change_line(each) for each in judged.changes if each.has_turned]),
    )
    for title, lines in lists:
        if lines:
            typer.echo(f"  {title}")
            for line in lines:
                typer.echo(f"    {line}")
