"""Equipment delivered, works done, kindergartens acquired, places bought; groups of schools and sessions."""

from xuezheng.records.audit.actions import Act, recorder, stage
from xuezheng.records.programmes.models import (
    Acquisition,
    AidStandard,
    Delivery,
    GroupMember,
    PlacePurchase,
    SchoolGroup,
    Session,
    Works,
)
from xuezheng.rules.codes import PRIVATE_RUNNER

_SCHOOL, _AREA = "school.organisation", "area.organisation"


def _of_a_private_school(act: Act, purchase: PlacePurchase) -> None:
    act.expect(
        purchase.school.runner == PRIVATE_RUNNER,
        f"学校 {purchase.school_id} 不是民办学校，没有学位可购买。",
        "请核对学校。",
    )


def _while_it_works(act: Act, member: GroupMember) -> None:
    ended_on = member.group.ended_on
    act.expect(ended_on is None, f"{member.group_id} 已于 {ended_on} 终止。", "请核对集团或共同体。")


record_delivery = recorder(Delivery, action="delivery.record", owner=_SCHOOL, past=("on",))
record_works = recorder(Works, action="works.record", owner=_AREA, past=("on",))
record_acquisition = recorder(Acquisition, action="acquisition.record", owner=_AREA, past=("on",))
buy_places = recorder(
    PlacePurchase, action="places.buy", owner="school.area.organisation", rule=_of_a_private_school
)

set_up_group = recorder(
    SchoolGroup, action="group.set_up", owner=_AREA, later=("ended_on",), past=("set_up_on",)
)
end_group = stage(SchoolGroup, "ended_on", action="group.end", owner=_AREA)
join_group = recorder(
    GroupMember,
    action="group.join",
    owner=_SCHOOL,
    later=("left_on",),
    past=("joined_on",),
    rule=_while_it_works,
)
leave_group = stage(GroupMember, "left_on", action="group.leave", owner=_SCHOOL)

hold_session = recorder(Session, action="session.hold", owner=_AREA, past=("on",))
set_aid_standard = recorder(AidStandard, action="aid_standard.set", owner="")
