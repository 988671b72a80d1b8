"""Targets: set, then approved by someone else, both before the result."""

from datetime import datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting, recorder
from xuezheng.records.audit.queries import who_did
from xuezheng.records.programmes.models import Target


def _before_the_result(act: Act, target: Target) -> None:
    """The day a target was set is the day it is written down, whatever the paper says."""
    act.expect(
        target.due_on is None or target.due_on > act.today,
        f"目标 {target.code} 的完成期限 {target.due_on} 已到。目标须在结果之前设定。",
        "请设定以后年度的目标。",
    )
    target.set_on = act.today


set_target = recorder(
    Target, action="target.set", owner="owner", later=("approved_on", "approved_by"), rule=_before_the_result
)


def approve_target(*, target: Target, by: User, at: datetime) -> None:
    """Approve a target before its due day; whoever set it cannot approve it."""
    with acting(by=by, at=at, action="target.approve", organisation=target.owner) as act:
        act.take(target)
        expect_unapproved(act, target)
        act.expect(
            act.today < target.due_on,
            f"目标 {target.code} 的完成期限 {target.due_on} 已到，结果已定，不能再批准。",
            "该目标按未批准处理；请设定并批准下一年度目标。",
        )
        act.expect(
            who_did("target.set", target) != by.username,
            f"目标 {target.code} 由 {by.username} 设定，不能由本人批准。",
            "请由另一位负责人批准。",
        )
        act.refuse_faults()
        target.approved_on = act.today
        target.approved_by = by.username[:50]
        act.save(target, "approved_on", "approved_by")


def expect_unapproved(act: Act, target: Target) -> None:
    act.expect(
        target.approved_on is None,
        f"目标 {target.code} 已于 {target.approved_on} 批准。",
        "已批准的目标不再变更。",
    )
