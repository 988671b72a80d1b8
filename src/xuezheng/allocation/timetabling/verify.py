"""Count a timetable again from its lists, with Python's own integers.

The promise: every exam is held once, whole or in the parts asked for, in a period long enough and rooms with
seats enough; nobody is in two places; every rule holds; each penalty and the bound are those of this plan.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import certificate_checks, read_certificate
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import Table, read_table
from xuezheng.allocation.timetabling.recount_bound import bound_parts
from xuezheng.allocation.verifying import Check
from xuezheng.errors import XuezhengError

MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError)
LISTS = ("exams", "entries", "periods", "rooms")
Row = dict[str, str]


def verify(folder: Path, inputs: dict[str, Path]) -> list[Check]:
    """Check a folder; without all its lists only hashes and the seed can be."""
    checks = certificate_checks(folder, inputs)
    if any(not check.ok and check.name in {"certificate", "plan"} for check in checks):
        return checks
    certificate = read_certificate(folder)
    try:
        said = certificate["seed"]
        made = seed_of(str(said["text"]), hash=str(said["hash"])).statement
        checks.append(Check("seed", made == said, f"种子{'' if made == said else '不是'}由所写的文字得出"))
        if not set(LISTS) <= set(certificate["inputs"]):
            return [*checks, Check("inputs", False, f"证书里须有 {'、'.join(LISTS)} 四份名单")]
        if not set(certificate["inputs"]) <= set(inputs):
            return checks
        tables = {name: _rows(read_table(file)) for name, file in inputs.items()}
        one = Recount(certificate, _rows(read_table(folder / "plan.csv")), tables)
        return [*checks, *one.checks(), _timetables(folder, one)]
    except XuezhengError as error:
        return [*checks, Check("tables", False, str(error))]
    except MALFORMED as error:
        return [*checks, Check("options", False, f"证书或表格不完整、不合格（{error!r}）。")]


def _rows(table: Table) -> list[Row]:
    return [
        dict(zip(table.columns, cells, strict=True)) for cells in zip(*table.columns.values(), strict=True)
    ]


class Recount:
    """One plan with its lists."""

    def __init__(self, said: dict[str, Any], plan: list[Row], tables: dict[str, list[Row]]) -> None:
        self.said, self.options = said, said["options"]
        self.plan = sorted(plan, key=lambda row: (row["exam"], int(row["part"])))
        self.minutes = {row["exam"]: int(row["minutes"]) for row in tables["exams"]}
        self.rooms = {
            row["room"]: (int(row["seats"]), int(row.get("penalty") or 0)) for row in tables["rooms"]
        }
        self.periods = sorted(tables["periods"], key=lambda row: (row["date"], row["start"][:5]))
        self.at = {row["period"]: n for n, row in enumerate(self.periods)}
        self.takers: dict[str, list[str]] = {code: [] for code in self.minutes}
        self.exams_of: dict[str, list[str]] = defaultdict(list)
        for row in sorted(tables["entries"], key=lambda row: row["candidate"]):
            self.takers[row["exam"]].append(row["candidate"])
            self.exams_of[row["candidate"]].append(row["exam"])
        self.rules = tables.get("rules", [])
        self.listed = {row["weight"]: int(row["value"]) for row in tables.get("weights", [])}
        self.weights: dict[str, int] = self.options["weights"]
        self.when = {row["exam"]: row["period"] for row in self.plan}

    def checks(self) -> list[Check]:
        """Everything; figures only where every exam is held and nobody is in two places."""
        found = []
        for name, count in (
            ("one_period_each", self._one_period_each),
            ("candidates", self._in_two_places),
            ("room_seats", self._over_seats),
            ("period_length", self._too_long),
            ("orders", self._orders),
            ("named", self._named),
            ("room_alone", self._alone),
        ):
            n = count()
            found.append(Check(name, n == 0 == self.said["violations"].get(name), f"重数：违反 {n} 处"))
            if name == "one_period_each" and n:
                return found
        changed = {name: value for name, value in self.listed.items() if self.weights.get(name) != value}
        found.append(Check("weights", not changed, f"权重{'与名单不同' if changed else '同名单'}"))
        if all(check.ok for check in found):
            found += self._figures()
        return found

    def _figures(self) -> list[Check]:
        penalties = self.penalties()
        told = "；".join(f"{name} {value}" for name, value in penalties.items())
        parts = bound_parts(self)
        objective, bound = sum(penalties.values()), sum(parts.values())
        found = [
            Check("penalties", penalties == self.said["penalties"], f"重算：{told}"),
            Check("bounds", parts == self.said["bounds"], f"重算：{parts}"),
        ]
        for name, value in (("objective", objective), ("bound", bound), ("gap", objective - bound)):
            found.append(Check(name, self.said[name] == value, f"重算 {value}，证书写 {self.said[name]}"))
        return found

    def sizes(self, exam: str) -> list[int]:
        """Sizes of the parts an exam is held in."""
        n, part = len(self.takers[exam]), int(self.options["part"])
        k = 1 if part == 0 or n <= part else (n + part - 1) // part
        small, more = divmod(n, k)
        return [small + 1] * more + [small] * (k - more)

    def _one_period_each(self) -> int:
        """Each exam in one listed period, in its parts, in listed rooms."""
        held: dict[str, list[Row]] = defaultdict(list)
        for row in self.plan:
            held[row["exam"]].append(row)
        wrong = len(set(held) ^ set(self.minutes))
        for exam, rows in held.items():
            if exam not in self.minutes:
                continue
            wrong += len({row["period"] for row in rows}) - 1
            wrong += [int(row["candidates"]) for row in rows] != self.sizes(exam)
            wrong += [int(row["part"]) for row in rows] != list(range(1, len(rows) + 1))
            wrong += sum(row["room"] not in self.rooms or row["period"] not in self.at for row in rows)
        return wrong

    def _in_two_places(self) -> int:
        """Candidates with two exams at one time."""
        ends = {}
        for exam, period in self.when.items():
            row = self.periods[self.at[period]]
            begin = datetime.fromisoformat(f"{row['date']}T{row['start'][:5]}")
            ends[exam] = (begin, begin + timedelta(minutes=self.minutes[exam]))
        may_overlap, wrong = bool(self.options["may_overlap"]), 0
        for exams in self.exams_of.values():
            for one, other in combinations(exams, 2):
                (a, b), (c, d) = ends[one], ends[other]
                wrong += self.when[one] == self.when[other] or (not may_overlap and a < d and c < b)
        return wrong

    def _together(self) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.plan:
            found[row["period"], row["room"]].append(row)
        return found

    def _over_seats(self) -> int:
        return sum(
            sum(int(row["candidates"]) for row in rows) > self.rooms[room][0]
            for (_, room), rows in self._together().items()
        )

    def _too_long(self) -> int:
        return sum(
            self.minutes[exam] > int(self.periods[self.at[period]]["minutes"])
            for exam, period in self.when.items()
        )

    def _orders(self) -> int:
        wrong = 0
        for rule in self.rules:
            if rule["rule"] in ("after", "same_period", "different_period"):
                a, b = self.at[self.when[rule["exam"]]], self.at[self.when[rule["other"]]]
                wrong += not {"after": a > b, "same_period": a == b, "different_period": a != b}[rule["rule"]]
        return wrong

    def _named(self) -> int:
        """Exams outside the periods or rooms named for them."""
        wrong = 0
        for kind, column in (("at_period", "period"), ("in_room", "room")):
            said: dict[str, set[str]] = defaultdict(set)
            for rule in self.rules:
                if rule["rule"] == kind:
                    said[rule["exam"]].add(rule["other"])
            wrong += sum(row["exam"] in said and row[column] not in said[row["exam"]] for row in self.plan)
        return wrong

    def _alone(self) -> int:
        alone = {rule["exam"] for rule in self.rules if rule["rule"] == "room_alone"}
        held = [{row["exam"] for row in rows} for rows in self._together().values()]
        return sum(len(exams) > 1 and bool(exams & alone) for exams in held)

    def penalties(self) -> dict[str, int]:
        """Each soft penalty, candidate by candidate and room by room."""
        w = self.weights
        row_, day, spread = 0, 0, 0
        for exams in self.exams_of.values():
            numbers = sorted(self.at[self.when[exam]] for exam in exams)
            for p, q in combinations(numbers, 2):
                if self.periods[p]["date"] == self.periods[q]["date"]:
                    row_, day = row_ + (q == p + 1), day + (q > p + 1)
                spread += q - p <= w["period_spread"]
        kinds = sum(len({self.minutes[r["exam"]] for r in rows}) - 1 for rows in self._together().values())
        first_late = len(self.periods) - w["frontload_last"]
        late = sum(self.at[self.when[exam]] >= first_late for exam in self.largest())
        return {
            "two_in_a_row": row_ * w["two_in_a_row"],
            "two_in_a_day": day * w["two_in_a_day"],
            "period_spread": spread,
            "mixed_durations": kinds * w["mixed_durations"],
            "frontload": late * w["frontload"],
            "room_penalty": sum(self.rooms[row["room"]][1] for row in self.plan),
            "period_penalty": sum(
                int(self.periods[self.at[period]].get("penalty") or 0) for period in self.when.values()
            ),
        }

    def largest(self) -> list[str]:
        """The largest exams; among equals the earlier code."""
        line = sorted(self.takers, key=lambda exam: (-len(self.takers[exam]), exam))
        return line[: self.weights["frontload_largest"]]


def _timetables(folder: Path, one: Recount) -> Check:
    """Whether the timetables of the candidates are those of the plan."""
    places: dict[str, list[str]] = defaultdict(list)
    for row in one.plan:
        places[row["exam"]] += [row["room"]] * int(row["candidates"])
    wanted = {
        (who, exam, one.when[exam], room)
        for exam, takers in one.takers.items()
        for who, room in zip(takers, places[exam], strict=False)
    }
    rows = _rows(read_table(folder / "timetables.csv"))
    found = {(row["candidate"], row["exam"], row["period"], row["room"]) for row in rows}
    days = {row["period"]: (row["date"], row["start"][:5]) for row in one.periods}
    wrong = len(found ^ wanted) + sum((row["date"], row["start"]) != days.get(row["period"]) for row in rows)
    return Check("timetables", wrong == 0 and len(rows) == len(wanted), f"与方案不同的有 {wrong} 行")
