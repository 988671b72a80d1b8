"""The writers of accounts. They stand here and not in accounts, which lies below the log they write."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate

from xuezheng.records.accounts.models import Grant, Organisation, User
from xuezheng.records.accounts.rights import APART, Role
from xuezheng.records.audit.actions.acting import Act, acting
from xuezheng.records.audit.actions.chain import record_event
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


def found_bureau(
    *, code: str, name: str, people: Sequence[tuple[str, str, Grant.Role, str]], at: datetime
) -> Organisation:
    """Make the bureau itself and its first accounts: nobody is there yet who could.

    Parameters
    ----------
    people : sequence of (username, display name, role, password)
        The three administrators (三员) and the office, each a person of their own.

    Raises
    ------
    BadInput
        When there is a bureau already, or an account's name is taken or its password too weak.
    """
    with transaction.atomic():
        act = Act(today=localdate(at))
        act.expect(not Organisation.objects.exists(), "这里已经建立了教育局。", "请换一个文件夹。")
        act.refuse_faults()
        bureau = Organisation(code=code, name=name, kind=Kind.BUREAU, path=f"{code}/")
        act.save(bureau)
        made = [_first_account(act, bureau, *person) for person in people]
        record_event(
            by=made[0],
            at=at,
            action="bureau.found",
            subject_kind="accounts.organisation",
            subject_code=code,
            organisation_path=bureau.path,
            detail={"accounts": [user.username for user in made]},
        )
    return bureau


def _first_account(
    act: Act, bureau: Organisation, username: str, display_name: str, role: Grant.Role, password: str
) -> User:
    user = User(username=username, display_name=display_name, organisation=bureau)
    _expect_good_password(act, password, user)
    user.set_password(password)
    act.save(user)
    act.save(Grant(user=user, role=role, organisation=bureau, granted_on=act.today))
    return user


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
        _end_sessions(user)


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
        _end_sessions(user)
    return grant


def revoke_role(*, grant: Grant, by: User, at: datetime) -> None:
    with acting(by=by, at=at, action="role.revoke", organisation=grant.organisation) as act:
        act.take(grant)
        act.detail = {"user": grant.user.username, "role": grant.role}
        _end_sessions(grant.user)
        act.remove(grant)


def set_password(*, user: User, password: str, by: User, at: datetime) -> None:
    """Give an account a new password; whoever was signed in with the old one signs in again."""
    organisation = owner_of(user, "organisation", by)
    with acting(by=by, at=at, action="user.set_password", organisation=organisation) as act:
        act.take(user)
        act.expect(user.is_active, f"账号 {user.username} 已停用。", "请先另开账号。")
        _expect_good_password(act, password, user)
        act.refuse_faults()
        user.set_password(password)
        act.save(user, "password")


def _end_sessions(user: User) -> None:
    User.objects.filter(pk=user.pk).update(rights_version=F("rights_version") + 1)


def _expect_good_password(act: Act, password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        for message in error.messages:
            act.expect(False, f"账号 {user.username} 的密码不合要求：{message}", "请另设密码。")
