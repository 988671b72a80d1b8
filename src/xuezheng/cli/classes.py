"""The verb that divides year groups into balanced classes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from xuezheng.allocation.classes.cities import Outcome
    from xuezheng.allocation.classes.reading import Files, Request
    from xuezheng.allocation.draw.seeding import Seed


def add_to(app: typer.Typer) -> None:
    """Add `classes`."""
    app.command()(classes)


Table = Path | None


def classes(
    roster: Annotated[
        Path, typer.Argument(metavar="ROSTER", help="名单，含 pupil 列（csv、xlsx、parquet）。 The roster.")
    ],
    classes: Annotated[
        str,
        typer.Option(
            help="班数，或班级表（class、size 两列）。 How many classes, or a table of them.",
            metavar="K|FILE",
        ),
    ],
    seed: Annotated[
        str,
        typer.Option(help="种子：一句话，或 draw: 加公开抽签的种子。 A sentence, or draw:<seed of a draw>."),
    ],
    out: Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")],
    numeric: Annotated[str, typer.Option(help="要均衡的分数列，逗号分隔。 Columns of scores.")] = "",
    category: Annotated[
        str,
        typer.Option(
            help="要均衡的类别列，第一列（如性别）各班相差不超过 1。 Columns of categories, the first is strict."
        ),
    ] = "",
    by: Annotated[
        str, typer.Option(help="按这些列分成多份名单（如 school,grade）。 One roster per value.")
    ] = "",
    together: Annotated[Table, typer.Option(help="须同班：pupil、group。 Groups for one class.")] = None,
    apart: Annotated[Table, typer.Option(help="须分开：pupil、group。 Groups to be kept apart.")] = None,
    fixed: Annotated[Table, typer.Option(help="指定班级：pupil、group（班名）。 Placed by hand.")] = None,
    weight: Annotated[Table, typer.Option(help="折算人数：pupil、heads。 Pupils who count more.")] = None,
    teams: Annotated[Table, typer.Option(help="教师组：team，抽到各班。 Teacher teams to be drawn.")] = None,
    apart_homophones: Annotated[
        str, typer.Option(help="姓名列：同音的学生分开。 Keep same-sounding names apart.", metavar="COLUMN")
    ] = "",
    missing: Annotated[
        str, typer.Option(help="缺分怎么办：refuse 拒绝，mean 按平均分。 What to do with missing scores.")
    ] = "refuse",
    rounds: Annotated[
        int | None, typer.Option(help="搜索轮数，结果与机器快慢无关。 Rounds of search.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option(help="搜索的处理器秒数；实际轮数写入证书。 Processor seconds to search.")
    ] = None,
    engine: Annotated[
        str, typer.Option(help="多份名单在哪里算：local 本机，spark 集群。 Where many rosters are solved.")
    ] = "local",
    workers: Annotated[int, typer.Option(help="并行进程数，不改变结果；0 为全部。 Parallel processes.")] = 0,
    reports: Annotated[
        bool, typer.Option(help="写 report.html；--by 时每份与 1,000 次随机分班比较。 Write the dossier.")
    ] = True,
    docx: Annotated[
        bool, typer.Option("--docx", help="另写公文格式的 report.docx。 Also write the dossier for the file.")
    ] = False,
    again: Annotated[
        str, typer.Option(help="同一轮重来的理由；旧结果保留并记入新证书。 Why this round is run again.")
    ] = "",
    bureau: Annotated[
        Path | None,
        typer.Option(
            help="教育局文件夹：把结果登记为该轮次的决定。 Register the result in a bureau's folder."
        ),
    ] = None,
    round_code: Annotated[
        str, typer.Option("--round", help="轮次编号，与 --bureau 同用。 The round it belongs to.")
    ] = "",
    account: Annotated[
        str, typer.Option("--account", help="办理人的账号，与 --bureau 同用。 The account that acts.")
    ] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")
    ] = False,
) -> None:
    """均衡分班，写出方案、证书和说明。 Divide into balanced classes, with a certificate anyone can check."""
    from xuezheng.allocation.classes.reading import Request, read_files
    from xuezheng.allocation.draw.seeding import seed_of

    _check_options(missing, rounds, seconds, by, teams)
    _check_engine(engine, by)
    _check_places(by, docx, bureau, round_code)
    paths = {
        "roster": roster,
        "together": together,
        "apart": apart,
        "fixed": fixed,
        "weight": weight,
        "classes": None if classes.isdecimal() else Path(classes),
    }
    made_seed = seed_of(seed)
    files = read_files({name: path for name, path in paths.items() if path is not None})
    request = Request(
        numeric=_names(numeric),
        category=_names(category),
        n_classes=int(classes) if classes.isdecimal() else None,
        missing=missing,
        homophones=apart_homophones,
    )
    limits = (rounds, seconds)
    round_of = (bureau, round_code, account, again) if bureau is not None else None
    if round_of is not None:
        _ask_round(round_of)
    if by:
        outcomes = _city(files, request, made_seed, out, _names(by), limits, workers, engine, reports, again)
    else:
        outcomes = _one(files, request, made_seed, out, teams, limits, reports, again)
    if docx:
        _write_docx(out, {name: path for name, path in paths.items() if path is not None})
    decision = _register(round_of, out) if round_of is not None else ""
    _say(outcomes, out, as_json, decision)


def _check_places(by: str, docx: bool, bureau: Path | None, round_code: str) -> None:
    from xuezheng.errors import BadInput

    if by and docx:
        raise BadInput(
            "--by 与 --docx 同时给出。全市有几千份结果说明。请用 classes-dossier 为需要的一份写 docx。"
        )
    if (bureau is None) != (not round_code):
        raise BadInput("--bureau 与 --round 只给出了一个。结果要登记到某局的某一轮次。请两个都写，或都不写。")


def _ask_round(round_of: "tuple[Path, str, str, str]") -> None:
    from xuezheng.jobs.class_round import ask_round

    ask_round(*round_of)


def _register(round_of: "tuple[Path, str, str, str]", out: Path) -> str:
    from xuezheng.jobs.class_round import register_round

    return register_round(*round_of, out)


def _write_docx(out: Path, inputs: dict[str, Path]) -> None:
    from datetime import date

    from xuezheng.jobs.class_dossier import dossier_docx
    from xuezheng.reports.docx.saving import save_whole

    save_whole(out / "report.docx", dossier_docx(out, inputs, on=date.today()))


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def _check_options(
    missing: str, rounds: int | None, seconds: float | None, by: str, teams: Path | None
) -> None:
    from xuezheng.errors import BadInput

    if missing not in {"refuse", "mean"}:
        raise BadInput(f"--missing {missing} 不认识。缺分只能拒绝或按平均分计。请写 refuse 或 mean。")
    if rounds is not None and seconds is not None:
        raise BadInput("--rounds 与 --seconds 同时给出。两者都限定搜索的长短。请只用一个。")
    if (rounds is not None and rounds < 0) or (seconds is not None and not 0 <= seconds < 1e6):
        raise BadInput("--rounds 或 --seconds 是负数或太大。搜索的长短须从 0 起。请改正。")
    if by and teams is not None:
        raise BadInput("--by 与 --teams 同时给出。教师组须逐校抽定。请按学校分别运行。")
    if by and seconds is not None:
        raise BadInput(
            "--by 与 --seconds 同时给出。多份名单须有同样的轮数，结果才不随进程数变化。请改用 --rounds。"
        )


def _check_engine(engine: str, by: str) -> None:
    from xuezheng.errors import BadInput

    if engine not in {"local", "spark"}:
        raise BadInput(f"--engine {engine} 不认识。多份名单在本机或 Spark 上算。请写 local 或 spark。")
    if engine == "spark" and not by:
        raise BadInput("--engine spark 没有 --by。Spark 用来同时分很多份名单。请写明 --by，或去掉 --engine。")


def _one(
    files: "Files",
    request: "Request",
    seed: "Seed",
    out: Path,
    teams: Path | None,
    limits: tuple[int | None, float | None],
    reports: bool,
    again: str,
) -> "list[Outcome]":
    from rich.console import Console

    from xuezheng.allocation.classes.cities import Outcome
    from xuezheng.allocation.classes.dividing import divide, write_division
    from xuezheng.allocation.classes.reading import read_problem
    from xuezheng.allocation.rerunning import refuse_a_second_time, replacing
    from xuezheng.allocation.tables import read_table

    refuse_a_second_time(out, again)
    problem = read_problem(files, request)
    table = read_table(teams, needs=("team",), name="teams") if teams is not None else None
    with Console(stderr=True).status(f"{problem.n_pupils} 名学生分成 {problem.n_classes} 个班 …"):
        division = divide(problem, seed, part={}, teams=table, rounds=limits[0], seconds=limits[1])
        with replacing(out, again) as more:
            write_division(out, division, files, request, seed, report=reports, more=more)
    plan = division.plan
    return [
        Outcome((), problem.n_pupils, problem.n_classes, plan.objective, plan.bound, plan.gap, plan.rounds)
    ]


def _city(
    files: "Files",
    request: "Request",
    seed: "Seed",
    out: Path,
    by: tuple[str, ...],
    limits: tuple[int | None, float | None],
    workers: int,
    engine: str,
    reports: bool,
    again: str,
) -> "list[Outcome]":
    import os
    import secrets
    import shutil

    from rich.console import Console
    from rich.progress import Progress

    from xuezheng.allocation.classes.cities import Task, divide_city, problems_of, rosters_of
    from xuezheng.allocation.plan_index import index_bytes
    from xuezheng.allocation.rerunning import refuse_a_second_time, replacing
    from xuezheng.allocation.tables import table_of
    from xuezheng.allocation.verifying import INDEX

    refuse_a_second_time(out, again)
    rosters = rosters_of(files.roster, by)
    found = list(problems_of(files, request, rosters))
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        tasks = [Task(roster, problem, part, reports, limits[0]) for roster, problem in found]
        with Progress(console=Console(stderr=True)) as progress:
            bar = progress.add_task("分班", total=len(tasks))
            outcomes = divide_city(
                tasks,
                files,
                request,
                seed,
                workers=workers or os.cpu_count() or 1,
                tick=lambda: progress.advance(bar),
                engine=engine,
            )
        rows: dict[str, list[Any]] = {column: [dict(o.part)[column] for o in outcomes] for column in by}
        for name in ("pupils", "classes", "objective", "bound", "gap", "rounds"):
            rows[name] = [getattr(outcome, name) for outcome in outcomes]
        (part / "index.csv").write_bytes(table_of("index", rows).csv())
        with replacing(out, again) as more:
            (part / INDEX).write_bytes(index_bytes(part, ["index.csv"], more))
            if out.exists():
                out.rmdir()
            part.rename(out)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return outcomes


def _say(outcomes: "list[Outcome]", out: Path, as_json: bool, decision: str) -> None:
    import json
    from dataclasses import asdict

    if as_json:
        rows = [{**asdict(outcome), "part": dict(outcome.part)} for outcome in outcomes]
        typer.echo(json.dumps({"path": str(out), "decision": decision, "rosters": rows}, ensure_ascii=False))
        return
    gaps = [outcome.gap for outcome in outcomes]
    pupils = sum(outcome.pupils for outcome in outcomes)
    typer.echo(f"{len(outcomes)} 份名单，{pupils:,} 名学生，写到 {out}。")
    typer.echo(f"与下界的差距：平均 {sum(gaps) / len(gaps):.3f}，最大 {max(gaps):.3f}；硬性要求无一违反。")
    if decision:
        typer.echo(f"已登记为决定 {decision}，待他人核验。")
