"""Every fault of the lists, with its row; what is left when there are none can be seated."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property

from xuezheng.allocation.seating.asking import FORMULA, WORDS, Asked
from xuezheng.allocation.seating.problem import Room
from xuezheng.allocation.seating.profiles import DOORS, layouts
from xuezheng.allocation.seating.rooming import USES, Listed
from xuezheng.allocation.tables import Table
from xuezheng.errors import Fault


@dataclass
class Lists:
    """The tables, what is asked of them, and the faults found so far."""

    candidates: Table
    rooms: Table
    asked: Asked
    travel: Table | None
    sessions: Table | None
    faults: list[Fault]
    #: Sites with a faulty room: how many seats they have is not known.
    unsure: set[str] = field(default_factory=set)

    def row(self, what: str, name: str, row: int, column: str, remedy: str) -> None:
        """One fault in a cell."""
        self.faults.append(Fault(what, f"{name} 第 {row + 2} 行 {column} 列", remedy))

    @cached_property
    def apart(self) -> tuple[tuple[str, ...], ...]:
        """Columns that together say who is alike; a class is one of its school."""
        found = []
        for said in self.asked.apart:
            names = tuple(filter(None, (name.strip() for name in said.split("+"))))
            found.append(
                ("school", "class") if names == ("class",) and "school" in self.candidates.columns else names
            )
        return tuple(dict.fromkeys(found))

    @cached_property
    def apart_cells(self) -> list[list[str]]:
        """For each thing kept apart, what every candidate has of it."""
        return [
            ["\0".join(cells) for cells in zip(*(self.candidates.columns[n] for n in names), strict=True)]
            for names in self.apart
        ]

    @property
    def has_ways(self) -> bool:
        """Whether a site can be chosen for those who have none."""
        by_area = "area" in self.candidates.columns and "area" in self.rooms.columns
        return self.travel is not None or by_area

    def has_columns(self) -> bool:
        """Whether every column asked for is there, and at least one row."""
        asked = ["candidate", *(name for names in self.apart for name in names), *self.asked.group]
        if not self.has_ways:
            asked.append("site")
        elif self.travel is not None:
            asked.append(self.asked.travel_from)
        wanted = [(self.candidates, asked), (self.rooms, ["room", "site", "layout"])]
        if self.travel is not None:
            wanted.append((self.travel, ["from", "site", "km"]))
        if self.sessions is not None:
            wanted += [(self.sessions, ["subject", "starts", "ends"]), (self.candidates, ["subjects"])]
        before = len(self.faults)
        for table, names in wanted:
            for name in dict.fromkeys(names):
                if name not in table.columns:
                    have = "、".join(table.columns)
                    self.faults.append(Fault(f"没有“{name}”列。", table.name, f"现有的列是：{have}。"))
            if not table.n_rows:
                self.faults.append(Fault("名单是空的。", table.name, "请至少给出一行。"))
        return len(self.faults) == before

    def site_of(self, row: int) -> str:
        """The site a candidate has, if any."""
        column = self.candidates.columns.get("site")
        return column[row] if column is not None else ""

    def origin_of(self, row: int) -> str:
        """Where a candidate's ways start."""
        return self.candidates.columns[self.asked.travel_from if self.travel else "area"][row]

    def rests(self, rows: Sequence[int]) -> list[tuple[str, ...]]:
        """What besides the site makes a group: needs in order, then the group columns."""
        columns = self.candidates.columns
        needs = columns.get("needs")
        words = {cell: " ".join(sorted(set(filter(None, WORDS.split(cell))))) for cell in set(needs or ())}
        groups = [columns[name] for name in self.asked.group]
        return [
            (words[needs[row]] if needs is not None else "", *(column[row] for column in groups))
            for row in rows
        ]

    def codes(self, table: Table, column: str, what: str) -> set[int]:
        """Rows whose code is missing, repeated, or would be a formula."""
        seen: dict[str, int] = {}
        wrong = set()
        for row, code in enumerate(table.columns[column]):
            if not code:
                self.row(f"{what}是空的。", table.name, row, column, "请填写。")
            elif code.startswith(FORMULA):
                told = f"{what}“{code}”的第一个字会被电子表格当作公式。"
                self.row(told, table.name, row, column, "请去掉开头的 = + - @。")
            elif code in seen:
                told = f"{what}“{code}”与第 {seen[code] + 2} 行重复。"
                self.row(told, table.name, row, column, "请删去重复的一行。")
            else:
                seen[code] = row
                continue
            wrong.add(row)
        return wrong


