"""The tables made of the files, so that a verifier needs neither polygons nor triangles."""

from typing import Any

import numpy as np

from xuezheng.allocation.tables import Table, table_of
from xuezheng.allocation.zones.reading.ground import Ground
from xuezheng.allocation.zones.reading.sites import Sites


def derived(
    blocks: list[str], schools: list[str], ground: Ground | None, sites: Sites, pairs: np.ndarray
) -> dict[str, Table]:
    """What was made of the files, so that a verifier needs neither polygons nor triangles."""
    homes = [blocks[i] for i in sites.home.tolist()]
    placed: dict[str, Any] = {"school": schools, "block": homes}
    tables = {
        "neighbours": table_of(
            "neighbours",
            {"block": [blocks[i] for i in pairs[:, 0]], "neighbour": [blocks[i] for i in pairs[:, 1]]},
        )
    }
    if ground is not None and sites.at is not None:
        placed |= {"x": sites.at[:, 0].tolist(), "y": sites.at[:, 1].tolist()}
        tables["points"] = table_of(
            "points", {"block": blocks, "x": ground.at[:, 0].tolist(), "y": ground.at[:, 1].tolist()}
        )
        frame = ground.frame
        tables["frame"] = table_of("frame", {"crs": [frame.crs], "lon0": [frame.lon0], "lat0": [frame.lat0]})
    if ground is not None and ground.outlines is not None:
        import shapely

        texts = shapely.to_wkt(ground.outlines, rounding_precision=0)
        tables["outlines"] = table_of("outlines", {"block": blocks, "outline": texts.tolist()})
    return tables | {"sites": table_of("sites", placed)}
