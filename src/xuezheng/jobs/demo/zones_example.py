"""Example files for zones: the blocks of one district of the example city around its primary schools.

The schools are those of `xuezheng demo` with the same pupils and seed. The blocks are made up: more of
them where schools are, polygons that share their borders, children who enter this autumn and later.
Places are local metres, because the city does not exist.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from xuezheng.allocation.certificate import write_folder
from xuezheng.allocation.tables import table_of
from xuezheng.errors import BadInput
from xuezheng.jobs.demo.founding import found_all
from xuezheng.jobs.demo.places import DISTRICTS
from xuezheng.jobs.demo.schools import SHARES, Schools, fill
from xuezheng.jobs.demo.shapes import CLOCK, LARGEST, SMALLEST, Plan, shared_out

#: Blocks around one school, children of one school who enter in one autumn, pupils in a class.
BLOCKS_A_SCHOOL, GRADES, CLASS = 28, 6, 45
#: How far from a school its blocks lie, and how far from a block its district reaches.
_SPREAD_METRES, _REACH_METRES = 900, 450
#: Autumns of which the example knows the children.
N_YEARS = 5
_FIRST, _SECOND = "锦云和清槐桐竹梅兰丹朝晚春秋临望", "溪湖山泉桥园林江台亭苑河城景阳月"
_LAST = ("小区", "花园", "新村", "家园", "里", "公寓")


@dataclass(frozen=True)
class Example:
    """What was written: where, and how many of each."""

    folder: Path
    blocks: int
    schools: int
    pupils: int
    seats: int


def write_example(folder: Path, *, pupils: int, seed: str, district: str) -> Example:
    """Write `blocks.geojson`, `blocks.csv`, `schools.csv` and `cohorts.csv` into a new folder.

    Raises
    ------
    BadInput, Occupied
        When there is no such district, the city is too large or small, or something is there already.
    """
    codes = [d.code for d in DISTRICTS]
    if district not in codes:
        raise BadInput(f"没有区县“{district}”。示例城市的区县是 {'、'.join(codes)}。请改正 --district。")
    if not SMALLEST <= pupils <= LARGEST:
        raise BadInput(f"--pupils {pupils} 不在 {SMALLEST} 到 {LARGEST} 之间。请改为范围内的整数。")
    plan = Plan(pupils, seed)
    founded = found_all(plan)
    chosen = [i for i in founded.teaching("primary", codes.index(district)) if not founded.is_private[i]]
    at = _school_places(plan, founded, chosen)
    points = _block_points(plan, at)
    n_children = round(pupils * SHARES["primary"] * DISTRICTS[codes.index(district)].share / GRADES)
    children = _children(plan, len(points), n_children)
    sizes = plan.chance("seats of zones").lognormal(0, 0.35, len(chosen))
    more = shared_out(max(0, -(-round(n_children * 1.08) // CLASS) - len(chosen)), sizes)
    seats = [CLASS * (1 + n_classes) for n_classes in more]
    names = _block_names(plan, len(points))
    rows = {
        "block": [f"B{i + 1:05d}" for i in range(len(points))],
        "name": names,
        "pupils": children[:, 0].tolist(),
        "migrant": _migrants(plan, children[:, 0], DISTRICTS[codes.index(district)].migrant),
    }
    schools = {
        "school": [founded.listed[i].code for i in chosen],
        "name": [founded.listed[i].name for i in chosen],
        "seats": seats,
        "x": at[:, 0].tolist(),
        "y": at[:, 1].tolist(),
    }
    write_folder(folder, _files(rows, schools, points, children))
    return Example(folder, len(points), len(chosen), int(children[:, 0].sum()), sum(seats))


def _school_places(plan: Plan, founded: Schools, chosen: list[int]) -> np.ndarray:
    """Where the register has the schools, in whole metres; none within a stone's throw of another."""
    register = next(rows for rows in fill(plan, founded) if rows.model == "registers.School")
    km = np.array([(register.columns["x_km"][i], register.columns["y_km"][i]) for i in chosen])
    metres = np.rint(km * 1000 * 0.5).astype(np.int64)
    for i in range(1, len(metres)):
        while (((metres[:i] - metres[i]) ** 2).sum(axis=1) < 300**2).any():
            metres[i] += (310, 170)
    return metres


