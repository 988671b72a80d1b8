"""Whole columns at once, for loaders, imports and comparisons that go past the models."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from xuezheng.records.sealing.fields import Sealed, SealedCharField, is_sealed
from xuezheng.records.sealing.keys import ring
from xuezheng.records.sealing.suites import HEAD, INDEX_CHARACTERS, sealer


def seal_column(field: SealedCharField, values: Iterable[str | None]) -> list[str | None]:
    """The sealed texts of a column's values, in their order; nothing stays nothing."""
    seal = field.sealer().seal
    return [seal(value) if value else value for value in values]


def open_column(field: SealedCharField, stored: Iterable[str | None]) -> list[str | None]:
    """The values of a column's sealed texts, in their order."""
    openers: dict[str, Callable[[str], str]] = {}

    def opened(text: str) -> str:
        if not is_sealed(text):
            return text
        key_id = text[: HEAD - 1]
        if key_id not in openers:
            openers[key_id] = field.sealer_under(key_id).open
        return openers[key_id](text)

    return [opened(text) if text else text for text in stored]


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
