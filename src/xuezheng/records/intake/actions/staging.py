"""Rows of a sheet in a table of their own, where the database compares them with what it keeps.

Everything that asks about all rows at once (which are new, what changed, who may, what contradicts) is one
statement for the whole sheet, the same on SQLite and on PostgreSQL.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import CheckConstraint, ForeignKey, Model, UniqueConstraint

from xuezheng.records.intake.actions.tables import ask, change, fill_table, quoted
from xuezheng.records.intake.forms.grid import Coded
from xuezheng.records.intake.forms.layouts import KNOWN_BY, AnyField, Column, Layout, Part, model_of
from xuezheng.records.sealing import reopened

TABLE = "intake_staging"
NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
#: `{0.code}`: what no sender fills stands in another column already.
_ANOTHER = re.compile(r"\{(\d)\.(\w+)\}")


@dataclass(frozen=True)
class StagedPart:
    """One part of the layout: its model's table and where its columns stand in the staging table."""

    part: Part
    number: int

    @cached_property
    def model(self) -> type[Model]:
        """The model."""
        return model_of(self.part)

    @cached_property
    def table(self) -> str:
        """The model's table, quoted."""
        return quoted(self.model._meta.db_table)

    @cached_property
    def fields(self) -> tuple[AnyField, ...]:
        """What is stored of a row, without a row number the database gives."""
        every = self.model._meta.concrete_fields
        return tuple(f for f in every if not (f.primary_key and f.name == "id"))

    @cached_property
    def key(self) -> tuple[AnyField, ...]:
        """What a row is known again by."""
        return tuple(self.model._meta.get_field(name) for name in self.part.key)

    @property
    def pk(self) -> str:
        """Where the staging table keeps the key of the stored row, if there is one."""
        return f"stored{self.number}"

    @property
    def state(self) -> str:
        """Where it keeps whether the row is new, changed or unchanged."""
        return f"state{self.number}"

    def staged(self, of: AnyField) -> str:
        """A field's column in the staging table; that of another field when it says the same."""
        another = _ANOTHER.fullmatch(self.part.filled.get(of.name, ""))
        return f"p{another[1]}_{another[2]}" if another else f"p{self.number}_{of.attname}"

    @cached_property
    def stored_pk(self) -> str:
        """The column of the model's own key, quoted."""
        return quoted(self.model._meta.pk.column)  # type: ignore[union-attr]


