"""Add the bound of a timetable up again: groups of exams, and prices of a seat, as the certificate has them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xuezheng.allocation.timetabling.verify import Recount

MILLION = 1_000_000
#: Costs of periods further apart are not counted (docs/algorithms/timetabling.md §5).
REACH = 15


def bound_parts(one: "Recount") -> dict[str, int]:
    """The three parts of the bound; any of them is -1 where the proof does not hold."""
    return {"candidates": _of_groups(one), "periods": _of_periods(one), "rooms": _of_rooms(one)}


def _blocks(one: "Recount") -> dict[str, str]:
    """The first exam among those that must be at one time with each exam."""
    near: dict[str, set[str]] = defaultdict(set)
    for rule in one.rules:
        if rule["rule"] == "same_period":
            near[rule["exam"]].add(rule["other"])
            near[rule["other"]].add(rule["exam"])
    found: dict[str, str] = {}
    for exam in sorted(one.minutes):
        line = [exam] if exam not in found else []
        while line:
            here = line.pop()
            if here not in found:
                found[here] = exam
                line += near[here]
    return found


def _of_groups(one: "Recount") -> int:
    """Groups that share candidates, none counted twice, each at the least cost of so many periods."""
    block, left = _blocks(one), Counter[tuple[str, str]]()
    for exams in one.exams_of.values():
        left.update(combinations(sorted({block[exam] for exam in exams}), 2))
    groups = [(int(shared), list(exams)) for shared, exams in one.said["cliques"]]
    for shared, exams in groups:
        if shared < 1 or len(set(exams)) < len(exams):
            return -1
        left.subtract(dict.fromkeys(combinations(sorted(exams), 2), shared))
    if any(n < 0 for n in left.values()):
        return -1
    floor = [int(value) for value in one.said["floors"]]
    if not floors_hold(_pair_costs(one), floor):
        return -1
    return sum(shared * floor[len(exams)] for shared, exams in groups)


def _pair_costs(one: "Recount") -> list[list[int]]:
    """What a candidate with exams at two periods costs; row p holds the costs with p - 1, p - 2 …"""
    w, days = one.weights, [row["date"] for row in one.periods]
    costs = []
    for p, day in enumerate(days):
        line = []
        for q in range(p - 1, max(p - 1 - REACH, -1), -1):
            same = (w["two_in_a_row"] if q == p - 1 else w["two_in_a_day"]) if days[q] == day else 0
            line.append(same + (p - q <= w["period_spread"]))
        costs.append(line)
    return costs


def floors_hold(costs: list[list[int]], floor: list[int]) -> bool:
    """Whether no k periods cost less than `floor[k]`, for each k.

    Periods are taken one after the other; a choice so far is known by its last periods and its number. It is
    dropped when with the least cost of those still to come, proven before, it is not below the floor.
    """
    if floor[:2] not in ([0], [0, 0]):
        return False
    reach = max((back + 1 for line in costs for back, cost in enumerate(line) if cost), default=0)
    last = (1 << reach) - 1
    for k in range(2, len(floor)):
        states = {(0, 0): 0}
        for p, line in enumerate(costs):
            fresh: dict[tuple[int, int], int] = {}
            for (taken, mask), cost in states.items():
                more = k - taken
                if len(costs) - p > more:
                    _keep(fresh, (taken, mask << 1 & last), cost)
                with_p = cost + sum(c for back, c in enumerate(line) if mask >> back & 1)
                if with_p + floor[more - 1] < floor[k]:
                    if more == 1:
                        return False
                    _keep(fresh, (taken + 1, (mask << 1 | 1) & last), with_p)
            states = fresh
    return True


def _keep(states: dict[tuple[int, int], int], key: tuple[int, int], cost: int) -> None:
    if states.get(key, cost + 1) > cost:
        states[key] = cost


def _of_periods(one: "Recount") -> int:
    """Penalties and lateness of each exam at its cheapest period, a seat paid at its price; less all seats."""
    price = {code: int(value) for code, value in one.said["period_prices"].items()}
    allowed = _allowed(one, "at_period")
    late, n = set(one.largest()), len(one.periods)
    total = 0
    for exam, minutes in one.minutes.items():
        choices = []
        for p, row in enumerate(one.periods):
            if minutes <= int(row["minutes"]) and row["period"] in allowed.get(exam, price):
                cost = int(row.get("penalty") or 0)
                if exam in late and p >= n - one.weights["frontload_last"]:
                    cost += one.weights["frontload"]
                choices.append(cost * MILLION + len(one.takers[exam]) * price[row["period"]])
        total += min(choices)
    return _rounded(
        total, sum(seats for seats, _ in one.rooms.values()) * sum(price.values()), price.values()
    )


def _of_rooms(one: "Recount") -> int:
    """The same for the parts of exams and rooms; a room has its seats in every period."""
    price = {code: int(value) for code, value in one.said["room_prices"].items()}
    allowed, total = _allowed(one, "in_room"), 0
    for exam in one.minutes:
        for size in one.sizes(exam):
            total += min(
                fee * MILLION + size * price[room]
                for room, (seats, fee) in one.rooms.items()
                if seats >= size and room in allowed.get(exam, price)
            )
    spent = sum(seats * price[room] for room, (seats, _) in one.rooms.items()) * len(one.periods)
    return _rounded(total, spent, price.values())


def _allowed(one: "Recount", kind: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for rule in one.rules:
        if rule["rule"] == kind:
            found.setdefault(rule["exam"], set()).add(rule["other"])
    return found


def _rounded(total: int, spent: int, prices: Iterable[int]) -> int:
    if any(price < 0 for price in prices):
        return -1
    return -(-(total - spent) // MILLION)
