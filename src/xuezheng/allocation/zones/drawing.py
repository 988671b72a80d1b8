"""From a problem to a plan with its names: single schools, or areas."""

from collections.abc import Callable
from dataclasses import dataclass

from xuezheng.allocation.zones.areas import area_start, areas_of
from xuezheng.allocation.zones.instance import (
    Areas,
    Instance,
    area_metres,
    instance_of,
    move_weight,
    old_zones,
)
from xuezheng.allocation.zones.problem import Problem
from xuezheng.allocation.zones.solve import SECONDS, Plan, solve


@dataclass(frozen=True)
class Zoning:
    """A plan, its task, and what its zones are called; `areas` holds the schools of each, by number."""

    problem: Problem
    instance: Instance
    plan: Plan
    zones: tuple[str, ...]
    areas: Areas

    @property
    def moved(self) -> tuple[int, int]:
        """Blocks and pupils in another zone than last year's."""
        old = old_zones(self.problem, self.areas)
        moved = (old >= 0) & (old != self.plan.zone)
        return int(moved.sum()), int(self.problem.pupils[moved].sum())

    @property
    def must_move(self) -> int:
        """Pupils who must move in any plan; from the bound, with minimal change only."""
        _, longest = area_metres(self.problem, self.areas)
        return max(self.plan.bound, 0) // max(move_weight(self.problem, longest), 1)


def draw_zones(
    problem: Problem,
    *,
    seconds: float = SECONDS,
    workers: int = 2,
    tick: Callable[[float], None] | None = None,
) -> Zoning:
    """Draw the zones a problem asks for.

    Raises
    ------
    BadInput
        When no plan keeps the rules, or none was found.
    """
    zones: tuple[str, ...] = problem.schools
    areas: Areas = tuple((s,) for s in range(problem.n_schools))
    kept = problem.old
    if problem.options.multi:
        zones, areas = areas_of(problem)
        kept = area_start(problem, areas) if problem.old is None else old_zones(problem, areas)
    instance = instance_of(problem, areas)
    plan = solve(
        instance,
        problem.seed.value,
        names=(problem.blocks, zones),
        seconds=seconds,
        kept=kept,
        workers=workers,
        tick=tick,
    )
    return Zoning(problem, instance, plan, zones, areas)