def checked_rooms(lists: Lists) -> list[Listed]:
    """Rooms without a fault, in order of code."""
    columns, n, found = lists.rooms.columns, lists.rooms.n_rows, list[Listed]()
    wrong = lists.codes(lists.rooms, "room", "考场号")
    needs, uses, doors = (columns.get(name, [""] * n) for name in ("needs", "use", "door"))
    known = {door: layouts(lists.asked.profile.on, side) for door, side in DOORS.items()}
    sizes: dict[str, set[int]] = defaultdict(set)
    for row, (code, site, name) in enumerate(
        zip(columns["room"], columns["site"], columns["layout"], strict=True)
    ):
        before = len(lists.faults)
        if not site or site.startswith(FORMULA):
            lists.row(f"考点“{site}”是空的，或会被当作公式。", "rooms", row, "site", "请填写考点代码。")
        if uses[row] not in USES:
            lists.row(f"没有考场用途“{uses[row]}”。", "rooms", row, "use", "可以是空、备用或隔离。")
        if doors[row] not in DOORS:
            lists.row(f"门的位置“{doors[row]}”不对。", "rooms", row, "door", "可以是空、左或右（面向讲台）。")
        if name not in known[""]:
            told = f"没有座位排列“{name}”。"
            lists.row(told, "rooms", row, "layout", f"规则库里有：{'、'.join(known[''])}。")
        else:
            words = frozenset(filter(None, WORDS.split(needs[row])))
            _check_size(lists, row, known[""][name].heights, bool(words))
            if not words and uses[row] in ("", "普通"):
                sizes[site].add(known[""][name].n_seats)
        if len(lists.faults) == before and row not in wrong:
            layout = known[doors[row]][name]
            found.append(Listed(Room(code, site, layout), words, USES[uses[row]]))
        else:
            lists.unsure.add(site)
    for site, several in sorted(sizes.items()):
        if len(several) > 1:
            told = f"考点“{site}”有 {'、'.join(map(str, sorted(several)))} 座几种考场。"
            lists.faults.append(Fault(told, "rooms", "同一考点只用一种规格（rules/seating）。"))
    return sorted(found, key=lambda one: one.room.code)


def _check_size(lists: Lists, row: int, heights: Sequence[int], is_special: bool) -> None:
    seats, profile = sum(heights), lists.asked.profile
    for column, truth in (("seats", seats), ("columns", len(heights))):
        said = lists.rooms.columns.get(column)
        if said is not None and said[row] not in ("", str(truth)):
            told = f"{column}“{said[row]}”与排列不符，应是 {truth}。"
            lists.row(told, "rooms", row, column, "请改正座位数、列数或排列。")
    if seats not in profile.sizes and not is_special:
        sizes = "、".join(map(str, profile.sizes))
        told = f"{profile.label}不用 {seats} 座的考场。"
        lists.row(told, "rooms", row, "layout", f"可用的规格是 {sizes} 座；特殊考场不限，须写明 needs。")


def checked_candidates(lists: Lists, sites: set[str]) -> list[int]:
    """Rows without a fault: a code of their own, a unit and a group, a site that has rooms."""
    wrong = lists.codes(lists.candidates, "candidate", "考生号")
    columns = lists.candidates.columns
    if "ticket" in columns:
        wrong |= lists.codes(lists.candidates, "ticket", "准考证号")
    for name in dict.fromkeys([*(name for names in lists.apart for name in names), *lists.asked.group]):
        for row, cell in enumerate(columns[name]):
            if not cell:
                lists.row(f"{name} 是空的。", "candidates", row, name, "请填写。")
                wrong.add(row)
    for row, site in enumerate(columns.get("site", ())):
        if site and site not in sites:
            told = f"考点“{site}”没有考场。"
            lists.row(told, "candidates", row, "site", "请在考场名单中补充，或改正考点。")
            wrong.add(row)
        elif not site and not lists.has_ways:
            remedy = "请填写；或给出距离表（--travel），或在两张名单中写明 area，由系统分配。"
            lists.row("考点是空的。", "candidates", row, "site", remedy)
            wrong.add(row)
    return [row for row in range(lists.candidates.n_rows) if row not in wrong]


