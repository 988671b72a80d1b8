"""Items of the resource part: do all schools reach enough measures, does every measure keep its spread."""

from decimal import Decimal
from typing import Any

import numpy as np

from xuezheng.rules.values import Value
from xuezheng.standards.counting import Counted, Spread
from xuezheng.standards.declaration import Item
from xuezheng.standards.inquiry import Inquiry
from xuezheng.standards.looking import shown, source_of
from xuezheng.standards.measures import STAGES, Measure
from xuezheng.standards.verdict import Outcome, Row, State, together

_STATES: dict[int, State] = {1: "met", 0: "unmet", -1: "unknown"}


def schools_reach(stage: str) -> Item:
    """Every compared school of a stage reaches so many of its measures, and the least share of the others."""
    label = f"{STAGES[stage]}：每所学校至少六项达标，余项不低于要求的 85%"
    code = f"schools.{stage}"
    return Item(code, label, lambda inquiry: _schools(inquiry, code, label, stage))


def spread_within(stage: str, measure: Measure) -> Item:
    """The spread of one measure between the schools of a stage."""
    label = f"{STAGES[stage]}：{measure.label}校际差异系数"
    code = f"spread.{stage}.{measure.code}"
    return Item(code, label, lambda inquiry: _spreads(inquiry, code, label, stage, measure))


def mean_spread_within(stage: str) -> Item:
    """The mean of all coefficients of a stage (基本均衡's 综合差异系数)."""
    label = f"{STAGES[stage]}：八项指标综合差异系数"
    code = f"mean_spread.{stage}"
    return Item(code, label, lambda inquiry: _mean(inquiry, code, label, stage))


def _schools(inquiry: Inquiry, code: str, label: str, stage: str) -> dict[str, Outcome]:
    counted, found = inquiry.counted, {}
    for area in inquiry.places:
        place = _place(counted, area, stage)
        if place is None:
            found[area] = _nothing(inquiry, code, label, area, stage)
            continue
        rows = tuple(_school_row(counted, at) for at in np.flatnonzero(counted.group == place).tolist())
        lacking = (area, stage) in counted.is_lacking
        states = [row.state for row in rows] + (["unknown"] if lacking else [])
        found[area] = Outcome(
            code, label, together(states), _schools_told(rows, lacking), value=Decimal(sum(r.state == "met" for r in rows)),
            limit=Decimal(len(rows)), unit="所", rows=rows, sources=_sources(counted, stage),
        )  # fmt: skip
    return found


def _school_row(counted: Counted, at: int) -> Row:
    """One school: how many measures it reaches, and which it does not."""
    table = counted.table
    unmet = [
        m.short
        for k, m in enumerate(counted.measures)
        if not counted.is_met[at, k] and not counted.is_bad[at, k]
    ]
    low = [m.short for k, m in enumerate(counted.measures) if counted.is_low[at, k]]
    bad = [m.short for k, m in enumerate(counted.measures) if counted.is_bad[at, k]]
    told = ([f"未达标：{'、'.join(unmet)}"] if unmet else []) + (
        [f"低于要求的 85%：{'、'.join(low)}"] if low else []
    )
    told += [f"数据不可用：{'、'.join(bad)}"] if bad else []
    return Row(
        area=str(table["area"][at].as_py()),
        school=str(table["school"][at].as_py()),
        name=str(table["name"][at].as_py() or ""),
        subject="达标项数",
        counted=Decimal(int(counted.is_met[at].sum())),
        value=Decimal(int(counted.is_met[at].sum())),
        limit=counted.limits.met_least.value if counted.limits.met_least else None,
        state=_STATES[int(counted.passes[at])],
        note="；".join(told),
    )


def _schools_told(rows: tuple[Row, ...], lacking: bool) -> str:
    failing = [row for row in rows if row.state == "unmet"]
    open_ones = [row for row in rows if row.state == "unknown"]
    told = f"{len(rows)} 所学校中 {len(rows) - len(failing) - len(open_ones)} 所达标。"
    if failing:
        named = "；".join(f"{row.name}（{row.note}）" for row in failing[:3])
        told += f"未达标 {len(failing)} 所：{named}{' 等' if len(failing) > 3 else ''}。"
    if open_ones:
        told += f"数据不可用、不能判定 {len(open_ones)} 所：{'、'.join(row.name for row in open_ones[:3])}。"
    return told + ("另有学校没有报表（见数据问题）。" if lacking else "")


