"""Read candidates and rooms; all faults at once."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from xuezheng.allocation.seating.problem import Problem, Profile, Room
from xuezheng.allocation.seating.profiles import layouts
from xuezheng.allocation.tables import Table
from xuezheng.errors import BadInput, Fault

Key = tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """The column whose equals are kept apart, the columns that keep to rooms of their own, the rules."""

    profile: Profile
    apart: str = "school"
    group: tuple[str, ...] = ()
    diagonals: bool = False


def read_problem(candidates: Table, rooms: Table, asked: Asked) -> Problem:
    """Make the problem of two lists.

    A group is one site, one special need and one value of each group column. Groups, in order, fill rooms
    of their site and need, in order of room code; only the last room of a group may have seats left.

    Raises
    ------
    BadInput
        With every fault of both lists: repeated or empty codes, unknown sites and layouts, too few seats …
    """
    reader = _Reader(candidates, rooms, asked)
    reader.check_columns()
    if not reader.faults:
        listed = reader.listed_rooms()
        reader.check_candidates({room.site for room, _ in listed})
    if not reader.faults:
        problem = reader.problem(listed)
    if reader.faults:
        raise BadInput(
            f"考生或考场名单有 {len(reader.faults)} 处不合格。请全部改正后再运行。", faults=reader.faults
        )
    return problem


@dataclass
class _Reader:
    candidates: Table
    rooms: Table
    asked: Asked
    faults: list[Fault] = field(default_factory=list)

    def _row(self, what: str, name: str, row: int, column: str, remedy: str) -> None:
        self.faults.append(Fault(what, f"{name} 第 {row + 2} 行 {column} 列", remedy))

    def check_columns(self) -> None:
        """The columns asked for, and at least one row."""
        asked = ("candidate", "site", self.asked.apart, *self.asked.group)
        for table, names in ((self.candidates, asked), (self.rooms, ("room", "site", "layout"))):
            for name in names:
                if name not in table.columns:
                    have = "、".join(table.columns)
                    self.faults.append(Fault(f"没有“{name}”列。", table.name, f"现有的列是：{have}。"))
            if not table.n_rows:
                self.faults.append(Fault("名单是空的。", table.name, "请至少给出一行。"))

    def _codes(self, table: Table, column: str, what: str) -> None:
        seen: dict[str, int] = {}
        for row, code in enumerate(table.columns[column]):
            if not code:
                self._row(f"{what}是空的。", table.name, row, column, "请填写。")
            elif code in seen:
                told = f"{what}“{code}”与第 {seen[code] + 2} 行重复。"
                self._row(told, table.name, row, column, "请删去重复的一行。")
            seen.setdefault(code, row)

    def listed_rooms(self) -> list[tuple[Room, str]]:
        """Rooms with their special need, in order of code."""
        self._codes(self.rooms, "room", "考场号")
        known, found, columns = layouts(), [], self.rooms.columns
        needs = columns.get("needs", [""] * self.rooms.n_rows)
        sizes: dict[str, set[int]] = defaultdict(set)
        for row, (code, site, name) in enumerate(
            zip(columns["room"], columns["site"], columns["layout"], strict=True)
        ):
            if not site:
                self._row("考点是空的。", "rooms", row, "site", "请填写。")
            if name not in known:
                told = f"没有座位排列“{name}”。"
                self._row(told, "rooms", row, "layout", f"规则库里有：{'、'.join(known)}。")
                continue
            self._check_size(row, sum(known[name].heights), len(known[name].heights))
            if not needs[row]:
                sizes[site].add(sum(known[name].heights))
            found.append((Room(code, site, known[name]), needs[row]))
        for site, several in sorted(sizes.items()):
            if len(several) > 1:
                told = f"考点“{site}”有 {'、'.join(map(str, sorted(several)))} 座几种考场。"
                self.faults.append(Fault(told, "rooms", "同一考点只用一种规格（rules/seating）。"))
        return sorted(found, key=lambda pair: pair[0].code)

    def _check_size(self, row: int, seats: int, n_columns: int) -> None:
        for column, truth in (("seats", seats), ("columns", n_columns)):
            said = self.rooms.columns.get(column)
            if said is not None and said[row] not in ("", str(truth)):
                told = f"{column}“{said[row]}”与排列不符，应是 {truth}。"
                self._row(told, "rooms", row, column, "请改正座位数、列数或排列。")
        if seats not in self.asked.profile.sizes:
            sizes = "、".join(map(str, self.asked.profile.sizes))
            told = f"{self.asked.profile.label}不用 {seats} 座的考场。"
            self._row(told, "rooms", row, "layout", f"可用的规格是 {sizes} 座。")

    def check_candidates(self, sites: set[str]) -> None:
        """Codes once; a school (or what is kept apart) for everybody; sites that have rooms."""
        self._codes(self.candidates, "candidate", "考生号")
        columns = self.candidates.columns
        for name in dict.fromkeys((self.asked.apart, *self.asked.group)):
            for row, cell in enumerate(columns[name]):
                if not cell:
                    self._row(f"{name} 是空的。", "candidates", row, name, "请填写。")
        for row, site in enumerate(columns["site"]):
            if site not in sites:
                told = f"考点“{site}”没有考场。"
                self._row(told, "candidates", row, "site", "请在考场名单中补充，或改正考点。")

    def problem(self, listed: list[tuple[Room, str]]) -> Problem:
        """Give each group its rooms."""
        columns, n = self.candidates.columns, self.candidates.n_rows
        order = sorted(range(n), key=columns["candidate"].__getitem__)
        needs = columns.get("needs", [""] * n)
        cells = (columns["site"], needs, *(columns[name] for name in self.asked.group))
        keys: list[Key] = [tuple(column[row] for column in cells) for row in order]
        size = Counter(keys)
        parts = {key: number for number, key in enumerate(sorted(size))}
        rooms, taken, part_of = self._given(listed, size, parts)
        apart = [columns[self.asked.apart][row] for row in order]
        schools = sorted(set(apart))
        school = {name: number for number, name in enumerate(schools)}
        return Problem(
            candidates=tuple(columns["candidate"][row] for row in order),
            schools=tuple(schools),
            school=np.array([school[name] for name in apart], dtype=np.int64),
            part=np.array([parts[key] for key in keys], dtype=np.int64),
            rooms=tuple(rooms),
            taken=np.array(taken, dtype=np.int64),
            part_of=np.array(part_of, dtype=np.int64),
            diagonals=self.asked.diagonals,
            profile=self.asked.profile,
        )

    def _given(
        self, listed: list[tuple[Room, str]], size: Mapping[Key, int], parts: Mapping[Key, int]
    ) -> tuple[list[Room], list[int], list[int]]:
        free: dict[Key, list[Room]] = defaultdict(list)
        for room, need in listed:
            free[room.site, need].append(room)
        rooms: list[Room] = []
        taken: list[int] = []
        part_of: list[int] = []
        for key, part in parts.items():
            left, line = size[key], free[key[:2]]
            while left and line:
                room = line.pop(0)
                rooms.append(room)
                taken.append(min(left, sum(room.layout.heights)))
                part_of.append(part)
                left -= taken[-1]
            if left:
                told = f"{'/'.join(filter(None, key))} 还差 {left} 个座位。"
                self.faults.append(Fault(told, "rooms", "请增加该考点（及特殊需要）的考场，每组须自成考场。"))
        return rooms, taken, part_of
