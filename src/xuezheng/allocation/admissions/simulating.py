"""What if: the same round again under a change, and who is touched by it."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from xuezheng.allocation.admissions.comparing import comparison_page
from xuezheng.allocation.admissions.explaining import names_of_schools
from xuezheng.allocation.admissions.faults import COUNT
from xuezheng.allocation.admissions.problem import Problem
from xuezheng.allocation.admissions.scheme import RULES, Batch, Scheme
from xuezheng.allocation.admissions.shapes import NUMBER, share_of
from xuezheng.allocation.admissions.solve import Plan, solve
from xuezheng.errors import BadInput, Fault

WAYS = "quota=60%、seats.计划代码=200、seats.计划代码=+50、rule=deferred、points=15、last_place=skip"


@dataclass(frozen=True)
class Comparison:
    """Two plans side by side; `moved` lists pupil, before, after for everyone whose place differs."""

    summary: dict[str, Any]
    moved: Sequence[tuple[str, str, str]]

    def files(self) -> dict[str, bytes]:
        """The comparison as files for the folder of the plan."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("pupil", "before", "after"))
        writer.writerows(self.moved)
        said = json.dumps(self.summary, ensure_ascii=False, indent=1) + "\n"
        page = comparison_page(self.summary)
        return {
            "what_if.csv": out.getvalue().encode(),
            "what_if.html": page.encode(),
            "what_if.json": said.encode(),
        }


def compare(problem: Problem, plan: Plan, changes: Sequence[str]) -> Comparison:
    """Solve the changed round with the same seed, and compare.

    Parameters
    ----------
    changes : sequence of str
        `quota=60%`, `seats.P01=200` or `=+50`, `rule=deferred`, `points=15` (of a floor), `last_place=skip`.

    Raises
    ------
    BadInput
        With every change that cannot be understood or changes nothing.
    """
    faults: list[Fault] = []
    changed = problem
    for change in changes:
        changed = _changed(changed, change, faults)
    if faults:
        raise BadInput(f"--what-if 有 {len(faults)} 处不能理解。", faults=faults)
    other = solve(changed)
    names = [*problem.programmes, ""]
    differ = np.flatnonzero(plan.programme != other.programme).tolist()
    moved = [(problem.pupils[i], names[plan.programme[i]], names[other.programme[i]]) for i in differ]
    return Comparison(_summary(problem, plan, other, changes, moved), moved)


def _summary(
    problem: Problem, plan: Plan, other: Plan, changes: Sequence[str], moved: Sequence[tuple[str, str, str]]
) -> dict[str, Any]:
    before, after = _counts(problem, plan), _counts(problem, other)
    in_now = sum(1 for _, old, _ in moved if not old)
    out_now = sum(1 for _, _, new in moved if not new)
    names = problem.facts.get("name", problem.programmes)
    programmes = [
        {"programme": code, "name": names[p], "before": int(before[p]), "after": int(after[p])}
        for p, code in enumerate(problem.programmes)
        if before[p] != after[p]
    ]
    return {
        "changes": list(changes),
        "spoken": [_in_words(problem, change) for change in changes],
        "placed": {"before": plan.n_placed, "after": other.n_placed},
        "moved": len(moved),
        "newly_placed": in_now,
        "no_longer_placed": out_now,
        "programmes": programmes,
        "schools": _by_school(problem, plan, other),
        "first_wish": {"before": int((plan.rank == 1).sum()), "after": int((other.rank == 1).sum())},
        "words": [
            f"假如{'、'.join(_in_words(problem, change) for change in changes)}：录取 {other.n_placed:,} 人（原 {plan.n_placed:,} 人），"
            f"{len(moved):,} 人去向改变，其中新录取 {in_now:,} 人、不再录取 {out_now:,} 人。"
        ],
    }


_RULES_IN_WORDS = {
    "deferred": "延迟录取",
    "parallel": "平行志愿",
    "lottery": "摇号",
    "priority": "志愿优先",
}


