"""The verb that seats the candidates of an examination."""

from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    """Add `seating`."""
    app.command()(seating)


def seating(
    candidates: Annotated[
        Path,
        typer.Argument(
            metavar="CANDIDATES",
            help="考生名单：candidate、site、school，可有 needs 和分组的列。 The candidates.",
        ),
    ],
    rooms: Annotated[
        Path,
        typer.Argument(
            metavar="ROOMS", help="考场名单：room、site、layout，可有 seats、columns、needs。 The rooms."
        ),
    ],
    seed: Annotated[
        str,
        typer.Option(help="种子：一句话，或 draw: 加公开抽签的种子。 A sentence, or draw:<seed of a draw>."),
    ],
    out: Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")],
    apart: Annotated[
        str, typer.Option(help="此列相同者不相邻。 Equals in this column do not sit side by side.")
    ] = "school",
    group: Annotated[
        str, typer.Option(help="各自成考场的列，逗号分隔。 Columns whose values have rooms of their own.")
    ] = "",
    profile: Annotated[
        str, typer.Option(help="考试类型：zhongkao 或 gaokao。 Kind of examination.")
    ] = "zhongkao",
    diagonals: Annotated[
        bool, typer.Option("--diagonals", help="斜向也算相邻。 Diagonals count as side by side.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")
    ] = False,
) -> None:
    """编排考场座位，同校考生不相邻。 Seat candidates so that no two of a school sit side by side."""
    import json

    from xuezheng.allocation.draw.seeding import seed_of
    from xuezheng.allocation.seating.profiles import profile_named
    from xuezheng.allocation.seating.reading import Asked, read_problem
    from xuezheng.allocation.seating.solve import solve
    from xuezheng.allocation.seating.writing import told, write_seating
    from xuezheng.allocation.tables import read_table
    from xuezheng.errors import Occupied

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Occupied(f"{out} 已有内容。公布过的结果不能覆盖。请换一个新的文件夹。")
    made_seed = seed_of(seed)
    columns = tuple(dict.fromkeys(name.strip() for name in group.split(",") if name.strip()))
    asked = Asked(profile_named(profile), apart, columns, diagonals)
    tables = {
        "candidates": read_table(candidates, name="candidates"),
        "rooms": read_table(rooms, name="rooms"),
    }
    problem = read_problem(tables["candidates"], tables["rooms"], asked)
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
        }
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    typer.echo(f"{len(problem.candidates)} 名考生排入 {len(problem.rooms)} 个考场，写到 {out}。{told(plan)}")
