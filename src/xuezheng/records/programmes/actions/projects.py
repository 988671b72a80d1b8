"""Projects from plan to acceptance, and the funds given for them."""

from datetime import datetime
from decimal import Decimal
from functools import partial

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import acting, recorder, stage
from xuezheng.records.programmes.models import Fund, Milestone, Project

STAGES = ("started_on", "topped_out_on", "completed_on", "accepted_on", "cancelled_on")

plan_project = recorder(Project, action="project.plan", owner="owner", later=STAGES, past=("planned_on",))

_stage = partial(stage, Project, owner="owner", unless="cancelled_on")
start_project = _stage("started_on", action="project.start", after="planned_on")
top_out_project = _stage("topped_out_on", action="project.top_out", after="started_on")
complete_project = _stage("completed_on", action="project.complete", after="started_on")
accept_project = _stage("accepted_on", action="project.accept", after="completed_on")
cancel_project = stage(Project, "cancelled_on", action="project.cancel", owner="owner", unless="completed_on")

set_milestone = recorder(Milestone, action="milestone.set", owner="project.owner", later=("done_on",))
reach_milestone = stage(Milestone, "done_on", action="milestone.reach", owner="project.owner")

record_fund = recorder(
    Fund, action="fund.record", owner="area.organisation", past=("noticed_on", "arrived_on")
)
receive_fund = stage(Fund, "arrived_on", action="fund.receive", owner="area.organisation")


def report_spending(*, project: Project, spent_yuan: Decimal, by: User, at: datetime) -> None:
    """Say how much of a project's money is spent by now, all years together."""
    with acting(by=by, at=at, action="project.spend", organisation=project.owner) as act:
        act.take(project)
        act.expect(
            spent_yuan >= project.spent_yuan,
            f"项目 {project.code} 累计完成投资 {spent_yuan} 少于已报的 {project.spent_yuan}。",
            "请填累计数；原数有误请办理更正。",
        )
        project.spent_yuan = spent_yuan
        act.save(project, "spent_yuan")
