"""Admit: batch after batch, each pupil to the first wish whose line she clears.

Which rule promises what is in docs/algorithms/admissions.md. `verify` shares no code with this.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.admissions.giving_way import Units, give_way
from xuezheng.allocation.admissions.kernels import deferred, one_line
from xuezheng.allocation.admissions.leaving import place_left_over
from xuezheng.allocation.admissions.lines import Line, batch_lines, last_values
from xuezheng.allocation.admissions.offering import Pools, pools_of
from xuezheng.allocation.admissions.priority import all_hold
from xuezheng.allocation.admissions.problem import Problem
from xuezheng.allocation.admissions.rounds import deferred_in_rounds
from xuezheng.allocation.admissions.scheme import Batch, on_paper
from xuezheng.allocation.admissions.standing import Standing, standing_of
from xuezheng.allocation.admissions.tickets import lottery_numbers
from xuezheng.errors import BadInput, Fault

Whole = NDArray[np.int64]
GIVEN, LEFT_OVER = "given", "left_over"


@dataclass(frozen=True)
class Asked:
    """A batch as the engine met it: its wishes by pupil, their pools and keys, and who got which.

    `under_floor` are the wishes its floor kept out.
    """

    batch: Batch
    rows: Whole
    start: Whole
    pool: NDArray[np.int32]
    standing: Standing
    pools: Pools
    at: Whole
    line: Whole
    under_floor: Whole


@dataclass(frozen=True)
class Plan:
    """Where everybody goes, and the lines.

    `programme`, `batch` and `rank` have one entry for each pupil: place of the programme (-1: none),
    code of the batch (empty: none), rank of the wish (0: it was no wish).
    """

    programme: Whole
    batch: Sequence[str]
    rank: Whole
    lines: Sequence[Line]
    asked: Sequence[Asked]
    numbers: Whole | None

    @property
    def n_placed(self) -> int:
        """How many have a place."""
        return int((self.programme >= 0).sum())


def solve(problem: Problem) -> Plan:
    """Admit by the scheme's batches in their order; the rule of each batch decides inside it.

    Parameters
    ----------
    problem : Problem
        Read by `read_problem`; its faults are already sorted out.

    Returns
    -------
    Plan
        `verify` accepts it. The same for any order of rows in the input.

    Raises
    ------
    BadInput
        When a batch needs one line for all and its order has several, or ends with “refuse” and
        there are ties.

    Notes
    -----
    Every batch is deferred acceptance under its keys. Where all programmes have one order, that is the
    same as taking pupils in that order (serial dictatorship), which is faster, and is used.
    O(number of wishes) plus a heap step for everyone displaced.
    """
    numbers = lottery_numbers(problem) if _needs_lottery(problem) else None
    n = len(problem.pupils)
    programme, rank = np.full(n, -1, np.int64), np.zeros(n, np.int64)
    batches, lines, told = [""] * n, list[Line](), list[Asked]()
    _give(problem, programme, batches)
    for batch in problem.scheme.batches:
        placed = np.bincount(programme[programme >= 0], minlength=len(problem.programmes))
        lines += _paper_lines(problem, batch, placed, programme < 0, numbers)
        pools = pools_of(problem, batch, placed)
        asked = _decided(problem, _asked(problem, batch, pools, programme < 0, numbers, lines))
        told.append(asked)
        at = asked.at
        who = np.flatnonzero(at < asked.start[1:])
        taken = asked.rows[at[who]]
        programme[who] = problem.wishes.programme[taken]
        rank[who] = problem.wishes.rank[taken]
        for i in who.tolist():
            batches[i] = batch.code
        lines += batch_lines(problem, asked)
    for i, p in place_left_over(problem, programme, numbers):
        programme[i], batches[i] = p, LEFT_OVER
    return Plan(programme, batches, rank, lines, told, numbers)


def _paper_lines(
    problem: Problem, batch: Batch, placed: Whole, active: NDArray[np.bool_], numbers: Whole | None
) -> list[Line]:
    """The lines of a batch to come, if a floor looks at them: it is held on paper first, quotas left out."""
    made: list[Line] = []
    for floored, other in problem.scheme.looked_ahead:
        if floored is batch:
            pools = pools_of(problem, other, placed, before=batch)
            paper = _decided(problem, _asked(problem, other, pools, active, numbers, []))
            code = on_paper(batch.code, other.code)
            made += [replace(line, batch=code) for line in batch_lines(problem, paper)]
    return made


def _needs_lottery(problem: Problem) -> bool:
    places = (problem.scheme.left_over or {}).get("rule") == "place"
    return places or any("lottery" in b.ends and b.tickets == "one" for b in problem.scheme.batches)


def _give(problem: Problem, programme: Whole, batches: list[str]) -> None:
    """Special placements come first and take seats of the plan."""
    if not problem.scheme.given:
        return
    at = {code: p for p, code in enumerate(problem.programmes)}
    for i, cell in enumerate(problem.attributes[problem.scheme.given]):
        if cell:
            programme[i], batches[i] = at[cell], GIVEN


def _asked(
    problem: Problem,
    batch: Batch,
    pools: Pools,
    active: NDArray[np.bool_],
    numbers: Whole | None,
    lines: list[Line],
) -> Asked:
    wishes = problem.wishes
    rows = np.flatnonzero(active[wishes.owner])
    if "batch" in wishes.columns:
        rows = rows[np.array([wishes.columns["batch"][r] in ("", batch.code) for r in rows.tolist()], bool)]
    rows = rows[all_hold(batch.eligible, problem, rows)]
    above = _above_floor(problem, batch, rows, lines)
    rows, under = rows[above], rows[~above]
    pool = pools.of(wishes.programme[rows], wishes.owner[rows])
    rows = rows[pool >= 0]
    needs = numbers if "lottery" in batch.ends and batch.tickets == "one" else None
    standing = standing_of(problem, batch, rows, needs)
    if batch.groups and (standing.group < 0).any():
        rows = rows[standing.group >= 0]
        standing = standing_of(problem, batch, rows, needs)
    asked = pools.of(wishes.programme[rows], wishes.owner[rows]).astype(np.int32)
    counts = np.bincount(wishes.owner[rows], minlength=len(problem.pupils))
    start = np.r_[0, np.cumsum(counts)].astype(np.int64)
    return Asked(batch, rows, start, asked, standing, pools, start[1:], np.zeros((1, 0), np.int64), under)


def _above_floor(problem: Problem, batch: Batch, rows: Whole, lines: list[Line]) -> NDArray[np.bool_]:
    """Whether each wish is at most so many points under the programme's line in the named batch."""
    if not batch.floor:
        return np.ones(len(rows), bool)
    code = problem.scheme.floor_lines(batch)
    return last_values(problem, batch.floor, rows, [line for line in lines if line.batch == code])


