"""Take a checked sheet in: one transaction, one event, and what is needed to take it back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from xuezheng.errors import BadInput, Fault, NotAllowed, Occupied
from xuezheng.records.accounts.models import User
from xuezheng.records.accounts.queries import require
from xuezheng.records.audit.actions import one_at_a_time, record_event
from xuezheng.records.intake.actions.checking import Checked, check_rows
from xuezheng.records.intake.actions.packing import columns_with_key, packed
from xuezheng.records.intake.actions.staging import CHANGED, NEW, TABLE, UNCHANGED, StagedPart
from xuezheng.records.intake.actions.steps import Step, quietly
from xuezheng.records.intake.actions.tables import as_array, ask, change, gathered, quoted, roomy
from xuezheng.records.intake.forms.cells import CellFault
from xuezheng.records.intake.forms.grid import Grid
from xuezheng.records.intake.forms.layouts import Layout
from xuezheng.records.intake.models import Batch, Chunk

#: So many rows go into one chunk.
ROWS = 5000
#: More faults than this are counted, not listed, in an error.
LISTED = 50


def run_import(
    *,
    layout: Layout,
    rows: Grid | Sequence[Sequence[Any]],
    where: str,
    file_name: str,
    file_sha256: str,
    by: User,
    at: datetime,
    step: Step = quietly,
) -> tuple[Batch, Checked]:
    """Take a sheet in, or leave everything as it was.

    Unchanged rows are not touched. The same file is not taken in twice while its first import stands.

    Raises
    ------
    BadInput
        When anything is wrong with any row.
    Occupied
        When this very file was taken in before and not undone.
    """
    organisation = by.organisation
    if organisation is None:
        raise BadInput(f"账号 {by.get_username()} 没有所在机构。导入须知道由谁报送。请由系统管理员补上。")
    require(by, "intake.run", organisation)
    with roomy(), transaction.atomic():
        lock(layout)
        _expect_first_time(layout, file_sha256)
        checked = check_rows(layout, rows, where, by, step=step)
        if checked.is_all_beyond:
            raise NotAllowed(
                f"{by.get_username()} 不能在这些记录所属的机构导入报送数据。{where}没有一行属于其机构及下级。"
                "请由有权人员报送。"
            )
        if checked.faults:
            raise refusal(checked.faults, where)
        batch = Batch.objects.create(
            layout=layout.name,
            file_name=file_name[-255:],
            file_sha256=file_sha256,
            organisation=organisation,
            by=by.get_username(),
            at=at,
            n_new=checked.counts[NEW],
            n_changed=checked.counts[CHANGED],
            n_unchanged=checked.counts[UNCHANGED],
        )
        parts = checked.staging.parts
        total = len(parts) * (checked.n_rows - batch.n_unchanged)
        payloads = ((part, payload) for part in parts for payload in _write(part))
        for number, (part, payload) in enumerate(payloads):
            step(min(number * ROWS, total), total, "写入")
            Chunk.objects.create(batch=batch, number=number, part=part.number, payload=payload)
        step(total, total, "写入")
        record_event(
            by=by,
            at=at,
            action="intake.run",
            subject_kind="intake.batch",
            subject_code=str(batch.pk),
            organisation_path=organisation.path,
            detail={
                "layout": layout.name,
                "file": file_sha256,
                "new": batch.n_new,
                "changed": batch.n_changed,
            },
        )
    return batch, checked


def lock(layout: Layout) -> None:
    """Let nobody else write these registers until the transaction ends. SQLite has one writer anyway.

    In the order of every act: the head of the log first, or an act and an import could wait for each other.
    """
    one_at_a_time()
    if connection.vendor == "postgresql":
        from xuezheng.records.intake.forms.layouts import model_of

        names = ", ".join(quoted(model_of(part)._meta.db_table) for part in layout.parts)
        ask(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def refusal(faults: Sequence[CellFault], where: str) -> BadInput:
    """What is wrong with a sheet, the first of it listed."""
    rows = len({fault.row for fault in faults})
    more = f"（只列前 {LISTED} 处）" if len(faults) > LISTED else ""
    return BadInput(
        f"{where}有 {len(faults)} 处错误，涉及 {rows} 行{more}。没有导入任何一行。",
        faults=[as_fault(fault, where) for fault in faults[:LISTED]],
    )


def as_fault(fault: CellFault, where: str) -> Fault:
    """A cell's fault with its place."""
    column = f"“{fault.heading}”列" if fault.heading else ""
    return Fault(fault.what, f"{where}第 {fault.row} 行{column}", fault.remedy)


