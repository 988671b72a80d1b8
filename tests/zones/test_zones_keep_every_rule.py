"""Whatever the map: hard rules are kept, and no plan is below the bound."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zone_maps import best_of_all, grid, keeps_the_rules, problem_of

from xuezheng.allocation.verifying import verify_plan
from xuezheng.allocation.zones.bound import bound_value, transport_bound
from xuezheng.allocation.zones.drawing import draw_zones
from xuezheng.allocation.zones.growing import flow_of_lumps
from xuezheng.allocation.zones.instance import instance_of
from xuezheng.allocation.zones.problem import Options
from xuezheng.allocation.zones.writing import write_zones
from xuezheng.errors import BadInput


@st.composite
def small_maps(draw):
    """Nine blocks, two or three schools, sometimes tight, with every kind of term."""
    n_schools = draw(st.integers(2, 3))
    homes = draw(st.permutations(range(9)))[:n_schools]
    pupils = draw(st.lists(st.integers(0, 9), min_size=9, max_size=9))
    slack = draw(st.integers(0, 12))
    part = [sum(pupils) // n_schools + slack + draw(st.integers(-3, 3)) for _ in homes]
    cut = draw(st.sets(st.sampled_from([(0, 1), (1, 4), (4, 5), (4, 7), (3, 4)]), max_size=2))
    options = Options(
        max_metres=draw(st.sampled_from([None, None, 300])),
        tolerance=draw(st.integers(0, 1)),
        tolerance_permille=draw(st.sampled_from([0, 100])),
        balance=draw(st.sampled_from([0, 60])),
        compactness=draw(st.sampled_from([0, 150])),
        stability=draw(st.sampled_from([0, 250])),
        groups=("migrant",),
    )
    migrant = [draw(st.integers(0, p)) for p in pupils]
    old = draw(st.none() | st.lists(st.integers(-1, n_schools - 1), min_size=9, max_size=9))
    seats = [max(seats, 1) for seats in part]
    return grid(3, 3, homes, pupils, seats, options=options, groups={"migrant": migrant}, old=old, cut=cut)


@settings(max_examples=40, deadline=None)
@given(small_maps())
def test_a_plan_is_the_best_of_all_or_there_is_none(problem):
    best = best_of_all(problem)

    if best is None:
        with pytest.raises(BadInput):
            draw_zones(problem, seconds=0.05)
        return
    zoning = draw_zones(problem, seconds=0.05)

    assert keeps_the_rules(problem, zoning.plan.zone)
    assert zoning.plan.bound <= best <= zoning.plan.objective
    assert zoning.plan.objective == best


@settings(max_examples=25, deadline=None)
@given(small_maps(), st.lists(st.integers(0, 900), min_size=3, max_size=3))
def test_any_seat_prices_prove_a_bound(problem, prices):
    best = best_of_all(problem)

    value = bound_value(instance_of(problem), np.array(prices[: problem.n_schools], np.int64))

    assert best is None or value <= best


def test_a_row_of_blocks_is_cut_where_a_person_would_cut_it():
    problem = grid(6, 1, [0, 5], [10, 10, 10, 10, 10, 10], [30, 30])

    plan = draw_zones(problem, seconds=0.05).plan

    assert plan.zone.tolist() == [0, 0, 0, 1, 1, 1]
    assert plan.objective == plan.bound == 10 * (0 + 100 + 200 + 200 + 100 + 0)


def test_a_full_school_passes_its_pupils_on_to_the_next():
    problem = grid(6, 1, [0, 2, 5], [10, 10, 10, 10, 10, 10], [10, 20, 30])

    plan = draw_zones(problem, seconds=0.05).plan

    assert plan.zone.tolist() == [0, 1, 1, 2, 2, 2]


def test_the_bound_is_that_of_a_linear_programme():
    from scipy.optimize import linprog

    random = np.random.default_rng(3)
    problem = grid(8, 8, [9, 20, 45, 62], random.integers(1, 40, 64).tolist(), [400, 350, 300, 300])
    instance = instance_of(problem)
    n, m = instance.price.shape
    price = np.where(instance.price < 0, 10**7, instance.price)
    each = np.kron(np.eye(n), np.ones(m))
    loads = np.kron(instance.pupils, np.ones(1))[:, None, None] * np.eye(m)[None]
    best = linprog(
        (price * instance.pupils[:, None]).ravel(),
        A_ub=loads.transpose(1, 0, 2).reshape(m, n * m),
        b_ub=instance.capacity,
        A_eq=each,
        b_eq=np.ones(n),
    )

    assert transport_bound(instance).value == pytest.approx(best.fun, abs=1)


def test_the_nearest_zones_are_not_trusted_where_they_do_not_suffice(monkeypatch):
    import xuezheng.allocation.zones.bound as bound

    problem = grid(12, 1, [0, 3, 6, 11], [9] * 12, [20, 20, 20, 60])
    full = transport_bound(instance_of(problem)).value
    monkeypatch.setattr(bound, "NEAREST", 1)

    assert transport_bound(instance_of(problem)).value == full


def test_pupils_who_need_not_move_do_not():
    old = [0, 0, 0, 0, 1, 1, 1, 1]
    before = grid(8, 1, [0, 7], [10] * 8, [50, 50], old=old, options=Options(minimal_change=True))
    estate = replace(before, pupils=np.array([10, 10, 10, 10, 10, 10, 10, 30]))

    assert draw_zones(before, seconds=0.05).moved == (0, 0)
    assert draw_zones(estate, seconds=0.05).moved == (1, 10)


def test_group_prices_lift_the_bound():
    migrant = [8, 8, 8, 8, 0, 0, 0, 0, 0, 0, 0, 0]
    plain = Options(groups=("migrant",), balance=2000)
    problem = grid(12, 1, [3, 5], [10] * 12, [90, 90], options=plain, groups={"migrant": migrant})

    plan = draw_zones(problem, seconds=0.05).plan

    assert transport_bound(instance_of(problem)).value < plan.bound <= plan.objective


def test_time_and_threads_change_nothing():
    problem = grid(12, 12, [13, 50, 100, 140], list(range(1, 145)), [2700, 2700, 2700, 2700])

    one, two = (draw_zones(problem, seconds=0.1, workers=workers).plan for workers in (1, 3))

    assert one.zone.tolist() == two.zone.tolist()


def test_many_zones_are_annealed_in_groups_and_stay_in_one_piece():
    random = np.random.default_rng(8)
    homes = sorted(random.choice(900, 25, replace=False).tolist())
    pupils = random.integers(0, 40, 900).tolist()
    problem = grid(30, 30, homes, pupils, [int(sum(pupils) * 1.1 / 25) + 1] * 25)

    one, two = (draw_zones(problem, seconds=0.4, workers=workers).plan for workers in (1, 2))

    assert keeps_the_rules(problem, one.zone)
    assert one.zone.tolist() == two.zone.tolist()
    assert one.gap < 0.02


def test_a_town_without_pupils_is_divided_too(tmp_path):
    asked = Options(groups=("migrant",), balance=50)
    problem = grid(4, 1, [0, 3], [0, 0, 0, 0], [5, 5], options=asked, groups={"migrant": [0, 0, 0, 0]})

    zoning = draw_zones(problem, seconds=0.05)

    assert zoning.plan.objective == zoning.plan.bound == 0
    assert verify_plan(write_zones(tmp_path / "plan", zoning)).ok


def test_a_lump_begins_whole_where_most_of_its_pupils_go():
    """Behind the bridge both schools are as far; S1 has seats for all but five, so S1 it is."""
    at = np.array([[-100, 0], [0, 0], [100, 0], [0, 100], [0, 200]])
    problem = problem_of(at, [(0, 1), (1, 2), (1, 3), (3, 4)], [0, 2], [10] * 5, [40, 35])
    instance = instance_of(problem)
    bound = transport_bound(instance)
    shared = replace(
        bound,
        blocks=np.array([0, 1, 2, 3, 3, 4]),
        zones=np.array([0, 1, 1, 0, 1, 1]),
        pupils=np.array([10, 10, 10, 6, 4, 10]),
    )

    assert flow_of_lumps(instance, bound.seat_prices, shared).tolist() == [-1, 1, -1, 1, 1]
    assert shared.most_pupils_go_to(5).tolist() == [0, 1, 1, 0, 1]
