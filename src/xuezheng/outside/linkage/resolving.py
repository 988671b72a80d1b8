"""From weighed pairs to one answer: linked, for a clerk to look at, or nobody."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xuezheng.outside.linkage.weights import Weights

MATCHED, QUEUED = "matched", "queued"
#: Ways two names can be one, and two numbers. Brothers and sisters share a telephone, a surname and, as twins,
#: a birthday: all that together links nobody without one of these.
_ONE_NAME = frozenset({"same_name", "same_sound", "swapped", "one_missing", "one_other"})
_ONE_NUMBER = frozenset({"same_number", "one_slip"})
#: Two numbers that are both written out and are not one: a twin, or a mistake that a person has to see.
_TWO_NUMBERS = frozenset({"same_day_other_number", "other_number"})


@dataclass(frozen=True)
class Pair:
    """An entry and a pupil, what speaks for them and how much.

    `weight` is in hundredths of a bit and has the prior in it; `features` are comparison, level and weight.
    `why` says why a pair is in the queue.
    """

    entry: str
    pupil: str
    weight: int
    features: tuple[tuple[str, str, int], ...]
    outcome: str = ""
    why: str = ""


def resolve(pairs: Iterable[Pair], known: Weights) -> list[Pair]:
    """Decide each pair: an entry and a pupil are linked at most once.

    A pair is `matched` when it weighs enough, leads the entry's next pupil and the pupil's next entry by the margin;
    what is left above the queue's limit is `queued`, the best few of each entry. Order: by entry, then weight.
    """
    by_entry, by_pupil = _grouped(pairs)
    decided: list[Pair] = []
    for entry in sorted(by_entry):
        group = by_entry[entry]
        best = group[0]
        why = _doubt(best, group, by_pupil[best.pupil], known)
        if not why:
            decided.append(replace(best, outcome=MATCHED))
            continue
        decided += [replace(pair, outcome=QUEUED, why=why) for pair in group[: known.candidates]]
    return _without_the_linked(decided)


def _grouped(pairs: Iterable[Pair]) -> tuple[dict[str, list[Pair]], dict[str, list[Pair]]]:
    by_entry: dict[str, list[Pair]] = defaultdict(list)
    by_pupil: dict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda p: (-p.weight, p.entry, p.pupil)):
        by_entry[pair.entry].append(pair)
        by_pupil[pair.pupil].append(pair)
    return by_entry, by_pupil


def _doubt(best: Pair, of_entry: Sequence[Pair], of_pupil: Sequence[Pair], known: Weights) -> str:
    """Why a person has to look; empty when nobody has to."""
    margin = round(known.margin * 100)
    if best.weight < round(known.matched_from * 100):
        return "把握不足"
    said = {comparison: level for comparison, level, _ in best.features}
    if said.get("number") in _TWO_NUMBERS:
        return "号码不同"
    if said.get("name") not in _ONE_NAME and said.get("number") not in _ONE_NUMBER:
        return "姓名不同，号码也不能证实"
    if len(of_entry) > 1 and best.weight - of_entry[1].weight < margin:
        return "有两名以上学生相近"
    rivals = [pair for pair in of_pupil if pair.entry != best.entry]
    if rivals and best.weight - rivals[0].weight < margin:
        return "名单中有两条以上对应同一学生"
    return ""


def _without_the_linked(decided: list[Pair]) -> list[Pair]:
    """A pupil linked to one entry is nobody else's candidate, unless that entry has no other."""
    taken = {pair.pupil for pair in decided if pair.outcome == MATCHED}
    left = defaultdict(list)
    for pair in decided:
        left[pair.entry].append(pair)
    kept: list[Pair] = []
    for group in left.values():
        free = [pair for pair in group if pair.outcome == MATCHED or pair.pupil not in taken]
        kept += free or [replace(pair, why="该学生已与另一条对应") for pair in group[:1]]
    return kept