def checked_travel(lists: Lists, rows: Sequence[int], sites: set[str]) -> dict[tuple[str, str], int]:
    """Metres from each origin to each site; by areas alone, nought at home and one elsewhere."""
    without = [row for row in rows if not lists.site_of(row)]
    if not without:
        return {}
    origins = {lists.origin_of(row) for row in without}
    if lists.travel is None:
        areas: dict[str, str] = {}
        for site, area in zip(lists.rooms.columns["site"], lists.rooms.columns["area"], strict=True):
            areas.setdefault(site, area)
        return {(origin, site): int(areas[site] != origin) for origin in origins for site in sites}
    found = _metres(lists, lists.travel, sites)
    has_way = {origin for origin, _ in found}
    for row in without:
        if lists.origin_of(row) not in has_way:
            told = f"“{lists.origin_of(row)}”没有到任何考点的距离。"
            lists.row(told, "candidates", row, lists.asked.travel_from, "请在距离表中补充。")
    return found


def _metres(lists: Lists, travel: Table, sites: set[str]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    columns = travel.columns
    for row, (origin, site, km) in enumerate(
        zip(columns["from"], columns["site"], columns["km"], strict=True)
    ):
        try:
            metres = round(Decimal(km) * 1000)
        except (InvalidOperation, ValueError, OverflowError):
            metres = -1
        if not 0 <= metres <= 10**7:
            lists.row(f"距离“{km}”不是 0 到 10000 公里的数。", travel.name, row, "km", "请改正。")
        elif site not in sites:
            lists.row(f"考点“{site}”没有考场。", travel.name, row, "site", "请在考场名单中补充，或删去这行。")
        elif (origin, site) in found:
            lists.row(f"“{origin}”到“{site}”写了两次。", travel.name, row, "from", "请删去重复的一行。")
        else:
            found[origin, site] = metres
    return found


def sat_at_once(lists: Lists) -> None:
    """Candidates in two subjects at one time, or in a subject that has no time."""
    if "subjects" not in lists.candidates.columns:
        return
    times = _times(lists)
    known: dict[str, list[str]] = {}
    for row, cell in enumerate(lists.candidates.columns["subjects"]):
        if cell not in known:
            known[cell] = _clashes(list(filter(None, WORDS.split(cell))), times)
        for told in known[cell]:
            lists.row(told, "candidates", row, "subjects", "请改正报考科目，或改正各科时间（--sessions）。")


def _clashes(subjects: list[str], times: dict[str, list[tuple[datetime, datetime]]] | None) -> list[str]:
    told = [f"科目“{name}”写了两次。" for name in sorted({s for s in subjects if subjects.count(s) > 1})]
    if times is None:
        return told
    told += [f"科目“{name}”没有考试时间。" for name in dict.fromkeys(subjects) if name not in times]
    line = sorted(
        (start, end, name) for name in dict.fromkeys(subjects) for start, end in times.get(name, ())
    )
    told += [
        f"同一时间要考“{a[2]}”和“{b[2]}”两科（{b[0]:%Y-%m-%d %H:%M}）。"
        for n, a in enumerate(line)
        for b in line[n + 1 :]
        if b[0] < a[1] and a[2] != b[2]
    ]
    return told


def _times(lists: Lists) -> dict[str, list[tuple[datetime, datetime]]] | None:
    if lists.sessions is None:
        return None
    found: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    columns = lists.sessions.columns
    for row, (subject, *both) in enumerate(
        zip(columns["subject"], columns["starts"], columns["ends"], strict=True)
    ):
        try:
            start, end = (datetime.fromisoformat(cell) for cell in both)
            is_span = start < end
        except (ValueError, TypeError):
            is_span = False
        if not subject or not is_span:
            told = f"“{subject}”的时间“{both[0]}”至“{both[1]}”不是一段时间。"
            lists.row(told, lists.sessions.name, row, "starts", "请写成 2026-06-20 09:00，且止晚于起。")
        else:
            found[subject].append((start, end))
    return found
