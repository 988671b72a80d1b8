"""The page tells a parent what is so, tells no child's place, and asks nobody for anything."""

import base64
import hashlib
import json
import re

import numpy as np
import pytest
from grown_plans import ENDS, certificate_of, grown, picture, plan_of, street, town, wkt_square, written
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.zones.problem import Options
from xuezheng.allocation.zones.reading.neighbours import pairs_of_points
from xuezheng.allocation.zones.report import report_files
from xuezheng.allocation.zones.report.land import PALETTE, colours, land_of
from xuezheng.allocation.zones.report.picture import picture_of, read_picture
from xuezheng.allocation.zones.report.writing import files_of
from xuezheng.errors import BadInput, NotFound


def page_of(problem, zone=None, **options) -> str:
    return files_of(picture(problem, zone, **options))["report.html"].decode()


def text_of(page: str) -> str:
    return re.sub(r"<[^>]*>", "", re.sub(r"<(script|style)[\s\S]*?</\1>", "", page))


def data_of(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="data">([\s\S]*?)</script>', page)[1])


def test_the_sums_of_a_street(tmp_path):
    said = text_of(page_of(town(tmp_path)))

    # Two blocks each; their middles lie 0 and 100 m from the school's.
    assert "孩子到自己的学校平均 50 米，最远 100 米。" in said
    # The bound is nine tenths of the objective: 45 m, so 5 m can be saved at most.
    assert "任何划法都不可能让平均路程短于 45.0 米，所以换一种划法，平均每个孩子最多再少走 5.0 米。" in said
    assert "1　东街小学22020100.0%50 米100 米" in said
    assert "2　西街小学2202580.0%50 米100 米" in said
    assert "全部4404588.9%50 米100 米少于 5 人" in said


def test_a_town_without_groups_has_no_column_for_them(tmp_path):
    said = text_of(page_of(town(tmp_path, options=Options(crs="metres"))))

    assert "全部4404588.9%50 米100 米怎样核对" in said.replace("\n", "") and "群体" not in said


def test_a_known_group_is_called_by_its_name(tmp_path):
    rows = [{**row, "migrant": 2} for row in street()]
    page = page_of(town(tmp_path, rows, options=Options(crs="metres", groups=("migrant", "boarder"))))

    assert "<th class=n>随迁子女</th><th class=n>boarder</th>" in page


def test_weighted_terms_are_told_in_per_cent(tmp_path):
    assert "任何划法的总分都不会比本方案好过 10.00%。" in text_of(page_of(town(tmp_path), balance=50))


def test_a_plan_that_moves_as_few_as_it_can_says_how_many(tmp_path):
    problem = town(tmp_path)
    zone = grown(problem)
    statement = certificate_of(problem, zone, minimal_change=True).statement(plan_of(problem, zone))

    said = [
        text_of(
            files_of(
                picture_of(problem.sheets, plan_of(problem, zone), statement | {"moved": {"pupils": n}})
            )["report.html"].decode()
        )
        for n in (0, 3, 12)
    ]

    assert [
        "换学校的学生 0 名。" in said[0],
        "换学校的学生 少于 5 名。" in said[1],
        "换学校的学生 12 名。" in said[2],
    ] == [True] * 3
    assert "已经证明" not in said[0]


def test_a_tolerance_is_told(tmp_path):
    assert "不超过学位（容许超出 3 人加 学位的 2.5%）。" in text_of(
        page_of(town(tmp_path), tolerance=3, tolerance_permille=25)
    )


def test_the_reader_is_told_how_neighbours_were_found(tmp_path):
    assert "边界相距 2 米以内" in text_of(page_of(town(tmp_path)))


def test_a_count_that_points_at_a_child_is_not_told(tmp_path):
    rows = street()
    rows[0]["boarder"] = 0
    few = text_of(page_of(town(tmp_path, rows)))
    many = text_of(page_of(town(tmp_path, street(boarder=4))))

    assert "少于 5 人" in few and "1　东街小学22020100.0%50 米100 米40.0%" in many


def test_no_file_for_the_public_says_how_many_pupils_live_in_a_block(tmp_path):
    files = files_of(picture(town(tmp_path, street(pupils=7))))

    blocks = [
        f["properties"]
        for f in json.loads(files["plan.geojson"])["features"]
        if f["properties"]["kind"] == "block"
    ]
    assert all(set(b) == {"kind", "block", "name", "zone", "school", "metres"} for b in blocks)
    assert set(data_of(files["report.html"].decode())) == {
        "size", "letter", "zones", "schools", "block", "name", "zone", "walk", "near", "near_walk",
        "x", "y", "path",
    }  # fmt: skip


def test_the_policy_lets_only_the_pages_own_script_and_style_run(tmp_path):
    page = page_of(town(tmp_path))

    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    for tag in ("script", "style"):
        content = re.search(rf"<{tag}>([\s\S]*?)</{tag}>", page)[1]
        made = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{made}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"https?://|url\(|@import|\son\w+=|\sstyle=|<link|<img|innerHTML", page)


