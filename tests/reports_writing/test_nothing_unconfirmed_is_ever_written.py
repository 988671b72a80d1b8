from dataclasses import replace

import pytest

from xuezheng.reports.writing import draft


def _text(drafted):
    return "\n".join(paragraph.text for paragraph in drafted.paragraphs)


def test_years_names_and_counts_are_filled_and_a_suggestion_is_not(document, decisions, answers):
    drafted = draft(document, decisions, answers, 2024, city="临江市")

    text = _text(drafted)
    assert "召开2025年" in text
    assert "总结2024年" in text
    assert "谱写临江教育" in text
    assert "我讲两点意见" in text
    assert "新改扩建42所" in text
    assert "2100余次" in text
    assert "123.46万元" in text
    assert "网络问政XX件" in text
    assert "负面报道为零" in text
    assert drafted.left_open == {"S9": "建议尚未确认"}


def test_a_taken_suggestion_is_written_and_says_so(document, decisions, answers):
    drafted = draft(document, decisions, answers, 2024, take_suggestions=True)

    assert "网络问政18件" in _text(drafted)
    assert {anchor.state for anchor in drafted.anchors if anchor.slot == "S9"} == {"suggested"}


def test_without_decisions_every_figure_keeps_its_placeholder(document):
    drafted = draft(document, {}, {}, 2024)

    assert drafted.anchors == ()
    assert "新改扩建XX所" in _text(drafted)


def test_a_text_that_breaks_off_keeps_the_count_its_author_gave(document, decisions, answers):
    broken = replace(document, blocks=document.blocks[:-1])

    drafted = draft(broken, decisions, answers, 2024, city="临江市")

    assert "我讲两点意见" in _text(drafted)
    assert "中断" in drafted.left_open["S4"]


@pytest.mark.parametrize(
    ("placeholder", "year"),
    [("20XX", "2024"), ("20xx", "2024"), ("××××", "2024"), ("XX", "2024"), ("2019", "2024")],
)
def test_a_year_is_written_however_its_placeholder_looks(document, placeholder, year):
    drafted = draft(_with_year(document, placeholder), {}, {}, 2024)

    assert f"一、{year}年工作回顾" in _text(drafted)


def test_a_year_nobody_can_read_is_left_open(document):
    drafted = draft(_with_year(document, "某某"), {}, {}, 2024)

    assert "不能认出年份" in drafted.left_open["S5"]


def _with_year(document, placeholder):
    """The heading's year written another way."""
    heading = replace(document.blocks[3], text=f"一、{placeholder}年工作回顾")
    slots = [replace(slot, text=placeholder) if slot.id == "S5" else slot for slot in document.slots]
    blocks = (*document.blocks[:3], heading, *document.blocks[4:])
    return replace(document, blocks=blocks, slots=tuple(slots))


def test_a_figure_of_the_coming_year_is_left_to_a_person(document):
    slot = next(slot for slot in document.slots if slot.id == "S6")
    task = replace(document.blocks[6], text="新改扩建XX所幼儿园。")
    ahead = replace(
        document,
        blocks=(*document.blocks[:6], task, *document.blocks[7:]),
        slots=(replace(slot, block=6, at=4),),
    )

    drafted = draft(ahead, {}, {}, 2024)

    assert drafted.left_open["S6"] == "属于今后任务，目标数须由人填写"