def _expect_first_time(layout: Layout, digest: str) -> None:
    before = Batch.objects.filter(layout=layout.name, file_sha256=digest, state=Batch.State.DONE).first()
    if before is not None:
        raise Occupied(
            f"这个文件已由 {before.by} 于 {before.at:%Y-%m-%d %H:%M} 导入（第 {before.pk} 批）。"
            f"同一文件不重复导入。如需重来，请先撤销该批。"
        )


def _write(part: StagedPart) -> Iterator[bytes]:
    """Write a part's new and changed rows; give them back as they were and are, some at a time."""
    changed = _changed(part)
    names = ", ".join(quoted(of.column) for of in part.fields)
    values = ", ".join(quoted(part.staged(of)) for of in part.fields)
    last = ask(f"SELECT max({part.stored_pk}) FROM {part.table}")[0][0]
    if changed:
        ask(
            f"UPDATE {part.table} SET "
            + ", ".join(f"{quoted(of.column)} = s.{quoted(part.staged(of))}" for of in part.fields)
            + f" FROM {TABLE} s WHERE s.{part.pk} = {part.table}.{part.stored_pk} AND s.{part.state} = '{CHANGED}'"
        )
    n_new = change(
        f"INSERT INTO {part.table} ({names}) SELECT {values} FROM {TABLE}"
        f" WHERE {part.state} = '{NEW}' ORDER BY at_line"
    )
    for start in range(0, len(changed), ROWS):
        yield packed(part, CHANGED, ",".join(changed[start : start + ROWS]))
    if n_new:
        yield from (packed(part, NEW, columns) for columns in _created(part, last))


def _created(part: StagedPart, last: Any) -> Iterator[str]:
    """The rows just made, some at a time, by their columns, the key first."""
    whole = ", ".join(map(gathered, columns_with_key(part)))
    if part.model._meta.pk.name == "id":  # type: ignore[union-attr]
        place = f"r.{part.stored_pk}"
        rows, values = f"{part.table} r WHERE r.{part.stored_pk} > %s", [last or 0]
    else:
        place = "s.at_line"
        key = quoted(part.staged(part.model._meta.pk))
        rows = f"{TABLE} s JOIN {part.table} r ON r.{part.stored_pk} = s.{key} WHERE s.{part.state} = '{NEW}'"
        values = []
    among = f"{part.table} r WHERE {place} > %s" if values else f"{TABLE} s"
    first, end = ask(f"SELECT min({place}), max({place}) FROM {among}", values)[0]
    for start in range(first, end + 1, ROWS):
        ((n_rows, *columns),) = ask(
            f"SELECT count(*), {whole} FROM {rows} AND {place} >= %s AND {place} < %s",
            [*values, start, start + ROWS],
        )
        if n_rows:
            yield ",".join(columns)


def _changed(part: StagedPart) -> list[str]:
    """Changed rows: the key, then every value before, then every value after."""
    before = [f"r.{quoted(of.column)}" for of in part.fields]
    after = [f"s.{quoted(part.staged(of))}" for of in part.fields]
    found = ask(
        f"SELECT {as_array([f'r.{part.stored_pk}', *before, *after])} FROM {TABLE} s JOIN {part.table} r"
        f" ON r.{part.stored_pk} = s.{part.pk} WHERE s.{part.state} = '{CHANGED}' ORDER BY at_line"
    )
    return [text for (text,) in found]
