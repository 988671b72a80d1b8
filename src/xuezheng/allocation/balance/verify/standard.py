"""Every school's seven indicators and every coefficient after the plan, in every year, without rounding."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from xuezheng.allocation.balance.verify.county import County, School
from xuezheng.allocation.balance.verify.deeds import Deeds
from xuezheng.allocation.verifying import Check


def standard_checks(county: County, deeds: Deeds, said: Mapping[str, Any]) -> list[Check]:
    """Schools by enough-of-seven and the floor; coefficients by their squares; the pupils redirected."""
    pupils = _pupils(county, deeds)
    have = _have(county, deeds)
    faults = {
        "schools": _schools(county, have, pupils),
        "coefficients": _coefficients(county, have, pupils),
        "redirects": [f"{s[0]} 分流后没有学生" for s, now in pupils.items() if now[0] <= 0],
    }
    return [
        Check(
            name,
            not found and said["violations"].get(name) == 0,
            f"不达标 {len(found)} 处{'：' + '；'.join(found[:5]) if found else ''}",
        )
        for name, found in faults.items()
    ]


def _pupils(county: County, deeds: Deeds) -> dict[School, list[int]]:
    pupils = {school: list(counts) for school, counts in county.pupils.items()}
    for n in deeds.redirected:
        giver, taker, asked = county.redirects[n]
        for at in range(len(county.years)):
            moved = min(asked, pupils[giver][at])
            pupils[giver][at] -= moved
            pupils[taker][at] += moved
    return pupils


def _have(county: County, deeds: Deeds) -> dict[tuple[School, str], Fraction]:
    have = {(school, q): county.have(school, q) for school in county.lines for q in county.quantities}
    for (school, code), n in deeds.units.items():
        for q, added in county.goods[code].adds.items():
            if q in county.quantities:
                have[school, q] += n * added
    for (giver, taker, _, kind), n in deeds.moves.items():
        for q, counts in zip(county.quantities[:3], kind, strict=True):
            if counts:
                have[giver, q] -= n
                have[taker, q] += n
    return have


def _schools(
    county: County, have: Mapping[tuple[School, str], Fraction], pupils: Mapping[School, list[int]]
) -> list[str]:
    faults = []
    for school, counts in pupils.items():
        for year, n in zip(county.years, counts, strict=True):
            if not n:
                continue
            shares = [have[school, q] / n / county.asked[school[1], q] for q in county.quantities]
            n_reached = sum(share >= 1 for share in shares)
            if n_reached < county.least or min(shares) < county.floor:
                told = f"最低一项是标准的 {float(min(shares)):.1%}"
                faults.append(f"{school[0]}（{school[1]}）{year} 年达到 {n_reached} 项，{told}")
    return faults


def _coefficients(
    county: County, have: Mapping[tuple[School, str], Fraction], pupils: Mapping[School, list[int]]
) -> list[str]:
    faults = []
    stages: dict[str, list[School]] = defaultdict(list)
    for school in pupils:
        stages[school[1]].append(school)
    for stage, schools in stages.items():
        for at, year in enumerate(county.years):
            here = [school for school in schools if pupils[school][at]]
            for q in county.quantities:
                if not here:
                    continue
                whole, everybody = sum(have[s, q] for s in here), sum(pupils[s][at] for s in here)
                if whole <= 0:
                    faults.append(f"{stage} {year} 年 {q} 全县为零，差异系数无法计算")
                    continue
                mean = Fraction(whole) / everybody
                spread = sum(pupils[s][at] * (have[s, q] / pupils[s][at] - mean) ** 2 for s in here)
                if spread / everybody > (county.cv[stage] * mean) ** 2:
                    cv = (float(spread / everybody) ** 0.5) / float(mean)
                    faults.append(f"{stage} {year} 年 {q} 的差异系数 {cv:.6f} 超过 {float(county.cv[stage])}")
    return faults
