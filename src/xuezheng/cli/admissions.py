"""Verbs of admissions: admit, explain one child's result."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.scheme import Scheme

AsJson = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]


def add_to(app: typer.Typer) -> None:
    """Add `admissions`, `why` and `admissions-example`."""
    app.command()(admissions)
    app.command()(why)
    app.command("admissions-example")(example)


def admissions(
    choices: Annotated[
        Path,
        typer.Argument(
            metavar="CHOICES",
            help="志愿表：pupil、rank、programme，可有 score、batch。 Wishes: csv, xlsx or parquet.",
        ),
    ],
    programmes: Annotated[
        Path,
        typer.Argument(
            metavar="PROGRAMMES",
            help="计划表：programme、seats，可有 batch、quota、name。 What is offered.",
        ),
    ],
    seed: Annotated[str, typer.Option(help="种子：一句话，或 draw: 加公开抽签的种子。 Seed of the lottery.")],
    out: Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")],
    rule: Annotated[
        str,
        typer.Option(
            help="deferred（延迟录取）、parallel（平行志愿）、lottery（摇号）、priority（志愿优先）。 The rule."
        ),
    ] = "",
    rules: Annotated[
        str, typer.Option(help="规则文件 YAML，或随附规则的名称。 A scheme: file or shipped name.")
    ] = "",
    pupils: Annotated[Path | None, typer.Option(help="考生表：pupil 和规则用到的列。 Attributes.")] = None,
    schools: Annotated[
        Path | None,
        typer.Option(help="初中学校表：school、graduates，可有 name 等。 Junior schools, for quotas."),
    ] = None,
    bound: Annotated[
        Path | None, typer.Option(help="多胞胎捆绑名单：pupil、group。 Children bound together.")
    ] = None,
    last_place: Annotated[
        str, typer.Option(help="捆绑遇到末位：exceed 一并录取，skip 顺延。 A group at the last place.")
    ] = "",
    on: Annotated[str, typer.Option(help="规则须在这一天有效，YYYY-MM-DD。 Day the rules must hold.")] = "",
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            help="另算一次并比较：quota=60%、seats.P01=+50、rule=deferred、points=15。 Simulate a change."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """按规则录取：每人去第一个过线的志愿，写出线、证书和说明。 Admit by rules that are data."""
    import json

    from xuezheng.allocation.admissions.problem import problem_of, read_sheets
    from xuezheng.allocation.admissions.solve import solve
    from xuezheng.allocation.admissions.writing import write_admissions
    from xuezheng.allocation.draw.seeding import seed_of

    given = {
        "choices": choices,
        "programmes": programmes,
        "pupils": pupils,
        "schools": schools,
        "bound": bound,
    }
    drawn = seed_of(seed)
    sheets = read_sheets({name: file for name, file in given.items() if file})
    has_score = any("score" in sheets[name].columns for name in ("choices", "pupils") if name in sheets)
    scheme = _scheme(rule, rules, last_place, on, has_score)
    problem = problem_of(sheets, scheme, drawn)
    plan = solve(problem)
    extra: dict[str, bytes] = {}
    told: dict[str, Any] = {
        "pupils": len(problem.pupils),
        "placed": plan.n_placed,
        "unplaced": len(problem.pupils) - plan.n_placed,
        "seats": sum(problem.seats),
        "path": str(out),
    }
    if what_if:
        from xuezheng.allocation.admissions.simulating import compare

        comparison = compare(problem, plan, what_if)
        extra, told["what_if"] = comparison.files(), comparison.summary
    write_admissions(out, problem, plan, extra)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(f"报名 {told['pupils']:,} 人，录取 {told['placed']:,} 人，待安置 {told['unplaced']:,} 人。")
    for line in told.get("what_if", {}).get("words", []):
        typer.echo(line)
    typer.echo(
        f"已写入 {out}。可公开的是 public.csv、lines.csv、report.html；其余只供内部使用。",
        err=True,
    )


def _scheme(rule: str, rules: str, last_place: str, on: str, has_score: bool) -> "Scheme":
    from xuezheng.allocation.admissions.scheme import LAST_PLACES, plain_scheme, read_scheme
    from xuezheng.errors import BadInput

    if last_place and last_place not in LAST_PLACES:
        raise BadInput(f"--last-place “{last_place}”不认识。只能是 exceed 或 skip。请改正。")
    if rules:
        return read_scheme(rules, rule=rule, last_place=last_place or None, on=_day(on))
    if not rule:
        raise BadInput("没有说明按什么规则录取。请用 --rule 选一种，或用 --rules 给出规则文件。")
    return plain_scheme(rule, has_score=has_score, last_place=last_place or None)


def _day(text: str) -> Any:
    from datetime import date

    from xuezheng.errors import BadInput

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput(f"--on “{text}”不是日期。须写成 YYYY-MM-DD。请改正。") from None


def why(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="录取结果的文件夹。 A plan's folder.")],
    pupil: Annotated[str, typer.Argument(metavar="PUPIL", help="考生编号。 A pupil's code.")],
    html: Annotated[Path | None, typer.Option(help="写成一页说明。 Write the sheet as a page.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="写成一页 PDF，供打印。 Write the sheet to print.")] = None,
    as_json: AsJson = False,
) -> None:
    """说明一个孩子为什么去这里：逐个志愿对照录取线。 Explain one child's result."""
    import json

    from xuezheng.allocation.admissions.sheet_for_a_child import programme_name, read_reason, sheet_page

    reason = read_reason(folder, pupil)
    if html or pdf:
        page = sheet_page(reason, programme_name(folder, reason["programme"]))
        if html:
            html.write_text(page, encoding="utf-8")
        if pdf:
            from xuezheng.jobs.printing import pdf_of

            pdf.write_bytes(pdf_of(page))
    if as_json:
        typer.echo(json.dumps(reason, ensure_ascii=False))
        return
    typer.echo(f"{reason['pupil']} → {reason['programme'] or '（待安置）'}")
    for part in reason["why"].removesuffix("。").split("；"):
        typer.echo(f"  {part}")


def example(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="新文件夹，须不存在或为空。 A new or empty folder.")
    ],
    kind: Annotated[
        str, typer.Option(help="zhongkao（中考）或 primary（小学划片）。 Which example.")
    ] = "zhongkao",
    pupils: Annotated[int, typer.Option(help="学生数。 How many pupils.")] = 2_000,
    seed: Annotated[
        str, typer.Option(help="种子文字，同文字同文件。 The same text gives the same files.")
    ] = "霁川",
    as_json: AsJson = False,
) -> None:
    """写出录取的示例文件：志愿、计划、考生、学校或多胞胎。 Example files for admissions."""
    import json

    from xuezheng.jobs.demo.admissions_example import write_example

    made = write_example(folder, kind=kind, pupils=pupils, seed=seed)
    if as_json:
        typer.echo(json.dumps({**vars(made), "folder": str(folder)}, ensure_ascii=False))
        return
    typer.echo(f"{made.pupils:,} 名学生，{made.seats:,} 个名额：{folder}")
    typer.echo(
        f"下一步：xuezheng admissions {folder}/choices.csv {folder}/programmes.csv {made.options}"
        " --seed 示例 --out 新文件夹"
    )
