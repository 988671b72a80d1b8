"""Requests nobody can fulfil, and why: the smallest crowd of pupils whose reachable seats do not suffice."""

from collections import deque

import numpy as np

from xuezheng.allocation.zones.instance import Instance
from xuezheng.allocation.zones.problem import Small
from xuezheng.errors import BadInput, Fault

Names = tuple[tuple[str, ...], tuple[str, ...]]
#: Names listed in a sentence before "…".
SHOWN = 6


def refuse_plainly_impossible(instance: Instance, names: Names) -> None:
    """Refuse what can be seen block by block, all faults at once.

    Raises
    ------
    BadInput
        A block no zone may take, or larger than every zone it may go to; a school whose own block is too large.
    """
    blocks, zones = names
    faults = []
    allowed = instance.price >= 0
    for i in np.flatnonzero(~allowed.any(axis=1)).tolist():
        faults.append(
            Fault(
                "小区没有一所可去的学校：没有给出步行距离、超出最远距离，或与学校不相连。",
                f"小区 {blocks[i]}",
                "请放宽 --max-km、补上距离或邻接，或为它增设学校。",
            )
        )
    room = np.where(allowed, instance.capacity[None, :], -1).max(axis=1)
    for i in np.flatnonzero(allowed.any(axis=1) & (instance.pupils > room)).tolist():
        faults.append(
            Fault(
                f"有 {instance.pupils[i]} 名学生，可去的学校最多只有 {room[i]} 个学位；一个小区不能拆开。",
                f"小区 {blocks[i]}",
                "请把小区分成几块，或增加学位、容差。",
            )
        )
    own = np.zeros(instance.n_zones, np.int64)
    held = instance.fixed >= 0
    np.add.at(own, instance.fixed[held], instance.pupils[held])
    for z in np.flatnonzero((own > instance.capacity) & (instance.capacity >= 0)).tolist():
        faults.append(
            Fault(
                f"所在小区有 {own[z]} 名学生，学校只有 {instance.capacity[z]} 个学位。",
                f"学校 {zones[z]}",
                "学校须招收所在小区。请增加学位或把小区分开。",
            )
        )
    if faults:
        raise BadInput(f"有 {len(faults)} 项要求无法满足。", faults=faults[:50])


def seats_short(instance: Instance, names: Names) -> BadInput:
    """Say which pupils are too many for the seats they can reach."""
    blocks, zones = names
    crowd, places = short_crowd(instance)
    pupils, seats = int(instance.pupils[crowd].sum()), int(instance.capacity[places].sum())
    where = (
        "全部小区"
        if crowd.size == instance.n_blocks
        else f"小区 {_list(blocks, crowd)}（共 {crowd.size} 个）"
    )
    fault = Fault(
        f"{pupils} 名学生只能去 {_list(zones, places)}（共 {places.size} 处），合计 {seats} 个学位，"
        f"差 {pupils - seats} 个。",
        where,
        "请增加这些学校的学位或容差，放宽 --max-km，或新设学校。",
    )
    return BadInput("学位不足：无论怎样划分都放不下。", faults=[fault])


def _list(names: tuple[str, ...], which: np.ndarray) -> str:
    shown = "、".join(names[i] for i in which[:SHOWN].tolist())
    return shown + (" …" if which.size > SHOWN else "")


def short_crowd(instance: Instance) -> tuple[np.ndarray, np.ndarray]:
    """Blocks whose pupils exceed the seats of all zones they may go to, and those zones.

    From a largest flow: blocks that pupils left over can push out, again and again. The crowd is cut down
    to one connected part, so that no block is named that has nothing to do with the shortage.
    """
    from ortools.graph.python import max_flow

    n, m = instance.price.shape
    block, zone = np.nonzero(instance.price >= 0)
    network = max_flow.SimpleMaxFlow()
    network.add_arcs_with_capacity(np.full(n, n + m), np.arange(n), instance.pupils)
    first = n
    network.add_arcs_with_capacity(block, n + zone, instance.pupils[block])
    network.add_arcs_with_capacity(n + np.arange(m), np.full(m, n + m + 1), instance.capacity)
    network.solve(n + m, n + m + 1)
    flow = np.array(network.flows(np.arange(first, first + block.size)), np.int64)
    placed = np.zeros(n, np.int64)
    np.add.at(placed, block, flow)
    parts = [
        _pushed(instance, block, zone, flow, i)
        for i in np.flatnonzero(placed < instance.pupils).tolist()[:200]
    ]
    return min(parts, key=lambda part: (part[0].size, part[0].tolist()))


def _pushed(
    instance: Instance, block: np.ndarray, zone: np.ndarray, flow: np.ndarray, i: int
) -> tuple[np.ndarray, np.ndarray]:
    """Blocks and zones reached from one block with pupils left over."""
    users: dict[int, list[int]] = {}
    for b, z in zip(block[flow > 0].tolist(), zone[flow > 0].tolist(), strict=True):
        users.setdefault(z, []).append(b)
    seen, places, queue = {i}, set[int](), deque([i])
    while queue:
        for z in np.flatnonzero(instance.price[queue.popleft()] >= 0).tolist():
            if z not in places:
                places.add(z)
                for b in users.get(z, []):
                    if b not in seen:
                        seen.add(b)
                        queue.append(b)
    return np.array(sorted(seen), np.int64), np.array(sorted(places), np.int64)


def overfull(instance: Instance, zone: Small, names: Names) -> BadInput:
    """Say how near the search came when it found no plan that keeps the rules."""
    _, zones = names
    over = instance.loads(zone) - instance.capacity
    faults = [
        Fault(
            f"仍超出 {over[z]} 人。",
            f"学校 {zones[z]}",
            "请增加容差（--tolerance）、学位，或延长 --seconds。",
        )
        for z in np.flatnonzero(over > 0).tolist()
    ]
    far = np.flatnonzero(instance.price[np.arange(zone.size), zone] < 0)
    faults += [
        Fault("在一片之内到不了任何可去的学校。", f"小区 {names[0][i]}", "请放宽 --max-km 或补上邻接。")
        for i in far.tolist()
    ]
    sentence = (
        "学位总数够，但没有找到片区连成一片又不超员的方案。这不证明方案不存在。最接近的方案还有这些问题："
    )
    return BadInput(sentence, faults=faults[:50])
