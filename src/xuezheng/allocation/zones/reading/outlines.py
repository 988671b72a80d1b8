"""Polygons of blocks: read, checked, put on the grid of whole metres."""

import json
from typing import Any

import numpy as np

from xuezheng.allocation.zones.reading.faults import Faults, Given
from xuezheng.allocation.zones.reading.files import OUTLINES
from xuezheng.allocation.zones.reading.places import whole_metres
from xuezheng.allocation.zones.reading.projection import Frame

#: Two blocks may overlap by rounding; beyond both of these it is a fault.
OVERLAP_SHARE, OVERLAP_SQUARE_METRES = 0.02, 50.0
#: A polygon smaller than this cannot be a block.
SMALLEST_SQUARE_METRES = 1.0


def geometries_of(sheet: Given, rows: list[int], faults: Faults) -> np.ndarray | None:
    """Geometries of some rows as handed in, one shapely object a row; None when there are none."""
    column = next((name for name in OUTLINES if any(sheet.column(name))), None)
    if column is None:
        return None
    cells = sheet.column(column)
    found = np.array([_geometry(cells[row]) for row in rows], object)
    faults.add_all(
        (
            "没有图形。" if not cells[rows[i]] else "图形读不出来。",
            sheet.where(rows[i], column),
            "请给出 GeoJSON 或 WKT 的 Polygon、MultiPolygon 或 Point。",
        )
        for i, geometry in enumerate(found)
        if geometry is None
    )
    return found


def _geometry(text: str) -> Any:
    import shapely
    from shapely.geometry import shape

    try:
        made = shape(json.loads(text)) if text.startswith("{") else shapely.from_wkt(text)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError):
        return None
    is_ours = made is not None and made.geom_type in {"Polygon", "MultiPolygon", "Point"}
    return shapely.force_2d(made) if is_ours and not made.is_empty else None


def are_points(geometries: np.ndarray) -> bool:
    """Whether every geometry is a point."""
    return all(geometry is None or geometry.geom_type == "Point" for geometry in geometries)


def outline_faults(geometries: np.ndarray, where: list[str], faults: Faults) -> None:
    """Points among polygons, and polygons that cross themselves, are faults."""
    import shapely

    faults.add_all(
        ("这一处是点，别处是面。", where[i], "请全部给出面，或全部给出点。")
        for i, geometry in enumerate(geometries)
        if geometry is not None and geometry.geom_type == "Point"
    )
    valid = shapely.is_valid(geometries)
    faults.add_all(
        (
            f"边界自相交或不闭合（{_reason(geometries[i])}）。",
            where[i],
            "请在制图软件中修复图形后重新导出。",
        )
        for i in np.flatnonzero(~valid).tolist()
        if geometries[i] is not None and geometries[i].geom_type != "Point"
    )


def _reason(geometry: Any) -> str:
    import shapely

    words = {
        "Self-intersection": "自相交，在",
        "Ring Self-intersection": "环自相交，在",
        "Too few points in": "点太少，",
    }
    reason = str(shapely.is_valid_reason(geometry))
    for english, chinese in words.items():
        reason = reason.replace(english, chinese)
    return reason.replace("[", " ").replace("]", "")


def on_whole_metres(geometries: np.ndarray, frame: Frame) -> np.ndarray:
    """The polygons with every corner on whole metres, valid; parts that vanish are left out."""
    import shapely

    corners = shapely.get_coordinates(geometries)
    moved = shapely.set_coordinates(geometries.copy(), whole_metres(corners, frame).astype(np.float64))
    valid = shapely.is_valid(moved)
    moved[~valid] = shapely.buffer(shapely.make_valid(moved[~valid]), 0)
    return np.asarray(shapely.normalize(areas_on_grid(moved)))


def areas_on_grid(shapes: np.ndarray) -> np.ndarray:
    """Shapes with every corner on whole metres; lines and points into which thin parts fall are left out."""
    import shapely

    snapped = np.asarray(shapely.set_precision(shapes, 1.0))
    is_mixed = ~np.isin(shapely.get_type_id(snapped), (3, 6))
    return np.where(is_mixed, shapely.buffer(snapped, 0), snapped)


def size_and_overlap_faults(outlines: np.ndarray, where: list[str], codes: list[str], faults: Faults) -> None:
    """A polygon without area, and two that lie on each other, are faults."""
    import shapely

    area = shapely.area(outlines)
    faults.add_all(
        ("面积不到 1 平方米。", where[i], "请检查图形与 --crs。")
        for i in np.flatnonzero(area < SMALLEST_SQUARE_METRES).tolist()
    )
    # Where borders meet exactly nothing overlaps, and most do: only the others are cut with each other.
    suspect = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(outlines)))
    found = shapely.STRtree(outlines).query(outlines[suspect], predicate="intersects")
    pairs = np.sort(np.column_stack([suspect[found[0]], found[1]]), axis=1)
    first, second = np.unique(pairs[pairs[:, 0] < pairs[:, 1]], axis=0).T
    common = shapely.area(shapely.intersection(outlines[first], outlines[second]))
    smaller = np.minimum(area[first], area[second])
    over = np.flatnonzero((common > OVERLAP_SHARE * smaller) & (common > OVERLAP_SQUARE_METRES))
    order = sorted(over.tolist(), key=lambda i: (first[i], second[i]))
    faults.add_all(
        (
            f"小区“{codes[first[i]]}”与“{codes[second[i]]}”重叠 {common[i]:,.0f} 平方米。",
            where[first[i]],
            "一块地只能属于一个小区，请改正边界。",
        )
        for i in order
    )


def centroids(outlines: np.ndarray) -> np.ndarray:
    """Where a block's pupils are taken to live: its centre of area, whole metres, int64 (n, 2)."""
    import shapely

    return np.asarray(np.rint(shapely.get_coordinates(shapely.centroid(outlines))), np.int64)
