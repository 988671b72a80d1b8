"""Towns on squared paper, as files: blocks side by side, schools in some of them."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.zones.problem import Options, Problem
from xuezheng.allocation.zones.reading import read_problem

#: A side of a square block in metres.
SIDE = 200


def squares(columns: int, rows: int, **changed: Any) -> list[dict[str, Any]]:
    """Square blocks A1, B1 … with ten pupils and two migrants each; x, y is the middle."""
    return [
        {
            "block": f"{chr(65 + i)}{j + 1}",
            "pupils": 10,
            "migrant": 2,
            "x": i * SIDE + SIDE // 2,
            "y": j * SIDE + SIDE // 2,
            **changed,
        }
        for j in range(rows)
        for i in range(columns)
    ]


def outline(row: Mapping[str, Any]) -> list[list[float]]:
    """The square around a block's middle, closed."""
    x, y, half = row["x"], row["y"], SIDE // 2
    corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    return [[x + a, y + b] for a, b in corners]


def write_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Rows as a csv; a column is there if any row has it."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_geojson(path: Path, rows: Sequence[Mapping[str, Any]], rings: Sequence[Any] | None = None) -> Path:
    """Blocks as polygons; a ring of None is a feature without geometry."""
    rings = [outline(row) for row in rows] if rings is None else rings
    features = [
        {
            "type": "Feature",
            "properties": {name: cell for name, cell in row.items() if name not in {"x", "y"}},
            "geometry": {"type": "Polygon", "coordinates": [ring]} if ring is not None else None,
        }
        for row, ring in zip(rows, rings, strict=True)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


SCHOOLS = [
    {"school": "S1", "name": "一小", "block": "A1", "seats": 60},
    {"school": "S2", "name": "二小", "block": "C2", "seats": 50},
]


def read(
    folder: Path,
    blocks: Path | Sequence[Mapping[str, Any]] | None = None,
    schools: Sequence[Mapping[str, Any]] = SCHOOLS,
    *,
    options: Options | None = None,
    **more: Any,
) -> Problem:
    """Read a town; a list of rows is written as a csv first, `blocks` are 3 × 2 squares unless given."""
    given = {"blocks": squares(3, 2) if blocks is None else blocks, "schools": schools, **more}
    files = {
        name: write_csv(folder / f"{name}.csv", rows) if isinstance(rows, list) else rows
        for name, rows in given.items()
    }
    return read_problem(files, options or Options(), seed_of("a town on paper"))


def pairs(problem: Problem) -> set[frozenset[str]]:
    """Neighbours by their codes."""
    return {
        frozenset((problem.blocks[i], problem.blocks[k]))
        for i in range(problem.n_blocks)
        for k in problem.other[problem.start[i] : problem.start[i + 1]].tolist()
    }
