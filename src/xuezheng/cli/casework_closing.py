"""Verbs that bring a case to its end, and those that count and reckon again."""

from pathlib import Path
from typing import Annotated

import typer

from xuezheng.cli.casework import AsJson, By, Calendar, Code, Folder, On, day, emit, facts

SHOWN = 30


def add_to(cases: typer.Typer, panel: str, counting: str) -> None:
    """Add them in two panels of the help."""
    for name, verb in (
        ("reply", reply), ("refuse", refuse), ("conclude", conclude), ("rate", rate), ("reopen", reopen), ("link", link),
    ):  # fmt: skip
        cases.command(name=name, rich_help_panel=panel)(verb)
    cases.command(name="recompute", rich_help_panel=counting)(recompute)
    cases.command(name="monthly", rich_help_panel=counting)(monthly)


def reply(
    folder: Folder,
    code: Code,
    number: Annotated[str, typer.Option(help="答复文号；建议提案可不填。 The letter's number.")] = "",
    signed_off: Annotated[str, typer.Option(help="签发人，仅存于库中。 Who signed it off.")] = "",
    result: Annotated[str, typer.Option(help="建议提案的办理结果 A、B、C、D。 A proposal's class.")] = "",
    on: On = "",
    by: By = "",
) -> None:
    """书面答复：文号与签发；建议提案写明 A–D 类。 Answer in writing; a proposal with its class."""
    from xuezheng.jobs import casework
    from xuezheng.jobs.casework_deeds import answer

    desk = casework.sit_down(folder, by)
    answer(desk, code, number, signed_off, result, day(on, "--on") if on else desk.today)
    print(f"{code} 已登记答复。")


def refuse(
    folder: Folder,
    code: Code,
    ground: Annotated[
        str,
        typer.Option(
            help="理由：court、discipline、disclosure、petition、secret、settled、elsewhere、unclear。 On what ground."
        ),
    ],
    on: On = "",
    by: By = "",
) -> None:
    """不予受理：写明清单上的理由，当日办结，不计入办结率。 Do not take it up, on a listed ground."""
    from xuezheng.jobs import casework
    from xuezheng.jobs.casework_deeds import refuse as refuse_it

    desk = casework.sit_down(folder, by)
    row = refuse_it(desk, code, ground, day(on, "--on") if on else desk.today)
    print(f"{code} 不予受理：{row.get_refusal_display()}（{row.refused_on}）。请书面或电话告知来件人。")


