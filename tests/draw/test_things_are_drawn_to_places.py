"""Class numbers, teacher teams and halls are drawn by the same tickets as children."""

import doctest
import importlib
from collections import Counter

import pytest

from xuezheng.allocation.draw.assigning import drawn_line, drawn_places
from xuezheng.allocation.draw.seeding import seed_of, seed_words
from xuezheng.errors import BadInput

BLIND = ["blind-A", "blind-B", "blind-C", "blind-D"]
NUMBERS = ["1", "2", "3", "4"]
DRAWN = "draw:" + "6b" * 32


def test_each_gets_a_place_and_each_place_is_taken():
    drawn = drawn_places(seed_of(DRAWN), "class-numbers|school=S10023", BLIND, NUMBERS)

    assert list(drawn) == BLIND
    assert sorted(drawn.values()) == NUMBERS
    line = [code for code, _ in drawn_line(seed_of(DRAWN), "class-numbers|school=S10023", BLIND)]
    assert [drawn[code] for code in line] == NUMBERS


def test_the_order_of_asking_does_not_matter_but_the_label_does():
    one = drawn_places(seed_of(DRAWN), "class-numbers", BLIND, NUMBERS)
    two = drawn_places(seed_of(DRAWN), "class-numbers", BLIND[::-1], NUMBERS)
    labels = {str(drawn_line(seed_of(DRAWN), f"teams|grade={grade}", BLIND)) for grade in range(9)}

    assert one == two
    assert len(labels) == 9


def test_every_team_gets_every_class_equally_often():
    seen = Counter(drawn_places(seed_of(f"draw {i}"), "teams", BLIND, NUMBERS)[BLIND[0]] for i in range(4000))

    assert all(880 < seen[number] < 1120 for number in NUMBERS)


def test_what_cannot_be_drawn_is_told_all_at_once():
    with pytest.raises(BadInput) as caught:
        drawn_places(seed_of(DRAWN), "teams", BLIND, ["1", "1", "2"])

    assert "位置“1”出现了 2 次" in str(caught.value)
    assert "有 4 个编号、3 个位置" in str(caught.value)
    with pytest.raises(BadInput, match="编号“x”出现了 2 次"):
        drawn_line(seed_of(DRAWN), "teams", ["x", "x"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "种子是空的"), ("  ", "种子是空的"), ("draw:abc", "不完整"), ("draw:" + "AB" * 32, "不完整")],
)
def test_a_seed_must_be_a_sentence_or_a_drawn_seed(text, expected):
    with pytest.raises(BadInput, match=expected):
        seed_of(text)


def test_an_unknown_hash_is_refused():
    with pytest.raises(BadInput, match="没有名为“md5”的杂凑算法"):
        seed_of("x", hash="md5")


def test_the_seed_says_how_it_was_made():
    assert seed_of("2026 autumn").statement["how"] == "text"
    assert seed_of(DRAWN).statement == {"hash": "sha256", "how": "draw", "text": DRAWN, "value": "6b" * 32}
    assert seed_words(DRAWN, "x", 5) == seed_words(bytes.fromhex("6b" * 32), "x", 5)


@pytest.mark.parametrize(
    "module",
    ["draw.seeding", "draw.canonical", "draw.orders", "draw.sources", "draw.assigning", "tables.shape"],
)
def test_the_examples_in_the_code_are_true(module):
    result = doctest.testmod(importlib.import_module(f"xuezheng.allocation.{module}"))

    assert result.attempted and not result.failed
