"""Example files for admissions: a made-up city's senior-high wishes, or one district's primary schools with twins.

Everything follows from the seed text. Codes are pseudonymous, as the verb asks; names are those of no real school.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from xuezheng.allocation.certificate import write_folder
from xuezheng.allocation.tables import table_of
from xuezheng.errors import BadInput

SMALLEST, LARGEST = 60, 200_000
#: Pupils for one junior school, for one senior-high school, for one primary school.
_A_JUNIOR, _A_SENIOR, _A_PRIMARY = 180, 400, 150
Rows = dict[str, list[Any]]


@dataclass(frozen=True)
class Example:
    """What was written, and the options that go with it."""

    pupils: int
    seats: int
    options: str


def write_example(folder: Path, *, kind: str, pupils: int, seed: str) -> Example:
    """Write the tables of a round into a new folder.

    Raises
    ------
    BadInput, Occupied
        When there is no such kind, the round is too large or small, or something is there already.
    """
    if kind not in KINDS:
        raise BadInput(f"--kind “{kind}”不认识。示例有 {'、'.join(KINDS)} 两种。请改正。")
    if not SMALLEST <= pupils <= LARGEST:
        raise BadInput(f"--pupils {pupils} 不在 {SMALLEST} 到 {LARGEST} 之间。请改为范围内的整数。")
    chance = np.random.default_rng(int.from_bytes(sha256(f"{kind}\n{seed}".encode()).digest()[:8]))
    tables = KINDS[kind](pupils, chance)
    write_folder(folder, {f"{name}.csv": table_of(name, rows).csv() for name, rows in tables.items()})
    options = " ".join(
        f"--{name} {folder}/{name}.csv" for name in ("pupils", "schools", "bound") if name in tables
    )
    return Example(pupils, sum(tables["programmes"]["seats"]), f"{options} --rules {RULES[kind]}")


def _zhongkao(n: int, chance: np.random.Generator) -> dict[str, Rows]:
    """Quota seats and unified wishes: marks, junior schools of town and country, schools by fame."""
    n_juniors, n_seniors = max(n // _A_JUNIOR, 3), max(n // _A_SENIOR, 4)
    juniors = [f"J{i + 1:03d}" for i in range(n_juniors)]
    at = chance.choice(n_juniors, n, p=_shares(n_juniors, chance))
    ability = chance.normal(size=n) + chance.normal(0, 0.4, n_juniors)[at]
    marks = {name: _marks(ability, chance, least, full) for name, (least, full) in _SUBJECTS.items()}
    total = np.sum(list(marks.values()), axis=0) + _marks(ability, chance, 90, 290)
    codes = _codes(n, "2026")
    seats = [round(n * 0.6 * share) + 1 for share in sorted(_shares(n_seniors, chance), reverse=True)]
    seniors = [f"H{i + 1:02d}" for i in range(n_seniors)]
    fame = -np.arange(n_seniors) * 0.9
    liked = np.argsort(-(fame + chance.gumbel(0, 0.8, (n, n_seniors))), axis=1)
    choices: Rows = {"pupil": [], "rank": [], "programme": [], "batch": []}
    for batch, length in (("quota", 2), ("unified", 6), ("again", 6)):
        _wish(choices, codes, [[seniors[p] for p in row] for row in liked[:, :length].tolist()], batch)
    return {
        "choices": choices,
        "programmes": {
            "programme": seniors,
            "name": [f"霁川市第{_NUMERALS[i] if i < 10 else i + 1}高级中学" for i in range(n_seniors)],
            "seats": seats,
            "batch": ["quota unified again"] * n_seniors,
        },
        "pupils": {
            "pupil": codes,
            "school": [juniors[j] for j in at.tolist()],
            "three_years": (chance.random(n) < 0.94).astype(int).tolist(),
            **{name: values.tolist() for name, values in marks.items()},
            "score": total.tolist(),
        },
        "schools": {
            "school": juniors,
            "name": [f"霁城第{_NUMERALS[i] if i < 10 else i + 1}中学" for i in range(n_juniors)],
            "graduates": np.bincount(at, minlength=n_juniors).tolist(),
            "rural": (np.arange(n_juniors) % 4 == 3).astype(int).tolist(),
        },
    }


def _primary(n: int, chance: np.random.Generator) -> dict[str, Rows]:
    """One district's zones: households, homes, permits, siblings, a few twins and special placements."""
    m = max(n // _A_PRIMARY, 3)
    schools = [f"P{i + 1:02d}" for i in range(m)]
    home = chance.integers(0, m, n)
    household = np.where(chance.random(n) < 0.8, home, chance.integers(0, m, n))
    kind = chance.choice(4, n, p=(0.55, 0.15, 0.1, 0.2))
    sibling = np.where(chance.random(n) < 0.08, home, -1)
    codes = _codes(n, "2026")
    since = [
        f"{y}-{mo:02d}-01"
        for y, mo in zip(chance.integers(2012, 2026, n), chance.integers(1, 13, n), strict=True)
    ]
    pupils: Rows = {
        "pupil": codes,
        "statutory": (chance.random(n) < 0.02).astype(int).tolist(),
        "sibling_at": [schools[s] if s >= 0 else "" for s in sibling.tolist()],
        "household_zone": [
            schools[s] if k < 2 else "" for s, k in zip(household.tolist(), kind.tolist(), strict=True)
        ],
        "home_zone": [
            schools[s] if k in (0, 2) else "" for s, k in zip(home.tolist(), kind.tolist(), strict=True)
        ],
        "household_since": [day if k < 2 else "" for day, k in zip(since, kind.tolist(), strict=True)],
        "permit": (kind == 3).astype(int).tolist(),
        "insurance_months": np.where(kind == 3, chance.integers(6, 90, n), 0).tolist(),
        "district": ["霁城区"] * n,
        "placed_at": [schools[home[i]] if i % 211 == 7 else "" for i in range(n)],
    }
    other = chance.integers(1, m, n)
    lists = [[schools[h], schools[(h + o) % m]] for h, o in zip(home.tolist(), other.tolist(), strict=True)]
    twins = range(20, n - 1, 97)
    for i in twins:
        lists[i + 1] = lists[i]
        for cells in pupils.values():
            if cells is not codes:
                cells[i + 1] = cells[i]
    choices: Rows = {"pupil": [], "rank": [], "programme": []}
    _wish(choices, codes, lists)
    seats = np.maximum(np.bincount(home, minlength=m) * chance.uniform(0.85, 1.2, m), 1).round().astype(int)
    return {
        "choices": choices,
        "programmes": {
            "programme": schools,
            "name": [f"霁城区第{_NUMERALS[i] if i < 10 else i + 1}小学" for i in range(m)],
            "seats": seats.tolist(),
            "district": ["霁城区"] * m,
        },
        "pupils": pupils,
        "bound": {
            "pupil": [code for i in twins for code in codes[i : i + 2]],
            "group": [f"T{i:06d}" for i in twins for _ in range(2)],
        },
    }


_NUMERALS = "一二三四五六七八九十"
_SUBJECTS = {"chinese": (40, 120), "maths": (20, 120), "english": (30, 120)}
KINDS: Mapping[str, Callable[[int, np.random.Generator], dict[str, Rows]]] = {
    "zhongkao": _zhongkao,
    "primary": _primary,
}
#: The shipped scheme that fits each kind.
RULES = {"zhongkao": "zhongkao-quota-first", "primary": "zone-school"}


def _wish(choices: Rows, codes: list[str], lists: list[list[str]], batch: str = "") -> None:
    for code, listed in zip(codes, lists, strict=True):
        for rank, programme in enumerate(dict.fromkeys(listed), start=1):
            choices["pupil"].append(code)
            choices["rank"].append(rank)
            choices["programme"].append(programme)
            if batch:
                choices["batch"].append(batch)


def _codes(n: int, year: str) -> list[str]:
    return [f"{year}-{i + 1:06d}" for i in range(n)]


def _shares(n: int, chance: np.random.Generator) -> Any:
    sizes = chance.lognormal(0, 0.35, n)
    return sizes / sizes.sum()


def _marks(ability: Any, chance: np.random.Generator, least: int, full: int) -> Any:
    part = 1 / (1 + np.exp(-(0.9 * ability + chance.normal(0, 0.5, len(ability)) + 0.8)))
    return np.rint(least + part * (full - least)).astype(int)
