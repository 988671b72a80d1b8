"""Deleted figures, places of somewhere else, other scripts: read where they can be, and said."""

import pytest

from xuezheng.errors import BadInput
from xuezheng.reports.reading import read_text
from xuezheng.reports.reading.other_places import other_places, places_named


def slots(sentence):
    return [s for s in read_text("工作总结\n" + sentence, "总结").slots if s.block > 0]


@pytest.mark.parametrize(
    ("sentence", "unit", "at"),
    [
        ("全年投入约万元。", "万元", 5), ("投入资金亿元用于校舍。", "亿元", 4), ("巩固率达%。", "%", 4), ("增长个百分点。", "个百分点", 2),
        ("新增校舍面积平方米。", "平方米", 6), ("培训教师约人次。", "人次", 5), ("建成学校约所。", "所", 5), ("改造资金余万元。", "万元", 4),
        ("购置图书约万册。", "万册", 5),
    ],
)  # fmt: skip
def test_a_figure_that_was_deleted_leaves_an_empty_slot(sentence, unit, at):
    (slot,) = slots(sentence)

    assert (slot.kind, slot.value, slot.unit, slot.at) == ("figure", None, unit, at)
    assert slot.text == ("%" if unit == "%" else "")
    assert slot.end - slot.start == len(slot.text)


@pytest.mark.parametrize(
    "sentence",
    [
        "投资亿元以上项目开工。", "签订合约个人承担。", "大约所有学校达标。", "节约所需经费。", "条约名称待定。", "相约名校。",
        "年底前完成，年终考核，年级组长到会，年轻教师成长。", "当年教育工作，去年全市，今年工作总结。", "全年工作总结。",
        "百年教育工作。", "元旦期间，占为己有。",
    ],
)  # fmt: skip
def test_words_that_only_look_like_a_gap_leave_none(sentence):
    assert [slot for slot in slots(sentence) if not slot.text] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "年，全市教育工作稳步推进。", "刚才总结了年教育工作。", "对年工作情况作汇报。", "回顾年工作成绩。", "截至目前，年12月已完成。",
        "（年全市教育工作会议）", "年春季学期开学。",
    ],
)  # fmt: skip
def test_a_year_that_was_deleted_leaves_an_empty_slot(sentence):
    (slot,) = [slot for slot in slots(sentence) if not slot.text]

    assert (slot.kind, slot.unit, slot.value) == ("date", "年", None)


def test_gaps_are_warned_of_because_nobody_sees_them():
    (warning,) = read_text("工作总结\n全年投入约万元，受益约人次。", "总结").warnings

    assert warning == "“全年投入约□万元，受益约人次”等 2 处似缺数字或年份（记作“□”），请核对。"


def test_a_title_may_have_lost_its_year():
    document = read_text("某县教育局年工作总结\n一、回顾\n成效明显。", "总结")

    assert [(s.kind, s.at, s.text) for s in document.slots] == [("date", 5, "")]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("荣获济宁市先进县。", ["济宁市"]), ("海州区义务教育通过验收。", ["海州区"]), ("被广东省委授予称号。", []), ("在广东省推广。", ["广东省"]),
        ("关于衡东县、衡阳市的报告。", ["衡东县", "衡阳市"]), ("赴衡东县学习。", ["衡东县"]), ("学习阿拉善左旗经验。", []), ("在察右前旗召开。", ["察右前旗"]),
        ("接受省检查。", []), ("按照市要求。", []), ("建设教育强县。", []), ("在高新区、开发区设校。", []), ("由全市各县区实施。", []),
        ("在城区学区内。", []), ("是国家级示范县。", []),
    ],
)  # fmt: skip
def test_places_are_known_by_their_names(words, names):
    assert places_named(words) == names


def test_the_bureaus_own_places_are_no_places_left_over():
    blocks = read_text("工作总结\n在霁川市、岚坪县推广，赴衡东县学习，在衡东县召开现场会。", "总结").blocks

    assert other_places(blocks, ["霁川市教育局", "岚坪县"]) == ("衡东县",)


def test_traditional_script_is_read_as_simplified_and_said():
    text = "縣教育局工作總結\n一、工作回顧\n全縣新建幼兒園兩所，投入資金1200萬元，培訓教師XX餘名，達標率為百分之九十五點三。"
    document = read_text(text, "总结")

    assert [(s.text, s.value, s.unit, s.approx) for s in document.slots] == [
        ("两", 2, "所", ""), ("1200", 1200, "万元", ""), ("XX", None, "名", "余"), ("九十五点三", 95.3, "%", ""),
    ]  # fmt: skip
    assert text[document.slots[0].start : document.slots[0].end] == "兩"
    assert "原文为繁体字" in document.notes[0]


def test_one_old_character_makes_no_traditional_text():
    document = read_text("工作总结\n全縣新建幼儿园XX所，投入资金1200万元，培训教师名师工作成效明显。", "总结")

    assert document.notes == () and "縣" in document.blocks[1].text


def test_a_text_half_in_another_language_is_read_and_said():
    document = read_text("Annual report of the education bureau of the county\n全县新建XX所。", "总结")

    assert [slot.text for slot in document.slots] == ["XX"]
    assert "汉字不多" in document.notes[0]


def test_a_text_without_a_chinese_character_is_refused():
    with pytest.raises(BadInput, match="没有汉字"):
        read_text("Дӯстон, 12 мактаб", "总结")


def test_template_marks_and_addresses_are_text():
    text = "{{ n }}所，{% if x %}见www.xx.gov.cn或xx@xx.cn，电话138XXXX1234，身份证11010119900101001X。"

    assert [s.text for s in slots(text)] == []
