"""The line of every pool: what the last one admitted had, so that every family can compare.

`full` says whether seats ran out. A line that is open is cleared by everyone who may apply.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.admissions.exact import exact
from xuezheng.allocation.admissions.kernels import CLOSED, OPEN
from xuezheng.allocation.admissions.standing import cells_of, order_of

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.problem import Problem
    from xuezheng.allocation.admissions.solve import Asked

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
LINE, OPEN_TO_ALL, CLOSED_TO_ALL = "line", "open", "closed"


@dataclass(frozen=True)
class Line:
    """One line. `size` is that of the unit it holds for: bound children need seats together.

    `state` is `line`, `open` (seats were left) or `closed` (there were none). `pupil` is the place of
    the last one admitted, -1 without one; `wish`, `group`, `values`, `lottery` are hers.
    """

    batch: str
    programme: str
    school: str
    size: int
    seats: int
    admitted: int
    state: str
    pupil: int = -1
    wish: int = 0
    group: str = ""
    values: str = ""
    lottery: int = 0

    def cells(self) -> dict[str, str]:
        """The line as it is published; nothing in it names a pupil."""
        said = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "pupil"}
        return {
            name: "" if value == 0 and name in ("wish", "lottery") else str(value)
            for name, value in said.items()
        }


def batch_lines(problem: "Problem", asked: "Asked") -> list[Line]:
    """The lines of a batch that has been decided, by programme, school and size of unit."""
    owner, pool, line, pools = problem.wishes.owner[asked.rows], asked.pool, asked.line, asked.pools
    taken = asked.at[asked.at < asked.start[1:]]
    key = asked.standing.key[owner[taken]] if asked.standing.common else asked.standing.key[taken]
    admitted = np.bincount(pool[taken], minlength=len(pools.seats))
    made = []
    for p in np.flatnonzero((pools.seats > 0) | (admitted > 0)).tolist():
        programme, school = pools.name(p)
        head = (asked.batch.code, problem.programmes[programme], school)
        made += [
            Line(*head, size, int(pools.seats[p]), int(admitted[p]), _state(line[size - 1, p]))
            for size in range(1, len(line) + 1)
        ]
    at = {(one.programme, one.school, one.size): i for i, one in enumerate(made)}
    for size in range(1, len(line) + 1):
        for row in taken[key == line[size - 1, pool[taken]]].tolist():
            programme, school = pools.name(int(pool[row]))
            i = at[problem.programmes[programme], school, size]
            made[i] = replace(made[i], **_held(problem, asked, row))
    return made


def _state(line: np.int64) -> str:
    return {OPEN: OPEN_TO_ALL, CLOSED: CLOSED_TO_ALL}.get(line, LINE)


def _held(problem: "Problem", asked: "Asked", at: int) -> dict[str, Any]:
    """What the holder of a line has."""
    batch, standing, row = asked.batch, asked.standing, int(asked.rows[at])
    group = int(standing.group[at]) if batch.groups else -1
    return {
        "pupil": int(problem.wishes.owner[row]),
        "wish": int(problem.wishes.rank[row]) if batch.rule == "priority" else 0,
        "group": str(batch.groups[group]["code"]) if group >= 0 else "",
        "values": values_of(problem, order_of(batch, group), row),
        "lottery": 0 if standing.lottery is None else int(standing.lottery[at]),
    }


def values_of(problem: "Problem", by: Sequence[Mapping[str, Any]], row: int) -> str:
    """The values of an order for one wish, as `score=580; sum(chinese,maths)=210`."""
    told = []
    for entry in by:
        cells = [cells_of(problem, column, np.array([row]))[0] for column in entry["columns"]]
        told.append(f"{entry_name(entry)}={'+'.join(cells)}")
    return "; ".join(told)


def entry_name(entry: Mapping[str, Any]) -> str:
    """An entry of an order in one word."""
    columns = ",".join(entry["columns"])
    return columns if entry["of"] == "column" else f"{entry['of']}({columns})"


def last_values(problem: "Problem", floor: Mapping[str, Any], rows: Whole, lines: Sequence[Line]) -> Flags:
    """Whether each wish is at most `points` under its programme's line among these, those of the floor's batch.

    A programme whose seats did not run out there has no such line, and so no floor.
    """
    least: dict[int, Decimal] = {}
    at = {code: p for p, code in enumerate(problem.programmes)}
    for line in lines:
        if line.state == LINE and line.size == 1:
            value = exact(problem.attributes[floor["column"]][line.pupil])
            if value is not None:
                least[at[line.programme]] = value - Decimal(floor["points"])
    cells = problem.attributes[floor["column"]]
    values = [exact(cell) for cell in cells]
    pairs = zip(problem.wishes.owner[rows].tolist(), problem.wishes.programme[rows].tolist(), strict=True)
    return np.array([_clears(values[i], least.get(p)) for i, p in pairs], bool)


def _clears(value: Decimal | None, least: Decimal | None) -> bool:
    return least is None or (value is not None and value >= least)
