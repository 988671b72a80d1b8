"""What waits to be done, in numbers: the lists of the desk's first page, counted for a program."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from xuezheng.records.accounts.queries import ApiToken, TokenViewer
from xuezheng.records.casework.queries import due_counts
from xuezheng.records.ledger import queries as ledger
from xuezheng.records.programmes import queries as programmes
from xuezheng.records.registers import queries as registers
from xuezheng.records.visits import queries as visits
from xuezheng.web.shown.bureau import today

SOON = timedelta(days=3)
Scope = ApiToken.Scope
Rows = Callable[[Any, date], Any]


def _school_year(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1


#: Name, scope, label, rows: the names are those of the desk's lists.
LISTS: tuple[tuple[str, Scope, str, Rows], ...] = (
    ("returns", Scope.REGISTERS, "学年初报表未报", lambda user, day: registers.returns_missing(user, school_year=_school_year(day))),
    ("milestones", Scope.PROGRAMMES, "项目节点逾期", lambda user, day: programmes.late_milestones(user, on=day)),
    ("funds", Scope.PROGRAMMES, "资金未到账", lambda user, day: programmes.late_funds(user, on=day)),
    ("findings", Scope.VISITS, "督导整改逾期", lambda user, day: visits.uncorrected_findings(user, on=day)),
    ("pledges", Scope.LEDGER, "责任状未签", lambda user, day: ledger.unsigned_pledges(user, year=_school_year(day))),
    ("listings", Scope.PROGRAMMES, "困难学生待落实", lambda user, day: programmes.open_listings(user, year=_school_year(day))),
)  # fmt: skip


def numbers(viewer: TokenViewer) -> dict[str, Any]:
    """The numbers of today for the rooms that the token may read."""
    day, told = today(), []
    if Scope.CASEWORK in viewer.scopes:
        late, soon = due_counts(viewer, on=day, soon=day + SOON)
        told += [_one("cases-late", "办件已超期", late), _one("cases-soon", "办件 3 天内到期", soon)]
    told += [
        _one(name, label, rows(viewer, day).count())
        for name, scope, label, rows in LISTS
        if scope in viewer.scopes
    ]
    return {"day": day.isoformat(), "numbers": told}


def _one(name: str, label: str, n: int) -> dict[str, Any]:
    return {"name": name, "label": label, "n": n}
