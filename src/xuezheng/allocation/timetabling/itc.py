"""Read an examination file of the second International Timetabling Competition (2007) as plain tables.

References
----------
.. [1] McCollum, McMullan, Burke, Parkes and Qu, A new model for automated examination timetabling,
   Annals of Operations Research 194 (2012), 291-315.
"""

import re
from datetime import date
from pathlib import Path

from xuezheng.allocation.tables import Table, table_of
from xuezheng.errors import BadInput, Fault, NotFound

HEADING = re.compile(r"\[(\w+)(?::(\d+))?\]")
SECTIONS = (
    "Exams",
    "Periods",
    "Rooms",
    "PeriodHardConstraints",
    "RoomHardConstraints",
    "InstitutionalWeightings",
)
RULES = {"AFTER": "after", "EXAM_COINCIDENCE": "same_period", "EXCLUSION": "different_period"}
WEIGHTS = {
    "TWOINAROW": ("two_in_a_row",),
    "TWOINADAY": ("two_in_a_day",),
    "PERIODSPREAD": ("period_spread",),
    "NONMIXEDDURATIONS": ("mixed_durations",),
    "FRONTLOAD": ("frontload_largest", "frontload_last", "frontload"),
}
Lines = list[tuple[int, list[str]]]


def read_itc(path: Path | str) -> tuple[dict[str, Table], list[str]]:
    """Give the six tables of a competition file, and what had to be said about it.

    Exams, periods and rooms get their number in the file as code, filled with zeros so that the order of
    codes is that of the file. As the competition has it, a coincidence of exams with a candidate in common
    is left out.

    Raises
    ------
    NotFound
        When there is no such file.
    BadInput
        With every line that cannot be read.
    """
    file = Path(path)
    if not file.is_file():
        raise NotFound(f"找不到文件 {file}。请检查路径。")
    reader = _Reader(file.name, file.read_text("utf-8-sig", errors="replace"))
    tables = reader.tables() if not reader.faults else {}
    if reader.faults:
        raise BadInput(
            f"{file.name} 有 {len(reader.faults)} 处不合 ITC-2007 考试格式。请改正后再运行。",
            faults=reader.faults,
        )
    return tables, reader.notes


