"""Figures that jumped since last year: believable by themselves, and still worth a telephone call."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from xuezheng.rules.values import Value
from xuezheng.standards.counting import Counted
from xuezheng.standards.measures import STAGES, Measure


@dataclass(frozen=True)
class Jump:
    """One quantity of a school that is many times, or a small part of, what it was. It takes part all the same."""

    area: str
    school: str
    name: str
    stage: str
    measure: Measure
    last: Decimal
    this: Decimal

    def __str__(self) -> str:
        """Read as three short sentences."""
        times = self.this / self.last if self.this >= self.last else self.last / self.this
        way = "增为" if self.this >= self.last else "减为"
        unit = self.measure.column_unit
        return (
            f"{self.name}（{self.school}）{STAGES[self.stage]}{self.measure.short}由上年 {self.last.normalize():f} {unit}"
            f"{way} {self.this.normalize():f} {unit}（{times:.1f} 倍）。已计入。请核对是否填错小数点或单位。"
        )


def jumps(now: Counted, last: Counted, area: str, factor: Value) -> list[Jump]:
    """Quantities of an area's schools that changed by a factor or more; both years above zero."""
    before = {key: row for row, key in _rows_of(last, area)}
    found = []
    for row, (school, stage) in _rows_of(now, area):
        at = before.get((school, stage))
        if at is None:
            continue
        this, old = now.cents[row], last.cents[at]
        is_far = np.maximum(this, old) >= float(factor.value) * np.minimum(this, old)
        is_used = ~now.is_bad[row] & ~last.is_bad[at] & (np.minimum(this, old) > 0)
        for column in np.flatnonzero(is_far & is_used).tolist():
            name, measure = str(now.names[row].as_py()), now.measures[column]
            amounts = (Decimal(int(old[column])) / 100, Decimal(int(this[column])) / 100)
            found.append(Jump(area, school, name, stage, measure, *amounts))
    return found


def _rows_of(counted: Counted, area: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """The rows of an area, each with its school and stage."""
    for place, (of_area, stage) in enumerate(counted.groups):
        if of_area == area:
            for row in counted.by_group[place].tolist():
                yield row, (str(counted.table["school"][row].as_py()), stage)
