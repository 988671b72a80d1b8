"""What citizens bring: taken in, given longer, closed, rated."""

from datetime import date, datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting, recorder
from xuezheng.records.casework.models import Case, CaseExtension

open_case = recorder(
    Case,
    action="case.open",
    owner="lead",
    later=("closed_on", "rating", "is_substantiated"),
    past=("received_on",),
)


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
        act.refuse_faults()
        case.rating = rating
        act.save(case, "rating")


def _expect_open_case(act: Act, case: Case) -> None:
    act.expect(case.closed_on is None, f"办件 {case.code} 已于 {case.closed_on} 办结。", "有误请办理更正。")
