"""The register of pupils put right: likely duplicates, merges, merges taken back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xuezheng.errors import NotFound
from xuezheng.jobs.casework import Desk
from xuezheng.jobs.pupils_duplicates import CERTAIN, Entry, Pair, find_duplicates, paired

if TYPE_CHECKING:
    from xuezheng.records.registers.actions.merging import Unmerged
    from xuezheng.records.registers.queries import PupilMerge


@dataclass(frozen=True)
class Suspicion:
    """A pair with the schools that have, or had last, each of the two."""

    pair: Pair
    first_school: str
    second_school: str


def suspicions(desk: Desk) -> list[Suspicion]:
    """Likely duplicates among the pupils a person may see, the surest first."""
    from xuezheng.records.registers import queries

    entries = [
        Entry(code, str(roll), name, str(number), sex, born_on, str(phone))
        for code, roll, name, number, sex, born_on, phone in queries.children_to_compare(desk.person)
    ]
    there = {entry.roll_number: entry.code for entry in entries}
    again = [
        paired(there[str(roll)], keep, CERTAIN, ("这个学籍号曾并入另一条，后来又重新登记",))
        for roll, keep in queries.merged_numbers(desk.person)
        if str(roll) in there and there[str(roll)] != keep
    ]
    told = {(pair.first, pair.second) for pair in again}
    pairs = again + [pair for pair in find_duplicates(entries) if (pair.first, pair.second) not in told]
    schools = queries.last_schools({code for pair in pairs for code in (pair.first, pair.second)})
    return [Suspicion(pair, schools.get(pair.first, ""), schools.get(pair.second, "")) for pair in pairs]


def merge(desk: Desk, keep: str, gone: str, reason: str, prefer: str = "") -> "PupilMerge":
    """Make one entry of two."""
    from xuezheng.records.registers.actions import merge_pupils

    return merge_pupils(
        keep=_pupil(desk, keep), gone=_pupil(desk, gone), reason=reason, prefer=prefer, **desk.deed
    )


def unmerge(desk: Desk, number: int) -> "tuple[PupilMerge, Unmerged]":
    """Take a merge back."""
    from xuezheng.records.registers.actions import unmerge_pupils

    for found in merges(desk):
        if found.pk == number:
            return found, unmerge_pupils(merge=found, **desk.deed)
    raise NotFound(
        f"没有第 {number} 号学籍合并。可能编号有误，或不属于您的机构。请用 xuezheng pupils merges {desk.folder} 查看。"
    )


def merges(desk: Desk) -> "list[PupilMerge]":
    """All merges a person may see, the latest first."""
    from xuezheng.records.registers.queries import PupilMerge, visible_to

    return list(visible_to(PupilMerge, desk.person).order_by("-pk"))


def _pupil(desk: Desk, code: str) -> Any:
    from xuezheng.records.registers.queries import Pupil, visible_to

    found = visible_to(Pupil, desk.person).filter(pk=code).first()
    if found is None:
        raise NotFound(
            f"没有代码为“{code}”的学生。可能代码有误、已并入另一条，或不属于您的机构。"
            f"请用 xuezheng pupils duplicates {desk.folder} 核对代码。"
        )
    return found
