"""Balanced classes: what is left to gain against the time it takes, with peers in the same run.

    python benchmarks/classes.py [--data DIR] [--quick]

DIR holds classes_600/, uci/, aba/ and generators/ (by default ../shared/data/allocation); what is not
there is left out and named. Times are processor seconds of one core after the kernels are loaded; the
city's is wall time on two processes. Peers marked * are published measurements, not of this run.
"""

import argparse
import importlib.util
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from xuezheng.allocation.classes.bound import bound_of, objective_of
from xuezheng.allocation.classes.columns import columns_of
from xuezheng.allocation.classes.problem import Category, Problem, Score, empty_rules, even_sizes
from xuezheng.allocation.classes.reading import Request, read_files, read_problem
from xuezheng.allocation.classes.report.chance import snake
from xuezheng.allocation.classes.solve import load_kernels, solve

DATA = Path(__file__).parents[2] / "shared" / "data" / "allocation"
NUMERIC = ("total", "chinese", "maths", "english", "physics", "history", "science")
CATEGORY = ("sex", "boarding", "migrant", "special_needs", "left_behind", "origin_school")
PUBLISHED = (
    "* fenban 308 · assignment-based anticlustering 3.82 in 0.005 s · fast_anticlustering 2.08 in 0.3 s · "
    "three-phase search (anticlust 0.8.13) 0.649 in 4.2 s · CP-SAT 28 after 240 s"
)


def main() -> None:
    """Run what the data allows."""
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--quick", action="store_true", help="fewer seeds and rosters")
    given = options.parse_args()
    started = time.perf_counter()
    load_kernels()
    print(f"kernels compiled or loaded from the cache in {time.perf_counter() - started:.1f} s\n")
    for part in (six_hundred, real_pupils, city, growth, personality, million):
        try:
            part(given.data, given.quick)
        except FileNotFoundError as error:
            print(f"left out: {error}")
        print(flush=True)


def six_hundred(data: Path, quick: bool) -> None:
    """600 pupils, 12 classes, 37 columns, with every kind of rule."""
    folder = data / "classes_600"
    paths = {name: folder / f"{name}.csv" for name in ("roster", "together", "apart")}
    for path in paths.values():
        _needed(path)
    request = Request(NUMERIC, CATEGORY, 12)
    ruled = read_problem(read_files(paths), request)
    free = read_problem(read_files({"roster": paths["roster"]}), request)
    print(f"600 pupils, 12 classes, {len(columns_of(free))} columns; gap = F - bound")
    _peers(free)
    print(PUBLISHED)
    for name, problem in (("every rule on", ruled), ("no groups", free)):
        for seconds in (0.25, 1, 5):
            _timed(name, problem, seconds, 2 if quick else 5)


