"""Verbs that decide by rows: `lists missed|twice|unentitled|poverty`, and `aid why`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xuezheng.cli.lists import SHOWN, AsJson, By, Folder, _desk, _print

if TYPE_CHECKING:
    from xuezheng.jobs.aid_results import Result

Year = Annotated[int, typer.Option(help="年度。 The year.")]
Out = Annotated[
    Path | None, typer.Option(metavar="FILE", help="写成 .xlsx 或 .csv。 Write a workbook or csv.")
]
Force = Annotated[bool, typer.Option(help="覆盖已有文件。 Overwrite.")]
MustBeEmpty = Annotated[
    bool, typer.Option("--check", help="有任何一行则以 3 退出。 Exit with 3 when a row is found.")
]


def add_to(app: typer.Typer, lists: typer.Typer, panel: str) -> None:
    """Add the result lists to `lists`, and `aid`."""
    for verb in (missed, twice, unentitled, poverty):
        lists.command(rich_help_panel=panel)(verb)
    aid = typer.Typer(help="学生资助：适用哪个项目、为什么。 Student aid.", no_args_is_help=True)
    aid.callback()(_group)
    aid.command()(why)
    app.add_typer(aid, name="aid")


def _group() -> None:
    """学生资助：适用哪个项目、为什么。 Student aid."""


def missed(
    folder: Folder, year: Year, out: Out = None, force: Force = False, check: MustBeEmpty = False, by: By = "",
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """应助未助：符合条件而全年没有发放。 Eligible but not aided."""
    _tell("missed", folder, year, out, force, check, by, as_json)


def twice(
    folder: Folder, year: Year, out: Out = None, force: Force = False, check: MustBeEmpty = False, by: By = "",
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """重复资助：同一学期同一用途发了两笔。 Aided twice."""
    _tell("twice", folder, year, out, force, check, by, as_json)


def unentitled(
    folder: Folder, year: Year, out: Out = None, force: Force = False, check: MustBeEmpty = False, by: By = "",
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """不符合条件受助：不在籍，或学段、年级、类别不符。 Aided but not eligible."""
    _tell("unentitled", folder, year, out, force, check, by, as_json)


def poverty(
    folder: Folder, year: Year, out: Out = None, force: Force = False, check: MustBeEmpty = False, by: By = "",
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """因贫失学：没有一名学生因家庭贫困失学，逐人为证。 Out of school for poverty."""
    _tell("poverty", folder, year, out, force, check, by, as_json)


def _tell(
    name: str, folder: Path, year: int, out: Path | None, force: bool, check: bool, by: str, as_json: bool
) -> None:
    from xuezheng.jobs import aid_results
    from xuezheng.jobs.aid_writing import expect_place, write_result

    if out is not None:
        expect_place(out, force=force)
    desk = _desk(folder, by)
    result = aid_results.RESULTS[name](desk, year)
    if out is not None:
        write_result(result, out, year=year, by=desk.person.get_username(), at=desk.at)
    n_faulty = aid_results.still_out(result) if name == "poverty" else len(result.rows)
    if as_json:
        _print({
            "list": name, "title": result.title, "year": year, "definition": result.definition,
            "pupils": result.n_pupils, "columns": list(result.columns), "rows": [list(row) for row in result.rows],
            **({"still_out": n_faulty} if name == "poverty" else {}),
        })  # fmt: skip
    else:
        _say(result, year, n_faulty if name == "poverty" else None, out)
    if check and n_faulty:
        raise typer.Exit(3)


def _say(result: "Result", year: int, still_out: int | None, out: Path | None) -> None:
    print(f"{year} 年{result.title}：{result.n_pupils} 人，{len(result.rows)} 行。")
    if still_out is not None:
        sentence = f"其中仍失学 {still_out} 人。" if still_out else "没有一名学生因家庭贫困仍在失学。"
        print(sentence)
    for row in result.rows[: 0 if out else SHOWN]:
        print(
            "  "
            + " | ".join(
                f"{heading} {cell}" for heading, cell in zip(result.columns, row, strict=True) if cell
            )
        )
    if not out and len(result.rows) > SHOWN:
        print(f"  ……另有 {len(result.rows) - SHOWN} 行，可用 --out 或 --json 全部列出。")
    print(f"口径：{result.definition}")
    if out:
        print(f"已写出 {out}。")


def why(
    folder: Folder,
    pupil: Annotated[str, typer.Argument(metavar="PUPIL", help="学生代码。 The pupil's code.")],
    year: Year,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """一名学生适用哪些资助项目、依据哪一条。 Which schemes are for a pupil, and why."""
    from xuezheng.jobs import aid_results

    seat, stand, answers, paid = aid_results.why(_desk(folder, by), pupil, year)
    if as_json:
        _print({
            "pupil": pupil, "year": year, "term": seat.term, "school": seat.school, "stage": seat.stage,
            "grade": seat.grade, "groups": sorted(stand.groups), "lists": list(stand.lists),
            "schemes": [
                {
                    "scheme": one.scheme.kind, "title": one.scheme.title, "entitled": one.is_entitled,
                    "reason": one.reason, "yuan_a_term": None if one.yuan_a_term is None else str(one.yuan_a_term),
                    "source": one.scheme.source, "article": one.scheme.article,
                    "from": one.scheme.from_on.isoformat(), "mark": one.scheme.mark,
                }
                for one in answers
            ],
            "paid": [list(row) for row in paid],
        })  # fmt: skip
        return
    stage = aid_results.STAGES[seat.stage]
    print(f"{pupil}：{year} 年{aid_results.TERMS[seat.term]}在 {seat.school}，{stage} {seat.grade} 年级。")
    print(f"困难名单：{'；'.join(stand.lists) or '不在任何名单上'}。")
    for one in answers:
        yuan = f"，每学期 {one.yuan_a_term} 元" if one.is_entitled and one.yuan_a_term is not None else ""
        says = "适用" if one.scheme.is_for_hardship else "视学校适用"
        print(
            f"  {says if one.is_entitled else '不适用'} {one.scheme.title}：{one.reason}{yuan}。{one.scheme.stands}"
        )
    for term, name, amount, on in paid:
        print(f"  已发放 {term} {name} {amount} 元（{on}）")
    if not paid:
        print("  当年没有已发放的资助。")
