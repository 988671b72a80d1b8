"""Verbs of the public draw, and `verify` for every kind of plan."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from xuezheng.allocation.verifying import Verdict

AsJson = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]
At = Annotated[
    str,
    typer.Option(
        help="此刻，YYYY-MM-DDTHH:MM（北京时间），缺省为现在。 The moment it is, Beijing time.",
        metavar="TIME",
    ),
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="抽签结果的文件夹。 A draw's folder.")]


def add_to(app: typer.Typer) -> None:
    """Add `draw …` and `verify`."""
    draws = typer.Typer(
        help="公开抽签：先承诺名单，后取随机数，人人可复算。 The public draw.", no_args_is_help=True
    )
    for verb in (sources, commit, reveal, proof, check, order):
        draws.command()(verb)
    draws.callback()(_group)
    app.add_typer(draws, name="draw")
    app.command()(verify)


def _group() -> None:
    """公开抽签：先承诺名单，后取随机数，人人可复算。 The public draw."""


def sources(as_json: AsJson = False) -> None:
    """列出可用的公开随机数来源及其比特数。 List the public sources and their bits of randomness."""
    import json
    from datetime import date

    from xuezheng.allocation.draw.sources import floor_bits, known_sources, source_on

    known = [(code, name, source_on(code, date.today())) for code, name in known_sources().items()]
    rows = [
        {"source": code, "name": name, "role": s.role, "bits": round(s.bits, 1)}
        for code, name, s in known
        if s
    ]
    if as_json:
        typer.echo(json.dumps({"floor_bits": floor_bits(), "sources": rows}, ensure_ascii=False))
        return
    roles = {"main": "主要来源", "addition": "只作附加", "ceremony": "现场附加"}
    for row in rows:
        typer.echo(f"{row['source']}\t{row['name']}\t{roles[str(row['role'])]}\t{row['bits']} 比特")
    typer.echo(f"主要来源合计至少须 {floor_bits()} 比特。", err=True)


def commit(
    roster: Annotated[
        Path,
        typer.Argument(
            metavar="LIST",
            help="名单：txt 每行一个编号，或含 code 列的表。 Codes, one a line, or a table with a code column.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")],
    source: Annotated[
        list[str],
        typer.Option(
            help="依次写明来源：kl8:期号@开奖日期、ssq:…、dlt:…、drand:轮次、dice:3、balls:3x20。 Public sources to come, in order."
        ),
    ],
    rule: Annotated[
        str,
        typer.Option(help="tickets、sorted-numbers、circle、difference 或 rfc3797。 How the line is made."),
    ] = "tickets",
    places: Annotated[int | None, typer.Option(help="名额；不写则只排次序。 How many get in.")] = None,
    groups: Annotated[
        Path | None, typer.Option(help="多胞胎捆绑名单，列为 pupil、group。 Codes bound together.")
    ] = None,
    last_place: Annotated[
        str | None,
        typer.Option(
            help="末位规则 exceed 或 skip；有捆绑和名额时必写。 What if a group meets the last place."
        ),
    ] = None,
    column: Annotated[str, typer.Option(help="表中编号所在的列。 The column of the codes.")] = "code",
    school: Annotated[
        str, typer.Option(help="学校代码，区分同一种子的几次抽签。 Tells draws from one seed apart.")
    ] = "",
    round_number: Annotated[
        int | None, typer.Option("--round", help="第几轮，1 至 9。 Round of the draw.")
    ] = None,
    hash_name: Annotated[str, typer.Option("--hash", help="sha256 或 sm3。 The hash.")] = "sha256",
    at: At = "",
    as_json: AsJson = False,
) -> None:
    """对名单作出承诺，印出承诺值和公告用语。 Commit to a list before the seed can be known."""
    import json

    from xuezheng.allocation.certificate import write_folder
    from xuezheng.allocation.draw.codes import read_codes, read_groups
    from xuezheng.allocation.draw.commitment import announcement
    from xuezheng.allocation.draw.commitment import commit as run

    codes = read_codes(roster, column=column)
    bound = read_groups(groups, codes) if groups else []
    made = run(
        codes,
        source,
        at=_moment(at),
        rule=rule,
        places=places,
        groups=bound,
        last_place=last_place,
        school=school,
        round_number=round_number,
        hash=hash_name,
    )
    write_folder(out, made.files())
    if as_json:
        told = {
            "commitment": made.value,
            "n": len(codes),
            "path": str(out),
            "announcement": announcement(made),
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(made.value)
    typer.echo(announcement(made), err=True)


def reveal(
    folder: Annotated[
        Path, typer.Argument(metavar="COMMITTED", help="承诺的文件夹。 What `draw commit` wrote.")
    ],
    out: Annotated[Path, typer.Option(help="写到这个新文件夹。 The new folder to write.")],
    value: Annotated[
        list[str],
        typer.Option(
            help="公布的号码：kl8=20个号码、ssq=6个+1个、dlt=5个+2个、dice=…、drand=十六进制。 The published numbers."
        ),
    ],
    proofs: Annotated[
        bool, typer.Option(help="同时写出各家的凭证 proofs.jsonl。 Write every family's proof.")
    ] = True,
    at: At = "",
    as_json: AsJson = False,
) -> None:
    """用公布的号码开签，写出次序、证书和各家凭证。 Draw the order with the published numbers."""
    import json

    from xuezheng.allocation.draw.revealing import read_commitment, write_reveal
    from xuezheng.allocation.draw.revealing import reveal as run

    made = run(read_commitment(folder), value, at=_moment(at))
    write_reveal(out, made, with_proofs=proofs)
    told = {
        "commitment": made.commitment.value,
        "seed": made.seed.hex(),
        "root": made.root,
        "n": len(made.results),
        "path": str(out),
    }
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(f"种子 {told['seed']}\n结果树根 {told['root']}")
    typer.echo(f"{len(made.results):,} 人的次序已写入 {out}。请公布文件夹全部内容。", err=True)


def proof(
    folder: Folder,
    code: Annotated[str, typer.Argument(metavar="CODE", help="孩子的编号。 A child's code.")],
) -> None:
    """取一家的凭证，一行 JSON，可在核验网页中使用。 One family's proof."""
    from xuezheng.allocation.draw.canonical import canonical
    from xuezheng.allocation.draw.revealing import read_reveal

    typer.echo(canonical(read_reveal(folder).proof(code)).decode())


