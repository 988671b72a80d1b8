import pytest
from matching_texts import a_catalogue, a_text, an_indicator

from xuezheng.reports.matching import match
from xuezheng.reports.matching.surroundings import surroundings

OWNERS = {"nature": {"public": "公办", "private": "民办"}}
LEVELS = {"level": {"province": "省级;省", "city": "市级;市"}}
ROLES = {"role": {"lead": "主办", "joint": "会办"}}
GARDENS = an_indicator("gardens", "幼儿园总数", "所", dimensions=OWNERS)
STAFF = an_indicator("staff", "教职工总数", "人", dimensions=OWNERS)
BILLS = an_indicator("bills", "人大代表建议件数", "件", dimensions=LEVELS | ROLES)
MOTIONS = an_indicator("motions", "政协提案件数", "件", dimensions=LEVELS | ROLES)
INVESTED = an_indicator("invested", "教育固定资产投资", "万元", "sum")
RAISED = an_indicator("funds.raised", "向上争取资金", "万元", "sum")
RAISED_RATE = an_indicator("funds.completion_rate", "争取资金任务完成率", "%", "rate")
RATE = an_indicator("buildings.rate", "校舍改造完成率", "%", "rate")


def readings(body, *indicators):
    document = a_text(body)
    found = match(document, a_catalogue(*indicators))
    figures = (found[slot.id] for slot in document.slots if slot.kind == "figure")
    first = [suggestions[0] for suggestions in figures if suggestions]
    return [(one.indicator, one.filters, one.measure) for one in first]


@pytest.mark.parametrize("brackets", ["()", "（）"])
def test_parts_in_a_bracket_are_of_the_total_before_it(brackets):
    opened, closed = brackets
    body = f"教职工8070人。幼儿园177所{opened}公办58所,民办119所{closed}。"

    assert readings(body, STAFF, GARDENS)[1:] == [
        ("gardens", {}, "value"),
        ("gardens", {"nature": "public"}, "value"),
        ("gardens", {"nature": "private"}, "value"),
    ]


@pytest.mark.parametrize("word", ["其中", "包括", "含"])
def test_parts_after_a_word_that_divides_are_of_the_total(word):
    body = f"全县幼儿园177所,{word}公办58所。"

    assert readings(body, STAFF, GARDENS)[1] == ("gardens", {"nature": "public"}, "value")


def test_parts_of_parts_keep_what_their_totals_were_narrowed_to():
    body = "市代表建议34件(主办10件、会办20件),市政协提案144件(主办39件、会办92件)。"

    assert readings(body, BILLS, MOTIONS) == [
        ("bills", {"level": "city"}, "value"),
        ("bills", {"level": "city", "role": "lead"}, "value"),
        ("bills", {"level": "city", "role": "joint"}, "value"),
        ("motions", {"level": "city"}, "value"),
        ("motions", {"level": "city", "role": "lead"}, "value"),
        ("motions", {"level": "city", "role": "joint"}, "value"),
    ]


def test_a_part_with_an_indicator_of_its_own_is_not_the_totals(catalogue):
    body = "全县共有各级各类学校487所。其中小学281所,特殊教育学校1所,幼儿园177所(公办58所)。"

    assert [one[0] for one in readings(body, *catalogue.values())] == [
        "schools.count",
        "schools.primary.count",
        "schools.special.count",
        "kindergartens.count",
        "kindergartens.public.count",
    ]


def test_of_two_totals_the_one_that_speaks_of_the_same_thing_is_taken():
    places = an_indicator("places", "新增学位数", "个")
    kinds = {"kind": {"primary": "小学"}, "work": {"repair": "维修"}}
    projects = an_indicator("projects", "建设项目数", "个", dimensions=kinds)
    body = "小学建设项目41个,新增学位900个,其中维修项目18个。"

    assert readings(body, places, projects)[2] == ("projects", {"kind": "primary", "work": "repair"}, "value")


def test_what_was_done_is_of_what_was_planned_just_before():
    fewer = an_indicator("fewer", "消除大班额数", "个")
    other = an_indicator("other", "实际减少机构数", "个")

    assert readings("消除大班额目标数是108个,实际已减少129个。", fewer, other) == [
        ("fewer", {}, "target"),
        ("fewer", {}, "value"),
    ]


def test_what_deals_out_is_not_what_divides():
    body = "小学和初中分别为281所和20所。"
    indicators = (an_indicator("junior", "初中数", "所"), an_indicator("primary", "小学数", "所"))

    assert [one[0] for one in readings(body, *indicators)] == ["primary", "junior"]


def test_a_bare_share_of_the_target_is_of_the_figure_before_it():
    body = "完成教育固定资产投资6.15亿元,完成年度目标任务的99.27%。"

    assert readings(body, INVESTED, RATE)[1] == ("invested", {}, "completion")


def test_an_indicator_that_is_the_very_share_stands_before_the_reckoned_one():
    body = "向上争取资金3亿元,完成年度任务的102%。"

    assert readings(body, RAISED, RAISED_RATE, RATE)[1] == ("funds.completion_rate", {}, "value")


