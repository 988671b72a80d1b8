"""What became of each figure: same, edited, stale, lost; and which sentences that touches."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import docx
import pytest
from docx.oxml.ns import qn

from xuezheng.cli.reports_writing import told_of
from xuezheng.reports.checking.decided import decisions_of
from xuezheng.reports.checking.figures import check_figures
from xuezheng.reports.checking.shapes import Checked
from xuezheng.reports.docx import read_anchors
from xuezheng.reports.docx.reading_back import words_of
from xuezheng.reports.reading import read


class Records:
    """Records that give every figure as it was written, save those told otherwise."""

    def __init__(self, anchors, changed=()):
        self.values = {anchor.indicator: Decimal(anchor.value) for anchor in anchors} | dict(changed)

    def expect(self, snapshot, codes, year, filters, period):
        assert set(codes) <= set(self.values)

    def measure(self, snapshot, codes, year, by=None, filters=None, period="year"):
        return [
            SimpleNamespace(value=self.values[code], counted=0, out_of=None, unit="", why_not="")
            for code in codes
        ]


@pytest.fixture
def anchors(drafted):
    return drafted.anchors


def checked(path, records):
    found = read_anchors(path).found
    catalogue = {one.anchor.indicator: SimpleNamespace(kind="count", unit="", scale=1) for one in found}
    return Checked(check_figures(found, None, catalogue, records), ())


def change(path, slot, words):
    """Type other words inside a bookmark; None strikes out its paragraph."""
    document = docx.Document(str(path))
    start = next(
        one
        for one in document.element.body.iter(qn("w:bookmarkStart"))
        if one.get(qn("w:name")) == "xz_" + slot
    )
    paragraph = start.getparent()
    if words is None:
        paragraph.getparent().remove(paragraph)
    else:
        next(start.getnext().iter(qn("w:t"))).text = words
    document.save(str(path))
    return words_of(paragraph)


def test_an_untouched_document_is_fine(path, anchors):
    result = checked(path, Records(anchors))

    assert {figure.state for figure in result.figures} == {"same"}
    assert result.is_fine
    assert result.touched == {}


def test_a_figure_a_person_changed_is_edited(path, anchors):
    change(path, anchors[2].slot, "999")

    result = checked(path, Records(anchors))

    (edited,) = [figure for figure in result.figures if figure.state != "same"]
    assert (edited.slot, edited.state, edited.shown, edited.is_stale) == (
        anchors[2].slot,
        "edited",
        "999",
        False,
    )
    assert "999" in edited.sentence
    assert result.touched == {edited.sentence: (anchors[2].slot,)}
    assert not result.is_fine


def test_a_thousands_comma_is_no_edit(path, anchors):
    anchor = next(one for one in anchors if len(one.written) >= 4 and one.written.isdigit())
    change(path, anchor.slot, f"{anchor.written[:-3]},{anchor.written[-3:]}")

    assert checked(path, Records(anchors)).is_fine


def test_a_figure_the_records_no_longer_give_is_stale(path, anchors):
    anchor = anchors[2]
    newer = Records(anchors, {anchor.indicator: Decimal(anchor.value) + 3 * anchor.scale})

    result = checked(path, newer)

    (stale,) = [figure for figure in result.figures if figure.state != "same"]
    assert (stale.slot, stale.state, stale.written) == (anchor.slot, "stale", anchor.written)
    assert stale.computed != stale.written
    assert stale.sentence == anchor.sentence


def test_an_edited_figure_may_be_stale_too(path, anchors):
    anchor = anchors[2]
    change(path, anchor.slot, "999")
    newer = Records(anchors, {anchor.indicator: Decimal(anchor.value) + 3 * anchor.scale})

    (figure,) = [one for one in checked(path, newer).figures if one.state != "same"]

    assert (figure.state, figure.is_stale) == ("edited", True)


def test_a_figure_struck_out_is_lost_with_its_old_sentence(path, anchors):
    paragraph = change(path, anchors[2].slot, None)

    result = checked(path, Records(anchors))

    lost = [figure for figure in result.figures if figure.state == "lost"]
    assert anchors[2].slot in {figure.slot for figure in lost}
    assert all(figure.sentence in paragraph for figure in lost)


def test_the_check_says_it_in_words(path, anchors):
    change(path, anchors[2].slot, "999")

    words = told_of(
        replace(checked(path, Records(anchors)), layout=("页面：边距不对。",), wording=("半角标点。",))
    )

    assert f"{anchors[2].slot} 人工填写：被人改动" in words or f"{anchors[2].slot} 名称：被人改动" in words
    assert f"原写“{anchors[2].written}”，现为“999”" in words
    assert "所在句：" in words
    assert "版式：页面：边距不对。" in words
    assert "文字：半角标点。" in words
    assert words.endswith("不宜印发。")


def test_a_fault_of_page_or_sum_is_a_failed_check_and_wording_is_not():
    assert Checked((), (), wording=("半角标点。",)).is_fine
    assert not Checked((), (), layout=("页面：边距不对。",)).is_fine
    assert not Checked((), (), arithmetic=("请核对。",)).is_fine
    assert told_of(Checked((), (), wording=("半角标点。",))).endswith("文字请再看一遍。")
    assert told_of(Checked((), ())).endswith("结论：可以印发。")


def test_a_text_with_places_left_open_may_not_go_out_yet():
    checked = Checked((), (), wording=("尚有占位 2 处未填写，如“XX所”。", "半角标点。"))

    assert told_of(checked).endswith("结论：未发现与记录不符，但占位填完、文字再看一遍之后才可以印发。")


def test_decisions_follow_figures_through_reworded_sentences(path, anchors):
    document = docx.Document(str(path))
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        run.text = run.text.replace("投入", "安排").replace("全市", "全市范围内")
    document.save(str(path))

    decisions = decisions_of(read(path), read_anchors(path).found)

    assert {decision.indicator for decision in decisions.values()} == {anchor.indicator for anchor in anchors}


def test_the_json_keeps_its_keys(path, anchors):
    change(path, anchors[2].slot, "999")

    told = checked(path, Records(anchors)).as_json()

    assert set(told) == {"figures", "touched", "claims", "layout", "arithmetic", "wording"}
    assert {"slot", "indicator", "written", "computed", "state", "stale", "found_by", "sentence"} <= set(
        told["figures"][0]
    )
    assert told["touched"][0]["slots"] == [anchors[2].slot]
