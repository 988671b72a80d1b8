"""What the auditor does with the log, and what the keeper of keys does: looked at, published, rotated."""

from datetime import datetime

from xuezheng.errors import BadInput
from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.accounts.queries import acting_person, require
from xuezheng.records.accounts.rights import RIGHTS
from xuezheng.records.audit.actions.chain import record_event
from xuezheng.records.audit.models import Event
from xuezheng.records.audit.proof import Proof


def holder_of(right: str, name: str) -> User:
    """The account that acts from a terminal: the one named, else the only one that holds the right."""
    people = User.objects.filter(grants__role__in=RIGHTS[right].roles, is_active=True).distinct()
    return people.get() if not name and people.count() == 1 else acting_person(name)


def expect_right(right: str, person: User) -> None:
    """Stop somebody who has no such right for the bureau, before anything is done."""
    require(person, right, _bureau())


def read_log(*, by: User, at: datetime, asked: dict[str, str]) -> None:
    """Note that the log was looked at, and for what."""
    _note("audit.read", by, at, {"asked": sorted(asked)})


def publish_head(*, proof: Proof, by: User, at: datetime) -> Event:
    """Note which head leaves the building. Only the head of a whole log does."""
    if proof.first_bad is not None:
        raise BadInput(f"审计记录自第 {proof.first_bad} 条起不完整：{proof.why}。没有公布。请先查明原因。")
    return _note("audit.publish", by, at, {"n": proof.n, "root": proof.root})


def rotate_keys(*, key: str, n: int, by: User, at: datetime) -> Event:
    """Note that everything sealed stands under a new key now."""
    return _note("keys.rotate", by, at, {"key": key, "n": n})


def drop_key(*, key: str, by: User, at: datetime) -> Event:
    """Note that a key is gone: whatever is still sealed under it, in old backups too, cannot be read."""
    return _note("keys.drop", by, at, {"key": key})


def _note(right: str, by: User, at: datetime, detail: dict[str, object]) -> Event:
    bureau = _bureau()
    require(by, right, bureau)
    return record_event(
        by=by,
        at=at,
        action=right,
        subject_kind="accounts.organisation",
        subject_code=bureau.pk,
        organisation_path=bureau.path,
        detail=detail,
    )


def _bureau() -> Organisation:
    return Organisation.objects.get(kind=Organisation.Kind.BUREAU)
