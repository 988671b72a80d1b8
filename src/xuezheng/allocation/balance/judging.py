"""Whether schools and coefficients pass, in whole numbers and fractions: no rounding anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from xuezheng.allocation.balance.problem import HUNDRED, QUANTITIES, Ints, Problem


@dataclass(frozen=True)
class Coefficient:
    """The CV of one stage, quantity and year; `square` is exact."""

    stage: str
    quantity: int
    year: int
    square: Fraction | None
    limit: Fraction

    @property
    def value(self) -> float:
        """The CV as a number for people."""
        return sqrt(self.square) if self.square is not None else float("nan")

    @property
    def passes(self) -> bool:
        """Whether it is within its limit; one that cannot be computed is not."""
        return self.square is not None and self.square <= self.limit**2


def square_of(have: Sequence[int], pupils: Sequence[int]) -> Fraction | None:
    """CV squared: pupils' sum times the sum of x²/P, over the square of the sum of x, less one.

    None where nobody has anything: there is no mean to divide by.

    Examples
    --------
    >>> round(float(square_of([279, 137, 935, 160, 402], [45, 37, 89, 76, 55])) ** 0.5, 6)
    0.515257
    """
    total = sum(have)
    if not total:
        return None
    spread = sum((Fraction(x * x, p) for x, p in zip(have, pupils, strict=True)), Fraction(0))
    return sum(pupils) * spread / total**2 - 1


def coefficients(problem: Problem, have: Ints) -> list[Coefficient]:
    """Every CV of every stage and year; schools without pupils in a year are not in it."""
    found = []
    for stage, rows in problem.rows_of.items():
        for at, year in enumerate(problem.years):
            here = [row for row in rows if problem.pupils[row, at]]
            pupils = [int(problem.pupils[row, at]) for row in here]
            for quantity in range(len(QUANTITIES)):
                if not (problem.is_asked(stage, quantity) and problem.holds("spread", f"{stage}|{quantity}")):
                    continue
                square = square_of([int(have[row, quantity]) for row in here], pupils) if here else None
                found.append(Coefficient(stage, quantity, year, square, problem.standard.cv[stage]))
    return found


def reached(problem: Problem, row: int, have: Ints, at: int, share: Fraction = Fraction(1)) -> list[bool]:
    """Which of the seven a school reaches (or reaches a share of) in a year."""
    pupils = int(problem.pupils[row, at])
    return [
        int(have[row, q]) >= problem.per_pupil(row, q) * share * pupils * HUNDRED
        for q in range(len(QUANTITIES))
    ]


def school_passes(problem: Problem, row: int, have: Ints, at: int = 0) -> bool:
    """Enough indicators reached, and none below the floor."""
    standard, asked = problem.standard, asked_of(problem, row)
    full, floor = reached(problem, row, have, at), reached(problem, row, have, at, standard.floor)
    missed = sum(not full[q] for q in asked)
    return missed <= len(QUANTITIES) - standard.least and all(floor[q] for q in asked)


def asked_of(problem: Problem, row: int) -> list[int]:
    """Which of the seven are asked of a school."""
    return [q for q in range(len(QUANTITIES)) if problem.is_asked(problem.stages[row], q)]


def failures(problem: Problem, have: Ints) -> tuple[list[tuple[int, int]], list[Coefficient]]:
    """Schools (row, year) and coefficients that do not pass."""
    schools = [
        (row, at)
        for row in range(problem.n_rows)
        for at in range(len(problem.years))
        if problem.pupils[row, at]
        and problem.holds("school", row)
        and not school_passes(problem, row, have, at)
    ]
    return schools, [one for one in coefficients(problem, have) if not one.passes]
