"""Lines drawn again from who was admitted, and compared with those published."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xuezheng.allocation.admissions.verify.pools import Pool
from xuezheng.allocation.admissions.verify.round import Round

if TYPE_CHECKING:
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
    largest = (
        max((len(members) for members in one.bound), default=1)
        if one.scheme.get("last_place") == "skip"
        else 1
    )
    made = []
    for p, pool in enumerate(stage.pools):
        mine, seats = taken[bounds[p] : bounds[p + 1]], int(stage.seats[p])
        for size in range(1, largest + 1):
            # The unit with which fewer than `size` seats are left: place seats - size + 1 in the queue.
            at = seats - size
            holder = -1 if at < 0 or at >= len(mine) else int(mine[at])
            key = -1 if at < 0 else OPEN_KEY if holder < 0 else int(stage.key[holder])
            row = -1 if holder < 0 else int(stage.rows[holder])
            made.append(Drawn(stage.batch["code"], pool, p, size, seats, len(mine), key, row))
    return made


def waste(one: Round, stage: "Stage") -> list[str]:
    """Pools with more than their seats; only those who share the last place under a rule may exceed them."""
    import numpy as np

    found = []
    taken = np.flatnonzero(stage.taken)
    taken = taken[np.lexsort((stage.key[taken], stage.pool[taken]))]
    bounds = np.searchsorted(stage.pool[taken], np.arange(len(stage.pools) + 1))
    for p in np.flatnonzero(np.diff(bounds) > stage.seats).tolist():
        mine, seats = taken[bounds[p] : bounds[p + 1]], int(stage.seats[p])
        if not seats or stage.key[mine[seats - 1]] != stage.key[mine[-1]] or not _may_share(one, stage):
            programme, school = stage.pools[p]
            found.append(
                f"{one.programmes[programme]} {school} 名额 {seats}，录取 {len(mine)}（批次 {stage.batch['code']}）"
            )
    return found


def _may_share(one: Round, stage: "Stage") -> bool:
    return stage.batch["end"] == "all" or (bool(one.bound) and one.scheme.get("last_place") == "exceed")


def line_faults(one: Round, stage: "Stage", drawn: list[Drawn]) -> list[str]:
    """Compare the published lines of a batch with those drawn again, which are added to `drawn`."""
    said = _published(one, stage.batch["code"])
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

    from xuezheng.allocation.admissions.verify.batches import cells, order_in

    at = int(np.searchsorted(stage.rows, line.holder))
    row = stage.rows[at : at + 1]
    group = int(stage.group[at])
    told = [
        f"{_name(entry)}={'+'.join(cells(one, c, row)[0] for c in entry['columns'])}"
        for entry in order_in(stage.batch, group)
    ]
    wish = str(one.rank[line.holder]) if stage.batch["rule"] == "priority" else ""
    code = stage.batch["groups"][group]["code"] if stage.batch["groups"] else ""
    number = "" if stage.lottery is None else str(int(stage.lottery[at]))
    return (*head, wish, code, "; ".join(told), number)


def _name(entry: Any) -> str:
    columns: Sequence[str] = entry["columns"]
    return columns[0] if entry["of"] == "column" else f"{entry['of']}({','.join(columns)})"
