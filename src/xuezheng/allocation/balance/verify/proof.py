"""The bound, repriced from the multipliers of the certificate: weak duality, column by column, in fractions.

For any multipliers of the right sign, the ends of the rows they stand for, plus for each column the cheaper
of its two ends at (cost less priced coefficients), is no more than any allowed plan costs
(docs/algorithms/balance.md, section 5).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from math import ceil
from typing import Any

from xuezheng.allocation.balance.verify.county import STAFF, County, School
from xuezheng.allocation.balance.verify.deeds import rotation_of
from xuezheng.allocation.verifying import Check

Kind = tuple[bool, bool, bool]
Price = Callable[..., Fraction]
ZERO = Fraction(0)


def proof_checks(county: County, said: Mapping[str, Any]) -> list[Check]:
    """Reprice every combination of redirects; the least of them is the bound."""
    given = {tuple(one["redirects"]): one for one in said["proof"]}
    wanted = set(_combinations(county))
    if set(given) != wanted:
        return [Check("bound", False, f"分流的组合应有 {len(wanted)} 种，证书只证明了 {len(given)} 种")]
    found = []
    for chosen, one in given.items():
        fee = sum((county.limits["redirect_yuan"] * county.redirects[n][2] for n in chosen), ZERO)
        found.append(_Pricing(county, chosen, one).yuan() + fee)
    bound, told = min(found), Fraction(str(said["bound"]))
    gap = Fraction(str(said["objective"])) - told
    ok = 0 <= told <= max(bound, ZERO)
    return [
        Check(
            "bound", ok, f"由证书的乘子重算：任何方案不少于 {float(bound):,.2f} 元，证书写 {said['bound']}"
        ),
        Check("gap", Fraction(str(said["gap"])) == gap >= 0, f"方案与下界相差 {float(gap):,.2f} 元"),
    ]


def _combinations(county: County) -> Iterator[tuple[int, ...]]:
    for n in range(len(county.redirects) + 1):
        for chosen in combinations(range(len(county.redirects)), n):
            left = {school: counts[0] for school, counts in county.pupils.items()}
            for k in chosen:
                left[county.redirects[k][0]] -= county.redirects[k][2]
            if all(pupils > 0 for pupils in left.values()):
                yield chosen


class _Pricing:
    """One combination: pupils as they would be, multipliers by name of the row."""

    def __init__(self, county: County, chosen: tuple[int, ...], said: Mapping[str, Any]) -> None:
        self.county, self.schools = county, list(county.lines)
        self.number = {school: n for n, school in enumerate(self.schools)}
        self.by = {str(name): Fraction(int(n), 10**6) for name, n in said["multipliers"].items()}
        self.used: set[str] = set()
        self.pupils = {school: list(counts) for school, counts in county.pupils.items()}
        for k in chosen:
            giver, taker, asked = county.redirects[k]
            for at in range(len(county.years)):
                moved = min(asked, self.pupils[giver][at])
                self.pupils[giver][at] -= moved
                self.pupils[taker][at] += moved
        self.cuts = [(str(s), int(q), int(at), [int(a) for a in slopes]) for s, q, at, slopes in said["cuts"]]
        self.high: dict[tuple[School, int], Fraction] = defaultdict(Fraction)
        self.low: dict[tuple[School, int], Fraction] = defaultdict(Fraction)
        self.slopes: dict[tuple[School, int, int], list[tuple[Fraction, Fraction]]] = defaultdict(list)
        self.total = ZERO

    def yuan(self) -> Fraction:
        """The bound; an unknown row or one priced against an end it has not makes it worthless."""
        self._read_cuts()
        self._goods()
        self._people()
        self._standard()
        self._cones()
        unknown = set(self.by) - self.used
        return self.total if not unknown else Fraction(-1)

    def _price(self, *name: object) -> Fraction:
        key = "|".join(map(str, name))
        self.used.add(key)
        return self.by.get(key, ZERO)

    def _least(self, end: Fraction | int, *name: object) -> None:
        """A row that is at least `end`."""
        price = self._price(*name)
        if price < 0:
            raise ValueError(f"{name} 的乘子为负")
        self.total += price * end

    def _most(self, end: Fraction | int, *name: object) -> None:
        """A row that is at most `end`."""
        price = self._price(*name)
        if price > 0:
            raise ValueError(f"{name} 的乘子为正")
        self.total += price * end

    def _equal(self, end: Fraction | int, *name: object) -> None:
        self.total += self._price(*name) * end

    def _column(self, left: Fraction, low: Fraction | int, high: Fraction | int) -> None:
        self.total += left * (low if left > 0 else high)

    def _read_cuts(self) -> None:
        for n, (stage, q, at, slopes) in enumerate(self.cuts):
            rows = self._rows(stage, at)
            for school, slope in zip(rows, slopes, strict=True):
                a = Fraction(slope, 10**6)
                price = self._price("C", n, self.number[school])
                if price < 0 or a < 0:
                    raise ValueError(f"切线 {n} 的符号不对")
                self.slopes[school, q, at].append((a, price))

    def _rows(self, stage: str, at: int) -> list[School]:
        return [s for s in self.schools if s[1] == stage and self.pupils[s][at]]

    def _goods(self) -> None:
        county = self.county
        for school, i in self.number.items():
            pools: dict[str, Fraction | None] = {}
            for code, goods in county.goods.items():
                most = county.most_units(school, code)
                if not most:
                    continue
                pools[goods.pool] = county.ceiling(school, goods.column)
                left = Fraction(goods.fen, 100) - self._price("H", i, goods.pool) * goods.takes
                left += self._price("W", i) * goods.adds.get(STAFF, 0)
                for q, name in enumerate(county.quantities):
                    added = goods.adds.get(name, 0)
                    if not added:
                        continue
                    steps = added / county.step(name)
                    left += self._price("V", i, q) * steps
                    self.high[school, q] += steps * most
                    if STAFF not in goods.adds:
                        left -= self._price("N", i, q)
                self._column(left, 0, most)
            for pool, ceiling in pools.items():
                if ceiling is not None:
                    self._most(ceiling, "H", i, pool)

    def _people(self) -> None:
        county = self.county
        near = self._near()
        leaving: dict[tuple[School, Kind], int] = defaultdict(int)
        subjects: dict[tuple[School, str], int] = defaultdict(int)
        for (school, subject, _), (n, _) in county.people.items():
            subjects[school, subject] += n
        givers = {giver for giver, _ in near}
        for (school, subject, kind), (_, may) in county.people.items():
            if school in givers and self._giver_most(school) and may:
                leaving[school, kind] += may
                self._column(self._leaving_price(school, subject, kind), 0, may)
                for q in range(3):
                    if kind[q]:
                        self.low[school, q] -= may / county.step(county.quantities[q])
        keeps = int(county.limits["giver_keeps_in_subject"])
        for (school, subject), n in subjects.items():
            self._most(max(0, n - keeps), "J", self.number[school], subject)
        self._ways(near, leaving)
        self._giver_ends()
        least, share, already, backbone = rotation_of(county)
        self._least(least, "R")
        self._least(share * already - backbone, "B")

    def _near(self) -> list[tuple[School, School]]:
        if not self.county.has_people:
            return []
        pairs = ((a, b) for a in self.schools for b in self.schools)
        return [(a, b) for a, b in pairs if self.county.may_exchange(a, b)]

    def _giver_most(self, school: School) -> int:
        staff = int(self.county.lines[school][STAFF])
        return int(staff * self.county.limits["giver_most_pct"] // 100)

    def _leaving_price(self, school: School, subject: str, kind: Kind) -> Fraction:
        i = self.number[school]
        left = self._price("K", i, _bits(kind)) - self._price("J", i, subject)
        left -= self._price("G", i) + self._price("W", i)
        for q in range(3):
            if kind[q]:
                left -= self._price("V", i, q) / self.county.step(self.county.quantities[q])
            elif q < 2:
                left -= self._price("N", i, q)
        return left

    def _ways(self, near: list[tuple[School, School]], leaving: Mapping[tuple[School, Kind], int]) -> None:
        county = self.county
        by_school: dict[School, list[tuple[Kind, int]]] = defaultdict(list)
        for (school, kind), n in leaving.items():
            by_school[school].append((kind, n))
        coming: dict[tuple[School, Kind], int] = defaultdict(int)
        for giver, taker in near:
            yuan = Fraction(county.way_fen(giver, taker), 100)
            for kind, n in by_school[giver]:
                coming[taker, kind] += n
                prices = self._price("K", self.number[giver], _bits(kind))
                prices += self._price("T", self.number[taker], _bits(kind))
                self._column(yuan - prices, 0, n)
        _, share, _, _ = rotation_of(county)
        for (school, kind), n in coming.items():
            i = self.number[school]
            left = self._price("T", i, _bits(kind)) + self._price("W", i) - self._price("R")
            left -= self._price("B") * (int(kind[1]) - share)
            for q in range(3):
                if kind[q]:
                    step = county.step(county.quantities[q])
                    left += self._price("V", i, q) / step
                    self.high[school, q] += n / step
            self._column(left, 0, n)

    def _giver_ends(self) -> None:
        county = self.county
        for school, i in self.number.items():
            staff = int(county.lines[school][STAFF])
            ratio = county.limits[f"giver_pupils_per_teacher.{school[1]}"]
            self._most(self._giver_most(school), "G", i)
            self._most(max(0, staff - ceil(max(county.pupils[school]) / ratio)), "W", i)
            for q in range(2):
                self._most(staff - int(county.have(school, county.quantities[q])), "N", i, q)

    def _standard(self) -> None:
        county = self.county
        for school, i in self.number.items():
            for q, name in enumerate(county.quantities):
                low, high = self.low[school, q], self.high[school, q]
                floor = max(self._steps(school, name, county.floor), low)
                full = self._steps(school, name, Fraction(1))
                price = self._price("P", i, q)
                self._least(floor, "P", i, q)
                self._column(price * max(full - floor, ZERO) - self._price("S", i), 0, int(full <= high))
                self._change(school, i, q, low, high)
            self._least(county.least, "S", i)

    def _steps(self, school: School, name: str, share: Fraction) -> Fraction:
        """Steps a school lacks of a share of what is asked, in the year with most pupils."""
        asked = self.county.asked[school[1], name] * share * max(self.pupils[school])
        return Fraction(ceil((asked - self.county.have(school, name)) / self.county.step(name)))

    def _change(self, school: School, i: int, q: int, low: Fraction, high: Fraction) -> None:
        left = -self._price("V", i, q) - self._price("P", i, q)
        for at in range(len(self.county.years)):
            if self.pupils[school][at]:
                most = 1 + self.county.cv[school[1]] ** 2
                left += self._price("M", school[1], q, at) - self._price("Q", school[1], q, at) * most
            left += sum(2 * a * price for a, price in self.slopes[school, q, at])
        self._column(left, low, high)

    def _cones(self) -> None:
        for stage in dict.fromkeys(school[1] for school in self.schools):
            for at in range(len(self.county.years)):
                if rows := self._rows(stage, at):
                    for q in range(len(self.county.quantities)):
                        self._cone(stage, at, q, rows)

    def _cone(self, stage: str, at: int, q: int, rows: list[School]) -> None:
        name, most = self.county.quantities[q], 1 + self.county.cv[stage] ** 2
        step = self.county.step(name)
        have = sum((self.county.have(s, name) for s in rows), ZERO) / step
        highest = have + sum((self.high[s, q] for s in rows), ZERO)
        everybody = sum(self.pupils[s][at] for s in rows)
        self._equal(have, "M", stage, q, at)
        self._least(-most * have, "Q", stage, q, at)
        mean = -self._price("M", stage, q, at) * len(rows)
        for school in rows:
            bears = self._price("Q", stage, q, at)
            for a, price in self.slopes[school, q, at]:
                self.total += price * 2 * a * self.county.have(school, name) / step
                mean -= price * a * a * self.pupils[school][at] * len(rows) / everybody
                bears -= price
            self._column(bears, 0, most * highest)
        self._column(mean, 0, highest / len(rows))


def _bits(kind: Kind) -> int:
    return kind[0] + 2 * kind[1] + 4 * kind[2]
