"""Anchors after LibreOffice, after a person's heavy hand, and after small mischief."""

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from editing import edit_heavily

from xuezheng.reports.checking.layout import check_layout
from xuezheng.reports.docx import read_anchors
from xuezheng.reports.docx.manifest import described
from xuezheng.reports.docx.reading_back import paragraphs_before_appendix, words_of
from xuezheng.reports.docx.refinding import Place, Standing, find_places

#: The sample written here, saved by LibreOffice 7.4 as OpenDocument and from there as docx again.
THROUGH_OPENDOCUMENT = Path(__file__).parents[1] / "golden/report/through_opendocument.docx"


def test_a_way_through_opendocument_loses_no_figure(drafted):
    anchored = read_anchors(THROUGH_OPENDOCUMENT)

    assert len(anchored.found) == len(drafted.anchors) == 42
    assert [one.shown for one in anchored.found] == [anchor.written for anchor in drafted.anchors]
    assert {one.by for one in anchored.found} == {"bookmark"}
    assert [one.anchor for one in anchored.found] == list(drafted.anchors)
    assert (anchored.snapshot, anchored.year) == ("sha256:1", 2025)


def test_the_packed_copy_alone_is_enough(path, drafted):
    package = docx.Document(str(path)).part.package
    for part in package.iter_parts():
        if "customXml" in str(part.partname):
            part._blob = b"<gone/>"

    report, anchors = described(package)

    assert (report["year"], anchors) == ("2025", drafted.anchors)


@pytest.mark.parametrize(
    "spoilt", [b"", b"<Properties", b"<Properties><property name='xuezheng.0000'>?</property></Properties>"]
)
def test_a_spoilt_copy_is_no_description(path, spoilt):
    package = docx.Document(str(path)).part.package
    for part in package.iter_parts():
        if "customXml" in str(part.partname) or "custom.xml" in str(part.partname):
            part._blob = spoilt

    assert described(package) is None


def test_a_way_through_opendocument_keeps_the_page():
    assert check_layout(THROUGH_OPENDOCUMENT) == ()


@pytest.mark.parametrize("seed", range(5))
def test_a_heavy_edit_loses_few_figures_and_misplaces_none(path, seed):
    shown = edit_heavily(path, seed)

    found = {one.anchor.slot: one.shown for one in read_anchors(path).found}

    wrong = {slot: (words, shown[slot]) for slot, words in found.items() if words not in (None, shown[slot])}
    assert wrong == {}
    assert sum(words is not None for words in found.values()) >= 0.95 * len(found)


@pytest.mark.parametrize("seed", range(3))
def test_without_any_bookmark_most_figures_are_found_and_none_misplaced(path, seed):
    shown = edit_heavily(path, seed, lost=1)

    found = {one.anchor.slot: one.shown for one in read_anchors(path).found}

    assert all(words in (None, shown[slot]) for slot, words in found.items())
    assert sum(words is not None for words in found.values()) >= 0.85 * len(found)


@pytest.mark.parametrize("seed", range(3))
def test_a_figure_whose_sentence_was_struck_out_is_lost(path, seed):
    shown = edit_heavily(path, seed, lost=1, changed=0, deleted=0.4)

    found = {one.anchor.slot: one.shown for one in read_anchors(path).found}

    struck = [slot for slot, words in shown.items() if words is None]
    assert struck
    assert {found[slot] for slot in struck} == {None}


def test_digits_typed_beside_a_bookmark_belong_to_the_figure(path):
    document = docx.Document(str(path))
    start = next(
        one for one in document.element.body.iter(qn("w:bookmarkStart")) if "xz_" in one.get(qn("w:name"))
    )
    slot = start.get(qn("w:name")).removeprefix("xz_")
    written = words_of(start.getnext())
    after = next(one for one in start.itersiblings() if one.tag == qn("w:r") and one is not start.getnext())
    next(after.iter(qn("w:t"))).text = "5" + words_of(after)
    document.save(str(path))

    found = {one.anchor.slot: one for one in read_anchors(path).found}

    assert (found[slot].shown, found[slot].by) == (written + "5", "bookmark")


def test_words_typed_into_a_bookmark_are_not_the_figure(drafted):
    anchor = drafted.anchors[0]
    text = f"前面的话{anchor.before}大约有{anchor.written}这么多{anchor.after}"
    start = text.index("大约有")
    end = text.index("这么多") + 3

    place = find_places([anchor], {anchor.slot: (start, end)}, Standing(text))[anchor.slot]

    assert text[place.start : place.end].removesuffix("%") == anchor.written.removesuffix("%")


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_figure_written_with_its_unit_is_read_back_with_it(drafted, is_marked):
    anchor = replace(
        drafted.anchors[0], before="下半年负面报道共计为", written="1次", after="。各项工作顺利推进"
    )
    text = f"{anchor.before}{anchor.written}{anchor.after}"
    start = len(anchor.before)
    marked = {anchor.slot: (start, start + 2)} if is_marked else {}

    place = find_places([anchor], marked, Standing(text))[anchor.slot]

    assert text[place.start : place.end] == "1次"


def test_full_width_and_spaces_do_not_hide_a_figure(path, drafted):
    document = docx.Document(str(path))
    for paragraph in paragraphs_before_appendix(document):
        _plain(paragraph, lambda words: words.replace("，", ", ").replace("；", ";").replace("。", "． "))
    document.save(str(path))

    found = read_anchors(path).found

    assert [one.shown for one in found] == [anchor.written for anchor in drafted.anchors]
    assert "quotes" in {one.by for one in found}


def test_two_places_as_good_as_each_other_are_no_place(drafted):
    anchor = drafted.anchors[0]
    once = f"{anchor.before}{anchor.written}{anchor.after}"

    assert find_places([anchor], {}, Standing(once))
    assert find_places([anchor], {}, Standing(once + "\n" + once)) == {}


def test_a_number_of_another_unit_is_no_place(drafted):
    anchor = next(one for one in drafted.anchors if one.after.startswith("所"))
    text = f"{anchor.before}{anchor.written}亩{anchor.after[1:]}"

    assert find_places([anchor], {}, Standing(text)) == {}


def test_a_figure_two_others_want_goes_to_neither(drafted):
    first = drafted.anchors[0]
    twin = replace(first, slot="twin")
    text = f"{first.before}{first.written}{first.after}"

    assert find_places([first, twin], {}, Standing(text)) == {}


def test_a_sentence_is_told_with_its_figure():
    standing = Standing("开头。共有5所学校，很好。结尾")

    assert standing.sentence(Place(5, 6, "context")) == "共有5所学校，很好。"


def _plain(paragraph, change):
    """Paste a paragraph as plain text: one run, no bookmark."""
    words = change(words_of(paragraph))
    kept, *others = [child for child in paragraph if child.tag == qn("w:r")] or [None]
    for child in [
        *others,
        *paragraph.findall(qn("w:bookmarkStart")),
        *paragraph.findall(qn("w:bookmarkEnd")),
    ]:
        if not child.get(qn("w:name"), "").startswith("xuezheng"):
            paragraph.remove(child)
    if kept is not None:
        texts = list(kept.iter(qn("w:t")))
        for text in texts[1:]:
            kept.remove(text)
        if texts:
            texts[0].text = words
