"""Student aid: schemes, awards, loans, and what became of each pupil listed as in difficulty."""

from datetime import datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting, recorder, stage
from xuezheng.records.programmes.models import AidAward, AidScheme, HardshipListing, StudentLoan
from xuezheng.records.registers.models import Enrolment

_SCHOOL = "school.organisation"

open_scheme = recorder(AidScheme, action="scheme.open", owner="", later=("ended_on",))
end_scheme = stage(AidScheme, "ended_on", action="scheme.end", owner="")


def _in_a_year_of_the_scheme(act: Act, award: AidAward) -> None:
    scheme = award.scheme
    runs = scheme.started_on.year <= award.year and (
        scheme.ended_on is None or award.year <= scheme.ended_on.year
    )
    act.expect(runs, f"资助项目 {scheme.code} 在 {award.year} 年不执行。", "请改选当年执行的项目。")
    _on_the_roll(act, award)
    act.detail = {"scheme": scheme.code, "year": award.year, "term": award.term}


def _on_the_roll(act: Act, row: AidAward | HardshipListing) -> None:
    on_roll = Enrolment.objects.filter(pupil=row.pupil_id, school=row.school_id).exists()
    act.expect(
        on_roll, f"学生 {row.pupil_id} 不在学校 {row.school_id} 的在籍名册上。", "请由学生所在学校登记。"
    )


award_aid = recorder(
    AidAward, action="aid.award", owner=_SCHOOL, past=("paid_on",), rule=_in_a_year_of_the_scheme
)
pay_aid = stage(AidAward, "paid_on", action="aid.pay", owner=_SCHOOL)
list_hardship = recorder(
    HardshipListing,
    action="listing.make",
    owner=_SCHOOL,
    later=("resolution", "reason"),
    past=("listed_on",),
    rule=_on_the_roll,
)
grant_loan = recorder(StudentLoan, action="loan.grant", owner="area.organisation", past=("granted_on",))


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
        listing.resolution, listing.reason = resolution, reason
        expect_aid_behind(act, listing)
        act.detail = {"resolution": str(resolution)}
        act.save(listing, "resolution", "reason")


def expect_aid_behind(act: Act, listing: HardshipListing) -> None:
    """Nobody is called aided without an award of the same year."""
    aided = AidAward.objects.filter(pupil=listing.pupil_id, year=listing.year).exists()
    act.expect(
        listing.resolution != HardshipListing.Resolution.AIDED or aided,
        f"学生 {listing.pupil_id} 在 {listing.year} 年没有资助记录，不能写“已资助”。",
        "请先登记资助。",
    )
