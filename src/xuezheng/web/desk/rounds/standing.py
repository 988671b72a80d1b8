"""Where a round stands: its steps in order, who may do the next one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from xuezheng.jobs.rounds.folder import Place, place_of
from xuezheng.records.decisions.queries import Decision, Publication
from xuezheng.records.decisions.queries import visible_to as decisions_visible_to
from xuezheng.records.rounds.queries import Held, Round, held, visible_to
from xuezheng.web.desk.rounds.kinds import Kind, kind_of
from xuezheng.web.shown.gate import can

STEPS = ("冻结并承诺", "录入公开种子", "运行", "核验", "批准", "公布", "异议")


@dataclass(frozen=True)
class Standing:
    """A round as it stands; `decision` and `publication` belong to the run that counts."""

    round: Round
    kind: Kind
    place: Place
    held: Held
    decision: Decision | None
    publication: Publication | None

    @property
    def path(self) -> str:
        """Whose it is."""
        return str(self.round.owner.path)

    @property
    def n_done(self) -> int:
        """How many steps are done."""
        of = self.decision
        done = (
            self.held.commit, self.held.seed, self.held.run, of and of.checked_on, of and of.approved_on,
            self.publication,
        )  # fmt: skip
        return next((number for number, one in enumerate(done) if not one), len(done))

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Each step's name and whether it is done, due, or to come."""
        return [
            (label, "done" if n < self.n_done else "now" if n == self.n_done else "")
            for n, label in enumerate(STEPS)
        ]

    def attempt(self, step: str) -> int:
        """Which time it would be."""
        return self.held.n(step) + 1


def found(request: HttpRequest, code: str) -> Standing:
    """A round the person may see, or 404."""
    row = get_object_or_404(visible_to(Round, request.user).select_related("owner", "area"), pk=code)
    kind, stands = kind_of(row.kind), held(row)
    decision = None
    if stands.run is not None:
        decision = decision_of(request, row, stands.run)
    publication = None
    if decision is not None:
        rows = decisions_visible_to(Publication, request.user).filter(decision=decision, withdrawn_at=None)
        publication = rows.first()
    return Standing(row, kind, place_of(Path(settings.FOLDER), row.pk), stands, decision, publication)


def decision_of(request: HttpRequest, round: Round, run: Any) -> Decision | None:
    """The decision that a run became: the latest with its certificate."""
    rows = decisions_visible_to(Decision, request.user).filter(round=round, certificate_sha256=run.value)
    latest: Decision | None = max(
        rows, key=lambda one: (one.computed_on, len(one.code), one.code), default=None
    )
    return latest


def may(request: HttpRequest, stands: Standing, right: str) -> bool:
    """Whether to show the button."""
    return stands.round.closed_on is None and can(request, right, stands.path)
