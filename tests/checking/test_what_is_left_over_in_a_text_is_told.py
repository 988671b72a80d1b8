"""Old years, gaps in numbering, half-width marks, placeholders."""

import pytest

from xuezheng.reports.checking.wording import check_wording, number_of
from xuezheng.reports.reading import read_text

OPENING = "全市教育工作总结\n\n各位同志：\n\n"

#: Right paragraph, the word to spoil, what it is spoilt to, what the check says.
PLANTED = [
    ("2025年，全市教育投入持续增长，比2024年更多。", "2024年", "2021年", "2021 年不是报告年（2025）"),
    ("二是抓投入。三是抓质量。四是抓队伍，全面完成任务。", "三是", "五是", "前应有第 3 项"),
    ("全市教育投入持续增长，办学条件不断改善。", "，", ",", "半角标点 1 处"),
    ("全市教育投入5000万元，办学条件不断改善。", "5000", "XX", "尚有占位 1 处"),
    (
        "一、工作回顾\n\n全市教育稳步发展。\n\n二、存在问题\n\n仍有不足。",
        "二、",
        "三、",
        "序号应为第 2，前一个是第 1",
    ),
    (
        "一、工作回顾\n\n（一）抓投入\n\n已增长。\n\n（二）抓质量\n\n已提高。",
        "（二）",
        "（三）",
        "序号应为第 2",
    ),
    ("一、工作回顾\n\n全市教育稳步发展。\n\n二、存在问题\n\n仍有不足。", "二、", "一、", "前一个是第 1"),
]

NO_FAULT = [
    "自2016年以来，我市连续增长；2021年起实施新办法，到2035年建成教育强市。",
    "落实《关于2019年工作的通知》（教发〔2018〕3号）和2021—2025年规划。",
    "一是抓投入，二是抓质量，三是抓队伍；一是重学习，二是重实践。",
    "一、工作回顾\n\n（一）抓投入\n\n好。\n\n二、存在问题\n\n（一）投入不足\n\n要改。",
    "网址为http://www.example.cn/a,b，时间为18:00，比例为1:2，共计1,234人。",
    "十一是抓安全，十二是抓稳定，全面完成任务。",
]


def faults(words, year=2025):
    return check_wording(read_text(OPENING + words, "text"), year)


@pytest.mark.parametrize(("right", "word", "wrong", "says"), PLANTED)
def test_a_fault_is_told_and_the_right_text_is_not(right, word, wrong, says):
    assert word in right
    assert faults(right) == ()

    assert any(says in fault for fault in faults(right.replace(word, wrong, 1)))


@pytest.mark.parametrize("text", NO_FAULT)
def test_what_only_looks_like_a_fault_is_left_alone(text):
    assert faults(text) == ()


def test_without_a_year_no_year_is_old():
    assert faults("2010年，全市教育投入持续增长。", year=None) == ()


def test_numbers_of_headings_may_be_left_to_the_layout():
    document = read_text(OPENING + PLANTED[4][0].replace("二、", "三、"), "text")

    assert check_wording(document, 2025, headings=False) == ()


@pytest.mark.parametrize(
    ("words", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("7", 7), ("12", 12)],
)
def test_numbers_of_headings_are_read(words, number):
    assert number_of(words) == number
