"""Small counties for tests: tables a person can read, and plans looked for by trying everything."""

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

import numpy as np
from typer.testing import CliRunner

from xuezheng.allocation.balance.problem import QUANTITIES, Standard
from xuezheng.allocation.balance.reading import Asked, Given, read_problem
from xuezheng.allocation.balance.rulebook import rulebook
from xuezheng.allocation.tables import table_of
from xuezheng.cli.main import build

DAY = date(2026, 9, 1)
F = Fraction
STANDARD = Standard(
    per_pupil={
        "primary": (F(42, 1000), F(1, 100), F(9, 1000), F(9, 2), F(15, 2), F(2000), F(23, 1000)),
        "junior": (F(53, 1000), F(1, 100), F(9, 1000), F(29, 5), F(51, 5), F(2500), F(24, 1000)),
    },
    cv={"primary": F(1, 2), "junior": F(9, 20)},
    least=6,
    floor=F(85, 100),
)
#: A school of 100 pupils that reaches everything.
GOOD = dict(
    area="330999", stage="primary", x_km=0, y_km=0, n_pupils=100, n_full_time_teachers=10,
    n_above_required_degree=6, n_backbone_teachers=2, n_arts_and_sport_teachers=2, teaching_area_m2=500,
    sports_area_m2=800, equipment_yuan=220000, n_multimedia_rooms=3,
)  # fmt: skip


def run(*arguments):
    """Run a verb; expected errors come out as exceptions."""
    return CliRunner().invoke(build(), [str(a) for a in arguments], catch_exceptions=False)


def schools(*rows):
    """The schools' table: each row says what differs from a good school."""
    lines = [GOOD | {"school": f"S{n}"} | row for n, row in enumerate(rows)]
    names = list(dict.fromkeys(name for line in lines for name in line))
    return table_of("schools", {name: [line.get(name, "") for line in lines] for name in names})


def teachers(*rows):
    """The teachers' table: (school, subject, above, backbone, n), all primary."""
    names = ("school", "stage", "subject", "is_above_required_degree", "is_backbone", "n")
    lines = [(s, "primary", subject, yes(a), yes(b), n) for s, subject, a, b, n in rows]
    return table_of("teachers", {name: [line[i] for line in lines] for i, name in enumerate(names)})


def yes(value):
    """是 or 否."""
    return "是" if value else "否"


def costs(**values):
    """A cost file."""
    return table_of("costs", {"item": list(values), "value": list(values.values())})


def redirects(*rows):
    """Choices of redirecting: (from, to, pupils), all primary."""
    return table_of(
        "redirects",
        {
            "from": [r[0] for r in rows],
            "to": [r[1] for r in rows],
            "stage": ["primary"] * len(rows),
            "pupils": [r[2] for r in rows],
        },
    )


def county(*rows, staff=None, choices=None, prices=None, standard=STANDARD, **asked):
    """The problem of a small county."""
    given = Given(schools(*rows), staff, choices)
    return read_problem(given, rulebook(DAY, prices), standard, Asked(year=2026, **asked))


#: No quota of exchange, so that small sums stay small.
NO_QUOTA = {"rotation_least_pct": 0, "rotation_backbone_least_pct": 0}
COARSE = {
    "buy_equipment": 10000, "fit_network_room": 35000, "build_sports": 4000, "build_teaching": 30000,
}  # fmt: skip


def coarse(seed, n=4, choices=0):
    """A county where few units are possible: (problem, rows). Equipment and rooms lack a little."""
    chance = random.Random(seed)
    rows = []
    for k in range(n):
        pupils = chance.choice((40, 60, 80))
        rows.append(
            dict(
                n_pupils=pupils,
                x_km=k / 2,
                n_full_time_teachers=12,
                n_above_required_degree=8,
                n_backbone_teachers=3,
                n_arts_and_sport_teachers=chance.choice((1, 1, 1, 2)),
                teaching_area_m2=pupils * 5,
                sports_area_m2=pupils * 8,
                equipment_yuan=int(pupils * 2000) - chance.choice((0, 9000, 19000)),
                n_multimedia_rooms=chance.choice((1, 1, 2, 3)),
                convertible_rooms=chance.choice((0, 1, 2, 2) if k == 1 else (2, 2)),
            )
        )
    table = None
    if choices:
        pairs = [(a, b) for a in range(n) for b in range(n) if a != b]
        picked = chance.sample(pairs, choices)
        table = redirects(*((f"S{a}", f"S{b}", chance.choice((5, 10))) for a, b in picked))
    forbid = ("build", "convert_teaching", "hire", "train", "move")
    standard = replace(
        STANDARD, cv={"primary": F(chance.choice((28, 32, 40, 50)), 100), "junior": F(45, 100)}
    )
    made = county(*rows, choices=table, standard=standard, forbid=forbid)
    return replace(made, most=np.minimum(made.most, 2 if n < 6 else 1))


def cheapest_by_trying(problem):
    """The least fen over every number of units and every choice of redirecting; None if nothing passes."""
    best = None
    for chosen in product((False, True), repeat=len(problem.redirects)):
        pupils = [int(p) for p in problem.pupils[:, 0]]
        fee = 0
        for one, taken in zip(problem.redirects, chosen, strict=True):
            if taken:
                pupils[one.giver] -= one.pupils
                pupils[one.taker] += one.pupils
                fee += one.fen
        if min(pupils) > 0:
            found = cheapest_units(problem, pupils)
            if found is not None and (best is None or found + fee < best):
                best = found + fee
    return best


def cheapest_units(problem, pupils):
    """Every combination of units at every school, cheapest first, until one passes."""
    ways = [school_ways(problem, row, pupils[row]) for row in range(problem.n_rows)]
    combinations = sorted(product(*ways), key=lambda way: sum(fen for fen, _ in way))
    for way in combinations:
        if spread_passes(problem, [have for _, have in way], pupils):
            return sum(fen for fen, _ in way)
    return None


def school_ways(problem, row, pupils):
    """Units of one school with which it passes by itself: (fen, what it has then)."""
    cells = [j for j in range(len(problem.items)) if problem.most[row, j]]
    asked = problem.standard.per_pupil[problem.stages[row]]
    found = []
    for units in product(*(range(int(problem.most[row, j]) + 1) for j in cells)):
        have = [F(int(x), 100) for x in problem.have[row]]
        for n, j in zip(units, cells, strict=True):
            for q, added in enumerate(problem.items[j].adds):
                have[q] += n * F(added, 100)
        ratios = [x / pupils / each for x, each in zip(have, asked, strict=True)]
        enough = sum(ratio >= 1 for ratio in ratios) >= problem.standard.least
        if enough and min(ratios) >= problem.standard.floor:
            found.append((sum(n * problem.items[j].fen for n, j in zip(units, cells, strict=True)), have))
    return found


def spread_passes(problem, have, pupils):
    """Every CV within its limit, written again from the law's words."""
    for stage in set(problem.stages):
        rows = [row for row, one in enumerate(problem.stages) if one == stage]
        everybody = sum(pupils[row] for row in rows)
        for q in range(len(QUANTITIES)):
            mean = sum(have[row][q] for row in rows) / everybody
            spread = sum(pupils[row] * (have[row][q] / pupils[row] - mean) ** 2 for row in rows)
            if spread / everybody > (problem.standard.cv[stage] * mean) ** 2:
                return False
    return True
