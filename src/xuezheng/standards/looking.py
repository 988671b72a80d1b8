"""Ways to look at an item: a share of an area, a limit for every school, a finding, several of these together.

A way takes the inquiry and gives one outcome a place. Evidence comes as the indicators give it: rows with
`counted` and `out_of`, of a school or of an area; the figure is the sum of the rows that are listed.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import narwhals as nw

from xuezheng.indicators import measuring
from xuezheng.indicators.catalogue import find
from xuezheng.indicators.questions import collected
from xuezheng.indicators.readings import Frame
from xuezheng.rules.values import Value
from xuezheng.standards.declaration import Item
from xuezheng.standards.inquiry import Inquiry
from xuezheng.standards.verdict import Outcome, Row, Sense, State, together

Evidence = Callable[[Inquiry], Frame | list[dict[str, Any]]]


def finding(code: str, label: str) -> Item:
    """An item that only inspectors can settle."""
    return Item(code, label, lambda inquiry: _findings(inquiry, code, label), finding=label, needs_visit=True)


def share(
    code: str,
    label: str,
    evidence: Evidence,
    limit: str,
    *,
    scale: int = 100,
    sense: Sense = ">=",
    unit: str = "%",
    lacking: str = "",
    vacuous: str = "",
) -> Item:
    """Σ counted ÷ Σ out_of × scale of the area against a limit.

    `lacking` says what there are no records of; `vacuous` the reason told when the area has nothing of the
    kind, which then counts as met.
    """

    def look(inquiry: Inquiry) -> dict[str, Outcome]:
        rule = inquiry.value(limit)
        rows = by_area(inquiry, evidence)
        found = {}
        for place in inquiry.places:
            if vacuous and not rows.get(place):
                found[place] = Outcome(code, label, "met", vacuous, sources=(source_of(rule),))
                continue
            told = lacking or label
            found[place] = share_of(code, label, rows.get(place, []), rule, scale, sense, unit, told)
        return found

    return Item(code, label, look, finding=label)


def each(
    code: str,
    label: str,
    evidence: Evidence,
    *,
    scale: int = 1,
    sense: Sense = ">=",
    unit: str = "",
    limits: tuple[str, ...] = (),
    vacuous: str = "",
    lacking: str = "",
) -> Item:
    """Every row against its own `limit`; the area is met when all rows are.

    `vacuous` is the reason told when the area has nothing of the kind, which then counts as met; without it
    no rows are "cannot tell". `limits` name the rules that the rows' limits come from.
    """

    def look(inquiry: Inquiry) -> dict[str, Outcome]:
        rows = by_area(inquiry, evidence)
        rules = tuple(inquiry.value(name) for name in limits)
        return {
            place: each_of(
                code, label, rows.get(place, []), scale, sense, unit, rules, vacuous, lacking or label
            )
            for place in inquiry.places
        }

    return Item(code, label, look, finding=label)


def figure(
    code: str, label: str, indicator: str, limit: str, *, filters: Mapping[str, str] | None = None
) -> Item:
    """An indicator of the house, by area, against a limit."""

    def look(inquiry: Inquiry) -> dict[str, Outcome]:
        rule = inquiry.value(limit)
        figures = measuring.measure(inquiry.snapshot, [indicator], inquiry.year, "area", filters)
        why = {each.area: each.why_not for each in figures}
        scale, unit = find(indicator).scale, find(indicator).unit
        rows = by_area(inquiry, lambda asked: _rows_of_indicator(asked, indicator, filters))
        found = {}
        for place in inquiry.places:
            outcome = share_of(code, label, rows.get(place, []), rule, scale, ">=", unit, label)
            is_open = outcome.state == "unknown" and why.get(place)
            found[place] = replace(outcome, reason=f"不能计算：{why[place]}") if is_open else outcome
        return found

    return Item(code, label, look, finding=label)


def all_of(code: str, label: str, *items: Item) -> Item:
    """Several looks at one item of the standard: all must be met."""

    def look(inquiry: Inquiry) -> dict[str, Outcome]:
        found = [settled(inquiry, item) for item in items]
        return {place: _joined(code, label, [each[place] for each in found]) for place in inquiry.places}

    return Item(code, label, look, finding=label, within=items)


def settled(inquiry: Inquiry, item: Item) -> dict[str, Outcome]:
    """An item's outcomes; where figures leave it open, the inspectors' finding settles it."""
    outcomes = dict(item.look(inquiry))
    if not item.finding:
        return outcomes
    for place, outcome in outcomes.items():
        seen = inquiry.findings.get(place, {}).get(item.finding)
        if outcome.state == "unknown" and seen:
            by_visit = _findings(inquiry, item.code, item.finding)[place]
            told = f"{outcome.reason}改由督导检查判定：{by_visit.reason}"
            outcomes[place] = replace(
                outcome, state=by_visit.state, reason=told, rows=(*outcome.rows, *by_visit.rows)
            )
    return outcomes


def by_area(inquiry: Inquiry, evidence: Evidence) -> dict[str, list[dict[str, Any]]]:
    """Evidence summed by school (or area) and subject, under the area of each."""
    given = evidence(inquiry)
    rows = given if isinstance(given, list) else collected(_summed(given))
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        school = inquiry.schools.get(row.get("school") or "")
        area = row.get("area") or (school["area"] if school else "") or ""
        named = {**row, "area": area, "name": school["name"] if school else ""}
        found.setdefault(area, []).append(named)
    for listed in found.values():
        listed.sort(key=lambda row: (row.get("school") or "", str(row.get("subject") or "")))
    return found


def _summed(frame: Frame) -> Frame:
    names = frame.collect_schema().names()
    keys = [name for name in ("area", "school", "subject", "limit") if name in names]
    sums = [nw.col("counted").sum(), nw.col("out_of").sum()]
    return frame.group_by(keys).agg(*sums)


def _rows_of_indicator(
    inquiry: Inquiry, code: str, filters: Mapping[str, str] | None
) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str], list[Decimal]] = {}
    for row in measuring.evidence(inquiry.snapshot, code, inquiry.year, filters):
        key = (row.get("area") or "", row.get("school") or "")
        counts = sums.setdefault(key, [Decimal(0), Decimal(0)])
        counts[0] += Decimal(row["counted"] or 0)
        counts[1] += Decimal(row.get("out_of") or 0)
    return [{"area": a, "school": s, "counted": c, "out_of": o} for (a, s), (c, o) in sums.items()]


def share_of(
    code: str,
    label: str,
    rows: list[dict[str, Any]],
    rule: Value,
    scale: int,
    sense: Sense,
    unit: str,
    lacking: str,
) -> Outcome:
    """One area's share, with its rows."""
    counted = sum((number(row["counted"]) or Decimal(0) for row in rows), Decimal(0))
    out_of = sum((number(row["out_of"]) or Decimal(0) for row in rows), Decimal(0))
    listed = tuple(as_row(row, scale) for row in rows)
    about: dict[str, Any] = {
        "limit": rule.value,
        "sense": sense,
        "unit": unit,
        "rows": listed,
        "sources": (source_of(rule),),
    }
    if not rows or not out_of:
        told = f"不能计算：没有“{lacking}”的数据。" if not rows else f"不能计算：“{lacking}”的分母为零。"
        return Outcome(code, label, "unknown", told, **about)
    value = counted * scale / out_of
    state: State = "met" if holds(value, sense, rule.value) else "unmet"
    told = f"{shown(counted)} ÷ {shown(out_of)} = {shown(value)}{unit}，要求 {words(sense)} {shown(rule.value)}{unit}。"
    return Outcome(code, label, state, told, value=value, **about)


