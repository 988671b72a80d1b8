"""A seating plan and the two lists it was made from, as sites with rooms with seats."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from pathlib import Path

from xuezheng.allocation.certificate import read_certificate
from xuezheng.allocation.tables import Table, read_table
from xuezheng.allocation.verifying import verify_plan
from xuezheng.errors import BadInput, Fault, NotFound, Tampered


@dataclass(frozen=True)
class Seat:
    """One candidate's place; `column` and `row` from 1, front left."""

    number: int
    column: int
    row: int
    candidate: str
    name: str
    school: str
    ticket: str
    paper: str


@dataclass(frozen=True)
class ExamRoom:
    """A room with those who sit in it, by number of seat.

    `heights` is how many places each column has, from the left as one faces the front; `door` says on
    which side the door is.
    """

    code: str
    heights: tuple[int, ...]
    door: str
    seats: tuple[Seat, ...]

    @property
    def tickets(self) -> str:
        """The first and the last ticket number, as a door tells them."""
        numbers = sorted(seat.ticket for seat in self.seats)
        return f"{numbers[0]} — {numbers[-1]}"


@dataclass(frozen=True)
class Site:
    """A site (考点): its rooms, and those kept free (备用) or to isolate in (隔离)."""

    code: str
    name: str
    rooms: tuple[ExamRoom, ...]
    spare: tuple[str, ...] = ()
    isolation: tuple[str, ...] = ()

    @property
    def n_candidates(self) -> int:
        """How many sit here."""
        return sum(len(room.seats) for room in self.rooms)


@dataclass(frozen=True)
class Session:
    """One session (场次) of the examination's timetable."""

    on: date
    start: time
    end: time
    subject: str

    @property
    def when(self) -> str:
        """Day and hours, as a ticket prints them."""
        return f"{self.on.month}月{self.on.day}日 {self.start:%H:%M}—{self.end:%H:%M}"


def read_sites(folder: Path, candidates: Path, rooms: Path) -> tuple[Site, ...]:
    """Read a plan that passes `verify` with its own two lists.

    Raises
    ------
    BadInput
        When the folder holds another kind of plan.
    Tampered
        When the plan, or a list, is not what its certificate speaks of.
    """
    certificate = read_certificate(folder)
    if certificate.get("kind") != "seating":
        raise BadInput(
            f"{folder} 不是考场编排的结果。种类是“{certificate.get('kind', '')}”。请给出 seating 写出的文件夹。"
        )
    verdict = verify_plan(folder, {"candidates": candidates, "rooms": rooms})
    if not verdict.ok:
        broken = "、".join(check.name for check in verdict.checks if not check.ok)
        raise Tampered(f"{folder} 没有通过核验（{broken}）。核验不过的编排不能印发。请先用 verify 查明。")
    people, places = read_table(candidates, name="candidates"), read_table(rooms, name="rooms")
    plan = read_table(folder / "plan.csv", name="plan")
    seats, options = _seats(plan, people), certificate["options"]
    doors = {room: said["door"] for room, said in options["numbering"].items()}
    found = {
        code: ExamRoom(code, tuple(options["layouts"][code]), doors[code], tuple(sorted(of, key=_number)))
        for code, of in seats.items()
    }
    return _sites(places, found, certificate.get("set_aside") or {})


def _number(seat: Seat) -> int:
    return seat.number


def _seats(plan: Table, people: Table) -> dict[str, list[Seat]]:
    names = people.columns.get("name") or [""] * people.n_rows
    schools = people.columns.get("school_name") or people.columns.get("school") or [""] * people.n_rows
    known = dict(zip(people.columns["candidate"], zip(names, schools, strict=True), strict=True))
    columns = plan.columns
    seats: dict[str, list[Seat]] = defaultdict(list)
    wanted = ("candidate", "room", "seat", "column", "row", "paper", "ticket")
    for candidate, room, seat, column, row, paper, ticket in zip(
        *(columns[name] for name in wanted), strict=True
    ):
        name, school = known[candidate]
        place = Seat(int(seat), int(column), int(row), candidate, name, school, ticket, paper)
        seats[room].append(place)
    return seats


def _sites(
    places: Table, rooms: Mapping[str, ExamRoom], kept: Mapping[str, Mapping[str, Sequence[str]]]
) -> tuple[Site, ...]:
    columns = places.columns
    names = columns.get("site_name") or columns["site"]
    of_site: dict[str, list[ExamRoom]] = defaultdict(list)
    called: dict[str, str] = {}
    for code, site, name in zip(columns["room"], columns["site"], names, strict=True):
        called.setdefault(site, name or site)
        if code in rooms:
            of_site[site].append(rooms[code])
    return tuple(
        Site(
            code,
            called[code],
            tuple(sorted(found, key=lambda room: room.code)),
            tuple(kept.get(code, {}).get("spare", ())),
            tuple(kept.get(code, {}).get("isolation", ())),
        )
        for code, found in sorted(of_site.items())
    )


def read_timetable(file: Path) -> tuple[Session, ...]:
    """Read `date, start, end, subject`; every fault of the file at once.

    Raises
    ------
    BadInput
        When a day or an hour is not one, an end is not after its start, or two sessions overlap.
    """
    table = read_table(file, needs=("date", "start", "end", "subject"), name="timetable")
    sessions: list[Session] = []
    faults: list[Fault] = []
    for n in range(table.n_rows):
        row = {name: table.columns[name][n] for name in ("date", "start", "end", "subject")}
        where = f"timetable 第 {n + 2} 行"
        try:
            made = Session(
                date.fromisoformat(row["date"]),
                time.fromisoformat(row["start"]),
                time.fromisoformat(row["end"]),
                row["subject"],
            )
        except ValueError:
            told = f"“{row['date']} {row['start']}—{row['end']}”不是日期和钟点。"
            faults.append(Fault(told, where, "日期写成 2026-06-15，钟点写成 09:00。"))
            continue
        if made.end <= made.start:
            faults.append(Fault(f"“{row['subject']}”结束不晚于开始。", where, "请核对钟点。"))
        sessions.append(made)
    sessions.sort(key=lambda session: (session.on, session.start))
    faults.extend(_overlapping(sessions))
    if faults:
        raise BadInput(f"考试日程有 {len(faults)} 处错误。没有印出任何文件。请改正后重试。", faults=faults)
    return tuple(sessions)


def _overlapping(sessions: Sequence[Session]) -> list[Fault]:
    return [
        Fault(f"“{one.subject}”与“{other.subject}”时间重叠。", "timetable", "一名考生不能同时考两科。")
        for one, other in pairwise(sessions)
        if one.on == other.on and other.start < one.end
    ]


def chosen(sites: Sequence[Site], codes: Sequence[str]) -> tuple[Site, ...]:
    """Keep the sites asked for; all when none is named."""
    unknown = sorted(set(codes) - {site.code for site in sites})
    if unknown:
        listed = "、".join(site.code for site in sites[:20])
        raise NotFound(f"没有考点“{'、'.join(unknown)}”。这次编排的考点有：{listed}。请改用其中的考点号。")
    return tuple(site for site in sites if not codes or site.code in codes)
