"""The rule: which class an arrival goes to, and why not to the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from xuezheng.allocation.class_changes.changes import Unit
from xuezheng.allocation.class_changes.measuring import objectives
from xuezheng.allocation.class_changes.standing import Standing
from xuezheng.allocation.draw.assigning import drawn_line
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.errors import BadInput, Fault

#: In words, why a class is shut to an arrival.
REFUSALS = {
    "fixed": "经批准指定到别的班",
    "together": "须与已在别班的学生同班",
    "apart": "该班有须与其分开的学生",
    "limit": "该班会超过班额上限",
    "size": "进该班会使各班人数相差更大",
    "first_category": "进该班会使第一类别（如性别）的人数相差更大",
}


@dataclass(frozen=True)
class Step:
    """One unit dealt with: where it went, what every class would have meant."""

    unit: Unit
    room: str
    decided_by: str
    alternatives: tuple[dict[str, Any], ...]

    def statement(self, number: int) -> dict[str, Any]:
        """The step as the certificate tells it."""
        approvals = sorted({change.approval for change in self.unit.changes} - {""})
        return {
            "step": number,
            "on": self.unit.on.isoformat(),
            "change": "in" if self.unit.arrives else "out",
            "pupils": list(self.unit.pupils),
            "class": self.room,
            "decided_by": self.decided_by,
            **({"approval": approvals} if approvals and self.decided_by == "fixed" else {}),
            "alternatives": list(self.alternatives),
        }


def place_all(standing: Standing, units: Sequence[Unit], seed: Seed) -> tuple[Standing, list[Step]]:
    """Deal with the units one after the other; nobody who is already seated is moved."""
    steps = []
    for unit in units:
        standing, step = (_arrive if unit.arrives else _leave)(standing, unit, seed)
        steps.append(step)
    return standing, steps


def _leave(standing: Standing, unit: Unit, seed: Seed) -> tuple[Standing, Step]:
    pupil = unit.pupils[0]
    return standing.without(pupil), Step(unit, standing.where[pupil], "leaves", ())


def _arrive(standing: Standing, unit: Unit, seed: Seed) -> tuple[Standing, Step]:
    standing = _with_demands(standing, unit)
    told: dict[str, dict[str, Any]] = {name: {"class": name} for name in standing.classes}
    open_rooms = list(standing.classes)
    deciding = "objective"
    for name, rule in _rules(standing, unit).items():
        left = [room for room in open_rooms if rule(room, open_rooms)]
        for room in set(open_rooms) - set(left):
            told[room]["refused"] = name
        if not left and name in ("fixed", "together", "apart", "limit"):
            raise _nowhere(unit, told)
        deciding = name if len(left) == 1 < len(open_rooms) else deciding
        open_rooms = left
    room, deciding = _best(standing, unit, open_rooms, told, seed, deciding)
    heads = sum(change.heads for change in unit.changes)
    for name, load in _loads(standing).items():
        told[name]["heads"] = load + heads
    step = Step(unit, room, deciding, tuple(told[name] for name in standing.classes))
    return standing.with_pupils({c.pupil: c.cells for c in unit.changes}, room), step


def _with_demands(standing: Standing, unit: Unit) -> Standing:
    """Take in what the arrivals bring: heads above one, and whom they may not meet."""
    heads = {c.pupil: c.heads for c in unit.changes if c.heads > 1}
    pairs = [tuple(sorted((c.pupil, other))) for c in unit.changes for other in c.apart_from]
    new = [pair for pair in dict.fromkeys(pairs) if pair not in standing.apart]
    kept = {pupil: n for pupil, n in standing.heads.items() if pupil not in unit.pupils}
    return replace(standing, heads={**kept, **heads}, apart=(*standing.apart, *new))


def _rules(standing: Standing, unit: Unit) -> dict[str, Callable[[str, Sequence[str]], bool]]:
    """The rules in their order; each says whether a class of those still open stays open."""
    return {
        "fixed": _fixed(unit),
        "together": _together(standing, unit),
        "apart": _apart(standing, unit),
        "limit": _limit(standing, unit),
        "size": _evenest(lambda room: _size_gap(standing, unit, room), 1),
        "first_category": _first_category(standing, unit),
    }


def _fixed(unit: Unit) -> Callable[[str, Sequence[str]], bool]:
    rooms = {change.room for change in unit.changes} - {""}
    return lambda room, _: not rooms or room in rooms


def _together(standing: Standing, unit: Unit) -> Callable[[str, Sequence[str]], bool]:
    mates = {c.together_with for c in unit.changes} - {""} - set(unit.pupils)
    rooms = {standing.where[mate] for mate in mates if mate in standing.where}
    return lambda room, _: rooms <= {room}


def _apart(standing: Standing, unit: Unit) -> Callable[[str, Sequence[str]], bool]:
    ours = set(unit.pupils)
    groups = [set(group) for group in standing.apart if ours & set(group)]
    shut = {standing.where[p] for group in groups for p in group - ours if p in standing.where}
    return lambda room, _: room not in shut


def _limit(standing: Standing, unit: Unit) -> Callable[[str, Sequence[str]], bool]:
    loads, heads = _loads(standing), sum(change.heads for change in unit.changes)
    return lambda room, _: standing.limit is None or loads[room] + heads <= standing.limit


def _evenest(gap: Callable[[str], int], allowed: int) -> Callable[[str, Sequence[str]], bool]:
    """Those classes whose gap stays within the rule, or is the least that can be had."""

    def rule(room: str, open_rooms: Sequence[str]) -> bool:
        return gap(room) <= max(allowed, min(gap(other) for other in open_rooms))

    return rule


def _loads(standing: Standing) -> dict[str, int]:
    loads = dict.fromkeys(standing.classes, 0)
    for pupil, room in standing.where.items():
        loads[room] += standing.heads.get(pupil, 1)
    return loads


def _size_gap(standing: Standing, unit: Unit, room: str) -> int:
    """Between the fullest and the emptiest class, counted from the given sizes, once they sit there."""
    loads = _loads(standing)
    loads[room] += sum(change.heads for change in unit.changes)
    over = [loads[name] - standing.base[name] for name in standing.classes]
    return max(over) - min(over)


def _first_category(standing: Standing, unit: Unit) -> Callable[[str, Sequence[str]], bool]:
    """Counts of the arrivals' own values over the classes, weighed by given sizes where there are any."""
    if not standing.category:
        return lambda room, _: True
    column = standing.category[0]
    weights = {name: max(1, standing.base[name]) for name in standing.classes}
    whole = sum(weights.values())

    def gap(room: str) -> int:
        worst = 0
        for value in {change.cells[column] for change in unit.changes}:
            counts = dict.fromkeys(standing.classes, 0)
            for pupil, home in standing.where.items():
                counts[home] += standing.cells[pupil][column] == value
            counts[room] += sum(change.cells[column] == value for change in unit.changes)
            total = sum(counts.values())
            over = [counts[name] * whole - weights[name] * total for name in standing.classes]
            worst = max(worst, max(over) - min(over))
        return worst

    return _evenest(gap, whole)


