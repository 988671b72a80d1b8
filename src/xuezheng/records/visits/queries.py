"""Named reads of visits, always within what the person may see."""

from datetime import date

from django.db.models import Model, QuerySet

from xuezheng.records.accounts.queries import Viewer, scope_by
from xuezheng.records.visits.models import Finding, Visit

ORGANISATION_PATHS: dict[type[Model], str] = {
    Visit: "area__organisation__path",
    Finding: "visit__area__organisation__path",
}

visible_to = scope_by(ORGANISATION_PATHS)


def uncorrected_findings(user: Viewer, *, on: date) -> QuerySet[Finding]:
    """Findings that should have been corrected by a day and were not."""
    rows = visible_to(Finding, user).filter(is_met=False, corrected_on=None, due_on__lt=on)
    return rows.select_related("visit").order_by("due_on")
