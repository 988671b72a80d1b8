"""Verbs of keeping children in school: `dropout list|enter|persuade|confirm|report|order|return|close|duties|…`."""

from pathlib import Path
from typing import Annotated

import typer

from xuezheng.cli.casework import day, emit

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")]
Code = Annotated[str, typer.Argument(metavar="CODE", help="台账编号。 The entry's code.")]
By = Annotated[str, typer.Option("--by", metavar="USER", help="由谁办理，缺省为办公室账号。 Who acts.")]
On = Annotated[
    str, typer.Option("--on", metavar="DATE", help="日期，缺省为今天。 The day; today if left out.")
]
AsJson = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]
SHOWN = 50
_BOOKS, _STEPS, _DUTIES = "台账", "逐人办理", "履职与月报"


def add_to(app: typer.Typer) -> None:
    """Add `dropout …`."""
    verbs = typer.Typer(
        help="控辍保学：三本台账、劝返、履职期限、月报。 Keeping children in school.", no_args_is_help=True
    )
    verbs.callback()(_group)
    verbs.command(name="list", rich_help_panel=_BOOKS)(list_entries)
    verbs.command(rich_help_panel=_BOOKS)(enter)
    verbs.command(rich_help_panel=_STEPS)(persuade)
    verbs.command(rich_help_panel=_STEPS)(confirm)
    verbs.command(rich_help_panel=_STEPS)(report)
    verbs.command(rich_help_panel=_STEPS)(order)
    verbs.command(name="return", rich_help_panel=_STEPS)(come_back)
    verbs.command(rich_help_panel=_STEPS)(close)
    verbs.command(rich_help_panel=_DUTIES)(duties)
    verbs.command(rich_help_panel=_DUTIES)(done)
    verbs.command(rich_help_panel=_DUTIES)(monthly)
    app.add_typer(verbs, name="dropout")


def _group() -> None:
    """控辍保学：三本台账、劝返、履职期限、月报。 Keeping children in school."""


