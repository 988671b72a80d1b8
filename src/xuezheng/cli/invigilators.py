"""Verbs for invigilators: who watches which room, the draw before a session, a substitute on the day."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from xuezheng.allocation.invigilation.problem import Replacement
    from xuezheng.allocation.invigilation.writing import Made

Inputs = Annotated[
    list[str],
    typer.Option(
        "--input",
        help="安排时的名单：staff=…、sessions=…，以及用过的 pupils=…、relatives=…、seating=…。 The lists of the plan.",
        metavar="NAME=FILE",
    ),
]
Out = Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")]
AsJson = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]
PlanDir = Annotated[
    Path, typer.Argument(metavar="PLAN_DIR", help="监考安排的文件夹。 A folder of invigilators.")
]


def add_to(app: typer.Typer) -> None:
    """Add `invigilators`, `invigilators-draw` and `invigilators-replace`."""
    app.command()(invigilators)
    app.command(name="invigilators-draw")(invigilators_draw)
    app.command(name="invigilators-replace")(invigilators_replace)


def invigilators(
    staff: Annotated[
        Path,
        typer.Argument(
            metavar="STAFF",
            help="监考人员：staff、unit，可有 name、gender、subject、class、site、area、roles、max_sessions、"
            "unavailable、duties、certified。 The staff.",
        ),
    ],
    sessions: Annotated[
        Path,
        typer.Argument(
            metavar="SESSIONS",
            help="每场每考场一行：session、room、site，可有 subject、start、end、area、schools、classes、"
            "invigilators、candidates。 One row a room and session.",
        ),
    ],
    seed: Annotated[
        str,
        typer.Option(help="种子：一句话，或 draw: 加公开抽签的种子。 A sentence, or draw:<seed of a draw>."),
    ],
    out: Out,
    pupils: Annotated[
        Path | None,
        typer.Option(help="考生名单：candidate、school，可有 class、room、session。 The candidates."),
    ] = None,
    relatives: Annotated[
        Path | None, typer.Option(help="亲属：staff、candidate。 Relatives among the candidates.")
    ] = None,
    seating: Annotated[
        Path | None,
        typer.Option(help="seating 写出的文件夹，或其 plan.csv：考生坐在哪里。 The plan of seats."),
    ] = None,
    profile: Annotated[
        str, typer.Option(help="考试类型：zhongkao 或 gaokao。 Kind of examination.")
    ] = "zhongkao",
    gender: Annotated[
        str,
        typer.Option(help="一男一女：soft 尽量，hard 必须，off 不考虑；不写则按考试类型。 Man and woman."),
    ] = "",
    own_school: Annotated[
        str,
        typer.Option(help="回避本校考生：site 整个考点，room 仅该考场，off 不要求。 Own school's pupils."),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """安排监考：回避、两人异校、场数均衡，考前抽考场。 Assign invigilators by every rule, rooms by lot."""
    from dataclasses import replace

    from xuezheng.allocation.draw.seeding import seed_of
    from xuezheng.allocation.invigilation.profiles import profile_named
    from xuezheng.allocation.invigilation.reading import read_problem
    from xuezheng.allocation.invigilation.solve import solve
    from xuezheng.allocation.invigilation.writing import Made
    from xuezheng.allocation.tables import read_table

    _refuse_occupied(out)
    _one_of("--gender", gender, ("soft", "hard", "off"))
    _one_of("--own-school", own_school, ("site", "room", "off"))
    made_seed, rules = seed_of(seed), profile_named(profile)
    rules = replace(rules, gender=gender or rules.gender, own_school=own_school or rules.own_school)
    seats = seating / "plan.csv" if seating is not None and seating.is_dir() else seating
    paths = {"staff": staff, "sessions": sessions, "pupils": pupils, "relatives": relatives, "seating": seats}
    tables = {name: read_table(path, name=name) for name, path in paths.items() if path is not None}
    problem = read_problem(tables, rules)
    plan = solve(problem, made_seed)
    seeds = dict.fromkeys(range(len(problem.sessions)), made_seed)
    _write(Made(problem, plan, made_seed, seeds, tables), out, as_json)


def invigilators_draw(
    plan: PlanDir,
    session: Annotated[str, typer.Option(help="场次。 The session.")],
    seed: Annotated[
        str, typer.Option(help="这一场自己的种子。 The seed of this session alone, known on the day.")
    ],
    inputs: Inputs,
    out: Out,
    as_json: AsJson = False,
) -> None:
    """开考前为一场单独抽签，以前各场不动。 Draw the rooms of one session by its own seed."""
    from xuezheng.allocation.draw.seeding import seed_of
    from xuezheng.allocation.invigilation.changes import draw_session, read_before, session_named

    _refuse_occupied(out)
    made_seed, made = seed_of(seed), read_before(plan, _paths(inputs))
    _write(draw_session(made, session_named(made.problem, session), made_seed), out, as_json)


def invigilators_replace(
    plan: PlanDir,
    absent: Annotated[str, typer.Option(help="没有到的人员。 Who did not come.")],
    session: Annotated[str, typer.Option(help="场次。 The session.")],
    inputs: Inputs,
    out: Out,
    as_json: AsJson = False,
) -> None:
    """有人未到，由下一名合格的备用人员接替。 Call the next substitute who may step in."""
    from xuezheng.allocation.invigilation.changes import read_before, replace_absent, session_named

    _refuse_occupied(out)
    made = read_before(plan, _paths(inputs))
    done = replace_absent(made, session_named(made.problem, session), absent)
    _write(done, out, as_json, done.plan.replaced[-1])


def _refuse_occupied(out: Path) -> None:
    from xuezheng.errors import Occupied

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Occupied(f"{out} 已有内容。公布过的结果不能覆盖。请换一个新的文件夹。")


def _one_of(name: str, given: str, known: tuple[str, ...]) -> None:
    from xuezheng.errors import BadInput

    if given and given not in known:
        raise BadInput(f"{name} {given} 不认识。可用的是 {'、'.join(known)}。请改用其中之一。")


def _paths(inputs: list[str]) -> dict[str, Path]:
    from xuezheng.errors import BadInput

    pairs = [text.partition("=") for text in inputs]
    if wrong := [name for name, sign, path in pairs if not (name and sign and path)]:
        raise BadInput(f"--input {wrong[0]} 不完整。须写成 名称=文件。例如 staff=监考人员.csv。")
    return {name: Path(path) for name, _, path in pairs}


def _write(made: "Made", out: Path, as_json: bool, last: "Replacement | None" = None) -> None:
    import json

    from xuezheng.allocation.invigilation.problem import ROLE_NAMES
    from xuezheng.allocation.invigilation.writing import told, write_invigilation

    _, figures = write_invigilation(out, made)
    problem, plan = made.problem, made.plan
    code = {n: person.code for n, person in enumerate(problem.staff)}
    if as_json:
        said = {
            "path": str(out),
            "sites": len(problem.sites),
            "sessions": len(problem.sessions),
            "rooms": figures.n_rooms,
            "people": len(figures.loads),
            "objective": figures.squares,
            "bound": figures.bound,
            "gap": figures.squares - figures.bound,
            "least": min(figures.loads, default=0),
            "most": max(figures.loads, default=0),
            "mixed": figures.mixed,
            "mixed_bound": figures.mixed_bound,
            "substitute": code.get(last.substitute, "") if last else "",
        }
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    if last:
        stepped = f"由 {code[last.substitute]} 接替" if last.substitute >= 0 else "是备用人员，无须接替"
        typer.echo(f"{code[last.absent]}（{ROLE_NAMES[last.role]} {last.room}）未到，{stepped}。")
    chiefs = "" if problem.has_chiefs else "名单没有 roles 列，没有安排主考和副主考。"
    n = sum(map(len, plan.rota.duties.values()))
    typer.echo(
        f"{len(problem.sites)} 个考点、{len(problem.sessions)} 场、{figures.n_rooms} 间次考场，共 {n} 人次，"
        f"写到 {out}。{told(problem, figures)}{chiefs}"
    )
