"""The only writers of visits."""

from collections.abc import Sequence
from datetime import datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import acting
from xuezheng.records.visits.models import Finding, Visit


def record_visit(*, visit: Visit, findings: Sequence[Finding], by: User, at: datetime) -> Visit:
    """Write down a visit and each item looked at."""
    with acting(by=by, at=at, action="visit.record", organisation=visit.area.organisation) as act:
        act.expect_new(visit, "verdict", "decided_on")
        act.expect_past(visit.on, "督导日期")
        act.expect(visit.n_inspectors >= 1, "督学人数为 0。", "请填到场督学人数。")
        act.detail = {"n_findings": len(findings)}
        act.save(visit)
        for finding in findings:
            finding.visit = visit
            act.save(finding)
    return visit


def decide_visit(*, visit: Visit, verdict: str, by: User, at: datetime, document_number: str = "") -> None:
    """Give a visit its verdict, once."""
    with acting(by=by, at=at, action="visit.decide", organisation=visit.area.organisation) as act:
        act.take(visit)
        act.expect(visit.verdict == "", f"督导 {visit.code} 已有结论。", "有误请办理更正。")
        act.expect(verdict != "", "没有选择结论。", "请选择通过或未通过。")
        act.expect(visit.on <= act.today, f"督导日期 {visit.on} 未到。", "请在督导后作结论。")
        visit.verdict, visit.document_number = verdict, document_number
        visit.decided_on = act.today if verdict else None
        act.save(visit, "verdict", "document_number", "decided_on")
