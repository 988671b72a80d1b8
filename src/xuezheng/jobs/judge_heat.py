"""The heat map of a place: schools against measures, each cell with its band, as plain data for every format."""

from dataclasses import dataclass

import numpy as np

from xuezheng.standards.counting import Counted
from xuezheng.standards.measures import STAGES, Measure

#: Band → (what it means, colour, ink, mark that is told without colour).
BANDS = {
    "bad": ("数据不可用", "D9D9D9", "444444", "？"),
    "low": ("低于要求的 85%", "C0392B", "FFFFFF", "▼"),
    "short": ("未达标", "F5B041", "3B2500", "△"),
    "met": ("达标", "E9F7EF", "1F2933", ""),
    "well": ("达到要求的 1.2 倍", "A9DFBF", "1F2933", ""),
    "most": ("达到要求的 2 倍", "52BE80", "10281A", ""),
}
_WELL, _MOST = 1.2, 2.0


@dataclass(frozen=True)
class HeatCell:
    """One school and measure: its value (None when it cannot be used) and its band."""

    value: float | None
    band: str


@dataclass(frozen=True)
class HeatLine:
    """One school of a heat map. `is_met` is None when it cannot be told."""

    school: str
    name: str
    n_pupils: int
    cells: tuple[HeatCell, ...]
    n_met: int
    is_met: bool | None


@dataclass(frozen=True)
class Heat:
    """One stage of a place. `asked` is what each measure is held against: its threshold, or the mean."""

    stage: str
    label: str
    measures: tuple[Measure, ...]
    asked: tuple[float, ...]
    is_against_mean: bool
    lines: tuple[HeatLine, ...]
    means: tuple[float | None, ...]
    cvs: tuple[float | None, ...]
    cv_limit: float


def heats(counted: Counted, area: str) -> list[Heat]:
    """The heat maps of an area, a stage each; the schools that reach fewest measures first."""
    return [_heat(counted, place) for place, (of, _) in enumerate(counted.groups) if of == area]


def shown_value(value: float | None, measure: Measure) -> str:
    """A value in a cell: whole yuan, one decimal for areas and books, two for the rest."""
    if value is None:
        return "—"
    decimals = 0 if measure.column.endswith("_yuan") else 1 if measure.scale == 1 else 2
    return f"{value:.{decimals}f}"


def _heat(counted: Counted, place: int) -> Heat:
    _, stage = counted.groups[place]
    scales = np.array([m.scale / 100 for m in counted.measures])
    means = counted.mean[place] * scales
    floors = counted.limits.floors.get(stage)
    asked = np.array([float(floors[m.code].value) for m in counted.measures]) if floors else means
    rows = counted.by_group[place].tolist()
    lines = [_line(counted, row, scales, asked, has_floors=bool(floors)) for row in rows]
    lines.sort(key=lambda line: (line.is_met is True, line.n_met, line.school))
    bad = counted.has_bad[place]
    return Heat(
        stage=stage,
        label=STAGES[stage],
        measures=counted.measures,
        asked=tuple(map(float, asked)),
        is_against_mean=not floors,
        lines=tuple(lines),
        means=tuple(None if b or np.isnan(v) else float(v) for v, b in zip(means, bad, strict=True)),
        cvs=tuple(
            None if b or np.isnan(v) else float(v) for v, b in zip(counted.cv[place], bad, strict=True)
        ),
        cv_limit=float(counted.limits.spread[stage].value),
    )


def _line(counted: Counted, row: int, scales: np.ndarray, asked: np.ndarray, *, has_floors: bool) -> HeatLine:
    pupils = int(counted.pupils[row])
    cells = []
    for column in range(len(counted.measures)):
        if counted.is_bad[row, column]:
            cells.append(HeatCell(None, "bad"))
            continue
        value = float(counted.cents[row, column]) * float(scales[column]) / pupils
        cells.append(
            HeatCell(value, _band(counted, row, column, value, float(asked[column]), has_floors=has_floors))
        )
    passes = int(counted.passes[row])
    return HeatLine(
        school=str(counted.table["school"][row].as_py()),
        name=str(counted.table["name"][row].as_py() or ""),
        n_pupils=max(0, pupils),
        cells=tuple(cells),
        n_met=int(counted.is_met[row].sum()),
        is_met=None if passes < 0 else bool(passes),
    )


def _band(counted: Counted, row: int, column: int, value: float, asked: float, *, has_floors: bool) -> str:
    """The exact comparison where there is a threshold; the share of the mean where there is none."""
    share = value / asked if asked > 0 else 1.0
    is_met = bool(counted.is_met[row, column]) if has_floors else share >= 1
    is_low = bool(counted.is_low[row, column]) if has_floors else share < 0.85
    if not is_met:
        return "low" if is_low else "short"
    return "most" if share >= _MOST else "well" if share >= _WELL else "met"