def _block_points(plan: Plan, schools: np.ndarray) -> np.ndarray:
    """Points around schools, each at least sixty metres from the others, so that blocks have a size."""
    chance = plan.chance("blocks of zones")
    n = BLOCKS_A_SCHOOL * len(schools)
    around = np.repeat(schools, BLOCKS_A_SCHOOL, axis=0) + chance.normal(0, _SPREAD_METRES, (n, 2))
    taken: set[tuple[int, int]] = set()
    kept = []
    for point in np.rint(around).astype(np.int64):
        cell = (int(point[0]) // 110, int(point[1]) // 110)
        if not any((cell[0] + a, cell[1] + b) in taken for a, b in product((-1, 0, 1), repeat=2)):
            taken.add(cell)
            kept.append(point)
    return np.array(kept)


def _children(plan: Plan, n_blocks: int, total: int) -> np.ndarray:
    """Children of each block who enter this autumn and in the next ones, (n_blocks, n_years).

    Fewer are born from year to year, but some blocks are new and fill up.
    """
    chance = plan.chance("children of zones")
    weight = chance.lognormal(0, 0.6, n_blocks)
    is_new = chance.random(n_blocks) < 0.06
    years = [
        shared_out(round(total * 0.97**year), weight * np.where(is_new, 1 + 0.6 * year, 1))
        for year in range(N_YEARS)
    ]
    return np.array(years).T


def _migrants(plan: Plan, children: np.ndarray, share: float) -> list[int]:
    chance = plan.chance("migrants of zones")
    return [
        int(n) for n in chance.binomial(children, np.clip(chance.beta(2, 2 / share - 2, len(children)), 0, 1))
    ]


def _block_names(plan: Plan, n: int) -> list[str]:
    every = [a + b + c for c, a, b in product(_LAST, _FIRST, _SECOND)]
    order = plan.chance("names of blocks").permutation(len(every))
    return [
        every[i % len(every)] + (f"{k // len(every) + 1}区" if k >= len(every) else "")
        for k, i in enumerate(np.resize(order, n).tolist())
    ]


def _outlines(points: np.ndarray) -> list[dict[str, Any]]:
    """What is nearest to each point, inside the district; whole metres, borders shared."""
    import shapely

    places = shapely.points(points.astype(np.float64))
    reach, parts = _REACH_METRES, [places] * 2
    while len(parts) > 1:
        grown = shapely.union_all(shapely.buffer(places, 2 * reach))
        parts, reach = shapely.get_parts(shapely.buffer(grown, -reach)), 2 * reach
    district = shapely.Polygon(parts[0].exterior)
    cells = shapely.voronoi_polygons(shapely.multipoints(places), extend_to=district, ordered=True)
    cut = shapely.set_precision(shapely.intersection(shapely.get_parts(cells), district), 1.0)
    return [json.loads(text) for text in shapely.to_geojson(cut)]


def _files(
    rows: dict[str, list[Any]], schools: dict[str, list[Any]], points: np.ndarray, children: np.ndarray
) -> dict[str, bytes]:
    features = "".join(_features(rows, _outlines(points)))
    geojson = f'{{"type":"FeatureCollection","features":[\n{features[:-2]}\n]}}\n'
    placed = {**rows, "x": points[:, 0].tolist(), "y": points[:, 1].tolist()}
    cohorts = {
        "block": [code for code in rows["block"] for _ in range(N_YEARS)],
        "year": [CLOCK.year + year for _ in rows["block"] for year in range(N_YEARS)],
        "children": children.ravel().tolist(),
    }
    return {
        "blocks.geojson": geojson.encode("utf-8"),
        "blocks.csv": table_of("blocks", placed).csv(),
        "schools.csv": table_of("schools", schools).csv(),
        "cohorts.csv": table_of("cohorts", cohorts).csv(),
    }


def _features(rows: dict[str, list[Any]], outlines: list[dict[str, Any]]) -> Iterator[str]:
    for cells in zip(*rows.values(), outlines, strict=True):
        feature = {
            "type": "Feature",
            "properties": dict(zip(rows, cells[:-1], strict=True)),
            "geometry": cells[-1],
        }
        yield json.dumps(feature, ensure_ascii=False, separators=(",", ":")) + ",\n"
