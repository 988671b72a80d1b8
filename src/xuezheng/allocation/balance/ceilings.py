"""How many units of each item a school could use, and how many it may have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from xuezheng.allocation.balance.cells import Cells
from xuezheng.allocation.balance.problem import HUNDRED, QUANTITIES, Item, Standard, uses
from xuezheng.allocation.balance.rulebook import Rulebook, is_forbidden


@dataclass(frozen=True)
class Room:
    """The schools' table with what is forbidden and what was counted of it."""

    schools: Cells
    rules: Rulebook
    standard: Standard
    forbid: tuple[str, ...]
    count: Mapping[str, np.ndarray]

    def units(
        self, have: np.ndarray, now: np.ndarray, fullest: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, dict[tuple[int, str], int]]:
        """Units of each item that are useful and that are allowed, and ceilings of pools."""
        items, n = self.rules.items, self.schools.n_rows
        free, most = np.zeros((2, n, len(items)), np.int64)
        ceilings: dict[tuple[int, str], int] = {}
        useful = useful_hundredths(have, now, fullest, self.schools.table.columns["stage"], self.standard)
        for j, item in enumerate(items):
            column = self.rules.columns.get(item.pool, "")
            for row in range(n):
                units = [-(-int(useful[row, q] - have[row, q]) // a) for q, a in enumerate(item.adds) if a]
                units = [max(0, *units)]
                free[row, j] = units[0]
                ceiling = self._ceiling(row, column)
                if ceiling is not None:
                    ceilings[row, item.pool] = ceiling
                    units.append(ceiling // uses(item))
                if not self._allowed(item, row):
                    units.append(0)
                most[row, j] = min(units)
        return free, most, ceilings

    def _ceiling(self, row: int, column: str) -> int | None:
        if column in self.count:
            return int(self.count[column][row]) * HUNDRED
        if not column or not self.schools.has(column) or not self.schools.text(row, column):
            return None
        return self.schools.hundredths(row, column, 10**9)

    def _allowed(self, item: Item, row: int) -> bool:
        """Neither forbidden by word nor by the school's own `may_build`."""
        if item.group == "build" and not self.schools.answer(row, "may_build", True):
            return False
        return not is_forbidden(self.forbid, self.schools.text(row, "school"), item.code, item.group)


def useful_hundredths(
    have: np.ndarray, now: np.ndarray, fullest: np.ndarray, stages: Sequence[str], standard: Standard
) -> np.ndarray:
    """Beyond this no school is raised: (1 + limit²) times the best school or the standard, a pupil."""
    out = np.zeros(have.shape, np.int64)
    for stage in set(stages):
        rows = [row for row, one in enumerate(stages) if one == stage]
        room = 1 + standard.cv[stage] ** 2
        for q in range(len(QUANTITIES)):
            best = max(Fraction(int(have[row, q]), int(now[row])) for row in rows)
            best = max(best, standard.per_pupil[stage][q] * HUNDRED) * room
            for row in rows:
                out[row, q] = ceil(best * int(fullest[row]))
    return out
