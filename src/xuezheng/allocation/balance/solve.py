"""The cheapest plan: tangents until the coefficients hold, whole numbers by HiGHS, then counted exactly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from time import monotonic

import numpy as np

from xuezheng.allocation.balance.bound import RAY_YUAN, proven_fen, rounded
from xuezheng.allocation.balance.cones import Cut, cut_rows, model_of, spread_of, tangent, tightened
from xuezheng.allocation.balance.judging import coefficients, failures
from xuezheng.allocation.balance.mending import mended
from xuezheng.allocation.balance.model import Model, Row, held
from xuezheng.allocation.balance.problem import Ints, Plan, Problem, cost_of, holdings
from xuezheng.allocation.balance.programme import Answer, Programme

ALGORITHM = "balance-v1"
#: Up to so many schools the search goes on until nothing cheaper can exist.
SMALL = 12
ROUNDS = 60
#: By how much of themselves the limits (1 + CV²) are tightened for large counties, in turn.
SLACKS = (2e-5, 1e-3, 4e-3)
#: For small ones only where a solution touches a limit from outside by less than the solver can see.
SMALL_SLACKS = (0.0,) * 40 + (1e-8, 1e-7, 1e-6) * 3
GAP, CLOSE_GAP = 0.003, 0.0005
#: Up to so many schools every way is looked at, limits are not tightened at first, and the gap is closer.
CLOSE = 60
#: Ways of teachers that the linear programme leaves unused and that cost more than this above others (yuan)
#: are not looked at in a large county; the bound is of the programme with all of them.
WAY_YUAN = 1000.0


@dataclass(frozen=True)
class Relaxed:
    """The linear programme of one choice of redirects with its tangents, and what it proves."""

    model: Model
    cuts: tuple[Cut, ...]
    multipliers: dict[str, int]
    proven: int
    is_possible: bool
    values: Sequence[float] = ()
    reduced: Sequence[float] = ()

    def near(self) -> Model:
        """The model without the ways of teachers that are far from worth it."""
        high = list(self.model.high)
        for key, at in self.model.column.items():
            if key[0] == "y" and self.values[at] < 1e-9 and self.reduced[at] > WAY_YUAN:
                high[at] = 0.0
        return replace(self.model, high=high)


@dataclass(frozen=True)
class Found:
    """The best plan, or None where there is none; what was proven for every choice of redirects."""

    plan: Plan | None
    relaxed: dict[tuple[int, ...], Relaxed]
    is_stopped: bool = False


def solve(problem: Problem, *, seconds: float = 60.0) -> Found:
    """Find the cheapest plan with which every school and every coefficient passes.

    For fixed pupils a CV is at most L exactly where Σ x²/P ≤ (1 + L²) (Σ x)² / Σ P, a cone: tangents are
    added until none is broken. Redirecting pupils changes P, so every combination of those choices is a
    programme of its own; those whose bound is above the best plan need no whole numbers.

    Parameters
    ----------
    problem : Problem
    seconds : float
        Time for the search in whole numbers; small counties are searched to the end.

    Returns
    -------
    Found
        The plan passes `judging.failures` exactly. `bound_fen` is the solver's word, `proven_fen` can be
        reckoned again from the multipliers.

    Notes
    -----
    Deterministic unless `seconds` ends the search.
    """
    ends = monotonic() + seconds
    relaxed = {chosen: relax(problem.with_redirects(chosen)) for chosen in choices(problem)}
    fee = {chosen: sum(problem.redirects[n].fen for n in chosen) for chosen in relaxed}
    order = sorted((one.proven + fee[c], c) for c, one in relaxed.items() if one.is_possible)
    best, bounds, stopped = None, [], False
    for proven, chosen in order:
        if best is not None and proven >= best.fen:
            bounds.append(proven)
            continue
        plan, bound, is_stopped = _whole(problem, chosen, relaxed[chosen], ends, proven)
        bounds.append(bound)
        stopped |= is_stopped
        if plan is not None and (best is None or plan.fen < best.fen):
            best = plan
    if best is None:
        return Found(None, relaxed, stopped)
    lowest = min(best.fen, min(bounds))
    proven = min(one.proven + fee[c] for c, one in relaxed.items())
    return Found(replace(best, bound_fen=max(lowest, proven), proven_fen=proven), relaxed, stopped)


def choices(problem: Problem) -> Iterator[tuple[int, ...]]:
    """Every combination of redirects that leaves each giving school some pupils."""
    numbers = range(len(problem.redirects))
    for n in range(len(problem.redirects) + 1):
        for chosen in combinations(numbers, n):
            out: dict[int, int] = {}
            for one in (problem.redirects[k] for k in chosen):
                out[one.giver] = out.get(one.giver, 0) + one.pupils
            if all(pupils < problem.pupils[row, 0] for row, pupils in out.items()):
                yield chosen


def relax(problem: Problem, first: Sequence[Cut] = ()) -> Relaxed:
    """The linear programme with tangents until no coefficient is broken; its multipliers and what they prove."""
    model = model_of(problem)
    cuts = list(first)
    rows = [*model.rows, *(row for n, cut in enumerate(cuts) for row in cut_rows(model, cut, n))]
    programme = Programme(model, rows=rows[len(model.rows) :])
    for _ in range(ROUNDS):
        answer = programme.run(seconds=600)
        if answer.state != "optimal":
            return _impossible(model, rows, cuts, programme)
        fresh = broken(problem, held(model, answer.values))
        for cut in fresh:
            for row in cut_rows(model, cut, len(cuts)):
                rows.append(row)
                programme.add(row)
            cuts.append(cut)
        if not fresh:
            break
    multipliers = rounded(rows[: len(answer.multipliers)], answer.multipliers)
    proven = proven_fen(model, rows, multipliers)
    return Relaxed(model, tuple(cuts), multipliers, proven, True, answer.values, answer.reduced)


def _impossible(model: Model, rows: Sequence[Row], cuts: Sequence[Cut], programme: Programme) -> Relaxed:
    """What proves that there is nothing: the ray, so many times that it outweighs every cost."""
    best, proven = dict[str, int](), 0
    for ray in programme.rays():
        largest = max(map(abs, ray)) or 1.0
        multipliers = rounded(rows, [value / largest * RAY_YUAN for value in ray])
        found = proven_fen(model, rows, multipliers)
        if found > proven:
            best, proven = multipliers, found
    return Relaxed(model, tuple(cuts), best, proven, False)


def broken(problem: Problem, have: np.ndarray, tolerance: float = 1e-6) -> list[Cut]:
    """A tangent for each coefficient that is above its limit by more than the tolerance of its own."""
    found = []
    for stage, rows in problem.rows_of.items():
        limit = float(problem.standard.cv[stage])
        for at in range(len(problem.years)):
            pupils = problem.pupils[list(rows), at].astype(float)
            here = pupils > 0
            for q in spread_of(problem, stage):
                x = have[list(rows), q][here]
                total = x.sum()
                if total <= 0:
                    continue
                square = pupils.sum() * (x**2 / pupils[here]).sum() / total**2 - 1
                if square > (limit * (1 + tolerance)) ** 2:
                    found.append(tangent(problem, stage, q, at, have[:, q]))
    return found


def _whole(
    problem: Problem, chosen: tuple[int, ...], relaxed: Relaxed, ends: float, proven: int
) -> tuple[Plan | None, int, bool]:
    """The plan in whole numbers for one choice of redirects, its bound in fen, whether time ended it."""
    if problem.n_rows <= SMALL:
        return _to_the_end(problem, chosen, relaxed, proven)
    best: Plan | None = None
    cuts, county = list(relaxed.cuts), relaxed.model.problem
    is_close, bound = problem.n_rows <= CLOSE, proven
    model, gap = (relaxed.model, CLOSE_GAP) if is_close else (relaxed.near(), GAP)
    for slack in (0.0, *SLACKS) if is_close else SLACKS:
        answer, plan = _searched(model, cuts, slack, max(ends - monotonic(), 2.0), gap)
        if not slack and np.isfinite(answer.bound):
            bound = max(bound, _fen(answer.bound) + sum(problem.redirects[n].fen for n in chosen))
        if plan is None:
            continue
        cuts += tangents_at(county, holdings(county, plan))
        plan = replace(mended(county, plan), redirected=chosen)
        plan = replace(plan, fen=cost_of(problem, plan))
        passes = not any(failures(county, holdings(county, plan)))
        if passes and (best is None or plan.fen < best.fen):
            best = plan
        if best is not None and (best.fen <= bound * (1 + 2 * gap) or monotonic() > ends):
            break
    return best, bound, monotonic() > ends


def _to_the_end(
    problem: Problem, chosen: tuple[int, ...], relaxed: Relaxed, bound: int
) -> tuple[Plan | None, int, bool]:
    """Whole numbers without a gap, with a fresh tangent wherever a coefficient exactly fails."""
    fee = sum(problem.redirects[n].fen for n in chosen)
    cuts, county = list(relaxed.cuts), relaxed.model.problem
    for slack in SMALL_SLACKS:
        answer, plan = _searched(relaxed.model, cuts, slack, 600.0, 0.0)
        if plan is None:
            return None, bound, answer.state != "infeasible"
        if not slack:
            bound = max(bound, _fen(answer.bound) + fee)
        have = holdings(county, plan)
        if not any(failures(county, have)):
            plan = replace(plan, redirected=chosen)
            return replace(plan, fen=cost_of(problem, plan)), bound, answer.state == "stopped"
        cuts += tangents_at(county, have)
    return None, bound, True


def tangents_at(problem: Problem, have: Ints) -> list[Cut]:
    """Tangents at whole numbers for the coefficients that exactly fail."""
    return [
        tangent(problem, one.stage, one.quantity, problem.years.index(one.year), have[:, one.quantity])
        for one in coefficients(problem, have)
        if not one.passes and one.square is not None
    ]


def _fen(yuan: float) -> int:
    return int(np.floor(yuan * 100 - 1e-6 * max(1.0, abs(yuan))))


def _searched(
    model: Model, cuts: Sequence[Cut], slack: float, seconds: float, gap: float
) -> tuple[Answer, Plan | None]:
    rows = [row for n, cut in enumerate(cuts) for row in cut_rows(model, cut, n)]
    answer = Programme(tightened(model, slack), whole=True, rows=rows).run(seconds=seconds, gap=gap)
    if answer.state == "infeasible" or not answer.values or not np.isfinite(answer.yuan):
        return answer, None
    return answer, plan_of(model, answer.values)


def plan_of(model: Model, values: Sequence[float]) -> Plan:
    """Whole numbers of a solution: the ways of teachers are found again once comings and goings are whole."""
    problem = model.problem
    units = np.zeros((problem.n_rows, len(problem.items)), np.int64)
    for key, n in model.taken(values, "u").items():
        units[key[1], key[2]] = n
    plan = Plan(units, _moves(model, values), (), 0, 0, 0)
    return replace(plan, fen=cost_of(problem, plan))


def _moves(model: Model, values: Sequence[float]) -> dict[tuple[int, int, str, int], int]:
    leaving = model.taken(values, "o")
    if not leaving:
        return {}
    fixed = [at for key, at in model.column.items() if key[0] in "ot"]
    programme = Programme(replace(model, rows=[row for row in model.rows if row.name[0] in "KT"]))
    programme.fix(fixed, [round(values[at]) for at in fixed])
    ways = model.taken(programme.run(seconds=600).values, "y")
    found: dict[tuple[int, int, str, int], int] = {}
    queue: dict[tuple[int, int], list[str]] = {(key[1], key[3]): [] for key in leaving}
    for key, n in sorted(leaving.items(), key=str):
        queue[key[1], key[3]] += [key[2]] * n
    for way, n in sorted(ways.items()):
        _, giver, taker, kind = way
        for _ in range(n):
            subject = queue[giver, kind].pop()
            place = (giver, taker, subject, kind)
            found[place] = found.get(place, 0) + 1
    return found
