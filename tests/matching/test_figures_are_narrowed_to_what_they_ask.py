import pytest
from matching_texts import a_catalogue, a_text, an_indicator

from xuezheng.reports.matching import figures_of, match

STAGES = {"stage": {"primary": "小学", "junior": "初中;初级中学", "senior": "高中"}}
PUPILS = an_indicator("pupils", "在校生人数", "人", dimensions=STAGES)
CASES = an_indicator("cases", "查处违规行为件数", "起")
PROJECTS = an_indicator("projects", "幼儿园建设项目数", "个")


def _suggestion(body, indicator=PUPILS):
    document = a_text(body)
    return match(document, a_catalogue(indicator))[document.slots[-1].id][0]


@pytest.mark.parametrize(
    ("body", "filters"),
    [
        ("小学在校生XX人。", {"stage": "primary"}),
        ("初级中学在校生XX人。", {"stage": "junior"}),
        ("在校生XX人。", {}),
        ("中小学在校生XX人。", {}),
        ("小学和初中在校生XX人。", {}),
    ],
)
def test_a_dimension_is_filtered_by_the_one_value_the_words_name(body, filters):
    assert _suggestion(body).filters == filters


def test_a_value_the_name_already_says_is_no_filter():
    primary = an_indicator("primary", "小学在校生人数", "人", dimensions=STAGES)

    assert _suggestion("小学在校生XX人。", primary).filters == {}


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("查处违规行为13起。", "year"),
        ("下半年查处违规行为13起。", "h2"),
        ("特别是上半年,专项检查组查处违规行为13起。", "h1"),
        ("上半年开展检查,全年查处违规行为13起。", "year"),
        ("下半年开展检查。查处违规行为13起。", "year"),
        ("去年查处违规行为13起。", "last_year"),
        ("学前一年教育查处违规行为13起。", "year"),
        ("与去年相比,查处违规行为13起。", "year"),
    ],
)
def test_the_last_period_named_before_the_figure_is_its_period(body, period):
    assert _suggestion(body, CASES).period == period


@pytest.mark.parametrize(
    ("body", "measure"),
    [
        ("幼儿园建设项目XX个。", "value"),
        ("计划实施幼儿园建设项目XX个。", "out_of"),
        ("幼儿园建设项目占85%。", "rate"),
        ("幼儿园建设项目下降15%。", "change"),
    ],
)
def test_the_words_say_which_part_of_the_indicator_is_asked_for(body, measure):
    assert _suggestion(body, PROJECTS).measure == measure


def test_filters_and_periods_let_two_figures_share_an_indicator():
    document = a_text("小学在校生XX人,初中在校生XX人。")

    found = match(document, a_catalogue(PUPILS))

    figures = [slot.id for slot in document.slots if slot.kind == "figure"]
    assert [found[slot][0].filters["stage"] for slot in figures] == ["primary", "junior"]
    assert found[figures[0]][0].score == pytest.approx(found[figures[1]][0].score, abs=0.1)


@pytest.mark.parametrize(
    ("body", "stages"),
    [
        ("计划建设项目9个。", ["planned"]),
        ("目前已开工57个,竣工38个。", ["started", "completed"]),
        ("34个项目全部开工。", ["started"]),
        ("主体封顶项目5个。", ["topped_out"]),
        ("通过验收的项目5个。", ["accepted"]),
        ("现有项目5个。", ["stock"]),
        ("新增项目5个。", ["added"]),
        ("项目5个。", [None]),
        ("开工建设后建成投用甲校(一期)等项目5个。", ["completed"]),
    ],
)
def test_the_stage_of_what_is_counted_is_that_of_the_nearest_word(body, stages):
    assert [one.stage for one in figures_of(a_text(body), a_catalogue(PROJECTS))] == stages
