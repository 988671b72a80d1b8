"""Count the seats again from the two lists, with Python's own integers.

The promise: every candidate has one seat that exists; a room holds one site, one need and one group, filled
from seat 1; rooms were dealt, and seats among candidates of one school taken, by the tickets of the seed;
papers alternate over the places; pairs side by side, and the bound on them, are those of this plan.
"""

from collections import Counter, defaultdict
from fractions import Fraction
from math import ceil, lcm
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import certificate_checks, read_certificate
from xuezheng.allocation.draw.hashing import mac_keyed
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import Table, read_table
from xuezheng.allocation.verifying import Check
from xuezheng.errors import XuezhengError

MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError)
Row = dict[str, str]
Place = tuple[int, int]


def verify(folder: Path, inputs: dict[str, Path]) -> list[Check]:
    """Check a folder; without both lists only hashes and the seed can be."""
    checks = certificate_checks(folder, inputs)
    if any(not check.ok and check.name in {"certificate", "plan"} for check in checks):
        return checks
    certificate = read_certificate(folder)
    try:
        said = certificate["seed"]
        made = seed_of(str(said["text"]), hash=str(said["hash"])).statement
        checks.append(Check("seed", made == said, f"种子{'' if made == said else '不是'}由所写的文字得出"))
        if not {"candidates", "rooms"} <= set(inputs):
            return checks
        tables = [_rows(read_table(inputs[name])) for name in ("candidates", "rooms")]
        return checks + _Recount(certificate, _rows(read_table(folder / "plan.csv")), *tables).checks()
    except XuezhengError as error:
        return [*checks, Check("tables", False, str(error))]
    except MALFORMED as error:
        return [*checks, Check("options", False, f"证书或表格不完整、不合格（{error!r}）。")]