class Staging:
    """The staging table of one sheet, made, filled and asked within one transaction."""

    def __init__(self, layout: Layout, given: Sequence[Column]) -> None:
        self.layout = layout
        self.given = tuple(given)
        self.parts = tuple(StagedPart(part, number) for number, part in enumerate(layout.parts))

    def fill(self, lines: Sequence[int], columns: Sequence[Coded]) -> None:
        """Make the table and put the read columns in, one row a row of the sheet."""
        held = {
            f"p{column.part}_{column.attname}": _stored(column, coded)
            for column, coded in zip(self.given, columns, strict=True)
        }
        held |= self._numbers(lines)
        # What every row says is said once, as the table's default.
        same = {
            name: values[0]
            for name, values in held.items()
            if values and values.count(values[0]) == len(values)
        }
        ask(f"DROP TABLE IF EXISTS {TABLE}")
        ask(f"CREATE TEMPORARY TABLE {TABLE} ({', '.join(self._declared(same))})")
        differing = {name: values for name, values in held.items() if name not in same}
        fill_table(TABLE, ["at_line", *differing], zip(lines, *differing.values(), strict=True))
        self._may_repeat = [self._is_repeated(part, held, same) for part in self.parts]

    def _numbers(self, lines: Sequence[int]) -> dict[str, list[str]]:
        """Codes for new rows, one after the last that is in use: they say nothing about the child."""
        made: dict[str, list[str]] = {}
        for part in self.parts:
            if part.part.numbered:
                of: AnyField = part.model._meta.get_field(part.part.numbered)
                number = _last_number(part, of)
                made[part.staged(of)] = [f"P{number + line:09d}" for line in lines]
        return made

    def _declared(self, same: dict[str, Any]) -> Iterator[str]:
        yield "at_line integer PRIMARY KEY"
        for part in self.parts:
            yield f"{part.pk} {part.model._meta.pk.rel_db_type(connection)}"  # type: ignore[union-attr]
            yield f"{part.state} varchar(10) DEFAULT '{NEW}'"
            for of in part.fields:
                name = part.staged(of)
                if name != f"p{part.number}_{of.attname}":
                    continue
                # A child's roll number stands where its code will: no limit of length here.
                kind = "text" if isinstance(of, ForeignKey) else of.db_type(connection)
                default = _default(of) if self._is_not_given(part, of) else same.get(name)
                yield f"{quoted(name)} {kind} DEFAULT {_literal(default)}"

    def _is_repeated(self, part: StagedPart, held: dict[str, list[Any]], same: dict[str, Any]) -> bool:
        """Whether two rows may have one key; when a column of the key is not in the sheet, they may."""
        names = self._key_columns(part)
        if not set(names) <= set(held):
            return True
        keys = [held[name] for name in names if name not in same]
        if not keys:
            return len(held[names[0]]) > 1
        return len(set(keys[0] if len(keys) == 1 else zip(*keys, strict=True))) < len(keys[0])

    def _key_columns(self, part: StagedPart) -> list[str]:
        """The columns that tell two rows of a sheet apart: a number made for a new row does not."""
        names: list[str] = []
        for of in part.key:
            name = part.staged(of)
            made = [p for p in self.parts if p.part.numbered and name == f"p{p.number}_{p.part.numbered}"]
            names += self._key_columns(made[0]) if made else [name]
        return names

    def look_up_links(self, known: Sequence[Column]) -> list[tuple[int, Column, str]]:
        """Turn what names a row of a long register into its key; give the lines that name none.

        Columns that are `known` hold keys already.
        """
        missing: list[tuple[int, Column, str]] = []
        for column in self.given:
            if column.kind == "link" and column not in known:
                missing += self._look_up(column)
        return missing

    def _look_up(self, column: Column) -> Iterator[tuple[int, Column, str]]:
        target = column.field.related_model
        name = quoted(f"p{column.part}_{column.attname}")
        known_by = KNOWN_BY.get(column.target, target._meta.pk.name)
        by = quoted(target._meta.get_field(known_by).column)
        table, key = quoted(target._meta.db_table), quoted(target._meta.pk.column)
        lost = ask(
            f"SELECT at_line, {name} FROM {TABLE} WHERE {name} IS NOT NULL AND {name} <> ''"
            f" AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.{by} = {name})"
        )
        yield from ((line, column, reopened(_holder(column), value)) for line, value in lost)
        if known_by != target._meta.pk.name:
            ask(
                f"UPDATE {TABLE} SET {name} = (SELECT t.{key} FROM {table} t WHERE t.{by} = {name})"
                f" WHERE {name} IS NOT NULL"
            )

    def complete(self) -> None:
        """Find the stored rows, fill what no sender fills, and say of each row what is new about it."""
        for part in self.parts:
            self._fill_by_machine(part)
            if self._find_stored(part):
                self._fill_not_given(part)
                self._judge(part)

    def _fill_by_machine(self, part: StagedPart) -> None:
        names = [_Names(every) for every in self.parts]
        sets = [
            f"{quoted(part.staged(part.model._meta.get_field(name)))} = {sql.format(*names)}"
            for name, sql in part.part.filled.items()
            if not _ANOTHER.fullmatch(sql)
        ]
        if sets:
            ask(f"UPDATE {TABLE} SET {', '.join(sets)}")

    def _find_stored(self, part: StagedPart) -> int:
        """Note the key of each row that is stored; give how many are."""
        same = _agree([(f"r.{quoted(of.column)}", quoted(part.staged(of))) for of in part.key])
        stored = f"(SELECT min(r.{part.stored_pk}) FROM {part.table} r WHERE {same})"
        names = [part.pk]
        if part.part.numbered:
            names.append(quoted(part.staged(part.model._meta.get_field(part.part.numbered))))
        return change(
            f"UPDATE {TABLE} SET {', '.join(f'{name} = {stored}' for name in names)}"
            f" WHERE EXISTS (SELECT 1 FROM {part.table} r WHERE {same})"
        )

    def _fill_not_given(self, part: StagedPart) -> None:
        """Columns that are not in the sheet keep what is stored; new rows have their defaults already."""
        sets = [
            f"{quoted(part.staged(of))} = r.{quoted(of.column)}"
            for of in part.fields
            if self._is_not_given(part, of)
        ]
        if sets:
            ask(
                f"UPDATE {TABLE} SET {', '.join(sets)} FROM {part.table} r WHERE r.{part.stored_pk} = {part.pk}"
            )

    def _is_not_given(self, part: StagedPart, of: AnyField) -> bool:
        given = {column.name for column in self.given if column.part == part.number}
        return of.name not in given and of.name not in part.part.filled and of.name != part.part.numbered

    def _judge(self, part: StagedPart) -> None:
        """Rows are new unless they are stored (see `_declared`)."""
        differ = " OR ".join(
            f"r.{quoted(of.column)} IS DISTINCT FROM {quoted(part.staged(of))}" for of in part.fields
        )
        ask(
            f"UPDATE {TABLE} SET {part.state} = CASE WHEN {differ} THEN '{CHANGED}' ELSE '{UNCHANGED}' END"
            f" FROM {part.table} r WHERE r.{part.stored_pk} = {part.pk}"
        )

    def counts(self) -> dict[str, int]:
        """How many rows of the sheet are new, changed and unchanged."""
        states = [part.state for part in self.parts]
        new = " OR ".join(f"{state} = '{NEW}'" for state in states[-1:])
        changed = " OR ".join(f"{state} IN ('{NEW}', '{CHANGED}')" for state in states)
        found = ask(
            f"SELECT CASE WHEN {new} THEN '{NEW}' WHEN {changed} THEN '{CHANGED}'"
            f" ELSE '{UNCHANGED}' END, count(*) FROM {TABLE} GROUP BY 1"
        )
        return {NEW: 0, CHANGED: 0, UNCHANGED: 0} | dict(found)

    def differences(self, most: int) -> list[tuple[int, str, Any, Any]]:
        """Cells of changed rows: line, heading, before, after; the first `most`."""
        told: list[tuple[int, str, Any, Any]] = []
        for part in self.parts:
            for of in part.fields:
                name = quoted(part.staged(of))
                rows = ask(
                    f"SELECT at_line, r.{quoted(of.column)}, {name} FROM {TABLE} JOIN {part.table} r"
                    f" ON r.{part.stored_pk} = {part.pk} WHERE {part.state} = '{CHANGED}'"
                    f" AND r.{quoted(of.column)} IS DISTINCT FROM {name} ORDER BY at_line LIMIT {most}"
                )
                told += [
                    (line, str(of.verbose_name), reopened(of, before), reopened(of, after))
                    for line, before, after in rows
                ]
        return sorted(told, key=lambda cell: (cell[0], cell[1]))[:most]

    def repeated_keys(self) -> list[tuple[int, int]]:
        """Lines that repeat another line of the same sheet: (line, the first that says so)."""
        return self._repeated(self.parts[-1], "1 = 1")

    def repeated_firsts(self) -> list[tuple[int, int]]:
        """Lines that repeat what another line of the same sheet says, and one of them makes or changes it."""
        found: list[tuple[int, int]] = []
        for part in self.parts[:-1]:
            found += self._repeated(part, f"{part.state} <> '{UNCHANGED}'")
        return found

    def _repeated(self, part: StagedPart, condition: str) -> list[tuple[int, int]]:
        if not self._may_repeat[part.number]:
            return []
        keys = ", ".join(quoted(name) for name in self._key_columns(part))
        return ask(
            "SELECT at_line, first_line FROM (SELECT at_line, min(at_line) OVER same_key AS first_line,"
            f" max(CASE WHEN {condition} THEN 1 ELSE 0 END) OVER same_key AS counts"
            f" FROM {TABLE} WINDOW same_key AS (PARTITION BY {keys})) t"
            " WHERE at_line <> first_line AND counts = 1 ORDER BY at_line"
        )

    def taken(self) -> Iterator[tuple[int, AnyField, str]]:
        """Lines whose value of a field that must be unique belongs to another row, here or in the register."""
        for part in self.parts:
            for of in _alone(part):
                name, column = quoted(part.staged(of)), quoted(of.column)
                twice = ask(
                    f"SELECT at_line, {name} FROM (SELECT at_line, {name}, min(at_line) OVER (PARTITION BY {name})"
                    f" AS first_line FROM {TABLE} WHERE {name} IS NOT NULL) t WHERE at_line <> first_line"
                )
                others = ask(
                    f"SELECT at_line, {name} FROM {TABLE} JOIN {part.table} r ON r.{column} = {name}"
                    f" WHERE {part.pk} IS NULL OR r.{part.stored_pk} <> {part.pk}"
                )
                yield from ((line, of, str(reopened(of, value))) for line, value in twice + others)

    def broken(self) -> Iterator[tuple[int, str, list[tuple[str, Any]]]]:
        """Lines that break a promise of the model: line, what the promise says, the values it is about."""
        editor = connection.SchemaEditorClass(connection)  # type: ignore[attr-defined]
        for part in self.parts:
            row = ", ".join(f"{quoted(part.staged(of))} AS {quoted(of.column)}" for of in part.fields)
            for constraint in part.model._meta.constraints:
                if not isinstance(constraint, CheckConstraint):
                    continue
                condition = constraint._get_check_sql(part.model, editor).replace("%", "%%")  # type: ignore[attr-defined]
                about = [of for of in part.fields if quoted(of.column) in condition]
                values = ", ".join(quoted(of.column) for of in about)
                for line, *found in ask(
                    f"SELECT at_line, {values} FROM (SELECT at_line, {row} FROM {TABLE}) t"
                    f" WHERE NOT ({condition}) ORDER BY at_line"
                ):
                    told = [
                        (str(of.verbose_name), reopened(of, value))
                        for of, value in zip(about, found, strict=True)
                    ]
                    yield line, str(constraint.violation_error_message), told