def conclude(
    folder: Folder,
    code: Code,
    on: On = "",
    substantiated: Annotated[
        bool | None, typer.Option("--true/--untrue", help="举报是否查实。 Whether it was found true.")
    ] = None,
    granted: Annotated[
        bool | None, typer.Option("--granted/--refused", help="许可是否准予。 Whether it was granted.")
    ] = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """办结；许可写明是否准予。 Conclude it; a permit says whether it was granted."""
    from xuezheng.jobs import casework
    from xuezheng.jobs.casework_deeds import finish

    desk = casework.sit_down(folder, by)
    row = finish(desk, code, day(on, "--on") if on else desk.today, substantiated, granted)
    if as_json:
        emit(facts(row))
        return
    late = (row.done_on - row.due_on).days
    print(f"{code} 已于 {row.done_on} 办结，" + (f"超期 {late} 天。" if late > 0 else "在期限内。"))


def rate(
    folder: Folder,
    code: Code,
    result: Annotated[
        str, typer.Option(help="回访：reached、no_contact、declined；不填则只登记评价。 The call-back.")
    ] = "",
    rating: Annotated[str, typer.Option(help="评价：satisfied、basically、unsatisfied。 The rating.")] = "",
    on: On = "",
    by: By = "",
) -> None:
    """登记回访和评价。 Write down the call-back and the rating."""
    from xuezheng.jobs import casework
    from xuezheng.jobs.casework_deeds import call_back

    desk = casework.sit_down(folder, by)
    row = call_back(desk, code, result, rating, day(on, "--on") if on else desk.today)
    print(f"{code} 已登记：{row.get_call_back_display()}，{row.get_rating_display()}。")
    if row.rating == "unsatisfied":
        print(f"不满意的可退回重办：xuezheng case reopen {folder} {code}")


def reopen(
    folder: Folder, code: Code, calendar: Calendar = None, by: By = "", as_json: AsJson = False
) -> None:
    """重新办理：新的一轮与旧件相连，旧件保留。 A new round, linked; the old one stays."""
    from xuezheng.jobs import casework
    from xuezheng.jobs.casework_deeds import begin_round

    desk = casework.sit_down(folder, by, calendar)
    row = begin_round(desk, code)
    if as_json:
        emit(facts(row))
        return
    print(f"{code} 重新办理为 {row.code}，期限 {row.due_on}。")


def link(
    folder: Folder,
    code: Code,
    to: Annotated[
        str, typer.Option(metavar="CODE", help="较早的那一件；不填则列出可能的。 The earlier one.")
    ] = "",
    by: By = "",
) -> None:
    """认定重复诉求：系统提示，由人决定。 Say that a case repeats another; a person decides."""
    from xuezheng.jobs import casework
    from xuezheng.jobs.casework_deeds import link_to

    desk = casework.sit_down(folder, by)
    if to:
        first = link_to(desk, code, to)
        print(f"{code} 已认定重复于 {first}。")
        return
    found = casework.repeats(desk, casework.case(desk, code))
    for row, why in found:
        print(f"{row.code}（{why}，{row.received_on} 受理，{row.topic}）")
    print(
        f"认定：xuezheng case link {folder} {code} --to 编号"
        if found
        else f"没有发现与 {code} 可能重复的件。"
    )


def recompute(
    folder: Folder,
    calendar: Calendar = None,
    trial: Annotated[bool, typer.Option("--try", help="只看会变什么，不改动。 Show only.")] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """新一年放假安排公布后，重算全部在办件的期限。 Reckon due dates again with a new calendar."""
    from xuezheng.jobs import casework

    done = casework.recompute(casework.sit_down(folder, by, calendar), is_trial=trial)
    if as_json:
        emit({
            "calendar": done.calendar, "looked_at": done.n_looked_at, "settled": done.settled,
            "changed": [{"code": code, "was": str(was), "due": str(due)} for code, was, due in done.changed],
            "left": [{"code": code, "why": why} for code, why in done.left],
        })  # fmt: skip
        return
    word = "将变更" if trial else "变更"
    print(f"日历 {done.calendar}：查看在办 {done.n_looked_at} 件，{word} {len(done.changed)} 件，"
          f"转为确定而日期不变 {done.settled} 件，未能重算 {len(done.left)} 件。")  # fmt: skip
    for code, was, due in done.changed[:SHOWN]:
        print(f"  {code}：{was} → {due}（{(due - was).days:+d} 天）")
    if len(done.changed) > SHOWN:
        print(f"  ……另有 {len(done.changed) - SHOWN} 件，可用 --json 全部列出。")
    for code, why in done.left[:SHOWN]:
        print(f"  {code} 未能重算：{why} 请逐件核对。")


def monthly(
    folder: Folder,
    month: Annotated[str, typer.Option(metavar="YYYY-MM", help="月份，如 2026-10。 The month.")],
    out: Annotated[Path, typer.Option(metavar="X.xlsx", help="写到哪里。 Where to write.")],
    force: Annotated[bool, typer.Option(help="覆盖已有文件。 Overwrite.")] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """各单位办件月报表。 The monthly table, one row a unit."""
    from xuezheng.jobs.casework_monthly import write_monthly

    table = write_monthly(folder, month, out, by=by, force=force)
    if as_json:
        emit({"path": str(out), "month": month, "rows": [row.told() for row in table]})
        return
    print(f"已写到 {out}：{len(table)} 个单位，受理 {sum(row.received for row in table)} 件。")