class _Recount:
    """One plan with its two lists."""

    def __init__(self, said: dict[str, Any], plan: list[Row], candidates: list[Row], rooms: list[Row]):
        self.said, self.options, self.plan = said, said["options"], plan
        self.who = {row["candidate"]: row for row in candidates}
        self.n_candidates, self.rooms = len(candidates), {row["room"]: row for row in rooms}
        self.seated: dict[str, dict[int, Row]] = defaultdict(dict)
        for row in plan:
            self.seated[row["room"]][int(row["seat"])] = row
        self.places = {
            room: [
                (c, r)
                for c, height in enumerate(self.options["layouts"][room])
                for r in (range(height) if c % 2 == 0 else reversed(range(height)))
            ]
            for room in self.seated
        }
        self.mac = mac_keyed(said["seed"]["hash"], bytes.fromhex(said["seed"]["value"]))

    def checks(self) -> list[Check]:
        """Everything; figures only where everybody has a seat."""
        found = []
        for name, count in (
            ("one_seat_each", self._one_seat_each),
            ("groups", self._groups),
            ("papers", self._papers),
            ("dealt", self._dealt),
        ):
            n = count()
            found.append(Check(name, n == 0 == self.said["violations"].get(name), f"重数：违反 {n} 处"))
            if n:
                return found
        pairs, bound = sum(map(self._pairs, self.seated)), self._bound()
        for name, value in (("objective", pairs), ("bound", bound), ("gap", pairs - bound)):
            found.append(Check(name, self.said[name] == value, f"重算 {value}，证书写 {self.said[name]}"))
        return found

    def _one_seat_each(self) -> int:
        """Each candidate once, each seat once, seats from 1 on without a gap, where they really stand."""
        times = Counter(row["candidate"] for row in self.plan)
        wrong = len(set(times) ^ set(self.who)) + sum(n - 1 for n in times.values())
        wrong += (
            len(self.plan) - sum(map(len, self.seated.values())) + abs(self.n_candidates - len(self.plan))
        )
        for room, seats in self.seated.items():
            places = self.places[room]
            said = self.rooms[room]["layout"].replace("x", "-").split("-")
            heights = list(map(int, said))
            if "x" in self.rooms[room]["layout"]:
                heights = [heights[1]] * heights[0]
            wrong += heights != self.options["layouts"][room]
            wrong += set(seats) != set(range(1, len(seats) + 1)) or len(seats) > len(places)
            for seat, row in seats.items():
                inside = 1 <= seat <= len(places)
                wrong += not inside or places[seat - 1] != (int(row["column"]) - 1, int(row["row"]) - 1)
        return wrong

    def _key(self, candidate: str) -> tuple[str, ...]:
        row = self.who[candidate]
        return (row["site"], row.get("needs", ""), *(row[name] for name in self.options["group"]))

    def _parts(self) -> dict[tuple[str, ...], list[str]]:
        """Rooms of each group in order of code."""
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for room in sorted(self.seated):
            found[self._key(self.seated[room][1]["candidate"])].append(room)
        return found

    def _groups(self) -> int:
        """One group a room, at the room's site and for its need; groups take rooms in order."""
        wrong = 0
        for room, seats in self.seated.items():
            keys = {self._key(row["candidate"]) for row in seats.values()}
            here = (self.rooms[room]["site"], self.rooms[room].get("needs", ""))
            wrong += len(keys) - 1 + sum(key[:2] != here for key in keys)
        free: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for room in sorted(self.rooms):
            free[self.rooms[room]["site"], self.rooms[room].get("needs", "")].append(room)
        for key, rooms in sorted(self._parts().items()):
            wrong += rooms != [free[key[:2]].pop(0) for _ in rooms]
            wrong += sum(len(self.seated[room]) < len(self.places[room]) for room in rooms[:-1])
        return wrong

    def _papers(self) -> int:
        papers = self.options["papers"]
        return sum(
            row["paper"] != papers[(int(row["column"]) + int(row["row"])) % len(papers)] for row in self.plan
        )

    def _school(self, candidate: str) -> str:
        return self.who[candidate][self.options["apart"]]

    def _dealt(self) -> int:
        """Candidates in order of school and ticket to the rooms in turn; seats of a school by ticket."""
        ticket = {code: self.mac(f"seating-v1|candidates\n{code}".encode()) for code in self.who}
        whole = lcm(*(len(seats) for seats in self.seated.values()))
        members: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for code in self.who:
            members[self._key(code)].append(code)
        room_of = {row["candidate"]: row["room"] for row in self.plan}
        wrong = 0
        for key, rooms in self._parts().items():
            turns = sorted(
                ((2 * n + 1) * (whole // len(self.seated[room])), r)
                for r, room in enumerate(rooms)
                for n in range(len(self.seated[room]))
            )
            line = sorted(members[key], key=lambda code: (self._school(code), ticket[code]))
            wrong += sum(room_of[code] != rooms[r] for code, (_, r) in zip(line, turns, strict=True))
        for seats in self.seated.values():
            by_school: dict[str, list[bytes]] = defaultdict(list)
            for _, row in sorted(seats.items()):
                by_school[self._school(row["candidate"])].append(ticket[row["candidate"]])
            wrong += sum(line != sorted(line) for line in by_school.values())
        return wrong

    def _pairs(self, room: str) -> int:
        at = {
            self.places[room][seat - 1]: self._school(row["candidate"])
            for seat, row in self.seated[room].items()
        }
        ahead = _ahead(self.options["diagonals"])
        return sum(at.get((c + dc, r + dr)) == school for (c, r), school in at.items() for dc, dr in ahead)

    def _bound(self) -> int:
        """Each school of each group alone, at the best spread over the group's rooms."""
        known: dict[tuple[Place, ...], list[tuple[Fraction, int]]] = {}
        total = 0
        for rooms in self._parts().values():
            pieces: list[tuple[Fraction, int]] = []
            schools: Counter[str] = Counter()
            for room in rooms:
                used = tuple(self.places[room][: len(self.seated[room])])
                if used not in known:
                    known[used] = _slopes(_fewest(used, self.options["diagonals"]))
                pieces += known[used]
                schools.update(self._school(row["candidate"]) for row in self.seated[room].values())
            pieces.sort()
            total += ceil(sum((_spread(pieces, n) for n in schools.values()), Fraction(0)))
        return total


def _rows(table: Table) -> list[Row]:
    columns = table.columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _ahead(diagonals: bool) -> list[Place]:
    return [(0, 1), (1, 0), (1, 1), (1, -1)] if diagonals else [(0, 1), (1, 0)]


def _fewest(used: tuple[Place, ...], diagonals: bool) -> list[int]:
    """Seat after seat: the state is which of those seats are chosen that still have neighbours to come."""
    cells = sorted(used)
    ahead = _ahead(diagonals)
    states: dict[tuple[frozenset[Place], int], int] = {(frozenset(), 0): 0}
    for n, (c, r) in enumerate(cells):
        later = set(cells[n + 1 :])
        fresh: dict[tuple[frozenset[Place], int], int] = {}
        for (chosen, m), cost in states.items():
            touching = sum((c - dc, r - dr) in chosen for dc, dr in ahead)
            for takes in (False, True):
                kept = frozenset(
                    (x, y)
                    for x, y in (chosen | {(c, r)} if takes else chosen)
                    if any((x + dc, y + dr) in later for dc, dr in ahead)
                )
                key, price = (kept, m + takes), cost + touching * takes
                if price < fresh.get(key, price + 1):
                    fresh[key] = price
        states = fresh
    best = [len(cells) ** 2] * (len(cells) + 1)
    for (_, m), cost in states.items():
        best[m] = min(best[m], cost)
    return best


def _slopes(values: list[int]) -> list[tuple[Fraction, int]]:
    """The flattest step from each corner of the convex hull to the next."""
    found, x = [], 0
    while x < len(values) - 1:
        slope, to = min((Fraction(values[y] - values[x], y - x), -y) for y in range(x + 1, len(values)))
        found.append((slope, -to - x))
        x = -to
    return found


def _spread(pieces: list[tuple[Fraction, int]], n: int) -> Fraction:
    cost = Fraction(0)
    for slope, length in pieces:
        if n <= 0:
            break
        cost += slope * min(n, length)
        n -= min(n, length)
    return cost
