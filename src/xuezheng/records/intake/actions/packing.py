"""What an import wrote, packed: a line that says which columns, then new rows by columns or changed rows as rows."""

import json
import zlib
from typing import Any

from xuezheng.records.intake.actions.staging import NEW, StagedPart
from xuezheng.records.intake.actions.tables import quoted


def columns_with_key(part: StagedPart) -> list[str]:
    """What is kept of a new row: its key, then every field, as columns of the table `r`."""
    return [f"r.{name}" for name in (part.stored_pk, *(quoted(of.column) for of in part.fields))]


def packed(part: StagedPart, written: str, said: str) -> bytes:
    """Arrays of JSON as the database made them, with their heading."""
    return zlib.compress(f"{json.dumps(_heading(part, written))}\n[{said}]".encode(), 1)


def unpacked(part: StagedPart, payload: Any) -> tuple[str, str] | None:
    """How rows were written, and the arrays; None when the register had other columns then."""
    heading, _, said = zlib.decompress(bytes(payload)).decode().partition("\n")
    told = json.loads(heading)
    written = told.get("written", "")
    return (written, said) if told == _heading(part, written) else None


def _heading(part: StagedPart, written: str) -> dict[str, Any]:
    return {"written": written, "columns": [of.attname for of in part.fields]}


def keys_written(payload: Any) -> list[Any]:
    """The keys of the rows an import wrote, of one chunk."""
    heading, _, said = zlib.decompress(bytes(payload)).decode().partition("\n")
    if json.loads(heading).get("written") == NEW:
        keys: list[Any] = json.JSONDecoder().raw_decode(said, 1)[0]
        return keys
    return [key for key, *_ in json.loads(said)]
