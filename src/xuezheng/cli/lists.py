"""Verbs of the aid office: `lists template|add|list|match|queue|explain|confirm|reject|undo|withdraw|missed|…`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from datetime import date

    from xuezheng.jobs.casework import Desk

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")]
Code = Annotated[str, typer.Argument(metavar="CODE", help="名单编号。 The list's code.")]
Number = Annotated[int, typer.Argument(metavar="N", help="对应的编号，见 queue。 A pair's number.")]
By = Annotated[str, typer.Option("--by", metavar="USER", help="由谁办理，缺省为办公室账号。 Who acts.")]
AsJson = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]
SHOWN = 50
_TAKE_IN, _LOOK, _RESULT = "登记与比对", "人工核对", "应助尽助"


def add_to(app: typer.Typer) -> None:
    """Add `lists …` and `aid …`."""
    from xuezheng.cli import lists_results

    lists = typer.Typer(
        help="外部名单：与学籍比对、人工核对、应助尽助。 Outside lists matched to the register.",
        no_args_is_help=True,
    )
    lists.callback()(_group)
    lists.command(rich_help_panel=_TAKE_IN)(template)
    lists.command(rich_help_panel=_TAKE_IN)(add)
    lists.command(name="list", rich_help_panel=_TAKE_IN)(list_all)
    lists.command(rich_help_panel=_TAKE_IN)(match)
    lists.command(rich_help_panel=_TAKE_IN)(withdraw)
    lists.command(rich_help_panel=_LOOK)(queue)
    lists.command(rich_help_panel=_LOOK)(explain)
    lists.command(rich_help_panel=_LOOK)(confirm)
    lists.command(rich_help_panel=_LOOK)(reject)
    lists.command(rich_help_panel=_LOOK)(undo)
    lists_results.add_to(app, lists, _RESULT)
    app.add_typer(lists, name="lists")


def _group() -> None:
    """外部名单：与学籍比对、人工核对、应助尽助。 Outside lists matched to the register."""


def template(
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="写到哪里。 Where to write.")],
    force: Annotated[bool, typer.Option(help="覆盖已有文件。 Overwrite.")] = False,
) -> None:
    """生成名单空表，寄给来文单位。 An empty sheet for the office that sends the list."""
    from xuezheng.jobs.lists_template import write_template

    write_template(out, force=force)
    print(f"已生成 {out}。")


def add(
    folder: Folder,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="类别：low_income 低保、destitute 特困、orphans 孤儿、disabled 残疾人、monitored 监测户。 Its kind.",
        ),
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="xlsx、xls、ods 或 csv 文件。 A spreadsheet.")],
    year: Annotated[int, typer.Option(help="资助年度。 The year it is for.")],
    area: Annotated[str, typer.Option(help="县区代码或名称，缺省为办理人所在县区。 The county.")] = "",
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="名单截止日期，缺省今天。 Drawn up on.")
    ] = "",
    anyway: Annotated[
        bool, typer.Option("--anyway", help="证件号多属外地也登记。 Though its numbers are of elsewhere.")
    ] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """登记一份名单；有错误则全部列出，一条不进。 Take a list in, all of it or nothing."""
    from xuezheng.jobs import lists

    on = _day(as_of, "--as-of") if as_of else None
    added = lists.add_list(_desk(folder, by), kind, file, year=year, area=area, as_of=on, is_foreign=anyway)
    if as_json:
        _print({**lists.told(added.row), "notes": list(added.notes)})
        return
    print(f"已登记名单 {added.row.pk}：{added.row.get_kind_display()} {added.row.n_entries} 条。")
    for note in added.notes:
        print(note)
    print(f"下一步：xuezheng lists match {folder} {added.row.pk}")


def list_all(
    folder: Folder,
    year: Annotated[int | None, typer.Option(help="只列这一年度。 Of one year.")] = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """列出名单：条数、已对应、待核对、未对应。 Lists and how far each has come."""
    from xuezheng.jobs import lists

    told = lists.all_lists(_desk(folder, by), year)
    if as_json:
        _print(told)
        return
    if not told:
        print("还没有登记过名单。可以先用 xuezheng lists template 生成空表。")
    for one in told:
        print(_in_words(one))


def match(
    folder: Folder,
    code: Annotated[
        str,
        typer.Argument(metavar="[CODE]", help="名单编号；不写则比对全部未比对的。 All new ones if left out."),
    ] = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """与当年学籍比对；人工核对过的不变。 Match to the year's rolls; what a clerk judged stays."""
    from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    from xuezheng.jobs import lists

    desk = _desk(folder, by)
    codes = [code] if code else [one["code"] for one in lists.all_lists(desk) if not one["matched"]]
    done = []
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, transient=True, disable=as_json) as bar:
        for one in codes:
            task = bar.add_task(f"{one}", total=None)

            def tell(step: str, task: TaskID = task, code: str = one) -> None:
                bar.update(task, description=f"{code} {step}")

            done.append(lists.match_list(desk, one, tell=tell))
    if as_json:
        _print(done)
        return
    if not done:
        print("没有未比对的名单。要重新比对请写明编号。")
    for row in done:
        print(_in_words(row))
        if row["queued"]:
            print(f"  待核对：xuezheng lists queue {folder} {row['code']}")


