"""Areas, population, buildings, vocational majors, websites."""

from datetime import date, datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import acting, recorder, stage
from xuezheng.records.registers.models import (
    Area,
    Facility,
    Population,
    SubjectRoom,
    VocationalMajor,
    Website,
)

register_area = recorder(Area, action="area.register", owner="organisation")
record_population = recorder(Population, action="population.record", owner="area.organisation")

add_facility = recorder(
    Facility, action="facility.add", owner="school.organisation", later=("closed_on",), past=("built_on",)
)
close_facility = stage(Facility, "closed_on", action="facility.close", owner="school.organisation")

open_subject_room = recorder(
    SubjectRoom,
    action="subject_room.open",
    owner="school.organisation",
    later=("closed_on",),
    past=("opened_on",),
)
close_subject_room = stage(SubjectRoom, "closed_on", action="subject_room.close", owner="school.organisation")

open_major = recorder(
    VocationalMajor,
    action="major.open",
    owner="school.organisation",
    later=("designation", "designated_on", "ended_on"),
)
end_major = stage(VocationalMajor, "ended_on", action="major.end", owner="school.organisation")

register_website = recorder(
    Website,
    action="website.register",
    owner="area.organisation",
    later=("approved_on", "approval_number", "closed_on"),
    past=("applied_on",),
)
approve_website = stage(
    Website,
    "approved_on",
    action="website.approve",
    owner="area.organisation",
    unless="closed_on",
    told=("approval_number",),
)
close_website = stage(Website, "closed_on", action="website.close", owner="area.organisation")


def designate_major(*, major: VocationalMajor, designation: str, on: date, by: User, at: datetime) -> None:
    """Put a major into a class; a higher class given later takes the place of the first."""
    organisation = major.school.organisation
    with acting(by=by, at=at, action="major.designate", organisation=organisation) as act:
        act.take(major)
        act.expect(designation != "", "没有选择类别。", "请选择示范、骨干或特色专业。")
        act.expect(
            designation != major.designation,
            f"专业 {major.code} 已于 {major.designated_on} 认定为“{major.get_designation_display()}”。",
            "无须重复认定。",
        )
        act.expect(
            major.ended_on is None, f"专业 {major.code} 已于 {major.ended_on} 终止。", "终止的专业不再认定。"
        )
        act.expect_past(on, "认定日期")
        act.refuse_faults()
        major.designation, major.designated_on = designation, on
        act.save(major, "designation", "designated_on")
