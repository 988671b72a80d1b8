"""Count a division again from its files, with nothing but Python's own integers.

The promise: everybody is in one class; sizes, sexes, groups and hand placements are as the certificate
says; the objective and the bound printed are those of this plan and this roster, to nine decimals.
Shares no code with the solver, and does not know how the plan was found.
"""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import gcd
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import certificate_checks, read_certificate
from xuezheng.allocation.rerunning import again_check
from xuezheng.allocation.tables import Table, read_table
from xuezheng.allocation.verifying import Check
from xuezheng.errors import XuezhengError

#: Figures are printed with nine decimals.
PRINTED = Fraction(1, 10**8)


def verify(folder: Path, inputs: dict[str, Path]) -> list[Check]:
    """Check the plan in a folder; without the roster only its hashes and its seed can be checked."""
    checks = certificate_checks(folder, inputs)
    if any(not check.ok and check.name in {"certificate", "plan"} for check in checks):
        return checks
    certificate = read_certificate(folder)
    checks += [_seed(certificate["seed"]), _no_violations(certificate["violations"])]
    checks.append(_gap(certificate))
    if "again" in certificate:
        checks.append(again_check(folder, certificate["again"]))
    if "roster" not in inputs:
        return checks
    try:
        tables = {name: read_table(path) for name, path in inputs.items()}
        plan = read_table(folder / "plan.csv")
        return checks + _Recount(certificate, plan, tables).checks()
    except XuezhengError as error:
        return [*checks, Check("tables", False, str(error))]
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        return [*checks, Check("options", False, f"证书的 options 不完整或不合格（{error!r}）。")]


def _seed(seed: dict[str, Any]) -> Check:
    from xuezheng.allocation.draw.seeding import seed_of

    try:
        made = seed_of(str(seed["text"]), hash=str(seed["hash"])).statement
    except (XuezhengError, KeyError, ValueError) as error:
        return Check("seed", False, f"种子无法重算：{error}")
    return Check("seed", made == seed, "种子由所写的文字得出" if made == seed else "种子不是由所写的文字得出")


def _no_violations(violations: dict[str, int]) -> Check:
    broken = {name: count for name, count in violations.items() if count}
    needed = {"size", "first_category", "together", "apart", "fixed"} - set(violations)
    ok = not broken and not needed
    return Check("violations", ok, "证书写明没有违反任何硬性要求" if ok else f"违反：{broken}，缺：{needed}")


def _gap(certificate: dict[str, Any]) -> Check:
    values = [certificate[name] for name in ("objective", "bound", "gap")]
    if any(not isinstance(v, (int, float)) or isinstance(v, bool) or v != v for v in values):
        return Check("gap", False, "objective、bound、gap 须是数")
    objective, bound, gap = (Fraction(v) for v in values)
    ok = abs(objective - bound - gap) <= PRINTED and gap >= -PRINTED
    return Check("gap", ok, "差距等于目标值减下界" if ok else f"差距 {gap} 不等于 {objective} - {bound}")


@dataclass(frozen=True)
class _Column:
    """Whole numbers, one a pupil; of which category of three or more values it is an indicator."""

    ys: list[int]
    whole: bool
    category: str = ""


