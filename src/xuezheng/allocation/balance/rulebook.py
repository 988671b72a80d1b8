"""Items and limits from rules/balance/, as they hold on a day, and what a cost file changes in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from xuezheng.allocation.balance.problem import HUNDRED, PER, QUANTITIES, Item, Standard
from xuezheng.allocation.tables import Table, table_of
from xuezheng.errors import BadInput, Fault

STAFF = "n_full_time_teachers"


@dataclass(frozen=True)
class Rulebook:
    """Items with the column that is their ceiling, limits by name, and the source of each number."""

    items: tuple[Item, ...]
    columns: Mapping[str, str]
    limits: Mapping[str, Decimal]
    sources: Mapping[str, str]

    def tables(self) -> dict[str, Table]:
        """Both as tables, for whoever checks a plan."""
        return {
            "items": table_of(
                "items",
                {
                    "item": [item.code for item in self.items],
                    "yuan": [Decimal(item.fen) / 100 for item in self.items],
                    "adds": [_adds_text(item) for item in self.items],
                    "group": [item.group for item in self.items],
                    "pool": [item.pool for item in self.items],
                    "column": [self.columns.get(item.pool, "") for item in self.items],
                    "source": [self.sources[item.code] for item in self.items],
                },
            ),
            "limits": table_of(
                "limits",
                {
                    "limit": list(self.limits),
                    "value": list(self.limits.values()),
                    "source": [self.sources[name] for name in self.limits],
                },
            ),
        }


def rulebook(on: date, costs: Table | None = None) -> Rulebook:
    """Give what holds on a day, with the costs of a file in place of the shipped ones.

    Parameters
    ----------
    on : date
        The day the plan is made for.
    costs : Table, optional
        `item, value`: an item's yuan a unit, or a limit's value.

    Raises
    ------
    BadInput
        With every fault of the file: unknown items, twice, no number, negative, an implausible unit.
    """
    items, limits = _read("items"), _read("limits")
    given = _given(costs, {**items, **limits}) if costs is not None else {}
    made, sources, columns = [], dict[str, str](), dict[str, str]()
    for code, said in items.items():
        line = _on(code, said["yuan"], on)
        yuan = given.get(code, Decimal(str(line["value"])))
        sources[code] = "费用表" if code in given else str(line["source"])
        columns[said["pool"]] = said["column"] or ""
        made.append(_item(code, said, yuan))
    values = {}
    for name, lines in limits.items():
        line = _on(name, lines, on)
        values[name] = given.get(name, Decimal(str(line["value"])))
        sources[name] = "费用表" if name in given else str(line["source"])
    return Rulebook(tuple(made), columns, values, sources)


def is_forbidden(forbid: Sequence[str], school: str, *words: str) -> bool:
    """Whether one of the words is forbidden everywhere or at this school."""
    return any(word in forbid or f"{word}@{school}" in forbid for word in words)


def standard_table(standard: Standard) -> Table:
    """The standard as a table, for whoever checks a plan."""
    lines = [
        (stage, name, per, asked * per, standard.cv[stage], standard.sources.get((stage, name), ""))
        for stage, values in standard.per_pupil.items()
        for name, asked, per in zip(QUANTITIES, values, PER, strict=True)
    ]
    stages, names, pers, thresholds, cvs, sources = zip(*lines, strict=True)
    return table_of(
        "standard",
        {
            "stage": stages,
            "quantity": names,
            "per": pers,
            "threshold": [_decimal(value) for value in thresholds],
            "cv": [_decimal(value) for value in cvs],
            "least": [standard.least] * len(lines),
            "floor_pct": [_decimal(standard.floor * 100)] * len(lines),
            "source": sources,
        },
    )


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator


def groups() -> tuple[str, ...]:
    """Words --forbid knows besides the items themselves."""
    return tuple(dict.fromkeys([said["group"] for said in _read("items").values()] + ["move", "redirect"]))


def _item(code: str, said: Mapping[str, Any], yuan: Decimal) -> Item:
    adds = said["adds"]
    return Item(
        code=code,
        label=str(said["label"]),
        unit=str(said["unit"]),
        group=str(said["group"]),
        adds=tuple(int(adds.get(name, 0) * HUNDRED) for name in QUANTITIES),
        teachers=int(adds.get(STAFF, 0)),
        pool=str(said["pool"]),
        fen=int(yuan * 100),
    )


def _adds_text(item: Item) -> str:
    parts = [f"{STAFF}:{item.teachers}"] if item.teachers else []
    parts += [f"{name}:{n // HUNDRED}" for name, n in zip(QUANTITIES, item.adds, strict=True) if n]
    return ";".join(parts)


def _on(name: str, lines: Iterable[Mapping[str, Any]], on: date) -> Mapping[str, Any]:
    for line in sorted(lines, key=lambda line: str(line["from"]), reverse=True):
        if date.fromisoformat(str(line["from"])) <= on and (
            not line["to"] or on <= date.fromisoformat(str(line["to"]))
        ):
            return line
    raise BadInput(
        f"“{name}”在 {on} 没有有效数值。它在 rules/balance/ 里。请补充该日期的数值，或写在费用表中。"
    )


def _given(costs: Table, known: Mapping[str, Any]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    faults: list[Fault] = []
    for row, (code, text) in enumerate(zip(costs.columns["item"], costs.columns["value"], strict=True)):
        where = f"costs 第 {row + 2} 行"
        if code not in known:
            faults.append(Fault(f"没有项目“{code}”（写的是 {text}）。", where, f"可写：{'、'.join(known)}。"))
            continue
        if code in found:
            faults.append(Fault(f"项目“{code}”写了两次。", where, "请只留一行。"))
        value = _number(text)
        if value is None:
            faults.append(Fault(f"“{code}”的“{text}”不是数。", where, "请填数字，最多两位小数。"))
            continue
        found[code] = value
        faults += _implausible(code, value, known[code], where)
    if faults:
        raise BadInput(f"费用表有 {len(faults)} 处不合格。请全部改正后再运行。", faults=faults)
    return found


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or len(text) > 18 or value != value.quantize(Decimal("0.01")):
        return None
    return value


def _implausible(code: str, value: Decimal, said: Any, where: str) -> list[Fault]:
    if value < 0:
        return [Fault(f"“{code}”是负数（{value}）。", where, "费用和限额不能小于零。")]
    low, high = said["plausible"] if isinstance(said, dict) else said[0]["plausible"]
    if low <= value <= high:
        return []
    unit = said["unit"] if isinstance(said, dict) else said[0]["unit"]
    told = f"“{code}”的 {value} 不在 {low} 到 {high} 之间。"
    return [Fault(told, where, f"请检查单位：费用以元计（不是万元），每单位是“{unit}”。")]


@cache
def _read(name: str) -> dict[str, Any]:
    text = files("xuezheng.rules").joinpath("balance", f"{name}.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read