def _in_words(problem: Problem, change: str) -> str:
    """A change as people say it: 指标到校改为 60%."""
    name, _, value = change.partition("=")
    if name.startswith("seats."):
        code = name.removeprefix("seats.")
        names = problem.facts.get("name", problem.programmes)
        return f"{names[list(problem.programmes).index(code)] or code}的名额{'' if value[:1] in '+-' else '改为 '}{value}"
    said = {"exceed": "一并录取", "skip": "顺延"}.get(value, value)
    return {
        "quota": f"指标到校改为 {value}",
        "rule": f"规则改为{_RULES_IN_WORDS.get(value, value)}",
        "points": f"最低线改为线下 {value} 分",
        "last_place": f"捆绑遇到末位改为{said}",
    }[name]


def _by_school(problem: Problem, plan: Plan, other: Plan) -> list[dict[str, Any]]:
    """How many of each junior school are admitted, where the scheme has quotas and the number changes."""
    columns = [batch.quota["column"] for batch in problem.scheme.batches if batch.quota]
    counted: dict[str, list[int]] = {}
    for school, was, now in zip(
        problem.attributes[columns[0]] if columns else (),
        plan.programme >= 0,
        other.programme >= 0,
        strict=bool(columns),
    ):
        both = counted.setdefault(school, [0, 0])
        both[0] += int(was)
        both[1] += int(now)
    names = names_of_schools(problem)
    return [
        {"school": school, "name": names.get(school, school), "before": before, "after": after}
        for school, (before, after) in sorted(counted.items())
        if before != after
    ]


def _counts(problem: Problem, plan: Plan) -> Any:
    return np.bincount(plan.programme[plan.programme >= 0], minlength=len(problem.programmes))


def _changed(problem: Problem, change: str, faults: list[Fault]) -> Problem:
    name, _, value = change.partition("=")
    scheme = problem.scheme
    if name.startswith("seats."):
        return _with_seats(problem, name.removeprefix("seats."), value, change, faults)
    if name == "quota" and (share := share_of(value)) is not None:
        return _with_quota(problem, share, change, faults)
    if name == "rule" and value in RULES:
        return replace(problem, scheme=_each(scheme, lambda batch: replace(batch, rule=value)))
    if name == "points" and NUMBER.fullmatch(value) and any(batch.floor for batch in scheme.batches):
        return replace(problem, scheme=_each(scheme, lambda batch: _with_points(batch, value)))
    if name == "last_place" and value in ("exceed", "skip") and problem.bound:
        return replace(problem, scheme=replace(scheme, last_place=value))
    faults.append(Fault(f"“{change}”不能理解，或对本轮规则不起作用。", "--what-if", f"可写：{WAYS}。"))
    return problem


def _each(scheme: Scheme, change: Any) -> Scheme:
    return replace(scheme, batches=tuple(change(batch) for batch in scheme.batches))


def _with_points(batch: Batch, value: str) -> Batch:
    return replace(batch, floor={**batch.floor, "points": value}) if batch.floor else batch


def _with_seats(problem: Problem, code: str, value: str, change: str, faults: list[Fault]) -> Problem:
    amount = value.removeprefix("+").removeprefix("-")
    if code not in problem.programmes or not COUNT.fullmatch(amount):
        faults.append(Fault(f"“{change}”没有这样的计划或人数。", "--what-if", f"可写：{WAYS}。"))
        return problem
    p, seats = list(problem.programmes).index(code), list(problem.seats)
    sign = {"+": 1, "-": -1}.get(value[:1], 0)
    seats[p] = max(seats[p] + sign * int(amount), 0) if sign else int(amount)
    return replace(problem, seats=seats)


def _with_quota(problem: Problem, share: Fraction, change: str, faults: list[Fault]) -> Problem:
    if not any(batch.quota for batch in problem.scheme.batches):
        faults.append(Fault(f"“{change}”：规则里没有指标到校。", "--what-if", "请换用带 quota 的规则。"))
        return problem

    def changed(batch: Batch) -> Batch:
        return replace(batch, quota={**batch.quota, "share": str(share)}) if batch.quota else batch

    # A share that is asked for replaces the quotas written out programme by programme.
    facts = {name: cells for name, cells in problem.facts.items() if name != "quota"}
    return replace(problem, scheme=_each(problem.scheme, changed), facts=facts)
