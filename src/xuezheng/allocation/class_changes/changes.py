"""Read the list of arrivals and leavers, in the order in which they are dealt with; all faults at once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from xuezheng.allocation.class_changes.standing import Standing
from xuezheng.allocation.draw.assigning import drawn_line
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.tables import Table
from xuezheng.errors import BadInput, Fault

#: What a clerk may write in column `change`.
WORDS = {
    "in": ("in", "转入", "报到", "迟到报到", "补报", "复学"),
    "out": ("out", "转出", "休学", "退学", "离校"),
}
HEADS = ("1", "2", "3", "4", "5")
DIGITS = 17
SEPARATORS = str.maketrans({"、": ";", "，": ";", ",": ";", "；": ";"})


@dataclass(frozen=True)
class Change:
    """One row of the list."""

    row: int
    pupil: str
    on: date
    arrives: bool
    cells: Mapping[str, str]
    heads: int = 1
    together_with: str = ""
    apart_from: tuple[str, ...] = ()
    room: str = ""
    approval: str = ""


@dataclass(frozen=True)
class Unit:
    """Those who arrive on one day and go to one class together; or one who leaves."""

    on: date
    arrives: bool
    changes: tuple[Change, ...]

    @property
    def pupils(self) -> tuple[str, ...]:
        """Their codes, in text order."""
        return tuple(change.pupil for change in self.changes)


def read_changes(table: Table, standing: Standing, seed: Seed, after: str = "") -> list[Unit]:
    """Give the units in the order of the rule: by day; on one day leavers first, then by ticket.

    Parameters
    ----------
    table : Table
        Columns `pupil`, `on`, `change`, and those of the roster that matter; optional `together_with`,
        `apart_from`, `class` with `approval`, `heads`.
    after : str
        Nothing may have happened before this day: the last one already dealt with.

    Raises
    ------
    BadInput
        With every fault of the list.
    """
    reader = _Reader(table, standing, after)
    changes = reader.changes()
    reader.check_course(changes)
    if reader.faults:
        raise BadInput(
            f"变动名单有 {len(reader.faults)} 处不合格。请全部改正后再运行。", faults=reader.faults
        )
    return sorted(_units(changes), key=_Order(standing, seed, changes))


class _Order:
    """Day, leavers before arrivals, then the ticket of the unit's first code."""

    def __init__(self, standing: Standing, seed: Seed, changes: Sequence[Change]) -> None:
        codes = sorted({change.pupil for change in changes})
        line = drawn_line(seed, f"{standing.label}|order", codes)
        self.rank = {code: n for n, (code, _) in enumerate(line)}

    def __call__(self, unit: Unit) -> tuple[date, bool, int]:
        return unit.on, unit.arrives, self.rank[unit.pupils[0]]


