"""The reckoned value of every decided slot, from a snapshot."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from xuezheng.errors import BadInput, Fault
from xuezheng.indicators.declaration import Indicator
from xuezheng.indicators.forms import Form, as_text
from xuezheng.reports.remembering import Remembered
from xuezheng.reports.shapes import IN_PERCENT, Decision, Document, Slot
from xuezheng.reports.writing.beyond_values import TOLD, beyond_value, target_rows
from xuezheng.reports.writing.shapes import Answer
from xuezheng.reports.writing.units import family, in_plain_unit


def compute(
    document: Document,
    decisions: Mapping[str, Decision],
    snapshot: Any,
    catalogue: Mapping[str, Indicator],
    year: int,
    *,
    take_suggestions: bool = False,
    measuring: Remembered | None = None,
) -> dict[str, Answer]:
    """Reckon the value of every slot that was decided, and keep the rows behind it.

    Parameters
    ----------
    measuring : Remembered, optional
        What this report has reckoned already, and what later steps need not reckon again.

    Raises
    ------
    BadInput
        When decisions name an unknown indicator or one whose unit cannot fill the slot; all
        such faults are listed together.
    """
    taken = [
        (slot, decision)
        for slot in document.slots
        if (decision := decisions.get(slot.id)) is not None
        and decision.indicator
        and is_taken(decision, take_suggestions)
        and not decision.indicator.startswith(("period.", "name.", "structure."))
    ]
    faults = [fault for slot, decision in taken if (fault := _fault(slot, decision, catalogue))]
    if faults:
        raise BadInput("对照表中有指标或单位不能使用。请改正下列各项后重试。", faults=faults)
    measuring = measuring or Remembered()
    measuring.learn(catalogue)
    expect((decision for _, decision in taken), snapshot, year, measuring)
    return {slot.id: reckon(decision, snapshot, catalogue, year, measuring) for slot, decision in taken}


def expect(decisions: Iterable[Decision], snapshot: Any, year: int, measuring: Remembered) -> None:
    """Reckon the figures of many decisions together, which is cheaper than one by one."""
    together: dict[tuple[Any, ...], list[str]] = {}
    for decision in decisions:
        key = (*_asked(decision, year), tuple(sorted(decision.filters.items())))
        together.setdefault(key, []).append(decision.indicator)
    for (asked, period, filters), codes in together.items():
        measuring.expect(snapshot, codes, asked, dict(filters), period)


def is_taken(decision: Decision, take_suggestions: bool) -> bool:
    """Whether a decision may be written: confirmed, given by hand, or a suggestion that was taken."""
    return decision.state in ("confirmed", "by_hand") or (decision.state == "suggested" and take_suggestions)


def reckon(
    decision: Decision, snapshot: Any, catalogue: Mapping[str, Indicator], year: int, measuring: Remembered
) -> Answer:
    """Reckon one decision: the indicator with its filters, period and measure, and the rows behind it."""
    indicator = catalogue[decision.indicator]
    value, unit, why = value_of(decision, snapshot, catalogue, year, measuring)
    asked, period = _asked(decision, year)
    rows = tuple(measuring.evidence(snapshot, decision.indicator, asked, dict(decision.filters), period))
    if decision.measure in TOLD:
        targets = target_rows(decision, snapshot, asked)
        rows = targets if decision.measure == "target" else (*rows, *targets)
    return Answer(
        value=value,
        unit=unit,
        rows=len(rows),
        label=indicator.label,
        definition=indicator.definition + (f"本数为{how}。" if (how := TOLD.get(decision.measure)) else ""),
        form=as_text(indicator.evidence) if isinstance(indicator.evidence, Form) else "",
        evidence=rows,
        evidence_sha256=digest(rows),
        why_not=why,
    )


def value_of(
    decision: Decision, snapshot: Any, catalogue: Mapping[str, Indicator], year: int, measuring: Remembered
) -> tuple[Decimal | None, str, str]:
    """The value of a decision in its unit without 万 or 亿; without one, the reason why not."""
    indicator, filters = catalogue[decision.indicator], dict(decision.filters)
    asked, period = _asked(decision, year)
    if decision.measure in TOLD:
        return beyond_value(decision, snapshot, indicator, asked, period, measuring)
    figure = measuring.measure(snapshot, [decision.indicator], asked, None, filters, period)[0]
    if decision.measure == "change" and indicator.kind != "change":
        before = measuring.measure(snapshot, [decision.indicator], asked - 1, None, filters, period)[0]
        return _fall(before, figure)
    return _measured(decision, figure, indicator)


def _asked(decision: Decision, year: int) -> tuple[int, Any]:
    """The year and the part of it a decision asks for."""
    return (year - 1, "year") if decision.period == "last_year" else (year, decision.period)


def digest(rows: tuple[Mapping[str, Any], ...]) -> str:
    """SHA-256 of evidence rows, whatever their order."""
    lines = sorted(json.dumps(dict(row), sort_keys=True, ensure_ascii=False, default=_text) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _text(value: object) -> str:
    """A number or a date as JSON text that does not depend on how it was stored."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def _measured(decision: Decision, figure: Any, indicator: Indicator) -> tuple[Decimal | None, str, str]:
    """The part of a measured figure that the decision asks for."""
    why = figure.why_not or ""
    if decision.measure == "out_of":
        if figure.out_of is None:
            return None, "", why or "该指标没有“应有数”"
        value, unit = in_plain_unit(Decimal(figure.out_of) * indicator.scale, figure.unit)
        return (Decimal(figure.out_of), "", why) if indicator.kind == "rate" else (value, unit, why)
    if decision.measure == "rate" and indicator.kind not in ("rate", "change"):
        if not figure.out_of:
            return None, "%", why or "应有数为零，无法求率"
        return Decimal(figure.counted) * 100 / Decimal(figure.out_of), "%", why
    if figure.value is None:
        return None, figure.unit, why or "没有数据"
    value, unit = in_plain_unit(Decimal(figure.value), figure.unit)
    return value, unit, why


def _fall(before: Any, now: Any) -> tuple[Decimal | None, str, str]:
    """Fall against the year before, in per cent of it."""
    if before.value is None or now.value is None or not before.value:
        return None, "%", "缺少上年或本年数据，无法比较"
    return (Decimal(before.value) - Decimal(now.value)) * 100 / Decimal(before.value), "%", ""


def _fault(slot: Slot, decision: Decision, catalogue: Mapping[str, Indicator]) -> Fault | None:
    """Say why an indicator cannot fill a slot; None when it can."""
    indicator = catalogue.get(decision.indicator)
    if indicator is None:
        return Fault(
            f"没有名为“{decision.indicator}”的指标。",
            f"{slot.id}（{slot.clause}）",
            "用 xuezheng indicators list 查看可用指标。",
        )
    unit = "%" if decision.measure in IN_PERCENT else indicator.unit
    if decision.measure != "out_of" and slot.unit and family(unit) != family(slot.unit):
        return Fault(
            f"指标“{indicator.label}”的单位是{unit}，而文中写的是{slot.unit}。",
            f"{slot.id}（{slot.clause}）",
            "请换一个指标或口径。",
        )
    return None
