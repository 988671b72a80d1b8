"""Outside lists: taken in, linked to pupils by the machine, judged by a clerk, and any of it taken back."""

from collections.abc import Sequence
from datetime import datetime

from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.audit.actions import Act, acting, owner_of
from xuezheng.records.programmes.models import ListEntry, ListLink, OutsideList

#: Rows written at a time.
_PART = 2000
_Verdict = ListLink.Verdict


def add_list(*, row: OutsideList, entries: Sequence[ListEntry], by: User, at: datetime) -> OutsideList:
    """Take in a list with all its lines, or nothing; the same file only once."""
    with acting(by=by, at=at, action="list.add", organisation=row.area.organisation) as act:
        act.expect_new(row, "matched_at")
        act.expect_past(row.received_on, "接收日期")
        act.expect(bool(entries), "名单里没有条目。", "请核对文件。")
        known = OutsideList.objects.filter(file_sha256=row.file_sha256).first()
        act.expect(
            known is None,
            f"同一份文件已作为名单 {known and known.pk} 登记。",
            f"不必再登记；要重新登记请先撤回 {known and known.pk}。",
        )
        act.refuse_faults()
        row.n_entries = len(entries)
        act.save(row)
        for entry in entries:
            entry.outside_list = row
        ListEntry.objects.bulk_create(entries, batch_size=_PART)
        act.detail = {"kind": row.kind, "n_entries": len(entries)}
    return row


def withdraw_list(*, row: OutsideList, by: User, at: datetime) -> None:
    """Take a list back with its lines and links; not once a clerk has judged some of them."""
    with acting(by=by, at=at, action="list.withdraw", organisation=row.area.organisation) as act:
        act.take(row)
        judged = ListLink.objects.filter(outside_list=row).exclude(verdict="").count()
        act.expect(
            judged == 0, f"名单 {row.pk} 有 {judged} 条已人工核对。", "请先撤销这些核对结论，再撤回名单。"
        )
        act.note(row, n_entries=row.n_entries)
        act.refuse_faults()
        ListLink.objects.filter(outside_list=row).delete()
        ListEntry.objects.filter(outside_list=row).delete()
        row.delete()


def link_list(*, row: OutsideList, links: Sequence[ListLink], by: User, at: datetime) -> OutsideList:
    """Write down what the machine found, in place of what it found before; what a clerk judged stays.

    A pair that was judged is not proposed again. A pupil or a line that a clerk's verdict holds is no longer free:
    another pair for it is not written.
    """
    with acting(by=by, at=at, action="list.match", organisation=row.area.organisation) as act:
        act.take(row)
        foreign = [link for link in links if link.outside_list_id != row.pk]
        act.expect(not foreign, f"有 {len(foreign)} 条对应不属于名单 {row.pk}。", "请按名单逐份比对。")
        act.refuse_faults()
        ListLink.objects.filter(outside_list=row, verdict="").delete()
        kept = _beside_the_judged(row, links)
        ListLink.objects.bulk_create(kept, batch_size=_PART)
        row.matched_at = at
        n_matched = sum(link.holds for link in kept)
        act.note(row, n_matched=n_matched, n_queued=len(kept) - n_matched)
        act.save(row, "matched_at")
    return row


def _beside_the_judged(row: OutsideList, links: Sequence[ListLink]) -> list[ListLink]:
    judged = list(ListLink.objects.filter(outside_list=row))
    pairs = {(link.entry_id, link.pupil_id) for link in judged}
    entries = {link.entry_id for link in judged if link.holds}
    pupils = {link.pupil_id for link in judged if link.holds}
    return [
        link
        for link in links
        if (link.entry_id, link.pupil_id) not in pairs
        and link.entry_id not in entries
        and link.pupil_id not in pupils
    ]


def confirm_link(*, link: ListLink, by: User, at: datetime) -> None:
    """A clerk says: this line is this pupil."""
    _judge("list.confirm", link, _Verdict.CONFIRMED, by, at)


def reject_link(*, link: ListLink, by: User, at: datetime) -> None:
    """A clerk says: this line is not this pupil; also of a pair the machine linked by itself."""
    _judge("list.reject", link, _Verdict.REJECTED, by, at)


def undo_verdict(*, link: ListLink, by: User, at: datetime) -> None:
    """Take a clerk's verdict back: what the machine proposed stands again."""
    with acting(by=by, at=at, action="list.undo", organisation=_owner(link)) as act:
        act.take(link)
        act.expect(link.verdict != "", f"第 {link.pk} 号对应没有核对结论。", "没有可撤销的；请核对编号。")
        act.refuse_faults()
        holds = link.proposed == ListLink.Proposed.MATCHED
        if holds:
            _expect_free(act, link)
        act.detail = {"was": str(link.verdict)}
        link.verdict, link.decided_by, link.decided_on, link.holds = "", "", None, holds
        act.save(link, "verdict", "decided_by", "decided_on", "holds")


def _judge(right: str, link: ListLink, verdict: ListLink.Verdict, by: User, at: datetime) -> None:
    with acting(by=by, at=at, action=right, organisation=_owner(link)) as act:
        act.take(link)
        act.expect(
            link.verdict == "",
            f"第 {link.pk} 号对应已核对为“{link.get_verdict_display()}”（{link.decided_by}，{link.decided_on}）。",
            "要改请先撤销原结论。",
        )
        if verdict == _Verdict.CONFIRMED:
            _expect_free(act, link)
        act.refuse_faults()
        link.verdict, link.holds = verdict, verdict == _Verdict.CONFIRMED
        link.decided_by, link.decided_on = by.username, act.today
        act.save(link, "verdict", "decided_by", "decided_on", "holds")


def _expect_free(act: Act, link: ListLink) -> None:
    """Neither the line nor, within the list, the pupil is linked otherwise."""
    others = ListLink.objects.filter(outside_list=link.outside_list_id, holds=True).exclude(pk=link.pk)
    of_entry = others.filter(entry=link.entry_id).first()
    of_pupil = others.filter(pupil=link.pupil_id).first()
    act.expect(
        of_entry is None,
        f"该条目已对应学生 {of_entry and of_entry.pupil_id}（第 {of_entry and of_entry.pk} 号）。",
        "一条只能对应一名学生；请先否定原对应。",
    )
    act.expect(
        of_pupil is None,
        f"学生 {link.pupil_id} 已与本名单另一条对应（第 {of_pupil and of_pupil.pk} 号）。",
        "一名学生在一份名单里只能对应一条；请先否定原对应。",
    )


def _owner(link: ListLink) -> Organisation:
    return link.outside_list.area.organisation


def look_at_list(*, row: OutsideList, rows: int, purpose: str, by: User, at: datetime) -> None:
    """Note that a person read lines of a list, or took them out: how many, never whose."""
    with acting(by=by, at=at, action="list.look", organisation=row.area.organisation) as act:
        act.note(row, n_rows=rows, purpose=purpose)


def look_at_aid(*, what: str, year: int, rows: int, by: User, at: datetime) -> None:
    """Note that a person looked at, or took out, a list of pupils and their aid: which one and how many."""
    organisation = by.organisation or owner_of(OutsideList(), "", by)
    with acting(by=by, at=at, action="aid.look", organisation=organisation) as act:
        act.note(organisation, what=what, year=year, n_rows=rows)
