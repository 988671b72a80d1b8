"""A stored or plausible row as a clerk would write it into a sheet."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import ForeignKey, Model

from xuezheng.records.intake.forms.layouts import KNOWN_BY, Column, Layout, columns_of


def written(column: Column, row: Model) -> Any:
    """What a clerk writes into one cell."""
    if isinstance(column.field, ForeignKey):
        other = getattr(row, column.name)
        return getattr(other, KNOWN_BY.get(column.target, "pk")) if other else None
    value = getattr(row, column.attname)
    if column.choices:
        return next((label for label, code in column.choices.items() if code == str(value)), None)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | int):
        return str(value)
    return value or None


def sheet(layout: Layout, *rows: tuple[Model, ...]) -> list[list[Any]]:
    """A heading and the rows, each given as one model a part."""
    columns = columns_of(layout)
    return [[c.heading for c in columns], *([written(c, parts[c.part]) for c in columns] for parts in rows)]
