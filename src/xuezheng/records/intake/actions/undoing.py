"""Take an import back: every row it wrote ends in exactly one of three heaps.

*Reversed*: as it was before. *Kept*: somebody changed it since, and that is worth more. *Could not*: it is
gone, or other records stand on it; the reason is told.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import repeat

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, ForeignKey, Model, UniqueConstraint

from xuezheng.errors import BadInput, CannotFinish, NotFound
from xuezheng.records.accounts.models import User
from xuezheng.records.accounts.queries import require
from xuezheng.records.audit.actions import one_at_a_time, record_event
from xuezheng.records.intake.actions.packing import columns_with_key, unpacked
from xuezheng.records.intake.actions.running import lock
from xuezheng.records.intake.actions.staging import CHANGED, NEW, StagedPart, Staging
from xuezheng.records.intake.actions.steps import Step, quietly
from xuezheng.records.intake.actions.tables import (
    ask,
    fill_table,
    gathered,
    know_the_size,
    listed,
    quoted,
    roomy,
    settle,
)
from xuezheng.records.intake.forms.layouts import AnyField, layout_of
from xuezheng.records.intake.models import Batch
from xuezheng.records.sealing import expect_one_key

TABLE = "intake_back"
REVERSED, KEPT, COULD_NOT = "reversed", "kept", "could_not"
#: A new row that is found as it was written, without a look at its columns.
INTACT = "intact"
#: One of those the import made.
MADE = f"written IN ('{NEW}', '{INTACT}')"


@dataclass
class Undone:
    """What became of each row: `told` names those that are not reversed (key, heap, why)."""

    counts: dict[str, int] = field(default_factory=lambda: {REVERSED: 0, KEPT: 0, COULD_NOT: 0})
    told: list[tuple[str, str, str]] = field(default_factory=list)


def undo_import(*, batch: Batch, by: User, at: datetime, step: Step = quietly) -> Undone:
    """Take a batch back as far as nobody has built on it since.

    Raises
    ------
    NotFound
        When the batch is not there.
    BadInput
        When it was undone before.
    """
    layout = layout_of(batch.layout)
    require(by, "intake.undo", batch.organisation)
    expect_one_key()
    with roomy(), transaction.atomic():
        one_at_a_time()
        stored = Batch.objects.select_for_update().filter(pk=batch.pk).first()
        if stored is None:
            raise NotFound(f"没有第 {batch.pk} 批导入。请用 xuezheng import list 查看。")
        if stored.state == Batch.State.UNDONE:
            raise BadInput(
                f"第 {batch.pk} 批已由 {stored.undone_by} 于 {stored.undone_at:%Y-%m-%d %H:%M} 撤销。不能再撤销一次。"
            )
        lock(layout)
        done = Undone()
        parts = Staging(layout, ()).parts
        for number, part in enumerate(reversed(parts)):
            step(number, len(parts), "撤销")
            try:
                _undo_part(stored, part, done)
                settle()
            except IntegrityError:
                raise CannotFinish(
                    f"第 {batch.pk} 批不能撤销：还原后会与其他记录的编号重复。没有改动任何记录。请逐条更正。"
                ) from None
        step(len(parts), len(parts), "撤销")
        stored.state, stored.undone_by, stored.undone_at = Batch.State.UNDONE, by.get_username(), at
        stored.n_reversed = done.counts[REVERSED]
        stored.n_kept = done.counts[KEPT]
        stored.n_could_not = done.counts[COULD_NOT]
        stored.save()
        record_event(
            by=by,
            at=at,
            action="intake.undo",
            subject_kind="intake.batch",
            subject_code=str(stored.pk),
            organisation_path=stored.organisation.path,
            detail={"layout": layout.name, **done.counts},
        )
    return done


def _undo_part(batch: Batch, part: StagedPart, done: Undone) -> None:
    _load(batch, part)
    _sort_out(part)
    for heap, n in ask(f"SELECT heap, count(*) FROM {TABLE} GROUP BY heap"):
        done.counts[heap] += n
    done.told += [
        (str(pk), heap, why)
        for pk, heap, why in ask(f"SELECT pk, heap, why FROM {TABLE} WHERE heap <> '{REVERSED}' ORDER BY pk")
    ]
    _restore(part)


def _load(batch: Batch, part: StagedPart) -> None:
    """The batch's rows of a part: key, how it was written, values before (b_) and after (a_)."""
    ask(f"DROP TABLE IF EXISTS {TABLE}")
    kinds = [
        of.rel_db_type(connection) if isinstance(of, ForeignKey) else of.db_type(connection)
        for of in part.fields
    ]
    columns = [
        f"{quoted(side + of.attname)} {kind}"
        for side in ("b_", "a_")
        for of, kind in zip(part.fields, kinds, strict=True)
    ]
    key = str(part.model._meta.pk.rel_db_type(connection))  # type: ignore[union-attr]
    ask(
        f"CREATE TEMPORARY TABLE {TABLE} (pk {key} PRIMARY KEY, written varchar(10),"
        f" heap varchar(10) DEFAULT '{REVERSED}', why text, {', '.join(columns)})"
    )
    before = ["b_" + of.attname for of in part.fields]
    after = ["a_" + of.attname for of in part.fields]
    for written, said in _chunks(batch, part):
        if written == CHANGED:
            changed = ((pk, CHANGED, *values) for pk, *values in json.loads(said))
            fill_table(TABLE, ["pk", "written", *before, *after], changed)
            continue
        pks, end = json.JSONDecoder().raw_decode(said, 1)
        if said == _as_it_stands(part, key, said[1:end]):
            fill_table(TABLE, ["pk", "written"], zip(pks, repeat(INTACT)))
        else:
            made = zip(pks, repeat(NEW), *json.loads(said)[1:], strict=False)
            fill_table(TABLE, ["pk", "written", *after], made)
    know_the_size(TABLE)