def _spreads(inquiry: Inquiry, code: str, label: str, stage: str, measure: Measure) -> dict[str, Outcome]:
    counted, found = inquiry.counted, {}
    column = counted.measures.index(measure)
    of_area = {s.area: s for s in inquiry.spreads if s.stage == stage and s.measure == measure}
    for area in inquiry.places:
        spread = of_area.get(area)
        if spread is None:
            found[area] = _nothing(inquiry, code, label, area, stage)
            continue
        place = _place(counted, area, stage)
        rows = tuple(value_row(counted, at, column) for at in np.flatnonzero(counted.group == place).tolist())
        limit = counted.limits.spread[stage]
        found[area] = Outcome(
            code, label, spread.state, spread.why or _spread_told(spread),
            value=None if spread.cv is None else Decimal(f"{spread.cv:.6f}"), limit=limit.value, sense="<=",
            rows=rows, sources=(source_of(limit),),
        )  # fmt: skip
    return found


def value_row(counted: Counted, at: int, column: int) -> Row:
    """One school's quantity, pupils and value of one measure."""
    table, measure = counted.table, counted.measures[column]
    cents, pupils = int(counted.cents[at, column]), int(counted.pupils[at])
    is_bad = bool(counted.is_bad[at, column])
    stage = str(table["stage"][at].as_py())
    floor = counted.limits.floors.get(stage, {}).get(measure.code)
    state: State = "unknown" if is_bad else "met" if floor is None or counted.is_met[at, column] else "unmet"
    return Row(
        area=str(table["area"][at].as_py()),
        school=str(table["school"][at].as_py()),
        name=str(table["name"][at].as_py() or ""),
        subject=measure.short,
        counted=Decimal(cents) / 100,
        out_of=Decimal(pupils),
        value=None if is_bad else Decimal(cents) * measure.scale / 100 / pupils,
        limit=floor.value if floor else None,
        state=state,
        note="数据不可用" if is_bad else "",
    )


def _spread_told(spread: Spread) -> str:
    unit = spread.measure.unit
    return (
        f"S ÷ 平均值 = {spread.deviation:.4f} ÷ {spread.mean:.4f}{unit} = {spread.cv:.4f}，"
        f"要求 ≤ {shown(spread.limit)}（{spread.n_schools} 所学校，{spread.n_pupils} 名学生）。"
    )


def _mean(inquiry: Inquiry, code: str, label: str, stage: str) -> dict[str, Outcome]:
    counted, found = inquiry.counted, {}
    limit = counted.limits.spread[stage]
    for area in inquiry.places:
        mine = [s for s in inquiry.spreads if s.area == area and s.stage == stage]
        if not mine:
            found[area] = _nothing(inquiry, code, label, area, stage)
            continue
        found[area] = _mean_of(code, label, mine, limit)
    return found


def _mean_of(code: str, label: str, spreads: list[Spread], limit: Value) -> Outcome:
    rows = tuple(
        Row(
            area=spread.area,
            subject=spread.measure.label,
            value=None if spread.cv is None else Decimal(f"{spread.cv:.6f}"),
            state="unknown" if spread.cv is None else "met",
            note=spread.why,
        )
        for spread in spreads
    )
    about: dict[str, Any] = {
        "limit": limit.value,
        "sense": "<=",
        "rows": rows,
        "sources": (source_of(limit),),
    }
    open_ones = [spread for spread in spreads if spread.cv is None]
    if open_ones:
        named = "、".join(spread.measure.short for spread in open_ones)
        return Outcome(code, label, "unknown", f"不能计算：{named}没有差异系数。{open_ones[0].why}", **about)
    mean = sum((Decimal(repr(spread.cv)) for spread in spreads), Decimal(0)) / len(spreads)
    state: State = "met" if mean <= limit.value else "unmet"
    told = f"{len(spreads)} 项差异系数平均 {mean:.4f}，要求 ≤ {shown(limit.value)}。"
    return Outcome(code, label, state, told, value=round(mean, 6), **about)


def _place(counted: Counted, area: str, stage: str) -> int | None:
    key = (area, stage)
    return counted.groups.index(key) if key in counted.groups else None


def _nothing(inquiry: Inquiry, code: str, label: str, area: str, stage: str) -> Outcome:
    name = inquiry.places.get(area, area)
    told = f"不能计算：{name} {inquiry.year} 学年没有可以比较的{STAGES[stage]}报表。"
    return Outcome(code, label, "unknown", told)


def _sources(counted: Counted, stage: str) -> tuple[str, ...]:
    limits = counted.limits
    values = [*limits.floors[stage].values(), limits.met_least, limits.floor_share]
    return tuple(source_of(value) for value in values if value)
