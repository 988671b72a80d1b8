"""Proposals handed over and answered; problems collected in a campaign and resolved."""

from datetime import date, datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import acting, recorder, stage
from xuezheng.records.casework.models import Proposal, RectificationItem

hand_over_proposal = recorder(
    Proposal,
    action="proposal.hand_over",
    owner="lead",
    later=("answered_on", "result_class", "rating"),
    past=("handed_over_on",),
)


def answer_proposal(
    *, proposal: Proposal, on: date, result_class: str, by: User, at: datetime, rating: str = ""
) -> None:
    with acting(by=by, at=at, action="proposal.answer", organisation=proposal.lead) as act:
        act.take(proposal)
        act.expect(
            proposal.answered_on is None,
            f"建议提案 {proposal.code} 已于 {proposal.answered_on} 答复。",
            "有误请办理更正。",
        )
        act.expect(result_class != "", "没有填写办理结果。", "请填 A、B、C 或 D。")
        act.expect_past(on, "答复日期")
        act.refuse_faults()
        proposal.answered_on, proposal.result_class, proposal.rating = on, result_class, rating
        act.save(proposal, "answered_on", "result_class", "rating")


collect_rectification = recorder(
    RectificationItem,
    action="rectification.collect",
    owner="owner",
    later=("resolved_on",),
    past=("collected_on",),
)
resolve_rectification = stage(RectificationItem, "resolved_on", action="rectification.resolve", owner="owner")
