"""Where blocks lie: points or polygons, on whole metres of one frame."""

from dataclasses import dataclass

import numpy as np

from xuezheng.allocation.zones.reading import outlines as shaping
from xuezheng.allocation.zones.reading.faults import Faults, Given
from xuezheng.allocation.zones.reading.files import OUTLINES
from xuezheng.allocation.zones.reading.places import (
    coordinates_of,
    far_away,
    fits_system,
    frame_of,
    known_system,
    whole_metres,
)
from xuezheng.allocation.zones.reading.projection import Floats, Frame


@dataclass(frozen=True)
class Ground:
    """The map: a point for each block, and its polygon if polygons were given."""

    frame: Frame
    at: np.ndarray
    outlines: np.ndarray | None = None

    @property
    def middle(self) -> np.ndarray:
        """The middle of the blocks, by medians: a block typed wrongly does not move it."""
        return np.asarray(np.median(self.at, axis=0))


def gives_places(sheet: Given) -> bool:
    """Whether blocks come with places at all, faulty or not."""
    return (sheet.has("x") and sheet.has("y")) or any(any(sheet.column(name)) for name in OUTLINES)


def ground_of(sheet: Given, blocks: dict[str, int], crs: str, faults: Faults) -> Ground | None:
    """The map of the blocks; None when they have no places or the places are faulty."""
    rows, where = list(blocks.values()), [sheet.where(row) for row in blocks.values()]
    before = len(faults.found)
    geometries = shaping.geometries_of(sheet, rows, faults)
    has_xy = sheet.has("x") and sheet.has("y")
    if geometries is None and not has_xy:
        return None
    points = None
    if has_xy or geometries is None:
        points = coordinates_of(sheet, rows, faults)
    elif shaping.are_points(geometries):
        points = points_of(geometries)
    if len(faults.found) > before or not rows:
        return None
    if geometries is None or shaping.are_points(geometries):
        assert points is not None
        return _on_points(points, crs, where, faults)
    return _on_outlines(geometries, points, crs, where, list(blocks), faults)


def points_of(geometries: np.ndarray) -> Floats:
    """Coordinates of points, (n, 2), NaN where there is none."""
    return np.array([(np.nan, np.nan) if g is None else (g.x, g.y) for g in geometries], np.float64).reshape(
        -1, 2
    )


def _on_points(points: Floats, crs: str, where: list[str], faults: Faults) -> Ground | None:
    if not fits_system(points, crs, where, "blocks", faults):
        return None
    frame = frame_of(points, known_system(crs))
    ground = Ground(frame, whole_metres(points, frame))
    far_away(ground.at, ground.middle, where, "小区", faults)
    return ground


def _on_outlines(
    geometries: np.ndarray,
    points: Floats | None,
    crs: str,
    where: list[str],
    codes: list[str],
    faults: Faults,
) -> Ground | None:
    import shapely

    before = len(faults.found)
    shaping.outline_faults(geometries, where, faults)
    corners, owner = shapely.get_coordinates(geometries, return_index=True)
    if (
        not fits_system(corners, crs, [where[i] for i in owner], "blocks", faults)
        or len(faults.found) > before
    ):
        return None
    frame = frame_of(corners, known_system(crs))
    outlines = shaping.on_whole_metres(geometries, frame)
    shaping.size_and_overlap_faults(outlines, where, codes, faults)
    if len(faults.found) > before:
        return None
    at = shaping.centroids(outlines) if points is None else whole_metres(points, frame)
    ground = Ground(frame, at, outlines)
    far_away(ground.at, ground.middle, where, "小区", faults)
    return ground
