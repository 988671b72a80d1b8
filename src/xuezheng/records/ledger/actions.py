"""The only writers of the ledger."""

from datetime import date, datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting, corrector, owner_of, owners_from, recorder
from xuezheng.records.ledger.models import (
    Budget,
    Entry,
    ExamResult,
    MediaReport,
    PayComparison,
    Pledge,
    PowerChange,
    PublicEvent,
    QualityMonitoring,
    Ranking,
    ScoreBand,
    ScoreBandTotal,
    Spending,
    Survey,
    UniversityAdmission,
)
from xuezheng.records.ledger.queries import ORGANISATION_PATHS

_OfAYear = (
    Budget
    | ExamResult
    | PayComparison
    | QualityMonitoring
    | ScoreBand
    | ScoreBandTotal
    | Spending
    | Survey
    | UniversityAdmission
)
_AREA, _SCHOOL = "area.organisation", "school.organisation"


def _in_a_year_that_has_come(act: Act, row: _OfAYear) -> None:
    act.expect(row.year is None or row.year <= act.today.year, f"{row.year} 年还没有到。", "请核对年度。")


record_entry = recorder(Entry, action="entry.record", owner="organisation", past=("on",))
record_spending = recorder(
    Spending, action="spending.record", owner="organisation", rule=_in_a_year_that_has_come
)
record_media_report = recorder(MediaReport, action="media.record", owner=_AREA, past=("on",))
record_ranking = recorder(Ranking, action="ranking.record", owner="", past=("published_on",))
record_public_event = recorder(PublicEvent, action="public_event.record", owner=_AREA, past=("on",))
record_exam_result = recorder(
    ExamResult, action="exam_result.record", owner=_SCHOOL, rule=_in_a_year_that_has_come
)
record_score_band = recorder(
    ScoreBand, action="score_band.record", owner=_SCHOOL, rule=_in_a_year_that_has_come
)
record_score_band_total = recorder(
    ScoreBandTotal, action="score_band_total.record", owner="", rule=_in_a_year_that_has_come
)
record_university_admission = recorder(
    UniversityAdmission, action="university.record", owner=_SCHOOL, rule=_in_a_year_that_has_come
)
record_budget = recorder(Budget, action="budget.record", owner=_AREA, rule=_in_a_year_that_has_come)
record_survey = recorder(Survey, action="survey.record", owner=_AREA, rule=_in_a_year_that_has_come)
record_monitoring = recorder(
    QualityMonitoring, action="monitoring.record", owner=_AREA, rule=_in_a_year_that_has_come
)
record_pay_comparison = recorder(
    PayComparison, action="pay_comparison.record", owner=_AREA, rule=_in_a_year_that_has_come
)
record_power_change = recorder(PowerChange, action="power_change.record", owner="organisation", past=("on",))
ask_for_pledge = recorder(Pledge, action="pledge.ask", owner=_SCHOOL, later=("signed_on",))


def sign_pledge(*, pledge: Pledge, on: date, by: User, at: datetime) -> Pledge:
    """A school signs a pledge, whether it was on the list to sign or not."""
    with acting(by=by, at=at, action="pledge.sign", organisation=owner_of(pledge, _SCHOOL, by)) as act:
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


correct = corrector(owners_from(ORGANISATION_PATHS))
