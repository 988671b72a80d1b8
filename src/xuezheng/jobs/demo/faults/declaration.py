"""What a planted fault declares, and the register of all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xuezheng.jobs.demo.shapes import Plan


@dataclass(frozen=True)
class Planted:
    """A fault as it was planted: which object, and where it is."""

    code: str
    title: str
    object: str
    place: str


@dataclass(frozen=True)
class Records:
    """The records a fault is planted in."""

    connection: Any
    plan: Plan

    def change(self, statement: str, *values: Any) -> int:
        """Run one statement; returns the number of rows it changed."""
        with self.connection.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())

    def one(self, statement: str, *values: Any) -> tuple[Any, ...]:
        """The first row; a city of any size has one, or the fault could not be planted."""
        return self.rows(statement, *values)[0]

    def rewrite(self, table: str, key: str, code: str, **changed: Any) -> None:
        """Change some columns of one row; a number that names a person goes in sealed."""
        changed = {name: self.sealed(table, name, value) for name, value in changed.items()}
        columns = ", ".join(f'"{name}" = %s' for name in changed)
        done = self.change(f'UPDATE {table} SET {columns} WHERE "{key}" = %s', *changed.values(), code)  # noqa: S608
        if done != 1:
            raise AssertionError(f"{table} has {done} rows {code}.")

    def sealed(self, table: str, column: str, value: Any) -> Any:
        """A value as its column keeps it."""
        field = _sealed_field(table, column)
        return field.seal_many([value])[0] if field else value

    def opened(self, table: str, column: str, text: str) -> str:
        """A number as people write it, from the text its column keeps."""
        return _sealed_field(table, column).opened(text)


def _sealed_field(table: str, column: str) -> Any:
    """The field of a column that is sealed; None for a plain one."""
    from django.apps import apps

    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    field = next(field for field in model._meta.concrete_fields if field.column == column)
    return field if getattr(field, "is_sealed", False) else None


#: Plants the fault; gives the object's code and the code of the area or school where it is.
Plant = Callable[[Records], tuple[str, str]]


@dataclass(frozen=True)
class Fault:
    """One fault: what is done to the records, and what should find it.

    `found_by` says in words which check finds it; `denies` quotes the statements of a good year's
    report that it makes false.
    """

    code: str
    title: str
    title_en: str
    done: str
    found_by: str
    denies: tuple[str, ...]
    is_default: bool
    plant: Plant


DECLARED: dict[str, Fault] = {}


def fault(
    *,
    title: str,
    title_en: str,
    done: str,
    found_by: str,
    denies: tuple[str, ...] = (),
    default: bool = False,
) -> Callable[[Plant], Fault]:
    """Declare the function below as a fault; its name is its code."""

    def declare(plant: Plant) -> Fault:
        code = getattr(plant, "__name__", "").replace("_", "-")
        DECLARED[code] = Fault(code, title, title_en, done, found_by, denies, default, plant)
        return DECLARED[code]

    return declare
