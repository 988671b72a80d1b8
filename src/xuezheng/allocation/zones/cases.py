"""A higher bound by telling cases apart: who has the block at the bridge, and whether anybody goes round.

The relaxation shares a quarter behind a bridge between two schools; zones in one piece cannot. Say the
bridge is block c. Either c is in zone s; then what lies behind is in zone t only if t goes round, and the
blocks on the way round cost more than they would. Or c is not in s, and the same holds of s. Every case
has seat prices of its own, and the bound is that of the worst case:

    bound of a case = bound of its seat prices, with the blocks and zones it allows
                    + Σ_zones what the cheapest way from the school to a block it must reach costs more

A block of a zone is joined to its school within the zone, and blocks of two zones are two blocks; so
nothing is counted twice. Section 3 of docs/algorithms/zones.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from xuezheng.allocation.zones.bound import NEVER, bound_value, transport_bound
from xuezheng.allocation.zones.instance import Instance
from xuezheng.allocation.zones.kernels import cheapest_ways
from xuezheng.allocation.zones.problem import Ints
from xuezheng.allocation.zones.refusing import short_crowd

#: Blocks × zones up to which cases are told apart: a flow a case must not take long.
LARGEST = 200_000
#: Times a case is split, at most, and blocks tried for each.
SPLITS, TRIED = 12, 3
#: Splitting ends when this many in a row have not lifted the bound by a hundredth of what is open.
IDLE = 3
NO_WAY = 1 << 60


@dataclass(frozen=True)
class Case:
    """Seat prices (n_zones,); or a question and its two answers.

    With `blocks` of one block and `is_member`: is it in `zone`, or not. Otherwise: is none of `blocks` in
    `zone`, or some.
    """

    seat_prices: Ints
    zone: int = -1
    blocks: tuple[int, ...] = ()
    is_member: bool = False
    answers: tuple["Case", ...] = ()


@dataclass(frozen=True)
class _Open:
    """A case not split yet: where blocks may go, which blocks zones must reach, its prices and bound.

    `path` leads to it from the root: which answer at each question.
    """

    may: np.ndarray
    reach: tuple[tuple[int, Ints], ...]
    seat_prices: Ints
    value: int
    path: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Bridge:
    """A block, two zones, what it costs more at these prices that each of the two reaches each block."""

    block: int
    zones: tuple[int, int]
    costs: tuple[Ints, Ints]
    seat_prices: Ints


def value_of_cases(instance: Instance, case: Case) -> int:
    """The bound that a tree of cases proves; `NO_WAY` where no case can be."""
    return _value_within(instance, case, instance.price >= 0, ())


def _value_within(
    instance: Instance, case: Case, may: np.ndarray, reach: tuple[tuple[int, Ints], ...]
) -> int:
    if not case.answers:
        return _value(instance, may, reach, case.seat_prices)
    ways = _answers(may, reach, case)
    return min(_value_within(instance, answer, *way) for answer, way in zip(case.answers, ways, strict=True))


def _answers(
    may: np.ndarray, reach: tuple[tuple[int, Ints], ...], case: Case
) -> Iterator[tuple[np.ndarray, tuple[tuple[int, Ints], ...]]]:
    """What the two answers to a case's question allow, and what they demand."""
    blocks = np.array(case.blocks, np.int64)
    if case.is_member:
        inside = may.copy()
        inside[blocks] = False
        inside[blocks, case.zone] = may[blocks, case.zone]
        yield inside, reach
    outside = may.copy()
    outside[blocks, case.zone] = False
    yield outside, reach
    if not case.is_member:
        yield may, (*reach, (case.zone, blocks))


def _value(
    instance: Instance, may: np.ndarray, reach: tuple[tuple[int, Ints], ...], seat_prices: Ints
) -> int:
    if not may.any(axis=1).all():
        return NO_WAY
    one = replace(instance, price=np.where(may, instance.price, -1))
    value = bound_value(one, seat_prices)
    further: dict[int, int] = {}
    for zone, blocks in reach:
        cost, _ = _ways(one, seat_prices, zone)
        further[zone] = max(further.get(zone, 0), int(cost[blocks].min()))
    return min(value + sum(further.values()), NO_WAY)


