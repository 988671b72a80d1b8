"""What is told about turning a verdict, done and counted again."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resource_tables import LIMITS, table_of

from xuezheng.rules.values import value_on
from xuezheng.snapshot import snapshot_from_tables
from xuezheng.standards.counting import count
from xuezheng.standards.judging import inquire, verdicts_of
from xuezheng.standards.jumps import jumps
from xuezheng.standards.sensitivity import nearness, shortfalls
from xuezheng.standards.turning import leave_one_out

GOOD = {
    "teaching_area_m2": "6000", "sports_area_m2": "9000", "equipment_yuan": "3000000", "n_above_required_degree": 60,
    "n_backbone_teachers": 15, "n_arts_and_sport_teachers": 12, "n_multimedia_rooms": 30, "n_pupils": 1000,
}  # fmt: skip


def rows_with(equipment):
    return [GOOD | {"school": f"S{n}", "equipment_yuan": str(yuan)} for n, yuan in enumerate(equipment)]


def equipment_of(rows):
    return next(
        near for near in nearness(count(table_of(rows), LIMITS), "990102") if near.measure.code == "equipment"
    )


def test_leaving_out_the_named_school_gives_the_named_coefficient():
    rows = rows_with([3_000_000, 3_100_000, 2_900_000, 20_000_000])

    near = equipment_of(rows)

    assert near.state == "unmet" and near.without == "S3"
    assert equipment_of(rows[:3]).cv == pytest.approx(near.cv_without)
    assert equipment_of(rows[:3]).state == "met"


def test_no_school_is_named_when_none_alone_turns_it():
    near = equipment_of(rows_with([3_000_000, 3_100_000, 2_900_000]))

    assert near.state == "met" and near.without == "" and near.cv_without is None and near.change is None


@settings(max_examples=60)
@given(st.lists(st.integers(200_000, 40_000_000), min_size=2, max_size=8))
def test_the_named_change_is_enough_and_a_hair_less_is_not(equipment):
    rows = rows_with(equipment)
    near = equipment_of(rows)
    if near.change is None:
        return
    at = int(near.change_at[1:])
    unit = Decimal("0.01") if near.change > 0 else Decimal("-0.01")

    def changed(by):
        return [row | {"equipment_yuan": str(Decimal(row["equipment_yuan"]) + by)} if n == at else row
                for n, row in enumerate(rows)]  # fmt: skip

    assert equipment_of(changed(near.change)).cv <= 0.5 + 1e-9
    assert equipment_of(changed(near.change - unit * 100)).cv > 0.5


@settings(max_examples=40)
@given(st.integers(21, 2000), st.integers(0, 60), st.integers(0, 800_000))
def test_a_school_given_what_it_lacks_reaches_its_threshold_and_with_one_less_does_not(
    pupils, teachers, area
):
    rows = [GOOD | {"school": "S0", "n_pupils": pupils, "n_above_required_degree": min(teachers, pupils),
                    "teaching_area_m2": str(Decimal(area + 500 * pupils // 100) / 100)}]  # fmt: skip
    counted = count(table_of(rows), LIMITS)
    for lack in shortfalls(counted, "990102"):
        column = lack.measure.column
        held = Decimal(str(rows[0][column]))
        step = 1 if column.startswith("n_") else Decimal("0.01")
        place = counted.measures.index(lack.measure)

        def reaches(value, column=column, place=place):
            value = int(value) if column.startswith("n_") else str(value)
            return bool(count(table_of([rows[0] | {column: value}]), LIMITS).is_met[0, place])

        assert lack.lacks > 0 and reaches(held + lack.lacks) and not reaches(held + lack.lacks - step)


def test_every_school_named_is_one_without_which_the_judgement_is_another():
    """Each school left out of the records, the district judged again: the same items change, no others."""
    shares = [("甲", 9000, 60), ("乙", 9100, 60), ("丙", 60000, 60), ("丁", 9000, 5)]
    returns = [
        {"school": s, "school_year": "2025", "stage": "primary", **(GOOD | {"sports_area_m2": m2, "n_above_required_degree": n})}
        for s, m2, n in shares
    ]  # fmt: skip

    def items(without=""):
        given = {
            "areas": [{"code": "990102", "name": "甲区", "kind": "district"}],
            "schools": [{"code": r["school"], "name": r["school"], "kind": "211", "area": "990102", "runner": "831",
                         "opened_on": "2000-09-01"} for r in returns if r["school"] != without],
            "school_returns": [r for r in returns if r["school"] != without],
        }  # fmt: skip
        inquiry = inquire(snapshot_from_tables(given), "quality_balance", 2025)
        outcomes = verdicts_of(inquiry)[0].parts[1].outcomes
        return inquiry, {o.item: o.state for o in outcomes if "primary" in o.item}

    inquiry, now = items()
    told = {each.school: set(each.changed) for each in leave_one_out(inquiry, "990102")}

    assert now["schools.primary"] == "unmet" and now["spread.primary.sports_area"] == "unmet"
    for school, _, _ in shares:
        then = items(school)[1]
        assert told.get(school, set()) == {item for item in now if then[item] != now[item]}
    assert told["丙"] == {"spread.primary.sports_area"} and "schools.primary" in told["丁"]


def test_a_figure_many_times_last_years_is_told_and_still_counted():
    last = [
        GOOD | {"school": "A"},
        GOOD | {"school": "B"},
        GOOD | {"school": "C", "equipment_yuan": "600000"},
    ]
    this = [GOOD | {"school": "A", "equipment_yuan": "15000000"}, GOOD | {"school": "B", "equipment_yuan": "14999999"},
            GOOD | {"school": "C", "equipment_yuan": "120000"}]  # fmt: skip
    now, before = count(table_of(this), LIMITS), count(table_of(last), LIMITS)

    told = [
        str(jump)
        for jump in jumps(now, before, "990102", value_on("plausible.change.factor", date(2025, 9, 1)))
    ]

    assert len(told) == 2
    assert "A（A）小学仪器设备由上年 3000000 元增为 15000000 元（5.0 倍）。已计入。" in told[0]
    assert "C（C）小学仪器设备由上年 600000 元减为 120000 元（5.0 倍）" in told[1]
    assert not now.is_bad.any()
