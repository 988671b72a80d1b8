"""Rise, target, completion, ratio, share and the amount for each pupil, each a sum a person can do."""

from datetime import date
from decimal import Decimal

import pytest
from a_small_bureau import projects, records
from matching_texts import a_text, an_indicator

from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.reports.remembering import Remembered
from xuezheng.reports.shapes import Decision
from xuezheng.reports.writing import compute, draft

SPENT = "school_projects.investment"


def target(value, unit="元"):
    return {
        "code": "T1", "name": "投资", "indicator": SPENT, "year": 2025, "area": "3300", "value": Decimal(value),
        "unit": unit, "owner": "", "set_on": date(2025, 1, 2), "approved_on": date(2025, 1, 9),
    }  # fmt: skip


def enrolled(n_pupils):
    return [
        {"pupil": f"S{number}", "school": "A", "school_year": 2025, "stage": "primary", "grade": 1,
         "school_class": "", "is_boarder": False}
        for number in range(n_pupils)
    ]  # fmt: skip


def answer(body, measure, *, filters=None, snapshot=None, code=SPENT, period="year"):
    document = a_text(body)
    slot = next(slot for slot in document.slots if slot.kind == "figure")
    decisions = {slot.id: Decision(slot.id, "confirmed", code, filters or {}, period, measure)}
    snapshot = snapshot or records(targets=[target(300)])
    figures = compute(document, decisions, snapshot, load_catalogue(), 2025)
    return figures[slot.id], draft(document, decisions, figures, 2025)


def spent_in(year):
    return Remembered().measure(records(), [SPENT], year)[0].value


def test_the_rise_against_last_year_is_positive_where_more_was_done():
    got, written = answer("投资同比增长6.98%。", "growth")

    assert got.value == (spent_in(2025) - spent_in(2024)) * 100 / spent_in(2024)
    assert not written.anchors[0].written.startswith("-")


def test_the_rise_is_the_fall_turned_round():
    rise, _ = answer("投资同比增长6.98%。", "growth")
    fall, _ = answer("投资同比下降6.98%。", "change")

    assert rise.value == -fall.value


def test_the_ratio_is_of_last_years_figure():
    got, _ = answer("投资是去年的120%。", "ratio")

    assert got.value == spent_in(2025) * 100 / spent_in(2024)


@pytest.mark.parametrize(("value", "unit", "plain"), [("300", "元", 300), ("0.03", "万元", 300)])
def test_the_target_is_the_approved_one_in_plain_units(value, unit, plain):
    got, _ = answer("投资目标数是300元。", "target", snapshot=records(targets=[target(value, unit)]))

    assert got.value == plain
    assert [row["subject"] for row in got.evidence] == ["T1"]


def test_completion_is_against_the_approved_target_and_lists_it():
    got, _ = answer("完成投资任务的99%。", "completion")

    assert got.value == spent_in(2025) * 100 / 300
    assert "占当年批准目标数的百分比" in got.definition
    assert [row["subject"] for row in got.evidence][-1] == "T1"
    assert sum(row["counted"] for row in got.evidence) == spent_in(2025)


def test_without_an_approved_target_there_is_no_completion():
    got, written = answer("完成投资任务的99%。", "completion", snapshot=records())

    assert got.value is None
    assert list(written.left_open.values()) == ["2025 年没有批准的目标数"]


def test_a_share_is_of_the_whole_of_the_same_indicator():
    filters = {"kind": "kindergarten"}
    part = Remembered().measure(records(), [SPENT], 2025, None, filters)[0].value

    got, _ = answer("幼儿园投资占83%。", "share", filters=filters)

    assert got.value == part * 100 / spent_in(2025)


def test_a_share_of_everything_says_that_it_is_none():
    got, _ = answer("幼儿园投资占83%。", "share")

    assert (got.value, got.why_not) == (None, "没有筛选条件，不能求占比")


def test_an_amount_for_each_pupil_is_divided_by_the_pupils_on_roll():
    pupils = [{"code": f"S{number}", "sex": "f"} for number in range(4)]
    snapshot = records(enrolments=enrolled(4), pupils=pupils)

    got, _ = answer("生均投资45元。", "per_head", snapshot=snapshot)

    assert got.value == spent_in(2025) / 4


def test_nothing_is_divided_by_nobody():
    got, _ = answer("生均投资45元。", "per_head")

    assert got.value is None and got.why_not


def test_a_target_of_another_year_is_not_this_years():
    late = {**target(500), "code": "T2", "year": 2024}

    got, _ = answer("投资目标数是300元。", "target", snapshot=records(targets=[target(300), late]))

    assert got.value == 300


def test_the_rise_of_an_indicator_that_is_a_fall_is_turned_round():
    from xuezheng.reports.writing.beyond_values import _growth

    class Now:
        value, why_not = Decimal(30), ""

    assert _growth(an_indicator("fall", "压缩比例", "%", "change"), Now, None)[0] == -30


def test_projects_of_the_bureau_are_what_a_person_added_up():
    assert sum(one["spent_yuan"] for one in projects() if one["plan_year"] == 2025) == 150
