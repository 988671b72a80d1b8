"""Schools: opened, closed, their classes, yearly forms, and the qualities they are to reach."""

from datetime import date, datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting, recorder, stage
from xuezheng.records.registers.models import School, SchoolClass, SchoolReturn, SchoolStatus


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


def expect_open(act: Act, school: School) -> None:
    act.expect(
        school.closed_on is None or school.closed_on > act.today,
        f"学校 {school.code} 已于 {school.closed_on} 撤销。",
        "请改选在办学校。",
    )


def _of_an_open_school(act: Act, row: SchoolClass | SchoolReturn | SchoolStatus) -> None:
    expect_open(act, row.school)


def _below_its_area(act: Act, school: School) -> None:
    """The school's body hangs below the office that runs the schools of its area."""
    path, above = school.organisation.path, school.area.organisation.path
    act.expect(
        path.startswith(above) and path != above,
        f"学校 {school.code} 的机构不在“{school.area.name}”主管机构之下。",
        "请先在该县区下登记学校的机构。",
    )


open_school = recorder(
    School,
    action="school.open",
    owner="area.organisation",
    later=("closed_on",),
    past=("opened_on",),
    rule=_below_its_area,
)
submit_return = recorder(
    SchoolReturn,
    action="return.submit",
    owner="school.organisation",
    past=("received_on",),
    rule=_of_an_open_school,
)
open_class = recorder(SchoolClass, action="class.open", owner="school.organisation", rule=_of_an_open_school)
list_for_status = recorder(
    SchoolStatus,
    action="status.list",
    owner="school.organisation",
    later=("started_on", "achieved_on"),
    past=("listed_on",),
    rule=_of_an_open_school,
)
start_status = stage(SchoolStatus, "started_on", action="status.start", owner="school.organisation")
achieve_status = stage(
    SchoolStatus, "achieved_on", action="status.achieve", owner="school.organisation", after="started_on"
)
