"""Scores and university places, public budgets, and powers given up."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS, division
from xuezheng.jobs.demo.rolls import Roll
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import YEAR, YEARS, Plan, Rows, shared_out

#: Exam, stage, track, score, share of a school's candidates at or above it.
_BANDS = (
    ("gaokao", "senior", "science", 600, 0.035), ("gaokao", "senior", "science", 650, 0.006),
    ("gaokao", "senior", "arts", 600, 0.012), ("zhongkao", "junior", "", 650, 0.04),
)  # fmt: skip
_UNIVERSITIES = (
    ("清华大学", "elite", 0.0012), ("北京大学", "elite", 0.001), ("北岭师范大学", "undergraduate", 0.22),
    ("其他双一流高校", "elite", 0.05), ("其他本科高校", "undergraduate", 0.3), ("高等专科学校", "college", 0.3),
)  # fmt: skip
_POWERS = (
    ("cancelled", "取消", (6, 9)), ("delegated", "下放", (10, 16)), ("transferred", "转移委托", (20, 50)),
    ("body_cut", "撤销议事协调机构", (18, 52)),
)  # fmt: skip


def fill(plan: Plan, schools: Schools, rolls: dict[int, Roll]) -> Iterator[Rows]:
    """Both years; the second is better."""
    bands = [row for year in YEARS for row in _bands(schools, rolls, year)]
    yield Rows.of("ledger.ScoreBand", bands)
    yield Rows.of("ledger.ScoreBandTotal", list(_totals(bands)))
    admitted = [row for year in YEARS for row in _admitted(schools, rolls, year)]
    yield Rows.of("ledger.UniversityAdmission", admitted)
    yield Rows.of("ledger.Budget", [row for year in YEARS for row in _budgets(plan, year)])
    yield Rows.of("ledger.PowerChange", list(_powers()))


def _leavers(schools: Schools, rolls: dict[int, Roll], year: int, stage: str) -> Iterator[tuple[str, int]]:
    roll = rolls[year - 1]
    n_last = np.bincount(roll.school[roll.at(stage, 3)], minlength=len(schools.listed))
    for number in np.flatnonzero(n_last).tolist():
        yield str(schools.codes[number]), int(n_last[number])


def _bands(schools: Schools, rolls: dict[int, Roll], year: int) -> Iterator[dict[str, Any]]:
    for exam, stage, track, score, share in _BANDS:
        for school, n in _leavers(schools, rolls, year, stage):
            reached = int(np.ceil(n * share * (1.1 if year == YEAR else 1)))
            yield {"school": school, "exam": exam, "year": year, "track": track, "floor_score": score,
                   "n_reached": min(n, reached)}  # fmt: skip


def _totals(bands: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The city has five thirds of what the bureau's own schools have."""
    keys = ("exam", "year", "track", "floor_score")
    sums: dict[tuple[Any, ...], int] = {}
    for row in bands:
        key = tuple(row[name] for name in keys)
        sums[key] = sums.get(key, 0) + row["n_reached"]
    for key, n in sums.items():
        yield dict(zip(keys, key, strict=True)) | {"n_reached": -(-n * 5 // 3), "source": "市招生考试中心"}


def _admitted(schools: Schools, rolls: dict[int, Roll], year: int) -> Iterator[dict[str, Any]]:
    leavers = list(_leavers(schools, rolls, year, "senior"))
    largest = max(n for _, n in leavers)
    for school, n in leavers:
        for university, tier, share in _UNIVERSITIES:
            exact = n * share * (1.04 if year == YEAR else 1)
            if taken := int(np.ceil(exact) if n == largest else np.round(exact)):
                yield {"school": school, "year": year, "university": university, "tier": tier,
                       "n_admitted": taken}  # fmt: skip


def _budgets(plan: Plan, year: int) -> Iterator[dict[str, Any]]:
    """Education grows by 7 % and takes a fifth of the whole."""
    education = plan.pupils * (21_400 if year == YEAR else 20_000)
    for item, total in (("education", education), ("all", education * 5)):
        for place, amount in zip(DISTRICTS, shared_out(total, [d.share for d in DISTRICTS]), strict=True):
            yield {"area": place.code, "year": year, "item": item, "budget_yuan": amount,
                   "settled_yuan": amount}  # fmt: skip


def _powers() -> Iterator[dict[str, Any]]:
    for kind, word, counts in _POWERS:
        for year, n in zip(YEARS, counts, strict=True):
            for k in range(n):
                yield {
                    "code": f"ZN{year}{kind[:4].upper()}{k + 1:03d}",
                    "kind": kind,
                    "name": f"{word}第{k + 1}项",
                    "organisation": division("03"),
                    "area": CITY_CODE,
                    "document_number": f"霁教发〔{year}〕{k + 1}号",
                    "on": f"{year}-{1 + k % 12:02d}-20",
                }
