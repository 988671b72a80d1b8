"""What earlier confirmations say of a text's slots: the same clause, a clause much like it, or nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.mapping.memory import Memory, Place, fault_of, load, places
from xuezheng.reports.mapping.sameness import differences, likeness, means_something_else
from xuezheng.reports.shapes import Decision, Document, Slot

#: From here on a clause is offered for another; below, it is another.
NEAR = 0.75


@dataclass(frozen=True)
class Recalled:
    """What is remembered for a slot.

    Attributes
    ----------
    decision : Decision or None
        confirmed for the same clause, suggested for one like it; None when there is only `why`.
    number : str
        Of the memory.
    score : float
        1 for the same clause, else how like it is.
    why : str
        In words, for the person who looks it over.
    """

    decision: Decision | None
    number: str
    score: float
    why: str

    @property
    def is_sure(self) -> bool:
        """Whether nobody need be asked."""
        return self.decision is not None and self.decision.state in ("confirmed", "by_hand")


def recall(folder: Path, document: Document, catalogue: Mapping[str, Indicator]) -> dict[str, Recalled]:
    """What a bureau's memories say of the slots of a document; slots they say nothing of are left out."""
    known, found = load(folder), {}
    listed = places(document)
    often = Counter((place.clause, place.unit) for place in listed)
    for place in listed:
        if place.clause and (one := _of(place, known, often[place.clause, place.unit], catalogue)):
            found[place.slot.id] = one
    return found


def sure_of(recalled: Mapping[str, Recalled]) -> dict[str, Decision]:
    """The decisions that need nobody to confirm them again, and those that are offered."""
    return {slot: one.decision for slot, one in recalled.items() if one.decision is not None}


def _of(
    place: Place, known: Mapping[str, Memory], n_alike: int, catalogue: Mapping[str, Indicator]
) -> Recalled | None:
    alike = {number: one for number, one in known.items() if one.unit == place.unit}
    same = {number: one for number, one in alike.items() if one.clause == place.clause}
    exact = {number: one for number, one in same.items() if one.before == place.before}
    here = {number: one for number, one in exact.items() if one.heading == place.heading} or exact
    if here:
        return _same(place, here, catalogue)
    if same:
        return _elsewhere(place, same, n_alike, catalogue)
    return _near(place, alike, catalogue) if place.slot.kind == "figure" else None


def _elsewhere(
    place: Place, same: Mapping[str, Memory], n_alike: int, catalogue: Mapping[str, Indicator]
) -> Recalled:
    """The same clause among other words: it is the same where it is the only one, then and now."""
    if len(same) == 1 and n_alike == 1:
        return _same(place, same, catalogue)
    number = min(same)
    return Recalled(None, number, 1.0, f"同样的分句有多处（{'、'.join(same)}），前面的文字都不同，不沿用")


def _same(place: Place, here: Mapping[str, Memory], catalogue: Mapping[str, Indicator]) -> Recalled:
    number, one = max(here.items(), key=lambda pair: (pair[1].year, pair[0]))
    if len({_meaning(other) for other in here.values()}) > 1:
        listed = "、".join(here)
        return Recalled(None, number, 1.0, f"同样的分句以前有不同的确认（{listed}），不沿用")
    if fault := fault_of(one, catalogue):
        return Recalled(None, number, 1.0, f"{one.year} 年确认过，但{fault}，不沿用")
    if place.slot.kind == "figure" and not one.indicator:
        told = f"{one.year} 年由人填写，出处是“{one.source}”，今年的数字须由人填写"
        return Recalled(None, number, 1.0, told)
    moved = "" if one.heading == place.heading else f"（当时在“{one.heading or '开头'}”之下）"
    told = f"与 {one.year} 年确认的分句相同{moved}"
    return Recalled(_decision(place.slot, one, "confirmed"), number, 1.0, told)


def _near(place: Place, alike: Mapping[str, Memory], catalogue: Mapping[str, Indicator]) -> Recalled | None:
    slot, clause = place.slot, place.clause
    scored = [
        (likeness(one.clause, clause), likeness(one.before, place.before), number)
        for number, one in alike.items()
        if one.indicator
    ]
    score, _, number = max(scored, default=(0.0, 0.0, ""))
    if score < NEAR or fault_of(alike[number], catalogue):
        return None
    one = alike[number]
    changed = "，".join(
        f"“{before}”改为“{now}”" if before and now else f"添了“{now}”" if now else f"删了“{before}”"
        for before, now in differences(one.clause, clause)
    )
    if means_something_else(one.clause, clause):
        return Recalled(
            None, number, round(score, 2), f"与 {one.year} 年确认的分句相近，但{changed}，意思不同，不沿用"
        )
    told = f"与 {one.year} 年确认的分句相近（{score:.2f}）：{changed}"
    return Recalled(_decision(slot, one, "suggested"), number, round(score, 2), told)


def _decision(slot: Slot, one: Memory, state: Literal["confirmed", "suggested"]) -> Decision:
    if one.value:
        return Decision(slot.id, "by_hand", one.indicator, value=one.value, source=one.source)
    return Decision(slot.id, state, one.indicator, dict(one.filters), one.period, one.measure)


def _meaning(one: Memory) -> tuple[object, ...]:
    return one.indicator, tuple(sorted(one.filters.items())), one.period, one.measure, one.value
