"""The three registers of dropout control: each step in its order, the roll told with it, duties by their days."""

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from small_bureau import NOON, TODAY, TOMORROW, YESTERDAY, Role, a, everything, stored

from xuezheng.errors import BadInput, NotFound
from xuezheng.jobs import dropout
from xuezheng.jobs.casework import Desk
from xuezheng.jobs.dropout_monthly import COLUMNS, lines_of, numbers, write_monthly
from xuezheng.records.registers import actions
from xuezheng.records.registers.models import (
    DropoutDuty,
    DropoutEntry,
    Enrolment,
    Movement,
    Persuasion,
    Pupil,
)
from xuezheng.rules.dropout.duties import all_duties, duties_between, terms_between
from xuezheng.rules.working_days import WorkCalendar


@pytest.fixture
def desk(bureau):
    stored(Enrolment, bureau)
    return Desk(Path("bureau"), bureau.person(Role.OFFICE), NOON, WorkCalendar())


def at(desk, day):
    return Desk(
        desk.folder, desk.person, datetime(day.year, day.month, day.day, 4, tzinfo=UTC), desk.calendar
    )


def kinds_of_movements():
    return list(Movement.objects.order_by("pk").values_list("kind", "reason", "on"))


def test_a_child_is_entered_visited_confirmed_brought_back_and_struck_off(desk):
    row = dropout.enter(desk, "pA", YESTERDAY, focus="orphan")
    assert (row.code, row.register, row.school_id, row.stage) == ("KC202400001", "疑似辍学", "sA", "primary")
    dropout.persuade(desk, row.code, TODAY, "home", "refused", 2)
    dropout.step(desk, "confirm_dropout", row.code, TODAY, reason="weariness")
    assert [one.code for one in dropout.entries(desk, "dropped_out")] == [row.code]
    assert kinds_of_movements() == [("dropout", "weariness", TODAY)]
    dropout.step(desk, "report_dropout", row.code, TODAY)
    dropout.step(desk, "order_guardian", row.code, TODAY)
    later = at(desk, TOMORROW)
    dropout.step(later, "return_child", row.code, TOMORROW, support="班主任结对")
    assert kinds_of_movements()[1] == ("return", "", TOMORROW)
    dropout.step(later, "close_entry", row.code, TOMORROW, outcome="returned")

    assert dropout.entries(later) == []
    assert DropoutEntry.objects.get().register == "已销号"


def test_nobody_is_called_a_dropout_before_somebody_went_there(desk):
    row = dropout.enter(desk, "pA", TODAY)
    before = everything()

    with pytest.raises(BadInput, match="还没有劝返记录"):
        dropout.step(desk, "confirm_dropout", row.code, TODAY, reason="poverty")

    assert everything() == before


@pytest.mark.parametrize(
    ("given", "action", "told", "said"),
    [
        ({}, "report_dropout", {}, "还没有认定辍学日期"),
        ({"confirmed_on": TODAY}, "order_guardian", {}, "还没有书面报告日期"),
        ({}, "return_child", {"support": " "}, "没有写复学后的帮扶"),
        ({}, "close_entry", {"outcome": ""}, "没有选择销号结果"),
        ({}, "close_entry", {"outcome": "returned"}, "以复学销号的须有复学日期"),
        ({"confirmed_on": TODAY}, "close_entry", {"outcome": "mistaken"}, "不能按“核实在校”销号"),
        ({"returned_on": TODAY, "support": "结对"}, "close_entry", {"outcome": "moved"}, "请按“已复学”销号"),
        (
            {"closed_on": TODAY, "outcome": "moved"},
            "return_child",
            {"support": "结对"},
            "已于 2024-09-02 销号",
        ),
    ],
)
def test_a_step_out_of_its_order_is_refused(bureau, desk, given, action, told, said):
    row = stored(DropoutEntry, bureau, **given)
    before = everything()

    with pytest.raises(BadInput, match=said):
        dropout.step(desk, action, row.code, TODAY, **told)

    assert everything() == before


