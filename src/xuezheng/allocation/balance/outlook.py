"""Year by year: how many schools and coefficients fail with what schools have, and with the plan."""

from dataclasses import replace

import numpy as np

from xuezheng.allocation.balance.judging import failures
from xuezheng.allocation.balance.problem import Ints, Plan, Problem, holdings
from xuezheng.allocation.tables import Table


def with_years(problem: Problem, table: Table, until: int) -> Problem:
    """The same county with the pupils of a forecast; schools it does not name keep theirs."""
    at = {key: row for row, key in enumerate(zip(problem.schools, problem.stages, strict=True))}
    first = problem.years[0]
    pupils = np.repeat(problem.pupils[:, :1], until - first + 1, axis=1)
    cells = (table.columns[name] for name in ("school", "stage", "year", "n_pupils"))
    for school, stage, year, n in zip(*cells, strict=True):
        row = at.get((school, stage))
        if row is not None and first < int(year) <= until:
            pupils[row, int(year) - first] = int(n)
    return replace(problem, pupils=pupils, years=tuple(range(first, until + 1)))


def outlook(problem: Problem, plan: Plan | None = None) -> list[dict[str, int]]:
    """One line a year: pupils, and failures before and after the plan."""
    lines = [
        {"year": year, "pupils": int(problem.pupils[:, at].sum())} for at, year in enumerate(problem.years)
    ]
    _count(problem, problem.have, lines, "before")
    if plan is not None:
        _count(problem.with_redirects(plan.redirected), holdings(problem, plan), lines, "after")
    return lines


def _count(problem: Problem, have: Ints, lines: list[dict[str, int]], when: str) -> None:
    schools, coefficients = failures(problem, have)
    for at, line in enumerate(lines):
        line[f"schools_{when}"] = sum(one == at for _, one in schools)
        line[f"coefficients_{when}"] = sum(one.year == line["year"] for one in coefficients)
