"""Of two plans the better part of each is taken, and never a mixture that parts a zone or overfills a school."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from zone_maps import grid, keeps_the_rules

from xuezheng.allocation.zones.crossing import crossed, parted_zones
from xuezheng.allocation.zones.instance import instance_of
from xuezheng.allocation.zones.problem import Options


def plan(*zones):
    return np.array(zones, np.int32)


def test_each_plan_gives_the_part_it_is_better_in():
    problem = grid(9, 1, [0, 4, 8], [10] * 9, [40, 60, 40])
    west_is_wrong, east_is_wrong = plan(0, 1, 1, 1, 1, 1, 1, 2, 2), plan(0, 0, 1, 1, 1, 1, 1, 1, 2)

    found = crossed(instance_of(problem), [west_is_wrong, east_is_wrong])

    assert found.tolist() == [0, 0, 1, 1, 1, 1, 1, 2, 2]


def test_a_mixture_that_overfills_a_school_is_not_taken():
    problem = grid(9, 1, [0, 4, 8], [10] * 9, [10, 60, 20])
    one, two = plan(0, 1, 1, 1, 1, 1, 1, 2, 2), plan(0, 0, 1, 1, 1, 1, 1, 1, 2)

    assert crossed(instance_of(problem), [one, two]).tolist() == one.tolist()


def test_a_mixture_that_parts_a_zone_is_forbidden():
    """S0 in the corner reaches the far corner one way or the other; S1 would rather have both ways."""
    problem = grid(3, 3, [0, 4], [1, 9, 9, 5, 1, 9, 5, 5, 1], [60, 60])
    above, below = plan(0, 0, 0, 1, 1, 0, 1, 1, 0), plan(0, 1, 1, 0, 1, 1, 0, 0, 0)
    instance = instance_of(problem)

    found = crossed(instance, [above, below])

    assert found.tolist() == below.tolist()
    assert parted_zones(instance, plan(0, 1, 1, 1, 1, 1, 1, 1, 0)) == [0]
    assert parted_zones(instance, above) == parted_zones(instance, below) == []


def test_shorter_walks_that_unbalance_groups_are_not_taken():
    migrant = [5, 10, 0, 5, 5, 5, 5, 5, 5]
    asked = Options(groups=("migrant",), balance=10_000)
    problem = grid(9, 1, [0, 4, 8], [10] * 9, [40, 60, 40], options=asked, groups={"migrant": migrant})
    balanced, shorter = plan(0, 1, 1, 1, 1, 1, 1, 2, 2), plan(0, 0, 1, 1, 1, 1, 1, 2, 2)

    assert crossed(instance_of(problem), [balanced, shorter]).tolist() == balanced.tolist()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_put_together_keeps_the_rules_and_is_no_worse(data):
    """Plans of a row of twelve blocks are two borders, so all of them can be drawn."""
    pupils = data.draw(st.lists(st.integers(1, 9), min_size=12, max_size=12))
    migrant, seats = pupils[:6] + [0] * 6, [sum(pupils) // 2 + 5] * 3
    asked = Options(groups=("migrant",), balance=data.draw(st.sampled_from([0, 2000])))
    problem = grid(12, 1, [1, 6, 10], pupils, seats, options=asked, groups={"migrant": migrant})
    instance = instance_of(problem)
    borders = data.draw(st.lists(st.tuples(st.integers(2, 6), st.integers(7, 10)), min_size=2, max_size=4))
    plans = [plan(*[0] * a, *[1] * (b - a), *[2] * (12 - b)) for a, b in borders]
    plans = [one for one in plans if keeps_the_rules(problem, one)]
    if not plans:
        return

    found = crossed(instance, plans)

    assert keeps_the_rules(problem, found)
    assert instance.objective(found) <= instance.objective(plans[0])
