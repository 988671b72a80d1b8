import pytest
from labelled import SAMPLE, squeeze

from xuezheng.reports.reading import input_offset, input_span, read, read_text

BODY = "我们坚持把教育放在优先发展的位置，财政投入逐年增加，办学条件明显改善，群众满意程度稳步提高。"


TASK = "今年要继续加大投入力度，推进城乡学校结对帮扶，健全师德考核制度，让农村孩子就近上好学校。"


CHROME = (
    "- 3 -", "—3—", "第3页", "第 3 页 共 9 页", "共9页", "9 页", "3/9", "999+", "20.56KB", "1.2M", "2024-05-29",
    "2024-5-9 12:30", "VIP专免", "海报", "侵权投诉", "举报", "分享", "收藏", "点赞", "下载", "下载本文", "打印本页",
    "关闭窗口", "摘要:", "展开>>", "展开全文", "收起<<", "阅读量：1024", "浏览次数:9次", "点击数：3", "来源：某网",
    "作者：某某", "编辑：某某", "上传：某某", "上一篇：无", "下一篇:某局工作总结", "返回顶部", "字体：大中小",
)  # fmt: skip


def texts(document):
    return [block.text for block in document.blocks]


def wrapped(text, width=18):
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def test_lines_broken_in_mid_word_are_joined():
    document = read_text(f"一、工作回顾\n{wrapped(BODY * 3)}\n二、今年任务\n{wrapped(TASK * 3, 17)}", "讲话")

    assert texts(document) == ["一、工作回顾", BODY * 3, "二、今年任务", TASK * 3]


def test_a_figure_broken_over_two_lines_is_one_slot():
    document = read_text("一、工作回顾\n全市共有教师12\n00名。", "讲话")

    (slot,) = document.slots
    assert (slot.text, slot.value, slot.unit) == ("1200", 1200, "名")
    assert (slot.start, slot.end) == (13, 18)


def test_spaces_around_figures_are_dropped_and_those_between_words_kept():
    document = read_text("一、回顾\n全市 20XX 年 推广 Open Source\nSoftware 平台。", "讲话")

    assert texts(document) == ["一、回顾", "全市20XX年推广Open Source Software平台。"]


def test_a_line_that_ends_a_sentence_ends_a_paragraph():
    assert texts(read_text(f"讲话\n{BODY}\n{TASK}", "讲话")) == ["讲话", BODY, TASK]


def test_a_full_line_that_ends_a_sentence_goes_on():
    text = wrapped(
        "教育事业发展取得新的成绩群众十分满意" * 4 + "这是一句恰好写到行末便结束的完整的话。" + BODY, 18
    )

    assert len(texts(read_text(text, "讲话"))) == 1


def test_an_indented_line_opens_a_paragraph():
    text = f"　　{BODY[:-1]}\n　　{BODY}\n接着上一行。"

    assert texts(read_text(text, "讲话")) == [BODY[:-1], BODY, "接着上一行。"]


def test_an_indent_is_one_of_two_cells_or_more():
    lines = wrapped("我们坚持把教育放在优先发展的位置财政投入逐年增加" * 2, 12)
    text = f"{lines}\n  群众满意程度稳步\n 提高得比较快\n    办学条件明显改善"

    assert [t[:4] for t in texts(read_text(text, "讲话"))] == ["我们坚持", "群众满意", "办学条件"]


def test_an_indent_of_all_lines_is_only_a_margin():
    text = "\n".join("  " + line for line in wrapped(BODY * 3).split("\n"))

    assert texts(read_text(text, "讲话")) == [BODY * 3]


def test_a_date_under_the_title_and_the_salutation_stay_apart():
    text = f"会议讲话\n(2024年1月5日)\n同志们:\n{BODY}"

    assert texts(read_text(text, "讲话")) == ["会议讲话", "(2024年1月5日)", "同志们:", BODY]


def test_a_placeholder_may_be_spaced_out():
    assert texts(read_text("一、回顾\n表彰 X X X 名教师。", "讲话"))[1] == "表彰XXX名教师。"


