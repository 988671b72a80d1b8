"""`report year`: the whole path from the records to the checked document."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xuezheng.cli.reports_writing import examples

if TYPE_CHECKING:
    from xuezheng.jobs.yearly_report import Reported
    from xuezheng.reports.shapes import Judgement

_SHOWN = 12


def add_commands(report_app: typer.Typer) -> None:
    """Add the verb to `xuezheng report`."""
    report_app.command("year")(year)


def year(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")],
    of: Annotated[
        int | None, typer.Option("--year", help="所报告的年份，默认上一年。 Year reported on; the last one.")
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option(help="去年的讲话或报告，默认用自带样稿。 Last year's text; the shipped sample."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="覆盖已被人改过的文稿。 Write over a document edited since.")
    ] = False,
) -> None:
    """从记录到文稿：冻结、计算、写出、核对。 Freeze, measure, write and check the report of a year."""
    from xuezheng.jobs.yearly_report import report_year

    reported = report_year(
        folder, year=of, text=text, force=force, tell=lambda step: typer.echo(f"{step}……", err=True)
    )
    typer.echo("\n".join(told_of(reported)))


def told_of(reported: "Reported") -> Iterator[str]:
    """What a director needs to know before reading the text out."""
    draft, checked = reported.produced.draft, reported.checked
    against = [one for one in checked.claims if one.verdict == "不符"]
    missing = [one for one in checked.claims if one.verdict == "数据不足"]
    held = sum(one.verdict == "支持" for one in checked.claims)
    yield ""
    yield f"{reported.year} 年工作报告"
    yield f"  写入数字 {len(draft.anchors)} 处，每处可追溯到数据行；留空 {len(draft.left_open)} 处（文中标黄）。"
    yield (
        f"  断言 {len(checked.claims)} 条：有记录支持 {held} 条，与记录不符 {len(against)} 条，"
        f"数据不足 {len(missing)} 条，其余须人工判断。"
    )
    yield from _listed("与记录不符，改正前不宜宣读：", against)
    yield from _listed("数据不足：", missing)
    if draft.left_open:
        yield "尚未填写："
        yield from (f"  {slot}  {why}" for slot, why in draft.left_open.items())
    yield "文件："
    yield f"  文稿      {reported.produced.path}"
    yield f"  数据行    {reported.produced.evidence}"
    yield f"  指标总表  {reported.figures}"
    yield f"  审稿单    {reported.review}"
    yield f"  明年目标  {reported.targets}"
    yield f"  对照表    {reported.mapping}"
    yield f"  快照      {reported.snapshot}"
    yield f"再次核对：xuezheng report check {reported.produced.path} --snapshot {reported.snapshot}"


def _listed(title: str, judged: "list[Judgement]") -> Iterator[str]:
    if judged:
        yield title
    for one in judged[:_SHOWN]:
        yield f"  “{one.claim.text}” {one.reason}"
        yield from examples(one)
    if len(judged) > _SHOWN:
        yield f"  ……另有 {len(judged) - _SHOWN} 条，见文稿附录二。"
