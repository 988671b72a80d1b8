"""Accounts, roles and the organisation tree."""

from functools import partial

import pytest
from refusals import Refusal, check, titles
from small_bureau import NOON, TODAY, Role

from xuezheng.errors import BadInput, NotAllowed, NotFound
from xuezheng.records.accounts.models import Grant, Organisation, User
from xuezheng.records.accounts.queries import grants_of
from xuezheng.records.accounts.rights import APART
from xuezheng.records.audit.actions import accounts
from xuezheng.records.audit.models import Event

SYSADMIN = {"role": Role.SYSADMIN, "where": "city"}
SECADMIN = {"role": Role.SECADMIN, "where": "city"}


def _body(kind="school", code="s9", parent="A"):
    return lambda b: partial(
        accounts.create_organisation,
        code=code,
        name="新校",
        kind=kind,
        parent=b.districts.get(parent, b.city),
    )


def _account(password="correct-horse-7", username="linlin"):
    return lambda b: partial(
        accounts.create_user, username=username, display_name="林林", password=password, organisation=b.city
    )


def _grant(role, where, *, held=None, is_active=True):
    def do(b):
        user = User.objects.create(username="u", organisation=b.city, is_active=is_active)
        if held:
            Grant.objects.create(user=user, role=held, organisation=b.city, granted_on=TODAY)
        places = {"city": b.city, "A": b.districts["A"], "sA": b.schools["A"].organisation}
        return partial(accounts.grant_role, user=user, role=role, organisation=places[where])

    return do


def _gone(b):
    user = User.objects.create(username="u")
    grant = Grant.objects.create(user=user, role=Role.OFFICE, organisation=b.city, granted_on=TODAY)
    Grant.objects.filter(pk=grant.pk).delete()
    return partial(accounts.revoke_role, grant=grant)


REFUSALS = [
    Refusal("a second bureau", _body("bureau", parent="city"), "之下不能设", **SYSADMIN),
    Refusal("a district under a district", _body("district"), "“A区教育局”（县区教育局）之下不能设“district”", **SYSADMIN),
    Refusal("a body of no kind", _body("company"), "之下不能设“company”", **SYSADMIN),
    Refusal("a code that would break the path", _body(code="s/9"), "含有“/”", **SYSADMIN),
    Refusal("a code given before", _body(code="d2"), "已存在", **SYSADMIN),
    Refusal("a short password", _account("ab1!"), "密码不合要求", **SYSADMIN),
    Refusal("a password of digits", _account("20240902111"), "密码不合要求", **SYSADMIN),
    Refusal("the name as the password", _account("linlinlinlin", "linlinlinlin"), "密码不合要求", **SYSADMIN),
    Refusal("no password", _account(""), "密码不合要求", **SYSADMIN),
    Refusal("an account twice", lambda b: (User.objects.create(username="linlin"), _account()(b))[1], "用户名.*已", **SYSADMIN),
    Refusal("an account shut twice", lambda b: partial(accounts.deactivate_user, user=User.objects.create(
        username="u", organisation=b.city, is_active=False)), "账号 u 已停用", **SYSADMIN),
    Refusal("one's own account shut", lambda b: partial(
        accounts.deactivate_user, user=b.person(Role.SYSADMIN)), "不能停用自己的账号", **SYSADMIN),
    Refusal("a role for oneself", lambda b: partial(accounts.grant_role, user=b.person(
        Role.SECADMIN), role=Role.OFFICE, organisation=b.city), "不能给自己授权", **SECADMIN),
    Refusal("a role for a shut account", _grant(Role.OFFICE, "city", is_active=False), "账号 u 已停用", **SECADMIN),
    Refusal("a school's clerk at the bureau", _grant(Role.SCHOOL_CLERK, "city"), "“学校报送员”不能设在“某市教育局”", **SECADMIN),
    Refusal("a district's officer at a school", _grant(Role.DISTRICT_OFFICER, "sA"), "“县区人员”不能设在", **SECADMIN),
    Refusal("the bureau's office in a district", _grant(Role.OFFICE, "A"), "“办公室”不能设在“A区教育局”", **SECADMIN),
    Refusal("a role taken away before", _gone, "不在记录中", error=NotFound, **SECADMIN),
    Refusal("a role given by a system administrator", _grant(Role.OFFICE, "city"), "不能在“某市教育局”授予角色",
            error=NotAllowed, **SYSADMIN),
]  # fmt: skip


@titles(REFUSALS)
def test_accounts_refuse(bureau, refusal):
    check(bureau, refusal)


@pytest.mark.parametrize("held", sorted(APART))
@pytest.mark.parametrize("role", sorted(APART))
def test_nobody_holds_two_of_the_three_administrators_roles(bureau, held, role):
    keeper, give = bureau.person(Role.SECADMIN), _grant(role, "A", held=held)(bureau)

    if role == held:
        give(by=keeper, at=NOON)  # the same role in another branch
        return
    with pytest.raises(BadInput, match=f"已任{Role(held).label}，不能再任“{Role(role).label}”"):
        give(by=keeper, at=NOON)


def test_a_school_s_path_is_its_district_s_and_its_own(bureau):
    _body()(bureau)(by=bureau.person(Role.SYSADMIN), at=NOON)

    assert Organisation.objects.get(code="s9").path == "c/d1/s9/"


def test_a_new_account_can_sign_in_and_do_nothing_and_the_log_knows_no_password(bureau):
    user = _account()(bureau)(by=bureau.person(Role.SYSADMIN), at=NOON)

    assert user.check_password("correct-horse-7") and user.is_active
    assert grants_of(user) == ()
    assert user.password.startswith("argon2")
    assert "correct" not in str(Event.objects.values_list())


def test_a_role_taken_away_counts_no_more(bureau):
    from xuezheng.records.accounts.queries import may

    user = bureau.person(Role.OFFICE)
    assert may(user, "case.open", bureau.city)

    accounts.revoke_role(grant=user.grants.get(), by=bureau.person(Role.SECADMIN), at=NOON)

    assert not may(user, "case.open", bureau.city)
    assert Event.objects.get().detail == {"user": user.username, "role": "office", "fields": []}