def test_a_child_stands_in_the_registers_once_at_a_time(desk):
    dropout.enter(desk, "pA", TODAY)

    with pytest.raises(BadInput, match="已有同样的记录"):
        dropout.enter(desk, "pA", TODAY)
    with pytest.raises(NotFound, match="没有代码为“nobody”的在籍学生"):
        dropout.enter(desk, "nobody", TODAY)
    with pytest.raises(NotFound, match="台账中没有“KC1”"):
        dropout.entry(desk, "KC1")
    with pytest.raises(BadInput, match="没有名为“other”的台账"):
        dropout.entries(desk, "other")


def test_a_movement_the_school_wrote_already_is_not_written_twice(bureau, desk):
    stored(Movement, bureau, kind="dropout", reason="poverty")
    entry = stored(Persuasion, bureau).entry

    dropout.step(desk, "confirm_dropout", entry.code, TODAY, reason="poverty")

    assert Movement.objects.count() == 1


def test_another_schools_child_cannot_be_entered(bureau, desk):
    stranger = a(Pupil, bureau, code="p9", roll_number="G9")
    stranger.save()

    with pytest.raises(BadInput, match="不在学校 sA 的在籍名册上"):
        actions.suspect_dropout(row=a(DropoutEntry, bureau, pupil=stranger), by=desk.person, at=NOON)


def test_duties_fall_due_by_month_quarter_and_term():
    found = [
        (d.kind.kind, d.period, str(d.begins_on)) for d in duties_between(date(2026, 1, 1), date(2026, 3, 31))
    ]

    assert found == [
        ("school_report", "2026-01", "2026-01-31"),
        ("district_visit", "2026-spring", "2026-02-20"),
        ("city_research", "2026-spring", "2026-02-20"),
        ("school_report", "2026-02", "2026-02-28"),
        ("school_report", "2026-03", "2026-03-31"),
        ("district_check", "2026-Q1", "2026-03-31"),
    ]


def test_no_report_is_owed_of_the_summer_nor_before_the_notice():
    assert [d.period for d in duties_between(date(2026, 7, 1), date(2026, 8, 31))] == []
    assert duties_between(date(2024, 1, 1), date(2024, 3, 31)) == []
    assert [(t.term, t.last) for t in terms_between(date(2025, 9, 1), date(2025, 9, 1))] == [
        ("autumn", date(2026, 1, 20))
    ]
    assert all(kind.source and kind.mark in ("V", "V2", "M") for kind in all_duties())


def test_each_office_owes_its_own_duties_and_what_is_done_is_done(bureau, desk):
    later = at(desk, date(2024, 10, 20))
    owed = {
        (o.organisation.pk, o.duty.kind.kind, o.duty.period): o
        for o in dropout.owed(later, first=date(2024, 9, 1))
    }

    assert ("sA", "school_report", "2024-09") in owed and ("sB", "school_report", "2024-09") not in owed
    assert {who for who, kind, _ in owed if kind == "district_check"} == {"d1", "d2"}
    assert owed["sA", "school_report", "2024-09"].due_on == date(
        2024, 10, 12
    )  # five working days after the holiday
    assert owed["sA", "school_report", "2024-09"].is_late(date(2024, 10, 20))
    row = dropout.do_duty(later, "school_report", "2024-09", "sA", date(2024, 10, 9))
    assert (row.due_on, row.n_suspected) == (date(2024, 10, 12), 0)
    (again,) = [o for o in dropout.owed(later) if (o.organisation.pk, o.duty.period) == ("sA", "2024-09")]
    assert again.done_on == date(2024, 10, 9) and not again.is_late(later.today)
    with pytest.raises(BadInput, match="已有同样的记录"):
        dropout.do_duty(later, "school_report", "2024-09", "sA", date(2024, 10, 9))
    assert "国庆" in "".join(dropout.steps_of(later, "school_report", "2024-09"))


