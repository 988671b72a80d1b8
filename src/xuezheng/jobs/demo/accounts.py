"""Example accounts, one for each role. They never leave the building and never reach a snapshot."""

from collections.abc import Iterator
from dataclasses import dataclass

from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS, division
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import Rows

#: For the example city only; it is printed, so it protects nothing.
PASSWORD = "Example-Only-2026"  # noqa: S105


@dataclass(frozen=True)
class Account:
    username: str
    display_name: str
    role: str
    organisation: str
    #: Where the role holds, if not at the person's own organisation.
    holds_for: str = ""


#: Who may sign in, and as what; for the summary that is printed.
ROLES = (
    ("juzhang", "局长"), ("bangong", "办公室"), ("jijiao", "科室人员"), ("quju", "县区人员"),
    ("xuexiao", "学校报送员"), ("duxue", "督学"), ("xitong", "系统管理员"), ("anquan", "安全管理员"),
    ("shenji", "审计管理员"),
)  # fmt: skip


def accounts(schools: Schools) -> tuple[Account, ...]:
    """One example account for each role."""
    clerk = next(school for school in schools.listed if school.kind == "211")
    return (
        Account("juzhang", "示例局长", "director", CITY_CODE),
        Account("bangong", "示例办公室", "office", CITY_CODE),
        Account("jijiao", "示例基础教育科", "division_officer", division("04"), CITY_CODE),
        Account("quju", "示例县区人员", "district_officer", DISTRICTS[0].code),
        Account("xuexiao", "示例学校报送员", "school_clerk", clerk.code),
        Account("duxue", "示例督学", "inspector", CITY_CODE),
        Account("xitong", "示例系统管理员", "sysadmin", CITY_CODE),
        Account("anquan", "示例安全管理员", "secadmin", CITY_CODE),
        Account("shenji", "示例审计管理员", "auditor", CITY_CODE),
    )


def fill(schools: Schools) -> Iterator[Rows]:
    """Users and their one role each. All share one password and so one hash: it is slow by design."""
    from django.contrib.auth.hashers import make_password

    secret = make_password(PASSWORD)
    listed = accounts(schools)
    yield Rows.of(
        "accounts.User",
        [
            {
                "id": number,
                "password": secret,
                "username": account.username,
                "display_name": account.display_name,
                "organisation": account.organisation,
                "date_joined": "2024-01-02 00:00:00",
            }
            for number, account in enumerate(listed, start=1)
        ],
    )
    yield Rows.of(
        "accounts.Grant",
        [
            {
                "user": number,
                "role": a.role,
                "organisation": a.holds_for or a.organisation,
                "granted_on": "2024-01-02",
            }
            for number, a in enumerate(listed, start=1)
        ],
    )
