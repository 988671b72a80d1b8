"""A division belongs to a round of a bureau: registered once, again only for a logged reason."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xuezheng.errors import BadInput, NotFound, Occupied
from xuezheng.jobs.importing import CHINA, acting_person
from xuezheng.records.database import open_bureau

if TYPE_CHECKING:
    from xuezheng.records.accounts.models import User
    from xuezheng.records.rounds.models import Round


def ask_round(folder: Path, code: str, account: str, reason: str) -> None:
    """Ask before anything is reckoned whether the round may be divided (again).

    Raises
    ------
    NotFound
        When the folder, the account or the round is not there.
    BadInput
        When the round is of another kind or closed.
    Occupied
        When it was divided before and no reason is given.
    """
    open_bureau(folder)
    from xuezheng.records.decisions.queries import decisions_of

    person = acting_person(account)
    round = _round(code, person)
    earlier = [decision.code for decision in decisions_of(round)]
    if earlier and not reason.strip():
        raise Occupied(
            f"轮次 {code} 已分过班（决定 {'、'.join(earlier)}）。同一轮只能进行一次。确需重来，请用 --again 写明理由，理由会记入审计。"
        )


def register_round(folder: Path, code: str, account: str, reason: str, plan: Path) -> str:
    """Register the certificate in a folder as the round's decision; gives the decision's code.

    The hash is that of the bytes of `plan.json`, or of `plans.json` for a whole city.
    """
    open_bureau(folder)
    from xuezheng.allocation.plan_index import file_hash
    from xuezheng.allocation.verifying import INDEX
    from xuezheng.records.decisions.actions import compute_decision
    from xuezheng.records.decisions.models import Decision
    from xuezheng.records.decisions.queries import decisions_of

    person = acting_person(account)
    round = _round(code, person)
    said = plan / INDEX if (plan / INDEX).is_file() else plan / "plan.json"
    at = datetime.now(CHINA)
    decision = Decision(
        code=f"{code}-{len(decisions_of(round)) + 1}",
        round=round,
        title=f"{round.name}结果",
        certificate_sha256=file_hash(said),
        computed_on=at.date(),
    )
    made = compute_decision(decision=decision, by=person, at=at, again_because=reason)
    return str(made.code)


def _round(code: str, person: "User") -> "Round":
    from xuezheng.records.rounds.models import Round
    from xuezheng.records.rounds.queries import visible_to

    found: Round | None = visible_to(Round, person).filter(code=code).first()
    if found is None:
        raise NotFound(f"没有轮次“{code}”。可能不属于您的机构。请核对轮次编号。")
    if found.kind != Round.Kind.CLASS_DIVISION:
        raise BadInput(
            f"轮次 {code} 是{found.get_kind_display()}。分班只能登记到均衡分班的轮次。请核对编号。"
        )
    if found.closed_on is not None:
        raise BadInput(f"轮次 {code} 已于 {found.closed_on} 结束。结束的轮次不再变更。请另开轮次。")
    return found
