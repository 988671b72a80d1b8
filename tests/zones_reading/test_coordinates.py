"""Systems of coordinates are stated, converted by a written rule, and never guessed."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_towns import read, squares, write_geojson

from xuezheng.allocation.zones.problem import Options
from xuezheng.allocation.zones.reading.projection import (
    Frame,
    gcj02_to_wgs84,
    to_degrees,
    to_metres,
    wgs84_to_gcj02,
)
from xuezheng.errors import BadInput

FRAME = Frame("wgs84", 120.15, 30.25)


def arrays(*numbers: float) -> list[np.ndarray]:
    return [np.array([number]) for number in numbers]


def in_space(lon: float, lat: float) -> np.ndarray:
    """A point of the ellipsoid in metres from the middle of the earth."""
    a, f = 6378137.0, 1 / 298.257223563
    e2, lon, lat = f * (2 - f), math.radians(lon), math.radians(lat)
    n = a / math.sqrt(1 - e2 * math.sin(lat) ** 2)
    return np.array(
        [n * math.cos(lat) * math.cos(lon), n * math.cos(lat) * math.sin(lon), n * (1 - e2) * math.sin(lat)]
    )


@given(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4), st.floats(-0.01, 0.01), st.floats(-0.01, 0.01))
def test_distances_on_the_map_are_those_on_the_ground(lon, lat, d_lon, d_lat):
    """Two places at most 1.5 km apart within 45 km of the middle: chord through space against map."""
    here, there = (120.15 + lon, 30.25 + lat), (120.15 + lon + d_lon, 30.25 + lat + d_lat)

    a, b = (np.concatenate(to_metres(FRAME, *arrays(*place))) for place in (here, there))

    true = float(np.linalg.norm(in_space(*here) - in_space(*there)))
    assert float(np.linalg.norm(a - b)) == pytest.approx(true, rel=4e-5, abs=1e-3)


def test_the_meridian_is_as_long_as_it_was_measured():
    """From the equator to 30 degrees north WGS-84 has 3,320,113.398 m."""
    north = to_metres(Frame("wgs84", 120.0, 0.0), *arrays(120.0, 30.0))[1][0]

    assert north == pytest.approx(3320113.398, abs=0.001)


@given(st.floats(119, 121.3), st.floats(29, 31.5))
def test_degrees_come_back_from_metres(lon, lat):
    """To a hundred-millionth of a degree, a millimetre."""
    back = to_degrees(FRAME, *to_metres(FRAME, *arrays(lon, lat)))

    assert back[0][0] == pytest.approx(lon, abs=1e-8) and back[1][0] == pytest.approx(lat, abs=1e-8)


@pytest.mark.parametrize(
    "wgs84, gcj02",
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    ],
)
def test_the_offset_of_gcj02_is_the_published_one_and_can_be_taken_off(wgs84, gcj02):
    ahead, back = wgs84_to_gcj02(*arrays(*wgs84)), gcj02_to_wgs84(*arrays(*gcj02))

    assert [ahead[0][0], ahead[1][0]] == pytest.approx(gcj02, abs=1e-9)
    assert [back[0][0], back[1][0]] == pytest.approx(wgs84, abs=1e-7)


def in_degrees(crs: str = "wgs84") -> list[dict]:
    """Nine blocks about 200 m apart."""
    rows = squares(3, 3)
    for row in rows:
        lon, lat = (v[0] for v in to_degrees(FRAME, *arrays(row["x"], row["y"])))
        if crs == "gcj02":
            lon, lat = (v[0] for v in wgs84_to_gcj02(*arrays(lon, lat)))
        row["x"], row["y"] = f"{lon:.8f}", f"{lat:.8f}"
    return rows


SCHOOLS = [{"school": "S1", "block": "A1", "seats": 99}]


@pytest.mark.parametrize("crs", ["wgs84", "cgcs2000", "gcj02"])
def test_the_same_town_in_any_stated_system_has_the_same_walks(tmp_path, crs):
    problem = read(tmp_path, in_degrees(crs), SCHOOLS, options=Options(crs=crs))

    plain = read(tmp_path, squares(3, 3), SCHOOLS)
    assert np.abs(problem.metres - plain.metres).max() <= 1
    assert problem.sheets["frame"].columns["crs"] == [crs]
    assert f"经纬度（{crs}）" in problem.notes[0] and ("公开公式" in problem.notes[0]) == (crs == "gcj02")


def test_wgs84_read_as_gcj02_would_be_half_a_kilometre_off():
    there = to_metres(FRAME, *gcj02_to_wgs84(*arrays(120.15, 30.25)))

    assert 400 < math.hypot(there[0][0], there[1][0]) < 700


def test_degrees_need_a_stated_system(tmp_path):
    with pytest.raises(BadInput, match=r"blocks: 小区的坐标像经纬度.*没有写明坐标系.*--crs"):
        read(tmp_path, in_degrees(), SCHOOLS)


def test_degrees_stated_as_metres_are_refused(tmp_path):
    with pytest.raises(BadInput, match=r"像经纬度.*却写明是米"):
        read(tmp_path, in_degrees(), SCHOOLS, options=Options(crs="metres"))


@pytest.mark.parametrize("crs", ["wgs84", "cgcs2000", "gcj02"])
def test_longitude_and_latitude_the_wrong_way_round_are_refused(tmp_path, crs):
    rows = [{**row, "x": row["y"], "y": row["x"]} for row in in_degrees()]

    with pytest.raises(BadInput, match=r"经度和纬度写反了（第一处：x = 30\.25.*请对调两列"):
        read(tmp_path, rows, SCHOOLS, options=Options(crs=crs))


def test_polygons_the_wrong_way_round_are_refused(tmp_path):
    ring = [[30.25, 120.15], [30.26, 120.15], [30.26, 120.16], [30.25, 120.15]]
    path = write_geojson(tmp_path / "b.geojson", [{"block": "A1", "pupils": 3}], [ring])

    with pytest.raises(BadInput, match=r"经度和纬度写反了"):
        read(tmp_path, path, SCHOOLS, options=Options(crs="wgs84"))


def test_schools_the_wrong_way_round_are_refused_too(tmp_path):
    schools = [{"school": "S1", "x": "30.2503", "y": "120.1502", "seats": 99}]

    with pytest.raises(BadInput, match=r"学校的经度和纬度写反了"):
        read(tmp_path, in_degrees(), schools, options=Options(crs="wgs84"))


def test_metres_are_not_degrees(tmp_path):
    with pytest.raises(BadInput, match=r"坐标 300，100 不是 wgs84 的经纬度"):
        read(tmp_path, squares(3, 3), SCHOOLS, options=Options(crs="wgs84"))


def test_a_surveyors_x_points_north_and_is_refused(tmp_path):
    rows = [{**row, "x": 3_350_000 + row["x"], "y": 500_000 + row["y"]} for row in squares(3, 3)]

    with pytest.raises(BadInput, match=r"x 是北向、y 是东向.*请对调两列"):
        read(tmp_path, rows, SCHOOLS)


def test_gcj02_holds_in_china_only(tmp_path):
    rows = [{**row, "x": f"{2.35 + i / 1e3}", "y": "48.86"} for i, row in enumerate(squares(3, 3))]

    with pytest.raises(BadInput, match=r"不是 gcj02 的经纬度.*72 到 138"):
        read(tmp_path, rows, SCHOOLS, options=Options(crs="gcj02"))


def test_an_unknown_system_is_named(tmp_path):
    with pytest.raises(BadInput, match=r"--crs bd09 不认识.*程序不猜"):
        read(tmp_path, options=Options(crs="bd09"))


def test_a_block_in_another_province_was_typed_wrongly(tmp_path):
    rows = squares(3, 3)
    rows[4]["x"] = 900_000

    with pytest.raises(BadInput, match=r"blocks 第 6 行: 小区离其余小区 900 公里"):
        read(tmp_path, rows, SCHOOLS)
