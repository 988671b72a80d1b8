"""Read exams, entries, periods, rooms, rules and weights; all faults at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np
import yaml

from xuezheng.allocation.tables import Table
from xuezheng.allocation.timetabling.problem import (
    ALONE,
    AT_PERIOD,
    IN_ROOM,
    KINDS,
    Exam,
    Period,
    Problem,
    Room,
    Rule,
    Weights,
)
from xuezheng.errors import BadInput, Fault

WHOLE = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(:00)?", re.ASCII)
COLUMNS = {
    "exams": ("exam", "minutes"),
    "entries": ("candidate", "exam"),
    "periods": ("period", "date", "start", "minutes"),
    "rooms": ("room", "seats"),
    "rules": ("rule", "exam", "other"),
    "weights": ("weight", "value"),
}
REQUIRED = ("exams", "entries", "periods", "rooms")
SHOWN = 50


@cache
def weights_by_default() -> dict[str, int]:
    """What the rules say a penalty costs where no list of weights does."""
    text = files("xuezheng.rules").joinpath("timetabling", "weights.yaml").read_text(encoding="utf-8")
    return {name: int(said["value"]) for name, said in yaml.safe_load(text).items()}


def read_problem(tables: Mapping[str, Table], *, part: int = 0, may_overlap: bool = False) -> Problem:
    """Make the problem of its lists.

    Parameters
    ----------
    tables : mapping of str to Table
        `exams`, `entries`, `periods`, `rooms`, and if wanted `rules` and `weights`.
    part : int
        Exams with more candidates than this are held in parts; 0 means never.
    may_overlap : bool
        Whether a period may begin before the last one of its day is over, as in competition files.

    Raises
    ------
    BadInput
        With every fault of every list: missing columns, repeated or unknown codes, numbers and times that
        cannot be read, the same entry twice, periods that overlap …
    """
    reader = _Reader(tables, part, may_overlap)
    reader.check_columns()
    problem = reader.problem() if not reader.faults else None
    if problem is None or reader.faults:
        n, more = len(reader.faults), f"（只列前 {SHOWN} 处）" if len(reader.faults) > SHOWN else ""
        raise BadInput(f"名单有 {n} 处不合格{more}。请全部改正后再运行。", faults=reader.faults[:SHOWN])
    return problem


@dataclass
class _Reader:
    tables: Mapping[str, Table]
    part: int
    may_overlap: bool
    faults: list[Fault] = field(default_factory=list)

    def _row(self, what: str, name: str, row: int, column: str, remedy: str) -> None:
        self.faults.append(Fault(what, f"{name} 第 {row + 2} 行 {column} 列", remedy))

    def check_columns(self) -> None:
        """The lists and columns that must be there, and at least one row of each."""
        for name in (*REQUIRED, *(name for name in COLUMNS if name not in REQUIRED and name in self.tables)):
            table = self.tables[name]
            for column in COLUMNS[name]:
                if column not in table.columns:
                    have = "、".join(table.columns)
                    self.faults.append(Fault(f"没有“{column}”列。", table.name, f"现有的列是：{have}。"))
            if name in REQUIRED and not table.n_rows:
                self.faults.append(Fault("名单是空的。", table.name, "请至少给出一行。"))

    def problem(self) -> Problem:
        """Read each list, then what refers to it."""
        minutes = self._numbered("exams", "exam", "minutes", least=0)
        periods, seats = self._periods(), self._numbered("rooms", "room", "seats", least=1)
        exams = sorted(minutes)
        number = {code: n for n, code in enumerate(exams)}
        candidates, taker, taken = self._entries(number)
        fees = self._penalties("rooms", "room")
        counts = np.bincount(taken, minlength=len(exams)).tolist()
        rooms = sorted(seats)
        rules = self._rules(
            number,
            {period.code: n for n, period in enumerate(periods)},
            {code: n for n, code in enumerate(rooms)},
        )
        return Problem(
            exams=tuple(Exam(code, minutes[code], n) for code, n in zip(exams, counts, strict=True)),
            periods=tuple(periods),
            rooms=tuple(Room(code, seats[code], fees[code]) for code in rooms),
            candidates=candidates,
            taker=taker,
            taken=taken,
            rules=rules,
            weights=self._weights(),
            part=self.part,
        )

    def _whole(self, name: str, row: int, column: str, least: int = 0) -> int:
        cell = self.tables[name].columns[column][row]
        if WHOLE.fullmatch(cell) and int(cell) >= least:
            return int(cell)
        self._row(f"“{cell}”不是 {least} 以上的整数。", name, row, column, "请改正。")
        return least

    def _codes(self, name: str, column: str) -> dict[str, int]:
        """Row of each code; empty and repeated ones are faults."""
        seen: dict[str, int] = {}
        for row, code in enumerate(self.tables[name].columns[column]):
            if not code:
                self._row("编号是空的。", name, row, column, "请填写。")
            elif code in seen:
                told = f"“{code}”与第 {seen[code] + 2} 行重复。"
                self._row(told, name, row, column, "请删去或改名其中一行。")
            else:
                seen[code] = row
        return seen

    def _numbered(self, name: str, column: str, what: str, least: int) -> dict[str, int]:
        rows = self._codes(name, column)
        return {code: self._whole(name, row, what, least) for code, row in rows.items()}

    def _penalties(self, name: str, column: str) -> dict[str, int]:
        """Penalty by code; 0 where there is no such column or cell."""
        codes = self.tables[name].columns[column]
        cells = self.tables[name].columns.get("penalty", [""] * len(codes))
        return {
            code: self._whole(name, row, "penalty") if cells[row] else 0 for row, code in enumerate(codes)
        }

    def _periods(self) -> list[Period]:
        """Periods in order of time; they may not overlap."""
        rows, columns = self._codes("periods", "period"), self.tables["periods"].columns
        fees = self._penalties("periods", "period")
        found: list[tuple[str, int, int, Period]] = []
        for code, row in rows.items():
            day, start = columns["date"][row], columns["start"][row]
            minutes = self._whole("periods", row, "minutes", 1)
            clock = CLOCK.fullmatch(start)
            if not _is_date(day):
                self._row(f"“{day}”不是日期。", "periods", row, "date", "请写成 2026-04-11。")
            elif not clock:
                self._row(f"“{start}”不是时间。", "periods", row, "start", "请写成 09:00。")
            else:
                at = 60 * int(clock[1]) + int(clock[2])
                found.append((day, at, row, Period(code, day, start[:5], minutes, fees[code])))
        found.sort(key=lambda each: each[:3])
        for (day, at, _, one), (next_day, next_at, row, _) in zip(found, found[1:], strict=False):
            over = next_at == at if self.may_overlap else next_at < at + one.minutes
            if day == next_day and over:
                told = f"开始时场次“{one.code}”还没有结束。"
                self._row(told, "periods", row, "start", "同一天的场次不能重叠；请改时间。")
        return [period for *_, period in found]

    def _entries(self, number: Mapping[str, int]) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
        columns = self.tables["entries"].columns
        seen: dict[tuple[str, str], int] = {}
        for row, pair in enumerate(zip(columns["candidate"], columns["exam"], strict=True)):
            if not pair[0]:
                self._row("考生号是空的。", "entries", row, "candidate", "请填写。")
            elif pair[1] not in number:
                self._row(f"考试名单里没有“{pair[1]}”。", "entries", row, "exam", "请补充或改正。")
            elif pair in seen:
                told = f"考生“{pair[0]}”报考“{pair[1]}”与第 {seen[pair] + 2} 行重复。"
                self._row(told, "entries", row, "exam", "请删去一行。")
            else:
                seen[pair] = row
        people = sorted({candidate for candidate, _ in seen})
        place = {code: n for n, code in enumerate(people)}
        pairs = sorted((place[candidate], number[exam]) for candidate, exam in seen)
        made = np.array(pairs, np.int64).reshape(-1, 2)
        return tuple(people), np.ascontiguousarray(made[:, 0]), np.ascontiguousarray(made[:, 1])

    def _rules(
        self, exams: Mapping[str, int], periods: Mapping[str, int], rooms: Mapping[str, int]
    ) -> tuple[Rule, ...]:
        if "rules" not in self.tables:
            return ()
        columns, found = self.tables["rules"].columns, dict[Rule, None]()
        for row, (kind, exam, other) in enumerate(
            zip(columns["rule"], columns["exam"], columns["other"], strict=True)
        ):
            if kind not in KINDS:
                self._row(f"没有规则“{kind}”。", "rules", row, "rule", f"可用：{'、'.join(KINDS)}。")
                continue
            if exam not in exams:
                self._row(f"考试名单里没有“{exam}”。", "rules", row, "exam", "请补充或改正。")
                continue
            known = {AT_PERIOD: periods, IN_ROOM: rooms, ALONE: {"": -1}}.get(kind, exams)
            if other not in known:
                told = f"“{other}”不在名单里。" if kind != ALONE else f"“{other}”是多余的。"
                self._row(told, "rules", row, "other", "请改正。")
            elif known is exams and other == exam:
                self._row(f"“{exam}”不能对自己有规则。", "rules", row, "other", "请改正。")
            else:
                found[Rule(kind, exams[exam], known[other])] = None
        return tuple(found)

    def _weights(self) -> Weights:
        values = dict(weights_by_default())
        if "weights" in self.tables:
            for name, row in self._codes("weights", "weight").items():
                if name not in values:
                    told = f"没有权重“{name}”。"
                    self._row(told, "weights", row, "weight", f"可用：{'、'.join(values)}。")
                else:
                    values[name] = self._whole("weights", row, "value")
        return Weights(
            two_in_a_row=values["two_in_a_row"],
            two_in_a_day=values["two_in_a_day"],
            spread=values["period_spread"],
            mixed=values["mixed_durations"],
            largest=values["frontload_largest"],
            last=values["frontload_last"],
            frontload=values["frontload"],
        )


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
