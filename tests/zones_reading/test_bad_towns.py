"""What is wrong with a town is said at once, with its place and what to do."""

import json
import re

import pytest
from paper_towns import SCHOOLS, outline, read, squares, write_csv, write_geojson

from xuezheng.allocation.zones.problem import Options
from xuezheng.errors import BadInput, NotFound


def changed(row: int, **cells: object) -> list[dict]:
    rows = squares(3, 2)
    rows[row] |= cells
    return rows


def told(tmp_path, *args: object, **more: object) -> str:
    with pytest.raises(BadInput) as error:
        read(tmp_path, *args, **more)
    return str(error.value)


@pytest.mark.parametrize(
    "blocks, sentence",
    [
        (changed(2, pupils=-1), r"blocks 第 4 行 pupils 列: “-1”不是不小于 0 的整数。"),
        (changed(2, pupils="7.5"), r"“7\.5”不是不小于 0 的整数。"),
        (changed(2, pupils=""), r"“”不是不小于 0 的整数。"),
        (changed(2, pupils=99_999_999), r"“99999999”不是.*请填写 0 到 10000000 的整数"),
        (changed(2, block="A1"), r"blocks 第 2 行 block 列: 小区“A1”出现了不止一次。.*\n.*blocks 第 4 行"),
        (changed(2, block=""), r"blocks 第 4 行 block 列: 小区编号是空的。"),
        (changed(2, x="east"), r"blocks 第 4 行 x 列: “east”不是数。"),
        (changed(2, y=""), r"blocks 第 4 行 y 列: “”不是数。"),
        (changed(2, migrant=11), r"blocks 第 4 行 migrant 列: “migrant”11 人，多于学生 10 人。"),
        (changed(2, migrant="x"), r"blocks 第 4 行 migrant 列: “x”不是不小于 0 的整数。"),
    ],
)
def test_faults_of_blocks(tmp_path, blocks, sentence):
    assert re.search(sentence, told(tmp_path, blocks, options=Options(groups=("migrant",))))


@pytest.mark.parametrize(
    "cells, sentence",
    [
        ({"seats": 0}, r"schools 第 3 行 seats 列: “0”不是正整数。"),
        ({"seats": ""}, r"“”不是正整数。"),
        ({"school": "S1"}, r"schools 第 2 行 school 列: 学校“S1”出现了不止一次。"),
        ({"school": "S;2"}, r"schools 第 3 行 school 列: 学校编号“S;2”里有分号。"),
        ({"block": "Z9"}, r"schools 第 3 行 block 列: 没有小区“Z9”。"),
        ({"block": "", "x": "", "y": ""}, r"schools 第 3 行: 学校既没有 block，也没有 x、y。"),
        ({"block": "", "x": 300, "y": ""}, r"schools 第 3 行 y 列: “”不是数。 请同时填写 x 和 y。"),
        ({"block": "", "x": 9000, "y": 100}, r"schools 第 3 行: 学校不在任何一个小区里。"),
        ({"block": "A1"}, r"小区“A1”里有 2 所学校（S1、S2）。.*--multi"),
    ],
)
def test_faults_of_schools(tmp_path, cells, sentence):
    schools = [SCHOOLS[0], {**SCHOOLS[1], **cells}]

    assert re.search(sentence, told(tmp_path, None, schools))


def test_two_schools_in_a_block_may_share_an_area(tmp_path):
    schools = [SCHOOLS[0], {**SCHOOLS[1], "block": "A1"}]

    assert read(tmp_path, None, schools, options=Options(multi=True)).home.tolist() == [0, 0]


def test_a_school_outside_every_polygon_or_in_another_one(tmp_path):
    path = write_geojson(tmp_path / "b.geojson", squares(3, 2))
    schools = [
        {"school": "S1", "x": 100, "y": 100, "seats": 60, "block": "B1"},
        {"school": "S2", "x": 601, "y": 100, "seats": 60},
        {"school": "S3", "x": 700, "y": 700, "seats": 60, "block": "A1"},
    ]

    said = told(tmp_path, path, schools, options=Options(crs="metres"))

    assert "schools 第 2 行: 学校写明在小区“B1”，坐标在小区“A1”。" in said
    assert "schools 第 3 行: 学校不在任何一个小区里。" in said
    assert "schools 第 4 行: 学校写明在小区“A1”，坐标不在任何小区。" in said


