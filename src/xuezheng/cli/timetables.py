"""The verb that makes the timetable of an examination."""

from pathlib import Path
from typing import Annotated, Any

import typer

Given = Path | None


def add_to(app: typer.Typer) -> None:
    """Add `timetable`."""
    app.command()(timetable)


def timetable(
    seed: Annotated[
        str,
        typer.Option(help="种子：一句话，或 draw: 加公开抽签的种子。 A sentence, or draw:<seed of a draw>."),
    ],
    out: Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")],
    exams: Annotated[Given, typer.Argument(metavar="EXAMS", help="考试：exam、minutes。 The exams.")] = None,
    entries: Annotated[
        Given, typer.Argument(metavar="ENTRIES", help="报考：candidate、exam。 Who takes which.")
    ] = None,
    periods: Annotated[
        Given,
        typer.Argument(
            metavar="PERIODS", help="场次：period、date、start、minutes，可有 penalty。 The periods."
        ),
    ] = None,
    rooms: Annotated[
        Given,
        typer.Argument(metavar="ROOMS", help="考场：room、seats，可有 penalty。 The rooms."),
    ] = None,
    rules: Annotated[
        Given,
        typer.Option(
            help="规则：rule、exam、other；after、same_period、different_period、at_period、in_room、room_alone。"
            " Rules that must hold."
        ),
    ] = None,
    weights: Annotated[
        Given, typer.Option(help="软性要求的罚分：weight、value。 What each penalty costs.")
    ] = None,
    itc: Annotated[
        Given,
        typer.Option(help="改读一个 ITC-2007 考试文件。 Read a competition file instead of the four lists."),
    ] = None,
    part: Annotated[
        int,
        typer.Option(help="超过这么多人的考试分成几处同时考；0 是不分。 Larger exams are held in parts."),
    ] = 0,
    seconds: Annotated[
        float,
        typer.Option(
            help="搜索多久：按固定速率折成工作量，结果不随机器快慢而变。 How long to search, as a fixed amount of work."
        ),
    ] = 20.0,
    work: Annotated[
        int | None,
        typer.Option(help="工作量（百万步），代替 --seconds。 Million steps, instead of --seconds."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")
    ] = False,
) -> None:
    """排考试日程：每门一场、人人不冲突、考场坐得下，负担尽量轻。 Make an examination timetable."""
    from xuezheng.allocation.draw.seeding import seed_of
    from xuezheng.allocation.tables import read_table
    from xuezheng.allocation.timetabling.itc import read_itc
    from xuezheng.allocation.timetabling.reading import read_problem
    from xuezheng.allocation.timetabling.writing import Asked
    from xuezheng.errors import Occupied

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Occupied(f"{out} 已有内容。公布过的结果不能覆盖。请换一个新的文件夹。")
    made_seed = seed_of(seed)
    lists = {"exams": exams, "entries": entries, "periods": periods, "rooms": rooms}
    extra = {"rules": rules, "weights": weights}
    _check(lists, extra, itc, part, seconds, work)
    notes: list[str] = []
    if itc is not None:
        tables, notes = read_itc(itc)
    else:
        files = {name: file for name, file in (lists | extra).items() if file is not None}
        tables = {name: read_table(file, name=name) for name, file in files.items()}
    asked = Asked(part=part, may_overlap=itc is not None, competition=itc is not None)
    problem = read_problem(tables, part=part, may_overlap=asked.may_overlap)
    _make(problem, tables, asked, made_seed, out, (seconds, work), notes, as_json)


def _check(
    lists: dict[str, Given], extra: dict[str, Given], itc: Given, part: int, seconds: float, work: int | None
) -> None:
    from xuezheng.errors import BadInput, Fault

    given = [name for name, file in (lists | extra).items() if file is not None]
    missing = [name.upper() for name, file in lists.items() if file is None]
    faults = []
    if itc is not None and given:
        faults.append(Fault(f"又给了 {'、'.join(given)}。", "--itc", "竞赛文件里已有各份名单，请去掉它们。"))
    if itc is not None and part:
        faults.append(Fault(f"竞赛的考试不分开考，--part {part} 用不上。", "--part", "请去掉 --part。"))
    if itc is None and missing:
        faults.append(Fault(f"缺少 {'、'.join(missing)}。", "参数", "请依次给出四份名单，或用 --itc。"))
    if not 0 <= seconds <= 86400:
        faults.append(Fault(f"{seconds} 秒不合理。", "--seconds", "请写 0 到 86400 之间的秒数。"))
    if part < 0:
        faults.append(Fault(f"{part} 人不合理。", "--part", "请写 0 或正整数。"))
    if work is not None and not 0 <= work <= 100_000_000:
        faults.append(Fault(f"{work} 百万步不合理。", "--work", "请写 0 到 100000000。"))
    if faults:
        raise BadInput("选项有误。", faults=faults)


def _make(
    problem: Any,
    tables: Any,
    asked: Any,
    seed: Any,
    out: Path,
    limit: tuple[float, int | None],
    notes: list[str],
    as_json: bool,
) -> None:
    import json

    from rich.console import Console
    from rich.progress import Progress

    from xuezheng.allocation.timetabling.page import told
    from xuezheng.allocation.timetabling.solve import WORK_A_SECOND, solve
    from xuezheng.allocation.timetabling.writing import write_timetable

    seconds, millions = limit
    work = int(seconds * WORK_A_SECOND) if millions is None else millions * 1_000_000
    with Progress(console=Console(stderr=True), transient=True) as progress:
        title = f"{len(problem.exams)} 门考试排进 {len(problem.periods)} 场（{work / 1e6:,.0f} 百万步）"
        bar = progress.add_task(title, total=1.0)
        plan = solve(problem, seed, work=work, tick=lambda part: progress.update(bar, completed=part))
    write_timetable(out, problem, plan, tables, asked, seed)
    if as_json:
        said = {
            "path": str(out),
            "exams": len(problem.exams),
            "candidates": len(problem.candidates),
            "objective": plan.objective,
            "bound": plan.bound.value,
            "gap": plan.objective - plan.bound.value,
            "penalties": plan.penalties,
            "work": plan.work,
            "notes": notes,
        }
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    for note in notes:
        typer.echo(note)
    typer.echo(f"{len(problem.exams)} 门考试、{len(problem.candidates)} 名考生，写到 {out}。{told(plan)}")
