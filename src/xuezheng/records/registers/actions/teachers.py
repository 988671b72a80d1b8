"""Teachers: hired, released, what they did beyond teaching, and the posts of their school."""

from xuezheng.records.audit.actions import Act, recorder, stage
from xuezheng.records.registers.actions.schools import expect_open
from xuezheng.records.registers.models import Posts, Teacher, TeacherGrowth


def _into_an_open_school(act: Act, teacher: Teacher) -> None:
    expect_open(act, teacher.school)


def _while_on_staff(act: Act, growth: TeacherGrowth) -> None:
    left_on = growth.teacher.left_on
    act.expect(
        left_on is None or growth.on is None or growth.on <= left_on,
        f"教职工 {growth.teacher_id} 已于 {left_on} 离职。",
        "请核对日期。",
    )


hire_teacher = recorder(
    Teacher,
    action="teacher.hire",
    owner="school.organisation",
    later=("left_on",),
    past=("hired_on",),
    rule=_into_an_open_school,
)
release_teacher = stage(Teacher, "left_on", action="teacher.release", owner="school.organisation")
record_growth = recorder(
    TeacherGrowth, action="growth.record", owner="school.organisation", past=("on",), rule=_while_on_staff
)
record_posts = recorder(Posts, action="posts.record", owner="school.organisation")
