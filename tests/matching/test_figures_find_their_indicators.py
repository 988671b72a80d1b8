import pytest
from matching_texts import a_catalogue, a_text, an_indicator, speeches, with_answers

from xuezheng.reports.matching import is_ticked, match

SCHOOLS = an_indicator("schools", "学校总数", "所")
SPORT = an_indicator("sport.schools", "参加阳光体育活动学校数", "所")
SPORT_PUPILS = an_indicator("sport.pupils", "参加阳光体育活动学生数", "名")


def _first(body, *indicators, **more):
    document = a_text(body, **more)
    found = match(document, a_catalogue(*indicators))
    return [
        found[slot.id][0].indicator for slot in document.slots if found[slot.id] and slot.kind == "figure"
    ]


@pytest.mark.parametrize("name", speeches())
def test_a_whole_speech_finds_its_indicators(name, catalogue):
    document, wanted = with_answers(*speeches()[name])
    figures = {
        slot.id: wanted[slot.id] for slot in document.slots if slot.kind == "figure" and wanted[slot.id]
    }

    found = match(document, catalogue)

    first = sum(found[slot][0].indicator == code for slot, code in figures.items())
    among_three = sum(code in {one.indicator for one in found[slot][:3]} for slot, code in figures.items())
    assert len(figures) == 39
    assert first >= 36
    assert among_three == 39


@pytest.mark.parametrize("name", speeches())
def test_what_is_ticked_is_right_nine_times_in_ten(name, catalogue):
    document, wanted = with_answers(*speeches()[name])

    found = match(document, catalogue)

    ticked = [slot for slot in document.slots if slot.kind == "figure" and is_ticked(found[slot.id])]
    right = [slot for slot in ticked if found[slot.id][0].indicator == wanted[slot.id]]
    assert len(ticked) >= 20
    assert len(right) >= 0.9 * len(ticked)


@pytest.mark.parametrize("name", speeches())
def test_dates_names_and_counts_of_parts_need_no_records(name, catalogue):
    document, wanted = with_answers(*speeches()[name])

    found = match(document, catalogue)

    others = [slot for slot in document.slots if slot.kind != "figure"]
    assert [found[slot.id][0].indicator for slot in others] == [wanted[slot.id] for slot in others]


def test_members_of_a_list_take_their_own_noun():
    body = "共有XX个县级班子、XX个科级班子和XXX名党员,参加了学习活动。"
    indicators = (
        an_indicator("section", "科级班子数"), an_indicator("county", "县级班子数"),
        an_indicator("members", "党员人数", "名"),
    )  # fmt: skip

    assert _first(body, *indicators) == ["county", "section", "members"]


def test_a_figure_after_its_noun_takes_the_noun_before_it():
    body = "全年受理市长公开电话XX件;网络问政XX件;咨询电话2000余次。"
    indicators = (
        an_indicator("online", "网络问政件数", "件"), an_indicator("phone", "咨询电话次数", "次"),
        an_indicator("mayor", "市长公开电话件数", "件"),
    )  # fmt: skip

    assert _first(body, *indicators) == ["mayor", "online", "phone"]


@pytest.mark.parametrize("subject", ["中高职", "中职、高职", "中职和高职"])
def test_apportioned_figures_take_their_subjects_in_turn(subject):
    body = f"{subject}分别有XXX名和XX名学生进入决赛。"
    indicators = (
        an_indicator("higher", "高职学生进入决赛人数", "名"), an_indicator("secondary", "中职学生进入决赛人数", "名"),
    )  # fmt: skip

    assert _first(body, *indicators) == ["secondary", "higher"]


def test_the_purpose_may_stand_in_the_next_clause():
    body = "二是投入资金XX万元,对全市孤儿实施免费教育。"
    indicators = (
        an_indicator("buildings", "校舍投入资金", "万元", "sum"),
        an_indicator("orphans", "孤儿免费教育投入资金", "万元", "sum"),
    )

    assert _first(body, *indicators) == ["orphans"]


def test_the_subject_may_stand_in_the_clause_before():
    body = "六是向上争取资金X亿元,完成全年任务102%。"
    indicators = (
        an_indicator("buildings", "校舍改造任务完成率", "%", "rate"),
        an_indicator("funds", "争取资金任务完成率", "%", "rate"),
    )

    assert _first(body, *indicators) == ["funds"]


def test_what_two_clauses_do_together_stands_in_the_second():
    body = "全市有XX所学校,XX名学生参加阳光体育活动。"

    assert _first(body, SCHOOLS, SPORT, SPORT_PUPILS) == ["sport.schools", "sport.pupils"]


def test_what_stands_before_de_says_which_of_all_is_counted():
    body = "活动中征求到的XX个问题逐步得到解决。"
    indicators = (an_indicator("solved", "已解决问题数"), an_indicator("collected", "征求到的问题数"))

    assert _first(body, *indicators) == ["collected"]


def test_what_stands_before_de_weighs_more_than_what_follows():
    indicators = (an_indicator("all", "学前学位数"), an_indicator("added", "新增学位数"))

    assert _first("新增的XX个学前学位。", *indicators) == ["added"]


@pytest.mark.parametrize(("verb", "expected"), [("动工建设", "started"), ("交付使用", "done")])
def test_the_stage_in_the_text_is_the_stage_in_the_name(verb, expected):
    indicators = (an_indicator("done", "校舍项目竣工数"), an_indicator("started", "校舍项目开工数"))

    assert _first(f"XX个校舍项目{verb}。", *indicators) == [expected]


