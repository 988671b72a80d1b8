"""People and schools that do not exist have names and numbers like those that do."""

import hypothesis.strategies as st
import numpy as np
from hypothesis import given, settings

from xuezheng.jobs.demo.identity_numbers import Births, id_numbers, temporary_number
from xuezheng.jobs.demo.names import full_names
from xuezheng.jobs.demo.school_names import numbered, private_name, towns, villages
from xuezheng.jobs.demo.shapes import days, shared_out

WEIGHTS = [2 ** (17 - place) % 11 for place in range(17)]


def check_digit(number: str) -> str:
    return "10X98765432"[sum(int(d) * w for d, w in zip(number[:17], WEIGHTS, strict=True)) % 11]


def test_the_rule_that_checks_the_numbers_knows_the_published_ones():
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from([990102, 990124]), st.integers(0, 3), st.booleans()),
        min_size=1,
        max_size=200,
    )
)
def test_every_id_number_is_right_and_nobody_shares_one(people):
    region, born, is_male = (np.array(column) for column in zip(*people, strict=True))

    numbers = id_numbers(Births(region, days("2015-08-31") + born, is_male)).tolist()

    assert len(set(numbers)) == len(numbers)
    for number, (place, day, male) in zip(numbers, people, strict=True):
        assert number.startswith(f"{place}{20150831 + day if day == 0 else 20150900 + day}")
        assert int(number[16]) % 2 == male
        assert number[17] == check_digit(number)


def test_a_temporary_number_is_as_long_as_a_real_one_and_starts_with_l():
    assert temporary_number("990102201508310011", 7) == "L99010220150831" + "7001"


def test_names_are_chinese_and_fit_the_sex_and_a_few_are_rare():
    chance = np.random.default_rng(1)

    boys = full_names(chance, np.ones(3000, bool)).tolist()
    girls = full_names(chance, np.zeros(3000, bool)).tolist()

    assert {len(name) for name in boys} <= {2, 3, 4}
    assert sum("怡" in name for name in girls) > 10 > sum("怡" in name for name in boys) == 0
    assert any(ord(char) > 0xFFFF for name in boys + girls for char in name)
    assert sum(name.startswith(("王", "李", "张")) for name in boys) > 500


def test_schools_are_numbered_as_people_say_it():
    assert [numbered(n) for n in (1, 10, 11, 20, 36, 104)] == [
        "第一",
        "第十",
        "第十一",
        "第二十",
        "第三十六",
        "第104",
    ]
    assert private_name(0) == "阳光" and private_name(18) == "阳光第二"


def test_no_two_towns_and_no_two_villages_have_one_name():
    many = [name for name, _ in zip(towns(), range(3000), strict=False)]
    small = list(villages())

    assert len(set(many)) == 3000
    assert len(set(small)) == len(small) > 1000


@given(st.integers(0, 10**6), st.lists(st.floats(0.01, 100), min_size=1, max_size=30))
def test_what_is_shared_out_is_neither_more_nor_less(total, weights):
    parts = shared_out(total, weights)

    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < 1
