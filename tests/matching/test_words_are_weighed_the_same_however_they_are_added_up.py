import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_texts import a_text, an_indicator

from xuezheng.reports.matching.grams import Postings, Rarity, grams
from xuezheng.reports.matching.scoring import Catalogue
from xuezheng.reports.matching.surroundings import surroundings

words = st.text(alphabet="公办民办幼儿园小学教师", min_size=1, max_size=6)


@given(
    lists=st.lists(words, max_size=5), found=st.dictionaries(st.sampled_from("公办民幼儿园"), st.floats(0, 1))
)
def test_turned_round_the_lists_give_the_same_sums(lists, found):
    rarity = Rarity(lists)
    weighed = [rarity.weighed(grams(one)) for one in lists]

    sums = Postings(rarity.shares(one) for one in weighed).sums(found)

    assert sums == pytest.approx([rarity.covered(one, found) for one in weighed])


@given(labels=st.lists(words, min_size=1, max_size=8), most=st.integers(1, 8), text=words)
def test_the_best_few_are_the_first_of_all(labels, most, text):
    known = Catalogue(an_indicator(f"i{at}", label, "所") for at, label in enumerate(labels))
    document = a_text(f"新增{text}XX所。")
    slot = next(slot for slot in document.slots if slot.unit == "所")
    around = surroundings(document, slot)

    few, all_of_them = (known.ranked(around, slot.unit, n) for n in (most, len(labels)))

    assert few == all_of_them[:most]
