"""What each further indicator costs: from asking nothing of the seven to asking all of both stages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xuezheng.allocation.balance.problem import LABELS, QUANTITIES, STAGE_LABELS, Problem
from xuezheng.allocation.balance.solve import relax, solve

Demand = tuple[str, int]


@dataclass(frozen=True)
class Point:
    """So many indicators asked; the plan's fen and its proven bound; the indicator that came last."""

    n: int
    fen: int
    bound: int
    label: str

    def cells(self) -> tuple[int, int, int, str]:
        """For the page."""
        return self.n, self.fen, self.bound, self.label


def front(problem: Problem, *, seconds: float = 20.0) -> list[Point]:
    """Points from no indicator to all, cheapest alone first; each has a plan and a bound of its own.

    Asked of some indicators only, a school may miss as many of those as the standard lets it miss of all,
    and none below the floor; their CVs must hold. Another set of as many indicators may be cheaper than
    the one shown: the order is by what each costs alone. Pupils are not redirected here.
    """
    county = replace(problem, redirects=())
    alone = {}
    for stage in county.rows_of:
        for q in range(len(QUANTITIES)):
            one = relax(replace(county, demanded=((stage, q),)))
            if one.is_possible:
                alone[stage, q] = one.proven
    asked: list[Demand] = []
    points = [_point(county, asked, "（只有交流轮岗的要求）", seconds)]
    for stage, q in sorted(alone, key=lambda key: (alone[key], key)):
        asked.append((stage, q))
        points.append(_point(county, asked, f"{STAGE_LABELS[stage]} {LABELS[q]}", seconds))
    return [point for point in points if point is not None]


def _point(county: Problem, asked: Sequence[Demand], label: str, seconds: float) -> Point | None:
    found = solve(replace(county, demanded=tuple(asked)), seconds=seconds)
    if found.plan is None:
        return None
    return Point(len(asked), found.plan.fen, found.plan.proven_fen, label)
