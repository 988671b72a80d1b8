"""Read staff, sessions, candidates and relatives; all faults of all lists at once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from xuezheng.allocation.invigilation.cells import natural, positive, times, words
from xuezheng.allocation.invigilation.problem import (
    MAN,
    ROLE_NAMES,
    ROLES,
    WOMAN,
    Key,
    Problem,
    Profile,
    Site,
    Slot,
    Staff,
)
from xuezheng.allocation.tables import Table
from xuezheng.errors import BadInput, Fault

NEEDS = {
    "staff": ("staff", "unit"),
    "sessions": ("session", "room", "site"),
    "pupils": ("candidate", "school"),
    "relatives": ("staff", "candidate"),
    "seating": ("candidate", "room"),
}
KEYS = {"staff": ("staff",), "sessions": ("session", "room"), "relatives": ("staff", "candidate")}
NAMED = {"staff": "人员编号", "session": "场次", "room": "考场号", "candidate": "考生号"}
#: A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@")
CERTIFIED = ("是", "1", "TRUE", "true", "yes")
NOT_CERTIFIED = ("否", "0", "FALSE", "false", "no", "")


def read_problem(tables: Mapping[str, Table], profile: Profile) -> Problem:
    """Make the problem of the lists.

    Parameters
    ----------
    tables : mapping of str to Table
        `staff` and `sessions`; if wanted `pupils`, `relatives`, and `seating`: the plan of seats.
    profile : Profile
        The rules.

    Raises
    ------
    BadInput
        With every fault of every list.
    """
    reader = _Reader(tables, profile)
    reader.check_columns()
    if not reader.faults:
        reader.check_codes()
        problem = reader.problem()
    if reader.faults:
        raise BadInput(
            f"监考名单有 {len(reader.faults)} 处不合格。没有安排任何人。请全部改正后再运行。",
            faults=reader.faults,
        )
    return problem


@dataclass
class _Reader:
    tables: Mapping[str, Table]
    profile: Profile
    faults: list[Fault] = field(default_factory=list)

    def _row(self, what: str, name: str, row: int, column: str, remedy: str) -> None:
        self.faults.append(Fault(what, f"{name} 第 {row + 2} 行 {column} 列", remedy))

    def _column(self, name: str, column: str) -> list[str]:
        table = self.tables[name]
        return list(table.columns.get(column, [""] * table.n_rows))

    def _has(self, name: str, column: str) -> bool:
        return name in self.tables and column in self.tables[name].columns

    def check_columns(self) -> None:
        """The columns asked for, at least one row, and the lists that others rest on."""
        for name, table in self.tables.items():
            for column in NEEDS[name]:
                if column not in table.columns:
                    have = "、".join(table.columns)
                    self.faults.append(Fault(f"没有“{column}”列。", name, f"现有的列是：{have}。"))
            if not table.n_rows and name != "relatives":
                self.faults.append(Fault("名单是空的。", name, "请至少给出一行。"))
        for name, rests_on in (("relatives", "pupils"), ("seating", "pupils")):
            if name in self.tables and "pupils" not in self.tables:
                told = "没有考生名单，不知道考生是谁、坐在哪里。"
                self.faults.append(Fault(told, name, f"请用 --{rests_on} 给出考生名单。"))
        if "pupils" in self.tables and not (self._has("pupils", "room") or "seating" in self.tables):
            told = "不知道考生坐在哪个考场。"
            self.faults.append(Fault(told, "pupils", "请补上 room 列，或用 --seating 给出座次方案。"))

    def check_codes(self) -> None:
        """Codes filled and each once; whatever must be filled."""
        keys = dict(KEYS)
        if "pupils" in self.tables:
            keys["pupils"] = ("candidate", "session") if self._has("pupils", "session") else ("candidate",)
        for name in ("staff", "sessions", "pupils", "relatives"):
            if name in self.tables:
                self._codes(name, keys[name])
        for name, column in (("staff", "unit"), ("sessions", "site"), ("pupils", "school")):
            if name in self.tables:
                for row, cell in enumerate(self._column(name, column)):
                    if not cell:
                        self._row(f"{column} 是空的。", name, row, column, "请填写。")

        for name, column in (
            ("staff", "staff"),
            ("staff", "unit"),
            *(("sessions", c) for c in NEEDS["sessions"]),
        ):
            for row, cell in enumerate(self._column(name, column)):
                if cell.startswith(FORMULA):
                    told = f"“{cell}”会被电子表格当作公式。"
                    self._row(told, name, row, column, "编号和单位不能以 = + - @ 开头。")

    def _codes(self, name: str, columns: tuple[str, ...]) -> None:
        seen: dict[tuple[str, ...], int] = {}
        for row, key in enumerate(zip(*(self._column(name, column) for column in columns), strict=True)):
            for column, cell in zip(columns, key, strict=True):
                if not cell:
                    self._row(f"{NAMED.get(column, column)}是空的。", name, row, column, "请填写。")
            if all(key) and key in seen:
                told = f"“{'、'.join(key)}”与第 {seen[key] + 2} 行重复。"
                self._row(told, name, row, columns[0], "请删去重复的一行。")
            seen.setdefault(key, row)

    def problem(self) -> Problem:
        """Everything put together; faults are gathered on the way."""
        sessions = self._sessions()
        sites = self._sites()
        self._check_rooms(sites)
        staff = self._staff(sessions, sites)
        inside = self._inside(sessions)
        slots = self._slots(sessions, sites, inside)
        return Problem(
            staff=tuple(sorted(staff, key=lambda person: person.code)),
            sessions=tuple(sessions),
            sites=tuple(sites.values()),
            slots={key: tuple(sorted(found, key=lambda s: s.room)) for key, found in sorted(slots.items())},
            profile=self.profile,
            has_chiefs=self._has("staff", "roles"),
            has_genders=self._has("staff", "gender"),
        )

    def _sessions(self) -> dict[str, int]:
        """Sessions in order of start, then of name; no two at one time."""
        when: dict[str, tuple[str, str]] = {}
        rows = zip(
            *(self._column("sessions", name) for name in ("session", "start", "end")),
            strict=True,
        )
        for row, (session, start, end) in enumerate(rows):
            span, wrong = times(start, end)
            if wrong:
                self._row(wrong, "sessions", row, "start", "请写成 2026-06-13 09:00 的样子，结束在开始之后。")
            elif session in when and when[session] != span:
                told = f"场次“{session}”的起止时间与前面的不同。"
                self._row(told, "sessions", row, "start", "同一场次只有一个起止时间。")
            when.setdefault(session, span)
        order = sorted(when, key=lambda name: (when[name][0], natural(name)))
        timed = [name for name in order if all(when[name])]
        for n, early in enumerate(timed):
            for late in timed[n + 1 :]:
                if when[late][0] < when[early][1]:
                    told = f"场次“{early}”与“{late}”时间重叠。"
                    self.faults.append(
                        Fault(told, "sessions", "一人不能同时监考两场；请改正时间，或合为一场。")
                    )
        return {name: n for n, name in enumerate(order)}

    def _sites(self) -> dict[str, Site]:
        areas: dict[str, str] = {}
        pairs = zip(self._column("sessions", "site"), self._column("sessions", "area"), strict=True)
        for row, (site, area) in enumerate(pairs):
            if areas.setdefault(site, area) != area:
                told = f"考点“{site}”既在“{areas[site]}”又在“{area}”。"
                self._row(told, "sessions", row, "area", "一个考点只属于一个地区。")
        return {code: Site(code, areas[code]) for code in sorted(areas)}

    def _check_rooms(self, sites: Mapping[str, Site]) -> None:
        site_of: dict[str, str] = {}
        for row, (room, site) in enumerate(
            zip(self._column("sessions", "room"), self._column("sessions", "site"), strict=True)
        ):
            if site_of.setdefault(room, site) != site:
                told = f"考场“{room}”既在考点“{site_of[room]}”又在“{site}”。"
                self._row(told, "sessions", row, "site", "各考点的考场号不能相同。")
        for row, cell in enumerate(self._column("sessions", "candidates")):
            if cell == "0":
                self._row("考场没有考生。", "sessions", row, "candidates", "请删去这一行。")

    def _staff(self, sessions: Mapping[str, int], sites: Mapping[str, Site]) -> list[Staff]:
        areas = {site.area for site in sites.values()}
        found = []
        for row, code in enumerate(self._column("staff", "staff")):

            def cell(column: str, row: int = row) -> str:
                return str(self.tables["staff"].columns.get(column, [""] * (row + 1))[row])

            roles = self._roles(row, cell("roles"))
            for column, known, what in (
                ("site", sites, "考点"), ("area", areas, "地区"), ("unavailable", sessions, "场次"),
            ):  # fmt: skip
                for name in words(cell(column)):
                    if name not in known:
                        told = f"没有{what}“{name}”。"
                        self._row(told, "staff", row, column, f"请改正，或在 sessions 里补充该{what}。")
            unit = cell("unit")
            found.append(
                Staff(
                    code=code,
                    unit=unit,
                    gender=self._gender(row, cell("gender")),
                    subjects=frozenset(words(cell("subject"))),
                    classes=frozenset(_class_of(name, unit) for name in words(cell("class"))),
                    sites=frozenset(words(cell("site"))),
                    areas=frozenset(words(cell("area"))),
                    roles=roles,
                    most=self._most(row, cell("max_sessions"), len(sessions)),
                    unavailable=frozenset(sessions[n] for n in words(cell("unavailable")) if n in sessions),
                    is_barred=self._barred(row, cell("duties"), cell("certified")),
                    name=cell("name"),
                )
            )
        return found

    def _roles(self, row: int, cell: str) -> frozenset[str]:
        known = {**{name: role for role, name in ROLE_NAMES.items()}, **{role: role for role in ROLES}}
        for name in words(cell):
            if name not in known:
                told = f"没有职务“{name}”。"
                self._row(told, "staff", row, "roles", f"可用的是：{'、'.join(ROLE_NAMES.values())}。")
        return frozenset(known[name] for name in words(cell) if name in known)

    def _gender(self, row: int, cell: str) -> str:
        if self._has("staff", "gender") and cell not in (MAN, WOMAN):
            self._row(f"性别“{cell}”不认识。", "staff", row, "gender", "请写男或女。")
        return cell

    def _most(self, row: int, cell: str, n_sessions: int) -> int:
        if cell and positive(cell) is None:
            self._row(f"max_sessions“{cell}”不是正整数。", "staff", row, "max_sessions", "请改正或留空。")
        return min(positive(cell) or n_sessions, n_sessions)

    def _barred(self, row: int, duties: str, certified: str) -> bool:
        if not self._has("staff", "certified"):
            return bool(set(words(duties)) & set(self.profile.barred_duties))
        if certified not in CERTIFIED + NOT_CERTIFIED:
            self._row(f"certified“{certified}”不认识。", "staff", row, "certified", "请写是或否。")
        return certified not in CERTIFIED or bool(set(words(duties)) & set(self.profile.barred_duties))

    def _inside(self, sessions: Mapping[str, int]) -> dict[tuple[int, str], list[tuple[str, str, str]]]:
        """Candidates (code, school, class) of each session and room."""
        found: dict[tuple[int, str], list[tuple[str, str, str]]] = defaultdict(list)
        if "pupils" not in self.tables:
            return found
        seats = dict(
            zip(self._column("seating", "candidate"), self._column("seating", "room"), strict=True)
            if "seating" in self.tables
            else ()
        )
        held: dict[str, set[int]] = defaultdict(set)
        for session, room in zip(
            self._column("sessions", "session"), self._column("sessions", "room"), strict=True
        ):
            held[room].add(sessions[session])
        columns = [self._column("pupils", n) for n in ("candidate", "school", "class", "room", "session")]
        for row, (code, school, group, room, session) in enumerate(zip(*columns, strict=True)):
            room = room or seats.get(code, "")
            if session and session not in sessions:
                self._row(f"没有场次“{session}”。", "pupils", row, "session", "请改正场次。")
            elif room not in held:
                told = f"考生“{code}”的考场“{room}”不在 sessions 里。" if room else f"考生“{code}”没有考场。"
                self._row(told, "pupils", row, "room", "请补充考场，或改正考生的考场号。")
            else:
                for n in [sessions[session]] if session else held[room]:
                    found[n, room].append((code, school, group))
        return found

    def _relatives(self) -> dict[str, set[str]]:
        """Staff who are relatives of each candidate."""
        found: dict[str, set[str]] = defaultdict(set)
        if "relatives" not in self.tables:
            return found
        people = set(self._column("staff", "staff"))
        candidates = set(self._column("pupils", "candidate"))
        pairs = zip(self._column("relatives", "staff"), self._column("relatives", "candidate"), strict=True)
        for row, (person, candidate) in enumerate(pairs):
            if person and person not in people:
                told = f"人员“{person}”不在 staff 里。"
                self._row(told, "relatives", row, "staff", "请改正编号，或删去这一行。")
            if candidate and candidate not in candidates:
                told = f"考生“{candidate}”不在 pupils 里。"
                self._row(told, "relatives", row, "candidate", "请改正考生号，或删去这一行。")
            found[candidate].add(person)
        return found

    def _slots(
        self,
        sessions: Mapping[str, int],
        sites: Mapping[str, Site],
        inside: Mapping[tuple[int, str], list[tuple[str, str, str]]],
    ) -> dict[Key, list[Slot]]:
        relatives, number = self._relatives(), {code: n for n, code in enumerate(sites)}
        names = ("session", "room", "site", "subject", "schools", "classes", "invigilators")
        found: dict[Key, list[Slot]] = defaultdict(list)
        for row, (session, room, site, subject, schools, classes, need) in enumerate(
            zip(*(self._column("sessions", name) for name in names), strict=True)
        ):
            people = inside.get((sessions[session], room), [])
            if "pupils" in self.tables and not people:
                told = f"场次“{session}”的考场“{room}”没有考生。"
                self._row(told, "sessions", row, "room", "请删去这一行，或改正考生的考场。")
            listed = frozenset(
                _class_of(name, school) for name in words(classes) for school in words(schools) or [""]
            )
            found[sessions[session], number[site]].append(
                Slot(
                    room=room,
                    need=self._need(row, need),
                    subjects=frozenset(words(subject)),
                    schools=frozenset(words(schools)) | {school for _, school, _ in people},
                    classes=listed | {_class_of(group, school) for _, school, group in people if group},
                    relatives=frozenset(who for code, _, _ in people for who in relatives.get(code, ())),
                )
            )
        return found

    def _need(self, row: int, cell: str) -> int:
        least = self.profile.per_room
        if cell and (positive(cell) or 0) < least:
            told = f"invigilators“{cell}”不是不小于 {least} 的整数。"
            self._row(told, "sessions", row, "invigilators", f"每考场至少 {least} 人。请改正或留空。")
        return max(positive(cell) or least, least)


def _class_of(name: str, school: str) -> tuple[str, str]:
    """A class is named within its school, or as `school/class`."""
    head, sign, tail = name.partition("/")
    return (head, tail) if sign else (school, name)
