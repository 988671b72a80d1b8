"""From a sentence to its verdict: found, linked to an indicator of the house, judged from its rows."""

from datetime import date

import pytest
from claims_texts import a_text

from xuezheng.reports.checking import judge_document
from xuezheng.reports.claims.judging import judge_claims
from xuezheng.reports.shapes import Claim
from xuezheng.snapshot import snapshot_from_tables

AREAS = [
    {"code": "990100", "name": "示例市", "kind": "city"},
    {"code": "990102", "name": "甲区", "kind": "district", "parent": "990100"},
]


def _judged(body, year=2025, **tables):
    snapshot = snapshot_from_tables({"areas": AREAS, **tables}, as_of=date(2026, 1, 15))
    return judge_document(a_text(body), snapshot, year)[-1]


def _project(code, name="", **more):
    plain = {"kind": "kindergarten", "work": "new", "area": "990102", "plan_year": 2025}
    return {**plain, "code": code, "name": name or code, **more}


def _target(indicator, value, unit):
    return {
        "code": indicator, "indicator": indicator, "year": 2025, "area": "990100", "value": value, "unit": unit,
        "approved_on": "2025-01-10",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "completed_on", "verdict"),
    [
        ("2", "2025-12-30", "支持"),
        ("2", "", "不符"),
        ("2", "2026-01-05", "不符"),
        ("3", "2025-12-30", "不符"),
    ],
)
def test_all_finished_is_true_when_none_is_left_and_the_number_is_right(written, completed_on, verdict):
    projects = [_project("X1", completed_on="2025-08-20"), _project("X2", completed_on=completed_on)]

    judged = _judged(f"四是新改扩建{written}所幼儿园全部竣工。", projects=projects)

    assert judged.verdict == verdict


def test_the_unfinished_kindergarten_is_the_counterexample():
    projects = [_project("X1", completed_on="2025-08-20"), _project("X2")]

    judged = _judged("四是新改扩建1所幼儿园全部竣工。", projects=projects)

    assert [row["subject"] for row in judged.counterexamples] == ["X2"]


def test_a_statement_without_records_is_neither_true_nor_false():
    assert _judged("四是新改扩建2所幼儿园全部竣工。").verdict == "数据不足"


@pytest.mark.parametrize(("finished", "verdict"), [("2025-10-01", "支持"), ("", "不符")])
def test_exceeding_a_target_is_judged_by_the_figure_before_it(finished, verdict):
    repair = {"kind": "building_repair", "work": "repair"}
    projects = [
        _project("R1", **repair, floor_area_m2="20000", completed_on="2025-06-01"),
        _project("R2", **repair, floor_area_m2="5000", completed_on=finished),
    ]

    judged = _judged(
        "五是全市改造维修校舍XX万平方米,超额完成年度任务。",
        projects=projects,
        targets=[_target("school_buildings.renovated_area", "2", "万平方米")],
    )

    assert judged.verdict == verdict


@pytest.mark.parametrize(
    ("topped_out_on", "verdict"), [("2025-11-30", "支持"), ("2026-01-10", "不符"), ("", "不符")]
)
def test_each_project_named_must_have_reached_the_stage(topped_out_on, verdict):
    projects = [
        _project("P1", "示例市卫生学校实训楼", topped_out_on="2025-09-01"),
        _project("P2", "示例市高等专科学校实训楼", topped_out_on=topped_out_on),
        _project("P3", "示例市第一中学教学楼"),
    ]

    judged = _judged("三是高专和卫生学校实训楼主体完工。", projects=projects)

    assert judged.verdict == verdict


def test_a_short_name_means_the_project_it_shortens_and_no_other():
    projects = [
        _project("P1", "示例市卫生学校实训楼"),
        _project("P2", "示例市高等专科学校实训楼", topped_out_on="2025-09-01"),
    ]

    assert _judged("三是高专实训楼主体完工。", projects=projects).verdict == "支持"


def test_a_project_that_is_not_in_the_records_is_named():
    projects = [_project("P1", "示例市卫生学校实训楼", topped_out_on="2025-09-01")]

    judged = _judged("三是示范性综合实践学校、卫生学校实训楼主体完工。", projects=projects)

    assert judged.verdict == "数据不足"
    assert "示范性综合实践学校" in judged.reason


@pytest.mark.parametrize(("reason", "verdict"), [("illness", "支持"), ("poverty", "不符")])
def test_nobody_left_school_for_poverty(reason, verdict):
    schools = [
        {"code": "3190000001", "name": "甲小学", "kind": "211", "area": "990102", "opened_on": "2000-09-01"}
    ]
    gone = {"pupil": "P1", "school": "3190000001", "stage": "primary", "kind": "dropout", "reason": reason,
            "on": "2025-05-01"}  # fmt: skip

    judged = _judged("八是不让一名学生因家庭贫困而失学。", schools=schools, movements=[gone])

    assert judged.verdict == verdict


@pytest.mark.parametrize(
    ("written", "resolved", "verdict"), [("2", 1, "支持"), ("2", 0, "不符"), ("3", 1, "不符")]
)
def test_problems_solved_step_by_step_are_some_of_all_there_are(written, resolved, verdict):
    items = [
        {"code": f"I{at}", "campaign": "C", "aspect": f"方面{at}", "area": "990102", "collected_on": "2025-03-01",
         "resolved_on": "2025-09-01" if at < resolved else ""}
        for at in range(2)
    ]  # fmt: skip
    campaign = {"code": "C", "name": "教育实践活动", "year": 2025, "started_on": "2025-02-01"}

    judged = _judged(
        f"教育实践活动中征求到的{written}个方面问题逐步得到解决。",
        campaigns=[campaign],
        rectification_items=items,
    )

    assert judged.verdict == verdict


