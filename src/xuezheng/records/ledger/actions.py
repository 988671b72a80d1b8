"""The only writers of the ledger."""

from datetime import date, datetime

from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.audit.actions import acting
from xuezheng.records.ledger.models import Entry, MediaReport, Pledge, PublicEvent, Ranking, Spending


def record_entry(*, entry: Entry, by: User, at: datetime) -> Entry:
    """A meeting held, a document issued or an appraisal run."""
    with acting(by=by, at=at, action="entry.record", organisation=entry.organisation) as act:
        act.expect_new(entry)
        act.expect_past(entry.on, "日期")
        act.save(entry)
    return entry


def record_spending(*, spending: Spending, by: User, at: datetime) -> Spending:
    """One public expense of a year that is over or under way."""
    with acting(by=by, at=at, action="spending.record", organisation=spending.organisation) as act:
        act.expect_new(spending)
        act.expect(spending.year <= act.today.year, f"{spending.year} 年还没有到。", "请核对年度。")
        for name in ("budget_yuan", "settled_yuan"):
            amount = getattr(spending, name)
            act.expect(amount >= 0, f"金额 {amount} 小于零。", "请核对金额。")
        act.save(spending)
    return spending


def sign_pledge(*, pledge: Pledge, on: date, by: User, at: datetime) -> Pledge:
    """A school signs a pledge, whether it was on the list to sign or not."""
    with acting(by=by, at=at, action="pledge.sign", organisation=pledge.school.organisation) as act:
        if not pledge._state.adding:
            act.take(pledge)
        act.expect(
            pledge.signed_on is None,
            f"学校 {pledge.school_id} 的{pledge.get_kind_display()}已于 {pledge.signed_on} 签订。",
            "无须重复签订。",
        )
        act.expect_past(on, "签订日期")
        pledge.signed_on = on
        act.save(pledge, "signed_on")
    return pledge


def record_media_report(*, report: MediaReport, by: User, at: datetime) -> MediaReport:
    with acting(by=by, at=at, action="media.record", organisation=report.area.organisation) as act:
        act.expect_new(report)
        act.expect_past(report.on, "日期")
        act.save(report)
    return report


def record_ranking(*, ranking: Ranking, organisation: Organisation, by: User, at: datetime) -> Ranking:
    """A rank the city was given; `organisation` is the office that keeps the paper."""
    with acting(by=by, at=at, action="ranking.record", organisation=organisation) as act:
        act.expect_new(ranking)
        act.expect_past(ranking.published_on, "发布日期")
        act.save(ranking)
    return ranking


def record_public_event(*, event: PublicEvent, by: User, at: datetime) -> PublicEvent:
    with acting(by=by, at=at, action="public_event.record", organisation=event.area.organisation) as act:
        act.expect_new(event)
        act.expect_past(event.on, "日期")
        act.save(event)
    return event