@pytest.mark.parametrize(
    "more, sentence",
    [
        ({"distances": [{"block": "Z9", "school": "S1", "metres": 5}]}, r"distances 第 2 行 block 列: 没有小区“Z9”。"),
        ({"distances": [{"block": "A1", "school": "S9", "metres": 5}]}, r"distances 第 2 行 school 列: 没有学校“S9”。"),
        ({"distances": [{"block": "A1", "school": "S1", "metres": -5}]}, r"distances 第 2 行 metres 列: “-5”不是距离。"),
        ({"distances": [{"block": "A1", "school": "S1", "metres": "far"}]}, r"“far”不是距离。"),
        ({"distances": [{"block": "A1", "school": "S1", "metres": "nan"}]}, r"“nan”不是距离。"),
        ({"distances": [{"block": "A1", "school": "S1", "km": 99_999}]}, r"“99999”不是距离。"),
        ({"distances": [{"block": "A1", "school": "S1"}]}, r"须有 metres 或 km 其中一列。"),
        ({"distances": [{"block": "A1", "school": "S1", "km": 1, "metres": 1}]}, r"须有 metres 或 km 其中一列。"),
        ({"distances": [{"block": "A1", "school": "S1", "metres": m} for m in (5, 6)]}, r"distances 第 3 行: 同一小区到同一学校写了两次。"),
        ({"distances": [{"block": "A1", "school": "S1", "metres": 5}]}, r"小区“B2”没有到任何学校的距离。[\s\S]*学校“S2”所在小区“C2”没有到本校的距离。"),
        ({"adjacency": [{"block": "A1", "neighbour": "Z9"}]}, r"adjacency 第 2 行 neighbour 列: 没有小区“Z9”。"),
        ({"adjacency": [{"block": "A1", "neighbour": "A1"}]}, r"adjacency 第 2 行: 小区“A1”写成了自己的邻居。"),
        ({"bridges": [{"block": "Z9", "neighbour": "A1"}]}, r"bridges 第 2 行 block 列: 没有小区“Z9”。"),
        ({"old": [{"block": "Z9", "school": "S1"}]}, r"old 第 2 行 block 列: 没有小区“Z9”。"),
        ({"old": [{"block": "A1", "school": "S1"}] * 2}, r"old 第 2 行 block 列: 小区“A1”出现了不止一次。"),
        ({"old": [{"block": "A1", "school": "S1;S2"}]}, r"old: 旧方案是多校划片的方案。"),
        ({"old": [{"block": "A1", "school": "S8"}]}, r"old: 旧方案里没有一所学校在学校表中。"),
    ],
)  # fmt: skip
def test_faults_of_the_other_tables(tmp_path, more, sentence):
    assert re.search(sentence, told(tmp_path, **more))


def test_a_missing_group_is_named(tmp_path):
    assert "缺少群体“dorm”的列" in told(tmp_path, options=Options(groups=("migrant", "dorm")))


def test_without_places_the_ways_and_neighbours_must_be_given(tmp_path):
    rows = [{"block": "A1", "pupils": 1}, {"block": "C2", "pupils": 1}]

    said = told(tmp_path, rows, [{"school": "S", "block": "A1", "seats": 3}])

    assert "请补上 x、y 或图形，或用 --distances 给出距离表。" in said
    with_ways = [{"block": code, "school": "S", "metres": 1} for code in ("A1", "C2")]
    said = told(tmp_path, rows, [{"school": "S", "block": "A1", "seats": 3}], distances=with_ways)
    assert "或用 --adjacency 给出相邻表" in said
    placed = [{"school": "S", "x": 1, "y": 1, "seats": 3}]
    assert "学校只有坐标，小区却没有坐标。" in told(tmp_path, rows, placed, distances=with_ways)


