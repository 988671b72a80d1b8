"""The only writers of casework."""

from datetime import date, datetime

from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.audit.actions import Act, acting
from xuezheng.records.casework.models import Case, CaseExtension, PermitItem, Proposal, RectificationItem


def open_case(*, case: Case, by: User, at: datetime) -> Case:
    with acting(by=by, at=at, action="case.open", organisation=case.lead) as act:
        act.expect_new(case, "closed_on", "rating", "is_substantiated")
        act.expect_past(case.received_on, "受理日期")
        act.expect(
            case.due_on >= case.received_on,
            f"办件 {case.code} 的办理期限 {case.due_on} 早于受理日期 {case.received_on}。",
            "请按规定时限重新计算。",
        )
        act.save(case)
    return case


def extend_case(*, case: Case, due_on: date, asked_on: date, by: User, at: datetime) -> CaseExtension:
    """Give a case longer, while its time still runs."""
    with acting(by=by, at=at, action="case.extend", organisation=case.lead) as act:
        act.take(case)
        _expect_open_case(act, case)
        act.expect(
            act.today <= case.due_on,
            f"办件 {case.code} 的期限 {case.due_on} 已过，不能延期。延期须在期限届满前批准。",
            "请尽快办结；逾期将照实统计。",
        )
        act.expect_past(asked_on, "申请日期")
        extension = CaseExtension(
            case=case,
            asked_on=asked_on,
            approved_on=act.today,
            approved_by=by.username[:50],
            was_due_on=case.due_on,
            due_on=due_on,
        )
        act.detail = {"case": case.code}
        act.save(extension)
        case.due_on = due_on
        act.save(case, "due_on")
    return extension


def close_case(*, case: Case, on: date, by: User, at: datetime, is_substantiated: bool | None = None) -> None:
    with acting(by=by, at=at, action="case.close", organisation=case.lead) as act:
        act.take(case)
        _expect_open_case(act, case)
        act.expect_past(on, "办结日期")
        case.closed_on, case.is_substantiated = on, is_substantiated
        act.save(case, "closed_on", "is_substantiated")


def rate_case(*, case: Case, rating: str, by: User, at: datetime) -> None:
    with acting(by=by, at=at, action="case.rate", organisation=case.lead) as act:
        act.take(case)
        act.expect(case.closed_on is not None, f"办件 {case.code} 尚未办结。", "请办结后再登记评价。")
        act.expect(case.rating == "", f"办件 {case.code} 已有评价。", "评价只登记一次，有误请办理更正。")
        act.expect(rating != "", "没有选择评价。", "请选择满意、基本满意或不满意。")
        if case.closed_on is not None:
            case.rating = rating
        act.save(case, "rating")


def hand_over_proposal(*, proposal: Proposal, by: User, at: datetime) -> Proposal:
    """Hand a proposal to the office that must answer it; the bureau's desk does this."""
    with acting(by=by, at=at, action="proposal.hand_over", organisation=proposal.lead) as act:
        act.expect_new(proposal, "answered_on", "result_class", "rating")
        act.expect_past(proposal.handed_over_on, "交办日期")
        act.expect(
            proposal.due_on >= proposal.handed_over_on,
            f"建议提案 {proposal.code} 的答复期限 {proposal.due_on} 早于交办日期。",
            "请核对答复期限。",
        )
        act.save(proposal)
    return proposal


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
        proposal.answered_on, proposal.result_class, proposal.rating = on, result_class, rating
        act.save(proposal, "answered_on", "result_class", "rating")


def put_item_online(
    *, item: PermitItem, on: date, organisation: Organisation, by: User, at: datetime
) -> None:
    """Let applications under a permit item be made on the net; `organisation` is the licensing body."""
    with acting(by=by, at=at, action="permit_item.put_online", organisation=organisation) as act:
        act.take(item)
        act.expect(item.online_on is None, f"事项 {item.code} 已于 {item.online_on} 上网。", "无须重复办理。")
        act.expect(
            item.dropped_on is None or item.dropped_on > on,
            f"事项 {item.code} 已于 {item.dropped_on} 取消。",
            "取消的事项不再上网。",
        )
        act.expect_past(on, "网上录入日期")
        item.online_on = on
        act.save(item, "online_on")


def collect_rectification(*, item: RectificationItem, by: User, at: datetime) -> RectificationItem:
    with acting(by=by, at=at, action="rectification.collect", organisation=item.owner) as act:
        act.expect_new(item, "resolved_on")
        act.expect_past(item.collected_on, "征集日期")
        act.save(item)
    return item


def resolve_rectification(*, item: RectificationItem, on: date, by: User, at: datetime) -> None:
    with acting(by=by, at=at, action="rectification.resolve", organisation=item.owner) as act:
        act.take(item)
        act.expect(
            item.resolved_on is None, f"问题 {item.code} 已于 {item.resolved_on} 解决。", "无须重复登记。"
        )
        act.expect(
            on >= item.collected_on, f"解决日期 {on} 早于征集日期 {item.collected_on}。", "请核对日期。"
        )
        act.expect_past(on, "解决日期")
        item.resolved_on = on
        act.save(item, "resolved_on")


def _expect_open_case(act: Act, case: Case) -> None:
    act.expect(case.closed_on is None, f"办件 {case.code} 已于 {case.closed_on} 办结。", "有误请办理更正。")
