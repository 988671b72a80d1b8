"""Two writings of one name meet, and a number says what it can."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.outside.linkage.names import fold_name, name_sound, sorted_characters, sound_code, told_variants
from xuezheng.outside.linkage.numbers import check_digit, full_number, read_number

digits = st.text("0123456789", min_size=17, max_size=17)
chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=6)


@pytest.mark.parametrize(
    "one, other",
    [
        ("张喆", "張哲"),
        ("李峯", "李峰"),
        ("贇贇", "赟赟"),
        ("买买提·艾力", "買買提艾力"),
        ("王　　磊", "王磊"),
        ("陈静（残）", "陳靜"),
        ("ａ丽", "A麗"),
    ],
)
def test_one_name_written_in_two_ways_is_one(one, other):
    assert fold_name(one) == fold_name(other)


def test_names_that_sound_the_same_have_one_sound_and_others_do_not():
    assert sound_code(fold_name("张哲")) == sound_code(fold_name("章者"))
    assert sound_code(fold_name("张哲")) != sound_code(fold_name("张杰"))
    assert name_sound("张哲") == "zhang zhe"


def test_swapped_characters_make_no_difference_to_the_sorted_ones():
    assert sorted_characters("王子轩") == sorted_characters("王轩子") != sorted_characters("王子涵")


def test_what_is_written_differently_is_told_place_by_place():
    assert told_variants("張峯", "张峰") == [("張", "张"), ("峯", "峰")]
    assert told_variants("张明", "张亮") == []


@given(chinese)
def test_folding_twice_changes_nothing_and_a_sound_is_as_long_as_its_name(name):
    folded = fold_name(name)
    assert fold_name(folded) == folded
    assert len(sound_code(folded)) == len(folded)


def test_a_number_of_before_gets_its_century_and_a_certificate_is_cut():
    assert read_number("110105491231002").text == "11010519491231002X"
    assert full_number("11010519491231002x43") == "11010519491231002X"
    assert full_number("４４０５２４１８８００１０１００１４") == "440524188001010014"
    assert read_number("11010519491231002X").born_on == date(1949, 12, 31)
    assert read_number("11010519491231002X").sex == "2"


@pytest.mark.parametrize("said", ["", "无", "1234", "G12345678901234567", "2015-03-12"])
def test_what_is_no_number_is_nothing(said):
    assert read_number(said).text == ""


def test_a_number_whose_day_is_none_is_not_valid():
    number = "99010120150231001"
    assert not read_number(number + check_digit(number)).is_valid


@given(digits, st.integers(0, 16), st.integers(1, 9))
def test_a_wrong_digit_never_goes_unseen(first, place, by):
    number = first + check_digit(first)
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert check_digit(wrong) != wrong[17]
    assert not read_number(wrong).is_valid
