"""Campuses, what pupils are offered, and bodies that are no schools."""

from xuezheng.records.audit.actions import Act, recorder, stage
from xuezheng.records.registers.models import (
    Campus,
    PartyAdviser,
    PartyOrganisation,
    SpecialPlacement,
    TrainingInstitution,
    WellbeingReturn,
)

_SCHOOL, _AREA = "school.organisation", "area.organisation"


def _in_a_year_that_has_come(act: Act, row: Campus) -> None:
    act.expect(row.year is None or row.year <= act.today.year, f"{row.year} 年还没有到。", "请核对年度。")


submit_campus = recorder(
    Campus, action="campus.submit", owner=_SCHOOL, past=("received_on",), rule=_in_a_year_that_has_come
)
submit_wellbeing = recorder(WellbeingReturn, action="wellbeing.submit", owner=_SCHOOL, past=("received_on",))
record_placement = recorder(SpecialPlacement, action="placement.record", owner=_AREA)

register_institution = recorder(
    TrainingInstitution,
    action="institution.register",
    owner=_AREA,
    later=("closed_on", "ending"),
    past=("licensed_on",),
)
close_institution = stage(
    TrainingInstitution, "closed_on", action="institution.close", owner=_AREA, told=("ending",)
)

set_up_party_organisation = recorder(
    PartyOrganisation, action="party.set_up", owner=_AREA, later=("ended_on",), past=("set_up_on",)
)
end_party_organisation = stage(PartyOrganisation, "ended_on", action="party.end", owner=_AREA)
send_adviser = recorder(
    PartyAdviser, action="adviser.send", owner=_SCHOOL, later=("ended_on",), past=("sent_on",)
)
end_adviser = stage(PartyAdviser, "ended_on", action="adviser.end", owner=_SCHOOL)
