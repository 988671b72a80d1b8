"""Red, amber, green of targets, projects and funds: the sum a person can do, and the sentence."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.rules.progress import (
    COLOURS,
    Step,
    light_of_fund,
    light_of_project,
    light_of_step,
    light_of_target,
)

BEGAN, DUE, HALF = date(2025, 1, 1), date(2025, 12, 31), date(2025, 7, 2)


def target(actual, *, grows=True, on=HALF, value=100):
    actual = None if actual is None else Decimal(actual)
    return light_of_target(
        target=Decimal(value), actual=actual, grows=grows, began_on=BEGAN, due_on=DUE, on=on
    )


@pytest.mark.parametrize(
    "actual, colour, said",
    [
        ("50", "good", "时间过去 50%，完成 50%，不落后。"),
        ("40", "good", "落后 10 个百分点（10 以内为绿灯）"),
        ("39", "warn", "落后 11 个百分点（超过 10 为黄灯，超过 25 为红灯）"),
        ("25", "warn", "落后 25 个百分点"),
        ("24", "bad", "落后 26 个百分点（超过 25 为红灯）"),
        ("100", "good", "已达到：100，目标 100。"),
        (None, "none", "没有可以计算的实际值"),
    ],
)
def test_a_sum_is_held_against_the_time_gone_by(actual, colour, said):
    light = target(actual)

    assert light.colour == colour
    assert said in light.why


@pytest.mark.parametrize("actual, colour", [("95", "warn"), ("94.9", "bad"), ("100", "good")])
def test_a_rate_is_held_against_the_target_whatever_the_month(actual, colour):
    assert target(actual, grows=False).colour == colour
    assert target(actual, grows=False, on=date(2025, 2, 1)).colour == colour


def test_after_its_day_a_target_is_reached_or_it_is_not():
    assert target("99.99", on=DUE).colour == "bad"
    assert "期限 2025-12-31 已到，实际 99.99，目标 100。" in target("99.99", on=DUE).why
    assert target("100", on=DUE).colour == "good"


def test_before_its_year_a_target_waits():
    assert target("0", on=date(2024, 12, 31)).colour == "wait"


def project(*steps, on=HALF, **more):
    said = {
        "plan_year": 2025, "started_on": None, "completed_on": None, "accepted_on": None, "cancelled_on": None,
        "budget": Decimal(100), "spent": Decimal(0),
    }  # fmt: skip
    return light_of_project(steps=steps, on=on, **{**said, **more})


def test_the_worst_of_a_project_counts():
    late, later = Step("开工", date(2025, 6, 2), None), Step("主体完工", date(2025, 6, 1), None)

    assert project(late).colour == "warn"
    assert project(late, later).colour == "bad"
    assert "“主体完工”应于 2025-06-01 完成，逾期 31 天（超过 30 天为红灯）" in project(late, later).why


@pytest.mark.parametrize("spent, colour", [(100, "wait"), (101, "warn"), (110, "warn"), (111, "bad")])
def test_money_over_the_budget_shows(spent, colour):
    assert project(spent=Decimal(spent)).colour == colour


def test_a_project_not_finished_after_its_year_is_amber_a_cancelled_one_is_nothing():
    assert project(on=date(2026, 1, 1), started_on=BEGAN).colour == "warn"
    assert project(on=date(2026, 1, 1), started_on=BEGAN, completed_on=DUE).colour == "good"
    assert project(Step("开工", BEGAN, None), cancelled_on=date(2025, 6, 1)).colour == "none"
    assert project(started_on=BEGAN).colour == "good"
    assert project(started_on=BEGAN, completed_on=HALF, accepted_on=HALF).why == "2025-07-02 已验收。"


def test_a_step_done_late_says_by_how_many_days():
    assert (
        light_of_step(Step("竣工", date(2025, 6, 1), date(2025, 6, 4)), HALF).why
        == "2025-06-04 完成，晚 3 天。"
    )
    assert (
        light_of_step(Step("竣工", date(2025, 6, 1), date(2025, 6, 1)), HALF).why == "2025-06-01 完成，按期。"
    )
    assert light_of_step(Step("竣工", date(2025, 7, 3), None), HALF).why == "还有 1 天。"
    assert light_of_step(Step("竣工", date(2025, 7, 1), None), HALF).colour == "warn"


@pytest.mark.parametrize("days, colour", [(90, "wait"), (91, "warn"), (180, "warn"), (181, "bad")])
def test_money_that_does_not_come_turns_amber_then_red(days, colour):
    noticed = date.fromordinal(HALF.toordinal() - days)

    assert light_of_fund(noticed_on=noticed, arrived_on=None, on=HALF).colour == colour
    assert light_of_fund(noticed_on=noticed, arrived_on=HALF, on=HALF).colour == "good"


@given(a=st.integers(0, 120), b=st.integers(0, 120), on=st.dates(BEGAN, DUE), grows=st.booleans())
def test_more_is_never_a_worse_light(a, b, on, grows):
    less, more = (COLOURS.index(target(str(n), on=on, grows=grows).colour) for n in sorted((a, b)))

    assert more >= less
