"""The only writers of decisions: computed, checked, approved, published, by different people."""

import re
from datetime import datetime

from django.utils.timezone import localdate

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting, label_of, owner_of
from xuezheng.records.audit.queries import who_did
from xuezheng.records.decisions.models import Decision
from xuezheng.records.decisions.queries import decisions_of
from xuezheng.records.rounds.models import Round

SHA256 = re.compile(r"[0-9a-f]{64}")


def compute_decision(*, decision: Decision, by: User, at: datetime, again_because: str = "") -> Decision:
    """Take in what was computed, with the hash of its certificate.

    A round is computed once. Again only for a reason, which goes into the log with what it replaces.
    """
    organisation = owner_of(decision, "round.owner", by)
    with acting(by=by, at=at, action="decision.compute", organisation=organisation) as act:
        act.expect_new(decision, "checked_on", "approved_on", "approved_by", "published_on")
        _expect_hash(act, decision.certificate_sha256)
        act.expect_links(decision)
        act.take(decision.round)
        earlier = [made.code for made in decisions_of(decision.round)]
        act.expect(
            not earlier or bool(again_because.strip()),
            f"轮次 {decision.round_id} 已有决定 {'、'.join(earlier)}。",
            "同一轮只计算一次；确需重来，请写明理由。",
        )
        decision.computed_on = act.today
        act.detail = {"certificate_sha256": decision.certificate_sha256}
        if earlier:
            act.detail |= {"again_because": again_because.strip(), "replaces": earlier[-1]}
        act.save(decision)
    return decision


def compute_for_round(
    *, round: Round, certificate_sha256: str, by: User, at: datetime, again_because: str = ""
) -> Decision:
    """Take in what was computed for a round, under the round's next number."""
    number = decisions_of(round).count() + 1
    decision = Decision(
        code=f"{round.code}-{number}",
        round=round,
        title=f"{round.name}结果"[:120],
        certificate_sha256=certificate_sha256,
        computed_on=localdate(at),
    )
    return compute_decision(decision=decision, by=by, at=at, again_because=again_because)


def check_decision(*, decision: Decision, certificate_sha256: str, by: User, at: datetime) -> None:
    """Say that the certificate was checked again, by someone else, and is the same one."""
    with acting(by=by, at=at, action="decision.check", organisation=decision.round.owner) as act:
        act.take(decision)
        _expect_not_yet(act, decision, "checked_on")
        _expect_another(act, decision, by, "decision.compute", "计算")
        act.expect(
            certificate_sha256 == decision.certificate_sha256,
            f"核验的证书 {certificate_sha256[:12]} 不是计算时的 {decision.certificate_sha256[:12]}。",
            "请核验计算时的证书，或重新计算。",
        )
        decision.checked_on = act.today
        act.save(decision, "checked_on")


def approve_decision(*, decision: Decision, by: User, at: datetime) -> None:
    with acting(by=by, at=at, action="decision.approve", organisation=decision.round.owner) as act:
        act.take(decision)
        _expect_not_yet(act, decision, "approved_on")
        _expect_done(act, decision, "checked_on")
        _expect_another(act, decision, by, "decision.compute", "计算")
        _expect_another(act, decision, by, "decision.check", "核验")
        act.refuse_faults()
        decision.approved_on, decision.approved_by = act.today, by.username[:50]
        act.save(decision, "approved_on", "approved_by")


def publish_decision(*, decision: Decision, by: User, at: datetime) -> None:
    with acting(by=by, at=at, action="decision.publish", organisation=decision.round.owner) as act:
        act.take(decision)
        _expect_not_yet(act, decision, "published_on")
        _expect_done(act, decision, "approved_on")
        act.refuse_faults()
        decision.published_on = act.today
        act.save(decision, "published_on")


def _expect_hash(act: Act, digest: str) -> None:
    act.expect(
        SHA256.fullmatch(digest) is not None, f"证书散列值“{digest}”不是 64 位十六进制。", "请重新导入证书。"
    )


def _expect_not_yet(act: Act, decision: Decision, stage: str) -> None:
    label, day = label_of(Decision, stage), getattr(decision, stage)
    act.expect(day is None, f"决定 {decision.code} 已有{label} {day}。", "无须重复办理。")


def _expect_done(act: Act, decision: Decision, stage: str) -> None:
    label = label_of(Decision, stage)
    done = getattr(decision, stage) is not None
    act.expect(done, f"决定 {decision.code} 还没有{label}。", "请先办完上一步。")


def _expect_another(act: Act, decision: Decision, by: User, action: str, what: str) -> None:
    act.expect(
        who_did(action, decision) != by.username,
        f"决定 {decision.code} 由 {by.username} {what}，本人不能再办这一步。",
        "请由另一人办理。",
    )
