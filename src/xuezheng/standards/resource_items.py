"""Items of the resource part: do all schools reach enough measures, does every measure keep its spread."""

from decimal import Decimal
from functools import partial
from typing import Any

from xuezheng.rules.values import Value
from xuezheng.standards.counting import Counted, Ints, Spread
from xuezheng.standards.declaration import Item
from xuezheng.standards.inquiry import Inquiry
from xuezheng.standards.looking import shown, source_of
from xuezheng.standards.measures import STAGES, Measure
from xuezheng.standards.verdict import Outcome, Row, Rows, State

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
    counted = inquiry.counted
    sources, make = _sources(counted, stage), partial(_school_row, counted)
    found = {}
    for area in inquiry.places:
        place = counted.place_of.get((area, stage))
        if place is None:
            found[area] = _nothing(inquiry, code, label, area, stage)
            continue
        rows = counted.by_group[place]
        passes = counted.passes[rows]
        lacking = (area, stage) in counted.is_lacking
        is_open = lacking or bool((passes < 0).any())
        state: State = "unmet" if (passes == 0).any() else "unknown" if is_open else "met"
        found[area] = Outcome(
            code, label, state, _schools_told(counted, rows, lacking=lacking), value=Decimal(int((passes == 1).sum())),
            limit=Decimal(len(rows)), unit="所", rows=Rows(rows, make), sources=sources,
        )  # fmt: skip
    return found


def _school_row(counted: Counted, at: int) -> Row:
    """One school: how many measures it reaches, and which it does not."""
    return Row(
        area=_text(counted, at, "area"),
        school=_text(counted, at, "school"),
        name=_text(counted, at, "name"),
        subject="达标项数",
        counted=Decimal(int(counted.is_met[at].sum())),
        value=Decimal(int(counted.is_met[at].sum())),
        limit=counted.limits.met_least.value if counted.limits.met_least else None,
        state=_STATES[int(counted.passes[at])],
        note=_note(counted, at),
    )


def _note(counted: Counted, at: int) -> str:
    """Which measures a school does not reach, and which cannot be used."""
    is_met, is_low, is_bad = (
        flags[at].tolist() for flags in (counted.is_met, counted.is_low, counted.is_bad)
    )
    kinds = (
        ("未达标", [not met and not bad for met, bad in zip(is_met, is_bad, strict=True)]),
        ("低于要求的 85%", is_low),
        ("数据不可用", is_bad),
    )
    told = []
    for words, flags in kinds:
        named = [m.short for m, flag in zip(counted.measures, flags, strict=True) if flag]
        told += [f"{words}：{'、'.join(named)}"] if named else []
    return "；".join(told)


def _schools_told(counted: Counted, rows: Ints, *, lacking: bool) -> str:
    passes = counted.passes[rows]
    failing, open_ones = rows[passes == 0].tolist(), rows[passes < 0].tolist()
    told = f"{len(rows)} 所学校中 {int((passes == 1).sum())} 所达标。"
    if failing:
        named = "；".join(f"{counted.names[at].as_py()}（{_note(counted, at)}）" for at in failing[:3])
        told += f"未达标 {len(failing)} 所：{named}{' 等' if len(failing) > 3 else ''}。"
    if open_ones:
        named = "、".join(counted.names[at].as_py() for at in open_ones[:3])
        told += f"数据不可用、不能判定 {len(open_ones)} 所：{named}。"
    return told + ("另有学校没有报表（见数据问题）。" if lacking else "")


def _spreads(inquiry: Inquiry, code: str, label: str, stage: str, measure: Measure) -> dict[str, Outcome]:
    counted, found = inquiry.counted, {}
    column = counted.measures.index(measure)
    limit = counted.limits.spread[stage]
    sources, asked, make = (source_of(limit),), shown(limit.value), partial(value_row, counted, column)
    for area in inquiry.places:
        spread = inquiry.spreads.get((area, stage, measure.code))
        if spread is None:
            found[area] = _nothing(inquiry, code, label, area, stage)
            continue
        rows = counted.by_group[counted.place_of[area, stage]]
        found[area] = Outcome(
            code, label, spread.state, spread.why or _spread_told(spread, asked),
            value=None if spread.cv is None else Decimal(f"{spread.cv:.6f}"), limit=limit.value, sense="<=",
            rows=Rows(rows, make), sources=sources,
        )  # fmt: skip
    return found


def value_row(counted: Counted, column: int, at: int) -> Row:
    """One school's quantity, pupils and value of one measure."""
    measure = counted.measures[column]
    cents, pupils = int(counted.cents[at, column]), int(counted.pupils[at])
    is_bad = bool(counted.is_bad[at, column])
    stage = _text(counted, at, "stage")
    floor = counted.limits.floors.get(stage, {}).get(measure.code)
    state: State = "unknown" if is_bad else "met" if floor is None or counted.is_met[at, column] else "unmet"
    return Row(
        area=_text(counted, at, "area"),
        school=_text(counted, at, "school"),
        name=_text(counted, at, "name"),
        subject=measure.short,
        counted=Decimal(cents) / 100,
        out_of=Decimal(pupils),
        value=None if is_bad else Decimal(cents) * measure.scale / 100 / pupils,
        limit=floor.value if floor else None,
        state=state,
        note="数据不可用" if is_bad else "",
    )


def _spread_told(spread: Spread, asked: str) -> str:
    unit = spread.measure.unit
    return (
        f"S ÷ 平均值 = {spread.deviation:.4f} ÷ {spread.mean:.4f}{unit} = {spread.cv:.4f}，"
        f"要求 ≤ {asked}（{spread.n_schools} 所学校，{spread.n_pupils} 名学生）。"
    )


def _mean(inquiry: Inquiry, code: str, label: str, stage: str) -> dict[str, Outcome]:
    counted, found = inquiry.counted, {}
    limit = counted.limits.spread[stage]
    for area in inquiry.places:
        keys = [(area, stage, measure.code) for measure in counted.measures]
        mine = [inquiry.spreads[key] for key in keys if key in inquiry.spreads]
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


def _text(counted: Counted, at: int, column: str) -> str:
    return str(counted.table[column][at].as_py() or "")


def _nothing(inquiry: Inquiry, code: str, label: str, area: str, stage: str) -> Outcome:
    name = inquiry.places.get(area, area)
    told = f"不能计算：{name} {inquiry.year} 学年没有可以比较的{STAGES[stage]}报表。"
    return Outcome(code, label, "unknown", told)


def _sources(counted: Counted, stage: str) -> tuple[str, ...]:
    limits = counted.limits
    values = [*limits.floors[stage].values(), limits.met_least, limits.floor_share]
    return tuple(source_of(value) for value in values if value)
