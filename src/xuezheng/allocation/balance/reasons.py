"""Why there is no plan: a smallest set of limits that cannot be met together.

Taking any one of them away makes the rest possible; how they are found is of no matter for that, since both
halves can be tried again (`is_possible`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from xuezheng.allocation.balance.cones import model_of
from xuezheng.allocation.balance.judging import asked_of
from xuezheng.allocation.balance.problem import LABELS, QUANTITIES, STAGE_LABELS, Problem, Rotation
from xuezheng.allocation.balance.solve import SMALL, relax, solve


@dataclass(frozen=True, order=True)
class Limit:
    """One limit: `school` must pass, `spread` of an indicator, `ceiling` of an item, `giving`, `rotation`."""

    kind: str
    row: int = -1
    number: int = -1
    stage: str = ""


def limits_of(problem: Problem) -> list[Limit]:
    """Every limit that could be lifted, those of the standard last."""
    found = [
        Limit("ceiling", row, j)
        for row, j in np.argwhere(problem.most < problem.free).tolist()
        if any(problem.items[j].adds[q] for q in asked_of(problem, row))
    ]
    if problem.rotation.least or problem.rotation.backbone:
        found.append(Limit("rotation"))
    if problem.pairs:
        found.append(Limit("giving"))
    found += [
        Limit("spread", -1, q, stage)
        for stage in problem.rows_of
        for q in range(len(QUANTITIES))
        if problem.is_asked(stage, q)
    ]
    return found + [Limit("school", row) for row in range(problem.n_rows)]


def smallest_conflict(problem: Problem) -> list[Limit]:
    """A smallest set of limits that cannot be met together; empty when everything can be.

    Notes
    -----
    Smallest in that no limit can be left out, not in that no other set has fewer. For counties of more than
    a dozen schools possibility is that of the linear programme: if only whole numbers are in the way, empty.
    Redirecting pupils is not looked at.
    """
    county = replace(problem, redirects=())
    every = limits_of(county)
    if is_possible(county, every):
        return []
    for row in range(county.n_rows):
        alone = [limit for limit in every if limit.row in (row, -1) and limit.kind != "spread"]
        alone = [limit for limit in alone if limit.kind != "school" or limit.row == row]
        if _cannot_alone(county, row) and not is_possible(county, alone):
            return sorted(_needed(county, [], alone, False))
    return sorted(_needed(county, [], every, False))


def _cannot_alone(county: Problem, row: int) -> bool:
    """Whether everything a school may get, and every teacher who could come, is not enough."""
    model = model_of(county)
    highs = [model.high[model.column["v", row, q]] for q in range(len(QUANTITIES))]
    missed = 0
    for q in asked_of(county, row):
        have, step = int(county.have[row, q]), county.step(q)
        if (county.needed(row, q, county.standard.floor) - have) // step > highs[q]:
            return True
        missed += (county.needed(row, q) - have) // step > highs[q]
    return missed > len(QUANTITIES) - county.standard.least


def _needed(county: Problem, held: list[Limit], some: Sequence[Limit], is_checked: bool) -> list[Limit]:
    """Which of `some` are needed for a conflict with `held` (Junker's QuickXplain)."""
    if is_checked and not is_possible(county, held):
        return []
    if len(some) == 1:
        return list(some)
    half = len(some) // 2
    second = _needed(county, held + list(some[:half]), some[half:], True)
    first = _needed(county, held + second, some[:half], bool(second))
    return first + second


def is_possible(problem: Problem, held: Sequence[Limit]) -> bool:
    """Whether there is a plan that keeps these limits and no others."""
    kept = set(held)
    county = _lifted(problem, kept)
    if county.n_rows <= SMALL:
        return solve(county).plan is not None
    return relax(county).is_possible


def _lifted(problem: Problem, kept: set[Limit]) -> Problem:
    """The county without the limits that are not kept."""
    most = problem.most.copy()
    ceilings = dict(problem.ceilings)
    for row, j in np.argwhere(problem.most < problem.free).tolist():
        if Limit("ceiling", row, j) not in kept:
            most[row, j] = problem.free[row, j]
            ceilings.pop((row, problem.items[j].pool), None)
    free = frozenset(
        [("school", row) for row in range(problem.n_rows) if Limit("school", row) not in kept]
        + [
            ("spread", f"{stage}|{q}")
            for stage in problem.rows_of
            for q in range(len(QUANTITIES))
            if Limit("spread", -1, q, stage) not in kept
        ]
    )
    county = replace(problem, most=most, ceilings=ceilings, lifted=free)
    if Limit("rotation") not in kept:
        county = replace(county, rotation=Rotation())
    if problem.pairs and Limit("giving") not in kept:
        many = np.full(problem.n_rows, int(problem.staff.sum()), np.int64)
        county = replace(county, giver_most=many, staff_least=many * 0, keeps=0)
    return county


def in_words(problem: Problem, limit: Limit) -> str:
    """A limit as a sentence for the office."""
    where = ""
    if limit.row >= 0:
        where = f"{problem.names[limit.row]}（{problem.schools[limit.row]}，{STAGE_LABELS[problem.stages[limit.row]]}）"
    if limit.kind == "school":
        return f"{where}须达到七项中的 {problem.standard.least} 项，其余不低于底线"
    if limit.kind == "ceiling":
        item, most = problem.items[limit.number], int(problem.most[limit.row, limit.number])
        told = f"最多 {most} 个单位（每单位 {item.unit}）" if most else "不许或没有余地"
        return f"{where}的“{item.label}”{told}"
    if limit.kind == "spread":
        cv = float(problem.standard.cv[limit.stage])
        return f"{STAGE_LABELS[limit.stage]}“{LABELS[limit.number]}”的差异系数不超过 {cv:g}"
    if limit.kind == "giving":
        return "派出学校须留足教师（编制、学科、派出比例）"
    return f"交流轮岗的人数和骨干比例（至少 {problem.rotation.least} 人）"
