"""Areas of several schools: popular ones spread, each area in one piece, seats put together."""

import numpy as np
import pytest
from zone_maps import grid

from xuezheng.allocation.tables import Table
from xuezheng.allocation.verifying import verify_plan
from xuezheng.allocation.zones.drawing import draw_zones
from xuezheng.allocation.zones.problem import Options
from xuezheng.allocation.zones.writing import write_zones
from xuezheng.errors import BadInput

HOMES = [18, 21, 45, 66, 81, 105, 114, 117, 130]


def town(**columns):
    problem = grid(12, 12, HOMES, [5] * 144, [90] * 9, options=Options(multi=True))
    sheet = problem.sheets["schools"]
    problem.sheets["schools"] = Table("schools", {**sheet.columns, **columns})
    return problem


def test_popular_schools_are_spread():
    zoning = draw_zones(town(popular=["1", "1", "1", "0", "0", "0", "0", "0", "0"]), seconds=0.1)

    assert [sum(s < 3 for s in group) for group in zoning.areas] == [1, 1, 1]


def test_an_area_is_one_piece_with_all_its_schools_and_seats(tmp_path):
    zoning = draw_zones(town(), seconds=0.1)

    folder = write_zones(tmp_path / "plan", zoning)

    assert verify_plan(folder).ok
    loads = np.bincount(zoning.plan.zone, weights=zoning.problem.pupils)
    assert (loads <= 270).all()
    head, first, *_ = (folder / "plan.csv").read_text(encoding="utf-8").splitlines()
    assert head == "block,area,school" and first.count(";") == 2


def test_given_areas_are_kept():
    areas = ["北", "北", "北", "中", "中", "中", "南", "南", "南"]

    zoning = draw_zones(town(area=areas), seconds=0.1)

    assert zoning.zones == ("中", "北", "南")
    assert zoning.areas == ((3, 4, 5), (0, 1, 2), (6, 7, 8))


def test_areas_that_lie_apart_or_are_half_given_are_refused():
    with pytest.raises(BadInput, match="连不成一片"):
        draw_zones(town(area=["一", "二", "二", "二", "二", "二", "二", "二", "一"]), seconds=0.1)
    with pytest.raises(BadInput, match="没有写所属片区"):
        draw_zones(town(area=["一", *[""] * 8]), seconds=0.1)
