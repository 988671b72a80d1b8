"""The cheapest road for a county of 150 schools, against its bound and against fixing school by school."""

from fractions import Fraction
from math import ceil

import numpy as np

from xuezheng.allocation.balance.problem import QUANTITIES, Problem, Standard
from xuezheng.allocation.balance.reading import Asked, Given, read_problem
from xuezheng.allocation.balance.rulebook import rulebook
from xuezheng.allocation.tables import Table, table_of

SUBJECTS = ("语文", "数学", "英语", "科学", "体育", "音乐", "美术")
ARTS = ("体育", "音乐", "美术")
#: What the standard asks (教督〔2017〕6号), here as plain numbers: the benchmark stands alone.
STANDARD = Standard(
    per_pupil={
        "primary": (
            Fraction(42, 1000),
            Fraction(1, 100),
            Fraction(9, 1000),
            Fraction(9, 2),
            Fraction(15, 2),
            Fraction(2000),
            Fraction(23, 1000),
        ),
        "junior": (
            Fraction(53, 1000),
            Fraction(1, 100),
            Fraction(9, 1000),
            Fraction(29, 5),
            Fraction(51, 5),
            Fraction(2500),
            Fraction(24, 1000),
        ),
    },
    cv={"primary": Fraction(1, 2), "junior": Fraction(9, 20)},
    least=6,
    floor=Fraction(85, 100),
)


def a_county(n: int, seed: int) -> Given:
    """A county of `n` schools, two thirds primary: some towns well off, many villages not."""
    rng = np.random.default_rng(seed)
    rows, staff = [], []
    for k in range(n):
        stage = "junior" if k % 3 == 2 else "primary"
        rich = rng.random() < 0.35
        pupils = int(np.clip(rng.lognormal(6.2 if rich else 5.3, 0.6), 60, 2000))
        x, y = (round(float(v), 2) for v in rng.uniform(0, 40, 2))
        asked = [float(value) for value in STANDARD.per_pupil[stage]]
        luck = rng.lognormal(0.25 if rich else -0.05, 0.4, len(QUANTITIES))
        amounts = [pupils * a * f for a, f in zip(asked, luck, strict=True)]
        teachers = ceil(max(pupils / 15, amounts[0] * 1.05, 8))
        groups = _staff(rng, teachers, amounts)
        above, backbone, arts = (sum(n for *kind, n in groups if kind[q]) for q in (1, 2, 3))
        rows.append(
            (f"S{k:03d}", f"第{k}学校", "330999", stage, x, y, pupils, teachers, above, backbone, arts)
            + tuple(round(float(a)) for a in amounts[3:6])
            + (int(amounts[6]),)
        )
        staff += [(f"S{k:03d}", stage, s, _yes(a), _yes(b), n) for s, a, b, _, n in groups]
    names = (
        "school",
        "name",
        "area",
        "stage",
        "x_km",
        "y_km",
        "n_pupils",
        "n_full_time_teachers",
        *QUANTITIES,
    )
    columns = ("school", "stage", "subject", "is_above_required_degree", "is_backbone", "n")
    return Given(_table("schools", names, rows), _table("teachers", columns, staff))


def _staff(rng, teachers, amounts):
    """Teachers by subject and kind; about as many of each kind as the amounts say."""
    n_arts = min(teachers, int(amounts[2]))
    above = rng.random(teachers) < min(1.0, amounts[0] / teachers)
    backbone = rng.random(teachers) < min(0.3, amounts[1] / teachers)
    found = {}
    for t in range(teachers):
        subject = ARTS[t % 3] if t < n_arts else SUBJECTS[t % 4]
        key = (subject, bool(above[t]), bool(backbone[t]), t < n_arts)
        found[key] = found.get(key, 0) + 1
    return [(*key, n) for key, n in sorted(found.items())]


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _table(name: str, columns, rows) -> Table:
    return table_of(name, {c: [row[i] for row in rows] for i, c in enumerate(columns)})


def a_problem(n: int, seed: int, forbid=()) -> Problem:
    """The problem of that county under the shipped costs."""
    from datetime import date

    return read_problem(
        a_county(n, seed), rulebook(date(2026, 9, 1)), STANDARD, Asked(year=2026, forbid=forbid)
    )
