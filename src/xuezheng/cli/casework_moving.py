"""Verbs that move a case on: dispatched, signed for, sent back, given longer, its clock stopped."""

from typing import Annotated, Any

import typer

from xuezheng.cli.casework import AsJson, By, Calendar, Code, Folder, On, day, emit, facts

Unit = Annotated[
    str, typer.Option(metavar="CODE", help="承办单位，缺省为主办。 The office; the lead if left out.")
]


def add_to(cases: typer.Typer, panel: str) -> None:
    """Add them in one panel of the help."""
    for name, verb in (
        ("dispatch", dispatch), ("sign", sign), ("return", send_back), ("extend", extend), ("pause", pause),
        ("resume", resume), ("supplement", supplement),
    ):  # fmt: skip
        cases.command(name=name, rich_help_panel=panel)(verb)


def dispatch(
    folder: Folder,
    code: Code,
    lead: Annotated[str, typer.Option(metavar="CODE", help="主办单位代码。 The lead.")] = "",
    assist: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="协办单位代码，可多次。 Offices that assist.")
    ] = None,
    calendar: Calendar = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """派给主办和协办单位。 Send a case to its lead and to those who assist."""
    from xuezheng.jobs import casework

    desk = casework.sit_down(folder, by, calendar)
    made = casework.dispatch(desk, code, lead, assist or [])
    if as_json:
        emit([{"to": row.organisation_id, "part": row.part, "sign_by": str(row.sign_by_on)} for row in made])
        return
    for row in made:
        print(f"{code} 已派“{row.organisation.name}”{row.get_part_display()}，请于 {row.sign_by_on} 前签收。")


def sign(folder: Folder, code: Code, unit: Unit = "", on: On = "", by: By = "") -> None:
    """签收派单。 Sign for a dispatch."""
    from xuezheng.jobs import casework
    from xuezheng.jobs.casework_deeds import sign_for

    desk = casework.sit_down(folder, by)
    row = sign_for(desk, code, unit, day(on, "--on") if on else desk.today)
    late = "" if row.signed_on <= row.sign_by_on else f"，晚于签收期限 {row.sign_by_on}"
    print(f"{code} 已由“{row.organisation.name}”于 {row.signed_on} 签收{late}。")


def send_back(
    folder: Folder,
    code: Code,
    ground: Annotated[
        str, typer.Option(help="退回理由：not_ours、elsewhere、petition、court、twice。 The ground.")
    ],
    unit: Unit = "",
    calendar: Calendar = None,
    by: By = "",
) -> None:
    """退回，须在退回期限内并写明理由。 Send it back, in time and on a ground."""
    from xuezheng.jobs import casework
    from xuezheng.jobs.casework_deeds import give_back

    desk = casework.sit_down(folder, by, calendar)
    row = give_back(desk, code, unit, ground)
    print(f"{code} 已退回（{row.get_return_ground_display()}）。")


def extend(
    folder: Folder,
    code: Code,
    approve: Annotated[bool, typer.Option(help="批准已申请的延期。 Approve what was asked for.")] = False,
    calendar: Calendar = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """申请延期；由另一人加 --approve 批准。建议提案和许可一步批准。 Ask for longer, or approve it."""
    from xuezheng.jobs import casework
    from xuezheng.jobs.casework_deeds import give_longer

    desk = casework.sit_down(folder, by, calendar)
    row, pending = give_longer(desk, code, approve=approve)
    if as_json:
        emit({**facts(row), "pending": str(pending) if pending else None})
    elif pending:
        print(
            f"{code} 已申请延期至 {pending}，期限仍为 {row.due_on}。请由另一人在此之前批准：--approve --by 账号"
        )
    else:
        print(f"{code} 已延期至 {row.due_on}。")


def pause(
    folder: Folder,
    code: Code,
    kind: Annotated[str, typer.Option(help="事由：hearing、expert_review 等。 Why the clock stops.")],
    on: On = "",
    by: By = "",
) -> None:
    """停止计时：只限法规列明的事由。 Stop the clock, for what its law lists."""
    from xuezheng.jobs import casework
    from xuezheng.jobs.casework_deeds import stop_clock

    desk = casework.sit_down(folder, by)
    stop_clock(desk, code, kind, day(on, "--on") if on else desk.today)
    print(f"{code} 已停止计时。恢复时：xuezheng case resume {folder} {code} --on 末日")


def resume(folder: Folder, code: Code, on: On = "", calendar: Calendar = None, by: By = "") -> None:
    """恢复计时：停止的日子（含末日）不计入。 Start the clock again; --on is the last day that does not count."""
    from xuezheng.jobs import casework
    from xuezheng.jobs.casework_deeds import start_clock

    desk = casework.sit_down(folder, by, calendar)
    row = start_clock(desk, code, day(on, "--on") if on else desk.today)
    print(f"{code} 已恢复计时，期限 {row.due_on}。")


def supplement(folder: Folder, code: Code, on: On = "", calendar: Calendar = None, by: By = "") -> None:
    """许可申请补齐材料，重新起算。 All papers are there: a permit's clock starts anew."""
    from xuezheng.jobs import casework
    from xuezheng.jobs.casework_deeds import begin_anew

    desk = casework.sit_down(folder, by, calendar)
    row: Any = begin_anew(desk, code, day(on, "--on") if on else desk.today)
    print(f"{code} 自 {row.supplemented_on} 起重新计算，期限 {row.due_on}。")
