"""The map as an SVG that needs no script, and the data with which a script makes it answer."""

from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from xuezheng.allocation.zones.report.figures import figures_of
from xuezheng.allocation.zones.report.land import PALETTE, Land, for_drawing
from xuezheng.allocation.zones.report.picture import Picture

#: The longer side of a map is this many units; paths are whole units.
UNITS = 6000
#: Height of a name on the whole map, in shares of the longer side.
LETTER = 1 / 42


@dataclass(frozen=True)
class Sheetlet:
    """The rectangle that is drawn, in metres, and how many metres a unit is."""

    west: float
    north: float
    width: int
    height: int
    unit_metres: float

    def units(self, metres: np.ndarray) -> np.ndarray:
        """Whole units right and down of metres east and north, int64 (n, 2)."""
        x = (metres[:, 0] - self.west) / self.unit_metres
        y = (self.north - metres[:, 1]) / self.unit_metres
        return np.rint(np.column_stack([x, y])).astype(np.int64)


def sheetlet_of(land: Land) -> Sheetlet:
    """The rectangle around all blocks with a small margin."""
    import shapely

    west, south, east, north = shapely.total_bounds(land.cells)
    longest = max(east - west, north - south, 1.0)
    margin, unit = 0.02 * longest, 1.04 * longest / UNITS
    width, height = (round((side + 2 * margin) / unit) for side in (east - west, north - south))
    return Sheetlet(west - margin, north + margin, width, height, unit)


def paths_of(shapes: np.ndarray, sheetlet: Sheetlet) -> list[str]:
    """Polygons as SVG paths in whole units; corners that fall together are one."""
    import shapely

    parts, whole = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    owner = whole[part]
    metres, ring = shapely.get_coordinates(rings, return_index=True)
    corners = sheetlet.units(metres)
    steps = np.diff(corners, axis=0)
    is_step = (ring[1:] == ring[:-1]) & (steps != 0).any(axis=1)
    # The last corner of a ring is its first again, and a path closes itself: no step to it is written.
    is_step[np.flatnonzero(np.diff(ring)) - 1] = False
    is_step[-1:] = False
    words = [f"{dx} {dy}" for dx, dy in steps[is_step].tolist()]
    ends = np.cumsum(np.bincount(ring[1:][is_step], minlength=len(rings))).tolist()
    firsts = corners[np.searchsorted(ring, np.arange(len(rings)))].tolist()
    paths, begin = [""] * len(shapes), 0
    for i, (x, y), end in zip(owner.tolist(), firsts, ends, strict=True):
        if end - begin >= 2:
            paths[i] += f"M{x} {y}l{' '.join(words[begin:end])}z".replace(" -", "-")
        begin = end
    return paths


def map_svg(picture: Picture, land: Land, sheetlet: Sheetlet) -> str:
    """Zones in their colours, schools as dots, names where they fit and numbers where not."""
    size = round(UNITS * LETTER)
    zones = "".join(
        f'<path fill="{PALETTE[land.colour[i]]}" data-z="{i}" d="{path}"/>'
        for i, path in enumerate(paths_of(land.zones, sheetlet))
    )
    dots = ""
    if picture.school_at is not None:
        radius = round(size * 0.3)
        dots = "".join(
            f'<circle cx="{x}" cy="{y}" r="{radius}"/>' for x, y in sheetlet.units(picture.school_at).tolist()
        )
    return (
        f'<svg id="map" viewBox="0 0 {sheetlet.width} {sheetlet.height}" role="img"'
        f' aria-label="学区地图：{len(picture.zones)} 个学区">'
        f'<g id="zones">{zones}</g><path id="blocks"/><path id="chosen"/><path id="way"/>'
        f'<g id="schools">{dots}</g><g id="names" font-size="{size}">{_labels(picture, land, sheetlet, size)}</g></svg>'
    )


def _labels(picture: Picture, land: Land, sheetlet: Sheetlet, size: int) -> str:
    import shapely

    labels = []
    for i, (zone, shape) in enumerate(zip(picture.zones, land.zones, strict=True)):
        radius = shapely.maximum_inscribed_circle(shape, tolerance=max(sheetlet.unit_metres * 20, 1.0))
        spot = sheetlet.units(shapely.get_coordinates(radius)[:1])[0].tolist()
        room = round(3.6 * shapely.length(radius) / sheetlet.unit_metres)
        length = sum(1 if ord(letter) > 0x2E80 else 0.6 for letter in zone.name)
        words = zone.name if length * size <= room else str(i + 1)
        labels.append(
            f'<text x="{spot[0]}" y="{spot[1]}" data-n="{escape(zone.name)}" data-w="{room}"'
            f' data-l="{length:g}">{escape(words)}</text>'
        )
    return "".join(labels)


def map_data(picture: Picture, land: Land, sheetlet: Sheetlet) -> dict[str, Any]:
    """What the script needs: every block's code, name, zone, walk, place and outline."""
    assert picture.at is not None
    at = sheetlet.units(picture.at)
    shapes = for_drawing(land.cells, sheetlet.unit_metres)
    schools = sheetlet.units(picture.school_at).tolist() if picture.school_at is not None else []
    has_names = picture.block_names != picture.blocks
    rows = np.arange(len(picture.blocks))
    return {
        "size": [sheetlet.width, sheetlet.height],
        "letter": round(UNITS * LETTER),
        "zones": [
            [zone.name, list(zone.schools), round(figures_of(picture, zone).use_pct)]
            for zone in picture.zones
        ],
        "schools": [[name, *place] for name, place in zip(picture.school_names, schools, strict=True)],
        "block": list(picture.blocks),
        "name": list(picture.block_names) if has_names else [],
        "zone": picture.zone.tolist(),
        "walk": picture.walk.tolist(),
        "near": picture.nearer.tolist(),
        "near_walk": np.where(picture.nearer < 0, 0, picture.metres[rows, picture.nearer]).tolist(),
        "x": at[:, 0].tolist(),
        "y": at[:, 1].tolist(),
        "path": paths_of(shapes, sheetlet),
    }