def _best(
    standing: Standing,
    unit: Unit,
    rooms: Sequence[str],
    told: Mapping[str, dict[str, Any]],
    seed: Seed,
    deciding: str,
) -> tuple[str, str]:
    """The class with the least objective; tickets among equals."""
    values = objectives(standing, {c.pupil: c.cells for c in unit.changes}, rooms)
    for room, value in zip(rooms, values, strict=True):
        told[room]["objective"] = round(float(value), 9)
    least = min(values)
    equal = [room for room, value in zip(rooms, values, strict=True) if value == least]
    if len(equal) == 1:
        return equal[0], deciding
    line = drawn_line(seed, f"{standing.label}|{unit.on}|{unit.pupils[0]}", equal)
    for room, ticket in line:
        told[room]["ticket"] = ticket
    return line[0][0], "ticket"


def _nowhere(unit: Unit, told: Mapping[str, Mapping[str, Any]]) -> BadInput:
    who = "、".join(unit.pupils)
    return BadInput(
        f"学生 {who} 没有一个班可以进。每个班都被一条要求挡住。请修改其中一条要求。",
        faults=[
            Fault(f"{REFUSALS[str(entry['refused'])]}。", f"{name} 班", "")
            for name, entry in told.items()
            if "refused" in entry
        ],
    )


def objective_now(standing: Standing) -> Fraction:
    """F of the classes as they stand."""
    if not standing.where:
        return Fraction(0)
    return objectives(standing, {}, standing.classes[:1])[0]