def list_entries(
    folder: Folder,
    register: Annotated[
        str, typer.Option(help="只看 suspected（疑似辍学）或 dropped_out（辍学）。 One register.")
    ] = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """未销号的疑似辍学和辍学台账；不含姓名。 Open entries, nothing personal."""
    from xuezheng.jobs import dropout
    from xuezheng.jobs.casework import sit_down

    found = dropout.entries(sit_down(folder, by), register)
    if as_json:
        emit([{"code": row.pk, "register": row.register, "school": row.school_id, "pupil": row.pupil_id,
               "found": str(row.found_on), "confirmed": str(row.confirmed_on or ""),
               "returned": str(row.returned_on or "")} for row in found])  # fmt: skip
        return
    for row in found[:SHOWN]:
        who = f"学生 {row.pupil_id}" if row.pupil_id else f"适龄儿童 {row.child_id}"
        back = f"，{row.returned_on} 已复学，待销号" if row.returned_on else ""
        print(f"{row.pk} {row.register} {row.school.name} {who}：{row.found_on} 发现{back}")
    if len(found) > SHOWN:
        print(f"……另有 {len(found) - SHOWN} 人，可用 --json 全部列出。")
    print(f"在账 {len(found)} 人，其中已认定辍学 {sum(row.confirmed_on is not None for row in found)} 人。")


def enter(
    folder: Folder,
    pupil: Annotated[str, typer.Argument(metavar="PUPIL", help="学生代码。 The pupil's code.")],
    found: Annotated[str, typer.Option(metavar="DATE", help="发现日期，缺省今天。 When it was found.")] = "",
    focus: Annotated[
        str, typer.Option(help="重点群体：orphan、unattended、disabled、hardship。 A group to watch.")
    ] = "",
    reason: Annotated[str, typer.Option(help="原因，如 weariness。 Why.")] = "",
    by: By = "",
) -> None:
    """登记疑似辍学，发现当日入账。 Enter a suspected dropout, the day it is found."""
    from xuezheng.jobs import dropout
    from xuezheng.jobs.casework import sit_down

    desk = sit_down(folder, by)
    row = dropout.enter(
        desk, pupil, day(found, "--found") if found else desk.today, focus=focus, reason=reason
    )
    print(
        f"已入疑似辍学台账：{row.pk}。下一步入户劝返：xuezheng dropout persuade {folder} {row.pk} --result …"
    )


def persuade(
    folder: Folder,
    code: Code,
    result: Annotated[str, typer.Option(help="结果：agreed、refused、absent、unsure。 What came of it.")],
    way: Annotated[str, typer.Option(help="方式：home、phone、meeting、other。 How.")] = "home",
    visitors: Annotated[int, typer.Option(help="参加人数。 How many went.", min=1)] = 1,
    on: On = "",
    by: By = "",
) -> None:
    """登记一次劝返。 Write a visit or talk down."""
    from xuezheng.jobs import dropout
    from xuezheng.jobs.casework import sit_down

    desk = sit_down(folder, by)
    row = dropout.persuade(desk, code, day(on, "--on") if on else desk.today, way, result, visitors)
    print(f"{code} 已登记劝返：{row.on} {row.get_way_display()}，{row.get_result_display()}。")


def _step(folder: Path, by: str, on: str, action: str, code: str, said: str, **told: str) -> None:
    from xuezheng.jobs import dropout
    from xuezheng.jobs.casework import sit_down

    desk = sit_down(folder, by)
    when = day(on, "--on") if on else desk.today
    dropout.step(desk, action, code, when, **told)
    print(f"{code} {said}（{when}）。")


def confirm(
    folder: Folder,
    code: Code,
    reason: Annotated[
        str, typer.Option(help="原因：poverty、illness、work、weariness、family、moved。 Why.")
    ],
    on: On = "",
    by: By = "",
) -> None:
    """认定辍学，转入辍学台账并登记学籍异动；须先有劝返。 From suspected to dropped out, after a visit."""
    _step(folder, by, on, "confirm_dropout", code, "已认定辍学，转入辍学台账", reason=reason)


def report(folder: Folder, code: Code, on: On = "", by: By = "") -> None:
    """学校书面报告主管部门。 The school reports to the department in writing."""
    _step(folder, by, on, "report_dropout", code, "已登记书面报告")


def order(folder: Folder, code: Code, on: On = "", by: By = "") -> None:
    """主管部门责令监护人。 The department orders the parents."""
    _step(folder, by, on, "order_guardian", code, "已登记责令监护人")


def come_back(
    folder: Folder,
    code: Code,
    support: Annotated[
        str, typer.Option(help="复学后的帮扶：谁、用什么办法。 What helps the child to stay.")
    ],
    on: On = "",
    by: By = "",
) -> None:
    """登记复学及帮扶；已认定辍学的同时登记学籍异动。 Back at school, with support."""
    _step(folder, by, on, "return_child", code, "已登记复学", support=support)


def close(
    folder: Folder,
    code: Code,
    outcome: Annotated[
        str,
        typer.Option(
            help="结果：returned、mistaken、moved、home、over_age、died。 What became of the child."
        ),
    ],
    on: On = "",
    by: By = "",
) -> None:
    """销号，一人一销。 Strike one entry off."""
    _step(folder, by, on, "close_entry", code, "已销号", outcome=outcome)


def duties(
    folder: Folder,
    until: Annotated[
        str, typer.Option(metavar="DATE", help="到哪一天开始的事项，缺省今天。 Begun by this day.")
    ] = "",
    unit: Annotated[str, typer.Option(help="只看这个机构（代码或名称）。 Only this office.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="已办的也列出。 Those done too.")] = False,
    why: Annotated[bool, typer.Option(help="写出期限的推算过程。 How each due date comes about.")] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """月、季、学期履职事项及期限：学校月报、县级核查与走访、市级调研。 Duties and when they are due."""
    from xuezheng.jobs import dropout
    from xuezheng.jobs.casework import sit_down

    desk = sit_down(folder, by)
    found = [
        one
        for one in dropout.owed(desk, last=day(until, "--until") if until else None)
        if (everything or one.done_on is None)
        and (not unit or unit in (one.organisation.pk, one.organisation.name))
    ]
    if as_json:
        emit([{"kind": one.duty.kind.kind, "period": one.duty.period, "organisation": one.organisation.pk,
               "due": str(one.due_on), "provisional": one.is_provisional, "done": str(one.done_on or ""),
               "late": one.is_late(desk.today)} for one in found])  # fmt: skip
        return
    for one in found[:SHOWN]:
        state = f"{one.done_on} 完成" if one.done_on else "逾期" if one.is_late(desk.today) else "未办"
        print(f"{one.due_on} {one.organisation.name} {one.duty.kind.title} {one.duty.period}：{state}")
    if len(found) > SHOWN:
        print(f"……另有 {len(found) - SHOWN} 项，可用 --unit 或 --json 查看。")
    print(f"共 {len(found)} 项，其中逾期 {sum(one.is_late(desk.today) for one in found)} 项。")
    if why:
        for duty in dict.fromkeys(one.duty for one in found[:SHOWN]):
            print(f"{duty.kind.title} {duty.period}：")
            print("\n".join(f"  {step}" for step in duty.derivation(desk.calendar).steps))


def done(
    folder: Folder,
    kind: Annotated[
        str,
        typer.Argument(help="事项：school_report、district_check、district_visit、city_research。 The duty."),
    ],
    period: Annotated[str, typer.Argument(help="期间，如 2026-03、2026-Q1、2026-spring。 The period.")],
    unit: Annotated[str, typer.Option(help="机构代码，缺省为本人机构。 Whose duty; one's own office.")] = "",
    on: On = "",
    by: By = "",
) -> None:
    """登记一项履职，连同当日台账人数。 Write a duty down as done, with the numbers of that day."""
    from xuezheng.jobs import dropout
    from xuezheng.jobs.casework import sit_down

    desk = sit_down(folder, by)
    row = dropout.do_duty(desk, kind, period, unit, day(on, "--on") if on else desk.today)
    late = "，已逾期" if row.done_on > row.due_on else ""
    print(
        f"{row.organisation.name} {period} 已登记（期限 {row.due_on}{late}）："
        f"疑似 {row.n_suspected} 人，辍学 {row.n_dropped_out} 人，期间复学 {row.n_returned} 人。"
    )


def monthly(
    folder: Folder,
    month: Annotated[str, typer.Argument(metavar="MONTH", help="月份，如 2026-03。 The month.")],
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="写到哪里。 Where to write.")],
    by_school: Annotated[bool, typer.Option(help="按学校，缺省按县区。 By school, not by area.")] = False,
    by: By = "",
    force: Annotated[bool, typer.Option(help="覆盖已有文件。 Overwrite.")] = False,
    as_json: AsJson = False,
) -> None:
    """控辍保学月报工作簿：月报、台账、履职、口径说明。 The monthly workbook."""
    from xuezheng.jobs import dropout_monthly as monthly
    from xuezheng.jobs.casework import sit_down

    desk = sit_down(folder, by)
    lines = monthly.write_monthly(desk, month, out, by_school=by_school, force=force)
    first, last = monthly.month_days(month)
    table = {line.name: monthly.numbers(line, first, last) for line in lines}
    if as_json:
        emit({"path": str(out), "columns": [heading for heading, _, _ in monthly.COLUMNS], "units": table})
        return
    total = dict(zip((heading for heading, _, _ in monthly.COLUMNS), table["合计"], strict=True))
    print(
        f"已写出 {out}：月末疑似 {total['月末疑似']} 人，月末辍学 {total['月末辍学']} 人，本月复学 {total['本月复学']} 人。"
    )
