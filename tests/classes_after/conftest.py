"""Forty pupils in four classes, with groups kept apart and one who counts double."""

import numpy as np
import pytest
from staff_lists import a_staff, write_staff
from year_group import run, write_rows

ASKED = (
    "--numeric",
    "total,maths",
    "--category",
    "sex",
    "--seed",
    "after 2026",
    "--rounds",
    1,
    "--no-reports",
)


@pytest.fixture(scope="session")
def year(tmp_path_factory):
    folder = tmp_path_factory.mktemp("year")
    random = np.random.default_rng(11)
    rows = [
        (f"P{i:02d}", int(random.integers(200, 600)), f"{random.integers(60, 240) / 2:g}", "男女"[i % 2])
        for i in range(41)
    ]
    write_rows(folder / "roster.csv", ("pupil", "total", "maths", "sex"), rows)
    write_rows(folder / "apart.csv", ("pupil", "group"), [("P01", "a"), ("P02", "a")])
    write_rows(folder / "weight.csv", ("pupil", "heads"), [("P03", 2)])
    run(
        "classes", folder / "roster.csv", "--classes", 4, *ASKED, "--out", folder / "plan",
        "--apart", folder / "apart.csv", "--weight", folder / "weight.csv",
    )  # fmt: skip
    return folder


@pytest.fixture
def given(year):
    """The inputs of the division, as the verbs take them."""
    return [
        part
        for name in ("roster", "apart", "weight")
        for part in ("--input", f"{name}={year / f'{name}.csv'}")
    ]


@pytest.fixture(scope="session")
def staff(tmp_path_factory):
    return write_staff(tmp_path_factory.mktemp("staff") / "staff.csv", a_staff())
