"""All coefficients of variation and all thresholds of a table of resources, in one pass over its columns.

CV, as the method has it: with pupils P and quantity x of each school, the mean is Σx ÷ ΣP (never a mean of
means), the deviation √(Σ P (x/P − mean)² ÷ ΣP), and CV the deviation ÷ the mean.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from xuezheng.standards.limits import ResourceLimits
from xuezheng.standards.measures import STAGES, Measure
from xuezheng.standards.verdict import State

#: A CV this near its limit is decided by exact arithmetic.
_NEAR = 1e-9
_STAGES = tuple(STAGES)
#: What is kept of a row beside its figures.
_NAMES = ("area", "stage", "school", "name", "n_pupils", "why_out")
Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


class Spread(NamedTuple):
    """The spread of one measure between the schools of one area and stage.

    `cv` is None when it cannot be computed; `why` then says why. `floor_school` has the lowest value.
    """

    area: str
    stage: str
    measure: Measure
    n_schools: int
    n_pupils: int
    total: Decimal
    mean: float | None
    deviation: float | None
    cv: float | None
    limit: Decimal
    state: State
    why: str


@dataclass(frozen=True, eq=False)
class Counted:
    """What `count` found; arrays are by school row (n_rows, n_measures) or by group (n_groups, n_measures).

    Attributes
    ----------
    table : pyarrow.Table
        The rows that were compared (`why_out` empty), in the order given.
    cents : ndarray, shape (n_rows, n_measures)
        Quantities in hundredths.
    is_bad : ndarray, shape (n_rows, n_measures)
        Missing, negative or implausible: takes no part.
    group : ndarray, shape (n_rows,)
        Number of the row's area and stage in `groups`.
    cv, mean, deviation : ndarray, shape (n_groups, n_measures)
        NaN when it cannot be computed.
    """

    table: pa.Table
    limits: ResourceLimits
    groups: tuple[tuple[str, str], ...]
    group: Ints
    pupils: Ints
    cents: Ints
    is_bad: Flags
    is_met: Flags
    is_low: Flags
    is_lacking: frozenset[tuple[str, str]]
    cv: Floats
    mean: Floats
    deviation: Floats

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures, in the order of the arrays' columns."""
        return self.limits.measures

    @cached_property
    def by_group(self) -> list[Ints]:
        """The rows of each group, in the order of the table."""
        order = np.argsort(self.group, kind="stable")
        ends = np.cumsum(np.bincount(self.group, minlength=len(self.groups)))
        return np.split(order, ends[:-1]) if len(self.groups) else []

    @cached_property
    def place_of(self) -> dict[tuple[str, str], int]:
        """The number of each group by its area and stage."""
        return {key: place for place, key in enumerate(self.groups)}

    @cached_property
    def is_over(self) -> Flags:
        """Groups (n_groups, n_measures) whose coefficient is above its limit, exactly."""
        limits = np.array([float(self.limits.spread[stage].value) for _, stage in self.groups]).reshape(-1, 1)
        with np.errstate(invalid="ignore"):
            over = np.asarray(self.cv > limits)
            close = np.abs(self.cv - limits) <= _NEAR
        for place, column in zip(*np.nonzero(close), strict=True):
            over[place, column] = _exceeds(self, int(place), int(column))
        return over

    @cached_property
    def passes(self) -> Ints:
        """Of each row: 1 passes, 0 fails, −1 cannot be told for want of a figure."""
        return _passing(self)

    @cached_property
    def sums(self) -> tuple[Ints, Ints, Ints]:
        """Schools used, their pupils and their quantity in hundredths, each (n_groups, n_measures)."""
        n, used = len(self.groups), (~self.is_bad).astype(float)
        held: tuple[Floats, ...] = (used, used * self.pupils[:, None], used * self.cents)
        schools, pupils, cents = (_summed(n, self.group, each).astype(np.int64) for each in held)
        return schools, pupils, cents

    @cached_property
    def names(self) -> Any:
        """The schools' names by row, in one piece."""
        return self.table["name"].fill_null("").combine_chunks()

    @cached_property
    def has_bad(self) -> Flags:
        """Groups (n_groups, n_measures) in which some school's figure could not be used."""
        bad = _summed(len(self.groups), self.group, self.is_bad.astype(float)) > 0
        for place, key in enumerate(self.groups):
            bad[place] |= key in self.is_lacking
        return bad

    def spreads(self, areas: Iterable[str] | None = None) -> Iterator[Spread]:
        """The spreads of some areas (all when none is named), by area, stage and measure."""
        wanted = None if areas is None else set(areas)
        for place, (area, stage) in enumerate(self.groups):
            if wanted is None or area in wanted:
                yield from _spreads_of(self, place, area, stage)