def _as_it_stands(part: StagedPart, kind: str, pks: str) -> str:
    """Rows of these keys as an import would pack them now: if nobody touched one, the same text."""
    found = ask(
        f"SELECT {', '.join(map(gathered, columns_with_key(part)))} FROM (SELECT r.* FROM {listed(kind)} k"
        f" CROSS JOIN {part.table} r WHERE r.{part.stored_pk} = k.said ORDER BY k.place) r",
        [pks],
    )
    return f"[{','.join(text or '' for text in found[0])}]"


def _chunks(batch: Batch, part: StagedPart) -> Iterator[tuple[str, str]]:
    for chunk in batch.chunks.filter(part=part.number).order_by("number").iterator(chunk_size=8):
        said = unpacked(part, chunk.payload)
        if said is None:
            raise BadInput(
                f"第 {batch.pk} 批是用旧版本导入的，登记的项目已变。不能自动撤销。请逐条更正，或用旧版本撤销。"
            )
        yield said


def _sort_out(part: StagedPart) -> None:
    """Put every row on its heap."""
    stored = f"{part.table} r WHERE r.{part.stored_pk} = {TABLE}.pk"
    touched = f"written <> '{INTACT}'"
    _heap(COULD_NOT, "'记录已不存在'", f"{touched} AND NOT EXISTS (SELECT 1 FROM {stored})")
    edited = " OR ".join(_edited(of) for of in part.fields)
    _heap(KEPT, "'导入后又有人改过'", f"{touched} AND EXISTS (SELECT 1 FROM {stored} AND ({edited}))")
    _keep_what_others_wrote(part)
    for model, of in _pointing_at(part):
        table, column = quoted(model._meta.db_table), quoted(of.column)
        _heap(
            COULD_NOT,
            f"'“{model._meta.verbose_name}”中有记录用到它'",
            f"{MADE} AND pk IN (SELECT x.{column} FROM {table} x WHERE x.{column} IS NOT NULL)",
        )
    for of in part.fields:
        if isinstance(of, ForeignKey):
            target = of.related_model._meta  # type: ignore[union-attr]
            before = quoted("b_" + of.attname)
            _heap(
                COULD_NOT,
                f"'原来的“{of.verbose_name}”已不存在'",
                f"written = '{CHANGED}' AND {before} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
                f" {quoted(target.db_table)} x WHERE x.{quoted(target.pk.column)} = {before})",
            )
    _sort_out_contradictions(part)


