"""Named reads of intake, always within what the person may see."""

from django.db.models import Model, QuerySet

from xuezheng.records.accounts.queries import Viewer, scope_by
from xuezheng.records.intake.models import Batch, Chunk

ORGANISATION_PATHS: dict[type[Model], str] = {
    Batch: "organisation__path",
    Chunk: "batch__organisation__path",
}

visible_to = scope_by(ORGANISATION_PATHS)


def latest_batches(user: Viewer) -> QuerySet[Batch]:
    """What was taken in, the latest first."""
    return visible_to(Batch, user).select_related("organisation").order_by("-pk")


def find_batch(user: Viewer, number: int | None) -> Batch | None:
    """The batch of a number; without one, the latest that still stands."""
    seen = latest_batches(user)
    return seen.filter(pk=number).first() if number else seen.filter(state=Batch.State.DONE).first()
