"""Why each child goes where: wish after wish, the line and what the child had."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from xuezheng.allocation.admissions.keeping_out import kept_out
from xuezheng.allocation.admissions.lines import CLOSED_TO_ALL, LINE, Line, values_of
from xuezheng.allocation.admissions.standing import order_of
from xuezheng.allocation.admissions.wording import deciding, group_labels, spoken, standing_words
from xuezheng.allocation.tables import Table

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.problem import Problem
    from xuezheng.allocation.admissions.scheme import Batch
    from xuezheng.allocation.admissions.solve import Asked, Plan

#: What a pupil has at a wish: round, group, values, lottery number.
Own = tuple[int, str, str, int]


def reasons(problem: "Problem", plan: "Plan") -> Table:
    """One sentence for each pupil, in order of their codes.

    Returns
    -------
    Table
        `pupil, programme, why`.
    """
    told: list[list[str]] = [[] for _ in problem.pupils]
    lines = {(line.batch, line.programme, line.school, line.size): line for line in plan.lines}
    unheard = _unheard(problem, plan)
    of_batch = problem.wishes.columns.get("batch")
    for asked in plan.asked:
        _tell_under_floor(problem, asked, plan.lines, told)
        code = "" if len(plan.asked) == 1 else asked.batch.code
        mine = [row for row in unheard if (of_batch[row] if of_batch else "") in (code, asked.batch.code)]
        _tell_unheard(problem, mine, told, asked.batch)
        _tell_batch(problem, asked, lines, told)
    if len(plan.asked) > 1:
        _tell_unheard(problem, [row for row in unheard if not of_batch or not of_batch[row]], told, None)
    names, called = [*problem.programmes, ""], {**spoken_names(problem), "": ""}
    programme = [names[p] for p in plan.programme.tolist()]
    for i, batch in enumerate(plan.batch):
        told[i] += _without_wish(batch, called[programme[i]], bool(told[i]))
    return Table(
        "why", {"pupil": problem.pupils, "programme": programme, "why": ["；".join(t) + "。" for t in told]}
    )


def spoken_names(problem: "Problem") -> dict[str, str]:
    """What each programme is called when a family reads it: code and name, if it has one."""
    names = problem.facts.get("name", [""] * len(problem.programmes))
    return {
        code: f"{code} {name}" if name and name != code else code
        for code, name in zip(problem.programmes, names, strict=True)
    }


def names_of_schools(problem: "Problem") -> dict[str, str]:
    """What each junior school is called: its name where the schools' table has one, else its code."""
    codes = problem.schools.get("school", ())
    return {code: name or code for code, name in zip(codes, problem.schools.get("name", codes), strict=True)}


def _without_wish(batch: str, programme: str, has_wishes: bool) -> list[str]:
    if batch == "given":
        return [f"按特殊安置到 {programme}"]
    if batch == "left_over":
        return [f"各志愿均未录取，按摇号次序统筹安排到有空余学位的 {programme}"]
    if not batch:
        return ["没有被录取，列入待安置名单"] if has_wishes else ["没有可以参加录取的志愿，列入待安置名单"]
    return []


def _tell_batch(problem: "Problem", asked: "Asked", lines: dict[Any, Line], told: list[list[str]]) -> None:
    """Add what this batch did with every wish up to the one that was granted."""
    wishes, pools, batch = problem.wishes, asked.pools, asked.batch
    sizes = _sizes(problem, len(asked.line))
    labels = group_labels(batch.groups)
    names: dict[int, tuple[str, str]] = {}
    called = spoken_names(problem)
    for p in np.unique(asked.pool).tolist():
        programme, school = pools.name(p)
        names[p] = problem.programmes[programme], school
    start, at = asked.start.tolist(), asked.at.tolist()
    rank, pool = wishes.rank[asked.rows].tolist(), asked.pool.tolist()
    for i in np.flatnonzero(np.diff(asked.start)).tolist():
        for w in range(start[i], min(at[i] + 1, start[i + 1])):
            line = lines.get((batch.code, *names[pool[w]], sizes.get(i, 1)))
            head = f"{batch.label}第{rank[w]}志愿 {called[names[pool[w]][0]]}"
            if w == at[i]:
                told[i].append(f"{head} 过线，录取{_granted(line, labels)}")
            else:
                told[i].append(f"{head} 未过线{_refused(line, _own(problem, asked, w), labels)}")


