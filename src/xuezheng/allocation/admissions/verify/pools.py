"""Seats of every pool, reckoned again: plan less those placed before, and quotas by largest remainder."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Any

from xuezheng.allocation.admissions.verify.places import value_of
from xuezheng.allocation.admissions.verify.round import Round

#: A programme (its place) and a junior school (empty where seats are not split).
Pool = tuple[int, str]


def seats_of(
    one: Round, number: int, before: Sequence[int], held_before: int | None = None
) -> dict[Pool, int]:
    """Seats of each pool of a batch.

    Parameters
    ----------
    number : int
        Which batch, from 0.
    before : sequence of int
        How many each programme admitted before this batch.
    held_before : int, optional
        The batch before which this one is held on paper: quotas from there on are kept out.
    """
    batches = one.scheme["batches"]
    if batches[number].get("quota"):
        return _split(one, batches[number])
    made = {}
    to_come = batches[number + 1 if held_before is None else held_before :]
    for p, plan in enumerate(one.seats):
        kept = sum(_quota(one, later, p) for later in to_come if later.get("quota"))
        made[p, ""] = max(plan - before[p] - kept, 0) if _admits(one, batches[number], p) else 0
    return made


def _admits(one: Round, batch: Mapping[str, Any], p: int) -> bool:
    named = one.facts["batch"][p].split() if "batch" in one.facts else []
    return batch["code"] in named or not named


def _quota(one: Round, batch: Mapping[str, Any], p: int) -> int:
    if not _admits(one, batch, p):
        return 0
    own = one.facts["quota"][p] if "quota" in one.facts else ""
    return int(own) if own else ceil(one.seats[p] * Fraction(batch["quota"]["share"]))


def _split(one: Round, batch: Mapping[str, Any]) -> dict[Pool, int]:
    rule = batch["quota"]
    if "graduates" in one.schools:
        weight = {s: int(n) for s, n in zip(one.schools["school"], one.schools["graduates"], strict=True)}
    else:
        weight = dict(Counter(cell for cell in one.people[rule["column"]] if cell))
    tilted = [school for school in weight if rule["least"] and _tilted(one, rule, school)]
    made: dict[Pool, int] = {}
    for p in range(len(one.programmes)):
        quota = _quota(one, batch, p)
        for school, seats in (_apportioned(quota, weight, tilted, rule["least"]) if quota else {}).items():
            made[p, school] = seats
    return made


def _tilted(one: Round, rule: Mapping[str, Any], school: str) -> bool:
    if not rule["least_when"]:
        return True
    if school not in one.schools.get("school", ()):
        return False
    at = list(one.schools["school"]).index(school)
    for each in rule["least_when"]:
        cell = one.schools[each["column"]][at]
        number = value_of(cell)
        if "is" in each and cell != each["is"]:
            return False
        if "in" in each and cell not in each["in"]:
            return False
        if "at_least" in each and (number is None or number < (value_of(each["at_least"]) or 0)):
            return False
        if "at_most" in each and (number is None or number > (value_of(each["at_most"]) or 0)):
            return False
    return True


def _apportioned(quota: int, weight: Mapping[str, int], tilted: Sequence[str], least: int) -> dict[str, int]:
    """Whole shares, then one more each by remainder, weight and code; the tilted lifted and set apart."""
    apart: set[str] = set()
    while True:
        seats, free = quota - least * len(apart), {s: n for s, n in weight.items() if s not in apart}
        total = sum(free.values())
        exact = {s: Fraction(seats * n, total) if total else Fraction(0) for s, n in free.items()}
        made = {s: int(share) for s, share in exact.items()}
        missing = seats - sum(made.values()) if total else 0
        for school in sorted(free, key=lambda s: (made[s] - exact[s], -free[s], s))[:missing]:
            made[school] += 1
        low = {school for school in tilted if school in made and made[school] < least}
        if not low:
            return {**made, **dict.fromkeys(apart, least)}
        apart |= low
