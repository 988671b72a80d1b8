"""Projects from plan to acceptance, and the funds given for them."""

from datetime import date, datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import acting
from xuezheng.records.programmes.models import Fund, Project


def plan_project(*, project: Project, by: User, at: datetime) -> Project:
    with acting(by=by, at=at, action="project.plan", organisation=project.owner) as act:
        act.expect_new(project, "started_on", "topped_out_on", "completed_on", "accepted_on", "cancelled_on")
        act.expect_past(project.planned_on, "立项日期")
        act.save(project)
    return project


def start_project(*, project: Project, on: date, by: User, at: datetime) -> None:
    _reach(project, "started_on", after="planned_on", on=on, action="project.start", by=by, at=at)


def top_out_project(*, project: Project, on: date, by: User, at: datetime) -> None:
    _reach(project, "topped_out_on", after="started_on", on=on, action="project.top_out", by=by, at=at)


def complete_project(*, project: Project, on: date, by: User, at: datetime) -> None:
    _reach(project, "completed_on", after="started_on", on=on, action="project.complete", by=by, at=at)


def accept_project(*, project: Project, on: date, by: User, at: datetime) -> None:
    _reach(project, "accepted_on", after="completed_on", on=on, action="project.accept", by=by, at=at)


def _reach(
    project: Project, stage: str, *, after: str, on: date, action: str, by: User, at: datetime
) -> None:
    """Give a stage its day: once, after the stage before it, and not on a cancelled project."""
    label = Project._meta.get_field(stage).verbose_name
    earlier = Project._meta.get_field(after).verbose_name
    with acting(by=by, at=at, action=action, organisation=project.owner) as act:
        act.take(project)
        before, now = getattr(project, after), getattr(project, stage)
        act.expect(
            project.cancelled_on is None,
            f"项目 {project.code} 已于 {project.cancelled_on} 取消。",
            "取消的项目不再登记进度。",
        )
        act.expect(now is None, f"项目 {project.code} 已有{label} {now}。", "日期有误请办理更正。")
        act.expect(before is not None, f"项目 {project.code} 还没有{earlier}。", f"请先登记{earlier}。")
        act.expect_past(on, str(label))
        setattr(project, stage, on)
        if before is not None:
            act.save(project, stage)
        act.refuse_faults()


def record_fund(*, fund: Fund, by: User, at: datetime) -> Fund:
    """Record money noticed by a level of government or given by others."""
    with acting(by=by, at=at, action="fund.record", organisation=fund.area.organisation) as act:
        act.expect_new(fund)
        act.expect_past(fund.noticed_on, "下达日期")
        act.expect(
            fund.arrived_on is None or fund.arrived_on >= fund.noticed_on,
            f"资金 {fund.code} 的到账日期 {fund.arrived_on} 早于下达日期 {fund.noticed_on}。",
            "请核对两个日期。",
        )
        act.save(fund)
    return fund
