"""The only writers of reports under work: opened, decided place by place, written, released."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from xuezheng.errors import Occupied
from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.accounts.queries import may
from xuezheng.records.audit.actions import Act, acting
from xuezheng.records.decisions.models import ReportDraft
from xuezheng.records.decisions.queries import seat_in

MOST_UNDONE = 100
#: What a decision for a place may say.
DECIDED = ("state", "indicator", "filters", "period", "measure", "value", "source")


def open_draft(*, draft: ReportDraft, by: User, at: datetime) -> ReportDraft:
    """Take a text into work, with what is suggested for each of its places."""
    with acting(by=by, at=at, action="draft.open", organisation=_seat(draft, "draft.open", by)) as act:
        act.expect_new(draft, "written_at", "released_at")
        draft.opened_by = draft.changed_by = by.get_username()
        draft.opened_at = draft.changed_at = at
        act.save(draft)
        act.detail |= {"year": draft.year, "text_sha256": draft.text_sha256}
    return draft


def decide_places(
    *,
    draft: ReportDraft,
    changes: Mapping[str, Mapping[str, Any]],
    seen: Mapping[str, int],
    by: User,
    at: datetime,
) -> None:
    """Write down what a person decided for places of the text.

    Parameters
    ----------
    changes : mapping of place to decision
        Each with the keys of `DECIDED`.
    seen : mapping of place to int
        The number of the decision the person saw; another one there means that someone was faster.

    Raises
    ------
    Occupied
        When someone else decided one of the places meanwhile; says who, when and what.
    """
    with acting(by=by, at=at, action="draft.decide", organisation=_seat(draft, "draft.decide", by)) as act:
        _take_open(act, draft)
        for place in changes:
            act.expect(place in draft.decisions, f"文中没有位置“{place}”。", "请刷新后重试。")
        act.refuse_faults()
        for place in changes:
            _expect_seen(draft, place, seen.get(place, 0))
        before = {place: draft.decisions[place] for place in changes}
        _write(draft, changes, by, at)
        after = {place: draft.decisions[place]["n"] for place in changes}
        draft.undo = [*draft.undo, {"by": by.get_username(), "before": before, "after": after}][-MOST_UNDONE:]
        _save(act, draft, changes, by, at)


def undo_decision(*, draft: ReportDraft, by: User, at: datetime) -> list[str]:
    """Take back the person's own last step; give the places that are as they were before.

    Raises
    ------
    Occupied
        When someone else has decided one of its places since.
    """
    with acting(by=by, at=at, action="draft.undo", organisation=_seat(draft, "draft.undo", by)) as act:
        _take_open(act, draft)
        mine = [n for n, one in enumerate(draft.undo) if one["by"] == by.get_username()]
        act.expect(bool(mine), "您在这份文稿中没有可以撤回的步骤。", "无须撤回。")
        act.refuse_faults()
        step = draft.undo[mine[-1]]
        for place, n in step["after"].items():
            _expect_seen(draft, place, n)
        _write(draft, step["before"], by, at)
        draft.undo = [one for n, one in enumerate(draft.undo) if n != mine[-1]]
        _save(act, draft, step["before"], by, at)
        act.detail |= {"undone": True}
    return list(step["before"])


def note_written(*, draft: ReportDraft, version: int, snapshot: str, by: User, at: datetime) -> int:
    """Note that a document was written from a version, and on which snapshot; give its number."""
    with acting(
        by=by, at=at, action="draft.generate", organisation=_seat(draft, "draft.generate", by)
    ) as act:
        _take_open(act, draft)
        act.expect(0 < version <= draft.version, f"文稿没有第 {version} 版。", "请重新成稿。")
        act.refuse_faults()
        draft.n_written, draft.written_version, draft.written_at = draft.n_written + 1, version, at
        draft.snapshot = snapshot
        act.save(draft, "n_written", "written_version", "written_at", "snapshot")
        act.detail |= {"edition": draft.n_written, "version": version, "snapshot": snapshot}
    return draft.n_written


def renew_draft(*, draft: ReportDraft, snapshot: str, by: User, at: datetime) -> None:
    """Take a newer snapshot for a report under work: its figures are those of the records as they are now."""
    with acting(by=by, at=at, action="draft.renew", organisation=_seat(draft, "draft.renew", by)) as act:
        _take_open(act, draft)
        draft.snapshot, draft.version = snapshot, draft.version + 1
        act.save(draft, "snapshot", "version")
        act.detail |= {"snapshot": snapshot}


def release_draft(*, draft: ReportDraft, fingerprint: str, by: User, at: datetime) -> None:
    """Note that the report is out, with the fingerprint of its evidence; it is not changed after that."""
    with acting(by=by, at=at, action="draft.release", organisation=draft.organisation) as act:
        _take_open(act, draft)
        draft.released_at, draft.released_by, draft.fingerprint = at, by.get_username(), fingerprint
        act.save(draft, "released_at", "released_by", "fingerprint")
        act.detail |= {"fingerprint": fingerprint}


def _seat(draft: ReportDraft, action: str, by: User) -> Organisation:
    """Where a person's right is asked for: in their own division of the bureau, or at the bureau.

    A report is written by all divisions together; the log keeps which of them changed it.
    """
    own = seat_in(draft.organisation, by)
    return own if may(by, action, own) else draft.organisation


def _take_open(act: Act, draft: ReportDraft) -> None:
    act.take(draft)
    act.expect(draft.released_at is None, f"《{draft.title}》已经公开。", "公开的文稿不再改动；请另起一稿。")
    act.refuse_faults()


def _expect_seen(draft: ReportDraft, place: str, seen: int) -> None:
    now = draft.decisions[place]
    if now.get("n", 0) == seen:
        return
    at = localtime(datetime.fromisoformat(now["at"]))
    raise Occupied(
        f"{place} 处已由 {now['by']} 于 {at:%H:%M} 改为“{told(now)}”，您的修改没有保存。"
        "同一处只保留先保存的一个。请看过现在的内容再决定。"
    )


def told(decision: Mapping[str, Any]) -> str:
    """A decision in a few words."""
    states = {"confirmed": "已确认", "suggested": "建议", "by_hand": "人工填写", "open": "留空"}
    what = decision.get("value") or decision.get("indicator") or ""
    return f"{states[decision['state']]} {what}".strip()


def _write(draft: ReportDraft, changes: Mapping[str, Mapping[str, Any]], by: User, at: datetime) -> None:
    decisions = dict(draft.decisions)
    for place, decision in changes.items():
        kept = {key: decision[key] for key in DECIDED if key in decision}
        n = decisions[place].get("n", 0) + 1
        decisions[place] = {**kept, "n": n, "by": by.get_username(), "at": at.isoformat()}
    draft.decisions = decisions


def _save(act: Act, draft: ReportDraft, places: Mapping[str, Any], by: User, at: datetime) -> None:
    draft.version += 1
    draft.changed_by, draft.changed_at = by.get_username(), at
    act.save(draft, "decisions", "undo", "version", "changed_by", "changed_at")
    act.detail |= {
        "places": {place: _code_of(draft.decisions[place]) for place in places},
        "version": draft.version,
    }


def _code_of(decision: Mapping[str, Any]) -> str:
    """What the log keeps: the state and the indicator, never a value."""
    return f"{decision['state']} {decision.get('indicator', '')}".strip()
