"""The verb that seats the candidates of an examination."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date


def add_to(app: typer.Typer) -> None:
    """Add `seating`."""
    app.command()(seating)


def seating(
    candidates: Annotated[
        Path,
        typer.Argument(
            metavar="CANDIDATES",
            help="考生名单：candidate、school，可有 site、class、area、needs、subjects、ticket 和分组的列。"
            " The candidates.",
        ),
    ],
    rooms: Annotated[
        Path,
        typer.Argument(
            metavar="ROOMS",
            help="考场名单：room、site、layout，可有 seats、columns、needs、use、door、area。 The rooms.",
        ),
    ],
    seed: Annotated[
        str,
        typer.Option(help="种子：一句话，或 draw: 加公开抽签的种子。 A sentence, or draw:<seed of a draw>."),
    ],
    out: Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")],
    apart: Annotated[
        str,
        typer.Option(
            help="这些列相同者不相邻，逗号分隔；a+b 是两列合看。"
            " Equals in any of these columns do not sit side by side."
        ),
    ] = "school",
    group: Annotated[
        str, typer.Option(help="各自成考场的列，逗号分隔。 Columns whose values have rooms of their own.")
    ] = "",
    profile: Annotated[
        str,
        typer.Option(
            help="考试类型：zhongkao、gaokao、xuekao、zikao、chengkao、yankao。 Kind of examination."
        ),
    ] = "zhongkao",
    on: Annotated[
        str, typer.Option(help="考试日期，规则须在这天有效；默认今天。 Day of the examination.")
    ] = "",
    diagonals: Annotated[
        str,
        typer.Option(
            help="斜向：off 不计，soft 尽量少，hard 也算相邻。"
            " Aslant: not counted, a second goal, or as side by side."
        ),
    ] = "off",
    travel: Annotated[
        Path | None,
        typer.Option(help="距离表：from、site、km；给没有考点的考生分配考点。 Ways, to choose sites by."),
    ] = None,
    travel_from: Annotated[
        str, typer.Option("--from", help="距离表 from 对应考生的哪一列。 Column ways start from.")
    ] = "area",
    sessions: Annotated[
        Path | None,
        typer.Option(help="各科时间：subject、starts、ends；查同时两科。 Times of subjects, to check."),
    ] = None,
    spare: Annotated[
        int | None, typer.Option(help="每考点留出的备用考场数。 Spare rooms of each site.")
    ] = None,
    isolation: Annotated[
        int | None, typer.Option(help="每考点留出的隔离考场数。 Rooms of each site to isolate in.")
    ] = None,
    ticket: Annotated[
        str, typer.Option(help="准考证号模板，如 {site}{room}{seat:02d}。 Template of ticket numbers.")
    ] = "",
    last_room: Annotated[
        str,
        typer.Option(
            help="尾数考场：leave 照留、merge:3 少于三人并入前一考场、level:3 匀足三人、mix 各组混编；默认按规则。"
            " How last rooms are filled; by the rules if left out."
        ),
    ] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")
    ] = False,
) -> None:
    """编排考场座位，同校考生不相邻。 Seat candidates so that no two of a school sit side by side."""
    import json

    from xuezheng.allocation.draw.seeding import seed_of
    from xuezheng.allocation.seating.asking import Asked
    from xuezheng.allocation.seating.profiles import profile_named
    from xuezheng.allocation.seating.reading import read_problem
    from xuezheng.allocation.seating.report import told_of
    from xuezheng.allocation.seating.solve import solve
    from xuezheng.allocation.seating.writing import write_seating
    from xuezheng.allocation.tables import read_table
    from xuezheng.errors import Occupied

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Occupied(f"{out} 已有内容。公布过的结果不能覆盖。请换一个新的文件夹。")
    made_seed = seed_of(seed)
    asked = Asked(
        profile_named(profile, _day(on)),
        _names(apart),
        _names(group),
        diagonals,
        spare,
        isolation,
        ticket,
        travel_from,
        last_room,
    )
    given = {"candidates": candidates, "rooms": rooms, "travel": travel, "sessions": sessions}
    tables = {name: read_table(path, name=name) for name, path in given.items() if path}
    problem = read_problem(
        tables["candidates"],
        tables["rooms"],
        asked,
        made_seed,
        travel=tables.get("travel"),
        sessions=tables.get("sessions"),
    )
    plan = solve(problem, made_seed)
    write_seating(out, problem, plan, tables, asked, made_seed)
    if as_json:
        said = {
            "path": str(out),
            "candidates": len(problem.candidates),
            "rooms": len(problem.rooms),
            "objective": plan.objective,
            "bound": plan.bound,
            "gap": plan.objective - plan.bound,
            "set_aside_short": problem.more["set_aside_short"],
            **({"sites": dict(problem.sites)} if problem.sites else {}),
        }
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    typer.echo(
        f"{len(problem.candidates)} 名考生排入 {len(problem.rooms)} 个考场，写到 {out}。{told_of(plan, problem)}"
    )


def _names(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in said.split(",") if name.strip()))


def _day(on: str) -> "date":
    from datetime import date

    from xuezheng.errors import BadInput

    try:
        return date.fromisoformat(on) if on else date.today()
    except ValueError:
        raise BadInput(f"“{on}”不是日期。--on 是考试日期。请写成 2026-06-20。") from None
