from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.reports.writing import draft
from xuezheng.reports.writing.numerals import numeral, written


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        ("2137", {"unit": "次", "approx": "余"}, "2100"),
        ("2137", {"unit": "次", "approx": "近"}, "2200"),
        ("2137", {"unit": "次", "approx": "约"}, "2100"),
        ("32700", {"unit": "万名", "scale": 10000, "approx": "余"}, "3.2"),
        ("32700", {"unit": "万名", "scale": 10000}, "3.27"),
        ("130000000", {"unit": "亿元", "scale": 100000000}, "1.3"),
        ("102.04", {"unit": "%"}, "102.0"),
        ("102", {"unit": "%"}, "102"),
        ("90.06", {"unit": "%"}, "90.1"),
        ("0", {"unit": "", "as_in": "零"}, "零"),
        ("3", {"unit": "", "as_in": "零"}, "3"),
    ],
)
def test_a_figure_keeps_the_scale_and_the_rounding_word(value, options, expected):
    assert written(Decimal(value), **options).text == expected


def test_an_exactly_round_figure_loses_the_word_for_more():
    assert not written(Decimal(2000), unit="次", approx="余").keeps_word


@given(st.integers(min_value=10, max_value=10**9))
def test_more_than_is_never_more_than_there_is(value):
    shown = Decimal(written(Decimal(value), unit="次", approx="余").text)

    assert shown <= value


def test_two_is_liang_before_points():
    assert numeral(2, before="点意见") == "两"
    assert numeral(12, before="点") == "十二"


@pytest.mark.parametrize(("value", "text"), [("93", "93"), ("92.99", "93.0"), ("92.94", "92.9")])
def test_a_rounded_rate_does_not_pass_for_an_exact_one(value, text):
    assert written(Decimal(value), unit="%", as_in="90").text == text


@pytest.mark.parametrize(("value", "shown"), [(0, "负面报道为零。"), (1, "负面报道为1次。")])
def test_a_zero_that_is_none_any_more_gets_its_unit(document, decisions, answers, value, shown):
    negative = replace(answers["S10"], value=Decimal(value), unit="次")

    text = draft(document, decisions, {**answers, "S10": negative}, 2025).paragraphs[4].text

    assert text.endswith(shown)
