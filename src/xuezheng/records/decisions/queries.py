"""Named reads of decisions, always within what the person may see."""

from django.db.models import Model, QuerySet

from xuezheng.records.accounts.queries import Viewer, scope_by
from xuezheng.records.decisions.models import Decision

ORGANISATION_PATHS: dict[type[Model], str] = {Decision: "round__owner__path"}

visible_to = scope_by(ORGANISATION_PATHS)


def decisions_to_approve(user: Viewer) -> QuerySet[Decision]:
    """Decisions that were checked and wait for approval."""
    return visible_to(Decision, user).filter(checked_on__isnull=False, approved_on=None)