def each_of(
    code: str,
    label: str,
    rows: list[dict[str, Any]],
    scale: int,
    sense: Sense,
    unit: str,
    rules: tuple[Value, ...],
    vacuous: str,
    lacking: str,
) -> Outcome:
    """One area's rows, each against its own limit."""
    listed = tuple(_held(as_row(row, scale), sense) for row in rows)
    about: dict[str, Any] = {
        "sense": sense,
        "unit": unit,
        "rows": listed,
        "sources": tuple(map(source_of, rules)),
    }
    if not rows:
        told = vacuous or f"不能计算：没有“{lacking}”的数据。"
        return Outcome(code, label, "met" if vacuous else "unknown", told, **about)
    state = together([row.state for row in listed])
    return Outcome(code, label, state, _each_told(listed, unit, sense), **about)


def _each_told(rows: tuple[Row, ...], unit: str, sense: Sense) -> str:
    unmet = [row for row in rows if row.state == "unmet"]
    open_ones = [row for row in rows if row.state == "unknown"]
    told = f"{len(rows)} 项中 {len(rows) - len(unmet) - len(open_ones)} 项达标。"
    if unmet:
        first = "、".join(
            f"{row.name or row.school}{row.subject}（{shown(row.value)}{unit}，要求 {words(sense)} {shown(row.limit)}）"
            for row in unmet[:3]
        )
        more = f"等 {len(unmet)} 项" if len(unmet) > 3 else ""
        told += f"未达标：{first}{more}。"
    if open_ones:
        told += (
            f"不能计算 {len(open_ones)} 项：{'、'.join(row.name or row.school for row in open_ones[:3])}。"
        )
    return told


