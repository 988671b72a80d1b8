import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_texts import a_catalogue, a_text, an_indicator, speeches, with_answers

from xuezheng.reports.matching import is_ticked, match
from xuezheng.reports.matching.confidence import FEATURES, confidences, parameters

shares = st.floats(0, 1)


@pytest.mark.parametrize("name", speeches())
def test_of_the_surest_suggestions_nine_in_ten_are_right(name, catalogue):
    document, wanted = with_answers(*speeches()[name])

    found = match(document, catalogue)

    sure = [slot.id for slot in document.slots if slot.kind == "figure" and is_ticked(found[slot.id])]
    assert len(sure) >= 20
    assert sum(found[slot][0].indicator == wanted[slot] for slot in sure) >= 0.9 * len(sure)


def test_the_parameters_name_every_feature_and_tick_only_what_is_likely():
    told = parameters()

    assert set(told.weights) == set(FEATURES)
    assert 0.75 <= told.tick <= 1


@given(
    features=st.fixed_dictionaries({name: shares for name in FEATURES}),
    scores=st.lists(st.floats(0.01, 1), min_size=1, max_size=5).map(lambda s: sorted(s, reverse=True)),
    is_plan=st.booleans(),
)
def test_confidences_are_shares_that_fall_and_leave_room_for_one_another(features, scores, is_plan):
    sure = confidences(features, scores, is_plan=is_plan)

    assert len(sure) == len(scores)
    assert all(0 <= one <= 1 for one in sure)
    assert sure == sorted(sure, reverse=True)
    assert sum(sure) <= 1.001


@given(features=st.fixed_dictionaries({name: shares for name in FEATURES}), lower=shares)
def test_a_better_score_and_lead_never_make_a_suggestion_less_sure(features, lower):
    told = parameters()

    for name in ("score", "lead", "named", "explained"):
        assert told.sureness({**features, name: lower * features[name]}) <= told.sureness(features) + 1e-12


def test_two_that_fit_alike_are_neither_surer_than_one_of_two():
    one, other = an_indicator("a", "阳光体育学校数", "所"), an_indicator("b", "阳光体育学校数", "所")
    document = a_text("阳光体育学校XX所。")

    found = match(document, a_catalogue(one, other))[document.slots[-1].id]

    assert all(suggestion.confidence <= 0.5 for suggestion in found)


def test_a_text_about_nothing_known_makes_nobody_sure():
    document = a_text("修建下水道XX米,安装空调XX台,栽种杏树XX棵。")
    indicators = (an_indicator("schools", "学校总数", "所"), an_indicator("books", "图书册数", "册"))

    found = match(document, a_catalogue(*indicators))

    assert not any(is_ticked(found[slot.id]) for slot in document.slots if slot.kind == "figure")
