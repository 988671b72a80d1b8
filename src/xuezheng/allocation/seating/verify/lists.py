"""A plan and its lists as rows, and what follows from them at once."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from xuezheng.allocation.draw.hashing import mac_keyed
from xuezheng.allocation.tables import Table

Row = dict[str, str]
Place = tuple[int, int]
Key = tuple[str, ...]


def rows_of(table: Table) -> list[Row]:
    """A table as rows."""
    columns = table.columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def words_of(cell: str) -> frozenset[str]:
    """Special needs in a cell."""
    return frozenset(word for word in re.split(r"[\s、，,；;|/]+", cell) if word)


class Lists:
    """One plan with its certificate and lists."""

    def __init__(self, said: dict[str, Any], plan: list[Row], given: Mapping[str, list[Row]]) -> None:
        self.said, self.options, self.plan, self.given = said, said["options"], plan, given
        self.n_candidates = len(given["candidates"])
        self.who = {row["candidate"]: row for row in given["candidates"]}
        self.rooms = {row["room"]: row for row in given["rooms"]}
        self.seated: dict[str, dict[int, Row]] = defaultdict(dict)
        for row in plan:
            self.seated[row["room"]][int(row["seat"])] = row
        self.seat_of = {row["candidate"]: row for row in plan}
        self.mac = mac_keyed(said["seed"]["hash"], bytes.fromhex(said["seed"]["value"]))

    @cached_property
    def ticket(self) -> dict[str, bytes]:
        """The drawn ticket of every candidate."""
        return {code: self.mac(f"seating-v2|candidates\n{code}".encode()) for code in self.who}

    @cached_property
    def places(self) -> dict[str, list[Place]]:
        """Column and row, from 0, of every seat number of every room used; the extra seats last."""
        return {room: _places(self.options["numbering"][room]) for room in self.seated}

    @cached_property
    def apart(self) -> dict[str, tuple[str, ...]]:
        """What each candidate has of each thing kept apart."""
        columns = [said.split("+") for said in self.options["apart"]]
        return {
            code: tuple("\0".join(row[name] for name in names) for names in columns)
            for code, row in self.who.items()
        }

    @cached_property
    def key(self) -> dict[str, Key]:
        """The group of each candidate: site of the plan, needs, group columns."""
        return {
            code: (
                self.seat_of[code]["site"],
                " ".join(sorted(words_of(row.get("needs", "")))),
                *(row[name] for name in self.options["group"]),
            )
            for code, row in self.who.items()
        }

    def needs(self, room: str) -> frozenset[str]:
        """Special needs a room meets."""
        return words_of(self.rooms[room].get("needs", ""))

    def use(self, room: str) -> str:
        """What a room is marked to stand empty for."""
        said = self.rooms[room].get("use", "")
        return {"备用": "spare", "隔离": "isolation", "普通": ""}.get(said, said)

    def size(self, room: str) -> int:
        """Seats of a room by its layout's name in the rules, without extra ones."""
        return sum(self.options_layout(room)["columns"])

    def options_layout(self, room: str) -> dict[str, Any]:
        """The layout of a listed room by the rules of the day."""
        layout: dict[str, Any] = self.layouts[self.rooms[room]["layout"]]
        return layout

    @cached_property
    def layouts(self) -> dict[str, dict[str, Any]]:
        """Layouts of the rules that hold on the plan's day."""
        from xuezheng.allocation.seating.verify.rules import said_on

        return {
            name: line
            for name, line in said_on("layouts", self.options["on"]).items()
            if isinstance(line, dict)
        }


def _places(layout: Mapping[str, Any]) -> list[Place]:
    columns, found = list(layout["columns"]), []
    width = len(columns)
    physical = range(width) if layout["door"] == "left" else range(width - 1, -1, -1)
    for column, height, turn in zip(physical, columns, layout["turns"], strict=True):
        rows = list(range(height))
        found += [(column, row) for row in (rows if turn == "down" else rows[::-1])]
    for number in layout["extra"]:
        found.append((physical[number], columns[number]))
        columns[number] += 1
    return found
