import pytest
from claims_texts import SHARED, known_claims

from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.reports.claims.detection import find_claims
from xuezheng.reports.reading import read


@pytest.fixture(scope="module", params=known_claims())
def speech(request):
    document, expected = known_claims()[request.param]
    return document, expected, find_claims(document, load_catalogue())


def _at(claims, one):
    return next((claim for claim in claims if claim.start < one.end and one.start < claim.end), None)


def _missed(claims, expected, *kinds):
    wanted = [one for one in expected if one.checked_by in kinds]
    assert wanted
    return [one for one in wanted if (claim := _at(claims, one)) is None or claim.type != one.type]


@pytest.mark.parametrize("kind", ["data", "rank", "text"])
def test_what_records_can_bear_out_is_found_with_its_family(speech, kind):
    _, expected, claims = speech

    assert _missed(claims, expected, kind) == []


def test_events_and_soft_statements_are_found_too(speech):
    _, expected, claims = speech

    assert _missed(claims, expected, "paper", "soft") == []


def test_hardly_anything_else_is_taken_for_a_claim(speech):
    _, expected, claims = speech

    others = [claim for claim in claims if not any(_at([claim], one) for one in expected)]
    assert [claim.text for claim in others] == []


def test_what_no_record_can_bear_out_is_not_checkable(speech):
    _, expected, claims = speech

    soft = {one.start: one.checked_by == "soft" for one in expected}
    found = {one.start: not _at(claims, one).is_checkable for one in expected}
    assert found == soft


def test_a_claims_span_is_where_its_words_stand(speech):
    document, _, claims = speech

    for claim in claims:
        assert claim.text in document.blocks[claim.block].text
        assert (
            document.blocks[claim.block].start <= claim.start < claim.end <= document.blocks[claim.block].end
        )
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    assert len({claim.id for claim in claims}) == len(claims)


def test_each_claim_knows_the_indicators_it_is_judged_by(speech):
    _, expected, claims = speech

    wanted = {one.start: one.indicators for one in expected if one.indicators}
    assert {one.start: _at(claims, one).indicators for one in expected if one.indicators} == wanted


def test_claims_that_are_judged_by_an_indicator_have_one(speech):
    _, expected, claims = speech
    without = {"all-targets", "stage"}

    data = [_at(claims, one) for one in expected if one.checked_by == "data" and one.type not in without]
    assert [claim.text for claim in data if not claim.indicators] == []


@pytest.mark.parametrize("name", [name for name in ("speech.txt",) if (SHARED / name).exists()])
def test_a_page_with_its_chrome_holds_the_same_claims_as_the_clean_text(name):
    clean, raw = (find_claims(read(SHARED / file), load_catalogue()) for file in ("speech_body.txt", name))

    assert [(claim.type, claim.text) for claim in raw] == [(claim.type, claim.text) for claim in clean]