def test_what_is_said_of_a_whole_list_is_not_the_last_figures_own():
    body = "煤化工等XX个示范专业、剪纸等7个特色专业得到重点支持。"
    indicators = (
        an_indicator("funded", "得到重点支持专业数"), an_indicator("featured", "特色专业数"),
        an_indicator("demonstration", "示范专业数"),
    )  # fmt: skip

    assert _first(body, *indicators) == ["demonstration", "featured"]


def test_what_is_said_of_things_already_told_apart_is_not_what_is_counted():
    indicators = (an_indicator("online", "审批事项实行网上录入数"), an_indicator("kept", "保留审批事项数"))

    assert _first("对保留的6项审批事项实行网上录入。", *indicators) == ["kept"]


def test_a_figure_that_names_nothing_takes_its_object_from_the_clause_before():
    balanced = an_indicator("balanced", "均衡分班学校数", "所")

    assert _first("三是推行均衡分班,全市有XX所学校。", SCHOOLS, balanced) == ["balanced"]
    assert _first("三是推行素质教育,全市有XX所学校。", SCHOOLS, balanced) == ["schools"]


@pytest.mark.parametrize(
    ("body", "expected"), [("查实违规行为XX起", "handled"), ("接到违规行为线索XX起", "reported")]
)
def test_what_came_in_is_told_from_what_was_dealt_with(body, expected):
    indicators = (
        an_indicator("reported", "举报违规行为件数", "起"), an_indicator("handled", "处置违规行为件数", "起"),
    )  # fmt: skip

    assert _first(body + "。", *indicators) == [expected]


@pytest.mark.parametrize(("body", "expected"), [("私立高中XX所", "private"), ("公办高中XX所", "public")])
def test_who_runs_a_school_is_known_by_any_of_its_names(body, expected):
    indicators = (an_indicator("public", "公办高中数", "所"), an_indicator("private", "民办高中数", "所"))

    assert _first(body + "。", *indicators) == [expected]


@pytest.mark.parametrize(("body", "expected"), [("会议经费下降30%", "fall"), ("会议经费占比30%", "share")])
def test_a_percentage_is_a_change_where_a_verb_says_so(body, expected):
    indicators = (
        an_indicator("share", "会议经费比例", "%", "rate"), an_indicator("fall", "会议经费比例", "%", "change"),
    )  # fmt: skip

    assert _first(body + "。", *indicators) == [expected]


@pytest.mark.parametrize(
    ("written", "unit", "kind"), [("XX万元", "所", "count"), ("XX所", "万元", "sum"), ("30%", "所", "rate")]
)
def test_a_unit_of_another_kind_rules_an_indicator_out(written, unit, kind):
    other = an_indicator("other", "幼儿园建设投入", unit, kind if unit == "%" else "count")
    document = a_text(f"幼儿园建设投入{written}。")

    found = match(document, a_catalogue(other))

    slot = next(slot for slot in document.slots if slot.kind == "figure")
    assert all(one.measure in ("rate", "change") for one in found[slot.id])


def test_two_figures_do_not_share_a_reading():
    body = "建成幼儿园XX所。全市幼儿园达到XX所。"
    indicators = (an_indicator("built", "建成幼儿园数", "所"), an_indicator("stock", "幼儿园总数", "所"))

    assert _first(body, *indicators) == ["built", "stock"]


def test_tasks_of_next_year_are_never_ticked():
    body = "参加阳光体育活动学校XX所。"

    back, ahead = (a_text(body, heading=f"一、{words}") for words in ("2025年工作回顾", "2026年主要任务"))
    ticks = [is_ticked(match(text, a_catalogue(SPORT))[text.slots[-1].id]) for text in (back, ahead)]

    assert ticks == [True, False]


def test_a_figure_that_names_nothing_is_not_ticked():
    total = an_indicator("total", "教育总投入", "万元", "sum")
    named, nameless = (a_text(f"推进校园改造。{words}7235万元。") for words in ("教育总投入", "累计投入"))

    ticks = [is_ticked(match(text, a_catalogue(total))[text.slots[-1].id]) for text in (named, nameless)]

    assert ticks == [True, False]


def test_two_equal_suggestions_are_not_ticked_and_stand_in_order_of_their_codes():
    one, other = an_indicator("a", "阳光体育学校数", "所"), an_indicator("b", "阳光体育学校数", "所")
    document = a_text("阳光体育学校XX所。")

    found = match(document, a_catalogue(other, one))[document.slots[-1].id]

    assert not is_ticked(found)
    assert [suggestion.indicator for suggestion in found] == ["a", "b"]


def test_the_order_of_the_catalogue_makes_no_difference(catalogue):
    document, _ = with_answers(*speeches()["sample"])
    turned = dict(reversed(catalogue.items()))

    assert match(document, catalogue) == match(document, turned)


def test_a_text_or_a_catalogue_without_figures_gives_nothing():
    document = a_text("阳光体育学校XX所。")

    no_figures = a_text("全市教育平稳发展。")
    assert set(match(no_figures, a_catalogue(SPORT))) == {slot.id for slot in no_figures.slots}
    assert match(document, {})[document.slots[-1].id] == ()
