"""The only writers of visits."""

from collections.abc import Sequence
from datetime import datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting, corrector, owner_of, owners_from, stage
from xuezheng.records.visits.models import Finding, Visit
from xuezheng.records.visits.queries import ORGANISATION_PATHS


def record_visit(*, visit: Visit, findings: Sequence[Finding], by: User, at: datetime) -> Visit:
    """Write down a visit and each item looked at."""
    organisation = owner_of(visit, "area.organisation", by)
    with acting(by=by, at=at, action="visit.record", organisation=organisation) as act:
        act.expect_new(visit, "verdict", "decided_on")
        act.expect_past(visit.on, "督导日期")
        act.expect(visit.n_inspectors != 0, "督学人数为 0。", "请填到场督学人数。")
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
        act.refuse_faults()
        visit.verdict, visit.document_number, visit.decided_on = verdict, document_number, act.today
        act.save(visit, "verdict", "document_number", "decided_on")


def _not_met(act: Act, finding: Finding) -> None:
    act.expect(not finding.is_met, f"检查项“{finding.item}”已达标。", "达标项无须整改。")


clear_finding = stage(
    Finding, "corrected_on", action="finding.clear", owner="visit.area.organisation", rule=_not_met
)
correct = corrector(owners_from(ORGANISATION_PATHS))