def test_islands_are_named_with_the_nearest_shore(tmp_path):
    rows = squares(6, 2)
    island = [row for row in rows if row["block"][0] in "ABCEF"]
    alone = [row for row in rows if row["block"][0] in "ABC"] + [
        {"block": "I1", "pupils": 4, "x": 1500, "y": 100}
    ]
    path = write_geojson(tmp_path / "i.geojson", island)
    single = write_geojson(tmp_path / "s.geojson", alone)

    said = told(tmp_path, path, options=Options(crs="metres"))
    assert "小区“E1”、“E2”、“F1”、“F2”与有学校的部分不相连；最近的是“C1”（离“E1”400 米）。" in said
    assert "请用 --bridges 写明它与哪个小区相通" in said
    assert "小区“I1”没有相邻的小区；最近的是“C1”" in told(tmp_path, single, options=Options(crs="metres"))


def test_an_island_with_its_own_school_is_none_and_a_bridge_ends_it(tmp_path):
    rows = [row for row in squares(6, 2) if row["block"][0] in "ABCEF"]
    path = write_geojson(tmp_path / "i.geojson", rows)

    own = read(
        tmp_path,
        path,
        [*SCHOOLS, {"school": "S3", "block": "F1", "seats": 40}],
        options=Options(crs="metres"),
    )
    bridged = read(
        tmp_path, path, bridges=[{"block": "C1", "neighbour": "E1"}], options=Options(crs="metres")
    )

    assert own.n_schools == 3 and bridged.n_blocks == 10


BOW = [[0, 0], [200, 200], [200, 0], [0, 200], [0, 0]]


@pytest.mark.parametrize(
    "ring, sentence",
    [
        (BOW, r"blocks 第 1 个要素: 边界自相交或不闭合（自相交，在 ?100 100）。"),
        (None, r"blocks 第 1 个要素 geometry 列: 没有图形。"),
        ([[0, 0], [1, 1]], r"blocks 第 1 个要素 geometry 列: 图形读不出来。"),
        ([[0, 0], [0.4, 0], [0.4, 0.3], [0, 0]], r"blocks 第 1 个要素: 面积不到 1 平方米。"),
        (outline({"x": 150, "y": 100}), r"小区“A1”与“B1”重叠 10,000 平方米。"),
        (outline({"x": 300, "y": 100}), r"小区“A1”与“B1”重叠 40,000 平方米。"),
        ([[250, 50], [350, 50], [350, 150], [250, 150], [250, 50]], r"小区“A1”与“B1”重叠 10,000 平方米。"),
    ],
)
def test_faults_of_polygons(tmp_path, ring, sentence):
    rows = squares(3, 2)
    rings = [ring, *(outline(row) for row in rows[1:])]
    path = write_geojson(tmp_path / "b.geojson", rows, rings)

    assert re.search(sentence, told(tmp_path, path, options=Options(crs="metres")))


@pytest.mark.parametrize(
    "side, shift, is_fault", [(100, 3, True), (1000, 15, False), (20, 2, False), (100, 1, False)]
)
def test_borders_may_overlap_a_little(tmp_path, side, shift, is_fault):
    """3 % and 300 m² are a fault; 1.5 % of a large block, or 40 m² of a small one, are drawing."""
    rows = [{"block": "A1", "pupils": 1}, {"block": "B1", "pupils": 1}]
    rings = [
        [[x + at, y] for x, y in [(0, 0), (side, 0), (side, side), (0, side), (0, 0)]]
        for at in (0, side - shift)
    ]
    path = write_geojson(tmp_path / "b.geojson", rows, rings)
    schools = [{"school": "S1", "block": "A1", "seats": 9}]

    if is_fault:
        assert "小区“A1”与“B1”重叠 300 平方米。" in told(
            tmp_path, path, schools, options=Options(crs="metres")
        )
    else:
        assert read(tmp_path, path, schools, options=Options(crs="metres")).n_blocks == 2


