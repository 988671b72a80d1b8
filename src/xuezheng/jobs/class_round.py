"""A division belongs to a round of a bureau: registered once, again only for a logged reason."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, Occupied
from xuezheng.records.database import open_bureau

CHINA = timezone(timedelta(hours=8))


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
    from xuezheng.records.rounds.queries import open_division

    earlier = [decision.code for decision in decisions_of(open_division(_person(account), code))]
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
    from xuezheng.records.decisions.actions import compute_for_round
    from xuezheng.records.rounds.queries import open_division

    person = _person(account)
    said = plan / INDEX if (plan / INDEX).is_file() else plan / "plan.json"
    decision = compute_for_round(
        round=open_division(person, code),
        certificate_sha256=file_hash(said),
        by=person,
        at=datetime.now(CHINA),
        again_because=reason,
    )
    return str(decision.code)


def _person(account: str) -> Any:
    """The account that acts; `--by` means columns in this verb, so the option is called otherwise."""
    from xuezheng.records.accounts.queries import acting_person

    try:
        return acting_person(account)
    except BadInput as error:
        raise type(error)(error.sentence.replace("--by", "--account")) from None
