"""A town comes out the same whatever file it came in."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from paper_towns import SCHOOLS, outline, pairs, read, squares, write_csv, write_geojson

from xuezheng.allocation.zones.problem import Options

ROOK = {
    frozenset(p) for p in [("A1", "B1"), ("B1", "C1"), ("A2", "B2"), ("B2", "C2"), ("A1", "A2"), ("B1", "B2"), ("C1", "C2")]
}  # fmt: skip


def test_the_sums_of_a_small_town(tmp_path):
    problem = read(tmp_path, options=Options(groups=("migrant",)))

    assert problem.blocks == ("A1", "A2", "B1", "B2", "C1", "C2")
    assert problem.schools == ("S1", "S2")
    assert problem.pupils.tolist() == [10] * 6 and problem.seats.tolist() == [60, 50]
    assert problem.groups["migrant"].tolist() == [2] * 6
    assert [problem.blocks[b] for b in problem.home] == ["A1", "C2"]
    # C1 is two squares east of A1, and one south of C2; B2 lies a diagonal from A1.
    assert problem.metres[4].tolist() == [400, 200]
    assert problem.metres[3].tolist() == [283, 200]
    assert problem.metres.dtype == np.int32 and problem.other.dtype == np.int32


def test_neighbours_are_symmetric_and_ascending(tmp_path):
    problem = read(tmp_path, squares(7, 5), [{"school": "S1", "block": "A1", "seats": 400}])

    rows = [problem.other[problem.start[i] : problem.start[i + 1]].tolist() for i in range(problem.n_blocks)]
    assert all(row == sorted(set(row)) and i not in row for i, row in enumerate(rows))
    assert all(i in rows[k] for i, row in enumerate(rows) for k in row)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_tables_of_every_kind_and_order_give_the_same(tmp_path, kind):
    rows = squares(3, 2)[::-1]
    path = tmp_path / f"blocks.{kind}"
    if kind == "csv":
        write_csv(path, [dict(reversed(row.items())) for row in rows])
    elif kind == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    else:
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, rows[0])
            for i, row in enumerate(rows, start=1):
                sheet.write_row(i, 0, row.values())

    problem, plain = read(tmp_path, path), read(tmp_path)

    assert {name: t.sha256() for name, t in problem.sheets.items()} == {
        name: t.sha256() for name, t in plain.sheets.items()
    }
    assert (problem.metres == plain.metres).all() and pairs(problem) == pairs(plain)


def test_polygons_as_geojson_and_as_wkt_give_the_same_map(tmp_path):
    rows = squares(3, 2)
    as_wkt = [
        {k: v for k, v in row.items() if k not in "xy"}
        | {"wkt": f"POLYGON (({', '.join(f'{x} {y}' for x, y in outline(row))}))"}
        for row in rows
    ]

    from_features = read(tmp_path, write_geojson(tmp_path / "b.geojson", rows), options=Options(crs="metres"))
    from_wkt = read(tmp_path, as_wkt, options=Options(crs="metres"))

    for problem in (from_features, from_wkt):
        assert pairs(problem) == ROOK
        assert problem.at.tolist() == [[100, 100], [100, 300], [300, 100], [300, 300], [500, 100], [500, 300]]
    assert from_features.sheets["outlines"].sha256() == from_wkt.sheets["outlines"].sha256()


def test_a_polygon_may_bring_its_own_middle(tmp_path):
    rows = squares(3, 2)
    path = write_geojson(tmp_path / "b.geojson", [{**row, "px": 1} for row in rows])
    text = path.read_text().replace('"px": 1', '"x": 11, "y": 22')
    path.write_text(text)

    assert read(tmp_path, path, options=Options(crs="metres")).at.tolist() == [[11, 22]] * 6


def test_a_school_on_a_border_belongs_to_the_first_block(tmp_path):
    path = write_geojson(tmp_path / "b.geojson", squares(3, 2))
    schools = [{"school": "S1", "x": 200, "y": 150, "seats": 90}]

    problem = read(tmp_path, path, schools, options=Options(crs="metres"))

    assert problem.blocks[problem.home[0]] == "A1" and problem.school_at.tolist() == [[200, 150]]


def test_a_school_known_by_its_place_is_in_the_nearest_block(tmp_path):
    problem = read(tmp_path, None, [{"school": "S1", "x": 310, "y": 250, "seats": 90}])

    assert problem.blocks[problem.home[0]] == "B2"
    assert problem.metres[3, 0] == 51  # (300, 300) to (310, 250)


def test_points_may_come_as_geojson_too(tmp_path):
    def features(name, rows):
        made = [
            {
                "type": "Feature",
                "properties": {k: v for k, v in row.items() if k not in "xy"},
                "geometry": {"type": "Point", "coordinates": [row["x"], row["y"]]},
            }
            for row in rows
        ]
        path = tmp_path / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": made}))
        return path

    blocks = features("b.geojson", squares(3, 2))
    schools = features("s.geojson", [{"school": "S1", "seats": 90, "x": 310, "y": 250}])

    problem = read(tmp_path, blocks, schools, options=Options(crs="metres"))

    assert problem.at.tolist() == read(tmp_path).at.tolist()
    assert problem.blocks[problem.home[0]] == "B2" and problem.school_at.tolist() == [[310, 250]]


def test_distances_may_be_few_and_in_kilometres(tmp_path):
    rows = [{"block": row["block"], "school": "S1", "km": "0.4506"} for row in squares(3, 2)]
    rows += [{"block": "C2", "school": "S2", "km": "0"}]

    problem = read(tmp_path, distances=rows)

    assert problem.metres[:, 0].tolist() == [451] * 6
    assert problem.metres[:, 1].tolist() == [-1, -1, -1, -1, -1, 0]


def test_a_town_without_places_needs_distances_and_neighbours_only(tmp_path):
    rows = [{"block": f"B{i}", "pupils": 5} for i in range(3)]
    ways = [{"block": f"B{i}", "school": "S", "metres": 100 * i} for i in range(3)]
    chain = [{"block": "B0", "neighbour": "B1"}, {"block": "B2", "neighbour": "B1"}]

    problem = read(
        tmp_path, rows, [{"school": "S", "block": "B0", "seats": 20}], distances=ways, adjacency=chain
    )

    assert problem.at is None and pairs(problem) == {frozenset(("B0", "B1")), frozenset(("B1", "B2"))}
    assert "points" not in problem.sheets and "outlines" not in problem.sheets


def test_last_years_plan_knows_new_blocks_and_closed_schools(tmp_path):
    old = [
        {"block": b, "school": s}
        for b, s in [("A1", "S1"), ("A2", "S2"), ("B1", "S9"), ("B2", "S1"), ("C1", "S2")]
    ]

    problem = read(tmp_path, old=old)

    assert problem.old.tolist() == [0, 1, -1, 0, 1, -1]
    assert any("S9（1 个小区）" in note and "撤并" in note for note in problem.notes)
    assert any("C2" in note and "新建" in note for note in problem.notes)


def test_what_was_derived_is_enough_to_rebuild_the_arrays(tmp_path):
    problem = read(
        tmp_path, write_geojson(tmp_path / "b.geojson", squares(4, 3)), options=Options(crs="metres")
    )

    points, sites = problem.sheets["points"].columns, problem.sheets["sites"].columns
    at = np.array([points["x"], points["y"]], np.int64).T
    school_at = np.array([sites["x"], sites["y"]], np.int64).T
    squared = ((at[:, None] - school_at[None]) ** 2).sum(axis=2)
    assert (np.rint(np.sqrt(squared.astype(float))) == problem.metres).all()
    stated = problem.sheets["neighbours"].columns
    assert {frozenset(p) for p in zip(stated["block"], stated["neighbour"], strict=True)} == pairs(problem)
    assert list(sites["block"]) == ["A1", "C2"] and [s["school"] for s in SCHOOLS] == list(sites["school"])