def test_names_cannot_break_out_of_the_page(tmp_path):
    evil = '</script><script>alert("1")</script>&<b>'
    rows = [{**row, "name": evil} for row in street()]
    schools = [{**school, "name": evil} for school in ENDS]

    page = page_of(town(tmp_path, rows, schools))

    assert page.count("<script") == 2 and "alert(&quot;1&quot;)" in page
    assert data_of(page)["name"][0] == evil and data_of(page)["schools"][0][0] == evil


def test_the_map_needs_no_script_to_show_zones_and_schools(tmp_path):
    page = page_of(town(tmp_path))

    svg = re.search(r'<svg id="map"[\s\S]*?</svg>', page)[0]
    assert len(set(re.findall(r'<path fill="([^"]+)"', svg))) == 2
    assert svg.count("<circle") == 2 and "东街小学" in svg


def test_the_data_of_the_map_are_those_of_the_plan(tmp_path):
    data = data_of(page_of(town(tmp_path)))

    assert data["block"] == ["B0", "B1", "B2", "B3"] and data["name"][1] == "1号院"
    assert data["zone"] == [0, 0, 1, 1] and data["walk"] == [0, 100, 100, 0]
    # 400 m and a margin of 2 % on either side are 6,000 units, so 100 m are 1,442.
    steps = {abs(int(n)) for path in data["path"] for n in re.findall(r"-?\d+", path.split("l")[1])}
    assert steps == {0, 1442, 1443}


def test_a_block_knows_a_nearer_school_that_is_not_its_own(tmp_path):
    data = data_of(page_of(town(tmp_path), np.array([0, 1, 1, 1])))

    # B1 lies 100 m from S1 and was given S2; the middle blocks else have the nearer one.
    assert data["near"] == [-1, 0, -1, -1] and data["near_walk"] == [0, 100, 0, 0]
    assert [zone[1:] for zone in data["zones"]] == [[[0], 50], [[1], 120]]


def test_north_is_up_and_east_is_right(tmp_path):
    rows = [
        {"block": f"{i}{j}", "pupils": 5, "boarder": 0, "wkt": wkt_square(i, j)}
        for i in range(2)
        for j in range(2)
    ]

    data = data_of(page_of(town(tmp_path, rows, [{"school": "S", "block": "00", "seats": 30}])))

    place = dict(zip(data["block"], zip(data["x"], data["y"], strict=True), strict=True))
    assert place["00"][0] < place["10"][0] and place["01"][1] < place["00"][1]


def test_blocks_that_are_points_are_drawn_and_the_page_says_so(tmp_path):
    files = files_of(picture(town(tmp_path, street(shape=False))))

    assert "图上的边界是按远近画出的示意" in files["report.html"].decode()
    assert json.loads(files["plan.geojson"])["outlines"] == "drawn around points, not surveyed"


def test_blocks_without_places_have_figures_but_no_map(tmp_path):
    rows = [{"block": f"B{i}", "pupils": 10, "boarder": 1} for i in range(4)]
    ways = [
        {"block": f"B{i}", "school": s, "metres": abs(i - k) * 100}
        for i in range(4)
        for s, k in (("S1", 0), ("S2", 3))
    ]
    chain = [{"block": f"B{i}", "neighbour": f"B{i + 1}"} for i in range(3)]

    files = files_of(picture(town(tmp_path, rows, distances=ways, adjacency=chain)))

    page = files["report.html"].decode()
    assert "<svg" not in page and "<script" not in page and "平均 50 米" in text_of(page)
    assert all(f["geometry"] is None for f in json.loads(files["plan.geojson"])["features"])


