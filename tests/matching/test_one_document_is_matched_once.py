"""Proposing, writing and reviewing ask for the same figures: they are read once, and never from another text."""

import pytest
from matching_texts import SAMPLE

from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.reports import matching
from xuezheng.reports.matching import figures_of, match
from xuezheng.reports.reading import read, read_text

KINDERGARTENS = "一、2025年工作回顾\n\n一是全市幼儿园XX所，在园幼儿XX人。\n"


@pytest.fixture
def n_read(monkeypatch):
    """How often a document was really read."""
    seen = []
    really = matching._read
    monkeypatch.setattr(matching, "_KEPT_ANSWER", {})
    monkeypatch.setattr(
        matching, "_read", lambda document, catalogue: seen.append(document) or really(document, catalogue)
    )
    return seen


def test_the_same_document_is_matched_once(n_read):
    document, catalogue = read(SAMPLE / "speech.txt"), load_catalogue()

    first, again = match(document, catalogue), match(document, dict(catalogue))

    assert first == again
    assert len(n_read) == 1


def test_another_text_or_another_catalogue_is_matched_anew(n_read):
    catalogue = load_catalogue()
    one, other = (read_text(KINDERGARTENS.replace("园", word), "t.txt") for word in ("园", "儿"))
    without = {code: indicator for code, indicator in catalogue.items() if "幼儿" not in indicator.label}

    answers = [figures_of(one, catalogue), figures_of(other, catalogue), figures_of(one, without)]

    assert len(n_read) == 3
    assert answers[0] != answers[1]
    assert all(
        "幼儿" not in catalogue[c.suggestion.indicator].label for f in answers[2] for c in f.candidates
    )
