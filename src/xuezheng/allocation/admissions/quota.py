"""Quota seats (指标到校): a share of a programme's plan, split over the junior schools.

Largest remainder: every school gets the whole part of its exact share, the seats left over go to the
largest remainders; equal remainders go to the school with more graduates, then to the smaller code.
The sum is always the quota.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from xuezheng.allocation.admissions.priority import test_holds
from xuezheng.errors import BadInput, Fault

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.problem import Problem
    from xuezheng.allocation.admissions.scheme import Batch


def quota_of_plan(seats: int, share: str) -> int:
    """The quota of a plan: its share, rounded up, since the share is a least share.

    Examples
    --------
    >>> quota_of_plan(101, "3/5")
    61
    """
    exact = seats * Fraction(share)
    return -(-exact.numerator // exact.denominator)


def split(quota: int, graduates: Mapping[str, int], least: Mapping[str, int] | None = None) -> dict[str, int]:
    """Split a quota over schools by graduates, by largest remainder.

    Parameters
    ----------
    quota : int
        Seats to split.
    graduates : mapping of str to int
        By school.
    least : mapping of str to int, optional
        Seats a school must have at least; schools below it are lifted to it first, and the rest is
        split again over the others.

    Returns
    -------
    dict of str to int
        Σ = quota, if there is any graduate.

    Raises
    ------
    BadInput
        When the least seats alone are more than the quota.

    Examples
    --------
    >>> split(10, {"A": 61, "B": 31, "C": 8}, {"C": 1})
    {'A': 6, 'B': 3, 'C': 1}
    """
    lifted: dict[str, int] = {}
    while True:
        rest = {school: n for school, n in graduates.items() if school not in lifted}
        shares = _largest_remainder(quota - sum(lifted.values()), rest)
        below = {s: n for s, n in (least or {}).items() if s in rest and shares[s] < n}
        if not below:
            return dict(sorted({**shares, **lifted}.items()))
        lifted |= below
        if sum(lifted.values()) > quota:
            raise BadInput(
                f"保底名额共 {sum(lifted.values())} 个，指标只有 {quota} 个。请减少保底或提高比例。",
                faults=[Fault(f"{school} 保底 {n} 个。", "指标分配") for school, n in sorted(lifted.items())],
            )


def _largest_remainder(seats: int, graduates: Mapping[str, int]) -> dict[str, int]:
    total = sum(graduates.values())
    if not total:
        return dict.fromkeys(graduates, 0)
    shares = {school: seats * n // total for school, n in graduates.items()}
    order = sorted(graduates, key=lambda s: (-(seats * graduates[s] % total), -graduates[s], s))
    for school in order[: seats - sum(shares.values())]:
        shares[school] += 1
    return shares


def quotas(problem: "Problem", batch: "Batch", schools: Sequence[str]) -> list[list[int]]:
    """Seats of every programme (in the problem's order) for every school in `schools`."""
    assert batch.quota
    graduates = _graduates(problem, batch.quota["column"])
    tilted = {s: batch.quota["least"] for s in graduates if _is_tilted(problem, batch, s)}
    least = tilted if batch.quota["least"] else {}
    made = []
    for p in range(len(problem.programmes)):
        quota = planned(problem, batch, p)
        shares = split(quota, graduates, least) if quota else {}
        made.append([shares.get(school, 0) for school in schools])
    return made


def planned(problem: "Problem", batch: "Batch", programme: int) -> int:
    """How many seats of a programme are quota: its own column `quota`, else its share of the plan."""
    from xuezheng.allocation.admissions.offering import takes_part

    if not takes_part(problem, batch, programme):
        return 0
    own = problem.facts["quota"][programme] if "quota" in problem.facts else ""
    return int(own) if own else quota_of_plan(problem.seats[programme], str((batch.quota or {})["share"]))


def _graduates(problem: "Problem", column: str) -> dict[str, int]:
    """Graduates by school: as the schools' table says, else all pupils of the round."""
    if "graduates" in problem.schools:
        pairs = zip(problem.schools["school"], problem.schools["graduates"], strict=True)
        return {school: int(n) for school, n in sorted(pairs)}
    counted: dict[str, int] = {}
    for school in problem.attributes[column]:
        if school:
            counted[school] = counted.get(school, 0) + 1
    return dict(sorted(counted.items()))


def _is_tilted(problem: "Problem", batch: "Batch", school: str) -> bool:
    """Whether the least seats are for this school: every school, unless a condition is given."""
    conditions = (batch.quota or {})["least_when"]
    if not conditions:
        return True
    known = list(problem.schools.get("school", []))
    if school not in known:
        return False
    at = known.index(school)
    return all(test_holds(each, problem.schools[each["column"]][at]) for each in conditions)
