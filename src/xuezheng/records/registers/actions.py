"""The only writers of the registers."""

from datetime import date, datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting
from xuezheng.records.registers.models import Enrolment, Movement, Pupil, School, SchoolReturn


def open_school(*, school: School, by: User, at: datetime) -> School:
    """Put a newly licensed school on the register; its organisation exists already."""
    with acting(by=by, at=at, action="school.open", organisation=school.area.organisation) as act:
        act.expect_new(school, "closed_on")
        path, above = school.organisation.path, school.area.organisation.path
        act.expect(
            path.startswith(above) and path != above,
            f"学校 {school.code} 的机构不在“{school.area.name}”主管机构之下。",
            "请先在该县区下登记学校的机构。",
        )
        act.expect_past(school.opened_on, "设立日期")
        act.save(school)
    return school


def close_school(*, school: School, on: date, by: User, at: datetime) -> None:
    """Close a school. The row stays, so that last year's figures can still be counted."""
    with acting(by=by, at=at, action="school.close", organisation=school.area.organisation) as act:
        act.take(school)
        act.expect(
            school.closed_on is None,
            f"学校 {school.code} 已于 {school.closed_on} 撤销。",
            "日期有误请办理更正，不要再次撤销。",
        )
        act.expect_past(on, "撤销日期")
        school.closed_on = on
        act.save(school, "closed_on")


def enrol_pupil(*, pupil: Pupil, enrolment: Enrolment, by: User, at: datetime) -> Enrolment:
    """Put a pupil, new or known, on the roll of a school for a school year."""
    school = enrolment.school
    with acting(by=by, at=at, action="pupil.enrol", organisation=school.organisation) as act:
        act.expect_new(enrolment)
        act.expect(
            enrolment.pupil_id == pupil.pk,
            f"在籍记录写的是学生 {enrolment.pupil_id}，不是 {pupil.pk}。",
            "请核对学生代码。",
        )
        _expect_open(act, school)
        school_class = enrolment.school_class
        act.expect(
            school_class is None or school_class.school_id == school.pk,
            f"班级 {enrolment.school_class_id} 不属于学校 {school.code}。",
            "请改选本校班级。",
        )
        act.detail = {"pupil": pupil.code, "school": school.code}
        if pupil._state.adding:
            act.save(pupil)
        act.save(enrolment)
    return enrolment


def record_movement(*, movement: Movement, by: User, at: datetime) -> Movement:
    """Record a change on the roll of the school that has, or takes, the pupil."""
    school = movement.school
    with acting(by=by, at=at, action="pupil.move", organisation=school.organisation) as act:
        act.expect_new(movement)
        act.expect_past(movement.on, "异动日期")
        on_roll = Enrolment.objects.filter(pupil=movement.pupil_id, school=school).exists()
        act.expect(
            on_roll or movement.kind == Movement.Kind.TRANSFER_IN,
            f"学生 {movement.pupil_id} 不在学校 {school.code} 的在籍名册上。",
            "请由学生所在学校登记，或先办理转入。",
        )
        act.detail = {"pupil": movement.pupil_id, "kind": str(movement.kind)}
        act.save(movement)
    return movement


def submit_return(*, school_return: SchoolReturn, by: User, at: datetime) -> SchoolReturn:
    """Take in a school's yearly statistics form for one stage."""
    school = school_return.school
    with acting(by=by, at=at, action="return.submit", organisation=school.organisation) as act:
        act.expect_new(school_return)
        act.expect_past(school_return.received_on, "报送日期")
        _expect_open(act, school)
        act.save(school_return)
    return school_return


def _expect_open(act: Act, school: School) -> None:
    act.expect(
        school.closed_on is None or school.closed_on > act.today,
        f"学校 {school.code} 已于 {school.closed_on} 撤销。",
        "请改选在办学校。",
    )
