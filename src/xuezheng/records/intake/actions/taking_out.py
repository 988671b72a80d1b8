"""Take a register out as a sheet, and leave a trace of it: what left, how much, asked how; no personal data."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from xuezheng.errors import BadInput
from xuezheng.records.accounts.models import User
from xuezheng.records.accounts.queries import require
from xuezheng.records.audit.actions import record_event
from xuezheng.records.intake.forms.layouts import Layout
from xuezheng.records.intake.queries import rows_to_take_out


def take_out(
    *, layout: Layout, conditions: Mapping[str, str], by: User, at: datetime
) -> tuple[int, Iterator[list[Any]]]:
    """How many rows the person may take out, and the rows, each as a sheet shows it.

    Parameters
    ----------
    conditions : mapping of str to str
        What a column, by its heading, must say.

    Raises
    ------
    NotAllowed
        When the person may not hold a copy.
    BadInput
        When a condition names no column, or says what its column cannot hold.
    """
    organisation = by.organisation
    if organisation is None:
        raise BadInput(f"账号 {by.get_username()} 没有所在机构。导出须知道由谁取用。请由系统管理员补上。")
    require(by, "intake.take_out", organisation)
    n_rows, rows = rows_to_take_out(layout, by, conditions)
    record_event(
        by=by,
        at=at,
        action="intake.take_out",
        subject_kind="intake.layout",
        subject_code=layout.name,
        organisation_path=organisation.path,
        detail={"rows": n_rows, "columns_asked": sorted(conditions)},
    )
    return n_rows, rows


def note_taken_out(
    *, register: str, n_rows: int, columns: Sequence[str], asked: Sequence[str], by: User, at: datetime
) -> None:
    """Leave a trace of a list that is taken out as it is shown: what, how many rows, which columns, asked by what.

    Raises
    ------
    NotAllowed
        When the person may not hold a copy.
    """
    organisation = by.organisation
    if organisation is None:
        raise BadInput(f"账号 {by.get_username()} 没有所在机构。导出须知道由谁取用。请由系统管理员补上。")
    require(by, "intake.take_out", organisation)
    record_event(
        by=by,
        at=at,
        action="intake.take_out",
        subject_kind="registers.list",
        subject_code=register,
        organisation_path=organisation.path,
        detail={"rows": n_rows, "columns": list(columns), "columns_asked": list(asked)},
    )
