"""What a snapshot holds: tables and columns, as derived from the models (`schema.json`)."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

FILE = Path(__file__).with_name("schema.json")


@dataclass(frozen=True)
class Column:
    """A frozen column: its name, type, Chinese label and whether it may travel (open) or not (sealed)."""

    name: str
    type: str
    label: str
    reach: str

    @property
    def arrow(self) -> pa.DataType:
        """Arrow's type for the column."""
        if self.type.startswith("decimal"):
            precision, scale = self.type[8:-1].split(",")
            return pa.decimal128(int(precision), int(scale))
        return {"string": pa.string(), "int": pa.int64(), "bool": pa.bool_(), "date": pa.date32()}[self.type]


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """Every table of a snapshot with its columns, in order."""
    written = json.loads(FILE.read_text(encoding="utf-8"))
    return {table: tuple(Column(**column) for column in columns) for table, columns in written.items()}


def arrow_schema(table: str) -> pa.Schema:
    """Arrow's schema of one frozen table."""
    return pa.schema([pa.field(column.name, column.arrow) for column in tables()[table]])
