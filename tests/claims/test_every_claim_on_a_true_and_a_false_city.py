"""The text written on a city where every statement is true, checked there and where each is false."""

from dataclasses import dataclass

import pytest
from claims_texts import SAMPLE, SHARED, known_claims
from example_cities import snapshot_of

from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.reports.checking import check_document
from xuezheng.reports.claims.detection import find_claims
from xuezheng.reports.mapping import read_mapping
from xuezheng.reports.matching import match
from xuezheng.reports.producing import produce
from xuezheng.reports.shapes import Decision
from xuezheng.snapshot import open_snapshot

YEAR = 2025
#: Claims the records can make true or false; the others are papers, or a person's judgement.
JUDGED = ("data", "rank")


@dataclass(frozen=True)
class Written:
    """A text written on the true city, its claims, and what the records of both cities say of them."""

    document: object
    decisions: dict
    produced: object
    kinds: list
    true: object
    false: object


def _decisions(name, document, catalogue):
    if name == "sample":
        return read_mapping(SAMPLE / "mapping.yaml", document, catalogue)
    lines = (SHARED / "speech_slots.tsv").read_text(encoding="utf-8").splitlines()
    column = lines[0].split("\t").index("indicator")
    found = match(document, catalogue)
    decisions = {}
    for slot, line in zip(document.slots, lines[1:], strict=True):
        code = line.split("\t")[column]
        if slot.kind == "figure":
            best = next(one for one in found[slot.id] if one.indicator == code)
            decisions[slot.id] = Decision(
                slot.id, "confirmed", code, best.filters, best.period, best.measure
            )  # fmt: skip
    return decisions


@pytest.fixture(scope="module", params=known_claims())
def written(request, tmp_path_factory):
    document, expected = known_claims()[request.param]
    catalogue = load_catalogue()
    decisions = _decisions(request.param, document, catalogue)
    true, false = (open_snapshot(snapshot_of(faults)) for faults in ("none", "all"))
    out = tmp_path_factory.mktemp("written") / "speech.docx"
    produced = produce(document, decisions, true, catalogue, YEAR, out)
    claims = find_claims(document, catalogue, decisions)
    kinds = [
        next(one.checked_by for one in expected if claim.start < one.end and one.start < claim.end)
        for claim in claims
    ]
    return Written(
        document,
        decisions,
        produced,
        kinds,
        check_document(out, true, catalogue),
        check_document(out, false, catalogue),
    )


def _others(written, checked, verdict):
    judged = zip(written.kinds, checked.claims, strict=True)
    return [
        f"{one.verdict}：{one.claim.text}（{one.reason}）"
        for kind, one in judged
        if kind in JUDGED and one.verdict != verdict
    ]


def test_every_figure_is_written_with_its_rows(written):
    figures = [slot.id for slot in written.document.slots if slot.kind == "figure"]
    confirmed = [slot for slot in figures if written.decisions[slot].state == "confirmed"]

    anchors = {anchor.slot: anchor for anchor in written.produced.draft.anchors}

    assert len(confirmed) == 39
    assert set(anchors) == set(confirmed)
    assert all(anchor.rows > 0 for anchor in anchors.values() if anchor.value != "0")


def test_the_finished_text_holds_the_claims_of_its_source(written):
    assert [one.claim.type for one in written.true.claims] == [
        one.claim.type for one in written.produced.judgements
    ]
    assert [one.claim.indicators for one in written.true.claims] == [
        one.claim.indicators for one in written.produced.judgements
    ]


def test_every_statement_is_borne_out_where_it_is_true(written):
    assert _others(written, written.true, "支持") == []


def test_every_statement_is_contradicted_where_it_is_false(written):
    assert _others(written, written.false, "不符") == []


def test_judged_while_writing_or_afterwards_the_verdicts_are_the_same(written):
    assert [one.verdict for one in written.true.claims] == [
        one.verdict for one in written.produced.judgements
    ]


def test_a_contradiction_says_why_and_soft_statements_are_left_to_people(written):
    judged = list(zip(written.kinds, written.false.claims, strict=True))

    assert all(one.reason for kind, one in judged if kind in JUDGED)
    assert {one.verdict for kind, one in judged if kind == "soft" and one.claim.type not in ("event",)} == {
        "须人工判断"
    }


def test_figures_that_the_records_no_longer_bear_out_are_stale(written):
    assert {figure.state for figure in written.true.figures} == {"same"}
    assert "stale" in {figure.state for figure in written.false.figures}
