"""Plans without the solver: zones grown from their schools, nearest blocks first."""

import csv
import heapq
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from xuezheng.allocation.certificate import Certificate, write_plan
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import Table, table_of
from xuezheng.allocation.zones.problem import Options, Problem
from xuezheng.allocation.zones.reading import read_problem
from xuezheng.allocation.zones.report.picture import Picture, picture_of


def rows_to_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def wkt_square(i: int, j: int, side: int = 100) -> str:
    x, y = i * side, j * side
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    return f"POLYGON (({', '.join(f'{a} {b}' for a, b in corners)}))"


def street(n: int = 4, *, shape: bool = True, **changed: Any) -> list[dict[str, Any]]:
    """Blocks in a row, 100 m each, ten pupils and one boarder each."""
    rows = [{"block": f"B{i}", "name": f"{i}号院", "pupils": 10, "boarder": 1, **changed} for i in range(n)]
    for i, row in enumerate(rows):
        row |= {"wkt": wkt_square(i, 0)} if shape else {"x": i * 100 + 50, "y": 50}
    return rows


ENDS = [
    {"school": "S1", "name": "东街小学", "block": "B0", "seats": 20},
    {"school": "S2", "name": "西街小学", "block": "B3", "seats": 25},
]


def town(
    folder: Path, blocks: Sequence[Mapping[str, Any]] | None = None, schools: Any = ENDS, **more: Any
) -> Problem:
    options = more.pop("options", Options(crs="metres", groups=("boarder",)))
    given = {"blocks": street() if blocks is None else blocks, "schools": schools, **more}
    files = {name: rows_to_csv(folder / f"{name}.csv", rows) for name, rows in given.items()}
    return read_problem(files, options, seed_of("grown"))


def grown(problem: Problem) -> np.ndarray:
    """Zone of each block: every zone takes the nearest block that touches it, one after another."""
    zone = np.full(problem.n_blocks, -1)
    heap = [(0, int(block), j) for j, block in enumerate(problem.home)]
    heapq.heapify(heap)
    while heap:
        _, block, j = heapq.heappop(heap)
        if zone[block] < 0:
            zone[block] = j
            for other in problem.other[problem.start[block] : problem.start[block + 1]].tolist():
                if zone[other] < 0:
                    heapq.heappush(heap, (int(problem.metres[other, j]), other, j))
    return zone


def plan_of(problem: Problem, zone: np.ndarray) -> Table:
    return table_of("plan", {"block": problem.blocks, "school": [problem.schools[j] for j in zone]})


def certificate_of(problem: Problem, zone: np.ndarray, **options: Any) -> Certificate:
    total = float((problem.pupils * problem.metres[np.arange(problem.n_blocks), zone]).sum() / 1000)
    return Certificate(
        kind="zones",
        inputs={name: sheet.sha256() for name, sheet in problem.sheets.items()},
        options={"groups": list(problem.options.groups), "gap_m": problem.options.gap_m, **options},
        seed=problem.seed.statement,
        algorithm="grown",
        violations={"seats": 0},
        objective=total,
        bound=total * 0.9,
        gap=0.1,
        more={"notes": list(problem.notes)},
    )


def picture(problem: Problem, zone: np.ndarray | None = None, **options: Any) -> Picture:
    zone = grown(problem) if zone is None else zone
    plan = plan_of(problem, zone)
    return picture_of(problem.sheets, plan, certificate_of(problem, zone, **options).statement(plan))


def written(folder: Path, problem: Problem, files: Mapping[str, bytes] | None = None) -> Path:
    zone = grown(problem)
    copies = {f"inputs/{name}.csv": sheet.csv() for name, sheet in problem.sheets.items()}
    certificate = certificate_of(problem, zone)
    return write_plan(folder, certificate, plan_of(problem, zone), {**copies, **(files or {})})