def count(
    table: pa.Table,
    limits: ResourceLimits,
    lacking: Iterable[tuple[str, str]] = (),
    *,
    all_rows: bool = False,
) -> Counted:
    """Count the coefficients and thresholds of every area and stage.

    Parameters
    ----------
    table : pyarrow.Table
        As `school_resources` gives it; rows with a `why_out` are left out.
    lacking : iterable of (area, stage)
        Areas and stages of which some school sent no return: their spreads cannot be computed.

    Notes
    -----
    O(rows × measures). Sums are of 64-bit floats; thresholds are compared in whole numbers, and a CV within
    1e-9 of its limit is decided by fractions, so that no rounding decides a verdict.
    """
    is_in = pc.equal(table["why_out"], "")
    table = table.select([*_NAMES, *dict.fromkeys(m.column for m in limits.measures)])
    if not pc.all(is_in).as_py():
        table = table.filter(is_in)
    groups, group = _groups(table)
    pupils = _whole(table["n_pupils"])
    cents = np.stack([_hundredths(table[m.column]) for m in limits.measures], axis=1)
    is_bad = _bad(table, limits, pupils, cents)
    is_met, is_low = _against_floors(limits, groups, group, pupils, cents, is_bad)
    mean, deviation = _moments(len(groups), group, pupils, cents, is_bad)
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = np.where(mean > 0, deviation / mean, np.nan)
    return Counted(
        table, limits, groups, group, pupils, cents, is_bad, is_met, is_low, frozenset(lacking), cv, mean, deviation,
    )  # fmt: skip


def _exceeds(counted: Counted, place: int, column: int) -> bool:
    """Whether the CV of a group is above its limit, in fractions."""
    limit = counted.limits.spread[counted.groups[place][1]].value
    rows = [row for row in counted.by_group[place].tolist() if not counted.is_bad[row, column]]
    pairs = [(int(counted.pupils[row]), int(counted.cents[row, column])) for row in rows]
    people, total = sum(p for p, _ in pairs), sum(x for _, x in pairs)
    squared = people * sum(Fraction(x * x, p) for p, x in pairs) / Fraction(total * total) - 1
    return squared > Fraction(limit) ** 2


