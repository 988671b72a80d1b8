"""Read candidates, rooms, ways and sessions; all faults of all lists at once."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.seating.asking import Asked, asked_faults, refuse
from xuezheng.allocation.seating.checking import (
    Lists,
    checked_candidates,
    checked_rooms,
    checked_travel,
    sat_at_once,
)
from xuezheng.allocation.seating.choosing import Choice, Unit, choose
from xuezheng.allocation.seating.problem import Ints, Problem
from xuezheng.allocation.seating.rooming import Given, Key, Listed, give_rooms, open_rooms
from xuezheng.allocation.seating.solve import ALGORITHM
from xuezheng.allocation.seating.tickets import mac_of
from xuezheng.allocation.tables import Table
from xuezheng.errors import Fault


def read_problem(
    candidates: Table,
    rooms: Table,
    asked: Asked,
    seed: Seed,
    *,
    travel: Table | None = None,
    sessions: Table | None = None,
) -> Problem:
    """Make the problem of the lists.

    A group is one site, the same special needs and one value of each group column. Candidates without a
    site are given one by their ways (`travel`, or the areas of candidates and rooms), who of those alike
    goes where by ticket.

    Raises
    ------
    BadInput
        With every fault of all lists: repeated or empty codes, unknown sites and layouts, too few seats …
    """
    faults = asked_faults(asked)
    is_clear = not faults
    lists = Lists(candidates, rooms, asked, travel, sessions, faults)
    if lists.has_columns():
        listed = checked_rooms(lists)
        sites = set(rooms.columns["site"]) - {""}
        good = checked_candidates(lists, sites)
        sat_at_once(lists)
        ways = checked_travel(lists, good, sites)
        made = _Making(lists, listed, good, ways, seed)
        if is_clear:
            made.give()
    refuse(faults, "考生、考场或其他名单")
    return made.problem()


@dataclass
class _Making:
    """From rows without a fault to rooms; with faults, only as far as wanting seats can be told."""

    lists: Lists
    listed: list[Listed]
    good: list[int]
    ways: dict[tuple[str, str], int]
    seed: Seed
    choice: Choice | None = None
    given: Given = field(default_factory=Given)
    order: list[int] = field(default_factory=list)
    site: list[str] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)

    def give(self) -> None:
        columns = self.lists.candidates.columns
        self.order = sorted(self.good, key=columns["candidate"].__getitem__)
        self.site = [self.lists.site_of(row) for row in self.order]
        if not all(self.site):
            if self.lists.faults:
                self._count_only()
                return
            self._choose_sites()
            if self.lists.faults:
                return
        rests = self.lists.rests(self.order)
        self.keys = [(site, *rest) for site, rest in zip(self.site, rests, strict=True)]
        sizes = Counter(key for key in self.keys if key[0] not in self.lists.unsure)
        self.given = give_rooms(sizes, self.listed, self.lists.asked)
        self.lists.faults += self.given.faults

    def _count_only(self) -> None:
        seats = sum(one.room.layout.n_seats for one in self.listed if not one.use)
        if len(self.order) > seats and not self.lists.unsure:
            told = f"{len(self.order)} 名考生，只有 {seats} 个座位，还差 {len(self.order) - seats} 个。"
            self.lists.faults.append(Fault(told, "rooms", "请增加考场。"))

    def _choose_sites(self) -> None:
        lists = self.lists
        units = [
            Unit("" if site else lists.origin_of(row), ("", *rest), lists.apart_cells[0][row], site)
            for row, site, rest in zip(self.order, self.site, lists.rests(self.order), strict=True)
        ]
        how = lists.asked.last_room_rule["how"]
        wanted = {**lists.asked.profile.set_aside, **lists.asked.wanted_aside}
        careful = replace(lists.asked, spare=wanted["spare"], isolation=wanted["isolation"])
        rooms = open_rooms(self.listed, lists.asked)
        self.choice = choose(
            Counter(units),
            rooms,
            self.ways,
            is_mixed=how == "mix",
            rather=open_rooms(self.listed, careful),
        )
        if self.choice.counts is None:
            self._count_only()
            seats = sum(one.room.layout.n_seats for one in self.listed if not one.use)
            told = f"{len(units)} 名考生、{seats} 个座位，找不到考点的分配。"
            remedy = "每组须自成考场，请增加考场，或在距离表中补充可去的考点。"
            lists.faults.append(Fault(told, "rooms", remedy))
            return
        mac, codes = mac_of(self.seed), lists.candidates.columns["candidate"]
        members: dict[Unit, list[int]] = {}
        for n, unit in enumerate(units):
            members.setdefault(unit, []).append(n)
        for unit, several in members.items():
            several.sort(key=lambda n: mac(f"{ALGORITHM}|sites\n{codes[self.order[n]]}".encode()))
            places = [s for s, n in sorted(self.choice.counts[unit].items()) for _ in range(n)]
            for n, place in zip(several, places, strict=True):
                self.site[n] = place

    def problem(self) -> Problem:
        """Everything as numbers."""
        lists, columns = self.lists, self.lists.candidates.columns
        parts = {key: number for number, key in enumerate(sorted(set(self.keys)))}
        alike, names = [], []
        for cells in lists.apart_cells:
            column, known = _numbered([cells[row] for row in self.order])
            alike.append(column)
            names.append(known)
        sites: dict[str, Any] = dict(self.choice.said) if self.choice else {}
        if sites:
            sites["unit"] = "metres" if lists.travel else "outside_area"
        return Problem(
            candidates=tuple(columns["candidate"][row] for row in self.order),
            names=tuple(names),
            alike=np.column_stack(alike),
            part=np.array([parts[key] for key in self.keys], dtype=np.int64),
            part_names=tuple(parts),
            rooms=tuple(self.given.rooms),
            slots=tuple(self.given.slots),
            diagonals=lists.asked.diagonals,
            profile=lists.asked.profile,
            apart=tuple("+".join(names) for names in lists.apart),
            tickets=tuple(columns["ticket"][row] for row in self.order) if "ticket" in columns else (),
            more={"set_aside": self.given.aside, "set_aside_short": self.given.short},
            sites=sites,
        )


def _numbered(cells: list[str]) -> tuple[Ints, tuple[str, ...]]:
    names = sorted(set(cells))
    number = {name: n for n, name in enumerate(names)}
    return np.array([number[cell] for cell in cells], dtype=np.int64), tuple(names)
