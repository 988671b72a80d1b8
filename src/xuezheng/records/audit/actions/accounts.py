"""The writers of accounts. They stand here and not in accounts, which lies below the log they write."""

from datetime import datetime

from django.db.models import Q

from xuezheng.records.accounts.models import Grant, Organisation, User
from xuezheng.records.accounts.queries import APART
from xuezheng.records.audit.actions.acting import acting


def create_user(
    *, username: str, display_name: str, password: str, organisation: Organisation, by: User, at: datetime
) -> User:
    with acting(by=by, at=at, action="user.create", organisation=organisation) as act:
        user = User(username=username, display_name=display_name, organisation=organisation)
        user.set_password(password)
        act.save(user)
    return user


def grant_role(*, user: User, role: Grant.Role, organisation: Organisation, by: User, at: datetime) -> Grant:
    """Give a role. Nobody holds two of the three administrators' roles (三员分立), and nobody grants
    one to oneself."""
    with acting(by=by, at=at, action="role.grant", organisation=organisation) as act:
        held = Grant.objects.filter(Q(user=user) & Q(role__in=APART) & ~Q(role=role)).first()
        act.expect(
            role not in APART or held is None,
            f"{user.username} 已任{held.get_role_display() if held else ''}，不能再任“{role}”。"
            "系统管理员、安全管理员、审计管理员须由不同的人担任。",
            "请授予另一人，或先撤销原角色。",
        )
        act.expect(user.pk != by.pk, f"{by.username} 不能给自己授权。", "请由另一名安全管理员办理。")
        grant = Grant(user=user, role=role, organisation=organisation, granted_on=act.today)
        act.detail = {"user": user.username, "role": str(role)}
        act.save(grant)
    return grant


def revoke_role(*, grant: Grant, by: User, at: datetime) -> None:
    with acting(by=by, at=at, action="role.revoke", organisation=grant.organisation) as act:
        act.detail = {"user": grant.user.username, "role": grant.role}
        act.remove(grant)
