"""Pupils: put on the roll of a school, and every change on it."""

from datetime import datetime

from xuezheng.errors import BadInput
from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.audit.actions import Act, acting, owner_of, recorder
from xuezheng.records.registers.actions.schools import expect_open
from xuezheng.records.registers.models import Enrolment, Movement, Pupil


def enrol_pupil(*, pupil: Pupil, enrolment: Enrolment, by: User, at: datetime) -> Enrolment:
    """Put a pupil, new or known, on the roll of a school for a school year."""
    organisation = owner_of(enrolment, "school.organisation", by)
    with acting(by=by, at=at, action="pupil.enrol", organisation=organisation) as act:
        act.expect_new(enrolment)
        act.expect(
            enrolment.pupil_id == pupil.pk,
            f"在籍记录写的是学生 {enrolment.pupil_id}，不是 {pupil.pk}。",
            "请核对学生代码。",
        )
        expect_open(act, enrolment.school)
        _expect_class_to_fit(act, enrolment)
        act.detail = {"pupil": pupil.code, "school": enrolment.school_id}
        if pupil._state.adding:
            act.save(pupil)
        act.save(enrolment)
    return enrolment


def _expect_class_to_fit(act: Act, enrolment: Enrolment) -> None:
    """The class is one of this school, year, stage and grade."""
    school_class = enrolment.school_class
    if school_class is None:
        return
    act.expect(
        school_class.school_id == enrolment.school_id,
        f"班级 {school_class.pk} 不属于学校 {enrolment.school_id}。",
        "请改选本校班级。",
    )
    theirs = (school_class.school_year, school_class.stage, school_class.grade)
    act.expect(
        theirs == (enrolment.school_year, enrolment.stage, enrolment.grade),
        f"班级 {school_class.pk} 是 {school_class.school_year} 学年{school_class.get_stage_display()}"
        f" {school_class.grade} 年级的，与在籍记录不符。",
        "请核对学年、学段和年级。",
    )


def _on_the_roll(act: Act, movement: Movement) -> None:
    on_roll = Enrolment.objects.filter(pupil=movement.pupil_id, school=movement.school_id).exists()
    act.expect(
        on_roll or movement.kind == Movement.Kind.TRANSFER_IN,
        f"学生 {movement.pupil_id} 不在学校 {movement.school_id} 的在籍名册上。",
        "请由学生所在学校登记，或先办理转入。",
    )
    act.detail = {"pupil": movement.pupil_id, "kind": str(movement.kind)}


#: A change on the roll of the school that has, or takes, the pupil.
record_movement = recorder(
    Movement, action="pupil.move", owner="school.organisation", past=("on",), rule=_on_the_roll
)


def last_school_of(pupil: Pupil) -> Organisation:
    """The school that has the pupil on roll, or had last: its side corrects the pupil's data."""
    rows = Enrolment.objects.filter(pupil=pupil).select_related("school__organisation")
    last = rows.order_by("-school_year").first()
    if last is None:
        raise BadInput(f"学生 {pupil.pk} 不在任何学校的名册上。不知由谁更正。请先登记在籍。")
    return last.school.organisation