@pytest.mark.parametrize(("funded", "verdict"), [(("M1", "M2"), "支持"), (("M1",), "不符")])
def test_every_major_said_to_be_supported_was_given_money(funded, verdict):
    majors = [
        {
            "code": code,
            "name": f"专业{code}",
            "school": "",
            "designation": kind,
            "designated_on": "2020-01-01",
        }
        for code, kind in (("M1", "demonstration"), ("M2", "backbone"))
    ]
    funds = [
        {"code": code, "major": code, "amount_yuan": "1000", "noticed_on": "2025-04-01"} for code in funded
    ]

    written = _judged(
        "护理等1个示范专业、煤化工等1个骨干专业得到重点支持。", vocational_majors=majors, funds=funds
    )
    in_part = _judged(
        "护理等XX个示范专业、煤化工等1个骨干专业得到重点支持。", vocational_majors=majors, funds=funds
    )

    assert written.verdict == in_part.verdict == verdict


@pytest.mark.parametrize(
    ("exams", "incidents", "verdict"),
    [
        (("zhongkao", "gaokao"), 0, "支持"),
        (("zhongkao", "gaokao"), 1, "不符"),
        (("zhongkao",), 0, "数据不足"),
    ],
)
def test_examinations_named_were_all_held_and_nothing_went_wrong(exams, incidents, verdict):
    rounds = [{"code": f"R-{exam}", "kind": "exam", "year": 2025, "area": "990102"} for exam in exams]
    sittings = [
        {"code": f"S-{exam}", "round": f"R-{exam}", "exam": exam, "area": "990102", "held_on": "2025-06-07"}
        for exam in exams
    ]
    wrong = [
        {"code": f"W{at}", "sitting": "S-zhongkao", "kind": "cheating", "on": "2025-06-07",
         "confirmed_on": "2025-06-20"}
        for at in range(incidents)
    ]  # fmt: skip

    judged = _judged(
        "六是顺利完成中考、高考等工作。", rounds=rounds, exam_sittings=sittings, exam_incidents=wrong
    )

    assert judged.verdict == verdict


@pytest.mark.parametrize(
    ("n_public", "n_private", "verdict"), [(10, 0, "支持"), (9, 1, "支持"), (8, 2, "不符"), (9, 0, "不符")]
)
def test_fair_schooling_leaves_nobody_out_and_keeps_its_dated_floor(n_public, n_private, verdict):
    schools = [
        {
            "code": code,
            "name": code,
            "kind": "211",
            "runner": runner,
            "area": "990102",
            "opened_on": "2000-09-01",
        }
        for code, runner in (("PUBLIC", "811"), ("PRIVATE", "999"))
    ]
    places = ["PUBLIC"] * n_public + ["PRIVATE"] * n_private + [""] * (10 - n_public - n_private)
    applications = [
        {"round": "R", "pupil": f"P{at}", "is_migrant": True, "is_qualified": True, "admitted_to": place}
        for at, place in enumerate(places)
    ]
    rounds = [{"code": "R", "kind": "admissions", "year": 2025, "area": "990102"}]

    judged = _judged(
        "保障了进城务工人员随迁子女接受公平的义务教育。",
        schools=schools, rounds=rounds, applications=applications,
    )  # fmt: skip

    assert judged.verdict == verdict


def _visit(name, verdict="passed"):
    return {"code": "V1", "name": name, "area": "990102", "on": "2025-10-10", "decided_on": "2025-11-01",
            "verdict": verdict}  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("甲区义务教育强区建设顺利通过省验收", "支持"),
        ("乙州区义务教育强区建设顺利通过省验收", "数据不足"),
        ("XX县义务教育强区建设顺利通过省验收", "支持"),
    ],
)
def test_what_happened_in_one_district_bears_nothing_out_for_another(claim, verdict):
    judged = _judged(claim + "。", visits=[_visit("甲区义务教育强区建设省验收")])

    assert judged.verdict == verdict


@pytest.mark.parametrize(("rank", "verdict"), [(1, "支持"), (2, "不符")])
def test_a_rank_is_that_of_the_figure_before_it(rank, verdict):
    rankings = [
        {
            "measure": "appeals.satisfaction_rate",
            "name": "满意率位次",
            "year": 2025,
            "rank": rank,
            "out_of": 14,
        },
        {"measure": "appeals.close_rate", "name": "办结率位次", "year": 2025, "rank": 3 - rank, "out_of": 14},
    ]

    judged = _judged("案件办结满意率100%,全省第一。", rankings=rankings)

    assert judged.verdict == verdict


def test_a_target_for_an_unknown_indicator_cannot_be_judged():
    judged = _judged("圆满完成各项工作任务。", targets=[_target("no.such.code", "2", "所")])

    assert judged.verdict == "数据不足"


def test_progress_that_nothing_counts_is_left_to_a_person():
    assert _judged("各项改革任务正在逐项落实。").verdict == "须人工判断"


def test_an_indicator_the_house_does_not_have_cannot_be_judged():
    snapshot = snapshot_from_tables({"areas": AREAS})
    claim = Claim("C01", "zero", "负面报道为零", 0, 6, 0, ("no.such.code",))

    (judged,) = judge_claims([claim], snapshot, 2025)

    assert judged.verdict == "数据不足"
    assert "no.such.code" in judged.reason
