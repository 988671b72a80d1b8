"""`plan.geojson`: zones, blocks and schools, for any map programme."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from xuezheng.allocation.zones.reading.projection import to_degrees
from xuezheng.allocation.zones.report.figures import figures_of
from xuezheng.allocation.zones.report.land import PALETTE, Land
from xuezheng.allocation.zones.report.picture import Picture

#: Six decimals of a degree are a tenth of a metre.
DECIMALS = 6


def geojson(picture: Picture, land: Land | None) -> bytes:
    """The plan as GeoJSON: longitude and latitude (WGS-84), or local metres when those came in.

    How many pupils live in a block is not told: in a small block that would be a known child.
    """
    head: dict[str, Any] = {"type": "FeatureCollection"}
    if picture.frame is not None and not picture.frame.is_in_degrees:
        head["coordinates"] = "local metres, x east, y north"
    if land is not None and land.is_drawn_only:
        head["outlines"] = "drawn around points, not surveyed"
    features = ",\n".join(_features(picture, land))
    return (json.dumps(head)[:-1] + ',"features":[\n' + features + "\n]}\n").encode("utf-8")


def _features(picture: Picture, land: Land | None) -> Iterator[str]:
    yield from _zone_features(picture, land)
    shapes = _texts(land.cells, picture) if land else ["null"] * len(picture.blocks)
    for i, shape in enumerate(shapes):
        zone = picture.zones[picture.zone[i]]
        yield _feature(
            shape,
            kind="block",
            block=picture.blocks[i],
            name=picture.block_names[i],
            zone=zone.code,
            school=";".join(picture.schools[j] for j in zone.schools),
            metres=int(picture.walk[i]),
        )
    yield from _school_features(picture)


def _zone_features(picture: Picture, land: Land | None) -> Iterator[str]:
    shapes = _texts(land.zones, picture) if land else ["null"] * len(picture.zones)
    for i, (zone, shape) in enumerate(zip(picture.zones, shapes, strict=True)):
        figures = figures_of(picture, zone)
        yield _feature(
            shape,
            kind="zone",
            zone=zone.code,
            name=zone.name,
            schools=[picture.schools[j] for j in zone.schools],
            blocks=figures.n_blocks,
            pupils=figures.pupils,
            seats=figures.seats,
            mean_metres=round(figures.mean_metres),
            max_metres=figures.max_metres,
            **({"fill": PALETTE[land.colour[i]]} if land else {}),
        )


def _school_features(picture: Picture) -> Iterator[str]:
    import shapely

    shapes = ["null"] * len(picture.schools)
    if picture.school_at is not None:
        shapes = _texts(shapely.points(picture.school_at.astype(np.float64)), picture)
    for j, shape in enumerate(shapes):
        home = picture.blocks[picture.home[j]]
        yield _feature(
            shape,
            kind="school",
            school=picture.schools[j],
            name=picture.school_names[j],
            block=home,
            seats=int(picture.seats[j]),
        )


def _feature(geometry: str, **properties: Any) -> str:
    told = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
    return f'{{"type":"Feature","properties":{told},"geometry":{geometry}}}'


def _texts(shapes: np.ndarray, picture: Picture) -> list[str]:
    """Geometries as GeoJSON texts, outer rings turning left as the standard asks."""
    import shapely

    turned = shapely.orient_polygons(shapes)
    frame = picture.frame
    if frame is not None and frame.is_in_degrees:
        corners = shapely.get_coordinates(turned)
        lon, lat = to_degrees(frame, corners[:, 0], corners[:, 1])
        degrees = np.round(np.column_stack([lon, lat]), DECIMALS)
        turned = shapely.set_coordinates(turned.copy(), degrees)
    return [str(text) for text in shapely.to_geojson(turned)]
