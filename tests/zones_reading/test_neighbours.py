"""Which blocks touch: sides do, corners do not, nothing is cut off."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from paper_towns import SIDE, outline, pairs, read, squares, write_geojson

from xuezheng.allocation.zones.problem import Options
from xuezheng.allocation.zones.reading.islands import pieces
from xuezheng.allocation.zones.reading.neighbours import links, pairs_of_outlines, pairs_of_points

METRES = Options(crs="metres")
ONE = [{"school": "S1", "block": "A1", "seats": 999}]


def test_a_common_corner_makes_no_neighbours(tmp_path):
    rows = [row for row in squares(2, 2) if row["block"] != "B1"]

    problem = read(tmp_path, write_geojson(tmp_path / "b.geojson", rows), ONE, options=METRES)

    assert pairs(problem) == {frozenset(("A1", "A2")), frozenset(("A2", "B2"))}


@pytest.mark.parametrize("gap_m, touch", [(0, False), (5, False), (12, True)])
def test_a_street_between_blocks_is_bridged_by_a_stated_gap(gap_m, touch):
    blocks = np.array([shapely.box(0, 0, SIDE, SIDE), shapely.box(SIDE + 12, 0, 2 * SIDE, SIDE)])

    assert (len(pairs_of_outlines(blocks, gap_m)) == 1) is touch


@pytest.mark.parametrize("gap_m", [0, 2, 12])
def test_blocks_that_face_each_other_across_a_corner_only_are_no_neighbours(gap_m):
    blocks = np.array([shapely.box(0, 0, SIDE, SIDE), shapely.box(SIDE, SIDE, 2 * SIDE, 2 * SIDE)])

    assert len(pairs_of_outlines(blocks, gap_m)) == 0


def test_a_side_that_meets_two_smaller_ones_touches_both(tmp_path):
    rows = [*squares(1, 1), {"block": "N", "pupils": 1}, {"block": "S", "pupils": 1}]
    half = [[SIDE, 0], [2 * SIDE, 0], [2 * SIDE, 97.4], [SIDE, 97.4], [SIDE, 0]]
    other = [[SIDE, 97.4], [2 * SIDE, 97.4], [2 * SIDE, SIDE], [SIDE, SIDE], [SIDE, 97.4]]
    path = write_geojson(tmp_path / "b.geojson", rows, [outline(rows[0]), other, half])

    problem = read(tmp_path, path, ONE, options=METRES)

    assert pairs(problem) == {frozenset(p) for p in [("A1", "N"), ("A1", "S"), ("N", "S")]}


def test_stated_neighbours_may_stand_once_or_twice_and_bridges_are_added(tmp_path):
    chain = [("A1", "B1"), ("B1", "A1"), ("B1", "C1"), ("C1", "C2"), ("C2", "B2"), ("B2", "A2")]
    adjacency = [{"block": a, "neighbour": b} for a, b in chain]
    bridges = [{"block": "A2", "neighbour": "A1"}]

    problem = read(tmp_path, adjacency=adjacency, bridges=bridges)

    assert pairs(problem) == {frozenset(p) for p in chain} | {frozenset(("A1", "A2"))}


def test_a_far_hull_side_is_dropped_but_the_village_stays_attached():
    town = [(x * 100, y * 100 + 7 * (x % 3)) for x in range(6) for y in range(6)]
    village = (5000, 250)

    found, dropped = pairs_of_points(np.array([*town, village]))

    to_village = [p for p in found.tolist() if 36 in p]
    assert dropped > 0 and 1 <= len(to_village) <= 3


@pytest.mark.parametrize("away, dropped", [(440, 0), (460, 1)])
def test_a_side_is_long_beyond_three_times_the_median(away, dropped):
    """The median of seven sides is √(110² + 105²) = 152 m; the longest, with a block inside its circle, 450 or 470."""
    at = np.array([(0, 0), (110, 0), (220, 0), (110, 105), (110 + away, 10)])

    assert pairs_of_points(at)[1] == dropped


def test_blocks_at_one_point_share_their_neighbours():
    at = np.array([(0, 0), (100, 0), (100, 0), (200, 0)])

    found, _ = pairs_of_points(at)

    assert found.tolist() == [[0, 1], [0, 2], [1, 2], [1, 3], [2, 3]]


places = st.lists(st.tuples(st.integers(-2000, 2000), st.integers(-2000, 2000)), min_size=1, max_size=40)


@given(places)
def test_points_always_hang_together(points):
    at = np.array(points)

    found, _ = pairs_of_points(at)

    assert pieces(*links(found, len(at))).max() == 0
    assert (found[:, 0] < found[:, 1]).all() if len(found) else True


@given(places)
def test_two_blocks_with_nothing_between_them_are_neighbours(points):
    """Gabriel, by brute force: no third point strictly inside the circle on the two."""
    at = np.unique(np.array(points), axis=0)

    found = {tuple(p) for p in pairs_of_points(at)[0].tolist()}

    for i in range(len(at)):
        for k in range(i + 1, len(at)):
            inside = ((at[i] - at) * (at[k] - at)).sum(axis=1) < 0
            touching = ((at[i] - at) * (at[k] - at)).sum(axis=1) == 0
            touching[[i, k]] = False
            if not inside.any() and not touching.any():
                assert (i, k) in found