def test_a_blank_line_parts_paragraphs_but_not_a_broken_sentence():
    whole = wrapped(BODY * 2)
    broken = whole.replace("\n", "\n\n", 1)

    assert texts(read_text(broken, "讲话")) == [BODY * 2]
    assert texts(read_text(f"{BODY}\n\n{TASK}", "讲话")) == [BODY, TASK]


def test_an_unnumbered_heading_stays_apart():
    assert texts(read_text(f"{BODY}\n工作亮点\n{TASK}", "讲话")) == [BODY, "工作亮点", TASK]


def test_an_unfinished_line_goes_on_in_the_next():
    assert texts(read_text("一、回顾\n今年教育投入累计 8316\n万元,增长较快。", "总结")) == [
        "一、回顾",
        "今年教育投入累计8316万元,增长较快。",
    ]


def test_what_the_web_page_left_is_dropped_and_said():
    page = f"年度工作总结\nVIP专免\n2024-05-29\n999+\n20.56KB\n9 页\n年度工作总结\n{BODY}\n摘要:\n展开>>\n收起<<\n"

    document = read_text(page, "总结")

    assert texts(document) == ["年度工作总结", BODY]
    assert document.blocks[0].start == page.rindex("年度工作总结")
    assert "8 行" in document.warnings[0]


def test_a_number_on_its_own_line_is_no_chrome_when_it_counts():
    assert [s.text for s in read_text("一、回顾\n全市共有\n9\n所学校。", "总结").slots] == ["9"]


def test_a_second_copy_of_the_opening_is_dropped_and_said():
    opening = f"年度工作总结\n同志们：\n{BODY}"

    document = read_text(f"{opening}\n一、工作回顾\n{BODY}\n{squeeze(opening)[:40]}...", "总结")

    assert texts(document) == ["年度工作总结", "同志们：", BODY, "一、工作回顾", BODY]
    assert "重复" in document.warnings[-1]


def test_a_second_copy_may_be_whole_when_it_begins_with_the_title():
    opening = f"年度工作总结\n{BODY}"

    document = read_text(f"{opening}\n一、工作回顾\n{TASK}\n{opening}", "总结")

    assert texts(document) == ["年度工作总结", BODY, "一、工作回顾", TASK]


def test_a_sentence_said_again_is_no_copy_of_the_opening():
    document = read_text(f"年度工作总结\n{BODY}\n一、工作回顾\n另外，{BODY}", "总结")

    assert texts(document)[-1] == f"另外，{BODY}"
    assert document.warnings == ()


def test_offsets_of_a_paragraph_lead_back_to_the_input():
    document = read(SAMPLE / "speech.txt")
    raw = (SAMPLE / "speech.txt").read_text(encoding="utf-8")

    for index, block in enumerate(document.blocks):
        start, end = input_span(document, index, 0, len(block.text))
        assert (start, end) == (block.start, block.end)
        assert squeeze(raw[start:end]) == squeeze(block.text)
        assert raw[input_offset(document, index, len(block.text) // 2)] == block.text[len(block.text) // 2]
    title = document.blocks[0]
    assert input_offset(document, 0, len(title.text)) == input_offset(document, 0, 10_000) == title.end


@pytest.mark.parametrize("chrome", CHROME)
def test_page_furniture_does_not_break_a_sentence(chrome):
    lines = wrapped(BODY * 3).split("\n")

    document = read_text("\n".join([*lines[:3], chrome, *lines[3:]]), "讲话")

    assert texts(document) == [BODY * 3]


def test_numbers_torn_onto_lines_of_their_own_are_joined_again():
    text = "区教育局工作总结\n2021\n年,全区共清理行政权力\n25\n项,小学招收新生\nxxx.x\n万人。\n全区新建学校\n25\n所,成效明显。\n1.\n将经费纳入预算。"

    assert texts(read_text(text, "总结"))[-3:] == [
        "2021年,全区共清理行政权力25项,小学招收新生xxx.x万人。",
        "全区新建学校25所,成效明显。",
        "1.将经费纳入预算。",
    ]
