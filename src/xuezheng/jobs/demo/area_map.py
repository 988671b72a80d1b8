"""Outlines of the example city's districts: `map/areas.geojson` in its folder (docs/reference/area-map.md).

The city does not exist, so its borders are drawn around its schools: every square kilometre belongs to
the district whose schools lie thickest around it.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from xuezheng.jobs.demo.places import DISTRICTS

FILE = Path("map") / "areas.geojson"
#: How far a school is felt, how thin a district may be at its edge (in schools), how far a border is smoothed.
_MARGIN_KM = 14
_REACH_KM, _EDGE, _SMOOTH_KM2 = 4.5, 0.05, 1.5


def write_area_map(folder: Path) -> Path:
    """Write the outlines of the districts around the schools that are in the records."""
    from xuezheng.records.registers.models import School

    listed = School.objects.order_by("code").values_list("area_id", "x_km", "y_km")
    schools = [(area, float(x), float(y)) for area, x, y in listed if x is not None and y is not None]
    file = folder / FILE
    file.parent.mkdir(exist_ok=True)
    file.write_text(area_map(schools), encoding="utf-8")
    return file


def area_map(schools: Sequence[tuple[str, float, float]]) -> str:
    """GeoJSON of the districts; the same schools give the same text."""
    names = {district.code: district.name for district in DISTRICTS}
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": names[code]},
            "geometry": outline,
        }
        for code, outline in _outlines(schools)
    ]
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def _outlines(schools: Sequence[tuple[str, float, float]]) -> Iterator[tuple[str, dict[str, Any]]]:
    import shapely

    codes = sorted({area for area, _, _ in schools})
    at = np.array([(x, y) for _, x, y in schools])
    of = np.array([codes.index(area) for area, _, _ in schools])
    corner = np.floor(at.min(axis=0)) - _MARGIN_KM
    n_east, n_north = (np.ceil(at.max(axis=0)) + _MARGIN_KM - corner).astype(int)
    east, north = np.meshgrid(np.arange(n_east), np.arange(n_north), indexing="ij")
    middles = np.stack([east.ravel(), north.ravel()], axis=1) + corner + 0.5
    felt = np.stack([_felt(middles, at[of == n]) for n in range(len(codes))], axis=1)
    squares = shapely.box(*(middles - 0.5).T, *(middles + 0.5).T)
    city = _largest(shapely.union_all(squares[felt.sum(axis=1) >= _EDGE]))  # no hole in its middle
    is_inside = shapely.contains(city, shapely.points(middles))
    mine = np.where(is_inside, felt.argmax(axis=1), -1)
    areas = [_largest(shapely.union_all(squares[mine == n])) for n in range(len(codes))]
    for code, outline in zip(codes, shapely.coverage_simplify(areas, _SMOOTH_KM2), strict=True):
        plain = json.loads(shapely.to_geojson(shapely.set_precision(outline, 0.01)))
        yield code, plain


def _felt(places: np.ndarray, schools: np.ndarray) -> np.ndarray:
    """How thickly schools lie around each place."""
    squared = ((places[:, None, :] - schools[None, :, :]) ** 2).sum(axis=2)
    return np.asarray(np.exp(-squared / (2 * _REACH_KM**2)).sum(axis=1))


def _largest(shape: Any) -> Any:
    """The largest part of a shape without its holes: a district is in one piece."""
    import shapely

    part = max(shapely.get_parts(shape), key=lambda each: each.area)
    return shapely.Polygon(part.exterior)