def _tell_under_floor(
    problem: "Problem", asked: "Asked", lines: Sequence[Line], told: list[list[str]]
) -> None:
    """Wishes that a floor kept out: the line it hangs on, the points below it, and what the pupil had."""
    floor, batch, wishes = asked.batch.floor, asked.batch, problem.wishes
    if not floor or not len(asked.under_floor):
        return
    code = problem.scheme.floor_lines(batch)
    held = {line.programme: line for line in lines if line.batch == code and line.size == 1}
    cells, called, word = problem.attributes[floor["column"]], spoken_names(problem), spoken(floor["column"])
    for row in asked.under_floor.tolist():
        i, programme = int(wishes.owner[row]), problem.programmes[int(wishes.programme[row])]
        line = cells[held[programme].pupil]
        told[i].append(
            f"{batch.label}第{int(wishes.rank[row])}志愿 {called[programme]} 低于最低线（{word.strip()} {line} 减 {floor['points']}，"
            f"您是 {cells[i]}），没有参加"
        )


def _unheard(problem: "Problem", plan: "Plan") -> list[int]:
    """Wishes no programme looked at, of those whom no wish was granted: conditions or groups kept them out."""
    unheard = (plan.rank == 0)[problem.wishes.owner]
    for asked in plan.asked:
        unheard[asked.rows] = False
        unheard[asked.under_floor] = False
    rows: list[int] = np.flatnonzero(unheard).tolist()
    return [row for row in rows if plan.batch[int(problem.wishes.owner[row])] != "given"]


def _tell_unheard(
    problem: "Problem", rows: Sequence[int], told: list[list[str]], batch: "Batch | None"
) -> None:
    """Wishes that took no part, and why, where one batch was asked for."""
    wishes, called = problem.wishes, spoken_names(problem)
    reasons = kept_out(problem, batch, rows) if batch else ["不符合报名条件或招生类别"] * len(rows)
    label = batch.label if batch else ""
    for row, why in zip(rows, reasons, strict=True):
        name = called[problem.programmes[int(wishes.programme[row])]]
        told[int(wishes.owner[row])].append(f"{label}第{int(wishes.rank[row])}志愿 {name} {why}，没有参加")


def _sizes(problem: "Problem", largest: int) -> dict[int, int]:
    """The size of the unit of each bound pupil, where lines differ by size."""
    if largest < 2:
        return {}
    at = {code: i for i, code in enumerate(problem.pupils)}
    return {at[code]: len(group) for group in problem.bound for code in group}


def _granted(line: Line | None, labels: Mapping[str, str]) -> str:
    """The line of the wish that was granted: only what weighs first."""
    if line is None or line.state != LINE:
        return "（名额有余，无最低线）"
    return f"（录取线 {standing_words(line.wish, line.group, line.values.split('; ')[:1] if line.values else [], 0, labels) or f'摇号第 {line.lottery} 号'}）"


def _refused(line: Line | None, own: Own, labels: Mapping[str, str]) -> str:
    """The line and what the pupil had, up to the first thing in which they differ."""
    if line is None or line.state == CLOSED_TO_ALL:
        return "（没有名额）"
    if line.state != LINE:
        return "（剩余名额容不下捆绑的全部孩子）"
    wish, group, values, lottery = own
    if (wish, group) != (line.wish, line.group):
        told, mine, numbers = [], [], False
    else:
        n = deciding(line.values, values)
        told, mine = line.values.split("; ")[:n], values.split("; ")[:n]
        numbers = not line.values or n > len(told)
    told, mine = [each for each in told if each], [each for each in mine if each]
    theirs = standing_words(line.wish, line.group, told, line.lottery if numbers else 0, labels)
    yours = standing_words(wish, group, mine, lottery if numbers else 0, labels)
    return f"（录取线 {theirs}，您是 {yours}）"


def _own(problem: "Problem", asked: "Asked", at: int) -> Own:
    """What a pupil has at one of her wishes: round, group, values, lottery number."""
    batch, row = asked.batch, int(asked.rows[at])
    group = int(asked.standing.group[at]) if batch.groups else -1
    lottery = 0 if asked.standing.lottery is None else int(asked.standing.lottery[at])
    wish = int(problem.wishes.rank[row]) if batch.rule == "priority" else 0
    code = str(batch.groups[group]["code"]) if group >= 0 else ""
    return wish, code, values_of(problem, order_of(batch, group), row), lottery
