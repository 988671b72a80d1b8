"""A roster of 90 pupils with every kind of demand, divided once for all tests that only look at it."""

import numpy as np
import pytest
from class_rosters import write_csv

ASKED = ["--numeric", "total,maths", "--category", "sex,school", "--seed", "tests 2026", "--rounds", "2"]


@pytest.fixture(scope="session")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    random = np.random.default_rng(5)
    pupils = [f"学{i:03d}" for i in range(90)]
    write_csv(
        folder / "roster.csv",
        {
            "pupil": pupils,
            "total": random.integers(100, 600, 90).tolist(),
            "maths": [f"{v / 2:g}" for v in random.integers(60, 240, 90)],
            "sex": random.choice(["男", "女"], 90).tolist(),
            "school": random.choice(["S1", "S2", "S3", "S4"], 90, p=[0.4, 0.3, 0.2, 0.1]).tolist(),
            "grade": ["7" if i % 3 else "8" for i in range(90)],
            "name": random.choice(["张伟", "张玮", "李静", "王芳", "赵敏", "周杰"], 90).tolist(),
        },
    )
    write_csv(folder / "together.csv", {"pupil": pupils[:4], "group": ["a", "a", "b", "b"]})
    write_csv(folder / "apart.csv", {"pupil": pupils[4:9], "group": ["x", "x", "y", "y", "y"]})
    write_csv(folder / "weight.csv", {"pupil": pupils[10:12], "heads": [2, 2]})
    write_csv(folder / "teams.csv", {"team": ["甲组", "乙组", "丙组"]})
    return folder


@pytest.fixture(scope="session")
def divided(tables, tmp_path_factory):
    from typer.testing import CliRunner

    from xuezheng.cli.main import build

    out = tmp_path_factory.mktemp("out") / "plan"
    done = CliRunner().invoke(
        build(),
        ["classes", str(tables / "roster.csv"), "--classes", "3", *ASKED, "--out", str(out)]
        + ["--together", str(tables / "together.csv"), "--apart", str(tables / "apart.csv")]
        + ["--weight", str(tables / "weight.csv"), "--teams", str(tables / "teams.csv")],
        catch_exceptions=False,
    )
    assert done.exit_code == 0
    return out


@pytest.fixture
def inputs(tables):
    return {name: tables / f"{name}.csv" for name in ("roster", "together", "apart", "weight")}
