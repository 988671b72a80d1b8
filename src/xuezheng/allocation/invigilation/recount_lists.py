"""The lists read again for the checker, with code of its own."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from xuezheng.allocation.tables import Table

HEADS = {"主考": "chief", "副主考": "deputy"}
NAMES = {**HEADS, "监考": "room", "流动监考": "floating", "视频监考": "video", "备用": "spare"}
IN_SESSION = ("room", "floating", "video", "spare")
YES = {"是", "1", "TRUE", "true", "yes"}
Cells = dict[str, str]


def rows_of(table: Table) -> list[Cells]:
    """Rows as dictionaries."""
    return [
        dict(zip(table.columns, cells, strict=True)) for cells in zip(*table.columns.values(), strict=True)
    ]


def parts(cell: str) -> set[str]:
    """Several words of one cell."""
    return {word for word in (piece.strip() for piece in re.split("[;；、,，|]", cell)) if word}


@dataclass
class Room:
    """A room in a session."""

    name: str
    need: int
    subjects: set[str]
    schools: set[str]
    classes: set[tuple[str, str]]
    relatives: set[str]


class Lists:
    """Staff, sessions, rooms with their candidates."""

    def __init__(self, tables: Mapping[str, list[Cells]], rules: Mapping[str, Any]) -> None:
        self.rules = rules
        self.staff = {row["staff"]: row for row in tables["staff"]}
        self.has_heads = bool(tables["staff"]) and "roles" in tables["staff"][0]
        self.has_gender = bool(tables["staff"]) and "gender" in tables["staff"][0]
        self.sessions = _in_order(tables["sessions"])
        self.area = {row["site"]: row.get("area", "") for row in tables["sessions"]}
        self.rooms: dict[tuple[str, str], list[Room]] = defaultdict(list)
        self._fill(tables)

    def _fill(self, tables: Mapping[str, list[Cells]]) -> None:
        inside = _inside(tables)
        kin: dict[str, set[str]] = defaultdict(set)
        for row in tables.get("relatives", []):
            kin[row["candidate"]].add(row["staff"])
        for row in tables["sessions"]:
            sitting = inside.get((row["session"], row["room"]), []) + inside.get(("", row["room"]), [])
            schools = parts(row.get("schools", ""))
            classes = {
                _class(name, school) for name in parts(row.get("classes", "")) for school in (schools or {""})
            }
            need = max(int(row.get("invigilators") or 0), self.rules["per_room"])
            self.rooms[row["session"], row["site"]].append(
                Room(
                    row["room"],
                    need,
                    parts(row.get("subject", "")),
                    schools | {pupil["school"] for pupil in sitting},
                    classes | {_class(p["class"], p["school"]) for p in sitting if p.get("class")},
                    {who for pupil in sitting for who in kin.get(pupil["candidate"], ())},
                )
            )
        for rooms in self.rooms.values():
            rooms.sort(key=lambda room: room.name)

    def needed(self, session: str, site: str, role: str) -> int:
        """How many of a role a session of a site asks for."""
        return self._needed[session, site][role]

    @cached_property
    def _needed(self) -> dict[tuple[str, str], dict[str, int]]:
        found = {}
        for key, rooms in self.rooms.items():
            found[key] = {"room": sum(room.need for room in rooms)}
            for role in IN_SESSION[1:]:
                per = self.rules[f"{role}_rooms"]
                found[key][role] = (len(rooms) + per - 1) // per if per else 0
        return found

    def held(self, site: str) -> list[str]:
        """Sessions of a site in order."""
        return [session for session in self.sessions if (session, site) in self.rooms]

    @cached_property
    def _whole(self) -> dict[tuple[str, str], Room]:
        return {
            key: Room(
                "",
                0,
                {x for room in rooms for x in room.subjects},
                {x for room in rooms for x in room.schools},
                {x for room in rooms for x in room.classes},
                {x for room in rooms for x in room.relatives},
            )
            for key, rooms in self.rooms.items()
        }

    @cached_property
    def _taught(self) -> dict[str, tuple[set[str], set[tuple[str, str]]]]:
        return {
            code: (
                parts(row.get("subject", "")),
                {_class(name, row["unit"]) for name in parts(row.get("class", ""))},
            )
            for code, row in self.staff.items()
        }

    @cached_property
    def _free(self) -> dict[str, tuple[set[str], set[str], bool]]:
        """Roles of each person, sessions they cannot come to, and whether they may come at all."""
        barred = set(self.rules["barred_duties"])
        return {
            code: (
                {NAMES.get(name, name) for name in parts(row.get("roles", ""))} or set(IN_SESSION),
                parts(row.get("unavailable", "")),
                not parts(row.get("duties", "")) & barred and row.get("certified", "是") in YES,
            )
            for code, row in self.staff.items()
        }

    def may_come(self, code: str, session: str, role: str) -> bool:
        """Not barred, certified where asked, free in the session, allowed this role."""
        roles, away, may = self._free[code]
        return may and role in roles and session not in away

    @cached_property
    def shut(self) -> dict[str, frozenset[str]]:
        """Sites each person may not serve at: elsewhere, own school's, relatives'."""
        schools, kin = self._sites_of
        elsewhere: dict[tuple[str, str], set[str]] = {}
        found = {}
        for code, row in self.staff.items():
            key = row.get("site", ""), row.get("area", "")
            if key not in elsewhere:
                sites, areas = map(parts, key)
                elsewhere[key] = {
                    site
                    for site, area in self.area.items()
                    if (sites and site not in sites) or (areas and area not in areas)
                }
            away = set(elsewhere[key])
            away |= schools.get(row["unit"], set()) if self.rules["own_school"] == "site" else set()
            away |= kin.get(code, set()) if self.rules["relatives"] == "site" else set()
            found[code] = frozenset(away)
        return found

    def may_go(self, code: str, site: str) -> bool:
        """One of the person's sites and areas."""
        sites, areas = (parts(self.staff[code].get(name, "")) for name in ("site", "area"))
        return (not sites or site in sites) and (not areas or self.area[site] in areas)

    @cached_property
    def _sites_of(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """Sites by school of their candidates and by relative."""
        schools: dict[str, set[str]] = defaultdict(set)
        kin: dict[str, set[str]] = defaultdict(set)
        for (_, site), whole in self._whole.items():
            for school in whole.schools:
                schools[school].add(site)
            for who in whole.relatives:
                kin[who].add(site)
        return schools, kin

    def has_kin(self, code: str) -> bool:
        """Whether a person has relatives among the candidates."""
        return code in self._sites_of[1]

    def avoids(self, code: str, session: str, site: str, room: Room | None) -> dict[str, bool]:
        """Each avoidance: whether it is broken by a person in a room, or (None) at the site."""
        subjects, classes = self._taught[code]
        where = room or self._whole[session, site]
        schools, kin = self._sites_of
        own, unit = self.rules["own_school"], self.staff[code]["unit"]
        is_kin = site in kin.get(code, ()) if self.rules["relatives"] == "site" else False
        is_own = site in schools.get(unit, ()) if own == "site" else False
        return {
            "relatives": is_kin or (room is not None and code in room.relatives),
            "own_class": room is not None and self.rules["own_class"] and bool(classes & room.classes),
            "own_subject": self.rules["own_subject"] and bool(subjects & where.subjects),
            "own_school": is_own or (room is not None and own != "off" and unit in room.schools),
        }

    def may_watch(self, code: str, session: str, site: str, room: Room) -> bool:
        """Whether no avoidance forbids a room."""
        return not any(self.avoids(code, session, site, room).values())

    def watches_all(self, code: str, session: str, site: str) -> bool:
        """Whether no avoidance forbids any room of a session of a site."""
        return self.may_watch(code, session, site, self._whole[session, site])

    def may_serve(self, code: str, session: str, site: str, role: str) -> bool:
        """Whether a person may have a role in a session of a site, whoever else comes."""
        if not self.may_come(code, session, role) or site in self.shut[code]:
            return False
        if role != "room":
            return not any(self.avoids(code, session, site, None).values())
        if self.rules["own_subject"] and self._taught[code][0] & self._in_every_room[session, site]:
            return False
        return self.watches_all(code, session, site) or any(
            self.may_watch(code, session, site, room) for room in self.rooms[session, site]
        )

    @cached_property
    def _in_every_room(self) -> dict[tuple[str, str], set[str]]:
        return {
            key: set.intersection(*(room.subjects for room in rooms)) for key, rooms in self.rooms.items()
        }


def _class(name: str, school: str) -> tuple[str, str]:
    return (name.split("/", 1)[0], name.split("/", 1)[1]) if "/" in name else (school, name)


def _in_order(rows: list[Cells]) -> list[str]:
    """Sessions by start, then by name, numbers in it as numbers."""
    start: dict[str, str] = {}
    for row in rows:
        moment = row.get("start", "")
        start.setdefault(row["session"], datetime.fromisoformat(moment).isoformat() if moment else "")

    def key(name: str) -> tuple[str, list[tuple[int, int, str]]]:
        pieces = [piece for piece in re.split(r"(\d+)", name) if piece]
        return start[name], [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in pieces]

    return sorted(start, key=key)


def _inside(tables: Mapping[str, list[Cells]]) -> dict[tuple[str, str], list[Cells]]:
    """Candidates of each session and room; session empty: all of the room's."""
    seats = {row["candidate"]: row["room"] for row in tables.get("seating", [])}
    found: dict[tuple[str, str], list[Cells]] = defaultdict(list)
    for row in tables.get("pupils", []):
        room = row.get("room") or seats.get(row["candidate"], "")
        found[row.get("session", ""), room].append(row)
    return found
