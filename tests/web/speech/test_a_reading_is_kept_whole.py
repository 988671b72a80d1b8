"""What is read back from a draft's folder judges and matches as the reading itself."""

import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import pytest

SAMPLE = Path(str(files("xuezheng"))) / "jobs" / "sample" / "speech.txt"


@pytest.fixture(scope="module")
def documents():
    from xuezheng.jobs.drafts.plain import document_from
    from xuezheng.reports.reading import read

    document = read(SAMPLE)
    return document, document_from(json.loads(json.dumps(asdict(document))))


def test_a_document_comes_back_as_it_was(documents):
    document, back = documents

    assert back == document


def test_its_claims_meet_its_figures_at_the_same_places(documents):
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.claims.detection import find_claims

    there, back = (find_claims(one, load_catalogue(), {}) for one in documents)

    assert there == back and len(there) > 20


def test_a_decision_keeps_what_it_says_and_nothing_empty():
    from xuezheng.jobs.drafts.plain import decision_from, kept
    from xuezheng.reports.shapes import Decision

    decision = Decision("S01", "by_hand", value="12", source="局办")

    assert kept(decision) == {
        "state": "by_hand",
        "period": "year",
        "measure": "value",
        "value": "12",
        "source": "局办",
    }
    assert decision_from("S01", kept(decision)) == decision
