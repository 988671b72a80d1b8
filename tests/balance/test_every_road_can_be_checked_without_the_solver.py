"""Whatever county comes in, a plan that comes out is accepted by a checker that knows no solver."""

import random
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from counties import costs, county, redirects, teachers
from hypothesis import given, settings
from hypothesis import strategies as st

from xuezheng.allocation.balance.front import front
from xuezheng.allocation.balance.judging import failures
from xuezheng.allocation.balance.mending import mended
from xuezheng.allocation.balance.problem import Plan, holdings
from xuezheng.allocation.balance.reading import Asked
from xuezheng.allocation.balance.solve import choices, relax, solve
from xuezheng.allocation.balance.writing import write_balance
from xuezheng.allocation.verifying import verify_plan

#: A county of five schools that has a road.
SEED = 1


def some_county(seed, n, **more):
    """Schools with too little of this and that, teachers of two subjects, a choice of redirecting."""
    chance = random.Random(seed)
    rows, staff = [], []
    for k in range(n):
        groups = [
            (f"S{k}", subject, chance.random() < 0.6, chance.random() < 0.3, chance.randrange(1, 5))
            for subject in ("语文", "数学", "音乐", "体育")
        ]
        staff += groups
        above, backbone = (sum(g[4] for g in groups if g[i]) for i in (2, 3))
        pupils, may_build = chance.choice((60, 100, 140)), chance.random() < 0.7
        rows.append(
            dict(
                x_km=chance.choice((k, k / 2)),
                y_km=chance.randrange(3),
                n_pupils=pupils,
                n_full_time_teachers=sum(g[4] for g in groups) + chance.randrange(3),
                n_above_required_degree=above,
                n_backbone_teachers=backbone,
                n_arts_and_sport_teachers=sum(g[4] for g in groups[2:]),
                teaching_area_m2=pupils * chance.choice((3, 4, 6)),
                sports_area_m2=pupils * chance.choice((5, 8, 12) if may_build else (7, 9)),
                equipment_yuan=pupils * chance.choice((1500, 2100, 4000)),
                n_multimedia_rooms=chance.choice((1, 2, 4)),
                may_build="是" if may_build else "否",
                vacant_posts=chance.choice((0, 2, 5)),
            )
        )
    table = redirects(("S0", "S1", 5), ("S1", "S0", 3)) if chance.random() < 0.4 else None
    prices = costs(rotation_least_pct=chance.choice((0, 5, 10)), giver_most_pct=chance.choice((10, 20)))
    return county(*rows, staff=teachers(*staff), choices=table, prices=prices, **more)


@settings(max_examples=14, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 6))
def test_every_road_is_accepted(seed, n):
    problem = some_county(seed, n)
    found = solve(problem)

    if found.plan is not None:
        with tempfile.TemporaryDirectory() as folder:
            verdict = verify_plan(write_balance(Path(folder) / "o", problem, found, Asked(year=2026)))
            assert [check for check in verdict.checks if not check.ok] == []


@pytest.mark.parametrize("seed", [0, 5, 6])
def test_a_larger_county_is_within_a_hundredth_of_what_is_proven(seed, tmp_path):
    problem = some_county(seed, 16)

    found = solve(problem, seconds=20)

    assert found.plan.fen <= found.plan.proven_fen * 1.01
    assert verify_plan(write_balance(tmp_path / "o", problem, found, Asked(year=2026))).ok


def test_the_same_county_gives_the_same_road():
    first, second = (solve(some_county(SEED, 5)).plan for _ in range(2))
    assert first.moves == second.moves and (first.units == second.units).all()


def test_a_hair_is_mended_with_the_cheapest_units_and_nobody_falls():
    problem = some_county(5, 6)
    lacking = Plan(np.zeros_like(problem.most), {}, (), 0, 0, 0)

    better = mended(problem, lacking)

    schools_before, spread_before = failures(problem, holdings(problem, lacking))
    schools_after, spread_after = failures(problem, holdings(problem, better))
    assert set(schools_after) <= set(schools_before)
    assert len(spread_after) <= len(spread_before)
    assert (better.units <= problem.most).all()


def test_what_cannot_be_is_proven_by_its_multipliers():
    problem = some_county(3, 3)
    nothing = replace(problem, most=problem.most * 0, teachers=(), pairs=())

    relaxed = relax(nothing)

    assert not relaxed.is_possible
    assert relaxed.proven > 10**9


def test_every_combination_of_redirects_that_leaves_pupils_is_looked_at():
    problem = county({}, dict(x_km=1), choices=redirects(("S0", "S1", 60), ("S0", "S1", 50), ("S1", "S0", 1)))

    assert list(choices(problem)) == [(), (0,), (1,), (2,), (0, 2), (1, 2)]


def test_the_last_step_of_the_front_is_the_plan_itself():
    problem = replace(some_county(SEED, 5), redirects=())

    points = front(problem)

    plan = solve(problem).plan
    assert plan is not None and points[-1].fen == plan.fen


def test_the_checker_loads_no_solver():
    code = (
        "import sys; import xuezheng.allocation.balance.verify; "
        "print([m for m in ('highspy', 'numpy', 'django', 'duckdb') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
