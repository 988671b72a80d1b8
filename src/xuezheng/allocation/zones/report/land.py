"""The shapes that are drawn: blocks, zones dissolved from them, colours that differ where zones touch."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from xuezheng.allocation.zones.reading.outlines import areas_on_grid
from xuezheng.allocation.zones.report.picture import Picture

#: Corners of all blocks beyond which their outlines are simplified together before drawing.
MOST_CORNERS = 150_000
#: Threads that work on shapes, and into how many parts a long list of shapes goes; neither changes a shape.
THREADS, PARTS = 2, 16
#: Fills far from each other also for eyes that see red and green alike (after Okabe and Ito, lightened).
PALETTE = ("#a6cee3", "#fdd49e", "#b2df8a", "#e7c6ea", "#fff3a3", "#9fd8cb", "#f4b6b0", "#cfcfcf")


@dataclass(frozen=True)
class Land:
    """Shapes in whole metres; `is_drawn_only` when blocks were points and got cells to look at."""

    cells: np.ndarray
    zones: np.ndarray
    colour: tuple[int, ...]
    is_drawn_only: bool


def land_of(picture: Picture) -> Land | None:
    """The shapes of a plan; None when its blocks have no places."""
    import shapely

    if picture.at is None:
        return None
    cells = shapely.from_wkt(list(picture.outlines)) if picture.outlines is not None else _cells(picture)
    gap = float(picture.statement["options"].get("gap_m", 2) or 1)
    members = (cells[zone.blocks] for zone in picture.zones)
    zones = np.array(_each(lambda shapes: _closed(shapely.union_all(shapes), gap), members), object)
    if picture.outlines is None:
        zones = _without_slits(zones, picture.at)
    return Land(cells, zones, colours(len(picture.zones), picture.touching), picture.outlines is None)


def _each(work: Callable[..., Any], *given: Iterable[Any]) -> list[Any]:
    """What `map` gives, in its order, reckoned in threads: geometry lets other threads run meanwhile."""
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, *given))


def _without_slits(zones: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Zones without the holes that drawn cells leave between three of them: those no block stands in."""
    import shapely

    points = shapely.STRtree(shapely.points(at.astype(np.float64)))
    shapes = []
    for zone in zones:
        parts = []
        for part in shapely.get_parts(zone):
            holes = [
                ring for ring in part.interiors if len(points.query(shapely.Polygon(ring), "intersects"))
            ]
            parts.append(shapely.Polygon(part.exterior, holes))
        shapes.append(parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts))
    return np.array(shapes, object)


def _closed(shape: Any, gap: float) -> Any:
    """Without the slits that roundings and gaps between touching blocks leave inside a zone."""
    import shapely

    closed = shapely.buffer(shapely.buffer(shape, gap, join_style="mitre"), -gap, join_style="mitre")
    return areas_on_grid(np.array([shapely.union(closed, shape)], object))[0]


def _cells(picture: Picture) -> np.ndarray:
    """For blocks that are points: what is nearest to each, out to three quarters of its longest link."""
    import shapely

    assert picture.at is not None
    unique, place = np.unique(picture.at, axis=0, return_inverse=True)
    place = place.ravel()
    a, b = picture.pairs.T
    length = np.sqrt(((picture.at[a] - picture.at[b]) ** 2).sum(axis=1))
    reach = np.full(len(unique), 40.0)
    np.maximum.at(reach, np.concatenate([place[a], place[b]]), 0.75 * np.concatenate([length, length]))
    points = shapely.points(unique.astype(np.float64))
    discs = shapely.buffer(points, reach, quad_segs=3)
    if len(unique) == 1:
        return areas_on_grid(discs)[place]
    everywhere = shapely.box(*shapely.total_bounds(discs))
    nearest = shapely.voronoi_polygons(
        shapely.multipoints(unique.astype(np.float64)), extend_to=everywhere, ordered=True
    )
    parts = (np.array_split(shapes, PARTS) for shapes in (discs, shapely.get_parts(nearest)))
    cells = _each(lambda disc, near: areas_on_grid(shapely.intersection(disc, near)), *parts)
    return np.asarray(np.concatenate(cells)[place])


def colours(n_zones: int, touching: np.ndarray) -> tuple[int, ...]:
    """A colour for each zone, touching ones apart: the zone with most colours around it goes first.

    Four colours suffice for any map and this finds a few more at most; where stated bridges make a
    map that is none, the palette is used again from its beginning.
    """
    near: list[set[int]] = [set() for _ in range(n_zones)]
    for a, b in touching.tolist():
        near[a].add(b)
        near[b].add(a)
    colour = [-1] * n_zones
    for _ in range(n_zones):
        zone = min(
            (z for z in range(n_zones) if colour[z] < 0),
            key=lambda z: (-len({colour[o] for o in near[z]} - {-1}), -len(near[z]), z),
        )
        taken = {colour[o] for o in near[zone]}
        colour[zone] = next(c for c in range(n_zones + 1) if c not in taken)
    return tuple(c % len(PALETTE) for c in colour)


def for_drawing(cells: np.ndarray, unit_metres: float) -> np.ndarray:
    """Outlines that fit a page: when there are very many corners, simplified without opening gaps."""
    import shapely

    if len(shapely.get_coordinates(cells)) <= MOST_CORNERS:
        return cells
    return np.asarray(shapely.coverage_simplify(cells, 3 * unit_metres))