def _heap(heap: str, why: str, condition: str) -> None:
    ask(f"UPDATE {TABLE} SET heap = '{heap}', why = {why} WHERE heap = '{REVERSED}' AND {condition}")


def _edited(of: AnyField) -> str:
    """Whether a column that the import wrote no longer holds what it wrote."""
    now, before, after = f"r.{quoted(of.column)}", quoted("b_" + of.attname), quoted("a_" + of.attname)
    return f"({now} IS DISTINCT FROM {after} AND (written = '{NEW}' OR {before} IS DISTINCT FROM {after}))"


def _keep_what_others_wrote(part: StagedPart) -> None:
    """What a changed row will be: as before where the import changed it, as it is now elsewhere."""
    sets = ", ".join(
        f"{quoted('b_' + of.attname)} = CASE WHEN {quoted('b_' + of.attname)} IS DISTINCT FROM"
        f" {quoted('a_' + of.attname)} THEN {quoted('b_' + of.attname)} ELSE r.{quoted(of.column)} END"
        for of in part.fields
    )
    ask(
        f"UPDATE {TABLE} SET {sets} FROM {part.table} r WHERE r.{part.stored_pk} = {TABLE}.pk"
        f" AND written = '{CHANGED}' AND heap = '{REVERSED}'"
    )


def _sort_out_contradictions(part: StagedPart) -> None:
    """Rows that would break a promise of their model, since columns beside ours were edited."""
    editor = connection.SchemaEditorClass(connection)  # type: ignore[attr-defined]
    row = ", ".join(f"{quoted('b_' + of.attname)} AS {quoted(of.column)}" for of in part.fields)
    for constraint in part.model._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            condition = constraint._get_check_sql(part.model, editor).replace("%", "%%")  # type: ignore[attr-defined]
            _heap(
                COULD_NOT,
                "'还原后会与现有内容矛盾'",
                f"written = '{CHANGED}' AND pk IN"
                f" (SELECT back_pk FROM (SELECT pk AS back_pk, {row} FROM {TABLE}) t WHERE NOT ({condition}))",
            )


def _pointing_at(part: StagedPart) -> Iterator[tuple[type[Model], AnyField]]:
    """Columns of any table that point at this one."""
    for model in apps.get_models():
        for of in model._meta.concrete_fields:
            if isinstance(of, ForeignKey) and of.related_model is part.model:
                yield model, of


def _is_indexed(model: type[Model], of: AnyField) -> bool:
    indexes = [index for index in model._meta.indexes if index.condition is None]
    single = [c for c in model._meta.constraints if isinstance(c, UniqueConstraint) and c.condition is None]
    leading = [every.fields[0].removeprefix("-") for every in (*indexes, *single) if every.fields]
    return bool(of.db_index or of.unique or of.name in leading)


@contextmanager
def _indexed(part: StagedPart) -> Iterator[None]:
    """Index what points at this table for as long as rows are taken from it: each one taken is looked up there."""
    missing = [(model, of) for model, of in _pointing_at(part) if not _is_indexed(model, of)]
    for number, (model, of) in enumerate(missing):
        table, column = quoted(model._meta.db_table), quoted(of.column)
        ask(f"CREATE INDEX intake_while_undoing_{number} ON {table} ({column})")
    yield
    settle()
    for number in range(len(missing)):
        ask(f"DROP INDEX intake_while_undoing_{number}")


def _restore(part: StagedPart) -> None:
    settle()
    with _indexed(part):
        _delete_created(part)
    _bring_back_changed(part)


def _delete_created(part: StagedPart) -> None:
    ask(
        f"DELETE FROM {part.table} WHERE {part.stored_pk} IN"
        f" (SELECT pk FROM {TABLE} WHERE heap = '{REVERSED}' AND {MADE})"
    )


def _bring_back_changed(part: StagedPart) -> None:
    sets = ", ".join(f"{quoted(of.column)} = b.{quoted('b_' + of.attname)}" for of in part.fields)
    ask(
        f"UPDATE {part.table} SET {sets} FROM {TABLE} b WHERE b.pk = {part.table}.{part.stored_pk}"
        f" AND b.heap = '{REVERSED}' AND b.written = '{CHANGED}'"
    )
