"""The only writers of programmes."""

from xuezheng.records.audit.actions import corrector, owners_from
from xuezheng.records.programmes.actions.activities import (
    announce_contest,
    end_agreement,
    end_campaign,
    enter_contest,
    enter_pupils,
    hold_activity,
    join_campaign,
    sign_agreement,
    start_campaign,
)
from xuezheng.records.programmes.actions.aid import (
    award_aid,
    end_scheme,
    expect_aid_behind,
    grant_loan,
    list_hardship,
    open_scheme,
    pay_aid,
    resolve_listing,
)
from xuezheng.records.programmes.actions.projects import (
    accept_project,
    cancel_project,
    complete_project,
    plan_project,
    reach_milestone,
    receive_fund,
    record_fund,
    report_spending,
    set_milestone,
    start_project,
    top_out_project,
)
from xuezheng.records.programmes.actions.purchases import (
    buy_places,
    end_group,
    hold_session,
    join_group,
    leave_group,
    record_acquisition,
    record_delivery,
    record_works,
    set_aid_standard,
    set_up_group,
)
from xuezheng.records.programmes.actions.targets import approve_target, expect_unapproved, set_target
from xuezheng.records.programmes.models import HardshipListing, Target
from xuezheng.records.programmes.queries import ORGANISATION_PATHS

correct = corrector(
    owners_from(ORGANISATION_PATHS),
    fixed={Target: ("set_on", "approved_on", "approved_by")},
    rules={Target: expect_unapproved, HardshipListing: expect_aid_behind},
)

__all__ = [
    "accept_project",
    "announce_contest",
    "approve_target",
    "award_aid",
    "buy_places",
    "cancel_project",
    "complete_project",
    "correct",
    "end_agreement",
    "end_campaign",
    "end_group",
    "end_scheme",
    "enter_contest",
    "enter_pupils",
    "grant_loan",
    "hold_activity",
    "hold_session",
    "join_campaign",
    "join_group",
    "leave_group",
    "list_hardship",
    "open_scheme",
    "pay_aid",
    "plan_project",
    "reach_milestone",
    "receive_fund",
    "record_acquisition",
    "record_delivery",
    "record_fund",
    "record_works",
    "report_spending",
    "resolve_listing",
    "set_aid_standard",
    "set_milestone",
    "set_target",
    "set_up_group",
    "sign_agreement",
    "start_campaign",
    "start_project",
    "top_out_project",
]
