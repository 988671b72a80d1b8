"""The outlines of the districts: in one piece each, side by side, around their schools."""

import json

import shapely
from shapely.geometry import shape

from xuezheng.jobs.demo.area_map import area_map
from xuezheng.jobs.demo.founding import found_all
from xuezheng.jobs.demo.places import DISTRICTS
from xuezheng.jobs.demo.schools import fill
from xuezheng.jobs.demo.shapes import Plan


def schools_of(plan):
    register = next(rows for rows in fill(plan, found_all(plan)) if rows.model == "registers.School").columns
    return list(zip(register["area"], register["x_km"], register["y_km"], strict=True))


def test_each_district_is_one_shape_beside_its_neighbours_around_most_of_its_schools():
    schools = schools_of(Plan(4000, "map"))
    text = area_map(schools)
    drawn = {f["properties"]["code"]: shape(f["geometry"]) for f in json.loads(text)["features"]}
    outlines = list(drawn.values())

    assert sorted(drawn) == sorted(d.code for d in DISTRICTS)
    assert all(one.geom_type == "Polygon" and one.is_valid and not one.interiors for one in outlines)
    assert abs(shapely.union_all(outlines).area - sum(one.area for one in outlines)) < 1
    at_home = [drawn[area].contains(shapely.Point(x, y)) for area, x, y in schools]
    assert sum(at_home) / len(at_home) > 0.7
    assert area_map(schools) == text
