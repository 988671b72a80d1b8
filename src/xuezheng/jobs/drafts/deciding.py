"""What a person says of a place, as a decision that the reports room can use; every fault at once."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, Fault
from xuezheng.jobs.drafts.plain import kept
from xuezheng.jobs.drafts.room import Room
from xuezheng.reports.mapping.deciding import decided
from xuezheng.reports.mapping.parsing import Entry, Faults
from xuezheng.reports.shapes import Decision, Slot
from xuezheng.reports.writing.drafting import scale_of
from xuezheng.reports.writing.units import family, split_scale

LONGEST = 120


def chosen(room: Room, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """A decision of a person, checked against the text and the catalogue.

    Raises
    ------
    BadInput
        When the indicator, a filter, the unit or the value cannot be used; all faults are listed.
    """
    slot = room.slot(name)
    faults = Faults(Path("文稿"))
    decision = decided(slot, _entry(given), room.catalogue, faults)
    if decision is None or faults.found:
        raise BadInput(
            f"{name} 处没有保存，有 {len(faults.found)} 处须改。",
            faults=[Fault(fault.what, slot.clause, fault.remedy) for fault in faults.found],
        )
    return kept(decision)


def confirmed(room: Room, name: str, decision: Decision) -> dict[str, Any]:
    """The decision that stands there, confirmed by a person."""
    said = kept(decision)
    if decision.state == "by_hand":
        return chosen(room, name, said)
    return chosen(room, name, {**said, "state": "confirmed"})


def by_hand(
    room: Room, name: str, *, value: str, unit: str, who: str, document: str, note: str = ""
) -> dict[str, Any]:
    """A figure that records do not give: what, in which unit, who says so, in which document.

    Raises
    ------
    BadInput
        When value or source are missing, or the unit cannot stand for the text's.
    """
    slot = room.slot(name)
    faults = [
        Fault(f"“{label}”没有填。", slot.clause, remedy)
        for label, said, remedy in (
            ("数值", value, "请填写要写入文中的数或名称。"),
            ("由谁提供", who, "请填写单位或科室。"),
        )
        if not said.strip()
    ]
    faults += [
        Fault(f"“{said[:20]}…”超过 {LONGEST} 字。", slot.clause, "请写短一些。")
        for said in (value, who, document, note)
        if len(said) > LONGEST
    ]
    if faults:
        raise BadInput(f"{name} 处没有保存，有 {len(faults)} 处须改。", faults=faults)
    told = [who.strip(), document.strip(), note.strip()]
    number = _in_unit_of(slot, value.strip(), unit.strip()) if slot.kind == "figure" else value.strip()
    said = {"state": "by_hand", "value": number, "source": "，".join(one for one in told if one)}
    return chosen(room, name, said)


def _in_unit_of(slot: Slot, value: str, unit: str) -> str:
    """The value in the unit of the text: 23000000 元 is 2300 where the text writes 万元."""
    if not unit or unit == slot.unit or not slot.unit:
        return value
    if family(unit) != family(slot.unit):
        raise BadInput(
            f"单位“{unit}”不能代替文中的“{slot.unit}”。文中的单位不变。请换算成{slot.unit}后填写。"
        )
    try:
        number = Decimal(value.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return value
    factor = Decimal(split_scale(unit)[0]) / Decimal(scale_of(slot))
    return format((number * factor).normalize(), "f")


def left_open(decision: Decision) -> dict[str, Any]:
    """The place without a decision; its indicator stays as a hint."""
    hint = Decision(
        decision.slot, "open", decision.indicator, dict(decision.filters), decision.period, decision.measure
    )
    return kept(hint)


def _entry(given: Mapping[str, Any]) -> Entry:
    children = {
        key: Entry(1, children={column: Entry(1, str(word)) for column, word in value.items()})
        if isinstance(value, Mapping)
        else Entry(1, str(value))
        for key, value in given.items()
    }
    return Entry(1, children=children)
