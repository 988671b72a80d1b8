"""The verb `clock`: when a matter is due, and why that day."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from xuezheng.rules.deriving import Derivation, Happened


def add_to(app: typer.Typer) -> None:
    """Add `clock`."""
    app.command()(clock)


def clock(
    kind: Annotated[
        str,
        typer.Argument(metavar="[KIND]", help="时限名称；不写则列出全部。 A clock; all of them if left out."),
    ] = "",
    since: Annotated[
        str, typer.Option("--from", metavar="DATE", help="起算日。 The day it starts from.")
    ] = "",
    pause: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND=FIRST[:LAST]",
            help="停止计时，可多次；不写末日表示仍在进行。 Days that do not count.",
        ),
    ] = None,
    extended: Annotated[
        list[str] | None,
        typer.Option("--extend", metavar="DATE", help="批准延期之日，可多次。 An extension was approved."),
    ] = None,
    restart: Annotated[
        str, typer.Option(metavar="KIND=DATE", help="重新起算。 The clock started anew.")
    ] = "",
    calendar: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="本局的日历补充（YAML）。 The office's own days."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")
    ] = False,
) -> None:
    """推算办理期限，逐条说明理由。 When a matter is due, and why that day."""
    if not kind:
        _list(as_json)
        return
    from xuezheng.errors import BadInput
    from xuezheng.rules.clocks import clock_on
    from xuezheng.rules.deriving import derive
    from xuezheng.rules.working_days import read_calendar

    if not since:
        raise BadInput("没有写起算日。时限从哪天起算由事项决定。请加上 --from 2026-03-02 这样的日期。")
    start = _day(since, "--from")
    happened = _happened(pause or [], extended or [], restart)
    _tell(derive(clock_on(kind, start), start, read_calendar(calendar), happened), as_json)


def _list(as_json: bool) -> None:
    """Every clock in its newest version."""
    import json

    from xuezheng.rules.clocks import all_clocks

    newest = {name: versions[0] for name, versions in all_clocks().items()}
    if as_json:
        rows = [
            {"clock": name, "matter": c.matter, "title": c.title, "limit": c.limit, "counts": c.counts,
             "from": str(c.from_on), "source": c.source, "article": c.article, "mark": c.mark}
            for name, c in newest.items()
        ]  # fmt: skip
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    matter = ""
    for name, c in newest.items():
        if c.matter != matter:
            matter = c.matter
            print(matter)
        print(f"  {name}：{c.title}，{c.says}（{c.source}{c.article}）")


def _happened(pauses: list[str], extended: list[str], restart: str) -> "Happened":
    from xuezheng.rules.deriving import Happened

    return Happened(
        pauses=tuple(_pause(text) for text in pauses),
        extended_on=tuple(_day(text, "--extend") for text in extended),
        restarted_on=_named_day(restart, "--restart") if restart else None,
    )


def _pause(text: str) -> Any:
    from xuezheng.rules.deriving import Pause

    kind, _, span = text.partition("=")
    first, _, last = span.partition(":")
    return Pause(kind, _day(first, "--pause"), _day(last, "--pause") if last else None)


def _named_day(text: str, option: str) -> Any:
    kind, _, on = text.partition("=")
    return kind, _day(on, option)


def _day(text: str, option: str) -> Any:
    from datetime import date

    from xuezheng.errors import BadInput

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{option} 的“{text}”不是日期。日期须存在于日历。请写成 2026-03-02。") from None


def _tell(found: "Derivation", as_json: bool) -> None:
    import json

    if not as_json:
        print("\n".join(found.steps))
        return
    told = {
        "clock": found.clock.name,
        "start": str(found.start),
        "due": str(found.due) if found.due else None,
        "provisional": found.is_provisional,
        "limit": found.limit,
        "skipped": [{"first": str(s.first), "last": str(s.last), "why": s.why} for s in found.skipped],
        "steps": list(found.steps),
        "source": found.clock.source + found.clock.article,
        "mark": found.clock.mark,
    }
    print(json.dumps(told, ensure_ascii=False, indent=1))
