import csv

import pytest
from labelled import SAMPLE, Label, meaning, other_texts, speeches, squeeze

from xuezheng.reports.reading import read


def as_label(slot, place):
    means = slot.name_kind if slot.kind in ("date", "name") else ""
    return Label(slot.text, slot.kind, slot.unit, means, place)


@pytest.fixture(params=speeches(), ids=lambda speech: speech.path.parent.name)
def speech(request):
    return request.param


def test_every_slot_is_found_in_its_place_and_none_besides(speech):
    document = read(speech.path)

    before = [sum(len(squeeze(b.text)) for b in document.blocks[: s.block]) for s in document.slots]
    found = tuple(
        as_label(slot, shift + len(squeeze(document.blocks[slot.block].text[: slot.at])))
        for slot, shift in zip(document.slots, before, strict=True)
    )
    if speech.labels[0].place is None:
        found = tuple(Label(f.text, f.kind, f.unit, f.means, None) for f in found)
    assert found == speech.labels


def test_every_span_holds_the_slots_words(speech):
    document, raw = read(speech.path), speech.raw

    for slot in document.slots:
        assert squeeze(raw[slot.start : slot.end]) == slot.text
        assert document.blocks[slot.block].text[slot.at : slot.at + len(slot.text)] == slot.text


def test_what_is_printed_has_a_value_and_what_is_hidden_has_none(speech):
    for slot in read(speech.path).slots:
        if slot.kind == "figure":
            assert (slot.value is None) == ("X" in slot.text)
            if slot.text[0].isdigit():
                assert slot.value == float(slot.text.rstrip("%"))


def test_the_scale_is_that_of_the_unit(speech):
    scales = {slot.unit: slot.scale for slot in read(speech.path).slots if slot.kind == "figure"}

    assert {unit: scale for unit, scale in scales.items() if scale > 1} == {
        "万元": 10_000,
        "万平方米": 10_000,
        "万名": 10_000,
        "亿元": 100_000_000,
    }


def test_only_the_telephone_calls_are_rounded(speech):
    assert [(s.unit, s.approx) for s in read(speech.path).slots if s.approx] == [("次", "余")]


def test_the_sample_means_every_figure_once():
    with (SAMPLE / "slots.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))

    codes = [row["indicator"] for row in rows if row["kind"] == "figure" and row["indicator"]]
    assert len(codes) == len(set(codes)) == 39
    assert [row["clause"] for row in rows] == [s.clause for s in read(SAMPLE / "speech.txt").slots]
    assert {meaning(row["indicator"]) for row in rows if row["kind"] == "date"} == {
        "meeting_year",
        "report_year",
        "plan_year",
    }


def test_the_sample_keeps_its_promise_of_two_parts():
    document = read(SAMPLE / "speech.txt")

    assert [b.text for b in document.blocks if b.level == 1] == ["一、20XX年工作情况", "二、20XX年主要任务"]
    assert document.warnings == ()


@pytest.mark.parametrize("path", other_texts(), ids=lambda path: path.stem)
def test_other_bureaus_texts_are_read_too(path):
    document, raw = read(path), path.read_text(encoding="utf-8")

    assert document.slots
    assert all(squeeze(raw[slot.start : slot.end]) == slot.text for slot in document.slots)
    assert squeeze("".join(block.text for block in document.blocks)) == squeeze(raw)
