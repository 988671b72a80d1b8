"""Numbers that a law or an office chose, with the day they hold from and where they stand."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from xuezheng.errors import NotFound

#: Where dated values stand, below `rules/`.
FOLDERS = ("values", "standards")


@dataclass(frozen=True)
class Value:
    """One dated number: `mark` says how sure the source is (V verified, M from memory)."""

    name: str
    value: Decimal
    unit: str
    from_on: date
    to_on: date | None
    source: str
    mark: str


def value_on(name: str, on: date) -> Value:
    """Give the number that holds on a day.

    Parameters
    ----------
    name : str
        Dotted name, as written in `rules/values/*.yaml` and `rules/standards/*.yaml`.
    on : date
        The day it is asked for.

    Raises
    ------
    NotFound
        When there is no such number, or none holds on that day.
    """
    known = _values()
    if name not in known:
        raise NotFound(f"规则库中没有“{name}”。请在 rules/values/ 中补充带日期和出处的数值。")
    for value in known[name]:
        if value.from_on <= on and (value.to_on is None or on <= value.to_on):
            return value
    raise NotFound(f"规则“{name}”在 {on} 没有有效数值。请在 rules/values/ 中补充该日期的数值。")


def all_values() -> dict[str, tuple[Value, ...]]:
    """Every dated number of the house by its name, the latest line of each first."""
    return dict(_values())


@cache
def _values() -> dict[str, tuple[Value, ...]]:
    """Read every YAML file of the room once."""
    known: dict[str, tuple[Value, ...]] = {}
    for path in value_files():
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        known.update({name: _dated(name, lines) for name, lines in entries.items()})
    return known


def value_files() -> list[Traversable]:
    """The files with dated values: those of the whole house, then those of the evaluation standards."""
    room = files("xuezheng.rules")
    return [
        path
        for folder in FOLDERS
        for path in sorted(room.joinpath(folder).iterdir(), key=lambda path: path.name)
        if path.name.endswith(".yaml")
    ]


def _dated(name: str, lines: list[dict[str, object]]) -> tuple[Value, ...]:
    """One entry's lines, latest first."""
    values = [
        Value(
            name=name,
            value=Decimal(str(line["value"])),
            unit=str(line["unit"]),
            from_on=date.fromisoformat(str(line["from"])),
            to_on=date.fromisoformat(str(line["to"])) if line.get("to") else None,
            source=str(line["source"]),
            mark=str(line["mark"]),
        )
        for line in lines
    ]
    return tuple(sorted(values, key=lambda value: value.from_on, reverse=True))
