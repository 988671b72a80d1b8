"""Student aid: awards, and what became of each pupil listed as in difficulty."""

from datetime import datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import acting
from xuezheng.records.programmes.models import AidAward, HardshipListing


def award_aid(*, award: AidAward, by: User, at: datetime) -> AidAward:
    """Give a pupil aid for one term under a scheme that runs in that year."""
    scheme = award.scheme
    with acting(by=by, at=at, action="aid.award", organisation=award.school.organisation) as act:
        act.expect_new(award)
        act.expect(
            scheme.started_on.year <= award.year
            and (scheme.ended_on is None or award.year <= scheme.ended_on.year),
            f"资助项目 {scheme.code} 在 {award.year} 年不执行。",
            "请改选当年执行的项目。",
        )
        act.expect(award.amount_yuan > 0, f"资助金额 {award.amount_yuan} 不大于零。", "请核对金额。")
        act.detail = {"scheme": scheme.code, "year": award.year, "term": award.term}
        act.save(award)
    return award


def resolve_listing(
    *, listing: HardshipListing, resolution: str, by: User, at: datetime, reason: str = ""
) -> None:
    """Say what became of a listed pupil: aided (an award must exist), refused, or not eligible."""
    with acting(by=by, at=at, action="listing.resolve", organisation=listing.school.organisation) as act:
        act.take(listing)
        act.expect(
            listing.resolution == "",
            f"该名单记录已落实为“{listing.get_resolution_display()}”。",
            "有误请办理更正。",
        )
        act.expect(resolution != "", "没有选择落实情况。", "请选择已资助、家庭书面放弃或不符合条件。")
        aided = AidAward.objects.filter(pupil=listing.pupil_id, year=listing.year).exists()
        act.expect(
            resolution != HardshipListing.Resolution.AIDED or aided,
            f"学生 {listing.pupil_id} 在 {listing.year} 年没有资助记录，不能写“已资助”。",
            "请先登记资助。",
        )
        listing.resolution, listing.reason = resolution, reason
        act.detail = {"resolution": str(resolution)}
        act.save(listing, "resolution", "reason")
