"""How long reading a city's blocks takes, and drawing its page; apart from drawing its zones.

`python -m benchmarks.zones_reading [small]`. 20,000 blocks and 150 schools (small: 2,000 and 15), as points,
as polygons, and with every distance given. Each once, as the wall clock and as the processor's own time.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import table_of
from xuezheng.allocation.zones.problem import Options
from xuezheng.allocation.zones.reading import read_problem
from xuezheng.allocation.zones.report import report_files


def write_city(folder: Path, n: int, m: int) -> None:
    """Half of the blocks in the middle, half strewn about; a school in every so many of them."""
    chance = np.random.default_rng(1)
    middle = chance.normal(0, 4000, (n, 2)).clip(-12_500, 12_500)
    spots = np.unique(np.rint(np.concatenate([middle, chance.uniform(-12_500, 12_500, (n, 2))])), axis=0)
    points = chance.permutation(spots)[:n]
    square = shapely.box(-13_000, -13_000, 13_000, 13_000)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(points), extend_to=square, ordered=True)
    )
    pupils = chance.poisson(30, n).tolist()
    rows = {"block": [f"B{i:05d}" for i in range(n)], "pupils": pupils}
    placed = rows | {"x": points[:, 0].tolist(), "y": points[:, 1].tolist()}
    (folder / "blocks.csv").write_bytes(table_of("blocks", placed).csv())
    shapes = shapely.to_geojson(shapely.intersection(cells, square))
    features = (
        f'{{"type":"Feature","properties":{json.dumps({"block": code, "pupils": k})},"geometry":{shape}}}'
        for code, k, shape in zip(rows["block"], pupils, shapes, strict=True)
    )
    (folder / "blocks.geojson").write_text(
        '{"type":"FeatureCollection","features":[' + ",\n".join(features) + "]}", encoding="utf-8"
    )
    _write_schools(folder, points, chance.choice(n, m, replace=False), sum(pupils) // m * 2)


def _write_schools(folder: Path, points: np.ndarray, homes: np.ndarray, seats: int) -> None:
    codes = [f"S{j:03d}" for j in range(len(homes))]
    schools = {"school": codes, "block": [f"B{i:05d}" for i in homes], "seats": [seats] * len(homes)}
    (folder / "schools.csv").write_bytes(table_of("schools", schools).csv())
    with (folder / "distances.csv").open("w", encoding="utf-8") as file:
        file.write("block,school,metres\n")
        for i, point in enumerate(points):
            ways = np.rint(1.3 * np.hypot(*(points[homes] - point).T)).astype(int)
            file.writelines(
                f"B{i:05d},{code},{way}\n" for code, way in zip(codes, ways.tolist(), strict=True)
            )


def timed(what: str, run: Callable[[], Any]) -> Any:
    """Run once and print both clocks."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = run()
    print(
        f"{what}: {time.perf_counter() - wall:.2f} s wall, {time.process_time() - cpu:.2f} s CPU", flush=True
    )
    return made


def main(n: int, m: int) -> None:
    """Print the times of one city."""
    with tempfile.TemporaryDirectory() as name:
        folder, seed = Path(name), seed_of("zones_reading")
        write_city(folder, n, m)
        schools = {"schools": folder / "schools.csv"}
        points = {"blocks": folder / "blocks.csv", **schools}
        polygons = {"blocks": folder / "blocks.geojson", **schools}
        print(f"{n:,} blocks x {m} schools")
        timed("points", lambda: read_problem(points, Options(), seed))
        given = points | {"distances": folder / "distances.csv"}
        timed(f"points and {n * m:,} distances", lambda: read_problem(given, Options(), seed))
        problem = timed("polygons", lambda: read_problem(polygons, Options(), seed))
        nearest = problem.metres.argmin(axis=1)
        plan = table_of("plan", {"block": problem.blocks, "school": [problem.schools[j] for j in nearest]})
        statement = {"options": {"gap_m": 2}, "objective": 1, "bound": 1, "inputs": {}}
        files = timed("page and map", lambda: report_files(problem, plan, statement))
        print({name: f"{len(raw) / 1e6:.2f} MB" for name, raw in files.items()})


if __name__ == "__main__":
    main(*((2_000, 15) if "small" in sys.argv[1:] else (20_000, 150)))