def real_pupils(data: Path, quick: bool) -> None:
    """649 real pupils, 13 classes, once with names only and once with every small number as a category."""
    path = _needed(data / "uci" / "student-por.csv")
    head, *rows = [line.strip().split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    cells = dict(zip(head, zip(*rows, strict=True), strict=True))
    scores = tuple(Score(g, np.array(cells[g], np.int64)) for g in ("G1", "G2", "G3"))
    rest = [c for c in head if c not in {"G1", "G2", "G3", "age", "absences", "failures"}]
    rest.sort(key=lambda c: c != "sex")
    words = [c for c in rest if not cells[c][0].isdigit()]
    print("student-por: 649 pupils, 13 classes; * three-phase search 4.37 in 0.6 s, 4.65 in 4.9 s")
    for named in (words, rest):
        problem = _problem(scores, tuple(_category(c, cells[c]) for c in named), 13)
        print(f" {len(named)} categories, {len(columns_of(problem))} columns")
        _peers(problem)
        for seconds in (0.5, 2):
            _timed("ours", problem, seconds, 1 if quick else 3)


def city(data: Path, quick: bool) -> None:
    """2,000 rosters of 250 pupils, 6 classes each, on two processes."""
    n = 200 if quick else 2000
    problems.extend(_generated(data, 250, 6, seed) for seed in range(n))
    print(f"city: {n} rosters x 250 pupils x 6 classes, two processes, wall time from rosters in memory")
    print("* fast_anticlustering 2.19 in 97 s, assignment-based 6.15 in 1.9 s (2,000 rosters)")
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_solve_one, [(0, 0)] * 8))
        for rounds in (0, 1, 5) if quick else (0, 1, 5, 10):
            for part in (n // 2, n):
                started = time.perf_counter()
                gaps = list(pool.map(_solve_one, [(i, rounds) for i in range(part)], chunksize=16))
                wall = time.perf_counter() - started
                print(
                    f"  rounds {rounds:2d}, {part:4d} rosters: mean gap {np.mean(gaps):.3f} in {wall:.1f} s"
                )
    problems.clear()


problems: list[Problem] = []


def _solve_one(task: tuple[int, int]) -> float:
    return solve(problems[task[0]], "bench", label=f"classes|{task[0]}", rounds=task[1]).gap


def growth(data: Path, quick: bool) -> None:
    """How the cost grows with pupils, at 50 a class."""
    print("growth at 50 pupils a class, first annealing only")
    for n in (500, 1000, 2000) if quick else (500, 1000, 2000, 4000, 8000, 16000):
        problem = _generated(data, n, n // 50, 1)
        started = time.process_time()
        plan = solve(problem, "bench", rounds=0)
        spent = time.process_time() - started
        print(f"  {n:6d} pupils: gap {plan.gap:8.3f} in {spent:6.2f} s, {spent / n * 1e3:.2f} ms a pupil")


def personality(data: Path, quick: bool) -> None:
    """10,440 people, 40 answers each, 40 classes."""
    path = _needed(data / "aba" / "npi.csv")
    cells = np.array([line.split(",") for line in path.read_text().split()], np.int64)
    scores = tuple(Score(f"q{c}", cells[:, c].copy()) for c in range(cells.shape[1]))
    problem = _problem(scores, (), 40)
    print(f"npi: {cells.shape[0]} people, 40 answers, 40 classes")
    for rounds in (0,) if quick else (0, 10):
        _run("ours", problem, rounds)


def million(data: Path, quick: bool) -> None:
    """One million rows of ten columns, ten classes."""
    n = 100_000 if quick else 1_000_000
    random = np.random.default_rng(1)
    scores = tuple(Score(f"s{c}", random.integers(0, 101, n)) for c in range(10))
    print(f"{n:,} rows, 10 columns, 10 classes")
    _run("ours", _problem(scores, (), 10), 0)


def _run(name: str, problem: Problem, rounds: int) -> None:
    started = time.process_time()
    plan = solve(problem, "bench", rounds=rounds)
    print(
        f"  {name}, rounds {rounds}: F {plan.objective:.4f}, gap {plan.gap:.4f} in "
        f"{time.process_time() - started:.1f} s"
    )


def _timed(name: str, problem: Problem, seconds: float, seeds: int) -> None:
    gaps, spent, broken = [], [], 0
    for seed in range(seeds):
        started = time.process_time()
        plan = solve(problem, f"bench {seed}", seconds=seconds)
        spent.append(time.process_time() - started)
        gaps.append(plan.gap)
        broken += sum(plan.violations.values())
    print(
        f"  {name}: gap {np.mean(gaps):.3f} (best {min(gaps):.3f}, worst {max(gaps):.3f}) in "
        f"{np.mean(spent):.2f} s of processor time, {seeds} seeds, {broken} rules broken"
    )


def _peers(problem: Problem) -> None:
    """Peers of the same run: the S-shaped deal, chance, and exchange until nothing gains."""
    columns = columns_of(problem)
    bound = bound_of(columns, np.full(problem.n_classes, problem.n_pupils // problem.n_classes))
    random = np.random.default_rng(0).permutation(np.arange(problem.n_pupils) % problem.n_classes)
    for name, room in (("S-shaped deal", snake(problem)), ("random", random)):
        bound = bound_of(columns, np.bincount(room))
        print(f"  {name}: gap {float(objective_of(columns, room, problem.n_classes) - bound):.1f}")
    started = time.process_time()
    room = _exchange(problem, random)
    bound = bound_of(columns, np.bincount(room))
    gap = float(objective_of(columns, room, problem.n_classes) - bound)
    print(f"  plain exchange (numpy): gap {gap:.2f} in {time.process_time() - started:.1f} s")


def _exchange(problem: Problem, room: np.ndarray) -> np.ndarray:
    """Späth's exchange: each pupil in turn takes the swap that gains most, three times round."""
    from xuezheng.allocation.classes.columns import standardised

    z = standardised(columns_of(problem), problem.n_pupils).T
    room = room.copy()
    sizes = np.bincount(room).astype(float)
    sums = np.zeros((problem.n_classes, z.shape[1]))
    np.add.at(sums, room, z)
    for _ in range(3):
        for i in range(problem.n_pupils):
            step = z - z[i]
            square = (step * step).sum(axis=1)
            own = 2 * step @ sums[room[i]] + square
            other = square - 2 * (step * sums[room]).sum(axis=1)
            change = np.where(room == room[i], 0.0, own / sizes[room[i]] + other / sizes[room])
            j = int(change.argmin())
            if change[j] < -1e-9:
                sums[room[i]] += step[j]
                sums[room[j]] -= step[j]
                room[i], room[j] = room[j], room[i]
    return room


def _generated(data: Path, n: int, n_classes: int, seed: int) -> Problem:
    """An instance of the shared generator."""
    if "class_instances" not in sys.modules:
        path = _needed(data / "generators" / "classes.py")
        spec = importlib.util.spec_from_file_location("class_instances", path)
        module = importlib.util.module_from_spec(spec)
        sys.modules["class_instances"] = module
        spec.loader.exec_module(module)
    made = sys.modules["class_instances"].gen(n, n_classes, seed, twins=0, apart=0)
    scores = tuple(Score(name, made["num"][:, c].copy()) for c, name in enumerate(NUMERIC))
    keys = ("sex", "board", "mig", "spec", "left", "org")
    categories = tuple(_category(name, made[key].tolist()) for name, key in zip(CATEGORY, keys, strict=True))
    return _problem(scores, categories, n_classes)


def _category(name: str, cells) -> Category:
    values = tuple(sorted({str(c) for c in cells}))
    place = {v: i for i, v in enumerate(values)}
    return Category(name, np.array([place[str(c)] for c in cells], np.int64), values)


def _problem(scores, categories, n_classes: int) -> Problem:
    n = (scores[0].whole if scores else categories[0].code).size
    return Problem(
        pupils=tuple(f"P{i:07d}" for i in range(n)),
        scores=scores,
        categories=categories,
        classes=tuple(str(k + 1) for k in range(n_classes)),
        sizes=even_sizes(n, n_classes),
        **empty_rules(n),
    )


def _needed(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(path)
    return path


if __name__ == "__main__":
    main()