def _ways(instance: Instance, seat_prices: Ints, zone: int) -> tuple[Ints, Ints]:
    """What it costs more at these prices that a zone reaches each block, and the block before it, (n_blocks,)."""
    price = np.where(instance.price < 0, NEVER, instance.price + seat_prices[None, :])
    extra = (price[:, zone] - price.min(axis=1)) * instance.pupils
    extra = np.where(instance.price[:, zone] < 0, -1, extra)
    n = instance.n_blocks
    cost = np.where(instance.fixed == zone, 0, NO_WAY)
    before, queue, waits = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.bool_)
    cheapest_ways(extra, instance.start, instance.other, cost, before, queue, waits)
    return cost, before


def told_apart(instance: Instance, seat_prices: Ints, objective: int) -> Case | None:
    """Cases that lift the bound of these seat prices towards an objective; None where there are none.

    Notes
    -----
    The case with the least bound is split first, at the block that lifts it most of a few that are tried.
    """
    dearest = int(instance.price.max(initial=0) + seat_prices.max(initial=0))
    if instance.price.size > LARGEST or dearest * int(instance.pupils.max(initial=0)) >= NEVER >> 4:
        return None
    may = instance.price >= 0
    root = _Open(may, (), seat_prices, _value(instance, may, (), seat_prices))
    tree, cases, idle = Case(seat_prices), [root], 0
    proven = tree
    for _ in range(SPLITS):
        worst = min(cases, key=lambda one: (one.value, one.path))
        if worst.value >= objective or idle >= IDLE:
            break
        found = _best_split(instance, worst, objective)
        if found is None:
            break
        part, opened = found
        tree = _grafted(tree, worst.path, part)
        cases = [one for one in cases if one is not worst] + opened
        lifted = min(one.value for one in cases) - worst.value
        if lifted * 100 > objective - worst.value:
            proven, idle = tree, 0
        else:
            idle += 1
    return proven if proven.answers else None


def _grafted(tree: Case, path: tuple[int, ...], part: Case) -> Case:
    if not path:
        return part
    answers = list(tree.answers)
    answers[path[0]] = _grafted(answers[path[0]], path[1:], part)
    return replace(tree, answers=tuple(answers))


