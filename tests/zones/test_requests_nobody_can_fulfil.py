"""What cannot be done is refused, and the shortage is named."""

import pytest
from zone_maps import grid

from xuezheng.allocation.zones.drawing import draw_zones
from xuezheng.allocation.zones.problem import Options
from xuezheng.errors import BadInput


def refused(problem):
    with pytest.raises(BadInput) as found:
        draw_zones(problem, seconds=0.05)
    return str(found.value)


def test_fewer_seats_than_pupils_says_how_many_are_missing():
    told = refused(grid(4, 1, [0, 3], [10, 10, 10, 10], [15, 20]))

    assert "40 名学生" in told and "合计 35 个学位" in told and "差 5 个" in told


def test_an_island_whose_seats_fall_short_is_named_alone():
    cut = [(2, 3)]
    told = refused(grid(6, 1, [0, 5], [10, 10, 10, 10, 10, 10], [200, 25], cut=cut))

    assert "B003、B004、B005（共 3 个）" in told and "S1（共 1 处）" in told and "差 5 个" in told
    assert "B000" not in told


def test_a_block_too_far_from_every_school_is_named():
    told = refused(grid(6, 1, [0, 1], [10] * 6, [60, 60], options=Options(max_metres=300)))

    assert "小区 B005" in told and "B004" not in told and "--max-km" in told


def test_a_school_too_small_for_its_own_block_and_a_block_too_large_are_named_together():
    told = refused(grid(4, 1, [0, 3], [30, 10, 80, 10], [20, 70]))

    assert "学校 S0" in told and "30 名学生" in told
    assert "小区 B002" in told and "80 名学生" in told


def test_seats_that_suffice_in_number_but_not_in_one_piece_say_what_was_tried():
    told = refused(grid(5, 1, [1, 3], [10, 1, 10, 1, 10], [16, 16]))

    assert "不证明方案不存在" in told


def test_a_limit_counts_within_reach_only():
    told = refused(grid(4, 1, [0, 3], [10, 10, 10, 10], [10, 90], options=Options(max_metres=100)))

    assert "差 10 个" in told and "S0" in told
