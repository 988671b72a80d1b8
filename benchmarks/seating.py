"""Seats for 100,000 and 1,000,000 candidates: rooms of 30 in columns 7-8-8-7, no school over 42 % of a site."""

import argparse
from time import perf_counter, process_time

import numpy as np

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.seating.bound import bound_of
from xuezheng.allocation.seating.problem import Layout, Problem, Room
from xuezheng.allocation.seating.profiles import profile_named
from xuezheng.allocation.seating.solve import deal, seat, solve, ticket_order

SEED = seed_of("benchmark")
SCHOOLS = 6


def a_city(n: int, diagonals: bool, per_site: int = 2400) -> Problem:
    """Candidates at sites of 2,400 with six schools each."""
    rng = np.random.default_rng(3)
    site = np.arange(n) // per_site
    school = np.empty(n, dtype=np.int64)
    for s in range(int(site[-1]) + 1):
        here = np.flatnonzero(site == s)
        shares = rng.dirichlet(np.ones(SCHOOLS) * 4)
        while shares.max() > 0.42:
            shares = rng.dirichlet(np.ones(SCHOOLS) * 4)
        school[here] = s * SCHOOLS + rng.choice(SCHOOLS, size=len(here), p=shares)
        rng.integers(0, 8, len(here))  # the classes of the stored instance; not used here
    layout, rooms, taken = Layout((7, 8, 8, 7)), [], []
    for s, size in enumerate(np.bincount(site).tolist()):
        for start in range(0, size, 30):
            rooms.append(Room(f"{s:04d}-{start // 30:03d}", str(s), layout))
            taken.append(min(30, size - start))
    part_of = np.array([int(room.site) for room in rooms])
    return Problem(
        candidates=tuple(f"{k:07d}" for k in range(n)),
        schools=tuple(map(str, range(int(school.max()) + 1))),
        school=school,
        part=site,
        rooms=tuple(rooms),
        taken=np.array(taken),
        part_of=part_of,
        diagonals=diagonals,
        profile=profile_named("zhongkao"),
    )


def measure(n: int, diagonals: bool) -> None:
    """Print seconds of each step, pairs and bound."""
    problem = a_city(n, diagonals)
    bound_of(problem)
    steps = []

    def timed(name, work):
        wall, cpu = perf_counter(), process_time()
        result = work()
        steps.append(f"{name} {perf_counter() - wall:.2f} s wall {process_time() - cpu:.2f} s CPU")
        return result

    rank = timed("tickets", lambda: ticket_order(problem, SEED))
    room = timed("deal", lambda: deal(problem, rank))
    plan = timed("seats and bound", lambda: seat(problem, rank, room, SEED, 2_000))
    touching = "8" if diagonals else "4"
    print(
        f"{n:9,} candidates, {touching} neighbours: {plan.objective} pairs, bound {plan.bound}; {'; '.join(steps)}"
    )


def uniform(n_seeds: int, n: int = 2400) -> None:
    """Chi-square of seat numbers and of rooms of one candidate over seeds."""
    problem = a_city(n, diagonals=False)
    plans = [solve(problem, seed_of(f"mixing {k}")) for k in range(n_seeds)]
    one = [(int(p.seat[0]), int(p.room[0])) for p in plans]
    everybody = np.zeros(30)
    for k, count in enumerate(np.bincount([s for s, _ in one], minlength=30)):
        everybody[k] = count
    rooms = np.bincount([r for _, r in one], minlength=len(problem.rooms))
    for name, found in (("seat", everybody), ("room", rooms)):
        expected = n_seeds / len(found)
        chi = float(((found - expected) ** 2 / expected).sum())
        print(
            f"one candidate over {n_seeds} seeds, {name}: chi-square {chi:.1f} with {len(found) - 1} degrees of freedom"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--million", action="store_true")
    asked = parser.parse_args()
    solve(a_city(60, diagonals=False), SEED)
    for diagonals in (False, True):
        measure(100_000, diagonals)
    if asked.million:
        measure(1_000_000, False)
    uniform(asked.seeds)
