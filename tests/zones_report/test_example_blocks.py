"""The example files for zones: real enough to be read without a fault, and always the same."""

import pytest
from grown_plans import grown
from typer.testing import CliRunner

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import read_table
from xuezheng.allocation.zones.problem import Options
from xuezheng.allocation.zones.reading import read_problem
from xuezheng.cli.main import build
from xuezheng.errors import BadInput, Occupied
from xuezheng.jobs.demo.zones_example import write_example


def example(folder, **changed):
    return write_example(folder, **{"pupils": 60_000, "seed": "霁川", "district": "990102", **changed})


@pytest.mark.parametrize("name, n_derived", [("blocks.geojson", 5), ("blocks.csv", 4)])
def test_the_example_is_read_without_a_fault(tmp_path, name, n_derived):
    made = example(tmp_path / "x")
    files = {"blocks": tmp_path / "x" / name, "schools": tmp_path / "x" / "schools.csv"}

    problem = read_problem(files, Options(crs="metres", groups=("migrant",)), seed_of("a"))

    assert (problem.n_blocks, problem.n_schools) == (made.blocks, made.schools)
    assert made.pupils < made.seats < 1.2 * made.pupils
    assert (grown(problem) >= 0).all() and len(problem.sheets) == 2 + n_derived


def test_blocks_have_names_of_their_own_and_children_for_years_to_come(tmp_path):
    example(tmp_path / "x")

    names = read_table(tmp_path / "x" / "blocks.csv").columns["name"]
    assert len(set(names)) == len(names)
    assert set(read_table(tmp_path / "x" / "cohorts.csv").columns["year"]) == {
        str(2026 + i) for i in range(5)
    }


def test_the_same_seed_gives_the_same_files(tmp_path):
    for name, seed in (("a", "霁川"), ("b", "霁川"), ("c", "别的")):
        example(tmp_path / name, seed=seed)

    same = [(tmp_path / name / "blocks.geojson").read_bytes() for name in "abc"]
    assert same[0] == same[1] != same[2]


def test_every_district_of_a_small_city_can_be_an_example(tmp_path):
    for district in ("990102", "990103", "990104", "990121", "990124"):
        made = example(tmp_path / district, district=district, pupils=40_000)
        files = {
            "blocks": tmp_path / district / "blocks.geojson",
            "schools": tmp_path / district / "schools.csv",
        }
        assert read_problem(files, Options(crs="metres"), seed_of("a")).n_schools == made.schools


def test_what_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadInput, match="没有区县“1”"):
        example(tmp_path / "x", district="1")
    with pytest.raises(BadInput, match="--pupils 3 不在"):
        example(tmp_path / "x", pupils=3)
    example(tmp_path / "x")
    with pytest.raises(Occupied):
        example(tmp_path / "x")


def test_the_verb(tmp_path):
    told = CliRunner().invoke(build(), ["zones-example", str(tmp_path / "x"), "--pupils", "40000"])
    data = CliRunner().invoke(build(), ["zones-example", str(tmp_path / "y"), "--pupils", "40000", "--json"])

    assert told.exit_code == 0 and "所学校（学位" in told.output
    assert data.exit_code == 0 and '"blocks"' in data.output
