"""How long admitting takes, apart from reading; and how long anyone needs to verify a million.

`python -m benchmarks.admissions [small] [--peer PYTHON]`. Peer: `matching` (PyPI), run by the interpreter PYTHON
that has it, else installed into an environment that is thrown away. Times are the best of three, as the wall clock and as the processor's own time, which a busy machine does not stretch.
"""

import argparse
import json
import resource
import subprocess
import tempfile
import time
import venv
from pathlib import Path

import numpy as np

from xuezheng.allocation.admissions.giving_way import Units, give_way
from xuezheng.allocation.admissions.kernels import deferred, one_line

PEER = "matching==1.4.3"
#: Seconds of the peer at 10,000 × 60 as once measured elsewhere; printed as quoted where it cannot be run.
QUOTED_S = 121
PEER_RUN = """
import json, sys, time
import numpy as np
from matching.games import HospitalResident
read = np.load(sys.argv[1])
lists, orders = (dict(enumerate(read[name].tolist())) for name in ("wishes", "orders"))
game = HospitalResident.create_from_dictionaries(lists, orders, dict(enumerate(read["seats"].tolist())))
wall, cpu = time.perf_counter(), time.process_time()
matched = game.solve(optimal="resident")
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
where = {resident.name: hospital.name for hospital, held in matched.items() for resident in held}
print(json.dumps({"wall": wall, "cpu": cpu, "went": [where.get(i, -1) for i in range(len(lists))]}))
"""


