"""Who has the bridge, and does anybody go round: cases lift the bound, and never above the best plan."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zone_maps import best_of_all, grid, problem_of

from xuezheng.allocation.verifying import verify_plan
from xuezheng.allocation.zones.bound import transport_bound
from xuezheng.allocation.zones.cases import Case, told_apart, value_of_cases
from xuezheng.allocation.zones.drawing import draw_zones
from xuezheng.allocation.zones.instance import instance_of
from xuezheng.allocation.zones.problem import Options
from xuezheng.allocation.zones.verify.cases import bound_of_cases
from xuezheng.allocation.zones.verify.ground import Ground
from xuezheng.allocation.zones.writing import write_zones


def quarter_behind_a_bridge(**more):
    """School S0 150 metres west of the bridge B001, S1 100 metres east, two blocks north of the bridge.

    Everybody would rather go to S1, which has 20 seats for 30 pupils; only one school can have them all.
    """
    at = np.array([[-150, 0], [0, 0], [100, 0], [0, 100], [0, 200]])
    return problem_of(at, [(0, 1), (1, 2), (1, 3), (3, 4)], [0, 2], [10] * 5, [40, 30], **more)


@st.composite
def hanging_maps(draw):
    """Nine blocks with many a dead end: a tree over a grid, and a few more neighbours."""
    pairs = {(i, i + 1) for i in range(9) if i % 3 < 2} | {(i, i + 3) for i in range(6)}
    joined, tree = {0}, set()
    while len(joined) < 9:
        edge = draw(st.sampled_from(sorted(p for p in pairs if len(joined & set(p)) == 1)))
        tree.add(edge)
        joined |= set(edge)
    more = draw(st.sets(st.sampled_from(sorted(pairs - tree)), max_size=2))
    homes = draw(st.permutations(range(9)))[: draw(st.integers(2, 3))]
    pupils = draw(st.lists(st.integers(0, 9), min_size=9, max_size=9))
    seats = [max(sum(pupils) // len(homes) + draw(st.integers(-3, 9)), 1) for _ in homes]
    options = Options(
        max_metres=draw(st.sampled_from([None, None, 400])), stability=draw(st.sampled_from([0, 90]))
    )
    old = draw(st.none() | st.lists(st.integers(-1, len(homes) - 1), min_size=9, max_size=9))
    return grid(3, 3, homes, pupils, seats, options=options, old=old, cut=pairs - tree - more)


def trees(n_zones):
    """Any questions at all, with any prices: true ones and silly ones."""
    prices = st.lists(st.integers(0, 600), min_size=n_zones, max_size=n_zones).map(
        lambda some: Case(np.array(some, np.int64))
    )
    zone = st.integers(0, n_zones - 1)
    none = np.zeros(n_zones, np.int64)

    def asked(case):
        two = st.tuples(case, case)
        member = st.builds(lambda z, b, a: Case(none, z, (b,), True, a), zone, st.integers(0, 8), two)
        blocks = st.sets(st.integers(0, 8), min_size=1, max_size=5).map(lambda some: tuple(sorted(some)))
        return member | st.builds(lambda z, b, a: Case(none, z, b, False, a), zone, blocks, two)

    return st.recursive(prices, asked, max_leaves=5)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_no_cases_prove_more_than_the_best_plan_costs(data):
    problem = data.draw(hanging_maps())
    best = best_of_all(problem)

    value = value_of_cases(instance_of(problem), data.draw(trees(problem.n_schools)))

    assert best is None or value <= best


@settings(max_examples=25, deadline=None)
@given(hanging_maps())
def test_cases_that_are_told_apart_lie_between_the_bound_and_the_best_plan(problem):
    best, instance = best_of_all(problem), instance_of(problem)
    bound = None if best is None else transport_bound(instance)
    if bound is None:
        return

    cases = told_apart(instance, bound.seat_prices, best)

    if cases is not None:
        assert bound.value < value_of_cases(instance, cases) <= best


def test_a_quarter_behind_a_bridge_is_not_shared():
    instance = instance_of(quarter_behind_a_bridge())

    plan = draw_zones(quarter_behind_a_bridge(), seconds=0.05).plan

    assert transport_bound(instance).value == 10 * (100 + 200 + 300) + 10 * 50
    assert plan.bound == plan.objective == 10 * (150 + 250 + 350)


def by_hand(first=0, last=1000):
    """The quarter's proof as a person would write it: block 4 in S0 or not, and so on."""

    def leaf(*prices):
        return Case(np.array(prices, np.int64))

    def member(block, zone, yes, no):
        return Case(np.zeros(2, np.int64), zone, (block,), True, (yes, no))

    def some(block, zone, none, some):
        return Case(np.zeros(2, np.int64), zone, (block,), False, (none, some))

    reached = some(4, 0, leaf(0, 0), some(3, 0, leaf(0, last), leaf(0, first)))
    others = member(
        1,
        1,
        some(3, 0, member(4, 1, leaf(0, last), leaf(0, 0)), leaf(0, 0)),
        some(4, 1, leaf(0, 0), leaf(0, 0)),
    )
    return member(4, 0, reached, others)