def withdraw(folder: Folder, code: Code, by: By = "") -> None:
    """撤回一份登错的名单，连同条目和对应。 Take a list back with its lines and links."""
    from xuezheng.jobs import lists

    lists.withdraw(_desk(folder, by), code)
    print(f"名单 {code} 已撤回，条目和对应已删除。")


def queue(
    folder: Folder,
    code: Code,
    is_all: Annotated[bool, typer.Option("--all", help="连同已对应和已核对的。 All pairs.")] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """待人工核对的对应；查看会记入审计。 Pairs for a clerk to look at; that it was read is logged."""
    from xuezheng.jobs import lists

    rows = lists.queue(_desk(folder, by), code, is_all=is_all)
    if as_json:
        _print(rows)
        return
    if not rows:
        print("没有待核对的对应。")
    for row in rows[:SHOWN]:
        mark = {"confirmed": "属实", "rejected": "不是", "": "成立" if row["holds"] else "待核对"}[
            row["verdict"]
        ]
        print(
            f"第 {row['link']} 号 [{mark}] 名单第 {row['row']} 行 {row['name']} → {row['pupil']} {row['pupil_name']}"
            f"（{row['school']}）权重 {row['weight']:+.1f} {row['why']}"
        )
    if len(rows) > SHOWN:
        print(f"……另有 {len(rows) - SHOWN} 条，可用 --json 全部列出。")
    if rows and not is_all:
        print(f"逐项理由：xuezheng lists explain {folder} 编号；结论：lists confirm|reject {folder} 编号")


def explain(folder: Folder, number: Number, by: By = "", as_json: AsJson = False) -> None:
    """说明为什么这样对应：每项特征和权重。 Why: every feature and what it weighs."""
    from xuezheng.jobs import lists

    link, sentences = lists.explained(_desk(folder, by), number)
    if as_json:
        _print(
            {
                "link": link.pk,
                "list": link.outside_list_id,
                "row": link.entry.row,
                "pupil": link.pupil_id,
                "weight": link.weight / 100,
                "proposed": link.proposed,
                "verdict": link.verdict,
                "features": [
                    {"feature": feature, "level": level, "weight": weight / 100}
                    for feature, level, weight in link.evidence
                ],
                "sentences": sentences,
            }  # fmt: skip
        )
        return
    print(f"第 {link.pk} 号：名单 {link.outside_list_id} 第 {link.entry.row} 行 → 学生 {link.pupil_id}")
    for sentence in sentences:
        print(f"  {sentence}")
    if link.why:
        print(f"  须人工核对的原因：{link.why}。")
    if link.verdict:
        print(f"  核对结论：{link.get_verdict_display()}（{link.decided_by}，{link.decided_on}）。")


def confirm(folder: Folder, number: Number, by: By = "") -> None:
    """核对属实：此条就是此生。 This line is this pupil."""
    _judge(folder, "confirm", number, by)


def reject(folder: Folder, number: Number, by: By = "") -> None:
    """核对不是：此条不是此生，自动对应的也可否定。 This line is not this pupil."""
    _judge(folder, "reject", number, by)


def undo(folder: Folder, number: Number, by: By = "") -> None:
    """撤销核对结论，恢复机器的比对结果。 Take a verdict back."""
    _judge(folder, "undo", number, by)


def _judge(folder: Path, verb: str, number: int, by: str) -> None:
    from xuezheng.jobs import lists

    link = lists.judge(_desk(folder, by), verb, number)
    state = "对应成立" if link.holds else "对应不成立" if link.verdict else "待核对"
    print(f"第 {number} 号：{link.get_verdict_display()}，{state}。")


def _in_words(one: dict[str, Any]) -> str:
    if one["matched"] is None:
        return f"{one['code']} {one['title']} {one['year']} 年 {one['entries']} 条，尚未比对。"
    return (
        f"{one['code']} {one['title']} {one['year']} 年 {one['entries']} 条：已对应 {one['linked']}，"
        f"待核对 {one['queued']}，未对应 {one['unmatched']}；已人工核对 {one['judged']}。"
    )


def _desk(folder: Path, by: str) -> "Desk":
    from xuezheng.jobs.casework import sit_down

    return sit_down(folder, by)


def _day(text: str, option: str) -> "date":
    from datetime import date

    from xuezheng.errors import BadInput

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(
            f"{option} {text} 不是日期。日期写成 年-月-日。请改为 2026-03-02 这样的写法。"
        ) from None


def _print(said: Any) -> None:
    import json

    print(json.dumps(said, ensure_ascii=False, indent=1))
