"""Everything that keeps the tables of a round from being used, each with its place and its remedy."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from xuezheng.allocation.admissions.exact import exact
from xuezheng.allocation.admissions.priority import ITSELF, columns_named
from xuezheng.allocation.draw.codes import code_problem
from xuezheng.errors import BadInput, Fault

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.problem import Problem
    from xuezheng.allocation.admissions.scheme import Batch, Scheme

Columns = Mapping[str, Sequence[str]]
SHOWN = 50
#: A rank or a number of seats: a whole number that fits.
COUNT = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)


def refuse(found: Iterable[Fault]) -> None:
    """Stop with all faults, if there are any."""
    faults = list(found)
    if faults:
        more = f"，只列前 {SHOWN} 处" if len(faults) > SHOWN else ""
        raise BadInput(f"录取不能开始：共 {len(faults)} 处错误{more}。", faults=faults[:SHOWN])


def programme_faults(offered: Columns) -> Iterator[Fault]:
    """Codes blank, odd or twice; seats that are no whole number."""
    codes = offered["programme"]
    if not codes:
        yield Fault("没有任何招生计划。", "计划表", "请至少写一行。")
    yield from _odd_codes(codes, "计划表")
    for code, times in sorted(Counter(codes).items()):
        if times > 1:
            yield Fault(f"计划“{code}”出现了 {times} 次。", "计划表", "请合并或改名。")
    for column in ("seats", "quota"):
        for row, cell in enumerate(offered.get(column, []), start=2):
            if not COUNT.fullmatch(cell) and not (column == "quota" and cell == ""):
                where = f"计划表 {codes[row - 2]}（第 {row} 行）“{column}”列"
                yield Fault(f"“{cell}”不是 0 或正整数。", where, "请改正。")
    for code, seats, quota in zip(codes, offered["seats"], offered.get("quota", []), strict=False):
        if COUNT.fullmatch(seats) and COUNT.fullmatch(quota) and int(quota) > int(seats):
            yield Fault(f"指标 {quota} 多于计划 {seats}。", f"计划表 {code}", "请减少指标或增加计划。")


def _odd_codes(codes: Sequence[str], where: str) -> Iterator[Fault]:
    for code in sorted(set(codes)):
        if problem := code_problem(code):
            yield Fault(f"代码“{code}”{problem}。", where, "请改正。")


def school_faults(schools: Columns, people: Columns, scheme: "Scheme") -> Iterator[Fault]:
    """Junior schools twice, graduates that are no number, pupils of a school that is not listed."""
    codes = schools.get("school", [])
    for code, times in sorted(Counter(codes).items()):
        if times > 1:
            yield Fault(f"学校“{code}”出现了 {times} 次。", "学校表", "每所学校只能有一行。")
    for code, cell in zip(codes, schools.get("graduates", []), strict=False):
        if not COUNT.fullmatch(cell):
            yield Fault(f"“{cell}”不是 0 或正整数。", f"学校表 {code} “graduates”列", "请改正。")
    columns = {batch.quota["column"] for batch in scheme.batches if batch.quota}
    for column in sorted(columns & set(people) if "graduates" in schools else []):
        for code in sorted(set(people[column]) - {*codes, ""}):
            yield Fault(
                f"学校表里没有“{code}”，而有考生在这所学校。",
                f"考生表“{column}”列",
                "请补进学校表，或改正考生表。",
            )


def wish_faults(choices: Columns, offered: Columns, scheme: "Scheme") -> Iterator[Fault]:
    """Unknown programmes or batches, ranks that are no number, wishes and ranks that stand twice."""
    pupils, ranks, programmes = choices["pupil"], choices["rank"], choices["programme"]
    batches = choices.get("batch") or [""] * len(pupils)
    yield from _odd_codes(pupils, "志愿表")
    known = set(offered["programme"])
    for unknown in sorted(set(programmes) - known):
        row = list(programmes).index(unknown) + 2
        yield Fault(
            f"没有代码为“{unknown}”的计划。",
            f"志愿表 第 {row} 行 等 {list(programmes).count(unknown)} 处",
            "请改正代码，或补进计划表。",
        )
    codes = {batch.code for batch in scheme.batches}
    for unknown in sorted(set(batches) - codes - {""}):
        yield Fault(
            f"没有代码为“{unknown}”的批次。", "志愿表 batch 列", f"批次有：{'、'.join(sorted(codes))}。"
        )
    named = set(chain.from_iterable(cell.split() for cell in offered.get("batch", [])))
    for unknown in sorted(named - codes):
        yield Fault(
            f"没有代码为“{unknown}”的批次。", "计划表 batch 列", f"批次有：{'、'.join(sorted(codes))}。"
        )
    bad = {rank for rank in set(ranks) if not COUNT.fullmatch(rank) or rank == "0"}
    for row, rank in enumerate(ranks if bad else [], start=2):
        if rank in bad:
            yield Fault(
                f"志愿序号“{rank}”不是从 1 起的整数。", f"志愿表 {pupils[row - 2]}（第 {row} 行）", "请改正。"
            )
    yield from _twice(zip(pupils, batches, ranks, strict=True), len(pupils), "第 {} 志愿", "请重排志愿序号。")
    yield from _twice(
        zip(pupils, batches, programmes, strict=True),
        len(pupils),
        "志愿“{}”",
        "同一计划只能填一次，请删去重复的。",
    )


def usable_rows(choices: Columns, offered: Columns) -> tuple[Columns, Columns]:
    """The rows of both tables that can be read on despite faults elsewhere."""
    first: dict[str, int] = {}
    for i, (code, seats) in enumerate(zip(offered["programme"], offered["seats"], strict=True)):
        if COUNT.fullmatch(seats):
            first.setdefault(code, i)
    rows = zip(choices["programme"], choices["rank"], strict=True)
    keep = [i for i, (code, rank) in enumerate(rows) if code in first and COUNT.fullmatch(rank)]
    return (
        {name: [cells[i] for i in keep] for name, cells in choices.items()},
        {name: [cells[i] for i in first.values()] for name, cells in offered.items()},
    )


def _twice(rows: Any, n: int, what: str, remedy: str) -> Iterator[Fault]:
    rows = list(rows)
    if len(set(rows)) == n:
        return
    for (pupil, batch, cell), times in sorted(Counter(rows).items()):
        if times > 1:
            where = f"志愿表 {pupil}" + (f" 批次 {batch}" if batch else "")
            yield Fault(f"{what.format(cell)}出现了 {times} 次。", where, remedy)


def column_faults(problem: "Problem") -> Iterator[Fault]:
    """Columns the scheme asks for that nobody gave, and cells that are no number where one is needed."""
    for batch in problem.scheme.batches:
        yield from _unknown_columns(problem, batch)
        orders = [batch.by, *(group["by"] or () for group in batch.groups)]
        for column in sorted({column for by in orders for entry in by for column in entry["columns"]}):
            yield from _no_numbers(problem, column, batch, needed=not batch.groups)
    for condition in (problem.scheme.left_over or {}).get("same", []):
        yield from _unknown_condition(problem, condition, "未录取者规则")


def _unknown_columns(problem: "Problem", batch: "Batch") -> Iterator[Fault]:
    where = f"批次 {batch.code}"
    conditions = [*batch.eligible, *(one for group in batch.groups for one in group["when"])]
    for condition in conditions:
        yield from _unknown_condition(problem, condition, where)
    orders = [batch.by, *(group["by"] or () for group in batch.groups)]
    named = {column for by in orders for entry in by for column in entry["columns"]}
    if batch.quota:
        named.add(batch.quota["column"])
        for condition in batch.quota["least_when"]:
            if condition.get("column") not in problem.schools:
                yield Fault(
                    f"学校表里没有“{condition.get('column')}”列。",
                    where,
                    "请用 --schools 给出带该列的学校表。",
                )
    if batch.floor:
        named.add(batch.floor["column"])
    for column in sorted(named - set(problem.attributes) - set(problem.wishes.columns)):
        yield Fault(f"规则需要“{column}”列，志愿表和考生表里都没有。", where, "请补上该列。")


def _unknown_condition(problem: "Problem", condition: Mapping[str, Any], where: str) -> Iterator[Fault]:
    known = set(problem.attributes) | set(problem.wishes.columns)
    for column in sorted(columns_named([condition]) - known):
        yield Fault(
            f"规则需要“{column}”列，志愿表和考生表里都没有。", where, "请用 --pupils 给出带该列的考生表。"
        )
    for one in condition.get("any", [condition]):
        other = one.get("same_as", ITSELF)
        if other != ITSELF and other not in problem.facts:
            yield Fault(f"规则需要“{other}”列，计划表里没有。", where, "请补上该列。")


def _no_numbers(problem: "Problem", column: str, batch: "Batch", *, needed: bool) -> Iterator[Fault]:
    """Cells that cannot be compared; blanks are allowed where only some group needs the column."""
    if column in problem.attributes:
        cells, names = problem.attributes[column], problem.pupils
    elif column in problem.wishes.columns:
        cells = problem.wishes.columns[column]
        names = [problem.pupils[i] for i in problem.wishes.owner.tolist()]
    else:
        return
    wishing = set(problem.wishes.owner.tolist()) if column in problem.attributes else set()
    bad = {cell for cell in set(cells) if exact(cell) is None and (needed or cell)}
    for i, cell in enumerate(cells if bad else []):
        if cell in bad and (column not in problem.attributes or i in wishing):
            said = f"“{cell}”不是数或日期" if cell else "是空的，而排序需要它"
            yield Fault(f"{column} {said}。", f"{names[i]}（批次 {batch.code}）", "请补上或改正。")


def given_faults(problem: "Problem") -> Iterator[Fault]:
    """Special placements to unknown programmes, or more of them than seats."""
    column = problem.scheme.given
    if not column:
        return
    if column not in problem.attributes:
        yield Fault(
            f"规则需要“{column}”列，考生表里没有。", "考生表", "请补上该列（特殊安置到哪个计划，一般为空）。"
        )
        return
    placed = Counter(cell for cell in problem.attributes[column] if cell)
    seats = dict(zip(problem.programmes, problem.seats, strict=True))
    for code, n in sorted(placed.items()):
        if code not in seats:
            yield Fault(f"没有代码为“{code}”的计划。", f"考生表“{column}”列", "请改正。")
        elif n > seats[code]:
            yield Fault(
                f"特殊安置 {n} 人，计划只有 {seats[code]} 人。", f"计划表 {code}", "请增加计划或改变安置。"
            )


def bound_faults(problem: "Problem") -> Iterator[Fault]:
    """Bound children who differ in wishes or in anything the rules look at; a last place without a rule."""
    scheme = problem.scheme
    if not problem.bound:
        return
    if scheme.last_place is None:
        yield Fault(
            "有捆绑的多胞胎，但没有说明遇到最后一个名额怎么办。",
            "规则",
            "请用 --last-place 写明 exceed（一并录取）或 skip（顺延）。",
        )
    for batch in scheme.batches:
        if scheme.last_place == "skip" and "all" in batch.ends:
            yield Fault(
                "“顺延”与“同分全部录取”不能并用。", f"批次 {batch.code}", "请改用 exceed，或以摇号结尾。"
            )
    at = {code: i for i, code in enumerate(problem.pupils)}
    groups = [group for group in problem.bound if all(code in at for code in group)]
    wishes: dict[int, list[tuple[object, ...]]] = {at[code]: [] for group in groups for code in group}
    columns = [problem.wishes.columns[name] for name in sorted(problem.wishes.columns)]
    for row, owner in enumerate(problem.wishes.owner.tolist()):
        if owner in wishes:
            cells = [column[row] for column in columns]
            wishes[owner].append((int(problem.wishes.rank[row]), int(problem.wishes.programme[row]), *cells))
    used = sorted(_used(scheme) & set(problem.attributes))
    for group in groups:
        known = [(wishes[at[code]], [problem.attributes[name][at[code]] for name in used]) for code in group]
        if any(one != known[0] for one in known):
            yield Fault(
                "捆绑在一起的孩子，志愿或参与排序的信息不一致。",
                "、".join(group),
                "请核对后改为一致，或解除捆绑。",
            )


def _used(scheme: "Scheme") -> set[str]:
    """Every column of pupils the rules look at."""
    used = {scheme.given} | columns_named((scheme.left_over or {}).get("same", []))
    for batch in scheme.batches:
        orders = [batch.by, *(group["by"] or () for group in batch.groups)]
        used |= {column for by in orders for entry in by for column in entry["columns"]}
        used |= columns_named([*batch.eligible, *(one for group in batch.groups for one in group["when"])])
        used |= {batch.quota["column"]} if batch.quota else set()
        used |= {batch.floor["column"]} if batch.floor else set()
    return used
