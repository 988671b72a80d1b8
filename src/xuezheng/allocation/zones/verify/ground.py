"""What a verifier needs, read from the copies: blocks, zones, ways, neighbours, and the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.tables import Table

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Ground:
    """Blocks and zones by number; a zone is a school, or an area of several.

    `metres` and `farthest` (n_blocks, n_zones): mean way to the zone's schools by seats, rounded down, and
    the longest, -1 without a way. `zone` (n_blocks,) is the plan, `old` last year's zone or -1.
    """

    blocks: list[str]
    zones: list[str]
    pupils: Ints
    groups: dict[str, Ints]
    room: Ints
    homes: list[list[int]]
    metres: Ints
    farthest: Ints
    near: list[list[int]]
    zone: Ints
    old: Ints
    faults: list[str]


def ground_of(certificate: Mapping[str, Any], sheets: Mapping[str, Table], plan: Table) -> Ground:
    """Put the ground together; what is wrong with the plan's rows is in `faults`."""
    options = certificate["options"]
    rows = sheets["blocks"].columns
    order = sorted(range(len(rows["block"])), key=lambda r: rows["block"][r])
    blocks = [rows["block"][r] for r in order]
    number = {block: i for i, block in enumerate(blocks)}
    table = sheets["schools"].columns
    seats = {s: int(n) for s, n in zip(table["school"], table["seats"], strict=True)}
    schools = sorted(seats)
    site = dict(zip(sheets["sites"].columns["school"], sheets["sites"].columns["block"], strict=True))
    areas = options.get("areas") or {s: [s] for s in schools}
    zones = sorted(areas)
    faults = [] if sorted(s for group in areas.values() for s in group) == schools else ["片区与学校不符"]
    if bool(options.get("areas")) != bool(options["multi"]):
        faults.append("multi 与 areas 不符")
    metres, farthest = _ways(sheets, blocks, schools, seats, [areas[z] for z in zones])
    member = {s: z for z, name in enumerate(zones) for s in areas[name]}
    zone, more = _plan(plan, number, zones, areas, bool(options["multi"]))
    return Ground(
        blocks=blocks,
        zones=zones,
        pupils=_whole(rows["pupils"], order),
        groups={name: _whole(rows[name], order) for name in options["groups"]},
        room=np.array([sum(_room(seats[s], options) for s in areas[z]) for z in zones], np.int64),
        homes=[sorted({number[site[s]] for s in areas[z]}) for z in zones],
        metres=metres,
        farthest=farthest,
        near=_near(sheets["neighbours"], number),
        zone=zone,
        old=_old(sheets, number, member),
        faults=faults + more,
    )


def _whole(cells: Any, order: list[int]) -> Ints:
    return np.array([int(cells[r]) for r in order], np.int64)


def _room(seats: int, options: Mapping[str, Any]) -> int:
    return seats + int(options["tolerance"]) + seats * int(options["tolerance_permille"]) // 1000


def _ways(
    sheets: Mapping[str, Table],
    blocks: list[str],
    schools: list[str],
    seats: Mapping[str, int],
    groups: list[list[str]],
) -> tuple[Ints, Ints]:
    every = (
        _given(sheets["distances"], blocks, schools)
        if "distances" in sheets
        else _straight(sheets, blocks, schools)
    )
    column = {school: j for j, school in enumerate(schools)}
    mean = np.empty((len(blocks), len(groups)), np.int64)
    farthest = mean.copy()
    for z, group in enumerate(groups):
        ways = every[:, [column[s] for s in group]]
        places = np.array([seats[s] for s in group], np.int64)
        farthest[:, z] = np.where((ways < 0).any(axis=1), -1, ways.max(axis=1))
        mean[:, z] = (ways * places).sum(axis=1) // max(int(places.sum()), 1)
    return np.where(farthest < 0, -1, mean), farthest


def _given(table: Table, blocks: list[str], schools: list[str]) -> Ints:
    row = {block: i for i, block in enumerate(blocks)}
    column = {school: j for j, school in enumerate(schools)}
    cells, factor = (
        (table.columns["metres"], 1.0) if "metres" in table.columns else (table.columns["km"], 1000.0)
    )
    every = np.full((len(blocks), len(schools)), -1, np.int64)
    i = np.fromiter((row[b] for b in table.columns["block"]), np.int64)
    j = np.fromiter((column[s] for s in table.columns["school"]), np.int64)
    every[i, j] = np.rint(np.array(cells, np.str_).astype(np.float64) * factor).astype(np.int64)
    return every


def _straight(sheets: Mapping[str, Table], blocks: list[str], schools: list[str]) -> Ints:
    block_at = _places(sheets["points"], "block", blocks)
    school_at = _places(sheets["sites"], "school", schools)
    every = np.empty((len(blocks), len(schools)), np.int64)
    for j, (x, y) in enumerate(school_at.tolist()):
        square = (block_at[:, 0] - x) ** 2 + (block_at[:, 1] - y) ** 2
        every[:, j] = np.rint(np.sqrt(square.astype(np.float64))).astype(np.int64)
    return every


def _places(table: Table, name: str, codes: list[str]) -> Ints:
    cells = zip(table.columns[name], table.columns["x"], table.columns["y"], strict=True)
    at = {code: (int(x), int(y)) for code, x, y in cells}
    return np.array([at[code] for code in codes], np.int64)


def _near(table: Table, number: Mapping[str, int]) -> list[list[int]]:
    near: list[set[int]] = [set() for _ in number]
    for a, b in zip(table.columns["block"], table.columns["neighbour"], strict=True):
        near[number[a]].add(number[b])
        near[number[b]].add(number[a])
    return [sorted(them) for them in near]


def _old(sheets: Mapping[str, Table], number: Mapping[str, int], member: Mapping[str, int]) -> Ints:
    """Last year's zone; -1 for blocks that are new or whose school is no more."""
    old = np.full(len(number), -1, np.int64)
    if "old" in sheets:
        columns = sheets["old"].columns
        for block, school in zip(columns["block"], columns["school"], strict=True):
            old[number[block]] = member.get(school, -1)
    return old


def _plan(
    plan: Table, number: Mapping[str, int], zones: list[str], areas: Mapping[str, list[str]], multi: bool
) -> tuple[Ints, list[str]]:
    """The plan's zones, and what is wrong with its rows."""
    names = plan.columns["area" if multi else "school"]
    index = {name: z for z, name in enumerate(zones)}
    rows = list(zip(plan.columns["block"], names, strict=True))
    faults = [f"没有小区 {b}" for b, _ in rows if b not in number] + [
        f"没有 {s}" for _, s in rows if s not in index
    ]
    given = dict(rows)
    faults += [f"小区 {b} 没有学校" for b in number if b not in given]
    if len(given) != len(rows):
        faults.append(f"有小区写了不止一行（{len(rows)} 行，{len(given)} 个小区）")
    if multi and any(
        s != ";".join(areas[a]) for a, s in zip(names, plan.columns["school"], strict=True) if a in areas
    ):
        faults.append("school 列与片区的学校不符")
    zone = np.full(len(number), -1, np.int64)
    for block, name in rows:
        if block in number and name in index:
            zone[number[block]] = index[name]
    return zone, faults
