"""A plan of areas is changed like any other; copies that were touched are not; a map of one's own is an input too."""

import json
import shutil

import numpy as np
import pytest
from typer.testing import CliRunner

from xuezheng.allocation.tables import Table, read_table, table_of
from xuezheng.allocation.tables.sheets import read_sheet
from xuezheng.allocation.verifying import verify_plan
from xuezheng.allocation.zones.changing import change_of, changed_tables
from xuezheng.cli.main import build
from xuezheng.errors import BadInput


def run(*arguments):
    found = CliRunner().invoke(build(), [str(a) for a in arguments])
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """A hundred square blocks as a map, nine schools, every walk given."""
    folder = tmp_path_factory.mktemp("city")
    at = [(200 * (i % 10), 200 * (i // 10)) for i in range(100)]
    features = [
        {
            "type": "Feature",
            "properties": {"block": f"B{i:02d}", "pupils": 10},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y], [x + 200, y], [x + 200, y + 200], [x, y + 200], [x, y]]],
            },
        }
        for i, (x, y) in enumerate(at)
    ]
    (folder / "blocks.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    homes = [11, 14, 18, 41, 44, 48, 81, 84, 88]
    schools = {"school": list("ABCDEFGHI"), "block": [f"B{h}" for h in homes], "seats": [130] * 9}
    away = np.abs(np.array(at)[:, None, :] - np.array(at)[homes][None, :, :]).sum(axis=2)
    ways = {
        "block": [f"B{i:02d}" for i in range(100) for _ in homes],
        "school": list("ABCDEFGHI") * 100,
        "metres": away.ravel().tolist(),
    }
    for name, columns in (("schools", schools), ("distances", ways)):
        (folder / f"{name}.csv").write_bytes(table_of(name, columns).csv())
    return folder


def draw(city, out, *more):
    run(
        "zones", city / "blocks.geojson", city / "schools.csv", "--distances", city / "distances.csv",
        "--crs", "metres", "--seed", "2026", "--out", out, "--seconds", 0.2, *more,
    )  # fmt: skip
    return out


@pytest.fixture(scope="module")
def single(city, tmp_path_factory):
    return draw(city, tmp_path_factory.mktemp("made") / "plan")


@pytest.fixture(scope="module")
def multi(city, tmp_path_factory):
    return draw(city, tmp_path_factory.mktemp("made") / "areas", "--multi")


def areas(folder):
    columns = read_table(folder / "plan.csv").columns
    return dict(zip(columns["block"], columns["area"], strict=True))


def test_a_school_that_closes_moves_nobody_whose_area_still_has_seats(multi, tmp_path):
    cell = read_table(multi / "plan.csv").columns["school"][0]
    closed, stays, _ = cell.split(";")
    told = run(
        "rezone", multi, "--close", closed, "--seats", f"{stays}=400", "--out", tmp_path / "p", "--seconds", 0.2, "--json",
    )  # fmt: skip

    assert json.loads(told.stdout)["moved"] == {"blocks": 0, "pupils": 0}
    assert areas(tmp_path / "p") == areas(multi)
    assert closed not in ";".join(read_table(tmp_path / "p" / "plan.csv").columns["school"])
    assert verify_plan(tmp_path / "p").ok


def test_an_estate_in_an_area_moves_no_more_than_it_has_seats_too_few(multi, tmp_path):
    area = areas(multi)["B11"]
    told = run("rezone", multi, "--estate", "B11=100", "--out", tmp_path / "p", "--seconds", 0.2, "--json")

    full = sum(a == area for a in areas(multi).values()) * 10 + 100 - 390
    assert json.loads(told.stdout)["moved"]["pupils"] == max(-(-full // 10) * 10, 0)
    assert verify_plan(tmp_path / "p").ok


def test_a_school_that_opens_joins_the_area_of_its_block(multi, tmp_path):
    change = change_of((), ["D,B00,50"], (), ())
    with pytest.raises(BadInput, match="已经有了"):
        changed_tables(multi, change)

    tables = changed_tables(multi, change_of(["D"], ["D,B00,50"], (), ()))

    sheet = tables["schools"].columns
    assert dict(zip(sheet["school"], sheet["area"], strict=True))["D"] == areas(multi)["B00"]


@pytest.mark.parametrize("is_turned_round", [False, True])
def test_walks_to_a_closed_school_are_left_out_and_hashed_as_if_read_again(is_turned_round, single, tmp_path):
    folder = shutil.copytree(single, tmp_path / "plan")
    if is_turned_round:
        head, *rows = (folder / "inputs" / "distances.csv").read_text(encoding="utf-8").splitlines()
        text = "\n".join([head, *reversed(rows), ""])
        (folder / "inputs" / "distances.csv").write_text(text, encoding="utf-8")

    ways = changed_tables(folder, change_of(["E"], (), (), ()))["distances"]

    file = tmp_path / "ways.csv"
    file.write_bytes(ways.csv())
    kept = [row for row in read_table(single / "inputs" / "distances.csv").lines() if b'"E"' not in row]
    assert ways.n_rows == 800 and ways.lines() == sorted(kept)
    assert ways.sha256() == read_sheet(file).sha256() == Table("", dict(ways.columns)).sha256()


@pytest.mark.parametrize("name", ["blocks", "distances"])
def test_a_plan_whose_copies_were_touched_is_not_changed_further(name, single, tmp_path):
    folder = shutil.copytree(single, tmp_path / "plan")
    file = folder / "inputs" / f"{name}.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("B11", "B12", 1), encoding="utf-8")

    with pytest.raises(BadInput, match=f"inputs/{name}.csv"):
        changed_tables(folder, change_of(["E"], (), (), ()))


def test_ones_own_map_is_checked_and_another_is_found_out(city, single, tmp_path):
    other = tmp_path / "other.geojson"
    other.write_text((city / "blocks.geojson").read_text().replace('"pupils": 10', '"pupils": 11', 1))

    assert verify_plan(single, {"blocks": city / "blocks.geojson"}).ok
    failed = [check.name for check in verify_plan(single, {"blocks": other}).checks if not check.ok]
    assert failed == ["input:blocks"]