@pytest.mark.parametrize(
    ("words", "measure"),
    [("同比增长6.98%", "growth"), ("比上年下降5%", "change"), ("是上年的1.2%", "ratio")],
)
def test_a_bare_percentage_of_change_is_of_the_figure_before_it(words, measure):
    body = f"完成教育固定资产投资6.15亿元,{words}。"

    assert readings(body, INVESTED)[1] == ("invested", {}, measure)


def test_a_bare_rate_is_of_the_topic_its_sentence_speaks_of():
    rates = [
        an_indicator(f"{topic}.{kind}", name, "%", "rate")
        for topic in ("appeals", "proposals")
        for kind, name in (("reply", "办复率"), ("liked", "满意率"))
    ]
    counts = (
        an_indicator("appeals.count", "受理诉求件数", "件"),
        an_indicator("proposals.count", "政协提案件数", "件"),
    )

    told = [
        [one[0] for one in readings(body, *rates, *counts)]
        for body in ("受理诉求58件,满意率98%。", "政协提案58件,满意率98%。")
    ]

    assert told == [["appeals.count", "appeals.liked"], ["proposals.count", "proposals.liked"]]


def test_a_bare_rise_is_of_the_very_rate_of_what_stands_before_it():
    spent = an_indicator("funds.budget_spending", "公共财政教育支出", "元", "sum")
    rate = an_indicator("funds.budget_growth_rate", "教育支出增长幅度", "%", "change")
    other = an_indicator("admin.spending.growth_rate", "同比增长", "%", "change")

    assert (
        readings("公共财政教育支出增至5亿元,同比增长7%。", spent, rate, other)[1][0]
        == "funds.budget_growth_rate"
    )


def test_what_a_list_says_of_one_is_not_said_of_the_next():
    levels = {"level": {"province": "省级", "city": "市级"}}
    schools = an_indicator("schools", "党建示范校数", "所", dimensions=levels)
    body = "4所学校被评为省级党建示范校、18所学校被评为首批党建示范校。"

    assert [one[1] for one in readings(body, schools)] == [{"level": "province"}, {}]


def test_words_that_repeat_the_name_answer_for_the_dimension():
    schemes = {"scheme": {"board": "生活补助", "grant": "助学金"}}
    grants = an_indicator("grants", "助学金金额", "元", "sum", dimensions=schemes)

    assert readings("发放生活补助216万元、助学金183万元。", grants)[1][1] == {}


def test_a_level_that_rose_is_a_level_and_the_one_it_rose_from_is_last_years():
    rate = an_indicator("rate", "学前三年毛入园率", "%", "rate")
    document = a_text("学前三年毛入园率由58%上升到79.6%。")

    found = match(document, a_catalogue(rate, GARDENS))

    first = [found[slot.id][0] for slot in document.slots if slot.kind == "figure"]
    assert [(one.indicator, one.period, one.measure) for one in first] == [
        ("rate", "last_year", "value"),
        ("rate", "year", "value"),
    ]


@pytest.mark.parametrize(
    ("body", "measure"),
    [
        ("建设项目目标数是108个。", "target"),
        ("计划实施建设项目41个。", "out_of"),
        ("已按计划完成建设项目41个。", "value"),
        ("计划实施,实际完成建设项目41个。", "value"),
    ],
)
def test_what_is_planned_is_told_from_what_is_done(body, measure):
    assert readings(body, an_indicator("projects", "建设项目数", "个"))[-1][2] == measure


def test_an_amount_for_each_pupil_is_shared_out():
    spent = an_indicator("spent", "公用经费拨付金额", "元", "sum", dimensions={"stage": {"primary": "小学"}})

    assert readings("小学生均公用经费700元。", spent) == [("spent", {"stage": "primary"}, "per_head")]


def test_whom_a_sum_reached_is_told_by_the_sum():
    scheme = {"scheme": {"board": "寄宿生生活补助", "grant": "助学金"}}
    pupils = an_indicator("pupils", "受资助学生人次", "人次", dimensions=scheme)

    assert readings("发放寄宿生生活补助费225万元,受助学生3600人次。", pupils)[-1][1] == {"scheme": "board"}


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        ("中央和省级资金", {}),
        ("省级资金", {"level": "province"}),
        ("全省各类资金", {}),
        ("市级资金", {"level": "city"}),
    ],
)
def test_two_values_named_together_are_no_filter(words, filters):
    levels = {"level": {"central": "中央", "province": "省级;省", "city": "市级;市"}}
    money = an_indicator("money", "专项资金", "元", "sum", dimensions=levels)

    assert readings(f"安排{words}80万元。", money)[0][1] == filters


def test_a_bracket_without_figures_only_interrupts():
    document = a_text("公用经费(财政拨付)支出XX万元。幼儿园177所(公办58所)支出XX万元。")
    figures = [slot for slot in document.slots if slot.kind == "figure"]

    first, last = (surroundings(document, slot).own[0] for slot in (figures[0], figures[-1]))

    assert "公用经费" in first
    assert "幼儿园" not in last


@pytest.mark.parametrize(("word", "code"), [("现有", "stock"), ("新增", "added")])
def test_what_there_is_is_told_from_what_came_anew(word, code):
    indicators = (an_indicator("stock", "学位总数", "个"), an_indicator("added", "新增学位数", "个"))

    assert readings(f"{word}学位900个。", *indicators)[0][0] == code
