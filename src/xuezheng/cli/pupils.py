"""Verbs that put the register of pupils right: `pupils duplicates|merge|unmerge|merges`."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")]
By = Annotated[str, typer.Option("--by", metavar="USER", help="由谁办理，缺省为办公室账号。 Who acts.")]
AsJson = Annotated[bool, typer.Option("--json", help="机器可读的输出。 Machine-readable output.")]
SHOWN = 50


def add_to(app: typer.Typer) -> None:
    """Add `pupils …`."""
    pupils = typer.Typer(help="学籍：查重、合并、撤销合并。 Pupils entered twice.", no_args_is_help=True)
    pupils.callback()(_group)
    pupils.command()(duplicates)
    pupils.command()(merge)
    pupils.command()(unmerge)
    pupils.command(name="merges")(list_merges)
    app.add_typer(pupils, name="pupils")


def _group() -> None:
    """学籍：查重、合并、撤销合并。 Pupils entered twice."""


def duplicates(
    folder: Folder,
    everything: Annotated[bool, typer.Option("--all", help="全部列出，不止前 50 对。 All of them.")] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """疑似重复学籍，逐对说明理由；不显示个人信息。 Likely duplicates, each explained; nothing personal."""
    from xuezheng.cli.casework import emit
    from xuezheng.jobs.casework import sit_down
    from xuezheng.jobs.pupils import suspicions
    from xuezheng.jobs.pupils_duplicates import LABELS

    found = suspicions(sit_down(folder, by))
    if as_json:
        emit([{**vars(one.pair), "why": list(one.pair.why), "first_school": one.first_school,
               "second_school": one.second_school} for one in found])  # fmt: skip
        return
    for one in found if everything else found[:SHOWN]:
        pair = one.pair
        print(
            f"{LABELS[pair.strength]} {pair.first}（{one.first_school or '未在籍'}）"
            f"与 {pair.second}（{one.second_school or '未在籍'}）：{'，'.join(pair.why)}。"
        )
    if len(found) > SHOWN and not everything:
        print(f"……另有 {len(found) - SHOWN} 对，可用 --all 全部列出。")
    print(f"疑似重复 {len(found)} 对。" if found else "没有发现疑似重复的学籍。")
    if found:
        print(f"核实后合并：xuezheng pupils merge {folder} 保留的代码 并入的代码 --reason verified")


def merge(
    folder: Folder,
    keep: Annotated[str, typer.Argument(metavar="KEEP", help="保留的学生代码。 The entry that stays.")],
    gone: Annotated[str, typer.Argument(metavar="GONE", help="并入的学生代码。 The entry that goes.")],
    reason: Annotated[
        str,
        typer.Option(help="理由：same_number、verified、transfer、temporary。 Why they are one child."),
    ],
    prefer: Annotated[
        str,
        typer.Option(help="只能有一条的记录以谁为准：keep 或 gone。 Whose row stands where one may stand."),
    ] = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """把两条学籍合为一条：所有记录改归保留者，可撤销。 One entry of two; it can be taken back."""
    from xuezheng.cli.casework import emit
    from xuezheng.jobs import pupils
    from xuezheng.jobs.casework import sit_down

    done = pupils.merge(sit_down(folder, by), keep, gone, reason, prefer)
    counts = {how: done.rows.filter(how=how).count() for how in ("moved", "set_aside")}
    if as_json:
        emit({"merge": done.pk, "keep": done.keep, "gone": done.gone, **counts})
        return
    print(
        f"第 {done.pk} 号合并：{done.gone} 已并入 {done.keep}，改归 {counts['moved']} 条记录，"
        f"搁置 {counts['set_aside']} 条。"
    )
    print(f"如需撤销：xuezheng pupils unmerge {folder} {done.pk}")


def unmerge(
    folder: Folder,
    number: Annotated[int, typer.Argument(metavar="N", help="合并编号。 The merge's number.")],
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """撤销一次合并；此后又改过的保留，并逐条说明。 Take a merge back, keeping later edits."""
    from xuezheng.cli.casework import emit
    from xuezheng.jobs import pupils
    from xuezheng.jobs.casework import sit_down

    found, done = pupils.unmerge(sit_down(folder, by), number)
    if as_json:
        emit({"merge": found.pk, **done.counts, "rows": [
            {"record": record, "state": heap, "why": why} for record, heap, why in done.told]})  # fmt: skip
        return
    counts = done.counts
    print(
        f"第 {found.pk} 号合并已撤销：{found.gone} 恢复，还原 {counts['back']} 条，保留 {counts['kept']} 条，"
        f"不能还原 {counts['could_not']} 条。"
    )
    for record, heap, why in done.told:
        print(f"  {'保留' if heap == 'kept' else '不能还原'} {record}：{why}")


def list_merges(folder: Folder, by: By = "", as_json: AsJson = False) -> None:
    """列出学籍合并：何人、何时、何理由、是否已撤销。 All merges, by whom, when and why."""
    from xuezheng.cli.casework import emit
    from xuezheng.jobs import pupils
    from xuezheng.jobs.casework import CHINA, sit_down

    found = pupils.merges(sit_down(folder, by))
    if as_json:
        emit([{"merge": one.pk, "keep": one.keep, "gone": one.gone, "reason": one.reason, "by": one.by,
               "at": one.at.isoformat(), "undone_by": one.undone_by} for one in found])  # fmt: skip
        return
    if not found:
        print("还没有合并过学籍。")
    for one in found:
        undone = f"；{one.undone_by} 已撤销" if one.undone_at else ""
        print(
            f"第 {one.pk} 号 {one.at.astimezone(CHINA):%Y-%m-%d %H:%M} {one.by}：{one.gone} 并入 {one.keep}"
            f"（{one.get_reason_display()}）{undone}"
        )
