"""Named reads of rounds, always within what the person may see."""

from dataclasses import dataclass

from django.db.models import Model, QuerySet

from xuezheng.errors import BadInput, NotFound
from xuezheng.records.accounts.models import Organisation
from xuezheng.records.accounts.queries import Viewer, below, granted_paths, scope_by
from xuezheng.records.accounts.rights import RIGHTS
from xuezheng.records.rounds.models import (
    Application,
    ClassPlacement,
    ExamAbsence,
    ExamIncident,
    ExamRoomChange,
    ExamSitting,
    Round,
    RoundStep,
)

ORGANISATION_PATHS: dict[type[Model], str] = {
    Round: "owner__path",
    RoundStep: "round__owner__path",
    ClassPlacement: "school__organisation__path",
    Application: "round__owner__path",
    ExamSitting: "area__organisation__path",
    ExamIncident: "sitting__area__organisation__path",
    ExamAbsence: "sitting__area__organisation__path",
    ExamRoomChange: "sitting__area__organisation__path",
}

visible_to = scope_by(ORGANISATION_PATHS)


def open_rounds(user: Viewer) -> QuerySet[Round]:
    """Rounds under way."""
    return visible_to(Round, user).filter(closed_on=None).order_by("opened_on", "code")


@dataclass(frozen=True)
class Held:
    """What stands of a round: its steps, and of each kind the one that counts."""

    steps: tuple[RoundStep, ...]
    commit: RoundStep | None
    seed: RoundStep | None
    run: RoundStep | None

    def n(self, step: str) -> int:
        """How often a step was taken."""
        return sum(one.step == step for one in self.steps)


def held(round: Round) -> Held:
    """How far a round is. A seed counts only after the commitment it belongs to, a run only after its seed."""
    steps = tuple(RoundStep.objects.filter(round=round).order_by("pk"))
    after, found = 0, {}
    for step in RoundStep.Step.values:
        later = [one for one in steps if one.step == step and one.pk > after]
        found[step] = later[-1] if later else None
        after = later[-1].pk if later else 2**62
    return Held(steps, found["commit"], found["seed"], found["run"])


def owners_for(user: Viewer) -> list[Organisation]:
    """The bureau, its divisions and the districts a person may hold a round for."""
    kinds = (Organisation.Kind.BUREAU, Organisation.Kind.DIVISION, Organisation.Kind.DISTRICT)
    reached = below("path", granted_paths(user, RIGHTS["round.open"].roles))
    return list(Organisation.objects.filter(reached, kind__in=kinds).order_by("path"))


def open_division(user: Viewer, code: str) -> Round:
    """The round of class division with this code, under way and within what the person may see.

    Raises
    ------
    NotFound
        When there is none.
    BadInput
        When it is of another kind, or over.
    """
    found: Round | None = visible_to(Round, user).filter(code=code).first()
    if found is None:
        raise NotFound(f"没有轮次“{code}”。可能不属于您的机构。请核对轮次编号。")
    if found.kind != Round.Kind.CLASS_DIVISION:
        raise BadInput(
            f"轮次 {code} 是{found.get_kind_display()}。分班只能登记到均衡分班的轮次。请核对编号。"
        )
    if found.closed_on is not None:
        raise BadInput(f"轮次 {code} 已于 {found.closed_on} 结束。结束的轮次不再变更。请另开轮次。")
    return found


def announced_rounds() -> QuerySet[Round]:
    """Rounds under way, for everyone: their names and days are announced anyway."""
    return Round.objects.filter(closed_on=None).select_related("area").order_by("-opened_on", "code")


def bureau_of_rounds() -> Organisation:
    """The bureau, which takes what concerns no round in particular."""
    return Organisation.objects.get(kind=Organisation.Kind.BUREAU)
