"""Whatever stood for a figure or a year in last year's text, this year's figure stands there in its place."""

from decimal import Decimal

import pytest

from xuezheng.reports.reading import read_text
from xuezheng.reports.shapes import Decision
from xuezheng.reports.writing import draft
from xuezheng.reports.writing.shapes import Answer


def written(sentence, value="64"):
    document = read_text("工作总结\n一、工作回顾\n" + sentence, "总结")
    figures = [slot for slot in document.slots if slot.kind == "figure"]
    decisions = {slot.id: Decision(slot.id, "confirmed", "x.y") for slot in figures}
    answers = {slot.id: Answer(Decimal(value) * slot.scale, slot.unit, rows=1) for slot in figures}
    drafted = draft(document, decisions, answers, 2025)
    return drafted.paragraphs[-1].text, drafted.left_open


@pytest.mark.parametrize(
    ("sentence", "filled"),
    [
        ("新建XX所学校。", "新建64所学校。"), ("新建【XX】所学校。", "新建64所学校。"), ("新建（XX）所学校。", "新建64所学校。"),
        ("新建（）所学校。", "新建64所学校。"), ("新建＿＿所学校。", "新建64所学校。"), ("新建多少所学校。", "新建64所学校。"),
        ("新建3X所学校。", "新建64所学校。"), ("投入约万元。", "投入约60万元。"), ("投入两千三百万元。", "投入64元。"), ("达标率达%。", "达标率达64%。"),
        ("占全市的五分之三。", "占全市的64%。"), ("七成的学校达标。", "64%的学校达标。"), ("一半的学校达标。", "64%的学校达标。"),
        ("达到百分之九十五点三。", "达到百分之64。"), ("发生率1.2‰。", "发生率64‰。"), ("到位1亿3000万元。", "到位64元。"),
        ("（XX%）的学校。", "（64%）的学校。"),
    ],
)  # fmt: skip
def test_the_figure_takes_the_place_of_what_stood_for_it(sentence, filled):
    text, left_open = written(sentence)

    assert (text, left_open) == (filled, {})


def test_doubling_is_left_to_a_person():
    text, left_open = written("投入翻一番。")

    assert text == "投入翻一番。" and list(left_open.values()) == ["“翻番”的说法须由人改写"]


@pytest.mark.parametrize(
    ("sentence", "filled"),
    [
        ("年，全市教育稳步推进。", "2025年，全市教育稳步推进。"), ("20*年全市发展。", "2025年全市发展。"),
        ("20X年全市发展。", "2025年全市发展。"), ("二〇二三年全市发展。", "二〇二五年全市发展。"),
        ("二〇XX年全市发展。", "二〇二五年全市发展。"), ("XX年全市发展。", "2025年全市发展。"),
    ],
)  # fmt: skip
def test_the_year_is_written_as_the_text_writes_years(sentence, filled):
    assert written(sentence) == (filled, {})


def test_the_year_of_a_document_is_for_a_person_to_check():
    text, left_open = written("依据教办〔2023〕5号文件。")

    assert text == "依据教办〔2023〕5号文件。" and list(left_open.values()) == ["文号中的年份须由人核对"]
