"""The writers of accounts. They stand here and not in accounts, which lies below the log they write."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from xuezheng.records.accounts.models import Grant, Organisation, User
from xuezheng.records.accounts.rights import APART, Role
from xuezheng.records.audit.actions.acting import Act, acting
from xuezheng.records.audit.actions.plain import owner_of

Kind = Organisation.Kind

PARENTS = {
    Kind.DIVISION: {Kind.BUREAU, Kind.DISTRICT},
    Kind.DISTRICT: {Kind.BUREAU},
    Kind.SCHOOL: {Kind.BUREAU, Kind.DISTRICT},
}
# The other roles may stand anywhere in the tree.
SEATS = {
    Role.OFFICE: {Kind.BUREAU, Kind.DIVISION},
    Role.DIVISION_OFFICER: {Kind.BUREAU, Kind.DIVISION},
    Role.DISTRICT_OFFICER: {Kind.DISTRICT, Kind.DIVISION},
    Role.SCHOOL_CLERK: {Kind.SCHOOL},
}


def create_organisation(
    *, code: str, name: str, kind: str, parent: Organisation, by: User, at: datetime
) -> Organisation:
    """Hang a body into the tree; its path is its parent's path and its own code."""
    with acting(by=by, at=at, action="organisation.create", organisation=parent) as act:
        act.expect("/" not in code, f"机构代码“{code}”含有“/”。", "请改用字母、数字和连字符。")
        act.expect(
            kind in PARENTS and parent.kind in PARENTS[Kind(kind)],
            f"“{parent.name}”（{parent.get_kind_display()}）之下不能设“{kind}”。",
            "请核对类别和上级机构。",
        )
        organisation = Organisation(
            code=code, name=name, kind=kind, parent=parent, path=f"{parent.path}{code}/"
        )
        act.save(organisation)
    return organisation


def create_user(
    *, username: str, display_name: str, password: str, organisation: Organisation, by: User, at: datetime
) -> User:
    with acting(by=by, at=at, action="user.create", organisation=organisation) as act:
        user = User(username=username, display_name=display_name, organisation=organisation)
        _expect_good_password(act, password, user)
        user.set_password(password)
        act.save(user)
    return user


def deactivate_user(*, user: User, by: User, at: datetime) -> None:
    """Shut an account; it stays, so that the log still knows who it was."""
    organisation = owner_of(user, "organisation", by)
    with acting(by=by, at=at, action="user.deactivate", organisation=organisation) as act:
        act.take(user)
        act.expect(user.is_active, f"账号 {user.username} 已停用。", "无须重复办理。")
        act.expect(user.pk != by.pk, f"{by.username} 不能停用自己的账号。", "请由另一名系统管理员办理。")
        act.refuse_faults()
        user.is_active = False
        act.save(user, "is_active")


def grant_role(*, user: User, role: Grant.Role, organisation: Organisation, by: User, at: datetime) -> Grant:
    """Give a role. Nobody holds two of the three administrators' roles (三员分立), and nobody grants
    one to oneself."""
    with acting(by=by, at=at, action="role.grant", organisation=organisation) as act:
        held = Grant.objects.filter(Q(user=user) & Q(role__in=APART) & ~Q(role=role)).first()
        act.expect(
            role not in APART or held is None,
            f"{user.username} 已任{held.get_role_display() if held else ''}，不能再任“{Role(role).label}”。"
            "系统管理员、安全管理员、审计管理员须由不同的人担任。",
            "请授予另一人，或先撤销原角色。",
        )
        act.expect(user.pk != by.pk, f"{by.username} 不能给自己授权。", "请由另一名安全管理员办理。")
        act.expect(user.is_active, f"账号 {user.username} 已停用。", "请授予在用账号。")
        act.expect(
            organisation.kind in SEATS.get(role, Kind),
            f"“{Role(role).label}”不能设在“{organisation.name}”（{organisation.get_kind_display()}）。",
            "请核对角色与机构。",
        )
        grant = Grant(user=user, role=role, organisation=organisation, granted_on=act.today)
        act.detail = {"user": user.username, "role": str(role)}
        act.save(grant)
    return grant


def revoke_role(*, grant: Grant, by: User, at: datetime) -> None:
    with acting(by=by, at=at, action="role.revoke", organisation=grant.organisation) as act:
        act.take(grant)
        act.detail = {"user": grant.user.username, "role": grant.role}
        act.remove(grant)


def _expect_good_password(act: Act, password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        for message in error.messages:
            act.expect(False, f"账号 {user.username} 的密码不合要求：{message}", "请另设密码。")
