"""Named reads of the ledger, always within what the person may see."""

from django.db.models import Model, QuerySet

from xuezheng.records.accounts.queries import Viewer, scope_by
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

ORGANISATION_PATHS: dict[type[Model], str] = {
    Entry: "organisation__path",
    Spending: "organisation__path",
    Pledge: "school__organisation__path",
    MediaReport: "area__organisation__path",
    Ranking: "",
    PublicEvent: "area__organisation__path",
    ExamResult: "school__organisation__path",
    ScoreBand: "school__organisation__path",
    ScoreBandTotal: "",
    UniversityAdmission: "school__organisation__path",
    Budget: "area__organisation__path",
    PowerChange: "organisation__path",
    Survey: "area__organisation__path",
    QualityMonitoring: "area__organisation__path",
    PayComparison: "area__organisation__path",
}

visible_to = scope_by(ORGANISATION_PATHS)


def unsigned_pledges(user: Viewer, *, year: int) -> QuerySet[Pledge]:
    """Pledges a school was to sign in a year and has not."""
    return visible_to(Pledge, user).filter(year=year, signed_on=None).select_related("school")
