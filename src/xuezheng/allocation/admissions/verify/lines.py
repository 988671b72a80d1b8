"""Lines drawn again from who was admitted, and compared with those published."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xuezheng.allocation.admissions.verify.pools import Pool
from xuezheng.allocation.admissions.verify.round import Round

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xuezheng.allocation.admissions.verify.batches import Stage

OPEN_KEY = 2**62


@dataclass(frozen=True)
class Drawn:
    """A line as it must be: up to which key units of `size` found seats; `holder` is the wish that set it."""

    batch: str
    pool: Pool
    at: int
    size: int
    seats: int
    admitted: int
    key: int
    holder: int

    @property
    def listed(self) -> bool:
        """Whether the line is published: pools without seats that took nobody are not."""
        return self.seats > 0 or self.admitted > 0

    @property
    def state(self) -> str:
        """As it is published."""
        return "open" if self.key == OPEN_KEY else "closed" if self.holder < 0 else "line"


def drawn_lines(one: Round, stage: "Stage") -> list[Drawn]:
    """Admit the admitted again pool by pool, best first, and note when seats for a unit run out."""
    import numpy as np

    taken = np.flatnonzero(stage.taken)
    taken = taken[np.lexsort((stage.key[taken], stage.pool[taken]))]
    bounds = np.searchsorted(stage.pool[taken], np.arange(len(stage.pools) + 1))
    largest = _largest(one)
    made = []
    for p, pool in enumerate(stage.pools):
        mine, seats = taken[bounds[p] : bounds[p + 1]], int(stage.seats[p])
        for size in range(1, largest + 1):
            # The unit with which fewer than `size` seats are left: place seats - size + 1 in the queue.
            at = seats - size
            holder = -1 if at < 0 or at >= len(mine) else int(mine[at])
            key = -1 if at < 0 else OPEN_KEY if holder < 0 else int(stage.key[holder])
            row = -1 if holder < 0 else int(stage.rows[holder])
            made.append(Drawn(stage.code, pool, p, size, seats, len(mine), key, row))
    return made


def _largest(one: Round) -> int:
    """How many lines a pool has: one for each size of unit, where units may give way."""
    if one.scheme.get("last_place") != "skip":
        return 1
    return max((len(members) for members in one.bound), default=1)


def waste(one: Round, stage: "Stage") -> list[str]:
    """Pools with more than their seats; only those who share the last place under a rule may exceed them."""
    import numpy as np

    found = []
    taken = np.flatnonzero(stage.taken)
    taken = taken[np.lexsort((stage.key[taken], stage.pool[taken]))]
    bounds = np.searchsorted(stage.pool[taken], np.arange(len(stage.pools) + 1))
    for p in np.flatnonzero(np.diff(bounds) > stage.seats).tolist():
        mine, seats = taken[bounds[p] : bounds[p + 1]], int(stage.seats[p])
        last = int(mine[seats - 1]) if seats else -1
        if not seats or stage.key[last] != stage.key[mine[-1]] or not _may_share(one, stage, last):
            programme, school = stage.pools[p]
            found.append(
                f"{one.programmes[programme]} {school} 名额 {seats}，录取 {len(mine)}（批次 {stage.code}）"
            )
    return found


def _may_share(one: Round, stage: "Stage", last: int) -> bool:
    groups = stage.batch["groups"]
    own = groups[int(stage.group[last])].get("end") if groups else None
    shared = (own or stage.batch["end"]) == "all"
    return shared or (bool(one.bound) and one.scheme.get("last_place") == "exceed")


def line_faults(one: Round, stage: "Stage", drawn: list[Drawn]) -> list[str]:
    """Compare the published lines of a batch with those drawn again, which are added to `drawn`."""
    said = _published(one, stage.code)
    found = []
    for line in drawn_lines(one, stage):
        drawn.append(line)
        if not line.listed:
            continue
        due = _cells(one, stage, line)
        got = said.get((one.programmes[line.pool[0]], line.pool[1], str(line.size)))
        if got != due:
            name = f"{one.programmes[line.pool[0]]} {line.pool[1]}".strip()
            found.append(
                f"{name} 的线应为 {' '.join(filter(None, due))}，公布的是 {' '.join(filter(None, got or ()))}"
            )
    return found


def _published(one: Round, code: str) -> dict[tuple[str, str, str], tuple[str, ...]]:
    names = ("seats", "admitted", "state", "wish", "group", "values", "lottery")
    heads = zip(*(one.lines[name] for name in ("programme", "school", "size")), strict=True)
    tails = zip(*(one.lines[name] for name in names), strict=True)
    return {
        (head[0], head[1], head[2]): tail
        for head, tail, batch in zip(heads, tails, one.lines["batch"], strict=True)
        if batch == code
    }


def _cells(one: Round, stage: "Stage", line: Drawn) -> tuple[str, ...]:
    head = (str(line.seats), str(line.admitted), line.state)
    if line.state != "line":
        return (*head, "", "", "", "")
    import numpy as np

    return (*head, *_standing(one, stage, int(np.searchsorted(stage.rows, line.holder))))


def _standing(one: Round, stage: "Stage", at: int) -> tuple[str, ...]:
    """What one wish of a batch has, as a line tells it: round, group, values, lottery number."""
    from xuezheng.allocation.admissions.verify.batches import cells, order_in

    row = stage.rows[at : at + 1]
    group = int(stage.group[at])
    told = [
        f"{_name(entry)}={'+'.join(cells(one, c, row)[0] for c in entry['columns'])}"
        for entry in order_in(stage.batch, group)
    ]
    wish = str(one.rank[int(row[0])]) if stage.batch["rule"] == "priority" else ""
    code = stage.batch["groups"][group]["code"] if stage.batch["groups"] else ""
    number = "" if stage.lottery is None else str(int(stage.lottery[at]) or "")
    return (wish, code, "; ".join(told), number)


def published_keys(one: Round, stage: "Stage") -> "NDArray[Any]":
    """The keys of the published lines of a batch, by pool and size less one; -1 where nobody stands so."""
    import numpy as np

    keys = np.full((len(stage.pools), _largest(one)), -1, np.int64)
    at_pool = {(one.programmes[p], school): i for i, (p, school) in enumerate(stage.pools)}
    order = np.argsort(stage.pool, kind="stable")
    bounds = np.searchsorted(stage.pool[order], np.arange(len(stage.pools) + 1))
    for (programme, school, size), said in _published(one, stage.code).items():
        i, s = at_pool[programme, school], int(size) - 1
        if said[2] == "open":
            keys[i, s] = OPEN_KEY
        elif said[2] == "line":
            at = _standing_so(one, stage, order[bounds[i] : bounds[i + 1]], said[3:])
            keys[i, s] = -1 if at < 0 else int(stage.key[at])
    return keys


def _standing_so(one: Round, stage: "Stage", mine: "NDArray[Any]", said: tuple[str, ...]) -> int:
    """A wish of a pool that has what a line tells; -1 if there is none. Whoever has the same shares its key."""
    if said[3]:
        mine = mine[stage.lottery[mine] == int(said[3])] if stage.lottery is not None else mine[:0]
    return next((at for at in mine.tolist() if _standing(one, stage, at) == said), -1)


def _name(entry: Any) -> str:
    columns: Sequence[str] = entry["columns"]
    return columns[0] if entry["of"] == "column" else f"{entry['of']}({','.join(columns)})"
