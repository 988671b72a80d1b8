"""Where there is no timetable, the reason is proven and told; where none was found, that is said."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timetable_lists import lists, the_periods

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.timetabling.instance import instance_of
from xuezheng.allocation.timetabling.reading import read_problem
from xuezheng.allocation.timetabling.refusing import crowded, not_found, refuse_plainly_impossible
from xuezheng.allocation.timetabling.solve import solve
from xuezheng.errors import BadInput


def refused(entries, rules=(), n_periods=3, exams="ABCDE", rooms=((30, 0),), minutes=60, length=120):
    """What is said of an impossible examination."""
    problem = read_problem(
        lists(
            exams=[(code, minutes, "") for code in exams],
            entries=entries,
            periods=the_periods(n_periods, minutes=length),
            rooms=[(f"R{k}", seats, fee) for k, (seats, fee) in enumerate(rooms)],
            rules=list(rules),
        )
    )
    with pytest.raises(BadInput, match="已经证明") as told:
        solve(problem, seed_of("x"), work=0)
    return str(told.value)


ONE = [("甲", "A")]


def test_a_candidate_with_more_exams_than_periods():
    told = refused([("甲", code) for code in "ABCD"])

    assert "考生“甲”的“A、B、C、D”总共只有 3 个场次可用" in told


def test_a_group_of_exams_that_cannot_meet_and_outnumber_the_periods():
    pairs = [(f"{a}{b}", code) for a, b in itertools.combinations("ABCD", 2) for code in (a, b)]

    assert "这 4 组考试两两不能同场，总共只有 3 个场次可用：A、B、C、D。 请至少增加 1 个场次" in refused(
        pairs
    )


def test_an_exam_larger_than_every_room_and_all_exams_larger_than_all_rooms():
    many = [(f"{k:02d}", "A") for k in range(31)]
    full = [(f"{code}{k:02d}", code) for code in "ABCDE" for k in range(20)]

    assert "考试“A”一处须容 31 人，它可以用的考场最多 30 座。" in refused(many)
    assert "3 场共 90 个座位，须坐 100 人次。" in refused(full)


def test_an_exam_longer_than_every_period_it_may_use():
    assert "考试“A”要 150 分钟，它可以用的场次都不够长。" in refused(ONE, minutes=150)


def test_orders_in_a_circle_even_through_exams_at_one_time():
    circle = [("after", "B", "A"), ("same_period", "B", "C"), ("after", "D", "C"), ("after", "A", "D")]

    assert "先后规则绕成一圈：A → B、C → D → A。" in refused(ONE, circle)


def test_orders_longer_than_the_periods():
    chain = [("after", b, a) for a, b in itertools.pairwise("ABCD")]

    assert "没有场次可用" in refused(ONE, chain)


def test_exams_that_must_and_must_not_be_at_one_time():
    both = [("same_period", "A", "B"), ("same_period", "B", "C"), ("different_period", "A", "C")]
    shared = [("甲", "A"), ("甲", "C"), ("乙", "C")]

    assert "“A”和“C”既须同场又须不同场。" in refused(ONE, both)
    assert "“A”和“C”须同场，却有 1 名考生两门都考（如 甲）。" in refused(shared, both[:2])


def test_exams_at_one_time_that_have_no_period_in_common_or_too_few_seats():
    named = [("same_period", "A", "B"), ("at_period", "A", "P00"), ("at_period", "B", "P01")]
    full = [(f"{code}{k:02d}", code) for code in "AB" for k in range(20)]

    assert "考试“A、B”在时长、先后、限定场次的规则之下没有场次可用。" in refused(ONE, named)
    assert "须同场的“A、B”共 40 人，全部考场只有 30 座。" in refused(full, named[:1])


def test_all_reasons_are_told_at_once():
    many = [(f"{k:02d}", code) for k in range(31) for code in "AB"]

    told = refused(many, [("after", "D", "C"), ("after", "C", "D")])

    assert told.count("一处须容 31 人") == 2 and "绕成一圈" in told


def test_what_was_not_found_is_not_called_impossible():
    # Two pairs of rooms-mates would fit by number, but not by size: 18 + 18 in no room, five exams, four places.
    entries = [(f"{code}{k:02d}", code) for code in "ABCDE" for k in range(18)]
    problem = read_problem(
        lists(
            exams=[(c, 60, "") for c in "ABCDE"],
            entries=entries,
            periods=the_periods(4),
            rooms=[("R", 30, 0)],
        )
    )

    with pytest.raises(BadInput, match="没有证明不存在：还有 1 组考试没有排进"):
        solve(problem, seed_of("x"), work=0)
    assert "考试“B”没有排进" in str(not_found(instance_of(problem), np.array([1])))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=5))
def test_crowded_blocks_are_those_without_periods_of_their_own(rows):
    may = np.array(rows)
    blocks = range(len(rows))
    can_differ = any(
        all(may[b, p] for b, p in zip(blocks, choice, strict=True))
        for choice in itertools.permutations(range(4), len(rows))
    )

    short = crowded(list(blocks), may)

    assert bool(short) != can_differ
    assert not short or may[short].any(axis=0).sum() < len(short)


def test_a_possible_examination_is_not_refused():
    problem = read_problem(
        lists(exams=[("A", 60, "")], entries=ONE, periods=the_periods(1), rooms=[("R", 1, 0)], rules=[])
    )

    refuse_plainly_impossible(instance_of(problem))
