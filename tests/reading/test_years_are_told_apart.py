import pytest

from xuezheng.reports.reading import looks_ahead, read_text

LASTING = (
    "近XX年", "连续XX年", "过去XX年", "用XX年", "约XX年", "前XX年", "后XX年", "历时XX年", "历经XX年", "经过XX年",
    "整整XX年", "XX年来", "XX年内", "XX年间", "XX年时间", "XX年以上", "XX年之久", "XX年行动", "XX年规划", "XX年制",
    "XX年级", "XX年龄", "XX年均", "XX年产", "XX年限", "XX年轻", "XX年味", "XX年货", "20个", "2000余次", "1000年",
)  # fmt: skip


def years(text):
    return [slot.name_kind for slot in read_text(text, "讲话").slots if slot.kind == "date"]


def test_one_sentence_holds_three_different_years():
    text = (
        "讲话稿\n今天,我们召开20XX年全市教育工作会议,主要任务是:总结20XX年工作,安排部署20XX年任务。\n一、回顾"
    )

    assert years(text) == ["meeting_year", "report_year", "plan_year"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("20XX年全市教育工作会议讲话\n一、回顾", ["meeting_year"]),
        ("20XX年工作总结和20XX年工作打算\n一、回顾", ["report_year", "plan_year"]),
        ("讲话稿\n一、20XX年目标任务完成情况\n20XX年形势很好。", ["report_year", "report_year"]),
        ("讲话稿\n一、20XX年工作安排\n20XX年要抓好落实。", ["plan_year", "plan_year"]),
        (
            "讲话稿\n一、工作成绩\n20XX年召开会议3次。\n二、下一步重点工作\n20XX年再上台阶。",
            ["report_year", "plan_year"],
        ),
        ("讲话稿\n一、工作成绩\n入园率比20XX年提高。与20XX年相比进步明显。", ["last_year", "last_year"]),
        ("讲话稿\n一、今后打算\n入园率要比20XX年提高。", ["report_year"]),
        ("讲话稿\n一、工作成绩\n及早谋划20XX年工作。", ["plan_year"]),
        ("讲话稿\n20XX年大家都会记得。", ["report_year"]),
        ("XX年工作总结\nXX年，成绩很大。XXXX年高考、20××年中考都好。", ["report_year"] * 4),
    ],
)
def test_a_hidden_year_is_known_by_the_words_around_it(text, kinds):
    assert years(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "2022年工作总结和2023年工作计划\n比2021年增长。2018年建校。",
            ["report_year", "plan_year", "last_year", ""],
        ),
        ("2023年工作计划和2022年工作总结\n2023年任务很重。", ["plan_year", "report_year", "plan_year"]),
        ("讲话稿\n2023年很好。2023年更好。2022年一般。", ["report_year", "report_year", "last_year"]),
        ("2023年全市教育工作会议讲话\n总结2022年工作。\n一、回顾", ["meeting_year", "report_year"]),
    ],
)
def test_a_printed_year_is_known_by_its_distance(text, kinds):
    assert years(text) == kinds


@pytest.mark.parametrize("phrase", LASTING)
def test_not_everything_before_a_year_word_is_a_year(phrase):
    assert years(f"一、回顾\n我们{phrase}进步很大。") == []


def test_a_span_of_hidden_years_is_a_figure():
    (slot,) = read_text("一、回顾\n近XX年来进步很大。", "讲话").slots

    assert (slot.kind, slot.unit, slot.approx) == ("figure", "年", "近")


def test_months_and_days_are_dates_of_their_own():
    slots = read_text("一、回顾\n2020年10月26日验收，历时3个月，X月X日完工。", "讲话").slots

    assert [(slot.text, slot.unit, slot.name_kind) for slot in slots] == [
        ("2020", "年", "report_year"), ("10", "月", "month"), ("26", "日", "day"),
        ("X", "月", "month"), ("X", "日", "day"),
    ]  # fmt: skip


def test_a_part_that_plans_is_known_from_a_part_that_reports():
    text = "讲话稿\n同志们好。\n一、目标任务完成情况\n很好。\n（一）工作计划\n很好。\n二、今后打算\n抓紧。\n三、存在不足\n不少。"
    document = read_text(text, "讲话")

    ahead = [b.text for at, b in enumerate(document.blocks) if looks_ahead(document, at)]

    assert ahead == ["二、今后打算", "抓紧。", "三、存在不足", "不少。"]


@pytest.mark.parametrize(
    "verb", ["安排", "部署", "谋划", "布置", "展望", "明确", "做好", "研究", "规划", "抓好"]
)
def test_a_verb_that_plans_makes_a_plan_year(verb):
    assert years(f"讲话稿\n一、回顾\n及早{verb}好20XX年工作。") == ["plan_year"]