def as_row(row: dict[str, Any], scale: int) -> Row:
    """One row of evidence with its value."""
    counted, out_of = number(row["counted"]), number(row.get("out_of"))
    value = None
    if counted is not None and "out_of" not in row:
        value = counted
    elif counted is not None and out_of:
        value = counted * scale / out_of
    return Row(
        area=row["area"],
        school=row.get("school") or "",
        name=row.get("name") or "",
        subject=str(row.get("subject") or ""),
        counted=counted,
        out_of=out_of,
        value=value,
        limit=number(row.get("limit")),
        state="met" if value is not None else "unknown",
    )


def _held(row: Row, sense: Sense) -> Row:
    if row.value is None or row.limit is None:
        return replace(row, state="unknown")
    return replace(row, state="met" if holds(row.value, sense, row.limit) else "unmet")


def _findings(inquiry: Inquiry, code: str, label: str) -> dict[str, Outcome]:
    found = {}
    for place in inquiry.places:
        seen = inquiry.findings.get(place, {}).get(label, [])
        rows = tuple(
            Row(
                area=each.area,
                school=each.school,
                name=inquiry.schools.get(each.school, {}).get("name") or inquiry.places.get(place, ""),
                subject=each.visit,
                state="met" if each.is_right else "unmet",
            )
            for each in sorted(seen, key=lambda each: (each.school, each.visit))
        )
        found[place] = Outcome(code, label, _state_of(rows), _findings_told(rows, inquiry.year), rows=rows)
    return found


def _state_of(rows: tuple[Row, ...]) -> State:
    return together([row.state for row in rows])


def _findings_told(rows: tuple[Row, ...], year: int) -> str:
    if not rows:
        return f"不能判定：{year} 年的督导检查没有这一项的结果。"
    wrong = [row for row in rows if row.state == "unmet"]
    if not wrong:
        return f"督导检查结果达标（{'、'.join(dict.fromkeys(row.subject for row in rows[:3]))}）。"
    told = "、".join(f"{row.name}（{row.subject}）" for row in wrong[:3])
    return f"督导检查未达标且未整改：{told}。"


def _joined(code: str, label: str, outcomes: list[Outcome]) -> Outcome:
    first = outcomes[0]
    return replace(
        first,
        item=code,
        label=label,
        state=together([each.state for each in outcomes]),
        reason="".join(f"{each.label}：{each.reason}" for each in outcomes),
        rows=tuple(row for each in outcomes for row in each.rows),
        sources=tuple(dict.fromkeys(s for each in outcomes for s in each.sources)),
    )


def holds(value: Decimal, sense: Sense, limit: Decimal) -> bool:
    """Whether a value keeps a limit."""
    if sense == ">=":
        return value >= limit
    return value <= limit if sense == "<=" else value < limit


def words(sense: Sense) -> str:
    """A comparison as a report writes it."""
    return {">=": "≥", "<=": "≤", "<": "＜"}[sense]


def shown(value: Decimal | None) -> str:
    """A number for reading: at most four decimals, no trailing zeros."""
    if value is None:
        return "—"
    return f"{round(value, 4).normalize():f}"


def number(value: Any) -> Decimal | None:
    """A number of evidence as an exact decimal."""
    return None if value is None else Decimal(str(value))


def source_of(rule: Value) -> str:
    """Where a limit stands and how sure it is."""
    doubt = "（凭记忆，须核原文）" if rule.mark == "M" else ""
    return f"{rule.source}〔{rule.mark}〕{doubt if '凭记忆' not in rule.source else ''}"
