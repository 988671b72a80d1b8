"""Shapes as SVG paths: every ring once, in the order of the shapes, without steps that go nowhere."""

import numpy as np
import shapely

from xuezheng.allocation.zones.report.drawing import Sheetlet, paths_of

SHEET = Sheetlet(west=0.0, north=100.0, width=100, height=100, unit_metres=1.0)


def paths(*shapes: str, unit_metres: float = 1.0) -> list[str]:
    sheet = Sheetlet(SHEET.west, SHEET.north, SHEET.width, SHEET.height, unit_metres)
    return paths_of(shapely.from_wkt(np.array(shapes, object)), sheet)


SQUARE = "POLYGON ((10 10, 20 10, 20 20, 10 20, 10 10))"
RING = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 3 6, 6 6, 3 3))"


def test_a_ring_begins_at_its_first_corner_and_closes_itself() -> None:
    assert paths(SQUARE) == ["M10 90l10 0 0-10-10 0z"]


def test_holes_follow_in_the_path_of_their_own_shape() -> None:
    assert paths(RING, SQUARE) == ["M0 100l9 0 0-9-9 0zM3 97l0-3 3 0z", "M10 90l10 0 0-10-10 0z"]


def test_corners_that_fall_together_are_one_and_what_vanishes_has_no_path() -> None:
    speck = "POLYGON ((50 50, 51 50, 51 51, 50 51, 50 50))"
    bent = "POLYGON ((0 0, 40 0, 41 1, 40 40, 0 0))"
    assert paths(speck, "POLYGON EMPTY", bent, unit_metres=10.0) == ["", "", "M0 10l4 0 0-4z"]


def test_a_shape_of_several_parts_shows_all_of_them() -> None:
    two = "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((20 20, 29 20, 29 29, 20 20)))"
    assert paths(two, SQUARE) == ["M0 100l9 0 0-9-9 0zM20 80l9 0 0-9z", "M10 90l10 0 0-10-10 0z"]


def test_of_no_shapes_there_are_no_paths() -> None:
    assert paths() == []
