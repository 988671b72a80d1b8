"""Whole columns at once, for loaders, imports and comparisons that go past the models."""

from collections.abc import Iterable, Sequence
from typing import Any

from xuezheng.records.sealing.fields import Sealed, SealedCharField, is_sealed
from xuezheng.records.sealing.keys import ring
from xuezheng.records.sealing.suites import HEAD, INDEX_CHARACTERS, sealer


def seal_column(field: SealedCharField, values: Iterable[str | None]) -> list[str | None]:
    """The sealed texts of a column's values, in their order."""
    return field.seal_many(values)


def open_column(field: SealedCharField, stored: Iterable[str | None]) -> list[str | None]:
    """The values of a column's sealed texts, in their order."""
    return field.open_many(stored)


def reopened(field: Any, value: Any) -> Any:
    """A stored value as a person reads it: opened if its field is a sealed one."""
    return field.opened(str(value)) if isinstance(field, SealedCharField) and value else value


def blind_index(kind: str, values: Sequence[str]) -> list[str]:
    """What the texts of these numbers hold under the current key after their key's id, in every column of the kind.

    In SQL `substr(column, 6, 21)`; 126 bits of the keyed hash.
    """
    seal = sealer(ring().current, kind).seal
    return [seal(value)[HEAD : HEAD + INDEX_CHARACTERS] if value else "" for value in values]


__all__ = ["Sealed", "blind_index", "is_sealed", "open_column", "reopened", "seal_column"]