def test_a_zone_pays_for_the_way_to_what_it_must_reach():
    """S0 must reach block 4: blocks 1 and 3 on the way cost 500 more each; of two ways in a zone one counts.

    In the case that block 3 is not in S0 nothing reaches block 4; nor from S1 when S0 has the bridge. With all
    in S1 ten pupils have no seat, and a thousand for a seat proves as much.
    """
    instance = instance_of(quarter_behind_a_bridge())

    nothing = value_of_cases(instance, Case(np.zeros(2, np.int64)))

    assert nothing == 6000
    assert value_of_cases(instance, by_hand()) == 6000 + 500 + 500 + 500
    assert value_of_cases(instance, by_hand(last=100)) == 6000 + 10 * 100
    assert value_of_cases(instance, by_hand(first=20)) == 6500 + 300 + 300


@pytest.fixture(scope="module")
def quarter(tmp_path_factory):
    zoning = draw_zones(quarter_behind_a_bridge(), seconds=0.05)
    return write_zones(tmp_path_factory.mktemp("quarter") / "plan", zoning)


def test_a_verifier_finds_the_same_bound(quarter):
    assert json.loads((quarter / "plan.json").read_text(encoding="utf-8"))["cases"]
    assert verify_plan(quarter).ok


def dear(case):
    """Every price of every case is absurd."""
    for answer in (case.get(name) for name in ("in", "out", "none", "some")):
        if answer:
            dear(answer)
    if "seat_prices" in case:
        case["seat_prices"].update(S0=99999)


def deepest(case):
    return case if "seat_prices" in case else deepest(case.get("in") or case.get("some"))


def put(change):
    def forged(said):
        change(said)
        return said

    return forged


FORGERIES = {
    "an answer is left out": (put(lambda c: c.pop("out")), "readable"),
    "a question nobody knows": (put(lambda c: c.update(maybe=1)), "readable"),
    "a block nobody knows": (put(lambda c: c.update(block="B9")), "readable"),
    "a zone nobody knows": (put(lambda c: c.update(zone="S9")), "readable"),
    "a price below nought": (put(lambda c: deepest(c)["seat_prices"].update(S0=-1)), "readable"),
    "a price left out": (put(lambda c: deepest(c)["seat_prices"].pop("S0")), "readable"),
    "other prices": (put(dear), "bound"),
    "no cases": (lambda said: {}, "bound"),
    "words": (lambda said: "cases", "readable"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_forged_cases_are_found(name, quarter, tmp_path):
    folder = shutil.copytree(quarter, tmp_path / "plan")
    said = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    change, check = FORGERIES[name]

    said["cases"] = change(said["cases"])
    (folder / "plan.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")

    assert check in {found.name for found in verify_plan(folder).checks if not found.ok}


def as_written(case, problem):
    """The tree by names, as the certificate has it."""
    if not case.answers:
        return {"seat_prices": dict(zip(problem.schools, case.seat_prices.tolist(), strict=True))}
    first, second = (as_written(answer, problem) for answer in case.answers)
    blocks, zone = [problem.blocks[i] for i in case.blocks], problem.schools[case.zone]
    if case.is_member:
        return {"block": blocks[0], "zone": zone, "in": first, "out": second}
    return {"blocks": blocks, "zone": zone, "none": first, "some": second}


def checked(tree, problem, instance):
    """The verifier's bound of a tree."""
    ground = Ground(
        blocks=list(problem.blocks),
        zones=list(problem.schools),
        pupils=problem.pupils,
        groups={},
        room=problem.capacity(),
        homes=[[int(home)] for home in problem.home],
        metres=instance.price,
        farthest=instance.price,
        near=[
            problem.other[a:b].tolist() for a, b in zip(problem.start[:-1], problem.start[1:], strict=True)
        ],
        zone=np.zeros(problem.n_blocks, np.int64),
        old=np.zeros(problem.n_blocks, np.int64),
        faults=[],
    )
    return bound_of_cases(as_written(tree, problem), ground, instance.price, instance.price >= 0)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_maker_and_verifier_agree_on_any_cases(data):
    problem = data.draw(hanging_maps())
    instance, tree = instance_of(problem), data.draw(trees(problem.n_schools))

    assert checked(tree, problem, instance) == value_of_cases(instance, tree)


def test_ways_in_two_zones_are_added_and_of_two_in_one_zone_the_dearer_counts():
    """Two rows of six blocks; S0 may have B010 only, S1 only B001: each passes one block dearer by 1000."""
    problem = grid(6, 2, [0, 5], [10] * 12, [90, 90])
    price = instance_of(problem).price.copy()
    price[10, 1] = price[1, 0] = -1
    instance = replace(instance_of(problem), price=price)
    leaf = Case(np.zeros(2, np.int64))

    def some(block, zone, answer):
        return Case(leaf.seat_prices, zone, (block,), False, (leaf, answer))

    least = value_of_cases(instance, leaf)
    for tree, more in (
        (some(10, 0, leaf), 1000),
        (some(10, 0, some(1, 1, leaf)), 2000),
        (some(10, 0, some(9, 0, leaf)), 1000),
    ):
        assert value_of_cases(instance, tree) == checked(tree, problem, instance) == least + more


def test_a_higher_bound_is_not_believed(quarter, tmp_path):
    folder = shutil.copytree(quarter, tmp_path / "plan")
    said = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    said["bound"] += 1
    (folder / "plan.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")

    assert "bound" in {found.name for found in verify_plan(folder).checks if not found.ok}
