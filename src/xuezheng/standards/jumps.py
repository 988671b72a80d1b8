"""Figures that jumped since last year: believable by themselves, and still worth a telephone call."""

from dataclasses import dataclass
from decimal import Decimal

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
    before = {key: row for row, key in enumerate(_keys(last))}
    found = []
    for row, key in enumerate(_keys(now)):
        at = before.get(key)
        if key[0] != area or at is None:
            continue
        for column, measure in enumerate(now.measures):
            is_bad = now.is_bad[row, column] or last.is_bad[at, column]
            this, old = int(now.cents[row, column]), int(last.cents[at, column])
            low, high = sorted((this, old))
            if not is_bad and low > 0 and high >= factor.value * low:
                name = str(now.table["name"][row].as_py() or "")
                found.append(
                    Jump(key[0], key[1], name, key[2], measure, Decimal(old) / 100, Decimal(this) / 100)
                )
    return found


def _keys(counted: Counted) -> list[tuple[str, str, str]]:
    columns = (counted.table[name].to_pylist() for name in ("area", "school", "stage"))
    return list(zip(*columns, strict=True))
