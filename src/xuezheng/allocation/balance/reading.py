"""From the county's tables to the problem; all faults at once, with the school and the figure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

import numpy as np

from xuezheng.allocation.balance.ceilings import Room
from xuezheng.allocation.balance.cells import Cells, decimal_of, raise_all
from xuezheng.allocation.balance.problem import (
    HUNDRED,
    QUANTITIES,
    STAGES,
    TEACHING,
    Problem,
    Redirect,
    Rotation,
    Standard,
    Teachers,
)
from xuezheng.allocation.balance.rulebook import Rulebook, groups, is_forbidden, standard_table
from xuezheng.allocation.balance.ways import AXES, metres_between, pairs_of
from xuezheng.allocation.tables import Table
from xuezheng.errors import BadInput, Fault

SCHOOL_COLUMNS = ("school", "area", "stage", "n_pupils", "n_full_time_teachers", *QUANTITIES)
TEACHER_COLUMNS = ("school", "stage", "subject", "is_above_required_degree", "is_backbone", "n")
REDIRECT_COLUMNS = ("from", "to", "stage", "pupils")
FORECAST_COLUMNS = ("school", "stage", "year", "n_pupils")
ARTS_AND_SPORT = ("体育", "音乐", "美术", "艺术", "体育与健康")
#: More than this is no school: a wrong unit.
MOST_PUPILS, MOST_TEACHERS = 20_000, 3_000
#: A pupil with more than this many times what the standard asks is a wrong unit (km² for m², 万元 for 元).
TIMES_PLAUSIBLE = 40
#: Plane coordinates in kilometres reach no further.
FARTHEST_KM = 20_000
#: More choices of redirecting than this cannot all be looked at.
MOST_REDIRECTS = 6


@dataclass(frozen=True)
class Given:
    """Tables of one county, by what they hold; only `schools` must be there."""

    schools: Table
    teachers: Table | None = None
    redirects: Table | None = None
    forecast: Table | None = None


@dataclass(frozen=True)
class Asked:
    """What was asked for: which county, which year, what is forbidden, how many were already exchanged."""

    area: str = ""
    area_name: str = ""
    year: int = 0
    forbid: tuple[str, ...] = ()
    until: int = 0
    already: int = 0
    backbone_already: int = 0
    notes: tuple[str, ...] = ()


def read_problem(given: Given, rules: Rulebook, standard: Standard, asked: Asked) -> Problem:
    """Make the problem of a county.

    Raises
    ------
    BadInput
        With every fault of every table: no pupils, missing or negative figures, a school in two districts,
        implausible units, unknown schools, things forbidden that nobody knows …
    """
    reader = _Reader(given, rules, standard, asked)
    return reader.problem()


@dataclass
class _Reader:
    given: Given
    rules: Rulebook
    standard: Standard
    asked: Asked
    notes: list[str] = field(default_factory=list)

    def problem(self) -> Problem:
        self.schools = Cells(_of_area(self.given.schools, self.asked.area))
        raise_all(*self._other_faults())
        self._check_keys()
        count = self._counts()
        raise_all(self.schools)
        self.row_of = {key: row for row, key in enumerate(self._keys())}
        teachers, redirects, pupils = self._teachers(), self._redirects(), self._pupils(count["n_pupils"])
        staff = count["n_full_time_teachers"]
        have = np.array([count[name] for name in QUANTITIES], np.int64).T
        fullest = pupils.max(axis=1)
        for one in redirects:
            fullest[one.taker] += one.pupils
        room = Room(self.schools, self.rules, self.standard, self.asked.forbid, count)
        free, most, ceilings = room.units(have, pupils[:, 0], fullest)
        pairs, told = pairs_of(self.schools, self.rules, self.asked.forbid) if teachers else ((), [])
        self.notes += told
        movable = sum(one.movable for one in teachers)
        return Problem(
            area=self.asked.area or self.schools.text(0, "area"),
            schools=tuple(self.schools.table.columns["school"]),
            names=tuple(self.schools.text(row, "name") or key[0] for row, key in enumerate(self._keys())),
            stages=tuple(self.schools.table.columns["stage"]),
            years=tuple(range(self.asked.year, max(self.asked.year, self.asked.until) + 1)),
            pupils=pupils,
            have=have,
            staff=staff,
            staff_least=self._staff_least(pupils),
            giver_most=staff * int(self.rules.limits["giver_most_pct"] * 100) // 10_000,
            keeps=int(self.rules.limits["giver_keeps_in_subject"]),
            items=self.rules.items,
            most=most,
            free=free,
            ceilings=ceilings,
            teachers=teachers,
            without={name: count[name] for name in ("n_without_higher_degree", "n_may_become_backbone")},
            pairs=pairs,
            redirects=redirects,
            rotation=self._rotation(movable),
            standard=self.standard,
            area_name=self.asked.area_name,
            notes=(*self.asked.notes, *self.notes),
            inputs={**self.tables(), **self.rules.tables(), "standard": standard_table(self.standard)},
        )

    def tables(self) -> dict[str, Table]:
        """What went in, without other counties."""
        return {"schools": self.schools.table} | {
            name: table
            for name in ("teachers", "redirects", "forecast")
            if (table := getattr(self.given, name)) is not None
        }

    def _other_faults(self) -> list[Cells]:
        """Faults of the whole: no rows, unknown stages, words of --forbid."""
        table = self.schools
        if not table.n_rows:
            area = self.asked.area
            table.faults.append(Fault(f"没有区域“{area}”的学校。", "schools", "请检查 --area 与 area 列。"))
        areas = sorted(set(table.table.columns["area"]))
        if len(areas) > 1:
            told = f"有 {len(areas)} 个区域：{'、'.join(areas[:10])}。"
            table.faults.append(Fault(told, "schools", "标准按县评；请用 --area 选一个。"))
        known = {item.code for item in self.rules.items} | set(groups())
        schools = set(table.table.columns["school"])
        for word in self.asked.forbid:
            what, _, school = word.partition("@")
            if what not in known:
                told = f"--forbid “{word}”里的“{what}”不认识。"
                table.faults.append(Fault(told, "--forbid", f"可写：{'、'.join(sorted(known))}。"))
            if school and school not in schools:
                table.faults.append(Fault(f"--forbid “{word}”里的学校不在表中。", "--forbid", "请检查编号。"))
        return [table]

    def _keys(self) -> list[tuple[str, str]]:
        columns = self.schools.table.columns
        return list(zip(columns["school"], columns["stage"], strict=True))

    def _check_keys(self) -> None:
        table, whole = self.schools, self.given.schools.columns
        for row, (school, stage) in enumerate(self._keys()):
            if not school:
                table.fault("没有学校编号。", row, "school", "请填写。")
            if stage not in STAGES:
                table.fault(f"学段“{stage}”不是 {' 或 '.join(STAGES)}。", row, "stage", "请改正。")
        for (school, stage), n in Counter(self._keys()).items():
            if n > 1:
                told = f"学校“{school}”的学段“{stage}”写了 {n} 次。"
                table.faults.append(Fault(told, "schools", "一校一学段只能有一行。"))
        areas = defaultdict(set)
        for school, area in zip(whole["school"], whole["area"], strict=True):
            areas[school].add(area)
        for school, several in sorted(areas.items()):
            if len(several) > 1:
                told = f"学校“{school}”写在几个区域：{'、'.join(sorted(several))}。"
                table.faults.append(Fault(told, "schools area 列", "一所学校只能属于一个县区。"))

    def _counts(self) -> dict[str, np.ndarray]:
        """Every figure of every school; quantities in hundredths, people whole."""
        table = self.schools
        found: dict[str, list[int]] = defaultdict(list)
        for row in range(table.n_rows):
            pupils = table.whole(row, "n_pupils", MOST_PUPILS)
            if not pupils and table.text(row, "n_pupils") == "0":
                table.fault("学生数是 0，人均指标无法计算。", row, "n_pupils", "请核实，或把该校移出本表。")
            found["n_pupils"].append(pupils)
            self._check_extras(row)
            staff = table.whole(row, "n_full_time_teachers", MOST_TEACHERS)
            found["n_full_time_teachers"].append(staff)
            numbers = [self._quantity(row, q, pupils, staff) for q in range(len(QUANTITIES))]
            for name, number in zip(QUANTITIES, numbers, strict=True):
                found[name].append(number)
            share = self.rules.limits["backbone_most_pct"]
            found["n_without_higher_degree"].append(max(0, staff - numbers[0] // HUNDRED))
            may = int(staff * share / 100) - numbers[1] // HUNDRED
            found["n_may_become_backbone"].append(max(0, may))
        return {name: np.array(numbers, np.int64) for name, numbers in found.items()}

    def _check_extras(self, row: int) -> None:
        """Cells that need not be there, but if they are must be what they say."""
        table = self.schools
        for column in ("may_build", "is_public"):
            table.answer(row, column, True)
        for column in {name for name in self.rules.columns.values() if name and table.has(name)}:
            if table.text(row, column):
                table.hundredths(row, column, 10**9)
        for axis in AXES:
            text = table.text(row, axis)
            value = decimal_of(text) if text else None
            if text and (value is None or abs(value) > FARTHEST_KM):
                table.fault(f"“{text}”不是千米数。", row, axis, "请填平面坐标（千米），不是经纬度或米。")

    def _quantity(self, row: int, quantity: int, pupils: int, staff: int) -> int:
        table, name = self.schools, QUANTITIES[quantity]
        stage = table.text(row, "stage")
        if quantity < TEACHING:
            number = table.whole(row, name, MOST_TEACHERS)
            if number > staff:
                table.fault(f"{number} 人，多于专任教师 {staff} 人。", row, name, "请核对两个数。")
            return number * HUNDRED
        number = table.hundredths(row, name, 10**12)
        asked = self.standard.per_pupil.get(stage)
        if not asked or not pupils:
            return number
        most = asked[quantity] * TIMES_PLAUSIBLE
        if number > most * pupils * HUNDRED:
            told = f"{table.text(row, name)}（生均 {number / HUNDRED / pupils:.2f}），超过标准的 {TIMES_PLAUSIBLE} 倍。"
            table.fault(told, row, name, "疑似单位有误（如把元当万元），请核对。")
        if 0 < number * TIMES_PLAUSIBLE < asked[quantity] * pupils * HUNDRED:
            told = f"{table.text(row, name)}（生均 {number / HUNDRED / pupils:.4f}），不到标准的 1/{TIMES_PLAUSIBLE}。"
            table.fault(told, row, name, "疑似单位有误（如填了万元或平方公里），请核对。")
        return number

    def _staff_least(self, pupils: np.ndarray) -> np.ndarray:
        """Teachers a giver must keep, by pupils in the year with most."""
        least = []
        for row, (_, stage) in enumerate(self._keys()):
            ratio = self.rules.limits[f"giver_pupils_per_teacher.{stage}"]
            least.append(ceil(Fraction(int(pupils[row].max())) / Fraction(ratio)))
        return np.array(least, np.int64)

    def _teachers(self) -> tuple[Teachers, ...]:
        if self.given.teachers is None:
            self.notes.append("没有教师分学科名单，本方案不含教师交流。")
            return ()
        table = Cells(self.given.teachers)
        found: dict[tuple[int, str, int], list[int]] = defaultdict(lambda: [0, 0])
        for row in range(table.n_rows):
            key = (table.text(row, "school"), table.text(row, "stage"))
            if key not in self.row_of:
                continue
            arts = table.text(row, "subject") in ARTS_AND_SPORT
            above = table.answer(row, "is_above_required_degree", False)
            backbone = table.answer(row, "is_backbone", False)
            n = table.whole(row, "n", MOST_TEACHERS)
            movable = table.whole(row, "n_movable", n) if table.has("n_movable") else n
            entry = found[self.row_of[key], table.text(row, "subject"), above + 2 * backbone + 4 * arts]
            entry[0] += n
            entry[1] += movable
        self._check_teachers(table, found)
        raise_all(table)
        made = [Teachers(*key, n, movable) for key, (n, movable) in sorted(found.items()) if n]
        return tuple(made)

    def _check_teachers(self, table: Cells, found: Mapping[tuple[int, str, int], Sequence[int]]) -> None:
        """A list that counts more than the school's return would move people who are not there."""
        total: Counter[tuple[int, str]] = Counter()
        for (row, _, kind), (n, _) in found.items():
            total[row, "n_full_time_teachers"] += n
            for q in range(TEACHING):
                total[row, QUANTITIES[q]] += n * (kind >> q & 1)
        for (row, name), n in sorted(total.items()):
            said = int(self.schools.text(row, name))
            if n > said:
                told = f"学校“{self._keys()[row][0]}”名单有 {n} 人计入 {name}，学校报表是 {said} 人。"
                table.faults.append(Fault(told, "teachers", "请核对名单与报表。"))

    def _redirects(self) -> tuple[Redirect, ...]:
        if self.given.redirects is None or is_forbidden(self.asked.forbid, "", "redirect"):
            return ()
        table = Cells(self.given.redirects)
        fen = int(self.rules.limits["redirect_yuan"] * 100)
        made = []
        for row in range(table.n_rows):
            stage = table.text(row, "stage")
            ends = [self.row_of.get((table.text(row, end), stage)) for end in ("from", "to")]
            pupils = table.whole(row, "pupils", MOST_PUPILS)
            for end, at in zip(("from", "to"), ends, strict=True):
                if at is None:
                    table.fault(f"“{table.text(row, end)}”没有 {stage} 学段。", row, end, "请检查学校编号。")
            giver, taker = ends
            if giver is None or taker is None:
                continue
            if giver == taker or not 0 < pupils < int(self.schools.text(giver, "n_pupils")):
                table.fault(
                    f"从该校分流 {pupils} 人不成立。", row, "pupils", "须少于该校学生数，且去往别校。"
                )
            metres = metres_between(self.schools, giver, taker)
            if metres is not None and metres > self.rules.limits["redirect_most_km"] * 1000:
                table.fault(f"相距 {metres} 米，超过上限。", row, "to", "请换一所更近的学校。")
            if not is_forbidden(self.asked.forbid, table.text(row, "from"), "redirect"):
                made.append(Redirect(giver, taker, pupils, fen * pupils))
        if len(made) > MOST_REDIRECTS:
            told = f"有 {len(made)} 个分流选项，每一种组合都要算清。"
            table.faults.append(Fault(told, "redirects", f"请减到 {MOST_REDIRECTS} 个。"))
        raise_all(table)
        return tuple(made)

    def _pupils(self, now: np.ndarray) -> np.ndarray:
        """Pupils of each row and year, (n_rows, n_years)."""
        if self.asked.until <= self.asked.year:
            return now[:, None]
        if self.given.forecast is None:
            raise BadInput("--until 须有学生数预测。没有预测表。请用 --forecast，或给出快照。")
        table, years = Cells(self.given.forecast), range(self.asked.year + 1, self.asked.until + 1)
        out = np.full((len(now), len(years) + 1), -1, np.int64)
        out[:, 0] = now
        for row in range(table.n_rows):
            at = self.row_of.get((table.text(row, "school"), table.text(row, "stage")))
            year = table.whole(row, "year", 9999)
            if at is not None and year in years:
                out[at, 1 + years.index(year)] = table.whole(row, "n_pupils", MOST_PUPILS)
        for at, y in np.argwhere(out < 0).tolist():
            told = f"学校“{self._keys()[at][0]}”没有 {self.asked.year + y} 年的学生数。"
            table.faults.append(Fault(told, "forecast", "请补上，没有学生的写 0。"))
        raise_all(table)
        return out

    def _rotation(self, movable: int) -> Rotation:
        """The quotas of the year; without a list of teachers there are none to meet."""
        limits = self.rules.limits
        if not movable or is_forbidden(self.asked.forbid, "", "move"):
            return Rotation()
        least = ceil(Fraction(limits["rotation_least_pct"]) * movable / 100) - self.asked.already
        share = Fraction(limits["rotation_backbone_least_pct"]) / 100
        return Rotation(max(0, least), share, self.asked.already, self.asked.backbone_already)


def _of_area(table: Table, area: str) -> Table:
    if not area:
        return table
    keep = [row for row, code in enumerate(table.columns["area"]) if code == area]
    return Table(table.name, {name: [cells[row] for row in keep] for name, cells in table.columns.items()})
