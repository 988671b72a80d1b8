"""Proposals handed over, given longer, sent back and answered; problems collected in a campaign and resolved."""

from datetime import date, datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting, stage
from xuezheng.records.casework.actions.due import STATE, extended_due, keep_facts, opener
from xuezheng.records.casework.models import Dispatch, Proposal, RectificationItem
from xuezheng.rules.clocks import clock_on
from xuezheng.rules.deriving import due_on
from xuezheng.rules.working_days import WorkCalendar

#: Until when an office may say that a proposal is not its own.
RETURNS = {"npc": "proposal.npc.return", "cppcc": "proposal.cppcc.object"}

hand_over_proposal = opener(
    Proposal,
    action="proposal.hand_over",
    owner="lead",
    later=("answered_on", "result_class", "rating", "extended_on", "returned_on", "return_ground"),
    past=("handed_over_on",),
)


def answer_proposal(
    *, proposal: Proposal, on: date, result_class: str, by: User, at: datetime, rating: str = ""
) -> None:
    with acting(by=by, at=at, action="proposal.answer", organisation=proposal.lead) as act:
        act.take(proposal)
        _expect_open(act, proposal)
        act.expect(result_class != "", "没有填写办理结果。", "请填 A、B、C 或 D。")
        act.expect_past(on, "答复日期")
        act.refuse_faults()
        proposal.answered_on, proposal.result_class, proposal.rating = on, result_class, rating
        act.save(proposal, "answered_on", "result_class", "rating")


def extend_proposal(*, proposal: Proposal, by: User, at: datetime, calendar: WorkCalendar = STATE) -> None:
    """Give an answer longer, for what is wide and hard: the clock's six months, approved before three are over."""
    with acting(by=by, at=at, action="proposal.extend", organisation=proposal.lead) as act:
        act.take(proposal)
        _expect_open(act, proposal)
        due = extended_due(act, proposal, calendar, f"建议提案 {proposal.code} ")
        act.detail = {"was": str(proposal.due_on), "due": str(due)}
        proposal.extended_on, proposal.extended_by = act.today, by.username[:50]
        keep_facts(proposal, due, calendar)
        act.save(proposal, "extended_on", "extended_by", "due_on", "calendar", "is_provisional")


def return_proposal(
    *, proposal: Proposal, ground: str, by: User, at: datetime, calendar: WorkCalendar = STATE
) -> None:
    """Send a proposal back as not ours, while that may still be said."""
    with acting(by=by, at=at, action="proposal.return", organisation=proposal.lead) as act:
        act.take(proposal)
        _expect_open(act, proposal)
        until = due_on(
            clock_on(RETURNS[proposal.kind], proposal.handed_over_on), proposal.handed_over_on, calendar
        )
        act.expect(
            until is not None and act.today <= until,
            f"建议提案 {proposal.code} 的退回期限 {until} 已过。",
            "请继续办理，或报交办机关协调。",
        )
        act.expect(
            ground in Dispatch.Ground.values and ground != "",
            f"退回理由“{ground}”不在清单中。",
            "请从" + "、".join(f"{g.value}（{g.label}）" for g in Dispatch.Ground if g.value) + "中选择。",
        )
        act.refuse_faults()
        proposal.returned_on, proposal.return_ground = act.today, ground
        act.detail = {"ground": str(ground)}
        act.save(proposal, "returned_on", "return_ground")


def _expect_open(act: Act, proposal: Proposal) -> None:
    act.expect(
        proposal.answered_on is None,
        f"建议提案 {proposal.code} 已于 {proposal.answered_on} 答复。",
        "有误请办理更正。",
    )
    act.expect(
        proposal.returned_on is None,
        f"建议提案 {proposal.code} 已于 {proposal.returned_on} 退回。",
        "退回的不再办理。",
    )


collect_rectification = opener(
    RectificationItem,
    action="rectification.collect",
    owner="owner",
    later=("resolved_on",),
    past=("collected_on",),
)
resolve_rectification = stage(RectificationItem, "resolved_on", action="rectification.resolve", owner="owner")
