"""Tokens of programs from a terminal: made, listed, withdrawn by the security administrator."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from xuezheng.errors import NotFound
from xuezheng.records.database import open_bureau

CHINA = timezone(timedelta(hours=8))


def make(
    folder: Path, *, label: str, organisation: str, scopes: list[str], ends_on: date, by: str = ""
) -> tuple[str, str]:
    """A new token: its number, and what the program must show, told this once."""
    at = _now(folder)
    from xuezheng.records.accounts.queries import Organisation, visible_to
    from xuezheng.records.audit.actions import holder_of
    from xuezheng.records.audit.actions.tokens import make_token

    person = holder_of("token.make", by)
    where = visible_to(Organisation, person).filter(pk=organisation).first()
    if where is None:
        raise NotFound(f"没有代码为“{organisation}”的机构。没有签发。请核对机构代码。")
    token, secret = make_token(
        label=label, organisation=where, scopes=scopes, ends_on=ends_on, by=person, at=at
    )
    return token.pk, secret


def listed(folder: Path, by: str = "") -> list[dict[str, Any]]:
    """All tokens, the latest first; never what a program must show."""
    open_bureau(folder)
    from xuezheng.records.accounts.queries import ApiToken, visible_to
    from xuezheng.records.audit.actions import holder_of

    names = ("code", "label", "organisation", "scopes", "made_on", "ends_on", "used_on", "withdrawn_on")
    rows = visible_to(ApiToken, holder_of("token.make", by)).order_by("-made_on", "code").values(*names)
    return [{name: str(row[name]) if row[name] is not None else None for name in names} for row in rows]


def withdraw(folder: Path, code: str, by: str = "") -> None:
    """End a token at once."""
    at = _now(folder)
    from xuezheng.records.accounts.queries import ApiToken, visible_to
    from xuezheng.records.audit.actions import holder_of
    from xuezheng.records.audit.actions.tokens import withdraw_token

    person = holder_of("token.withdraw", by)
    token = visible_to(ApiToken, person).filter(pk=code).first()
    if token is None:
        raise NotFound(f"没有令牌“{code}”。没有撤回。请用 xuezheng tokens list 查看。")
    withdraw_token(token=token, by=person, at=at)


def _now(folder: Path) -> datetime:
    """This hour of the bureau's day: the example city keeps its own day, at the desk as here."""
    return datetime.combine(open_bureau(folder).today, datetime.now(CHINA).timetz())
