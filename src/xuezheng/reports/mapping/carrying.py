"""Keep what a person confirmed in an older mapping, where the clause is still the same."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from xuezheng.errors import BadInput
from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.mapping.deciding import decided
from xuezheng.reports.mapping.parsing import Entry, Faults, parse
from xuezheng.reports.mapping.reading import slots_of
from xuezheng.reports.shapes import Decision, Document

#: Figures and placeholders; a clause is the same whatever stands in its gaps.
_GAP = re.compile(r"[xX×Ⅹ*\d.]+|零")


def carry_over(old: Path, document: Document, catalogue: Mapping[str, Indicator]) -> dict[str, Decision]:
    """Confirmed decisions of an older mapping for the slots of this document.

    A slot takes over when its clause is the same but for the figures in it, and it is the same
    one of the clause's slots. A figure given by hand is of its year and is not carried over; a
    name is.

    Raises
    ------
    NotFound, BadInput
        When the old file is not there, or is no mapping.
    """
    faults = Faults(Path(old))
    entries = slots_of(parse(Path(old), faults), Path(old), faults)
    if faults.found:
        raise BadInput(f"旧对照表 {old} 不能使用。请改正下列各项后重试。", faults=faults.found)
    known = _by_place([(_clause(entry), name) for name, entry in entries.items()])
    here = _by_place([(slot.clause, slot.id) for slot in document.slots])
    slots = {slot.id: slot for slot in document.slots}
    kept: dict[str, Decision] = {}
    for place, name in here.items():
        if place not in known:
            continue
        decision = decided(slots[name], entries[known[place]], catalogue, Faults(Path(old)))
        if decision and _is_kept(decision, slots[name].kind):
            kept[name] = decision
    return kept


def _is_kept(decision: Decision, kind: str) -> bool:
    if decision.state == "confirmed":
        return True
    return decision.state == "by_hand" and kind == "name"


def _clause(entry: Entry) -> str:
    return entry.children["clause"].word if entry.children and "clause" in entry.children else ""


def _by_place(listed: list[tuple[str, str]]) -> dict[tuple[str, int], str]:
    """Slot by clause and its turn within clauses of the same words."""
    turns: Counter[str] = Counter()
    found: dict[tuple[str, int], str] = {}
    for clause, name in listed:
        words = _GAP.sub("#", clause)
        if words:
            found[words, turns[words]] = name
            turns[words] += 1
    return found