def check(
    folder: Folder,
    commitment: Annotated[
        str, typer.Option(help="公告上印的承诺值，与复算的比对。 C as it was printed beforehand.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """复算一次抽签，并与公告上的承诺值比对。 Repeat a draw and compare with the printed commitment."""
    from xuezheng.allocation.draw.verify import printed_commitment
    from xuezheng.allocation.verifying import Verdict, verify_plan

    verdict = verify_plan(folder)
    if commitment:
        checks = (*verdict.checks, printed_commitment(folder, commitment))
        verdict = Verdict(verdict.kind, checks, verdict.not_checked)
    _tell(folder, verdict, as_json)


def order(
    n: Annotated[int, typer.Option("--n", help="共有多少个号码。 How many numbers.")],
    start: Annotated[int, typer.Option(help="起始号。 The first number.")],
    step: Annotated[int, typer.Option(help="步长，或等差数列的差。 Step or difference.")],
    rule: Annotated[str, typer.Option(help="circle 或 difference。 Which rule done by hand.")] = "circle",
    places: Annotated[int | None, typer.Option(help="取多少个，缺省全部。 How many to take.")] = None,
    as_json: AsJson = False,
) -> None:
    """按围圈数数或等差数列列出中签次序，供手算核对。 The order of a rule done by hand."""
    import json

    from xuezheng.allocation.draw.orders import by_hand

    numbers = by_hand(rule, n, start, step, places)
    typer.echo(json.dumps(numbers) if as_json else "、".join(str(number) for number in numbers))


def verify(
    folder: Annotated[
        Path, typer.Argument(metavar="PLAN_DIR", help="方案或公开报告的文件夹。 A plan or a released report.")
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Option(
            "--input",
            metavar="NAME=FILE",
            help="自己手里的输入文件，与证书比对。 One's own copy of an input.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """核验一份方案：不用数据库，不用求解器。 Check a plan without database or solver."""
    from xuezheng.allocation.verifying import verify_plan

    if (folder / "bundle.json").is_file() and not inputs:
        from xuezheng.reports.bundle.verify import verify_bundle

        _tell(folder, verify_bundle(folder), as_json)
        return
    _tell(folder, verify_plan(folder, _named(inputs or [])), as_json)


def _named(inputs: list[str]) -> dict[str, Path]:
    from xuezheng.errors import BadInput

    named: dict[str, Path] = {}
    for text in inputs:
        name, mark, file = text.partition("=")
        if not mark or not name or not file:
            raise BadInput(f"--input “{text}”的写法不对。须写成 名称=文件，例如 roster=名单.csv。请改正。")
        if name in named:
            raise BadInput(f"--input 给了两次 {name}。每个输入只能有一个文件。请只留一个。")
        named[name] = Path(file)
    return named


def _tell(folder: Path, verdict: "Verdict", as_json: bool) -> None:
    import json

    from xuezheng.errors import CheckFailed, Fault

    if as_json:
        checks = [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in verdict.checks]
        told = {
            "ok": verdict.ok,
            "kind": verdict.kind,
            "checks": checks,
            "not_checked": list(verdict.not_checked),
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
        raise typer.Exit(0 if verdict.ok else 3)
    for each in verdict.checks:
        typer.echo(f"{'通过' if each.ok else '不符'}  {each.name}：{each.detail}")
    if verdict.not_checked:
        typer.echo(f"没有提供、因此没有与自己的副本比对的输入：{'、'.join(verdict.not_checked)}。", err=True)
    if not verdict.ok:
        faults = [Fault(each.detail, each.name) for each in verdict.checks if not each.ok]
        raise CheckFailed(f"{folder} 没有通过核验。请保留现场，向公布方索取原件。", faults=faults)
    beyond = "所附数据与记录是否相符" if verdict.kind == "report" else "名单是否齐全、证件是否真实"
    typer.echo(f"全部通过。{beyond}，不在核验之内。", err=True)


def _moment(text: str) -> datetime:
    from xuezheng.allocation.draw.sources import BEIJING
    from xuezheng.errors import BadInput

    if not text:
        return datetime.now(BEIJING)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"--at “{text}”不是时刻。须写成 YYYY-MM-DDTHH:MM。例如 2026-05-30T09:00。") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