def _units(changes: Sequence[Change]) -> Iterator[Unit]:
    """Arrivals of one day bound to each other are one unit."""
    home = {(change.on, change.pupil): n for n, change in enumerate(changes) if change.arrives}
    parent = list(range(len(changes)))

    def top(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    for n, change in enumerate(changes):
        if change.arrives and (mate := home.get((change.on, change.together_with))) is not None:
            parent[top(n)] = top(mate)
    gathered: dict[int, list[Change]] = {}
    for n, change in enumerate(changes):
        gathered.setdefault(top(n), []).append(change)
    for members in gathered.values():
        ordered = tuple(sorted(members, key=lambda change: change.pupil))
        yield Unit(ordered[0].on, ordered[0].arrives, ordered)


@dataclass
class _Reader:
    table: Table
    standing: Standing
    after: str
    faults: list[Fault] = field(default_factory=list)

    def _fault(self, what: str, row: int, column: str, remedy: str) -> None:
        self.faults.append(Fault(what, f"changes 第 {row + 2} 行 {column} 列", remedy))

    def _cell(self, row: int, column: str) -> str:
        cells = self.table.columns.get(column)
        return cells[row] if cells is not None else ""

    def changes(self) -> list[Change]:
        """Every row that can be read."""
        lacking = [c for c in self.standing.columns if c not in self.table.columns]
        kinds = self.table.columns["change"]
        if lacking and any(kind in WORDS["in"] for kind in kinds):
            self.faults += [
                Fault(f"缺少“{c}”列。", "changes", "分班时均衡过这一列，转入的学生也须填写。")
                for c in lacking
            ]
            return []
        if not self.table.n_rows:
            self.faults.append(Fault("变动名单是空的。", "changes", "请至少写一名学生。"))
        return [change for row in range(self.table.n_rows) if (change := self._change(row)) is not None]

    def _change(self, row: int) -> Change | None:
        pupil, kind = self._cell(row, "pupil"), self._cell(row, "change")
        n_before = len(self.faults)
        if not pupil:
            self._fault("学生编号是空的。", row, "pupil", "请补上编号。")
        if kind not in WORDS["in"] + WORDS["out"]:
            self._fault(f"变动“{kind}”不认识。", row, "change", "请写转入或转出（in 或 out）。")
        on = self._day(row)
        arrives = kind in WORDS["in"]
        heads, room = self._cell(row, "heads") or "1", self._cell(row, "class")
        if heads not in HEADS:
            self._fault(f"折算人数“{heads}”不是 1 到 5 的整数。", row, "heads", "请改正。")
        if room and room not in self.standing.classes:
            names = "、".join(self.standing.classes[:20])
            self._fault(f"没有班级“{room}”。", row, "class", f"班级是：{names}。")
        if arrives and room and not self._cell(row, "approval"):
            self._fault(
                f"指定进 {room} 班却没有批准文号。", row, "approval", "请填写批准文号，或不指定班级。"
            )
        cells = self._scores(row) if arrives else {}
        if len(self.faults) > n_before or on is None:
            return None
        if not arrives:
            return Change(row, pupil, on, False, {})
        apart = self._cell(row, "apart_from").translate(SEPARATORS).split(";")
        return Change(
            row=row,
            pupil=pupil,
            on=on,
            arrives=True,
            cells=cells,
            heads=int(heads),
            together_with=self._cell(row, "together_with"),
            apart_from=tuple(sorted({code.strip() for code in apart if code.strip()})),
            room=room,
            approval=self._cell(row, "approval"),
        )

    def _day(self, row: int) -> date | None:
        text = self._cell(row, "on")
        try:
            on = date.fromisoformat(text)
        except ValueError:
            self._fault(f"“{text}”不是日期。", row, "on", "请写成 YYYY-MM-DD。")
            return None
        if self.after and text < self.after:
            self._fault(
                f"{text} 早于已办理到的 {self.after}。", row, "on", "办过的次序不能改，请按实际办理日填写。"
            )
        return on

    def _scores(self, row: int) -> dict[str, str]:
        for column in self.standing.numeric:
            text = self._cell(row, column)
            if not text and self.standing.missing != "mean":
                self._fault(
                    f"学生“{self._cell(row, 'pupil')}”没有分数。",
                    row,
                    column,
                    "请补上，或用 --missing mean 按平均分计。缺分不会当作零分。",
                )
            elif text and not _is_score(text):
                self._fault(
                    f"“{text}”不是可用的分数。", row, column, f"请填数字（连小数不超过 {DIGITS} 位）。"
                )
        return {column: self._cell(row, column) for column in self.standing.columns}

    def check_course(self, changes: Sequence[Change]) -> None:
        """Whether each row makes sense when its day comes: nobody arrives twice or leaves from nowhere."""
        present = set(self.standing.where)
        days = {(change.on, change.pupil, change.arrives): change for change in changes}
        twice = Counter((change.on, change.pupil, change.arrives) for change in changes)
        for (_, pupil, _arrives), n in twice.items():
            if n > 1:
                row = next(c.row for c in changes if c.pupil == pupil)
                self._fault(f"学生“{pupil}”同一天写了 {n} 次。", row, "pupil", "请只保留一行。")
        for change in sorted(days.values(), key=lambda c: (c.on, c.arrives, c.pupil)):
            if change.arrives == (change.pupil in present):
                told = "已经在班里" if change.arrives else "不在任何班里"
                self._fault(f"学生“{change.pupil}”{told}。", change.row, "pupil", "请核对编号与日期。")
            elif change.arrives:
                present.add(change.pupil)
                mate = change.together_with
                if mate and mate not in present and (change.on, mate, True) not in days:
                    self._fault(
                        f"学生“{mate}”那天不在任何班里。", change.row, "together_with", "请改正编号。"
                    )
            else:
                present.remove(change.pupil)
        self._check_mates(changes)

    def _check_mates(self, changes: Sequence[Change]) -> None:
        """Those named in `apart_from` are there, and demands do not contradict each other."""
        here = set(self.standing.where) | {change.pupil for change in changes if change.arrives}
        for change in changes:
            for code in change.apart_from:
                if code not in here or code == change.pupil:
                    self._fault(f"没有另一名学生“{code}”。", change.row, "apart_from", "请改正编号。")
            if change.together_with and change.together_with in change.apart_from:
                self._fault(
                    f"与学生“{change.together_with}”既要同班又要分开。",
                    change.row,
                    "apart_from",
                    "请删去一处。",
                )
        for unit in _units(changes):
            rooms = sorted({change.room for change in unit.changes} - {""})
            if len(rooms) > 1:
                named = "、".join(rooms)
                self._fault(
                    f"同来同班的学生被指定到 {named} 班。", unit.changes[0].row, "class", "请改其中一处。"
                )
            for change in unit.changes:
                if inside := sorted(set(unit.pupils) & set(change.apart_from) - {change.together_with}):
                    self._fault(
                        f"与学生“{inside[0]}”既要同班又要分开。", change.row, "apart_from", "请删去一处。"
                    )


def _is_score(text: str) -> bool:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return False
    if not value.is_finite():
        return False
    places = max(0, -int(value.as_tuple().exponent))
    return places + max(0, value.adjusted() + 1) <= DIGITS