def test_a_plan_of_areas_names_the_schools_of_each(tmp_path):
    problem = town(tmp_path)
    plan = table_of("plan", {"block": problem.blocks, "area": ["一片"] * 4, "school": ["S1;S2"] * 4})

    made = picture_of(problem.sheets, plan, certificate_of(problem, grown(problem)).statement(plan))

    assert made.walk.tolist() == [0, 100, 100, 0]
    said = text_of(files_of(made)["report.html"].decode())
    assert "1　一片东街小学、西街小学4404588.9%" in said and "孩子到最近的一所平均 50 米" in said


def test_the_folder_alone_gives_the_same_files(tmp_path):
    problem = town(tmp_path)
    zone = grown(problem)
    plan = plan_of(problem, zone)
    files = report_files(problem, plan, certificate_of(problem, zone).statement(plan))

    folder = written(tmp_path / "plan", problem)

    again = files_of(read_picture(folder))
    assert {name: raw for name, raw in again.items() if name != "report.html"} == {
        name: raw for name, raw in files.items() if name != "report.html"
    }
    assert again["report.html"] == files["report.html"]


def test_a_folder_that_is_no_plan_of_zones_is_refused(tmp_path):
    folder = written(tmp_path / "plan", town(tmp_path))
    statement = json.loads((folder / "plan.json").read_text())

    with pytest.raises(NotFound, match="不是一个方案文件夹"):
        read_picture(tmp_path)
    (folder / "plan.json").write_text(json.dumps({**statement, "kind": "classes"}))
    with pytest.raises(BadInput, match="种类是“classes”"):
        read_picture(folder)
    (folder / "plan.json").write_text("{}")
    with pytest.raises(BadInput, match="证书不合格"):
        read_picture(folder)
    (folder / "plan.json").write_text(json.dumps(statement))
    (folder / "inputs" / "sites.csv").unlink()
    with pytest.raises(BadInput, match="缺少 sites"):
        read_picture(folder)


def test_a_folder_without_places_or_walks_is_refused(tmp_path):
    folder = written(tmp_path / "plan", town(tmp_path))
    (folder / "inputs" / "points.csv").unlink()

    with pytest.raises(BadInput, match="既没有坐标，也没有距离表"):
        read_picture(folder)


def test_a_plan_that_leaves_a_block_out_is_refused(tmp_path):
    problem = town(tmp_path)
    plan = table_of("plan", {"block": ["B0", "B1"], "school": ["S1", "S2"]})

    with pytest.raises(BadInput, match="有小区没有学校"):
        picture_of(problem.sheets, plan, certificate_of(problem, grown(problem)).statement(plan))


def test_who_moves_and_why(tmp_path):
    old = [("B0", "S2"), ("B1", "S1"), ("B2", "S9")]
    problem = town(tmp_path, old=[{"block": b, "school": s} for b, s in old])

    files = files_of(picture(problem))

    assert files["moves.csv"].decode().splitlines() == [
        "block,name,pupils,from,to,metres_before,metres_after,reason",
        "B0,0号院,10,S2,S1,300,0,调整",
        "B2,2号院,10,S9,S2,,100,原学校已撤并",
        "B3,3号院,10,,S2,,0,新建小区",
    ]
    (tmp_path / "moves.xlsx").write_bytes(files["moves.xlsx"])
    sheet = read_table(tmp_path / "moves.xlsx")
    assert sheet.columns["原路程（米）"] == ["300", "", ""] and sheet.columns["小区"] == ["B0", "B2", "B3"]
    page = files["report.html"].decode()
    assert "原学校已撤并 1 个小区（10 名学生）" in text_of(page)
    # People read names; a school that is gone has only its code.
    assert "<td>0号院</td><td>西街小学</td><td>东街小学</td>" in page
    assert "<td>2号院</td><td>S9</td><td>西街小学</td>" in page
    assert files_of(picture(problem))["moves.xlsx"] == files["moves.xlsx"]


