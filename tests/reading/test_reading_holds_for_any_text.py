"""Properties of the reading, on texts nobody wrote."""

import time
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from labelled import squeeze

from benchmarks._long_speech import long_speech
from xuezheng.errors import XuezhengError
from xuezheng.reports.reading import read_text

AWKWARD = "一二两三零十百千万亿是、。，；：（）()《》“”〔〕.,%％XxＸ×*○_0123456789 \n\r\t\u3000\u200b年月日第前约近余多个所名市县区网教育元"
PIECES = (
    "全市新建幼儿园XX所", "投入资金1200万元", "办复率达100%", "一是加强领导", "惠及XX万名学生", "群众比较满意",
    "办学条件明显改善", "XX县第一中学通过复检", "咨询电话2000余次", "负面报道为零", "20XX年取得了新的成绩",
    "农村学校辍学率控制在省定标准以内", "印发《XX市学区划分方案》", "示范专业XX个、骨干专业X个",
)  # fmt: skip
NUMBERS = "一二三四五六七八九"


@given(st.one_of(st.text(max_size=200), st.text(alphabet=AWKWARD, max_size=120)))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused_and_every_span_is_true(text):
    try:
        document = read_text(text, "讲话")
    except XuezhengError:
        return

    for slot in document.slots:
        assert document.blocks[slot.block].text[slot.at : slot.at + len(slot.text)] == slot.text
        raw = text[slot.start : slot.end]
        if not slot.text:
            assert raw == "" and slot.kind in ("figure", "date")
            continue
        assert (raw[0], raw[-1]) == (slot.text[0], slot.text[-1])
        assert is_part_of(squeeze(slot.text), raw)
    for before, after in zip(document.slots, document.slots[1:], strict=False):
        assert before.end <= after.start
    for block in document.blocks:
        assert is_part_of(squeeze(block.text), text[block.start : block.end])


@pytest.mark.parametrize(
    "piece",
    [
        "XX个",
        "20XX年",
        "全市XX所学校，",
        "(一)\n",
        "《〈〉",
        "教\n",
        "“a",
        "（",
        "一",
        "x",
        "a@",
        "1-",
        "约所",
        "三分之",
    ],
)
def test_a_text_of_one_thing_over_and_over_is_read_in_good_time(piece):
    started = time.perf_counter()

    read_text("一、工作回顾\n" + piece * (60_000 // len(piece)), "讲话")

    assert time.perf_counter() - started < 10


def test_thirty_pages_are_read_well_under_two_seconds():
    speech = long_speech(30)
    started = time.process_time()

    document = read_text(speech, "讲话")

    assert time.process_time() - started < 1
    assert len(document.slots) > 1000 and document.n_points == 4


def is_part_of(short, long):
    """Whether the characters of one stand in the other in the same order."""
    rest = iter(long)
    return all(character in rest for character in short)


@st.composite
def speeches(draw):
    """A title, and a few headings, each over one paragraph."""
    paragraphs = ["教育局工作会议讲话"]
    for number in NUMBERS[: draw(st.integers(2, 5))]:
        pieces = draw(st.lists(st.sampled_from(PIECES), min_size=12, max_size=30))
        marks = draw(st.lists(st.sampled_from("，。；"), min_size=len(pieces), max_size=len(pieces)))
        paragraphs.append(f"{number}、{draw(st.sampled_from(['工作回顾', '今年任务', '存在问题']))}")
        paragraphs.append("".join(map("".join, zip(pieces, marks, strict=True)))[:-1] + "。")
    return paragraphs


def wrapped(paragraph, width):
    lines = [""]
    for character in paragraph:
        if cells(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


def cells(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def what(document):
    slots = [(s.id, s.kind, s.text, s.value, s.unit, s.approx, s.clause, s.name_kind) for s in document.slots]
    return [(b.kind, b.level, b.text) for b in document.blocks], slots


@given(speeches(), st.integers(44, 76))
@settings(max_examples=60, deadline=None)
def test_where_lines_break_makes_no_difference(paragraphs, width):
    broken = "\n".join(line for paragraph in paragraphs for line in wrapped(paragraph, width))

    document = read_text(broken, "讲话")

    assert [b.text for b in document.blocks] == paragraphs
    assert what(document) == what(read_text("\n".join(paragraphs), "讲话"))
    assert all(squeeze(broken[s.start : s.end]) == s.text for s in document.slots)


@given(speeches(), st.integers(44, 76))
@settings(max_examples=40, deadline=None)
def test_reading_what_was_read_changes_nothing(paragraphs, width):
    broken = "\n".join(line for paragraph in paragraphs for line in wrapped(paragraph, width))
    once = read_text(broken, "讲话")

    again = read_text("\n".join(block.text for block in once.blocks), "讲话")

    assert what(again) == what(once)


@given(st.sampled_from(PIECES), st.integers(1, 12))
def test_spaces_inside_a_sentence_make_no_difference(piece, at):
    assume(at < len(piece) and not (piece[at - 1].isdigit() and piece[at].isdigit()))
    plain = read_text(f"一、回顾\n{piece}。", "讲话")

    spaced = read_text(f"一、回顾\n{piece[:at]} \u3000{piece[at:]}。", "讲话")

    assert what(spaced) == what(plain)
