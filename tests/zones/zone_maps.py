"""Small maps whose every plan can be looked at, and a town on files."""

from itertools import product

import numpy as np

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import table_of
from xuezheng.allocation.zones.instance import instance_of
from xuezheng.allocation.zones.problem import Options, Problem

PLAIN = Options()


def grid(width, height, homes, pupils, seats, *, options=PLAIN, groups=None, old=None, cut=(), spread=100):
    """Blocks on a grid, `spread` metres apart, neighbours at the sides; `cut` pairs are no neighbours."""
    n = width * height
    at = np.array([[spread * (i % width), spread * (i // width)] for i in range(n)], np.int64)
    pairs = {(i, i + 1) for i in range(n) if i % width < width - 1} | {
        (i, i + width) for i in range(n - width)
    }
    return problem_of(at, sorted(pairs - set(cut)), homes, pupils, seats, options, groups, old)


def problem_of(at, pairs, homes, pupils, seats, options=PLAIN, groups=None, old=None):
    n = len(at)
    near = [sorted({b for a, b in pairs if a == i} | {a for a, b in pairs if b == i}) for i in range(n)]
    away = at[:, None, :] - at[np.array(homes)][None, :, :]
    metres = np.abs(away).sum(axis=2)
    blocks = tuple(f"B{i:03d}" for i in range(n))
    schools = tuple(f"S{j}" for j in range(len(homes)))
    groups = groups or {}
    sheets = {
        "blocks": table_of(
            "blocks", {"block": blocks, "pupils": list(pupils), **{k: list(v) for k, v in groups.items()}}
        ),
        "schools": table_of(
            "schools", {"school": schools, "block": [blocks[h] for h in homes], "seats": list(seats)}
        ),
        "sites": table_of("sites", {"school": schools, "block": [blocks[h] for h in homes]}),
        "neighbours": table_of(
            "neighbours", {"block": [blocks[a] for a, _ in pairs], "neighbour": [blocks[b] for _, b in pairs]}
        ),
        "distances": table_of(
            "distances",
            {
                "block": [b for b in blocks for _ in schools],
                "school": [s for _ in blocks for s in schools],
                "metres": metres.reshape(-1).tolist(),
            },
        ),
    }
    if old is not None:
        sheets["old"] = table_of(
            "old", {"block": blocks, "school": [schools[s] if s >= 0 else "gone" for s in old]}
        )
    return Problem(
        blocks=blocks,
        schools=schools,
        pupils=np.array(pupils, np.int64),
        seats=np.array(seats, np.int64),
        metres=metres.astype(np.int32),
        start=np.cumsum([0, *(len(them) for them in near)]).astype(np.int64),
        other=np.array([j for them in near for j in them], np.int32),
        home=np.array(homes, np.int32),
        seed=seed_of("small maps"),
        options=options,
        groups={name: np.array(v, np.int64) for name, v in groups.items()},
        at=at,
        school_at=at[np.array(homes)],
        old=None if old is None else np.array(old, np.int32),
        sheets=sheets,
    )


def keeps_the_rules(problem, zone):
    """Whether a plan keeps every hard rule; counted in the plainest way."""
    zone = [int(z) for z in zone]
    for s, home in enumerate(problem.home.tolist()):
        mine = [i for i, z in enumerate(zone) if z == s]
        if zone[home] != s or sum(int(problem.pupils[i]) for i in mine) > problem.capacity()[s]:
            return False
        seen, queue = {home}, [home]
        for i in queue:
            for j in problem.other[problem.start[i] : problem.start[i + 1]].tolist():
                if zone[j] == s and j not in seen:
                    seen.add(j)
                    queue.append(j)
        if len(seen) != len(mine):
            return False
        limit = problem.options.max_metres
        if any(
            problem.metres[i, s] < 0 or (limit is not None and problem.metres[i, s] > limit) for i in mine
        ):
            return False
    return True


def best_of_all(problem):
    """The least objective of all plans that keep the rules, or None; by looking at every plan."""
    instance = instance_of(problem)
    homes = {int(h): s for s, h in enumerate(problem.home)}
    choices = [[homes[i]] if i in homes else range(problem.n_schools) for i in range(problem.n_blocks)]
    best = None
    for labels in product(*choices):
        zone = np.array(labels, np.int32)
        load = np.bincount(zone, weights=problem.pupils, minlength=problem.n_schools)
        if (load > problem.capacity()).any():
            continue
        value = instance.objective(zone)
        if (best is None or value < best) and keeps_the_rules(problem, zone):
            best = value
    return best
