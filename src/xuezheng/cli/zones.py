"""Verbs that draw school zones, and draw them again after a change."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from xuezheng.allocation.zones.problem import Problem

Given = Path | None
Seed = Annotated[
    str, typer.Option(help="种子：一句话，或 draw: 加公开抽签的种子。 A sentence, or draw:<seed of a draw>.")
]
Out = Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")]
Seconds = Annotated[
    float,
    typer.Option(
        help="搜索多久：按固定速率折成工作量，结果不随机器快慢而变。 How long to search, as a fixed amount of work."
    ),
]
Workers = Annotated[int, typer.Option(help="线程数；结果不受影响。 Threads; the result is the same.")]
Json = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]


def add_to(app: typer.Typer) -> None:
    """Add `zones` and `rezone`."""
    app.command()(zones)
    app.command()(rezone)


def zones(
    blocks: Annotated[
        Path,
        typer.Argument(
            metavar="BLOCKS", help="小区：block、pupils，坐标或图形（csv、parquet、GeoJSON）。 Blocks."
        ),
    ],
    schools: Annotated[
        Path,
        typer.Argument(
            metavar="SCHOOLS",
            help="学校：school、seats，block 或 x、y；多校片区可有 area、popular。 Schools.",
        ),
    ],
    seed: Seed,
    out: Out,
    distances: Annotated[
        Given, typer.Option(help="步行距离：block、school、metres 或 km。 Walking distances.")
    ] = None,
    adjacency: Annotated[
        Given, typer.Option(help="相邻：block、neighbour。 Neighbours, if not derived.")
    ] = None,
    bridges: Annotated[
        Given, typer.Option(help="另加的相邻（桥、路）：block、neighbour。 Neighbours to add.")
    ] = None,
    groups: Annotated[
        str, typer.Option(help="要均衡的群体，BLOCKS 的列名，逗号分开。 Columns of groups to balance.")
    ] = "",
    balance: Annotated[
        int, typer.Option(help="群体多或少一人抵多少米。 Metres for each pupil out of balance.")
    ] = 100,
    compactness: Annotated[
        int, typer.Option(help="每对被分开的相邻小区抵多少米。 Metres for each pair of neighbours parted.")
    ] = 0,
    max_km: Annotated[float | None, typer.Option(help="最远步行公里数。 Farthest walk.")] = None,
    tolerance: Annotated[
        str,
        typer.Option(
            help="允许超出学位：人数（5），或千分之几（20‰）。 Pupils over the seats, or per mille."
        ),
    ] = "0",
    keep: Annotated[
        Given,
        typer.Option(
            help="去年的方案：block、school；不写 --stability 时换学校的人数最先。 Last year's plan."
        ),
    ] = None,
    stability: Annotated[
        int | None, typer.Option(help="每个换学校的学生抵多少米。 Metres for each pupil who moves.")
    ] = None,
    multi: Annotated[
        bool, typer.Option("--multi", help="多校划片：一片几所学校。 Several schools a zone.")
    ] = False,
    per_area: Annotated[int, typer.Option(help="多校划片时一片几所学校。 Schools in an area.")] = 3,
    crs: Annotated[
        str, typer.Option(help="坐标：metres、wgs84、cgcs2000、gcj02。 System of coordinates.")
    ] = "",
    gap_m: Annotated[int, typer.Option(help="边界相距几米以内算相邻。 Polygons nearer than this touch.")] = 2,
    seconds: Seconds = 20.0,
    workers: Workers = 2,
    as_json: Json = False,
) -> None:
    """划学区：学位之内步行最短，片区连成一片，写出差距的证明。 Draw school zones with a proven gap."""
    from xuezheng.allocation.zones.problem import Options
    from xuezheng.allocation.zones.reading import read_problem
    from xuezheng.errors import BadInput

    files = {
        "blocks": blocks,
        "schools": schools,
        "distances": distances,
        "adjacency": adjacency,
        "bridges": bridges,
        "old": keep,
    }
    faults = _faults(balance, compactness, stability, max_km, seconds, per_area, keep)
    whole, permille = _tolerance(tolerance)
    if faults:
        raise BadInput("选项有误。", faults=faults)
    named = tuple(dict.fromkeys(name.strip() for name in groups.split(",") if name.strip()))
    options = Options(
        max_metres=None if max_km is None else round(max_km * 1000),
        tolerance=whole,
        tolerance_permille=permille,
        stability=stability or 0,
        minimal_change=keep is not None and stability is None,
        balance=balance if named else 0,
        compactness=compactness,
        groups=named,
        multi=multi,
        per_area=per_area,
        crs=crs,
        gap_m=gap_m,
    )
    _refuse_occupied(out)
    problem = read_problem({k: v for k, v in files.items() if v is not None}, options, _seed(seed))
    _draw(problem, out, seconds, workers, as_json)


def rezone(
    folder: Annotated[
        Path, typer.Argument(metavar="PLAN_DIR", help="zones 写出的文件夹。 The folder that zones wrote.")
    ],
    out: Out,
    close: Annotated[list[str] | None, typer.Option(help="关闭的学校。 A school that closes.")] = None,
    opened: Annotated[
        list[str] | None,
        typer.Option("--open", metavar="S,BLOCK,SEATS", help="新开的学校。 A school that opens."),
    ] = None,
    seats: Annotated[
        list[str] | None, typer.Option(metavar="S=N", help="学位改为 N。 New number of seats.")
    ] = None,
    estate: Annotated[
        list[str] | None,
        typer.Option(metavar="BLOCK=N", help="小区添 N 名学生（新楼盘）。 An estate adds N pupils."),
    ] = None,
    seed: Annotated[
        str, typer.Option(help="种子；不写则同原方案。 Seed; that of the plan if left out.")
    ] = "",
    seconds: Seconds = 3.0,
    workers: Workers = 2,
    as_json: Json = False,
) -> None:
    """学校开关、学位变动、新楼盘：换学校的学生最少，列出谁换。 Draw again after a change; as few as can be move."""
    from xuezheng.allocation.certificate import read_certificate
    from xuezheng.allocation.zones.changing import change_of, changed_options, changed_tables
    from xuezheng.allocation.zones.reading import read_problem

    _refuse_occupied(out)
    change = change_of(close or (), opened or (), seats or (), estate or ())
    tables = changed_tables(folder, change)
    text = seed or read_certificate(folder)["seed"]["text"]
    problem = read_problem(tables, changed_options(folder), _seed(text))
    _draw(problem, out, seconds, workers, as_json)


def _seed(text: str) -> Any:
    from xuezheng.allocation.draw.seeding import seed_of

    return seed_of(text)


def _refuse_occupied(out: Path) -> None:
    from xuezheng.errors import Occupied

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Occupied(f"{out} 已有内容。公布过的结果不能覆盖。请换一个新的文件夹。")


def _faults(
    balance: int,
    compactness: int,
    stability: int | None,
    max_km: float | None,
    seconds: float,
    per_area: int,
    keep: Path | None,
) -> list[Any]:
    from xuezheng.errors import Fault

    limits = {"--balance": balance, "--compactness": compactness, "--stability": stability or 0}
    faults = [
        Fault(f"{name} {value} 不在 0 到 1,000,000 米之间。", name, "请改正。")
        for name, value in limits.items()
        if not 0 <= value <= 1_000_000
    ]
    if max_km is not None and not 0 < max_km <= 1000:
        faults.append(Fault(f"最远 {max_km} 公里不合理。", "--max-km", "请写 0 到 1000 之间的公里数。"))
    if not 0 < seconds <= 86400:
        faults.append(Fault(f"{seconds} 秒不合理。", "--seconds", "请写 0 到 86400 之间的秒数。"))
    if per_area < 1:
        faults.append(Fault(f"一片 {per_area} 所学校不合理。", "--per-area", "请至少写 1。"))
    if stability is not None and keep is None:
        faults.append(Fault("没有去年的方案。", "--stability", "请用 --keep 给出去年的方案。"))
    return faults


def _tolerance(text: str) -> tuple[int, int]:
    from xuezheng.errors import BadInput

    number = text.strip().removesuffix("‰")
    if not number.isdecimal() or int(number) > 100_000:
        raise BadInput(f"--tolerance {text} 读不懂。容差是人数，或千分之几。请写成 5 或 20‰。")
    return (0, int(number)) if text.strip().endswith("‰") else (int(number), 0)


def _draw(problem: "Problem", out: Path, seconds: float, workers: int, as_json: bool) -> None:
    import json

    from rich.console import Console
    from rich.progress import Progress

    from xuezheng.allocation.zones.drawing import draw_zones
    from xuezheng.allocation.zones.writing import write_zones

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(f"{problem.n_blocks} 个小区划给 {problem.n_schools} 所学校", total=1.0)
        zoning = draw_zones(
            problem,
            seconds=seconds,
            workers=max(workers, 1),
            tick=lambda part: progress.update(bar, completed=min(part, 1.0)),
        )
    write_zones(out, zoning)
    plan, (blocks, pupils) = zoning.plan, zoning.moved
    told = {
        "path": str(out),
        "blocks": problem.n_blocks,
        "schools": problem.n_schools,
        "zones": len(zoning.zones),
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": round(plan.gap, 9),
        "moved": {"blocks": blocks, "pupils": pupils},
        "notes": list(problem.notes),
    }
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for note in problem.notes:
        typer.echo(note)
    mean = zoning.instance.walked(plan.zone) / max(int(problem.pupils.sum()), 1)
    if problem.old is None:
        typer.echo(f"平均步行 {mean:,.0f} 米。")
    else:
        typer.echo(f"换学校的：{blocks} 个小区，{pupils} 名学生；名单见 moves.csv。")
    if problem.options.minimal_change:
        typer.echo(f"按下界，至少须有 {zoning.must_move} 名学生换学校。硬性要求无一违反。已写入 {out}。")
    else:
        typer.echo(f"离理论下界至多 {plan.gap:.4%}；硬性要求无一违反。已写入 {out}。")
