"""Verbs of a case officer: `case open|list|show|due|dispatch|sign|return|extend|pause|resume|reply|conclude|…`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from datetime import date

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")]
Code = Annotated[str, typer.Argument(metavar="CODE", help="办件编号。 The matter's code.")]
By = Annotated[str, typer.Option("--by", metavar="USER", help="由谁办理，缺省为办公室账号。 Who acts.")]
Calendar = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="本局日历（YAML），缺省用文件夹中的 calendar.yaml。 The office's own days."
    ),
]
On = Annotated[
    str, typer.Option("--on", metavar="DATE", help="日期，缺省为今天。 The day; today if left out.")
]
AsJson = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]
SHOWN = 50
_WHAT, _WHEN = "内容 Content", "期限 Due date"
_FILE, _MOVE, _END, _COUNT = "受理与查看", "派单与期限", "答复与办结", "统计与重算"


def add_to(app: typer.Typer) -> None:
    """Add `case …`."""
    cases = typer.Typer(
        help="办件：受理、派单、期限、答复、办结。 Casework with its clocks.", no_args_is_help=True
    )
    cases.callback()(_group)
    from xuezheng.cli import casework_closing, casework_moving, hotline

    cases.command(name="open", rich_help_panel=_FILE)(open_matter)
    cases.command(name="list", rich_help_panel=_FILE)(list_open)
    cases.command(rich_help_panel=_FILE)(show)
    cases.command(rich_help_panel=_FILE)(due)
    casework_moving.add_to(cases, _MOVE)
    casework_closing.add_to(cases, _END, _COUNT)
    hotline.add_to(cases, _COUNT)
    app.add_typer(cases, name="case")


def _group() -> None:
    """办件：受理、派单、期限、答复、办结。 Casework with its clocks."""


def open_matter(
    folder: Folder,
    channel: Annotated[
        str,
        typer.Option(
            help="渠道：mayor_line、online、phone、petition、violation、permit、npc、cppcc、rectification。"
            " The channel."
        ),
    ],
    area: Annotated[str, typer.Option(help="县区代码。 The area's code.")],
    lead: Annotated[
        str, typer.Option(help="主办单位代码，缺省为受理人的机构。 The lead; one's own office.")
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            help="事项：consult、complaint、review、recheck。 What is asked.", rich_help_panel=_WHAT
        ),
    ] = "",
    topic: Annotated[str, typer.Option(help="类别，如 招生入学。 The topic.", rich_help_panel=_WHAT)] = "",
    title: Annotated[
        str, typer.Option(help="建议提案或整改问题的标题。 A title.", rich_help_panel=_WHAT)
    ] = "",
    item: Annotated[str, typer.Option(help="审批事项编码。 The permit item.", rich_help_panel=_WHAT)] = "",
    aspect: Annotated[str, typer.Option(help="整改问题的方面。 The aspect.", rich_help_panel=_WHAT)] = "",
    campaign: Annotated[
        str, typer.Option(help="整改所属活动代码。 The campaign.", rich_help_panel=_WHAT)
    ] = "",
    school: Annotated[str, typer.Option(help="涉及学校代码。 The school.", rich_help_panel=_WHAT)] = "",
    code: Annotated[
        str, typer.Option(help="编号；群众诉求缺省自动编号。 The code.", rich_help_panel=_WHAT)
    ] = "",
    received: Annotated[
        str, typer.Option(metavar="DATE", help="受理或交办日期，缺省今天。 The day.", rich_help_panel=_WHEN)
    ] = "",
    due_on: Annotated[
        str,
        typer.Option(
            "--due", metavar="DATE", help="另定的期限，须写依据。 A date of its own.", rich_help_panel=_WHEN
        ),
    ] = "",
    ground: Annotated[
        str,
        typer.Option(
            help="期限依据：earlier、order、law、taken_over。 Why not the clock's.", rich_help_panel=_WHEN
        ),
    ] = "",
    joint: Annotated[
        bool, typer.Option(help="统一或联合办理的许可。 A joint permit.", rich_help_panel=_WHEN)
    ] = False,
    summary_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="内容摘要文件；不写在命令行上。 The summary, from a file.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    phone: Annotated[
        str, typer.Option(help="来电号码，仅存于库中。 The caller's number.", rich_help_panel=_WHAT)
    ] = "",
    calendar: Calendar = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """受理一件：期限按渠道与事项的时限推算。 Take a matter in; its clock gives the due date."""
    from xuezheng.jobs import casework

    desk = casework.sit_down(folder, by, calendar)
    said = {
        "code": code, "kind": kind, "topic": topic, "title": title, "item": item, "aspect": aspect,
        "campaign": campaign, "school": school, "area": area, "lead": lead, "due_ground": ground,
        "due_on": day(due_on, "--due") if due_on else None, "is_joint": joint, "phone": phone,
        "summary": casework.summary_in(summary_file) if summary_file else "",
    }  # fmt: skip
    row = casework.open_matter(desk, channel, said, day(received, "--received") if received else None)
    if as_json:
        emit(facts(row))
        return
    print(f"已受理 {row.code}（{casework.kind_of(row)}），期限 {row.due_on}{_tail(row)}。")
    print(f"推算过程：xuezheng case due {folder} {row.code}")
    _tell_repeats(desk, row, folder)


def _tell_repeats(desk: Any, row: Any, folder: Path) -> None:
    from xuezheng.jobs import casework

    for found, why in casework.repeats(desk, row):
        print(f"可能重复：{found.code}（{why}，{found.received_on} 受理）。")
    if casework.repeats(desk, row):
        print(f"是否重复由人认定：xuezheng case link {folder} {row.code} --to 编号")


def list_open(
    folder: Folder,
    unit: Annotated[str, typer.Option(help="只看这个主办单位（代码或名称）。 Only this office.")] = "",
    channel: Annotated[str, typer.Option(help="只看这个渠道。 Only this channel.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="全部列出，不止前 50 件。 All of them.")] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """在办清单：逾期在前，按剩余天数排列。 What is open: overdue first, then by days left."""
    from xuezheng.jobs import casework

    desk = casework.sit_down(folder, by)
    lines = casework.open_list(desk, unit=unit, channel=channel)
    if as_json:
        emit([{**vars(line), "due_on": str(line.due_on)} for line in lines])
        return
    if not lines:
        print(
            f"没有在办的件。受理新件：xuezheng case open {folder} --channel mayor_line …（--help 有全部选项）"
        )
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("剩余", "编号", "渠道", "类别或标题", "主办", "期限", ""):
        whole = heading in ("剩余", "编号", "期限")
        table.add_column(heading, no_wrap=whole, overflow="fold")
    for line in lines if everything else lines[:SHOWN]:
        note = "、".join(word for word in (line.state, "暂定" if line.is_provisional else "") if word)
        left = f"逾期 {-line.days_left} 天" if line.days_left < 0 else f"{line.days_left} 天"
        style = "red" if line.days_left < 0 else "yellow" if line.days_left <= 1 else ""
        table.add_row(left, line.code, line.kind, line.topic, line.lead, str(line.due_on), note, style=style)
    Console(soft_wrap=False).print(table)
    if len(lines) > SHOWN and not everything:
        print(f"……另有 {len(lines) - SHOWN} 件，可用 --all 全部列出。")
    late = sum(line.days_left < 0 for line in lines)
    print(
        f"在办 {len(lines)} 件，其中逾期 {late} 件，今明两天到期 {sum(0 <= x.days_left <= 1 for x in lines)} 件。"
    )


def show(
    folder: Folder,
    code: Code,
    content: Annotated[
        bool, typer.Option(help="同时显示内容和来电号码；每次查看记入审计。 The content too; logged.")
    ] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """一件的经过：派单、延期、停止计时、答复、回访；不含个人信息。 What happened to it, nothing personal."""
    from xuezheng.jobs import casework

    desk = casework.sit_down(folder, by)
    row = casework.matter(desk, code)
    story = casework.story(desk, row)
    said = casework.content(desk, code) if content else None
    if as_json:
        more = {"summary": said[0], "phone": said[1]} if said else {}
        emit({**facts(row), "story": [[str(on), what] for on, what in story], **more})
        return
    print(f"{row.code} {casework.kind_of(row)}：{casework.topic_of(row)}")
    print(f"主办 {row.lead.name}；期限 {row.due_on}{_tail(row)}")
    if said:
        print(f"内容：{said[0] or '无'}；来电号码 {said[1] or '无'}（本次查看已记入审计）")
    for on, what in story:
        print(f"  {on} {what}")
    for found, why in casework.repeats(desk, row):
        print(f"  可能重复：{found.code}（{why}，{found.received_on} 受理）")


def due(folder: Folder, code: Code, calendar: Calendar = None, by: By = "", as_json: AsJson = False) -> None:
    """期限是怎样推算的：跳过哪些天、为什么。 How its due date comes about, day by day."""
    from xuezheng.jobs import casework

    desk = casework.sit_down(folder, by, calendar)
    row, found = casework.derivation(desk, code)
    if as_json:
        emit({**facts(row), "derived": str(found.due) if found.due else None, "steps": list(found.steps),
              "skipped": [[str(s.first), str(s.last), s.why] for s in found.skipped]})  # fmt: skip
        return
    print("\n".join(found.steps))
    if row.due_ground:
        print(f"登记的期限为 {row.due_on}，依据：{row.get_due_ground_display()}。")
    elif not row.clock:
        print(f"登记的期限为 {row.due_on}，由旧记录带入。")
    elif found.due != row.due_on:
        print(
            f"登记的期限为 {row.due_on}（{row.calendar}），与现在的推算不同。请运行 xuezheng case recompute {folder}"
        )


def _tail(row: Any) -> str:
    if row.due_ground:
        return f"（{row.get_due_ground_display()}）"
    return "（暂定：该年放假安排尚未公布）" if row.is_provisional else ""


def facts(row: Any) -> dict[str, Any]:
    """What a machine may know of a matter: nothing personal."""
    return {
        "code": row.code, "lead": row.lead.pk, "start": str(row.started_on), "due": str(row.due_on),
        "clock": row.clock, "calendar": row.calendar, "provisional": row.is_provisional,
        "ground": row.due_ground, "done": str(row.done_on) if row.done_on else None,
    }  # fmt: skip


def day(text: str, option: str) -> "date":
    """A day as typed; a clear word when it is none."""
    from datetime import date

    from xuezheng.errors import BadInput

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{option} 的“{text}”不是日期。日期须存在于日历。请写成 2026-03-02。") from None


def emit(said: Any) -> None:
    """Print for a machine."""
    import json

    print(json.dumps(said, ensure_ascii=False, indent=1))
