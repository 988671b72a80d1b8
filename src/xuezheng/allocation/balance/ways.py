"""Which schools are near enough to exchange teachers, and what one move costs."""

from math import ceil, hypot

from xuezheng.allocation.balance.cells import Cells, decimal_of
from xuezheng.allocation.balance.problem import Pair
from xuezheng.allocation.balance.rulebook import Rulebook, is_forbidden

AXES = ("x_km", "y_km")


def metres_between(schools: Cells, a: int, b: int) -> int | None:
    """The straight way between two schools, rounded up; None where one has no place."""
    places = [[decimal_of(schools.text(row, name)) for name in AXES] for row in (a, b)]
    if any(value is None for place in places for value in place):
        return None
    (ax, ay), (bx, by) = [[float(value or 0) for value in place] for place in places]
    return ceil(hypot(ax - bx, ay - by) * 1000 - 1e-6)


def pairs_of(schools: Cells, rules: Rulebook, forbid: tuple[str, ...]) -> tuple[tuple[Pair, ...], list[str]]:
    """Pairs of public schools of a stage within the distance, and what the office should know."""
    codes, stages = schools.table.columns["school"], schools.table.columns["stage"]
    limits = rules.limits
    base, per_km = int(limits["move_yuan"] * 100), int(limits["move_yuan_per_km"] * 100)
    rows = [
        row
        for row, code in enumerate(codes)
        if schools.answer(row, "is_public", True) and not is_forbidden(forbid, code, "move")
    ]
    found, unknown = [], set[str]()
    for a in rows:
        if not all(schools.text(a, axis) for axis in AXES):
            unknown.add(codes[a])
            continue
        for b in rows:
            metres = metres_between(schools, a, b) if a != b and stages[a] == stages[b] else None
            if metres is not None and metres <= limits["move_most_km"] * 1000:
                found.append(Pair(a, b, metres, base + per_km * -(-metres // 1000)))
    if not unknown:
        return tuple(found), []
    listed = "、".join(sorted(unknown)[:10])
    return tuple(found), [f"{len(unknown)} 所学校没有坐标，不参与教师交流：{listed}。"]
