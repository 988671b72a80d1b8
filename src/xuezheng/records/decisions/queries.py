"""Named reads of decisions, always within what the person may see."""

from django.db.models import Model, QuerySet

from xuezheng.records.accounts.queries import Viewer, scope_by
from xuezheng.records.decisions.models import Decision, Work
from xuezheng.records.rounds.models import Round

ORGANISATION_PATHS: dict[type[Model], str] = {
    Decision: "round__owner__path",
    Work: "organisation__path",
}

visible_to = scope_by(ORGANISATION_PATHS)


def decisions_to_approve(user: Viewer) -> QuerySet[Decision]:
    """Decisions that were checked and wait for approval."""
    return visible_to(Decision, user).filter(checked_on__isnull=False, approved_on=None)


def decisions_of(round: Round) -> QuerySet[Decision]:
    """Every decision computed for a round, the first one first; asked by actions, not by people."""
    return Decision.objects.filter(round=round).order_by("computed_on", "code")


def work_of(user: Viewer) -> QuerySet[Work]:
    """Long work the person may see, the latest first."""
    return visible_to(Work, user).order_by("-asked_at")


def running_work() -> QuerySet[Work]:
    """What is running, for the worker that looks whether it still lives."""
    return Work.objects.filter(state=Work.State.RUNNING)