def test_a_point_among_polygons(tmp_path):
    path = write_geojson(tmp_path / "b.geojson", squares(3, 2))
    read_back = json.loads(path.read_text())
    read_back["features"][1]["geometry"] = {"type": "Point", "coordinates": [300, 100]}
    path.write_text(json.dumps(read_back))

    assert "blocks 第 2 个要素: 这一处是点，别处是面。" in told(tmp_path, path, options=Options(crs="metres"))


def test_files_that_are_none(tmp_path):
    broken, other = tmp_path / "x.geojson", tmp_path / "y.geojson"
    broken.write_text("{")
    other.write_text('{"type": "Feature"}')
    no_code = write_geojson(tmp_path / "z.geojson", [{"pupils": 1, "x": 1, "y": 1}])

    assert "blocks 不是合格的 JSON 文件" in told(tmp_path, broken)
    assert "blocks 不是 FeatureCollection" in told(tmp_path, other)
    assert "blocks 的要素缺少属性“block”" in told(tmp_path, no_code)
    with pytest.raises(BadInput, match="找不到文件"):
        read(tmp_path, tmp_path / "nothing.csv")
    with pytest.raises(BadInput, match="找不到文件"):
        read(tmp_path, tmp_path / "nothing.geojson")
    assert issubclass(NotFound, BadInput)


def test_a_property_that_is_no_text_and_no_number(tmp_path):
    path = write_geojson(tmp_path / "b.geojson", [{**row, "tags": ["a"]} for row in squares(3, 2)])

    assert "blocks 的属性无法读成表格" in told(tmp_path, path, options=Options(crs="metres"))


def test_schools_that_are_areas_and_tables_that_do_not_close(tmp_path):
    area = tmp_path / "s.csv"
    area.write_text('school,seats,wkt\nS1,5,"POLYGON ((0 0, 9 0, 9 9, 0 0))"\n')
    ragged = tmp_path / "r.csv"
    ragged.write_text("block,school\nA1\nA2,S1,x\n")

    said = told(tmp_path, None, area, old=ragged)

    assert "schools: 学校的图形不是点。" in said
    assert "old 第 2 行: 有 1 格，列名有 2 格。" in said and "old 第 3 行: 有 3 格" in said


def test_places_that_are_all_empty_are_told_cell_by_cell(tmp_path):
    said = told(tmp_path, [{**row, "x": "", "y": ""} for row in squares(2, 1)], SCHOOLS[:1])

    assert "blocks 第 3 行 y 列: “”不是数。" in said and "有 4 处不合格" in said


def test_an_island_of_a_town_without_places_is_named_without_a_shore(tmp_path):
    rows = [{"block": code, "pupils": 1} for code in ("A1", "C2", "D")]
    ways = [{"block": code, "school": s, "metres": 1} for code in ("A1", "C2", "D") for s in ("S1", "S2")]
    adjacency = [{"block": "A1", "neighbour": "C2"}]

    said = told(tmp_path, rows, distances=ways, adjacency=adjacency)

    assert "blocks: 小区“D”没有相邻的小区。 请用 --bridges" in said


def test_empty_tables_are_told(tmp_path):
    empty = tmp_path / "e.csv"
    empty.write_text("block,pupils,x,y\n")
    none = write_csv(tmp_path / "n.csv", [{"school": "", "seats": ""}])

    said = told(tmp_path, empty, none)

    assert "blocks: 一行数据也没有。" in said and "schools: 一行数据也没有。" in said


def test_all_faults_of_all_files_are_told_together(tmp_path):
    blocks = changed(1, pupils="many")
    schools = [SCHOOLS[0], {**SCHOOLS[1], "seats": 0}]
    adjacency = [{"block": "A1", "neighbour": "Z9"}]

    said = told(tmp_path, blocks, schools, adjacency=adjacency, old=[{"block": "Q", "school": "S1"}])

    for part in ("“many”", "“0”不是正整数", "没有小区“Z9”", "没有小区“Q”", "有 4 处不合格"):
        assert part in said


def test_very_many_faults_of_one_kind_are_counted(tmp_path):
    rows = [{**row, "pupils": "?"} for row in squares(6, 5)]

    said = told(tmp_path, rows)

    assert said.count("“?”") == 20 and "同类错误另有 10 处" in said
