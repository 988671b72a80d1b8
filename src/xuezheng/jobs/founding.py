"""Found a bureau's folder: empty records, the bureau, its city, and the first four accounts."""

import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from xuezheng.errors import BadInput, Fault
from xuezheng.jobs.workplace import appearing
from xuezheng.records.database import at_once, create_bureau, or_emptied, start_django

CHINA = timezone(timedelta(hours=8))
#: Role, account and what it is called: nobody holds two of the first three (三员分立).
FIRST = (
    ("office", "bangong", "办公室"),
    ("sysadmin", "xitong", "系统管理员"),
    ("secadmin", "anquan", "安全管理员"),
    ("auditor", "shenji", "审计管理员"),
)


def found(
    folder: Path,
    *,
    name: str,
    city: str,
    code: str,
    password: Callable[[], str] = lambda: secrets.token_urlsafe(12),
) -> dict[str, str]:
    """Make the folder of a real bureau; it appears whole or not at all.

    Parameters
    ----------
    name, city : str
        The bureau's name and its city's.
    code : str
        The city's 行政区划代码 (GB/T 2260), six digits.
    password : callable
        Makes the first password of each account.

    Returns
    -------
    dict of str to str
        Account to first password: told once, kept nowhere.

    Raises
    ------
    BadInput
        With all faults of the names and the code.
    Occupied
        When there is something at `folder`.
    """
    _expect_good_names(name, city, code)
    with or_emptied() as keep_watch, appearing(folder) as work:
        start_django(work)
        with at_once():
            create_bureau(work, name=name, city=city, city_code=code)
            made = {account: password() for _, account, _ in FIRST}
            _write(name, city, code, made)
        keep_watch()
        _let_go()
    return made


def _expect_good_names(name: str, city: str, code: str) -> None:
    faults = [
        Fault(f"{what}“{value}”是空的或超过 60 个字。", "", "请写全称。")
        for what, value in (("局名", name), ("市名", city))
        if not 0 < len(value.strip()) <= 60
    ]
    if not re.fullmatch(r"[1-9]\d{3}00", code):
        faults.append(
            Fault(f"行政区划代码“{code}”不是市的代码。", "", "请写 GB/T 2260 的六位代码，如 370700。")
        )
    if faults:
        raise BadInput("没有建立。", faults=faults)


def _write(name: str, city: str, code: str, made: dict[str, str]) -> None:
    from xuezheng.records.accounts.queries import acting_person
    from xuezheng.records.accounts.rights import Role
    from xuezheng.records.audit.actions.accounts import found_bureau
    from xuezheng.records.registers.actions import register_area
    from xuezheng.records.registers.queries import Area

    at = datetime.now(CHINA)
    people = [(account, called, Role(role), made[account]) for role, account, called in FIRST]
    bureau = found_bureau(code=code, name=name, people=people, at=at)
    area = Area(code=code, name=city, kind=Area.Kind.CITY, organisation=bureau)
    register_area(row=area, by=acting_person(FIRST[0][1]), at=at)


def _let_go() -> None:
    from django.db import connection

    connection.close()