class _Reader:
    def __init__(self, name: str, text: str) -> None:
        self.name, self.faults, self.notes = name, list[Fault](), list[str]()
        self.sections: dict[str, Lines] = {}
        lines: Lines | None = None
        for number, raw in enumerate(text.splitlines(), start=1):
            line = raw.strip()
            if found := HEADING.fullmatch(line):
                lines = self.sections.setdefault(found[1], [])
            elif line and lines is None:
                self._fault(number, f"“{line[:20]}”不在任何一段之内。", "第一行须是 [Exams:…]。")
            elif line and lines is not None:
                lines.append((number, [cell.strip() for cell in line.split(",")]))
        for section in SECTIONS:
            if section not in self.sections:
                self.faults.append(Fault(f"缺少 [{section}] 一段。", name, "请补上。"))

    def _fault(self, line: int, what: str, remedy: str) -> None:
        self.faults.append(Fault(what, f"{self.name} 第 {line} 行", remedy))

    def _whole(self, line: int, cell: str) -> int:
        if re.fullmatch(r"\d{1,9}", cell):
            return int(cell)
        self._fault(line, f"“{cell}”不是非负整数。", "请改正。")
        return 0

    def tables(self) -> dict[str, Table]:
        """The tables; faults are gathered."""
        takers = [
            (line, self._whole(line, cells[0]), list(dict.fromkeys(filter(None, cells[1:]))))
            for line, cells in self.sections["Exams"]
        ]
        self.codes = _codes(len(takers))
        entries = [
            (who, code) for code, (_, _, found) in zip(self.codes, takers, strict=True) for who in found
        ]
        sets = [set(found) for _, _, found in takers]
        return {
            "exams": _table(
                "exams", ("exam", "minutes"), zip(self.codes, [t[1] for t in takers], strict=True)
            ),
            "entries": _table("entries", ("candidate", "exam"), entries),
            "periods": _table("periods", ("period", "date", "start", "minutes", "penalty"), self._periods()),
            "rooms": _table("rooms", ("room", "seats", "penalty"), self._rooms()),
            "rules": _table("rules", ("rule", "exam", "other"), self._rules(sets)),
            "weights": _table("weights", ("weight", "value"), self._weights()),
        }

    def _periods(self) -> list[tuple[object, ...]]:
        rows, lines = list[tuple[object, ...]](), self.sections["Periods"]
        for code, (line, cells) in zip(_codes(len(lines)), lines, strict=True):
            if len(cells) != 4:
                self._fault(line, f"有 {len(cells)} 格。", "一场须有日期、时间、分钟、罚分四格。")
                continue
            try:
                day, month, year = map(int, cells[0].split(":"))
                on = date(year, month, day).isoformat()
            except ValueError:
                self._fault(line, f"“{cells[0]}”不是“日:月:年”。", "请改正。")
                continue
            rows.append((code, on, cells[1], self._whole(line, cells[2]), self._whole(line, cells[3])))
        return rows

    def _rooms(self) -> list[tuple[object, ...]]:
        rows, lines = list[tuple[object, ...]](), self.sections["Rooms"]
        for code, (line, cells) in zip(_codes(len(lines)), lines, strict=True):
            if len(cells) != 2:
                self._fault(line, f"有 {len(cells)} 格。", "一个考场须有座位数和罚分两格。")
            else:
                rows.append((code, self._whole(line, cells[0]), self._whole(line, cells[1])))
        return rows

    def _exam(self, line: int, cell: str) -> int:
        number = self._whole(line, cell)
        if number < len(self.codes):
            return number
        self._fault(line, f"没有第 {number} 门考试。", f"考试从 0 数到 {len(self.codes) - 1}。")
        return 0

    def _rules(self, takers: list[set[str]]) -> list[tuple[object, ...]]:
        found: dict[tuple[object, ...], None] = {}
        for line, cells in self.sections["PeriodHardConstraints"]:
            if len(cells) != 3 or cells[1] not in RULES:
                self._fault(line, f"“{', '.join(cells)}”不是场次的规则。", f"可用：{'、'.join(RULES)}。")
                continue
            one, other = self._exam(line, cells[0]), self._exam(line, cells[2])
            if cells[1] == "EXAM_COINCIDENCE" and takers[one] & takers[other]:
                self.notes.append(f"第 {line} 行要求同场的两门考试有共同的考生；按竞赛的规定不计。")
                continue
            found[RULES[cells[1]], self.codes[one], self.codes[other]] = None
        for line, cells in self.sections["RoomHardConstraints"]:
            if len(cells) != 2 or cells[1] != "ROOM_EXCLUSIVE":
                self._fault(line, f"“{', '.join(cells)}”不是考场的规则。", "可用：ROOM_EXCLUSIVE。")
            else:
                found["room_alone", self.codes[self._exam(line, cells[0])], ""] = None
        return list(found)

    def _weights(self) -> list[tuple[object, ...]]:
        rows = list[tuple[object, ...]]()
        for line, cells in self.sections["InstitutionalWeightings"]:
            names = WEIGHTS.get(cells[0], ())
            if len(names) != len(cells) - 1 or not names:
                self._fault(line, f"“{', '.join(cells)}”不是权重。", f"可用：{'、'.join(WEIGHTS)}。")
                continue
            rows += [(name, self._whole(line, cell)) for name, cell in zip(names, cells[1:], strict=True)]
        return rows


def _codes(n: int) -> list[str]:
    wide = len(str(max(n - 1, 0)))
    return [f"{k:0{wide}d}" for k in range(n)]


def _table(name: str, names: tuple[str, ...], rows: object) -> Table:
    listed = list(rows)  # type: ignore[call-overload]
    return table_of(name, {column: [row[k] for row in listed] for k, column in enumerate(names)})