def _groups(table: pa.Table) -> tuple[tuple[tuple[str, str], ...], Ints]:
    """Each area with each stage it has rows of, in order; the group of each row."""
    areas = table["area"].fill_null("").combine_chunks().dictionary_encode()
    names = areas.dictionary.to_pylist()
    code = areas.indices.to_numpy().astype(np.int64)
    stage = _stage_numbers(table)
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), np.int64)
    rank[order] = np.arange(len(names))
    key = rank[code] * len(_STAGES) + stage if len(names) else code
    used, group = np.unique(key, return_inverse=True)
    found = tuple((names[order[k // len(_STAGES)]], _STAGES[k % len(_STAGES)]) for k in used.tolist())
    return found, group.astype(np.int64).reshape(-1)


def _whole(column: Any) -> Ints:
    return np.asarray(pc.fill_null(column, -1).to_numpy(), np.int64)


def _hundredths(column: Any) -> Ints:
    """A column in hundredths; −1 where it is not known."""
    values = pc.cast(column, pa.float64()).to_numpy()
    return np.where(np.isnan(values), -1.0, np.rint(np.nan_to_num(values) * 100)).astype(np.int64)


def _bad(table: pa.Table, limits: ResourceLimits, pupils: Ints, cents: Ints) -> Flags:
    """Figures that cannot be used: no pupils, missing, negative, or of a size nobody believes."""
    bad = (cents < 0) | (pupils <= 0)[:, None] | twice(table)[:, None]
    people = np.maximum(pupils, 1)
    for column, measure in enumerate(limits.measures):
        low, high = (float(value.value) for value in limits.plausible[measure.plausible])
        each = cents[:, column] * (measure.scale / 100) / people
        bad[:, column] |= ((each < low) & (cents[:, column] > 0)) | (each > high)
    return bad


def twice(table: pa.Table) -> Flags:
    """Rows of a school and stage that stand in the table more than once."""
    codes = table["school"].combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    keys = codes * len(_STAGES) + _stage_numbers(table)
    return np.asarray(np.bincount(keys)[keys] > 1)


def _stage_numbers(table: pa.Table) -> Ints:
    return np.asarray(pc.index_in(table["stage"], pa.array(_STAGES)).to_numpy(), np.int64)


def _against_floors(
    limits: ResourceLimits,
    groups: Sequence[tuple[str, str]],
    group: Ints,
    pupils: Ints,
    cents: Ints,
    is_bad: Flags,
) -> tuple[Flags, Flags]:
    """Whether each figure reaches its threshold; whether it is even below the share of it that is the least."""
    shape = cents.shape
    if not limits.floors or limits.floor_share is None:
        return np.zeros(shape, bool), np.zeros(shape, bool)
    floors = np.array(
        [
            [_ten_thousandths(limits.floors[stage][m.code].value) for m in limits.measures]
            for _, stage in groups
        ],
        np.int64,
    ).reshape(len(groups), len(limits.measures))
    scale = np.array([m.scale for m in limits.measures], np.int64)
    share = int(limits.floor_share.value * 100)
    held = np.where(is_bad, 0, cents) * scale * 100
    asked = floors[group] * np.where(is_bad, 0, pupils[:, None])
    is_met = ~is_bad & (held >= asked)
    is_low = ~is_bad & (held * 10_000 < asked * share)
    return is_met, is_low


def _ten_thousandths(value: Decimal) -> int:
    return int(value * 10_000)


def _moments(n_groups: int, group: Ints, pupils: Ints, cents: Ints, is_bad: Flags) -> tuple[Floats, Floats]:
    """Mean and deviation of each group and measure, in units of the quantity per pupil × 100."""
    people = np.where(is_bad, 0, pupils[:, None]).astype(float)
    held = np.where(is_bad, 0, cents).astype(float)
    all_people, all_held = _summed(n_groups, group, people), _summed(n_groups, group, held)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = all_held / all_people
        each = np.where(people > 0, held / people, 0.0)
        squared = people * (each - np.nan_to_num(mean)[group]) ** 2
        deviation = np.sqrt(_summed(n_groups, group, squared) / all_people)
    return mean, deviation


def _summed(n_groups: int, group: Ints, values: Floats) -> Floats:
    columns = [np.bincount(group, weights=values[:, k], minlength=n_groups) for k in range(values.shape[1])]
    return np.stack(columns, axis=1) if columns else np.zeros((n_groups, 0))


def _passing(counted: Counted) -> Ints:
    limits = counted.limits
    if limits.met_least is None:
        return np.full(len(counted.pupils), -1, np.int64)
    n_met, n_bad = counted.is_met.sum(axis=1), counted.is_bad.sum(axis=1)
    least = int(limits.met_least.value)
    is_under = counted.is_low.any(axis=1)
    passes = (n_met >= least) & ~is_under & (n_bad == 0)
    fails = (n_met + n_bad < least) | is_under
    return np.where(passes, 1, np.where(fails, 0, -1)).astype(np.int64)


def _spreads_of(counted: Counted, place: int, area: str, stage: str) -> Iterator[Spread]:
    limit = counted.limits.spread[stage].value
    sums = [array[place].tolist() for array in counted.sums]
    moments = [array[place].tolist() for array in (counted.mean, counted.deviation, counted.cv)]
    for column, (n_used, people, total, mean, deviation, cv) in enumerate(zip(*sums, *moments, strict=True)):
        measure = counted.measures[column]
        per = measure.scale / 100
        why = _why_none(counted, place, column, n_used, cv)
        is_over = counted.is_over[place, column]
        yield Spread(
            area=area,
            stage=stage,
            measure=measure,
            n_schools=n_used,
            n_pupils=people,
            total=Decimal(total) / 100,
            mean=None if why else mean * per,
            deviation=None if why else deviation * per,
            cv=None if why else cv,
            limit=limit,
            state="unknown" if why else "unmet" if is_over else "met",
            why=why,
        )


def _why_none(counted: Counted, place: int, column: int, n_used: int, cv: float) -> str:
    """Why a coefficient cannot be computed; empty when it can."""
    if counted.has_bad[place, column]:
        n = int(counted.is_bad[counted.by_group[place], column].sum())
        lacking = counted.groups[place] in counted.is_lacking
        told = ([f"{n} 所学校的数据缺失或不合理"] if n else []) + (["有学校没有报表"] if lacking else [])
        return "不能计算差异系数：" + "，".join(told) + "（见数据问题）。"
    if n_used == 0:
        return "不能计算差异系数：没有可以比较的学校。"
    if np.isnan(cv):
        return "不能计算差异系数：全县区平均值为零。"
    return ""
