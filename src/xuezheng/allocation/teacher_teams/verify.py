"""Count the teams again from the staff list, with Python's own integers.

The promise: every class has one teacher of every subject; everybody teaches as many classes as the list
says and none they must keep out of; each class has one head teacher who teaches it; teams went to classes,
and head teachers were chosen, by the tickets of the seed; objective and bound are those of these teams.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from math import gcd
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import certificate_checks, read_certificate
from xuezheng.allocation.draw.hashing import mac_keyed
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import Table, read_table
from xuezheng.allocation.verifying import Check
from xuezheng.errors import XuezhengError

PRINTED = Fraction(1, 10**8)
YES = {"是", "1", "TRUE", "yes", "Y", "y"}
MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError)


def verify(folder: Path, inputs: dict[str, Path]) -> list[Check]:
    """Check a folder; without the staff list only hashes, seed and the drawn classes can be."""
    checks = certificate_checks(folder, inputs)
    if any(not check.ok and check.name in {"certificate", "plan"} for check in checks):
        return checks
    certificate = read_certificate(folder)
    try:
        said = certificate["seed"]
        made = seed_of(str(said["text"]), hash=str(said["hash"])).statement
        checks.append(Check("seed", made == said, f"种子{'' if made == said else '不是'}由所写的文字得出"))
        if "staff" not in inputs:
            return checks
        tables = {name: read_table(path) for name, path in inputs.items()}
        return checks + _Recount(certificate, read_table(folder / "plan.csv"), tables).checks()
    except XuezhengError as error:
        return [*checks, Check("tables", False, str(error))]
    except MALFORMED as error:
        return [*checks, Check("options", False, f"证书或表格不完整、不合格（{error!r}）。")]


class _Recount:
    """One set of teams with its staff list."""

    def __init__(self, certificate: dict[str, Any], plan: Table, tables: Mapping[str, Table]) -> None:
        self.said, self.options, self.tables = certificate, certificate["options"], tables
        self.rows = _rows(plan)
        self.staff = {(row["subject"], row["teacher"]): row for row in _rows(tables["staff"])}
        self.classes: list[str] = list(self.options["classes"])
        self.subjects = sorted({subject for subject, _ in self.staff})
        self.mac = mac_keyed(certificate["seed"]["hash"], bytes.fromhex(certificate["seed"]["value"]))
        name = self.options["name"]
        self.label = f"teacher-teams-v1|name={name}" if name else "teacher-teams-v1"

    def checks(self) -> list[Check]:
        """Everything; figures only where everybody is in place."""
        n_classes = len(self.tables["classes"].columns["class"]) if "classes" in self.tables else None
        listed = list(self.tables["classes"].columns["class"]) if n_classes else self.classes
        found = [Check("classes", listed == self.classes, "班级与班级表一致")]
        for name, count in (
            ("one_per_subject", self._one_per_subject),
            ("load", self._load),
            ("head", self._head),
            ("avoid", self._avoid),
        ):
            n = count()
            ok = n == 0 and self.said["violations"].get(name) == 0
            found.append(Check(name, ok, f"重数：违反 {n} 处"))
        if not all(check.ok for check in found):
            return found
        columns = self._columns()
        return [*found, self._heads_drawn(), self._classes_drawn(), *self._figures(columns)]

    def _one_per_subject(self) -> int:
        """Each class and subject once, and each class one team."""
        cells = Counter((row["class"], row["subject"]) for row in self.rows)
        expected = {(name, subject) for name in self.classes for subject in self.subjects}
        teams = {(row["class"], row["team"]) for row in self.rows}
        wrong = len(expected ^ set(cells)) + sum(n - 1 for n in cells.values())
        wrong += len({team for _, team in teams}) != len(self.classes)
        return wrong + abs(len(teams) - len(self.classes))

    def _load(self) -> int:
        taught = Counter((row["subject"], row["teacher"]) for row in self.rows)
        asked = {post: int(row.get("load") or 1) for post, row in self.staff.items()}
        wrong = sum(taught.get(post) != n for post, n in asked.items()) + len(set(taught) - set(asked))
        most = self.options["most"]
        if most is not None:
            everything = Counter(row["teacher"] for row in self.rows)
            wrong += sum(n > most for n in everything.values())
        return wrong

    def _head(self) -> int:
        """One in each class, able to be one, and nobody of two classes."""
        heads = [row for row in self.rows if row["head"]]
        if not self.options["with_heads"]:
            return len(heads)
        by_class = Counter(row["class"] for row in heads)
        by_teacher = Counter(row["teacher"] for row in heads)
        wrong = sum(by_class[name] != 1 for name in self.classes)
        wrong += sum(n > 1 for n in by_teacher.values())
        return wrong + sum(row["teacher"] not in self._able() for row in heads)

    def _able(self) -> set[str]:
        return {teacher for (_, teacher), row in self.staff.items() if row.get("head") in YES}

    def _avoid(self) -> int:
        return sum(row["class"] in self._shut(row) for row in self.rows)

    def _shut(self, row: Mapping[str, str]) -> set[str]:
        text = self.staff[row["subject"], row["teacher"]].get("avoid", "")
        for mark in "、，,；":
            text = text.replace(mark, ";")
        return {name.strip() for name in text.split(";")} - {""}

    def _in_line(self, what: str, codes: Sequence[str]) -> list[str]:
        return sorted(codes, key=lambda code: self.mac(f"{self.label}|{what}\n{code}".encode()))

    def _heads_drawn(self) -> Check:
        """The tickets chose who of those able serves; their teams stand in order of their codes."""
        if not self.options["with_heads"]:
            return Check("heads_drawn", True, "没有班主任")
        chosen = sorted(self._in_line("heads", sorted(self._able()))[: len(self.classes)])
        served = {row["team"]: row["teacher"] for row in self.rows if row["head"]}
        expected = {f"team-{n:02d}": teacher for n, teacher in enumerate(chosen, start=1)}
        ok = served == expected
        return Check(
            "heads_drawn", ok, "班主任由签号定出" if ok else f"班主任应是 {'、'.join(chosen[:10])} 等"
        )

    def _classes_drawn(self) -> Check:
        """Each team in line took the first class open to it that left a way for the rest."""
        codes = sorted({row["team"] for row in self.rows})
        shut: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            shut[row["team"]] |= self._shut(row)
        line, free, drawn = self._in_line("classes", codes), list(self.classes), dict[str, str]()
        for n, code in enumerate(line):
            for name in free:
                if name not in shut[code] and _seatable(line[n + 1 :], [c for c in free if c != name], shut):
                    drawn[code] = name
                    free.remove(name)
                    break
        served = {row["team"]: row["class"] for row in self.rows}
        ok = drawn == served == self.options["teams"]
        return Check("classes_drawn", ok, "各组的班由种子抽定" if ok else f"抽定的应是 {drawn}")

    def _columns(self) -> list[tuple[dict[tuple[str, str], int], bool]]:
        """Value of each post, and whether totals move in whole steps."""
        loads = {post: int(row.get("load") or 1) for post, row in self.staff.items()}
        n = sum(loads.values())
        found: list[tuple[dict[tuple[str, str], int], bool]] = []
        for name in self.options["numeric"]:
            values = {post: Fraction(row[name]) for post, row in self.staff.items()}
            bottom = 1
            for value in values.values():
                bottom = bottom * value.denominator // gcd(bottom, value.denominator)
            whole = {post: int(value * bottom) for post, value in values.items()}
            total = sum(whole[post] * loads[post] for post in whole)
            found.append((whole, True))
            found.append(({post: (n * y - total) ** 2 for post, y in whole.items()}, False))
        for name in self.options["category"]:
            kinds = sorted({row[name] for row in self.staff.values()})
            for kind in kinds[:1] if len(kinds) == 2 else kinds:
                found.append(({post: int(row[name] == kind) for post, row in self.staff.items()}, True))
        return [(values, whole) for values, whole in found if _spread(values, loads)]

    def _figures(self, columns: list[tuple[dict[tuple[str, str], int], bool]]) -> list[Check]:
        teams: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self.rows:
            teams[row["team"]].append((row["subject"], row["teacher"]))
        loads = {post: int(row.get("load") or 1) for post, row in self.staff.items()}

        def value(arrangement: Sequence[Sequence[tuple[str, str]]]) -> Fraction:
            return sum((_unequal(arrangement, ys, loads) for ys, _ in columns), Fraction(0))

        found = value(list(teams.values()))
        if self.said["proof"] == "enumeration":
            bound = min(value(arrangement) for arrangement in self._every(loads))
        elif self.said["proof"] == "columns":
            bound = sum((_least(ys, loads, len(self.classes)) for ys, whole in columns if whole), Fraction(0))
        else:
            raise ValueError(self.said["proof"])
        gap = abs(found - bound - Fraction(self.said["gap"])) <= PRINTED
        return [
            _figure("objective", found, self.said["objective"]),
            _figure("bound", bound, self.said["bound"]),
            Check("gap", gap, f"差距 {float(found - bound):.9f}"),
        ]

    def _every(self, loads: Mapping[tuple[str, str], int]) -> Iterator[list[list[tuple[str, str]]]]:
        """All arrangements around the head teachers."""
        n = len(self.classes)
        codes = [f"team-{t:02d}" for t in range(1, n + 1)]
        pinned = {
            (row["subject"], codes.index(row["team"])): row["teacher"] for row in self.rows if row["head"]
        }

        def fill(s: int, teams: list[list[tuple[str, str]]]) -> Iterator[list[list[tuple[str, str]]]]:
            if s == len(self.subjects):
                yield teams
                return
            subject = self.subjects[s]
            left = [t for (name, t), load in loads.items() if name == subject for _ in range(load)]
            for t in range(n):
                if (subject, t) in pinned:
                    left.remove(pinned[subject, t])
            orders = set(permutations(left)) if pinned or s else {tuple(left)}
            for order in orders:
                rest = iter(order)
                chosen = [pinned.get((subject, t)) or next(rest) for t in range(n)]
                pairs = zip(teams, chosen, strict=True)
                yield from fill(s + 1, [[*team, (subject, teacher)] for team, teacher in pairs])

        return fill(0, [[] for _ in range(n)])


def _rows(table: Table) -> list[dict[str, str]]:
    columns = table.columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _spread(values: Mapping[Any, int], loads: Mapping[Any, int]) -> int:
    n, total = sum(loads.values()), sum(values[p] * loads[p] for p in loads)
    return n * sum(values[p] ** 2 * loads[p] for p in loads) - total**2


def _unequal(teams: Sequence[Sequence[Any]], values: Mapping[Any, int], loads: Mapping[Any, int]) -> Fraction:
    """Σ members · (team mean - mean)² / variance."""
    n = sum(loads.values())
    mean = Fraction(sum(values[p] * loads[p] for p in loads), n)
    variance = Fraction(_spread(values, loads), n * n)
    parts = [len(team) * (Fraction(sum(values[p] for p in team), len(team)) - mean) ** 2 for team in teams]
    return sum(parts, Fraction(0)) / variance


def _least(values: Mapping[Any, int], loads: Mapping[Any, int], n_teams: int) -> Fraction:
    """The least any sharing out of whole steps can give: shares as even as steps allow."""
    low, step = min(values.values()), 0
    for y in values.values():
        step = gcd(step, y - low)
    n = sum(loads.values())
    steps = sum((values[p] - low) // step * loads[p] for p in loads)
    shares = [steps // n_teams + (t < steps % n_teams) for t in range(n_teams)]
    size, mean = n // n_teams, Fraction(steps, n)
    apart = sum((size * (Fraction(share, size) - mean) ** 2 for share in shares), Fraction(0))
    return apart * step**2 / Fraction(_spread(values, loads), n * n)


def _seatable(codes: Sequence[str], names: Sequence[str], shut: Mapping[str, set[str]]) -> bool:
    """Whether these teams can all have one of these classes."""
    holder: dict[str, str] = {}

    def find(code: str, tried: set[str]) -> bool:
        for name in names:
            if name in shut[code] or name in tried:
                continue
            tried.add(name)
            if name not in holder or find(holder[name], tried):
                holder[name] = code
                return True
        return False

    return all(find(code, set()) for code in codes)


def _figure(name: str, found: Fraction, said: float) -> Check:
    return Check(name, abs(found - Fraction(said)) <= PRINTED, f"重算 {float(found):.9f}，证书写 {said}")
