"""Shares of one whole in one sentence are rounded together; a lone one is rounded as always."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.reports.shapes import Decision
from xuezheng.reports.writing.shares import even_shares, rounded_to_sum, share_of


@pytest.mark.parametrize(
    ("parts", "places", "printed"),
    [
        ((1, 1, 1), 1, ["33.4", "33.3", "33.3"]),
        ((1, 1, 1), 0, ["34", "33", "33"]),
        ((2, 1), 1, ["66.7", "33.3"]),
        ((1, 7), 0, ["13", "87"]),
        ((1, 1, 1, 1, 1, 1), 0, ["17", "17", "17", "17", "16", "16"]),
    ],
)
def test_units_left_over_go_to_the_largest_remainders(parts, places, printed):
    exact = [Decimal(part) * 100 / sum(parts) for part in parts]

    assert [str(value) for value in rounded_to_sum(exact, places)] == printed


@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=9), st.integers(0, 3))
def test_the_printed_parts_sum_to_a_hundred_and_none_is_off_by_a_unit(parts, places):
    exact = [Decimal(part) * 100 / sum(parts) for part in parts]

    printed = rounded_to_sum(exact, places)

    assert sum(printed) == 100
    assert all(
        abs(shown - value) < Decimal(1).scaleb(-places) for shown, value in zip(printed, exact, strict=True)
    )


def _share(slot, value, *, sentence="甲占X%，乙占X%，丙占X%。", stage="a", measure="share"):
    decision = Decision(slot, "confirmed", "students.total", {"stage": stage}, measure=measure)
    return share_of(decision, sentence, Decimal(value), "X")


def test_only_a_whole_that_is_printed_completely_is_evened():
    third = Decimal(100) / 3
    whole = [_share(slot, third, stage=slot) for slot in "abc"]

    assert even_shares(whole) == {"a": Decimal("33.4"), "b": Decimal("33.3"), "c": Decimal("33.3")}
    assert even_shares(whole[:2]) == {}
    assert even_shares([*whole[:2], _share("c", third, sentence="另一句。")]) == {}
    assert even_shares([*whole[:2], _share("c", third, measure="rate")]) == {}
