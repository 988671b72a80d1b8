"""Registers: schools, pupils, teachers, their surroundings."""

from datetime import date
from functools import partial

from deeds import on
from refusals import Refusal, check, titles
from small_bureau import LAST_YEAR, NOON, TODAY, TOMORROW, YESTERDAY, Role, a, a_body, stored

from xuezheng.errors import NotFound
from xuezheng.records.registers import actions
from xuezheng.records.registers.models import (
    Enrolment,
    Facility,
    Movement,
    Population,
    Pupil,
    School,
    SchoolClass,
    SchoolReturn,
    SchoolStatus,
    Teacher,
    TeacherGrowth,
    VocationalMajor,
    Website,
)  # fmt: skip

CLERK = {"role": Role.SCHOOL_CLERK, "where": "sA"}
OFFICE = {"role": Role.OFFICE, "where": "city"}


def _new_school(**other):
    def do(b):
        body = other.pop("body", "A")
        values = {"code": "s9", "area": b.areas["A"], "organisation": a_body(b, body, "s9"), **other}
        return partial(actions.open_school, row=a(School, b, **values))

    return do


def _closed(b, on=YESTERDAY):
    School.objects.update(closed_on=on)
    b.schools["A"].refresh_from_db()
    return b.schools["A"]


def _enrol(b, **other):
    pupil = a(Pupil, b, code="p9", roll_number="G9")
    values = {"pupil": pupil, "school": b.schools["A"], "school_year": 2024, "stage": "primary", "grade": 1}
    return partial(actions.enrol_pupil, pupil=pupil, enrolment=Enrolment(**values | other))


def _again(b):
    stored(Enrolment, b)
    return partial(actions.enrol_pupil, pupil=stored(Pupil, b), enrolment=a(Enrolment, b))


def _after_closing(make):
    def do(b):
        _closed(b)
        return make(b)

    return do


def _transfer(b, **other):
    return partial(actions.record_movement, row=a(Movement, b, **other))


def _designate(designation, /, **given):
    return lambda b: partial(
        actions.designate_major, major=stored(VocationalMajor, b, **given), designation=designation, on=TODAY
    )


BACKBONE = {"designation": "backbone", "designated_on": LAST_YEAR}

