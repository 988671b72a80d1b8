"""Seats for 100,000 and 1,000,000 candidates: rooms of 30 in columns 7-8-8-7, no school over 42 % of a site."""

import argparse
import importlib.util
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.seating.bound import bounds_of
from xuezheng.allocation.seating.dealing import deal
from xuezheng.allocation.seating.measuring import mixing_of, pairs_of
from xuezheng.allocation.seating.problem import Layout, Problem, Room, Slot
from xuezheng.allocation.seating.profiles import profile_named
from xuezheng.allocation.seating.solve import SWEEPS, seat, solve, ticket_order, turns_of

SEED = seed_of("benchmark")
SCHOOLS, CLASSES, ROOM = 6, 8, 30
STORED = Path(__file__).parents[2] / "shared" / "data" / "allocation" / "generators" / "seating.py"


def people(n: int, per_site: int = 2400) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Site, school and class of each candidate: the stored generator where it is at hand, else the same again."""
    if STORED.is_file():
        spec = importlib.util.spec_from_file_location("stored_seating", STORED)
        stored = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(stored)
        return tuple(column.astype(np.int64) for column in stored.gen(n, per_site, SCHOOLS))
    rng = np.random.default_rng(3)
    site = np.arange(n) // per_site
    school, classes = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    for s in range(int(site[-1]) + 1):
        here = np.flatnonzero(site == s)
        shares = rng.dirichlet(np.ones(SCHOOLS) * 4)
        while shares.max() > 0.42:
            shares = rng.dirichlet(np.ones(SCHOOLS) * 4)
        school[here] = s * SCHOOLS + rng.choice(SCHOOLS, size=len(here), p=shares)
        classes[here] = school[here] * CLASSES + rng.integers(0, CLASSES, len(here))
    return site, school, classes


def a_city(n: int, diagonals: str = "off", apart: tuple[str, ...] = ("school",)) -> Problem:
    """Candidates at sites of 2,400 with six schools each; rooms are full but for the last of a site."""
    site, school, classes = people(n)
    columns = {"school": school, "class": classes}
    layout, rooms, slots = Layout((7, 8, 8, 7)), [], []
    for s, size in enumerate(np.bincount(site).tolist()):
        for start in range(0, size, ROOM):
            rooms.append(Room(f"{s:04d}-{start // ROOM:03d}", str(s), layout))
            slots.append(Slot(len(slots), s, min(ROOM, size - start)))
    return Problem(
        candidates=tuple(f"{k:07d}" for k in range(n)),
        names=tuple(tuple(map(str, range(int(columns[name].max()) + 1))) for name in apart),
        alike=np.column_stack([columns[name] for name in apart]),
        part=site,
        part_names=tuple((str(s),) for s in range(int(site[-1]) + 1)),
        rooms=tuple(rooms),
        slots=tuple(slots),
        diagonals=diagonals,
        profile=profile_named("zhongkao", date(2026, 6, 1)),
        apart=apart,
    )


def measure(n: int, diagonals: str, apart: tuple[str, ...] = ("school",), sweeps: int = 0) -> None:
    """Print seconds of each step, pairs and bound."""
    problem = a_city(n, diagonals, apart)
    bounds_of(problem, diagonals != "off")
    steps = []

    def timed(name, work):
        wall, cpu = perf_counter(), process_time()
        result = work()
        steps.append(f"{name} {perf_counter() - wall:.2f} s wall {process_time() - cpu:.2f} s CPU")
        return result

    rank = timed("tickets", lambda: ticket_order(problem, SEED))
    room = timed("deal", lambda: deal(problem, rank, turns_of(problem, SEED)))
    plan = timed("seats and bound", lambda: seat(problem, rank, room, SEED, 2_000, sweeps))
    pairs = pairs_of(problem, plan.room, plan.seat)
    around = bounds_of(problem, True).pairs
    print(
        f"{n:9,} candidates, apart {'+'.join(apart)}, diagonals {diagonals}, {sweeps} mixing sweeps: "
        f"{plan.objective} pairs, bound {plan.bound}; beside {pairs.beside} ({list(pairs.by_column)}), "
        f"aslant {pairs.aslant}, of all eight at least {around}; mixing {mixing_of(problem, room)}; "
        f"{'; '.join(steps)}"
    )


def uniform(n_seeds: int, n: int = 2400) -> None:
    """Chi-square of seats and rooms over seeds: of one candidate of the largest and of the smallest school."""
    problem = a_city(n)
    sizes = np.bincount(problem.alike[:, 0])
    chosen = {
        "largest school": int(np.flatnonzero(problem.alike[:, 0] == sizes.argmax())[0]),
        "smallest school": int(np.flatnonzero(problem.alike[:, 0] == sizes.argmin())[0]),
    }
    seats, rooms = {name: [] for name in chosen}, {name: [] for name in chosen}
    by_school = np.zeros((len(sizes), ROOM), dtype=np.int64)
    wall, cpu = perf_counter(), process_time()
    for k in range(n_seeds):
        plan = solve(problem, seed_of(f"mixing {k}"))
        np.add.at(by_school, (problem.alike[:, 0], plan.seat), 1)
        for name, who in chosen.items():
            seats[name].append(int(plan.seat[who]))
            rooms[name].append(int(plan.room[who]))
    took = f"{perf_counter() - wall:.1f} s wall {process_time() - cpu:.1f} s CPU"
    for what, found, cells in (("seat", seats, ROOM), ("room", rooms, len(problem.rooms))):
        for name, places in found.items():
            counts, expected = np.bincount(places, minlength=cells), n_seeds / cells
            chi = float(((counts - expected) ** 2 / expected).sum())
            print(
                f"one candidate of the {name} over {n_seeds} seeds, {what}: chi-square {chi:.1f} with {cells - 1} degrees of freedom"
            )
    shares = by_school / by_school.sum(axis=1, keepdims=True) * ROOM
    print(f"share of each seat by school, 1 is even: {shares.min():.3f} to {shares.max():.3f}; {took}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--million", action="store_true")
    asked = parser.parse_args()
    for diagonals in ("off", "soft", "hard"):
        solve(a_city(60, diagonals), SEED)
    measure(100_000, "off")
    measure(100_000, "off", sweeps=SWEEPS)
    measure(100_000, "hard")
    measure(100_000, "soft", sweeps=SWEEPS)
    measure(100_000, "off", ("school", "class"), sweeps=SWEEPS)
    if asked.million:
        measure(1_000_000, "off")
        measure(1_000_000, "off", sweeps=SWEEPS)
    uniform(asked.seeds)