@pytest.mark.parametrize("verb", ["总结", "回顾", "汇报", "报告"])
def test_a_verb_that_reports_makes_a_report_year(verb):
    assert years(f"讲话稿\n一、今后打算\n认真{verb}20XX年工作。") == ["report_year"]


@pytest.mark.parametrize("verb", ["召开", "举行", "出席", "参加", "召集"])
def test_a_meeting_is_of_its_own_year(verb):
    assert years(f"讲话稿\n今天{verb}20XX年的年会。") == ["meeting_year"]


@pytest.mark.parametrize(
    "noun", ["任务", "计划", "打算", "要点", "思路", "安排", "部署", "目标", "展望", "谋划", "布置", "规划"]
)
def test_a_noun_that_plans_makes_a_plan_year_and_a_part_that_plans(noun):
    assert years(f"讲话稿\n一、20XX年工作{noun}\n20XX年很重要。") == ["plan_year"] * 2


@pytest.mark.parametrize("noun", ["下一步", "今后", "重点工作"])
def test_a_heading_may_look_ahead_in_other_words(noun):
    assert years(f"讲话稿\n一、{noun}\n20XX年很重要。") == ["plan_year"]


@pytest.mark.parametrize("noun", ["总结", "回顾", "成效", "成绩", "情况"])
def test_a_noun_that_reports_makes_a_report_year(noun):
    assert years(f"讲话稿\n一、任务\n很多。\n二、20XX年目标{noun}\n20XX年很好。") == ["report_year"] * 2


@pytest.mark.parametrize("word", ["考", "刊", "薪"])
def test_a_month_word_may_be_something_else(word):
    assert read_text(f"一、回顾\n组织3月{word}。", "讲话").slots == ()


def test_school_years_are_years():
    slots = read_text("一、回顾\n实施2023学年—2025学年规划。", "讲话").slots

    assert [slot.text for slot in slots] == ["2023", "2025"]


def test_a_year_in_the_title_needs_no_word_after_it():
    slots = read_text("2020县教育体育局工作总结\n一、回顾", "讲话").slots

    assert [(slot.kind, slot.text) for slot in slots] == [("date", "2020")]


@pytest.mark.parametrize(
    ("sentence", "text", "unit"),
    [("下面，我讲两点意见。", "两", "点"), ("借此机会，我讲以下三点意见：", "三", "点"),
     ("从四个方面汇报如下。", "四", "个方面"), ("我强调X点。", "X", "点"), ("我想谈三个问题。", "三", "个问题"),
     ("报告分两个部分。", "两", "个部分"), ("围绕三方面展开。", "三", "方面"), ("就三个方面作说明。", "三", "个方面"),
     ("我说3件事。", "3", "件事"), ("提出四条建议。", "四", "条"), ("讲两层意思。", "两", "层意思")],
)  # fmt: skip
def test_a_count_of_headings_is_structure(sentence, text, unit):
    (slot,) = read_text(f"讲话稿\n{sentence}\n一、回顾\n成绩很大。", "讲话").slots

    assert (slot.kind, slot.text, slot.unit) == ("structural", text, unit)


def test_a_count_inside_a_section_announces_no_headings():
    slots = read_text("讲话稿\n同志们好。\n一、回顾\n我讲两点意见。\n就三个方面问题整改。", "讲话").slots

    assert slots == ()


def test_a_wrong_count_of_headings_is_warned_of():
    right = read_text("讲话稿\n我讲两点意见。\n一、回顾\n很好。\n二、任务\n抓紧。", "讲话")
    wrong = read_text("讲话稿\n我讲三点意见。\n一、回顾\n很好。\n二、任务\n抓紧。", "讲话")

    assert right.warnings == ()
    assert wrong.warnings == ("文中说“我讲三点意见”，而一级标题有 2 个。",)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("讲话稿\n一、回顾\n很好。\n（六）队伍建设", "在标题“（六）队伍建设”处中断"),
        ("讲话稿\n一、回顾\n我们坚持把教育放在优先发展的位置，财政投入逐年增加，", "处中断，句子不完整"),
        ("讲话稿\n一、回顾\nXX县中学建成。海州区义务教育通过验收。", "“海州区”"),
    ],
)
def test_what_a_person_should_look_at_is_warned_of(text, warning):
    (only,) = read_text(text, "讲话").warnings

    assert warning in only


def test_a_place_is_not_left_over_where_no_place_is_hidden():
    assert read_text("讲话稿\n一、回顾\nX局长到会。海州区义务教育通过验收。", "讲话").warnings == ()


def test_common_words_are_no_places_left():
    text = "讲话稿\n一、回顾\nXX县中学建成。全市达标。城区学校扩容。我县、各市推进，农村地区改善，学区划分。"

    assert read_text(text, "讲话").warnings == ()