def test_very_few_who_move_are_not_counted_in_public(tmp_path):
    old = [{"block": f"B{i}", "school": "S1"} for i in range(4)]

    said = text_of(page_of(town(tmp_path, street(pupils=2), old=old)))

    assert "调整 2 个小区（少于 5 名学生）" in said


def test_nobody_moves(tmp_path):
    old = [{"block": f"B{i}", "school": s} for i, s in enumerate(("S1", "S1", "S2", "S2"))]

    assert "没有小区换学校" in page_of(town(tmp_path, old=old))


def test_zones_dissolve_without_slits_and_turn_as_the_standard_asks(tmp_path):
    import shapely

    rows = [
        {"block": f"{i}-{j}", "pupils": 5, "boarder": 0, "wkt": wkt_square(i, j)}
        for i in range(5)
        for j in range(4)
    ]
    schools = [
        {"school": s, "block": b, "seats": 99} for s, b in (("S1", "0-0"), ("S2", "4-3"), ("S3", "4-0"))
    ]

    files = files_of(picture(town(tmp_path, rows, schools)))

    zones = [f for f in json.loads(files["plan.geojson"])["features"] if f["properties"]["kind"] == "zone"]
    shapes = [shapely.from_geojson(json.dumps(f["geometry"])) for f in zones]
    assert [s.geom_type for s in shapes] == ["Polygon"] * 3 and all(not s.interiors for s in shapes)
    assert sum(s.area for s in shapes) == 20 * 100 * 100 and all(s.exterior.is_ccw for s in shapes)
    assert sum(z["properties"]["pupils"] for z in zones) == 100


def test_drawn_zones_have_no_holes_but_those_of_other_zones(tmp_path):
    """Ninety blocks strewn about leave slits between their cells; one zone lies inside the other."""
    strewn = np.random.default_rng(4).integers(-900, 900, (90, 2))
    rows = [
        {"block": f"R{i}", "pupils": 1, "boarder": 0, "x": x, "y": y}
        for i, (x, y) in enumerate(strewn.tolist())
    ]
    schools = [{"school": "S1", "block": "R0", "seats": 99}, {"school": "S2", "block": "R1", "seats": 9}]
    problem = town(tmp_path, rows, schools)
    middle = int(np.argmin((problem.at**2).sum(axis=1)))

    zones = land_of(picture(problem, np.where(np.arange(90) == middle, 1, 0))).zones

    assert len(zones[0].interiors) == 1 and len(zones[1].interiors) == 0


def test_degrees_come_out_as_degrees(tmp_path):
    rows = [
        {"block": f"B{i}", "pupils": 5, "boarder": 0, "x": f"120.{150 + i}", "y": "30.25"} for i in range(4)
    ]
    options = Options(crs="wgs84", groups=("boarder",))

    files = files_of(picture(town(tmp_path, rows, options=options)))

    schools = [
        f for f in json.loads(files["plan.geojson"])["features"] if f["properties"]["kind"] == "school"
    ]
    assert [s["geometry"]["coordinates"] for s in schools] == [
        pytest.approx([120.15, 30.25], abs=1e-5), pytest.approx([120.153, 30.25], abs=1e-5),
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=40, unique=True))
def test_zones_that_touch_have_different_colours(points):
    touching, _ = pairs_of_points(np.array(points))

    colour = colours(len(points), touching)

    assert all(colour[a] != colour[b] for a, b in touching.tolist())
    assert max(colour) < len(PALETTE)


def test_more_rows_than_a_page_holds_are_folded(tmp_path):
    rows = [{"block": f"B{i:03d}", "pupils": 5, "boarder": 0, "wkt": wkt_square(i, 0)} for i in range(70)]
    schools = [{"school": f"S{i:03d}", "block": f"B{i:03d}", "seats": 9} for i in range(70)]

    assert "<summary>其余 10 行</summary>" in page_of(town(tmp_path, rows, schools))


def test_outlines_with_very_many_corners_are_simplified_together(tmp_path, monkeypatch):
    from xuezheng.allocation.zones.report import land

    problem = picture(town(tmp_path))
    monkeypatch.setattr(land, "MOST_CORNERS", 3)

    assert land.for_drawing(land_of(problem).cells, 1.0).shape == (4,)