class _Names:
    """`{0.code}` in a statement: the column of a part's field in the staging table."""

    def __init__(self, part: StagedPart) -> None:
        self._part = part

    def __getattr__(self, attname: str) -> str:
        return f"{TABLE}.{quoted(f'p{self._part.number}_{attname}')}"


def _alone(part: StagedPart) -> list[AnyField]:
    """Fields that alone tell two rows apart, other than the key of the layout."""
    single = {c.fields[0] for c in part.model._meta.constraints
              if isinstance(c, UniqueConstraint) and len(c.fields) == 1 and c.condition is None}  # fmt: skip
    return [
        of
        for of in part.fields
        if (of.unique or of.name in single)
        and part.part.key != (of.name,)
        and of.name not in part.part.filled
        and of.name != part.part.numbered
    ]


def _agree(pairs: Sequence[tuple[str, str]]) -> str:
    return " AND ".join(f"{a} = {b}" for a, b in pairs)


def _default(of: AnyField) -> Any:
    return of.get_db_prep_save(of.get_default(), connection)


def _literal(value: Any) -> str:
    """A default of a model as it stands in a statement."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE") if connection.vendor == "postgresql" else str(int(value))
    return (
        str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''").replace("%", "%%") + "'"
    )


def _last_number(part: StagedPart, of: AnyField) -> int:
    column = quoted(of.column)
    last = ask(
        f"SELECT max({column}) FROM {part.table} WHERE substr({column}, 1, 1) = 'P' AND length({column}) = 10"
    )[0][0]
    return int(last[1:]) if last else 0


def _holder(column: Column) -> AnyField:
    """The field whose values stand in a column: of a link to a long register, what a row there is known by."""
    known_by = KNOWN_BY.get(column.target)
    return column.field.related_model._meta.get_field(known_by) if known_by else column.field


def _stored(column: Column, coded: Coded) -> list[Any]:
    """Values as the database takes them, one a row; equal ones are converted once."""
    of = _holder(column)
    if getattr(of, "is_sealed", False):
        return Coded(of.seal_many(coded.values), coded.codes).each()
    if column.kind in ("text", "choice", "link", "whole", "yes_no"):
        return coded.each()
    held = [of.get_db_prep_save(value, connection) for value in coded.values]
    return Coded(held, coded.codes).each()
