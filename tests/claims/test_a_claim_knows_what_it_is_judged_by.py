from dataclasses import fields

import pytest
from claims_texts import a_text

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.claims.detection import find_claims
from xuezheng.reports.claims.detection.options import named_projects
from xuezheng.reports.shapes import Decision


def _indicator(code, label, unit="个", kind="count", **more):
    empty = {field.name: "" for field in fields(Indicator)}
    given = {"scale": 1, "aliases": (), "topics": (), "dimensions": {}, "registers": {}, **more}
    return Indicator(**{**empty, **given, "code": code, "label": label, "unit": unit, "kind": kind})


def _claim(body, *indicators, decisions=None):
    document = a_text(body)
    catalogue = {one.code: one for one in indicators}
    return find_claims(document, catalogue, decisions)[-1], document


KEPT = _indicator("kept", "保留行政审批项目数", "项")
ONLINE = _indicator("online", "网上录入行政审批项目数", "项")


def test_a_statement_about_all_is_judged_by_the_outcome_not_by_what_its_figure_counts():
    claim, document = _claim("对保留的6项行政审批项目实行网上录入。", KEPT, ONLINE)
    slot = next(slot.id for slot in document.slots if slot.kind == "figure")

    decided, _ = _claim(
        "对保留的6项行政审批项目实行网上录入。",
        KEPT,
        ONLINE,
        decisions={slot: Decision(slot, "confirmed", "kept")},
    )

    assert claim.indicators == decided.indicators == ("online",)


def test_a_rate_is_judged_by_what_its_figure_was_decided_to_be():
    rates = (_indicator("a", "提案办复率", "%", "rate"), _indicator("b", "建议办复率", "%", "rate"))
    body = "办理提案,办复率100%。"
    suggested, document = _claim(body, *rates)
    slot = document.slots[-1].id

    decided, _ = _claim(body, *rates, decisions={slot: Decision(slot, "confirmed", "b")})

    assert (suggested.indicators, decided.indicators) == (("a",), ("b",))


def test_an_open_decision_decides_nothing():
    rates = (_indicator("a", "提案办复率", "%", "rate"), _indicator("b", "建议答复率", "%", "rate"))
    _, document = _claim("提案办复率100%。", *rates)
    slot = document.slots[-1].id

    claim, _ = _claim("提案办复率100%。", *rates, decisions={slot: Decision(slot, "open", "b")})

    assert claim.indicators == ("a",)


def test_a_clause_without_subject_is_judged_by_the_figure_before_it():
    area = _indicator("area", "校舍改造面积", "平方米", "sum")
    schools = _indicator("schools", "薄弱学校改造数", "所")

    claim, _ = _claim("改造薄弱学校XX所,改造校舍XX万平方米,超额完成年度任务。", area, schools)

    assert (claim.type, claim.indicators) == ("target-exceeded", ("area",))


def test_a_rank_with_a_subject_of_its_own_does_not_take_the_figure_before_it():
    majors = _indicator("majors", "特色专业数")

    claim, _ = _claim("建成XX个特色专业,资源整合走在全省前列。", majors)

    assert (claim.type, claim.indicators) == ("rank", ())


def test_a_record_is_judged_by_all_that_bears_its_subject():
    rates = [
        _indicator(f"gaokao.{at}", f"高考{name}上线率", "%", "rate")
        for at, name in enumerate(("本科", "重点"))
    ]

    claim, _ = _claim("高考成绩再创新高。", *rates, _indicator("other", "中考合格率", "%", "rate"))

    assert claim.indicators == ("gaokao.0", "gaokao.1")


def test_none_of_them_is_judged_by_what_nobody_wants():
    aided = _indicator("aided", "资助家庭经济困难学生人数", "名")
    dropped = _indicator("dropped", "因家庭困难失学学生数", "名")

    claim, _ = _claim("没有一名学生因家庭经济困难而失学。", aided, dropped)

    assert claim.indicators == ("dropped",)


def test_examinations_are_judged_with_their_incidents_and_each_one_named():
    exams = {"zhongkao": "中考", "gaokao": "高考", "adult": "成人高考;成考"}
    held = _indicator("exams.held", "组织考试场次", "场", dimensions={"exam": exams})
    incidents = _indicator("exams.incidents", "考试违纪事故数", "起")

    claim, _ = _claim("顺利完成中考、成人高考等考试组织工作。", held, incidents)

    assert claim.indicators == ("exams.held", "exams.incidents")
    assert set(claim.options["each"].removeprefix("exam=").split("|")) == {"zhongkao:中考", "adult:成人高考"}


@pytest.mark.parametrize(
    ("body", "options"),
    [
        ("特别是下半年,专项检查组查处违规行为13起。", {"period": "h2"}),
        ("上半年负面报道为零。", {"period": "h1"}),
        ("全年负面报道为零。", {}),
        ("群众投诉逐年减少。", {"better": "lower"}),
        ("正面报道逐年增多。", {}),
    ],
)
def test_the_half_of_the_year_and_the_better_direction_are_noted(body, options):
    claim, _ = _claim(body)

    assert claim.options == options


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("示范学校项目、高专和卫生学校实训楼主体完工", ["示范学校项目", "高专实训楼", "卫生学校实训楼"]),
        ("体育馆、第二幼儿园如期竣工", ["体育馆", "第二幼儿园"]),
        ("教学楼封顶", ["教学楼"]),
    ],
)
def test_every_project_a_clause_names_is_told_apart(words, names):
    assert named_projects(words) == names


def test_a_statement_whose_subject_stands_before_it_keeps_it_as_its_topic():
    claim, _ = _claim("教育实践活动扎实开展,得到了市委的充分认可。")

    assert claim.type == "recognition"
    assert "教育实践活动" in claim.options["topic"]


def test_words_with_nothing_in_common_name_no_indicator():
    claim, _ = _claim("校园足球场地全面建成。", _indicator("loans", "助学贷款人数", "名"))

    assert claim.indicators == ()
