"""School zones: gap to the proven bound against time, with peers in the same run.

    python -m benchmarks.zones [small] [--data DIR]

DIR holds generators/zones.py (by default ../shared/data/allocation). Peers: everybody to the nearest
school; and on the small map OR-Tools CP-SAT with flow-contiguity, given the same time. Wall and
processor seconds, of two threads; the kernels are loaded before.
"""

import argparse
import importlib.util
import time
from pathlib import Path
from typing import Any

import numpy as np

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.zones.bound import transport_bound
from xuezheng.allocation.zones.instance import Instance, instance_of
from xuezheng.allocation.zones.problem import Problem
from xuezheng.allocation.zones.solve import solve
from xuezheng.errors import BadInput

DATA = Path(__file__).parents[2] / "shared" / "data" / "allocation"


def main() -> None:
    """Run what the data allows."""
    options = argparse.ArgumentParser()
    options.add_argument("size", nargs="?", choices=["small", "all"], default="all")
    options.add_argument("--data", type=Path, default=DATA)
    given = options.parse_args()
    path = given.data / "generators" / "zones.py"
    if not path.is_file():
        print(f"left out: {path} is not there")
        return
    generator = _loaded(path)
    _run(generator, 300, 4, 1, 0.5, say=False)
    _run(generator, 2000, 15, 5, 7.5, peers=True)
    if given.size == "all":
        for seed in range(6, 13):
            _run(generator, 2000, 15, seed, 7.5)
        for seconds in (45, 300):
            _run(generator, 20000, 150, 5, seconds)
        _run(generator, 20000, 150, 6, 45)


def _loaded(path: Path) -> Any:
    found = importlib.util.spec_from_file_location("zone_maps_made", path)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _run(
    generator: Any, n: int, m: int, seed: int, seconds: float, *, peers: bool = False, say: bool = True
) -> None:
    made = generator.gen(n, m, seed=seed)
    problem = _problem(made)
    instance = instance_of(problem)
    started = time.perf_counter()
    bound = transport_bound(instance)
    took = time.perf_counter() - started
    if say:
        print(
            f"\n{problem.n_blocks} blocks x {m} schools, seed {seed}: bound {bound.value:,} in {took:.2f} s"
        )
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        plan = solve(instance, problem.seed.value, names=(problem.blocks, problem.schools), seconds=seconds)
        plain = plan.objective / bound.value - 1
        told = f"gap {plan.gap:.4%} (prices alone {plain:.4%}), {_broken(generator, made, plan.zone)}"
    except BadInput as error:
        told = str(error)
    if say:
        print(
            f"  ours, {seconds:g} s of work: {told}, wall {time.perf_counter() - wall:.1f} s, cpu {time.process_time() - cpu:.1f} s"
        )
    if peers:
        nearest = np.asarray(made["D"].argmin(0))
        print(
            f"  nearest school: {instance.walked(nearest) / bound.value - 1:+.4%}, {_broken(generator, made, nearest)}"
        )
        print(f"  {_cp_sat(generator, made, instance, bound.value, seconds)}")


def _broken(generator: Any, made: Any, zone: np.ndarray) -> str:
    found = generator.evaluate(made, zone)
    return f"{found['over']} pupils over, {found['noncontig_blocks']} blocks cut off"


def _problem(made: Any) -> Problem:
    graph = made["A"]
    graph.sort_indices()
    return Problem(
        blocks=tuple(f"B{i:05d}" for i in range(made["n"])),
        schools=tuple(f"S{j:03d}" for j in range(made["m"])),
        pupils=made["pop"],
        seats=made["cap"],
        metres=np.ascontiguousarray(np.rint(made["D"].T * 1000).astype(np.int32)),
        start=graph.indptr.astype(np.int64),
        other=graph.indices.astype(np.int32),
        home=made["sch"].astype(np.int32),
        seed=seed_of("bench"),
    )


def _cp_sat(generator: Any, made: Any, instance: Instance, bound: int, seconds: float) -> str:
    """CP-SAT on the four nearest schools; one piece by a tree: each block has a parent one level nearer."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    n, m = instance.price.shape
    near = np.argsort(instance.price, axis=1)[:, :4]
    home = {int(h): s for s, h in enumerate(made["sch"])}
    x: dict[tuple[int, int], Any] = {}
    for i in range(n):
        for s in [home[i]] if i in home else near[i].tolist():
            x[i, s] = model.new_bool_var("")
    level = [model.new_int_var(0, n // 4, "") for _ in range(n)]
    for i in range(n):
        model.add_exactly_one(v for (b, _), v in x.items() if b == i) if i in home else model.add_exactly_one(
            x[i, s] for s in near[i].tolist()
        )
        if i in home:
            continue
        parents = []
        for j in instance.other[instance.start[i] : instance.start[i + 1]].tolist():
            parent = model.new_bool_var("")
            parents.append(parent)
            model.add(level[i] >= level[j] + 1).only_enforce_if(parent)
            for s in near[i].tolist():
                model.add_implication(x[i, s], x[j, s]).only_enforce_if(parent) if (
                    j,
                    s,
                ) in x else model.add_bool_or([parent.negated(), x[i, s].negated()])
        model.add_exactly_one(parents)
    for s in range(m):
        model.add(
            sum(int(instance.pupils[b]) * v for (b, z), v in x.items() if z == s) <= int(instance.capacity[s])
        )
    model.minimize(sum(int(instance.price[b, z] * instance.pupils[b]) * v for (b, z), v in x.items()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return f"CP-SAT (OR-Tools), {seconds:g} s: no plan"
    zone = np.array([next(s for s in range(m) if (i, s) in x and solver.value(x[i, s])) for i in range(n)])
    gap = solver.objective_value / bound - 1
    return f"CP-SAT (OR-Tools), {seconds:g} s: {gap:+.4%}, {_broken(generator, made, zone)}"


if __name__ == "__main__":
    main()
