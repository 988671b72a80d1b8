"""Counting days by brute force, and what a clock refuses."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.errors import BadInput, NotFound
from xuezheng.rules.clocks import all_clocks, clock_on
from xuezheng.rules.deriving import Happened, Pause, derive, due_on
from xuezheng.rules.working_days import Day, WorkCalendar

DAYS = st.dates(date(2010, 1, 1), date(2026, 6, 30))
OFFICE = WorkCalendar()


def walked(start, n, skip=()):
    """The nth working day after a day, one day at a time, by the calendar package itself."""
    day = start
    while n:
        day += timedelta(days=1)
        n -= chinese_calendar.is_workday(day) and not any(a <= day <= b for a, b in skip)
    return day


@given(DAYS, st.integers(0, 60))
def test_working_days_are_those_a_walk_finds(start, n):
    assert OFFICE.nth_after(start, n) == walked(start, n)


@given(DAYS, st.integers(0, 30), st.integers(0, 20))
def test_days_of_a_pause_do_not_count(start, after, length):
    first = start + timedelta(days=after + 1)
    last = first + timedelta(days=length)
    clock = clock_on("disclosure.answer", date(2020, 1, 1))
    found = due_on(clock, start, OFFICE, Happened(pauses=(Pause("third_party", first, last),)))
    assert found == walked(start, 20, [(first, last)])


@given(DAYS)
def test_a_count_of_days_ends_on_the_first_working_day_from_its_last(start):
    last = start + timedelta(days=60)
    while not chinese_calendar.is_workday(last):
        last += timedelta(days=1)
    assert due_on(clock_on("petition.conclude", date(2022, 5, 1)), start, OFFICE) == last


@given(DAYS)
def test_every_day_up_to_the_due_one_is_counted_or_told_as_skipped(start):
    found = derive(clock_on("permit.decide", date(2010, 1, 1)), start, OFFICE)
    skipped = sum((run.last - run.first).days + 1 for run in found.skipped)
    assert (found.due - start).days == 20 + skipped


@given(DAYS, st.integers(1, 12))
def test_due_is_the_same_with_and_without_its_reasons(start, extended_after):
    clock = clock_on("permit.decide", date(2010, 1, 1))
    happened = Happened(extended_on=(start + timedelta(days=extended_after),))
    assert due_on(clock, start, OFFICE, happened) == derive(clock, start, OFFICE, happened).due


def test_an_extension_after_the_due_day_is_refused():
    clock = clock_on("petition.conclude", date(2026, 7, 25))
    with pytest.raises(BadInput, match="2026-09-23 届满"):
        due_on(clock, date(2026, 7, 25), OFFICE, Happened(extended_on=(date(2026, 9, 24),)))


def test_an_extension_on_the_last_day_is_in_time():
    clock = clock_on("petition.conclude", date(2026, 7, 25))
    happened = Happened(extended_on=(date(2026, 9, 23),))
    assert due_on(clock, date(2026, 7, 25), OFFICE, happened) == date(2026, 10, 23)


@pytest.mark.parametrize(
    "name, happened, said",
    [
        ("petition.conclude", Happened(extended_on=(date(2026, 8, 1), date(2026, 8, 2))), "最多延长 1 次"),
        ("petition.object", Happened(extended_on=(date(2026, 7, 27),)), "没有规定可以延长"),
        (
            "petition.conclude",
            Happened(pauses=(Pause("holiday", date(2026, 8, 1), None),)),
            "不是此时限的停止计时",
        ),
        (
            "permit.decide",
            Happened(pauses=(Pause("hearing", date(2026, 8, 3), date(2026, 8, 1)),)),
            "次序颠倒",
        ),
        ("permit.decide", Happened(pauses=(Pause("hearing", date(2026, 7, 1), None),)), "不晚于起算日"),
        (
            "permit.decide",
            Happened(
                pauses=(
                    Pause("hearing", date(2026, 7, 28), date(2026, 7, 30)),
                    Pause("expert_review", date(2026, 7, 30), date(2026, 8, 2)),
                )
            ),
            "重叠",
        ),
        (
            "petition.conclude",
            Happened(restarted_on=("supplement", date(2026, 8, 1))),
            "不是此时限的重新起算",
        ),
        ("permit.decide", Happened(restarted_on=("supplement", date(2026, 7, 1))), "早于起算日"),
        ("permit.decide", Happened(extended_on=(date(2026, 7, 1),)), "早于起算日"),
    ],
)
def test_what_the_law_does_not_know_is_refused_and_told(name, happened, said):
    with pytest.raises(BadInput) as refusal:
        derive(clock_on(name, date(2026, 7, 25)), date(2026, 7, 25), OFFICE, happened)
    assert said in str(refusal.value)


def test_while_a_pause_goes_on_there_is_no_due_day():
    clock = clock_on("disclosure.answer", date(2026, 3, 2))
    happened = Happened(pauses=(Pause("third_party", date(2026, 3, 9), None),))
    found = derive(clock, date(2026, 3, 2), OFFICE, happened)
    assert found.due is None and "正在停止计时" in found.steps[-1]


def test_the_office_can_decide_a_day_and_announce_a_year():
    clock = clock_on("hotline.reply", date(2026, 12, 28))
    assert derive(clock, date(2026, 12, 28), OFFICE).is_provisional
    off = Day(date(2027, 1, 4), False, "元旦调休")
    office = WorkCalendar({off.on: off}, announced=[2027])
    found = derive(clock, date(2026, 12, 28), office)
    assert found.due == date(2027, 1, 5) and not found.is_provisional
    assert any("元旦调休" in step for step in found.steps)


def test_far_from_every_announced_year_days_are_counted_by_weekends():
    assert OFFICE.nth_after(date(2035, 1, 5), 1) == date(2035, 1, 8)
    assert OFFICE.worked_between(date(2035, 1, 1), date(2035, 1, 7)) == 5
    assert OFFICE.is_provisional(date(2035, 1, 1), date(2035, 1, 7))


def test_an_unknown_clock_names_its_neighbours_and_an_old_day_has_no_version():
    with pytest.raises(NotFound, match="petition.conclude"):
        clock_on("petition.concluded", date(2026, 1, 1))
    with pytest.raises(NotFound, match="最早自 2022-05-01"):
        clock_on("petition.conclude", date(2020, 1, 1))


def test_a_hundred_thousand_cases_need_no_calendar_walk():
    """Each look-up is a search in one list: the list is made once."""
    office, clock = WorkCalendar(), clock_on("hotline.reply", date(2026, 1, 5))
    due_on(clock, date(2026, 1, 5), office)
    made = office._worked
    for day in range(1, 28):
        due_on(clock, date(2026, 2, day), office)
    assert office._worked is made
    assert len(all_clocks()) >= 25