REFUSALS = [
    Refusal("a school whose body hangs under another district", _new_school(body="B"), "机构不在“A区”主管机构之下"),
    Refusal("a school that opens tomorrow", _new_school(opened_on=TOMORROW), "设立日期 2024-09-03 晚于今天 2024-09-02"),
    Refusal("a school already closed when it opens", _new_school(closed_on=TODAY), "登记时已填“撤销日期”"),
    Refusal("a school without an opening day", _new_school(opened_on=None), "学校 s9 “设立日期”: 没有填写。"),
    Refusal("a school opened twice", lambda b: partial(actions.open_school, row=b.schools["A"]), "已登记"),
    Refusal("a school closed twice", lambda b: partial(actions.close_school, school=_closed(b), on=TODAY),
            "已于 2024-09-01 撤销.*办理更正"),
    Refusal("a school closed tomorrow", lambda b: partial(
        actions.close_school, school=b.schools["A"], on=TOMORROW), "撤销日期 2024-09-03 晚于今天"),
    Refusal("a school closed before it opened", lambda b: partial(
        actions.close_school, school=b.schools["A"], on=date(1999, 1, 1)), "撤销日期须晚于设立日期.*2000-09-01"),
    Refusal("a school that was never registered", lambda b: partial(actions.close_school, school=a(
        School, b, code="s9", organisation=a_body(b, "A", "s9")), on=TODAY), "学校 s9不在记录中", error=NotFound),
    Refusal("training of nobody", lambda b: partial(actions.record_growth, row=a(
        TeacherGrowth, b, teacher=None)), "“教师”: 没有填写", **CLERK),
    Refusal("training of a teacher nobody hired", lambda b: partial(actions.record_growth, row=a(
        TeacherGrowth, b, teacher=None, teacher_id="t9")), "“教师”: .*t9", **CLERK),
    Refusal("a class in a closed school", _after_closing(lambda b: partial(
        actions.open_class, row=a(SchoolClass, b))), "学校 sA 已于 2024-09-01 撤销", **CLERK),
    Refusal("an enrolment in a closed school", _after_closing(_enrol), "学校 sA 已于 2024-09-01 撤销", **CLERK),
    Refusal("an enrolment of somebody else", lambda b: _enrol(b, pupil=stored(Pupil, b)),
            "写的是学生 pA，不是 p9", **CLERK),
    Refusal("a class of another school", lambda b: _enrol(b, school_class=stored(SchoolClass, b, "B")),
            "不属于学校 sA", **CLERK),
    Refusal("a class of another year", lambda b: _enrol(
        b, school_class=stored(SchoolClass, b, school_year=2023)), "是 2023 学年小学 1 年级的", **CLERK),
    Refusal("a second enrolment in a year", _again, "已有同样的记录（学生 pA，学年 2024）", **CLERK),
    Refusal("a movement of a pupil not on the roll", _transfer, "学生 pA 不在学校 sA 的在籍名册上", **CLERK),
    Refusal("a movement tomorrow", lambda b: _transfer(b, kind="transfer_in", on=TOMORROW),
            "日期 2024-09-03 晚于今天", **CLERK),
    Refusal("a return of a closed school", _after_closing(lambda b: partial(
        actions.submit_return, row=a(SchoolReturn, b))), "已于 2024-09-01 撤销", **CLERK),
    Refusal("a return received tomorrow, with more teachers than staff", lambda b: partial(
        actions.submit_return, row=a(SchoolReturn, b, received_on=TOMORROW, n_full_time_teachers=99)),
        "有 2 处须改.*报送日期.*专任教师数不能多于教职工数（专任教师数 99，教职工数 20）", **CLERK),
    Refusal("a return with more boarders than pupils", lambda b: partial(
        actions.submit_return, row=a(SchoolReturn, b, n_boarders=241)), "寄宿生数 241", **CLERK),
    Refusal("a status of a closed school", _after_closing(lambda b: partial(
        actions.list_for_status, row=a(SchoolStatus, b))), "已于 2024-09-01 撤销"),
    Refusal("a status reached before it was started", on(actions.achieve_status, SchoolStatus), "还没有启动日期"),
    Refusal("a status started before it was listed", lambda b: partial(
        actions.start_status, row=stored(SchoolStatus, b), on=date(2020, 1, 1)), "启动日期不能早于列入日期"),
    Refusal("a teacher hired by a closed school", _after_closing(lambda b: partial(
        actions.hire_teacher, row=a(Teacher, b))), "已于 2024-09-01 撤销"),
    Refusal("a teacher released twice", on(actions.release_teacher, Teacher, {"left_on": LAST_YEAR}),
            "已有离职日期 2023-06-01.*办理更正"),
    Refusal("training after leaving", lambda b: partial(actions.record_growth, row=a(
        TeacherGrowth, b, teacher=stored(Teacher, b, left_on=LAST_YEAR))), "已于 2023-06-01 离职", **CLERK),
    Refusal("a building closed before it was built", lambda b: partial(
        actions.close_facility, row=stored(Facility, b), on=date(2020, 1, 1)), "停用日期不能早于建成日期", **CLERK),
    Refusal("people counted twice", lambda b: partial(
        actions.record_population, row=a(Population, b, n_residents=stored(Population, b).n_residents)),
        "已有同样的记录（县区 990102，年度 2024，年龄 3）"),
    Refusal("a website approved without a number", lambda b: partial(
        actions.approve_website, row=stored(Website, b), on=TODAY, approval_number=""), "没有填“批准文号”", **OFFICE),
    Refusal("a website approved after it closed", on(
        actions.approve_website, Website, {"closed_on": YESTERDAY}, approval_number="1"), "已有关闭日期", **OFFICE),
    Refusal("a major put in no class", _designate(""), "没有选择类别", **OFFICE),
    Refusal("a major put in its own class", _designate("backbone", **BACKBONE), "已于 2023-06-01 认定为“骨干专业”", **OFFICE),
    Refusal("a major that ended", _designate("featured", ended_on=TODAY), "已于 2024-09-02 终止", **OFFICE),
]  # fmt: skip


@titles(REFUSALS)
def test_a_register_refuses(bureau, refusal):
    check(bureau, refusal)


def test_a_pupil_may_come_from_outside_and_a_major_may_rise(bureau):
    clerk = bureau.person(Role.SCHOOL_CLERK, bureau.schools["A"].organisation)

    _transfer(bureau, kind="transfer_in")(by=clerk, at=NOON)
    _designate("demonstration", **BACKBONE)(bureau)(by=bureau.person(Role.OFFICE), at=NOON)

    assert Movement.objects.get().kind == "transfer_in"
    assert VocationalMajor.objects.get().designation == "demonstration"


def test_a_stage_must_be_told_what_belongs_to_it(bureau):
    import pytest

    with pytest.raises(TypeError, match="website.approve is told"):
        on(actions.approve_website, Website)(bureau)(by=bureau.person(Role.OFFICE), at=NOON)
