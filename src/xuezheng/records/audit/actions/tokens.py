"""The writers of tokens: what programs show to read records. They stand here for the reason accounts' writers do."""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta

from xuezheng.records.accounts.models import ApiToken, Organisation, User
from xuezheng.records.accounts.queries import TokenViewer, token_digest
from xuezheng.records.audit.actions.acting import acting
from xuezheng.records.audit.actions.chain import record_event

#: A token is renewed once a year, so that a forgotten one ends by itself.
LONGEST = timedelta(days=366)


def make_token(
    *, label: str, organisation: Organisation, scopes: Collection[str], ends_on: date, by: User, at: datetime
) -> tuple[ApiToken, str]:
    """A new token, and what the program must show: told this once, nobody can read it again."""
    with acting(by=by, at=at, action="token.make", organisation=organisation) as act:
        act.expect(bool(scopes), "没有选择范围。", "请至少选择一项。")
        act.expect(
            ends_on <= act.today + LONGEST,
            f"到期日期 {ends_on} 超过一年。",
            f"请填不晚于 {act.today + LONGEST} 的日期，到期前换发。",
        )
        act.refuse_faults()
        code = secrets.token_hex(4)
        secret = f"xz_{code}_{secrets.token_urlsafe(32)}"
        token = ApiToken(
            code=code,
            label=label,
            organisation=organisation,
            scopes=" ".join(sorted(set(scopes))),
            digest=token_digest(secret),
            made_by=by.get_username(),
            made_on=act.today,
            ends_on=ends_on,
        )
        act.detail = {"scopes": sorted(set(scopes))}
        act.save(token)
    return token, secret


def withdraw_token(*, token: ApiToken, by: User, at: datetime) -> None:
    """End a token at once; it stays, so that the log still knows whose it was."""
    with acting(by=by, at=at, action="token.withdraw", organisation=token.organisation) as act:
        act.take(token)
        act.expect(token.withdrawn_on is None, f"令牌 {token.pk} 已撤回。", "无须重复办理。")
        act.refuse_faults()
        token.withdrawn_on = act.today
        act.save(token, "withdrawn_on")


def note_read(
    *, register: str, n_rows: int, asked: Collection[str], reader: TokenViewer, at: datetime
) -> None:
    """Leave a trace of rows about people that a program read: which register, how many, asked by what."""
    record_event(
        by=reader,
        at=at,
        action="token.read",
        subject_kind=register,
        subject_code=reader.token.pk,
        organisation_path=reader.token.organisation.path,
        detail={"rows": n_rows, "columns_asked": sorted(asked)},
    )
