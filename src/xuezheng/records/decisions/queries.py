"""Named reads of decisions, always within what the person may see."""

import hashlib
import hmac
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet

from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.accounts.queries import Viewer, below, granted_paths, scope_by
from xuezheng.records.accounts.rights import BUREAU_DESK, DIRECTOR, READERS, Role
from xuezheng.records.decisions.models import (
    Decision,
    LookupFailure,
    Publication,
    PublishedResult,
    ReportDraft,
    Work,
)
from xuezheng.records.rounds.models import Round

ORGANISATION_PATHS: dict[type[Model], str] = {
    Decision: "round__owner__path",
    Work: "organisation__path",
    ReportDraft: "organisation__path",
    Publication: "decision__round__owner__path",
    PublishedResult: "publication__decision__round__owner__path",
    LookupFailure: "",
}

_visible_to = scope_by(ORGANISATION_PATHS)


def visible_to(model: type[Model], user: Viewer) -> QuerySet[Any]:
    """What a person may see; who was guessed at, and single results, nobody."""
    if model in (LookupFailure, PublishedResult):
        return model._default_manager.none()
    return _visible_to(model, user)


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


def report_drafts_of(user: Viewer) -> QuerySet[ReportDraft]:
    """Reports the person may open, the latest first.

    The office, the bureau's own divisions and the director see those under work; everyone else who
    reads records sees what has been released.
    """
    seen = below("organisation__path", granted_paths(user, BUREAU_DESK | DIRECTOR))
    for path in granted_paths(user, frozenset({Role.DIVISION_OFFICER})):
        seen |= Q(organisation__path=f"{path.rstrip('/').rpartition('/')[0]}/", organisation__kind="bureau")
    if granted_paths(user, READERS):
        seen |= Q(released_at__isnull=False)
    return ReportDraft.objects.filter(seen).select_related("organisation").order_by("-changed_at")


def released_reports() -> QuerySet[ReportDraft]:
    """Reports that are out, for everyone, the latest first."""
    return ReportDraft.objects.filter(released_at__isnull=False).order_by("-released_at")


def bureau_of_reports() -> Organisation:
    """The bureau, whose all reports are."""
    return Organisation.objects.get(kind=Organisation.Kind.BUREAU)


def seat_in(bureau: Organisation, user: User) -> Organisation:
    """Where a person works on the bureau's reports: in one of its own divisions, else at the bureau."""
    own = user.organisation
    if own is not None and own.kind == Organisation.Kind.DIVISION and own.parent_id == bureau.pk:
        return own
    return bureau


def standing_publications(at: datetime) -> QuerySet[Publication]:
    """What stands for everyone to look up at a moment, the latest first."""
    return Publication.objects.filter(stands_at__lte=at, withdrawn_at=None).order_by("-stands_at")


def coming_publications(at: datetime) -> QuerySet[Publication]:
    """What is announced and does not stand yet."""
    return Publication.objects.filter(stands_at__gt=at, withdrawn_at=None).order_by("stands_at")


def lookup_key(publication: str, number: str, code: str) -> str:
    """Under which a result is kept: 128 bits of a keyed hash; who has the records alone cannot guess numbers."""
    return _keyed(f"{publication.replace('-', '')}\n{number}\n{code}")


def number_key(publication: str, number: str) -> str:
    """Under which wrong guesses at a number are counted."""
    return _keyed(f"{publication.replace('-', '')}\n{number}")


def _keyed(said: str) -> str:
    return hmac.digest(_pepper(), said.encode(), "sha256").hex()[:32]


@cache
def _pepper() -> bytes:
    return hashlib.sha256(f"lookup-v1\n{settings.SECRET_KEY}".encode()).digest()