def test_a_duty_that_is_none_is_told_with_what_there_is(desk):
    with pytest.raises(NotFound, match="没有名为“dance”的事项。事项有city_research"):
        dropout.duty_of("dance", "2024-09", TODAY)
    with pytest.raises(BadInput, match="“2024-13”不是这一事项已到的期间。近期的有2024-04、2024-05"):
        dropout.duty_of("school_report", "2024-13", date(2024, 7, 2))
    with pytest.raises(NotFound, match="没有代码为“x”的机构"):
        dropout.do_duty(at(desk, date(2024, 10, 1)), "school_report", "2024-09", "x", TODAY)


def test_the_numbers_of_a_duty_are_those_of_the_registers(bureau, desk):
    stored(DropoutEntry, bureau, confirmed_on=TODAY, reason="work")

    row = dropout.do_duty(at(desk, date(2024, 10, 1)), "district_check", "2024-Q3", "d1", date(2024, 10, 1))

    assert (row.n_suspected, row.n_dropped_out, DropoutDuty.objects.count()) == (0, 1, 1)


def an_entry(bureau, code, **days):
    pupil = a(Pupil, bureau, code=f"p{code}", roll_number=f"G{code}")
    pupil.save()
    row = a(DropoutEntry, bureau, code=code, pupil=pupil, **days)
    row.save()
    return row


def test_the_month_is_counted_as_the_columns_say(bureau, desk, tmp_path):
    before, within, end = date(2024, 8, 20), date(2024, 9, 10), date(2024, 9, 25)
    an_entry(bureau, "1", found_on=before, entered_on=before)
    an_entry(
        bureau, "2", found_on=before, entered_on=before, confirmed_on=within, reason="poverty", focus="orphan"
    )
    an_entry(bureau, "3", found_on=within, entered_on=within, returned_on=end, support="结对")
    an_entry(bureau, "4", found_on=within, entered_on=within, closed_on=end, outcome="mistaken")
    an_entry(bureau, "5", found_on=before, entered_on=before, closed_on=date(2024, 8, 30), outcome="moved")
    an_entry(bureau, "6", found_on=date(2024, 10, 1), entered_on=date(2024, 10, 1))
    later = at(desk, date(2024, 10, 12))

    lines = write_monthly(later, "2024-09", tmp_path / "月报.xlsx")

    first, last = date(2024, 9, 1), date(2024, 9, 30)
    told = dict(zip((heading for heading, _, _ in COLUMNS), numbers(lines[-1], first, last), strict=True))
    assert told == {
        "月初疑似": 2, "本月新增疑似": 2, "本月认定辍学": 1, "其中因贫": 1, "本月复学": 1, "本月销号": 1,
        "月末疑似": 2, "月末辍学": 1, "已复学待销号": 1, "未书面报告": 1, "重点群体": 1,
    }  # fmt: skip
    assert [line.name for line in lines] == ["A区", "合计"]
    assert [line.name for line in lines_of(later, first, last, by_school=True)] == ["实验小学", "合计"]
    book = openpyxl.load_workbook(tmp_path / "月报.xlsx")
    assert book.sheetnames == ["月报", "台账", "履职", "口径说明"]
    assert [cell.value for cell in book["月报"][3]][:4] == ["A区", 2, 2, 1]
    assert "张三丰" not in str([cell.value for sheet in book for row in sheet for cell in row])
    with pytest.raises(BadInput, match="已存在"):
        write_monthly(later, "2024-09", tmp_path / "月报.xlsx")
    with pytest.raises(BadInput, match="“2024-13”不是月份"):
        write_monthly(later, "2024-13", tmp_path / "b.xlsx")
    with pytest.raises(BadInput, match=r"不是 .xlsx 文件名"):
        write_monthly(later, "2024-09", tmp_path / "b.csv")
    with pytest.raises(NotFound, match="不存在"):
        write_monthly(later, "2024-09", tmp_path / "no" / "b.xlsx")
