"""Named reads of rounds, always within what the person may see."""

from django.db.models import Model, QuerySet

from xuezheng.records.accounts.queries import Viewer, scope_by
from xuezheng.records.rounds.models import Application, ClassPlacement, ExamIncident, ExamSitting, Round

ORGANISATION_PATHS: dict[type[Model], str] = {
    Round: "owner__path",
    ClassPlacement: "school__organisation__path",
    Application: "round__owner__path",
    ExamSitting: "area__organisation__path",
    ExamIncident: "sitting__area__organisation__path",
}

visible_to = scope_by(ORGANISATION_PATHS)


def open_rounds(user: Viewer) -> QuerySet[Round]:
    """Rounds under way."""
    return visible_to(Round, user).filter(closed_on=None).order_by("opened_on", "code")
