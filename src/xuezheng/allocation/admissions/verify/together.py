"""Whether a few pupils could all do better by changing places without wronging anybody.

Among all plans in which everybody goes to the first wish whose line she cleared, one is best for every
pupil at once. A plan is that one exactly if there is no ring of programmes, each of which would take its
next in queue from the next one (Gusfield and Irving 1989, rotations, seen from the schools).
"""

from typing import TYPE_CHECKING

from xuezheng.allocation.admissions.verify.round import Round, ends_of

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.verify.batches import Stage


def better_for_all(one: Round, stage: "Stage") -> list[str]:
    """The rings of one batch, if there are any; nothing is said where keys may be equal."""
    import numpy as np

    if one.bound or "all" in ends_of(stage.batch):
        return []
    n = len(one.pupils)
    owner = one.owner[stage.rows]
    at = np.arange(len(owner))
    granted, pool = np.full(n, len(owner), np.int64), np.full(n, -1, np.int64)
    granted[owner[stage.taken]] = at[stage.taken]
    pool[owner[stage.taken]] = stage.pool[stage.taken]
    wanting = np.flatnonzero((at < granted[owner]) & (stage.seats[stage.pool] > 0))
    best = np.full(len(stage.pools), np.iinfo(np.int64).max)
    np.minimum.at(best, stage.pool[wanting], stage.key[wanting])
    first = wanting[stage.key[wanting] == best[stage.pool[wanting]]]
    gives = dict(zip(stage.pool[first].tolist(), pool[owner[first]].tolist(), strict=True))
    seen: dict[int, int] = {}
    for begin in gives:
        at_pool = begin
        while at_pool >= 0 and at_pool not in seen:
            seen[at_pool] = begin
            at_pool = gives.get(at_pool, -1)
        if at_pool >= 0 and seen[at_pool] == begin:
            return [
                f"{one.programmes[stage.pools[at_pool][0]]} 等计划的考生互换后都能更好（批次 {stage.batch['code']}）"
            ]
    return []