def a_city(n: int, m: int, length: int, seed: int = 7):
    """Wishes by quality, distance and taste; shape (n, length), -1 where a list is shorter. And scores."""
    chance = np.random.default_rng(seed)
    quality, place = chance.normal(size=m), chance.random((m, 2)).astype(np.float32)
    home, score = chance.random((n, 2)).astype(np.float32), chance.normal(size=n)
    wishes = np.full((n, length), -1, np.int32)
    weight = np.cumsum(np.exp(0.9 * quality))
    for a in range(0, n, 20000):
        b = min(n, a + 20000)
        if m <= 200:
            seen = np.broadcast_to(np.arange(m, dtype=np.int32), (b - a, m))
        else:
            seen = np.searchsorted(weight, chance.random((b - a, 2 * length)) * weight[-1]).astype(np.int32)
        away = np.hypot(*(home[a:b, None, k] - place[seen, k] for k in (0, 1)))
        liking = quality[seen] - 2.5 * away + 0.7 * chance.gumbel(size=seen.shape)
        best = np.take_along_axis(seen, np.argsort(-liking, axis=1), 1)
        wishes[a:b] = _first_of_each(best)[:, :length] if m > 200 else best[:, :length]
    return wishes, np.full(m, -(-n * 95 // (100 * m)), np.int64), score


def _first_of_each(rows):
    """Each row without repeated entries, the rest moved up; -1 at the end."""
    order = np.argsort(rows, axis=1, kind="stable")
    ordered = np.take_along_axis(rows, order, 1)
    again = np.zeros(rows.shape, bool)
    np.put_along_axis(again, order[:, 1:], ordered[:, 1:] == ordered[:, :-1], 1)
    kept = np.argsort(again, axis=1, kind="stable")
    return np.where(np.take_along_axis(again, kept, 1), -1, np.take_along_axis(rows, kept, 1))


def keys(start, score, own: bool, seed: int = 3):
    """Whole-number keys: points and a lottery number; with `own`, every programme has points of its own."""
    chance, n = np.random.default_rng(seed), len(score)
    lottery = chance.permutation(n).astype(np.int64)
    if not own:
        points = np.round((score.max() - score) * 100).astype(np.int64)
        return points * n + lottery
    made = np.empty(start[-1], np.int64)
    for a in range(0, n, 50000):
        b = min(n, a + 50000)
        who = np.repeat(np.arange(a, b), np.diff(start[a : b + 1]))
        points = 0.7 * -score[who] + np.sqrt(0.51) * chance.standard_normal(len(who))
        made[start[a] : start[b]] = ((points + 16) * 2**14).astype(np.int64) << 21 | lottery[who]
    return made


def ragged(wishes):
    """Rows of wishes end to end: start, pool."""
    if (wishes >= 0).all():
        return np.arange(len(wishes) + 1, dtype=np.int64) * wishes.shape[1], wishes.reshape(-1)
    keep = wishes >= 0
    return np.concatenate([[0], np.cumsum(keep.sum(1))]).astype(np.int64), wishes[keep]


def timed(name: str, run, goal: str = "", times: int = 3):
    """Run, print the best wall clock and processor time, and give the last result and the best wall clock."""
    wall, cpu, made = [], [], None
    for _ in range(times):
        w, c = time.perf_counter(), time.process_time()
        made = run()
        wall.append(time.perf_counter() - w)
        cpu.append(time.process_time() - c)
    print(f"{name:<58} {min(wall):8.4f} s wall {min(cpu):8.4f} s cpu   {goal}", flush=True)
    return made, min(wall)


def memory_gb() -> float:
    """The most this process has held, GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def against_the_peer(python: str | None, sizes: tuple[int, ...]) -> None:
    """So many pupils × 60, the same lists and orders for both; `python` is an interpreter that has the peer."""
    with tempfile.TemporaryDirectory() as place:
        python = python or _throw_away(Path(place) / "venv")
        for n in sizes:
            _against_the_peer(python, n, Path(place))


def _against_the_peer(python: str | None, n: int, folder: Path) -> None:
    wishes, seats, score = a_city(n, 60, 60)
    start, pool = ragged(wishes)
    key = keys(start, score, own=True)
    (at, _), ours = timed(
        f"deferred acceptance, {n:,} × 60", lambda: deferred(start, pool, key, False, seats)
    )
    if not python:
        if n == 10_000:
            ratio = f"{QUOTED_S / ours:,.0f} ×"
            print(f"peer {PEER}: cannot be installed here; quoted, not measured: {QUOTED_S} s, {ratio}")
        return
    print(f"peer {PEER}, {n:,} × 60: takes {'seconds' if n < 5000 else 'minutes'} …", flush=True)
    queue = np.empty((60, n), np.int64)
    queue[pool.reshape(-1, 60), np.arange(n)[:, None]] = key.reshape(-1, 60)
    np.savez(folder / "round.npz", wishes=wishes, orders=np.argsort(queue, axis=1), seats=seats)
    (folder / "peer.py").write_text(PEER_RUN)
    done = subprocess.run([python, folder / "peer.py", folder / "round.npz"], stdout=subprocess.PIPE)
    if done.returncode:
        print(f"peer {PEER}: stopped with an error")
        return
    theirs = json.loads(done.stdout)
    went = [int(pool[at[i]]) if at[i] < start[i + 1] else -1 for i in range(n)]
    print(
        f"peer {PEER}, {n:,} × 60: solve {theirs['wall']:.1f} s wall {theirs['cpu']:.1f} s cpu; "
        f"same result: {went == theirs['went']}"
    )
    goal = " (goal: at least 1,000 ×)" if n == 10_000 else ""
    print(
        f"ratio, solve alone: {theirs['wall'] / ours:,.0f} × wall, {theirs['cpu'] / ours:,.0f} × of its cpu to our wall{goal}"
    )


def _throw_away(folder: Path) -> str | None:
    """An environment of its own with the peer in it; None if it cannot be had within some minutes."""
    try:
        venv.create(folder, with_pip=True)
        python = str(folder / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", PEER]
        subprocess.run(install, check=True, timeout=300, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return python


def at_size(n: int, m: int, length: int, goals: tuple[str, str, str]) -> None:
    """Deferred acceptance with an order of each programme's own and with one for all; parallel wishes."""
    wishes, seats, score = a_city(n, m, length)
    start, pool = ragged(wishes)
    del wishes
    size = f"{n:,} × {m:,} ({len(pool) / n:.0f} wishes)"
    one = keys(start, score, own=False)

    def parallel():
        return one_line(start, pool, one, np.argsort(one, kind="stable"), seats, 0)

    in_line, _ = timed(f"parallel wishes, {size}", parallel, goals[0])
    same, _ = timed(
        f"deferred acceptance, one order, {size}", lambda: deferred(start, pool, one, True, seats), goals[1]
    )
    assert (in_line[0] == same[0]).all()
    own = keys(start, score, own=True)
    timed(
        f"deferred acceptance, own orders, {size}", lambda: deferred(start, pool, own, False, seats), goals[1]
    )
    print(f"{'most memory so far, with the wishes':<58} {memory_gb():8.2f} GB   {goals[2]}")


def with_twins(n: int, m: int, length: int, n_pairs: int) -> None:
    """Pairs who give way at a last place, each programme with an order of its own."""
    wishes, seats, score = a_city(n, m, length)
    wishes[1 : 2 * n_pairs : 2] = wishes[0 : 2 * n_pairs : 2]
    start, pool = ragged(wishes)
    key, size = keys(start, score, own=True).reshape(n, length), np.ones((n, length), np.int64)
    key[1 : 2 * n_pairs : 2] = key[0 : 2 * n_pairs : 2]
    size[: 2 * n_pairs] = 2
    units = Units(start, pool, key.reshape(-1), size.reshape(-1), seats, 2)
    give_way(Units(start[:2], pool[:length], key[0], size[-1], seats, 2))
    found, _ = timed(
        f"{n_pairs:,} pairs give way, {n:,} × {m} ({length} wishes), own orders", lambda: give_way(units)
    )
    assert isinstance(found, tuple)


def files_of_a_city(folder: Path, n: int, m: int, length: int) -> dict[str, Path]:
    """CHOICES and PROGRAMMES as files."""
    wishes, seats, score = a_city(n, m, length)
    points = np.round(520 + 90 * score).astype(int).tolist()
    with (folder / "choices.csv").open("w") as out:
        out.write("pupil,rank,programme,score\n")
        for i, row in enumerate(wishes.tolist()):
            listed = enumerate((p for p in row if p >= 0), start=1)
            out.writelines(f"2026-{i:07},{rank},P{p:04},{points[i]}\n" for rank, p in listed)
    lines = "".join(f"P{p:04},{n_seats}\n" for p, n_seats in enumerate(seats.tolist()))
    (folder / "programmes.csv").write_text(f"programme,seats\n{lines}")
    return {name: folder / f"{name}.csv" for name in ("choices", "programmes")}


def from_files(n: int, m: int, length: int) -> None:
    """The whole way: read, solve, write, verify."""
    from xuezheng.allocation.admissions.problem import read_problem
    from xuezheng.allocation.admissions.scheme import plain_scheme
    from xuezheng.allocation.admissions.solve import solve
    from xuezheng.allocation.admissions.writing import write_admissions
    from xuezheng.allocation.draw.seeding import seed_of
    from xuezheng.allocation.verifying import verify_plan

    with tempfile.TemporaryDirectory() as place:
        files = files_of_a_city(Path(place), n, m, length)
        scheme = plain_scheme("parallel", has_score=True)
        size = f"{n:,} pupils, {length} wishes"
        problem, _ = timed(
            f"read and check the tables, {size}", lambda: read_problem(files, scheme, seed_of("x")), times=1
        )
        plan, _ = timed("solve, with lottery numbers from the seed", lambda: solve(problem), times=1)
        timed(
            "write plan, lines, reasons, certificate",
            lambda: write_admissions(Path(place) / "plan", problem, plan),
            times=1,
        )
        verdict, _ = timed(
            f"verify, {size}",
            lambda: verify_plan(Path(place) / "plan"),
            "goal 10 s wall" if n > 500_000 else "",
            times=1,
        )
        assert verdict.ok


def main() -> None:
    """Everything; `small` leaves out the million and the peer at 10,000."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "size", nargs="?", choices=["small"], help="leave out the million, and the peer at 10,000"
    )
    options.add_argument("--peer", metavar="PYTHON", help="an interpreter that has the peer")
    given = options.parse_args()
    small = given.size == "small"
    a, b = np.array([0, 1], np.int64), np.zeros(1, np.int32)
    deferred(a, b, a[:1], True, a[1:])
    one_line(a, b, a[:1], a[:1], a[1:], 0)
    against_the_peer(given.peer, (2_000,) if small else (2_000, 10_000))
    at_size(100_000, 60, 60, ("", "goal 0.06 s", ""))
    with_twins(100_000, 60, 10, 1_000)
    if not small:
        at_size(1_000_000, 2_000, 96, ("goal 0.5 s", "goal 1.0 s", "goal 2.2 GB"))
    from_files(20_000 if small else 1_000_000, 2_000, 4)


if __name__ == "__main__":
    main()
