"""Areas of several schools (多校划片): given, or formed so that popular schools are spread.

Formed areas are groups of schools whose nearest-school zones touch, so that an area can be one piece; each
has as many schools as the next, and as many popular ones, give or take. Who gets which school inside an
area is not decided here: that is a draw, `xuezheng admissions`.
"""

import numpy as np

from xuezheng.allocation.zones.growing import grown
from xuezheng.allocation.zones.instance import Areas, Instance, instance_of
from xuezheng.allocation.zones.problem import Ints, Problem, Small
from xuezheng.allocation.zones.search import search, touching_zones
from xuezheng.errors import BadInput, Fault

YES = {"1", "是", "TRUE", "true", "y", "yes"}
#: Proposals to weigh when forming areas: schools are few.
WORK = 3_000_000


def areas_of(problem: Problem) -> tuple[tuple[str, ...], Areas]:
    """Names of the areas and their schools, by number.

    Raises
    ------
    BadInput
        When some schools have an `area` and some do not, or the schools of an area lie apart.
    """
    columns = problem.sheets["schools"].columns if "schools" in problem.sheets else {}
    nearest = grown(instance_of(problem), np.zeros(problem.n_schools, np.int64))
    touching = touching_zones(instance_of(problem), nearest)
    if any(columns.get("area", ())):
        names, areas = _given(problem)
    else:
        areas = _formed(problem, touching)
        names = tuple(f"A{k + 1:02d}" for k in range(len(areas)))
    _refuse_apart(problem, names, areas, touching)
    return names, areas


def area_start(problem: Problem, areas: Areas) -> Small:
    """The area of the nearest school, in one piece: where the search begins, (n_blocks,)."""
    nearest = grown(instance_of(problem), np.zeros(problem.n_schools, np.int64))
    zone_of = np.empty(problem.n_schools, np.int32)
    for zone, group in enumerate(areas):
        zone_of[list(group)] = zone
    return np.asarray(zone_of[nearest], np.int32)


def _column(problem: Problem, name: str) -> list[str]:
    columns = problem.sheets["schools"].columns
    cells = dict(zip(columns["school"], columns.get(name, [""] * len(columns["school"])), strict=True))
    return [cells[school] for school in problem.schools]


def _given(problem: Problem) -> tuple[tuple[str, ...], Areas]:
    cells = _column(problem, "area")
    faults = [
        Fault("没有写所属片区。", f"学校 {school}", "请填 area，或删去整列由程序组片。")
        for school, cell in zip(problem.schools, cells, strict=True)
        if not cell
    ]
    if faults:
        raise BadInput("SCHOOLS 的 area 列不全。", faults=faults[:50])
    names = tuple(sorted(set(cells)))
    return names, tuple(tuple(i for i, cell in enumerate(cells) if cell == name) for name in names)


def _formed(problem: Problem, touching: list[list[int]]) -> Areas:
    m, per_area = problem.n_schools, max(problem.options.per_area, 1)
    n_areas = max(-(-m // per_area), 1)
    ways = problem.metres[problem.home].astype(np.int64)
    ways = np.maximum(ways, ways.T)
    popular = np.zeros(m, np.int64)
    if "schools" in problem.sheets:
        popular = np.array([cell in YES for cell in _column(problem, "popular")], np.int64)
    centres = _spread(ways, popular, n_areas)
    for more in range(m):
        plan = _grouped(ways, centres, popular, touching, -(-m // n_areas) + more, problem.seed.value)
        if plan is not None:
            return tuple(tuple(np.flatnonzero(plan == zone).tolist()) for zone in range(n_areas))
    raise BadInput("学校之间不相连，组不成多校片区。请补上邻接，或在 SCHOOLS 里给出 area 列。")


def _spread(ways: Ints, popular: Ints, n: int) -> list[int]:
    """Schools far from each other, popular ones first: an area grows round each."""
    chosen: list[int] = []
    while len(chosen) < n:
        free = [s for s in range(popular.size) if s not in chosen]
        first = [s for s in free if popular[s]] or free
        chosen.append(max(first, key=lambda s: (min((int(ways[s, c]) for c in chosen), default=0), -s)))
    return sorted(chosen)


def _grouped(
    ways: Ints, centres: list[int], popular: Ints, touching: list[list[int]], most: int, seed: bytes
) -> Small | None:
    """Schools to centres, as if they were blocks of one pupil; None when it does not work out."""
    m, n_areas = ways.shape[0], len(centres)
    fixed = np.full(m, -1, np.int32)
    fixed[centres] = np.arange(n_areas)
    price = np.maximum(ways[:, centres], 0)
    price[centres] = -1
    price[centres, np.arange(n_areas)] = 0
    task = Instance(
        pupils=np.ones(m, np.int64),
        capacity=np.full(n_areas, most, np.int64),
        price=price,
        fixed=fixed,
        start=np.concatenate([[0], np.cumsum([len(t) for t in touching])]).astype(np.int64),
        other=np.array([y for t in touching for y in t], np.int32),
        members=popular[None, :],
        balance=10 * int(price.max(initial=1)) + 1,
    )
    free = np.zeros(n_areas, np.int64)
    start = grown(task, free)
    if (start < 0).any():
        return None
    found = search(task, start, free, seed, WORK, workers=1).zone
    return found if (task.loads(found) <= most).all() else None


def _refuse_apart(problem: Problem, names: tuple[str, ...], areas: Areas, touching: list[list[int]]) -> None:
    faults = []
    for name, group in zip(names, areas, strict=True):
        seen, queue = {group[0]}, [group[0]]
        for school in queue:
            for near in touching[school]:
                if near in group and near not in seen:
                    seen.add(near)
                    queue.append(near)
        if apart := [problem.schools[s] for s in group if s not in seen]:
            what = f"{'、'.join(apart)} 与 {problem.schools[group[0]]} 之间隔着别的片区。"
            faults.append(Fault(what, f"片区 {name}", "一个片区须连成一片。请改 area 列。"))
    if faults:
        raise BadInput("所给的片区连不成一片。", faults=faults)