class _Recount:
    """One plan with its roster, counted from the beginning."""

    def __init__(self, certificate: dict[str, Any], plan: Table, tables: dict[str, Table]) -> None:
        self.certificate, self.options, self.tables = certificate, certificate["options"], tables
        roster = tables["roster"].columns
        self.rows = self._rows_of_this_roster()
        self.pupils = [roster["pupil"][r] for r in self.rows]
        self.pairs = list(zip(plan.columns["pupil"], plan.columns["class"], strict=True))
        self.where = dict(self.pairs)
        self.blind = dict(zip(plan.columns["pupil"], plan.columns.get("blind", []), strict=False))
        self.classes = [str(name) for name in self.options["classes"]]

    def _rows_of_this_roster(self) -> list[int]:
        """Rows whose `by` columns have the values this plan is for; all rows otherwise."""
        part = dict(self.options.get("part") or {})
        return list(self.tables["roster"].rows_by(tuple(part)).get(tuple(part.values()), []))

    def checks(self) -> list[Check]:
        """Everything, in the order a parent would ask."""
        everybody = self._everybody()
        if not everybody.ok:
            return [everybody]
        said = self.certificate["violations"]
        counted = {
            "size": self._sizes(),
            "first_category": self._first_category(),
            "together": self._together(),
            "apart": self._apart(),
            "fixed": self._fixed(),
        }
        found = [
            Check(name, n == 0 and said[name] == 0, f"重数：违反 {n} 处，证书写 {said[name]} 处")
            for name, n in counted.items()
        ]
        columns = self._columns()
        found.append(self._drawn_numbers())
        found += [self._objective(columns), self._bound(columns)]
        # Plans of the first version of the search do not state it.
        if self.certificate["algorithm"] != "class-swaps-v1":
            found.append(self._joint_bound(columns))
        return [everybody, *found]

    def _drawn_numbers(self) -> Check:
        """Class numbers, blind codes in the plan and teacher teams are those the seed draws."""
        from xuezheng.allocation.draw.assigning import drawn_places
        from xuezheng.allocation.draw.seeding import seed_of

        seed = seed_of(self.certificate["seed"]["text"], hash=self.certificate["seed"]["hash"])
        label = "|".join(["classes", *(f"{c}={v}" for c, v in (self.options.get("part") or {}).items())])
        numbers = self.options.get("class_numbers") or {}
        ok = not numbers or numbers == drawn_places(
            seed, f"class-numbers|{label}", sorted(numbers), self.classes
        )
        blind = self.blind
        ok = ok and all(numbers.get(code) == self.where[p] for p, code in blind.items())
        ok = ok and (bool(blind) == bool(numbers))
        teams = self.options.get("teams") or {}
        drawn = (
            drawn_places(seed, f"teacher-teams|{label}", sorted(teams.values()), self.classes)
            if teams
            else {}
        )
        ok = ok and {team: name for name, team in teams.items()} == drawn
        return Check("class_numbers", ok, "班号与教师组由种子抽定" if ok else "班号或教师组不是由种子抽定的")

    def _everybody(self) -> Check:
        twice = [p for p, n in Counter(p for p, _ in self.pairs).items() if n > 1]
        missing = sorted(set(self.pupils) - set(self.where))
        strange = sorted(set(self.where) - set(self.pupils))
        nowhere = sorted({c for _, c in self.pairs} - set(self.classes))
        ok = not (twice or missing or strange or nowhere) and len(self.pairs) == len(self.pupils)
        ok = ok and len(set(self.classes)) == len(self.classes)
        detail = f"{len(self.pairs)} 名学生，每人恰在一个班"
        if not ok:
            detail = f"重复 {twice[:3]}，缺少 {missing[:3]}，多出 {strange[:3]}，没有的班 {nowhere[:3]}"
        return Check("everybody", ok, detail)

    def _table(self, name: str) -> list[tuple[str, str]]:
        """Rows of a table of this call about pupils of this roster: (pupil, second column)."""
        table = self.tables.get(name)
        if table is None:
            return []
        second = {"weight": "heads"}.get(name, "group")
        rows = zip(table.columns["pupil"], table.columns[second], strict=True)
        return [(p, value) for p, value in rows if p in self.where]

    def _groups(self, name: str) -> list[list[str]]:
        gathered: dict[str, list[str]] = {}
        for pupil, group in self._table(name):
            gathered.setdefault(group, []).append(pupil)
        return [sorted(set(members)) for members in gathered.values()]

    def _sizes(self) -> int:
        heads = {p: int(n) for p, n in self._table("weight")}
        loads = Counter[str]()
        for pupil, name in self.where.items():
            loads[name] += heads.get(pupil, 1)
        sizes = self.options["sizes"]
        wrong = sum(1 for c in self.classes if not sizes[c][0] <= loads[c] <= sizes[c][1])
        if "classes" in self.tables:
            table = self.tables["classes"].columns
            given = dict(zip(table["class"], table["size"], strict=True))
            return wrong + sum(1 for c, n in given.items() if sizes.get(c) != [int(n), int(n)])
        total, k = sum(loads.values()), len(self.classes)
        even = [total // k, -(-total // k)]
        return wrong + (
            0 if self.options.get("given_sizes") else sum(1 for c in self.classes if sizes[c] != even)
        )

    def _counts(self, column: str) -> dict[str, list[int]]:
        values = self.tables["roster"].columns[column]
        counts = Counter((values[r], self.where[p]) for r, p in zip(self.rows, self.pupils, strict=True))
        return {v: [counts[v, c] for c in self.classes] for v in sorted({values[r] for r in self.rows})}

    def _first_category(self) -> int:
        strict = self.options["first_category"]
        if strict is not None:
            uneven = sum(1 for n in self._counts(strict).values() if max(n) - min(n) > 1)
            return uneven + int(self.options["category"][:1] != [strict])
        share = self.options.get("first_category_share")
        if share is None:
            return int(bool(self.options["category"]))
        sizes = [self.options["sizes"][c][1] for c in self.classes]
        wrong: int = int(self.options["category"][:1] != [share] or max(sizes) - min(sizes) <= 1)
        for counts in self._counts(share).values():
            for n, size in zip(counts, sizes, strict=True):
                wrong += abs(n * sum(sizes) - size * sum(counts)) >= sum(sizes)
        return wrong

    def _together(self) -> int:
        return sum(len({self.where[p] for p in group}) > 1 for group in self._groups("together"))

    def _apart(self) -> int:
        groups = self._groups("apart") + [list(group) for group in self.options.get("homophones", [])]
        return sum(self.where[p] == self.where[q] for group in groups for p, q in combinations(group, 2))

    def _fixed(self) -> int:
        return sum(self.where[p] != name for p, name in self._table("fixed"))

    def _columns(self) -> "list[_Column]":
        """Columns as whole numbers, and whether class totals move in whole steps."""
        roster = self.tables["roster"].columns
        plain = [self._scores([roster[name][r] for r in self.rows]) for name in self.options["numeric"]]
        n = len(self.rows)
        squared = [[(n * y - sum(ys)) ** 2 for y in ys] for ys in plain]
        found = [_Column(ys, True) for ys in plain] + [_Column(ys, False) for ys in squared]
        for name in self.options["category"]:
            cells = [roster[name][r] for r in self.rows]
            values = sorted(set(cells))
            for value in values[1:] if len(values) == 2 else values:
                group = name if len(values) > 2 else ""
                found.append(_Column([int(cell == value) for cell in cells], True, group))
        return [column for column in found if len(set(column.ys)) > 1]

    def _scores(self, cells: list[str]) -> list[int]:
        known = [Fraction(cell) for cell in cells if cell]
        if len(known) < len(cells) and self.options["missing"] != "mean":
            raise ValueError("empty score")
        mean = sum(known, Fraction(0)) / len(known)
        values = [Fraction(cell) if cell else mean for cell in cells]
        whole = 1
        for value in values:
            whole = whole * value.denominator // gcd(whole, value.denominator)
        return [int(value * whole) for value in values]

    def _class_totals(self, ys: list[int]) -> tuple[list[int], list[int]]:
        sizes, totals = Counter[str](), Counter[str]()
        for pupil, y in zip(self.pupils, ys, strict=True):
            sizes[self.where[pupil]] += 1
            totals[self.where[pupil]] += y
        return [sizes[c] for c in self.classes], [totals[c] for c in self.classes]

    def _objective(self, columns: "list[_Column]") -> Check:
        found = Fraction(0)
        n = len(self.pupils)
        for column in columns:
            ys = column.ys
            sizes, totals = self._class_totals(ys)
            spread = n * sum(y * y for y in ys) - sum(ys) ** 2
            for size, total in zip(sizes, totals, strict=True):
                found += Fraction((n * total - size * sum(ys)) ** 2, max(size, 1)) / spread
        return _figure("objective", found, self.certificate["objective"])

    def _bound(self, columns: "list[_Column]") -> Check:
        sizes = list(Counter(self.where.values()).values())
        found = sum((_least(column.ys, sizes) for column in columns if column.whole), Fraction(0))
        return _figure("bound", found, self.certificate["bound"])

    def _joint_bound(self, columns: "list[_Column]") -> Check:
        """The bound again, the values of a category looked at together where classes have two sizes."""
        sizes = list(Counter(self.where.values()).values())
        alone = [c for c in columns if c.whole and not (c.category and len(set(sizes)) == 2)]
        found = sum((_least(column.ys, sizes) for column in alone), Fraction(0))
        groups: dict[str, list[list[int]]] = {}
        for column in columns:
            if column.whole and column not in alone:
                groups.setdefault(column.category, []).append(column.ys)
        found += sum((_least_together(group, sizes) for group in groups.values()), Fraction(0))
        return _figure("joint_bound", found, self.certificate["joint_bound"])


def _figure(name: str, found: Fraction, said: float) -> Check:
    return Check(name, abs(found - Fraction(said)) <= PRINTED, f"重算 {float(found):.9f}，证书写 {said}")


def _least(ys: list[int], sizes: list[int]) -> Fraction:
    """Least Σ (t_k - n_k·mean)² / n_k / variance over totals that move in steps of the values.

    By exchange: start from shares rounded down, hand out what is left, then move single steps from
    class to class until none gains. The cost is convex in every total, so that is the least.
    """
    n, start = sum(sizes), min(ys)
    step = 0
    for y in ys:
        step = gcd(step, y - start)
    total = sum((y - start) // step for y in ys)
    spread = Fraction(n * sum(y * y for y in ys) - sum(ys) ** 2, n * n * step * step)
    totals = [size * total // n for size in sizes]
    for k in sorted(range(len(sizes)), key=lambda k: -((sizes[k] * total) % n))[: total - sum(totals)]:
        totals[k] += 1

    def price(k: int, by: int) -> Fraction:
        share = Fraction(sizes[k] * total, n)
        return ((totals[k] + by - share) ** 2 - (totals[k] - share) ** 2) / sizes[k]

    while True:
        up = min(range(len(sizes)), key=lambda k: price(k, 1))
        down = min(range(len(sizes)), key=lambda k: price(k, -1))
        if up == down or price(up, 1) + price(down, -1) >= 0:
            break
        totals[up] += 1
        totals[down] -= 1
    cost = sum((t - Fraction(size * total, n)) ** 2 / size for t, size in zip(totals, sizes, strict=True))
    return Fraction(cost) / spread


def _least_together(group: list[list[int]], sizes: list[int]) -> Fraction:
    """The same for all values of a category at once, in classes of two sizes.

    Only how many pupils of each value sit in the larger classes is to be chosen; they must add up to the
    places there. Given that, each value is spread evenly. The cost is convex in each choice, so exchange
    of single pupils ends at the least.
    """
    n, small, large = sum(sizes), min(sizes), max(sizes)
    places = large * sizes.count(large)

    def cost(count: int, larger: int) -> Fraction:
        found = Fraction(0)
        for pupils, size in ((larger, large), (count - larger, small)):
            classes = sizes.count(size)
            for k in range(classes):
                seated = pupils // classes + (k < pupils % classes)
                found += (seated - Fraction(size * count, n)) ** 2 / size
        return found * n * n / (n * count - count * count)

    counts = [sum(ys) for ys in group]
    chosen = [count * places // n for count in counts]
    values = range(len(counts))

    def gain(v: int, by: int) -> Fraction:
        return cost(counts[v], chosen[v]) - cost(counts[v], chosen[v] + by)

    while sum(chosen) < places:
        chosen[max(values, key=lambda v: gain(v, 1))] += 1
    while True:
        up, down = max(values, key=lambda v: gain(v, 1)), max(values, key=lambda v: gain(v, -1))
        if up == down or gain(up, 1) + gain(down, -1) <= 0:
            return sum(
                (cost(count, larger) for count, larger in zip(counts, chosen, strict=True)), Fraction(0)
            )
        chosen[up] += 1
        chosen[down] -= 1
