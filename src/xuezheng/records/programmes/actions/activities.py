"""Campaigns, activities, contests, agreements."""

from collections.abc import Sequence
from datetime import datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting, recorder, stage
from xuezheng.records.programmes.models import (
    Activity,
    ActivityParticipation,
    Agreement,
    Campaign,
    CampaignParticipant,
    Contest,
    ContestEntry,
)
from xuezheng.records.registers.queries import schools_below

_SCHOOL = "school.organisation"


def _while_it_runs(act: Act, participant: CampaignParticipant) -> None:
    ended_on = participant.campaign.ended_on
    act.expect(ended_on is None, f"活动 {participant.campaign_id} 已于 {ended_on} 结束。", "请核对活动。")


start_campaign = recorder(
    Campaign, action="campaign.start", owner="", later=("ended_on",), past=("started_on",)
)
join_campaign = recorder(
    CampaignParticipant, action="campaign.join", owner="area.organisation", rule=_while_it_runs
)
end_campaign = stage(Campaign, "ended_on", action="campaign.end", owner="")

announce_contest = recorder(Contest, action="contest.announce", owner="")
enter_contest = recorder(ContestEntry, action="contest.enter", owner=_SCHOOL)

sign_agreement = recorder(
    Agreement, action="agreement.sign", owner=_SCHOOL, later=("ended_on",), past=("signed_on",)
)
end_agreement = stage(Agreement, "ended_on", action="agreement.end", owner=_SCHOOL)

hold_activity = recorder(Activity, action="activity.hold", owner="area.organisation", past=("on",))


def enter_pupils(
    *, activity: Activity, participations: Sequence[ActivityParticipation], by: User, at: datetime
) -> Sequence[ActivityParticipation]:
    """Write down the pupils who took part in an activity, all or none."""
    organisation = activity.area.organisation
    with acting(by=by, at=at, action="activity.enter", organisation=organisation) as act:
        act.take(activity)
        act.expect(bool(participations), "没有参加学生。", "请提交参加名单。")
        own = schools_below(organisation)
        outside = [p for p in participations if p.school_id not in own]
        act.expect(not outside, f"有 {len(outside)} 名学生的学校不在活动所在区域。", "请核对学校。")
        twice = len(participations) - len({p.pupil_id for p in participations})
        act.expect(twice == 0, f"名单中有 {twice} 名学生重复。", "请去掉重复的学生。")
        act.refuse_faults()
        act.note(activity, n_entered=len(participations))
        for participation in participations:
            participation.activity = activity
            act.save(participation)
    return participations
