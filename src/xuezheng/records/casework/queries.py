"""Named reads of casework, always within what the person may see."""

from datetime import date

from django.db.models import Model, QuerySet

from xuezheng.records.accounts.queries import Viewer, scope_by
from xuezheng.records.casework.models import (
    Case,
    CaseExtension,
    PermitApplication,
    PermitItem,
    Proposal,
    RectificationItem,
)

ORGANISATION_PATHS: dict[type[Model], str] = {
    Case: "lead__path",
    CaseExtension: "case__lead__path",
    Proposal: "lead__path",
    PermitItem: "",
    PermitApplication: "area__organisation__path",
    RectificationItem: "owner__path",
}

visible_to = scope_by(ORGANISATION_PATHS)


def overdue_cases(user: Viewer, *, on: date) -> QuerySet[Case]:
    """Cases not closed whose time has run out, the oldest first."""
    return visible_to(Case, user).filter(closed_on=None, due_on__lt=on).order_by("due_on", "code")


def overdue_proposals(user: Viewer, *, on: date) -> QuerySet[Proposal]:
    """Proposals not answered whose time has run out."""
    return visible_to(Proposal, user).filter(answered_on=None, due_on__lt=on).order_by("due_on", "code")
