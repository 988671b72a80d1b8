import pytest
from claims_texts import SAMPLE, SHARED, known_claims

from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.reports.claims.detection import find_claims
from xuezheng.reports.reading import read_text


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


def _pages():
    """A text, and the same as a web page shows it."""
    clean = (SAMPLE / "speech.txt").read_text(encoding="utf-8")
    pages = {"sample": (clean, f"阅读次数：128\n{clean}\n下载文档\n第1页共1页\n返回顶部\n")}
    if (SHARED / "speech.txt").exists():
        pages["seed"] = tuple(
            (SHARED / name).read_text(encoding="utf-8") for name in ("speech_body.txt", "speech.txt")
        )
    return pages


@pytest.mark.parametrize("name", _pages())
def test_a_web_page_holds_the_same_claims_as_its_text(name):
    clean, page = (find_claims(read_text(text, name), load_catalogue()) for text in _pages()[name])

    assert [(claim.type, claim.text) for claim in page] == [(claim.type, claim.text) for claim in clean]
