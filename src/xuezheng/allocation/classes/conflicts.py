"""When the quick way finds no plan: an exact answer, or the smallest set of demands in conflict.

Only pupils with demands are modelled one by one; all others are counts per class and strict value.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from xuezheng.allocation.classes.placement import spread, strict_codes
from xuezheng.allocation.classes.problem import Ints, Problem
from xuezheng.errors import BadInput, CannotFinish, Fault

#: Deterministic seconds (the solver's own measure) for one question.
PATIENCE = 20.0


@dataclass(frozen=True)
class Demand:
    """One thing asked for: its kind, which one, and how to name it."""

    kind: str
    index: int
    words: str


def demands_of(problem: Problem) -> list[Demand]:
    """Everything that may be dropped when not all can be met, in a fixed order."""
    found = [Demand("size", 0, "每班人数（相差不超过 1，或班级表所给）")]
    if problem.strict is not None:
        found.append(Demand("strict", 0, f"各班“{problem.strict.name}”人数均等"))
    for g, group in enumerate(problem.together):
        found.append(Demand("together", g, f"同班：{_people(problem, group)}"))
    for g, group in enumerate(problem.apart):
        found.append(Demand("apart", g, f"分开：{_people(problem, group)}"))
    for i in np.flatnonzero(problem.fixed >= 0).tolist():
        found.append(
            Demand("fixed", i, f"指定：{problem.pupils[i]} 在 {problem.classes[problem.fixed[i]]} 班")
        )
    return found


def _people(problem: Problem, group: Ints) -> str:
    names = [problem.pupils[i] for i in group[:6].tolist()]
    return "、".join(names) + ("…" if group.size > 6 else "")


def exact_start(problem: Problem, state: np.ndarray) -> Ints:
    """Find a plan that keeps every hard rule, or say which demands exclude each other.

    Raises
    ------
    BadInput
        With a smallest set of demands that no plan meets.
    CannotFinish
        When neither could be settled.
    """
    demands = demands_of(problem)
    answer = _answer(problem, demands, state)
    if answer is not None:
        return answer
    culprits = smallest_conflict(problem, demands, state)
    raise BadInput(
        f"这些要求不能同时满足：最小的一组冲突含 {len(culprits)} 条。请放弃或修改其中至少一条。",
        faults=[Fault(d.words, d.kind, "") for d in culprits],
    )


def smallest_conflict(problem: Problem, demands: list[Demand], state: np.ndarray) -> list[Demand]:
    """A smallest set of demands that cannot be met together.

    Every conflict must contain one demand of each set whose removal makes the rest possible. Take a
    smallest choice hitting all such sets found so far; if it is itself impossible it is a smallest
    conflict; else let it grow as far as possible, and what stays outside is one more such set.
    """
    outside: list[set[int]] = []
    everything = range(len(demands))
    while True:
        chosen = _hit(outside, len(demands))
        if _answer(problem, [demands[d] for d in sorted(chosen)], state) is None:
            return [demands[d] for d in sorted(chosen)]
        for d in everything:
            if (
                d not in chosen
                and _answer(problem, [demands[e] for e in sorted(chosen | {d})], state) is not None
            ):
                chosen = chosen | {d}
        outside.append(set(everything) - chosen)


def _hit(sets: list[set[int]], n: int) -> set[int]:
    """A smallest set meeting each of these sets."""
    if not sets:
        return set()
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in range(n)]
    for members in sets:
        model.add_bool_or([chosen[d] for d in sorted(members)])
    model.minimize(sum(chosen))
    solver = _solver(cp_model)
    solver.solve(model)
    return {d for d in range(n) if solver.value(chosen[d])}


def _solver(cp_model: Any) -> Any:
    """One thread, a fixed seed and a budget that is not the clock: the same answer everywhere."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = PATIENCE
    return solver


def _answer(problem: Problem, demands: Iterable[Demand], state: np.ndarray) -> Ints | None:
    """A plan meeting these demands (ordinary pupils by lot), or None when there is none."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    asked = list(demands)
    special = _special(problem)
    sits = {i: [model.new_bool_var(f"p{i}c{k}") for k in range(problem.n_classes)] for i in special.tolist()}
    for row in sits.values():
        model.add_exactly_one(row)
    codes, n_values = strict_codes(problem)
    ordinary = np.setdiff1d(np.arange(problem.n_pupils), special)
    supply = np.bincount(codes[ordinary], minlength=n_values)
    cells = [
        [model.new_int_var(0, int(supply[v]), "") for v in range(n_values)] for _ in range(problem.n_classes)
    ]
    for v in range(n_values):
        model.add(sum(cells[k][v] for k in range(problem.n_classes)) == int(supply[v]))
    for demand in asked:
        _ask(model, problem, demand, sits, cells, codes)
    solver = _solver(cp_model)
    outcome = solver.solve(model)
    if outcome == cp_model.INFEASIBLE:
        return None
    if outcome not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise CannotFinish(
            "这些要求能否同时满足，没有在限额内算出。要求太多太杂。请减少同班、分开或指定的条数后再试。"
        )
    room = np.full(problem.n_pupils, -1, np.int64)
    for i, row in sits.items():
        room[i] = next(k for k, var in enumerate(row) if solver.value(var))
    counts = np.array([[solver.value(var) for var in row] for row in cells], np.int64)
    return spread(problem, room, counts, state)


def _special(problem: Problem) -> Ints:
    groups = [*problem.together, *problem.apart]
    alone = np.flatnonzero((problem.fixed >= 0) | (problem.heads != 1))
    return np.unique(np.concatenate([*groups, alone])).astype(np.int64)


def _ask(model: Any, problem: Problem, demand: Demand, sits: Any, cells: Any, codes: Ints) -> None:
    if demand.kind == "together":
        group = problem.together[demand.index].tolist()
        for i in group[1:]:
            for k in range(problem.n_classes):
                model.add(sits[i][k] == sits[group[0]][k])
    elif demand.kind == "apart":
        for k in range(problem.n_classes):
            model.add_at_most_one(sits[i][k] for i in problem.apart[demand.index].tolist())
    elif demand.kind == "fixed":
        model.add(sits[demand.index][int(problem.fixed[demand.index])] == 1)
    elif demand.kind == "size":
        for k in range(problem.n_classes):
            heads = sum(cells[k]) + sum(int(problem.heads[i]) * row[k] for i, row in sits.items())
            model.add_linear_constraint(heads, int(problem.sizes[k, 0]), int(problem.sizes[k, 1]))
    else:
        low, high = problem.bounds()
        for k in range(problem.n_classes):
            for v in range(low.shape[1]):
                count = cells[k][v] + sum(row[k] for i, row in sits.items() if codes[i] == v)
                model.add_linear_constraint(count, int(low[k, v]), int(high[k, v]))
