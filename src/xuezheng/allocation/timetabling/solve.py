"""Make a timetable that keeps every rule, search it for less strain, and prove how little there must be."""

from collections.abc import Callable

import numpy as np

from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.timetabling.bound import bound_of
from xuezheng.allocation.timetabling.instance import Instance, exam_costs, instance_of
from xuezheng.allocation.timetabling.problem import PENALTIES, Ints, Plan, Problem
from xuezheng.allocation.timetabling.refusing import not_found, refuse_plainly_impossible
from xuezheng.allocation.timetabling.search import search

ALGORITHM = "timetabling-kempe-annealed-v1"
#: Steps a second of `seconds`: so much work, whatever the machine.
WORK_A_SECOND = 250_000_000
SECONDS = 20.0


def solve(
    problem: Problem,
    seed: Seed,
    *,
    work: int = int(SECONDS * WORK_A_SECOND),
    tick: Callable[[float], None] | None = None,
) -> Plan:
    """Give every exam a period and rooms, with as little strain as `work` steps find.

    Parameters
    ----------
    work : int
        Steps of the search (neighbours looked at); 0 gives the first timetable that keeps the rules.
    tick : callable
        Told how much of the work is done, from 0 to 1.

    Raises
    ------
    BadInput
        When no timetable exists (the reasons are proofs), or none was found (said so).

    Notes
    -----
    Whole numbers; chance from the seed only: the same lists, seed and work give the same plan anywhere.
    """
    instance = instance_of(problem)
    refuse_plainly_impossible(instance)
    found = search(instance, seed.value, work, tick=tick)
    if found.left.size:
        raise not_found(instance, found.left)
    bound = bound_of(instance)
    return Plan(
        period=found.period[instance.block],
        part_exam=instance.piece_exam,
        part_room=found.room,
        part_size=instance.size,
        penalties=penalties_of(instance, found.period, found.room),
        bound=bound,
        work=work,
    )


def penalties_of(instance: Instance, period: Ints, room: Ints) -> dict[str, int]:
    """Each soft penalty of a whole timetable: period of each block, room of each piece."""
    problem, weights = instance.problem, instance.problem.weights
    days = [each.day for each in problem.periods]
    found = dict.fromkeys(PENALTIES, 0)
    for (a, b), n in instance.shared.items():
        p, q = int(period[a]), int(period[b])
        apart = abs(p - q)
        if days[p] == days[q]:
            name, weight = (
                ("two_in_a_row", weights.two_in_a_row)
                if apart == 1
                else ("two_in_a_day", weights.two_in_a_day)
            )
            found[name] += n * weight
        found["period_spread"] += n * (apart <= weights.spread)
    of_exam = period[instance.block]
    found["period_penalty"] = sum(problem.periods[p].penalty for p in of_exam.tolist())
    total = int(exam_costs(problem)[np.arange(of_exam.size), of_exam].sum())
    found["frontload"] = total - found["period_penalty"]
    found["room_penalty"] = sum(problem.rooms[r].penalty for r in room.tolist())
    found["mixed_durations"] = weights.mixed * _mixed(instance, of_exam, room)
    return found


def _mixed(instance: Instance, of_exam: Ints, room: Ints) -> int:
    lengths: dict[tuple[int, int], set[int]] = {}
    for e, r in zip(instance.piece_exam.tolist(), room.tolist(), strict=True):
        lengths.setdefault((int(of_exam[e]), r), set()).add(instance.problem.exams[e].minutes)
    return sum(len(each) - 1 for each in lengths.values())