def _decided(problem: Problem, asked: Asked) -> Asked:
    at, line = _engine(problem, asked)
    return replace(asked, at=at, line=line)


def _engine(problem: Problem, asked: Asked) -> tuple[Whole, Whole]:
    """The wish of each pupil and the lines (n_sizes, n_pools) of a batch."""
    batch, standing, pools = asked.batch, asked.standing, asked.pools
    skips = bool(problem.bound) and problem.scheme.last_place == "skip"
    strict = "all" not in batch.ends and not problem.bound
    if "refuse" in batch.ends:
        _refuse_ties(problem, asked)
    key = standing.key
    if standing.common or batch.rule in ("parallel", "lottery"):
        key = _one_key(problem, asked)
        order = np.argsort(key, kind="stable").astype(np.int64)
        largest = max(map(len, problem.bound)) if skips else 0
        return one_line(asked.start, asked.pool, key, order, pools.seats, largest)
    if skips:
        return _giving_way(problem, asked)
    if strict:
        at, line = deferred(asked.start, asked.pool, key, False, pools.seats)
    else:
        at, line = deferred_in_rounds(asked.start, asked.pool, key, pools.seats)
    return at, line.reshape(1, -1)


def _giving_way(problem: Problem, asked: Asked) -> tuple[Whole, Whole]:
    """Units of several sizes in several queues; refused where no plan is found that wrongs nobody."""
    at = {code: i for i, code in enumerate(problem.pupils)}
    of_pupil = np.ones(len(problem.pupils), np.int64)
    for group in problem.bound:
        of_pupil[[at[code] for code in group]] = len(group)
    size = of_pupil[problem.wishes.owner[asked.rows]]
    largest = max(map(len, problem.bound))
    units = Units(asked.start, asked.pool, asked.standing.key, size, asked.pools.seats, largest)
    found = give_way(units)
    if isinstance(found, tuple):
        return found
    turning = {problem.pupils[i] for i in found.tolist()}
    raise BadInput(
        f"批次 {asked.batch.code}：各计划次序不同，捆绑又要“顺延”，没有找到谁都不吃亏的安排（这样的安排不一定存在）。"
        "请对本轮改用 --last-place exceed，或解除下列捆绑。",
        faults=[
            Fault("无论怎样安排，这一组与别人总有一方可以要求调换。", "、".join(group))
            for group in problem.bound
            if turning & {*group}
        ],
    )


def _one_key(problem: Problem, asked: Asked) -> Whole:
    """The key of each pupil, where it is the same in all her wishes."""
    if asked.standing.common:
        return asked.standing.key
    owner = problem.wishes.owner[asked.rows]
    key = np.full(len(problem.pupils), 0, np.int64)
    key[owner] = asked.standing.key
    several = np.unique(owner[key[owner] != asked.standing.key])
    if len(several):
        raise BadInput(
            f"批次 {asked.batch.code}：规则 {asked.batch.rule} 要求全体考生排成一队，而现在各计划的次序不同。"
            "请改用 deferred，或去掉因计划而异的组别和分数。",
            faults=[Fault("在不同计划中名次不同。", problem.pupils[i]) for i in several[:5].tolist()],
        )
    return key


def _refuse_ties(problem: Problem, asked: Asked) -> None:
    """The order of this batch must leave nobody equal to another who asks for the same seats."""
    batch, owner = asked.batch, problem.wishes.owner[asked.rows]
    key = asked.standing.key[owner] if asked.standing.common else asked.standing.key
    order = np.lexsort((key, asked.pool))
    same = (np.diff(key[order]) == 0) & (np.diff(asked.pool[order]) == 0)
    bound = {code: group for group in problem.bound for code in group}
    deciding = np.array([batch.end_in(g) == "refuse" for g in asked.standing.group.tolist()], bool)
    same &= deciding[order[:-1]] if len(order) else same
    faults = []
    for a, b in zip(owner[order[:-1][same]].tolist(), owner[order[1:][same]].tolist(), strict=True):
        one, other = problem.pupils[a], problem.pupils[b]
        if bound.get(one, one) != bound.get(other, other):
            faults.append(
                Fault(
                    "两人各项都相同，分不出先后。", f"{one}、{other}", "请延长同分排序，或改为 lottery、all。"
                )
            )
    if faults:
        raise BadInput(
            f"批次 {batch.code} 的同分排序不足：{len(faults)} 处。",
            faults=list(dict.fromkeys(faults))[:50],
        )