def _best_split(instance: Instance, case: _Open, objective: int) -> tuple[Case, list[_Open]] | None:
    best: tuple[tuple[int, int], Case, list[_Open]] | None = None
    for bridge in _bridges(instance, case):
        part, opened = _split(instance, case, bridge, objective - case.value)
        values = [min(one.value, objective) for one in opened]
        gain = (min(values), sum(values) // len(values))
        if best is None or gain > best[0]:
            best = gain, part, opened
    return None if best is None else best[1:]


def _bridges(instance: Instance, case: _Open) -> Iterator[_Bridge]:
    """Blocks behind which two zones share most pupils in the relaxation."""
    one = replace(instance, price=np.where(case.may, instance.price, -1))
    flow = transport_bound(one)
    if flow is None:
        return
    n, m = one.price.shape
    behind, cost = np.zeros((n, m), np.int64), np.empty((n, m), np.int64)
    np.add.at(behind, (flow.blocks, flow.zones), flow.pupils)
    for zone in range(m):
        cost[:, zone], before = _ways(one, flow.seat_prices, zone)
        free = cost[:, zone] == 0
        behind[:, zone] = np.where(free, _gathered(behind[:, zone], before, free), 0)
    behind[instance.fixed >= 0] = 0
    order = np.argsort(-behind, axis=1, kind="stable")
    shared = behind[np.arange(n), order[:, 1]]
    seen: set[tuple[int, int, int]] = set()
    for block in np.argsort(-shared, kind="stable").tolist():
        s, t = order[block, :2].tolist()
        if shared[block] <= 0 or len(seen) == TRIED:
            return
        if (s, t, int(shared[block])) not in seen:
            seen.add((s, t, int(shared[block])))
            yield _Bridge(block, (s, t), (cost[:, s], cost[:, t]), flow.seat_prices)


def _gathered(pupils: Ints, before: Ints, free: np.ndarray) -> Ints:
    """Pupils of each block and of all blocks whose way leads through it, (n_blocks,)."""
    total, front = pupils.copy(), np.flatnonzero(free & (pupils > 0))
    carried = pupils[front]
    while front.size:
        on = before[front] >= 0
        front, carried = before[front[on]], carried[on]
        np.add.at(total, front, carried)
    return total


def _split(instance: Instance, case: _Open, bridge: _Bridge, open_: int) -> tuple[Case, list[_Open]]:
    """Is the block in the first zone? If so, does the second go round to what lies behind; if not, the first?"""
    question = Case(case.seat_prices, bridge.zones[0], (bridge.block,), is_member=True)
    answers, opened = [], []
    for k, (may, reach) in enumerate(_answers(case.may, case.reach, question)):
        path = (*case.path, k)
        blocks = _behind(instance, bridge, 1 - k, may, open_)
        if blocks.size == 0:
            opened.append(_priced(instance, case, may, reach, path, open_))
            answers.append(Case(opened[-1].seat_prices))
            continue
        inner = Case(case.seat_prices, bridge.zones[1 - k], tuple(blocks.tolist()))
        ways = enumerate(_answers(may, reach, inner))
        both = [_priced(instance, case, *way, (*path, j), open_) for j, way in ways]
        opened += both
        answers.append(replace(inner, answers=tuple(Case(one.seat_prices) for one in both)))
    return replace(question, answers=tuple(answers)), opened


def _behind(instance: Instance, bridge: _Bridge, side: int, may: np.ndarray, open_: int) -> Ints:
    """Blocks that a zone reached for nothing through the bridge, and reaches round it only at much cost."""
    one = replace(instance, price=np.where(may, instance.price, -1))
    zone, before = bridge.zones[side], bridge.costs[side]
    cost_round, _ = _ways(one, bridge.seat_prices, zone)
    blocks = np.flatnonzero((before == 0) & (cost_round > 0) & may[:, zone])
    blocks = np.asarray(blocks[blocks != bridge.block], np.int64)
    if blocks.size == 0:
        return blocks
    order = np.argsort(-cost_round[blocks], kind="stable")
    dear = np.minimum(cost_round[blocks][order], open_).astype(np.float64)
    best = int(np.argmax(dear * np.cumsum(instance.pupils[blocks][order])))
    return np.asarray(blocks[cost_round[blocks] >= cost_round[blocks][order][best]], np.int64)


def _priced(
    instance: Instance,
    case: _Open,
    may: np.ndarray,
    reach: tuple[tuple[int, Ints], ...],
    path: tuple[int, ...],
    open_: int,
) -> _Open:
    """A case with the best of some price lists: that of the case it is a part of, and what its own flow says."""
    lists = [case.seat_prices]
    if may.any(axis=1).all():
        lists.append(_own_prices(replace(instance, price=np.where(may, instance.price, -1)), case, open_))
    values = [_value(instance, may, reach, prices) for prices in lists]
    best = max(range(len(lists)), key=lambda k: (values[k], -k))
    return _Open(may, reach, lists[best], values[best], path)


def _own_prices(instance: Instance, case: _Open, open_: int) -> Ints:
    """Prices of the flow; where seats do not suffice, dearer seats where they are short: each pupil too many pays."""
    own = transport_bound(instance)
    if own is not None:
        return own.seat_prices
    _, places = short_crowd(instance)
    prices = case.seat_prices.copy()
    prices[places] += max(open_, 1)
    return prices
