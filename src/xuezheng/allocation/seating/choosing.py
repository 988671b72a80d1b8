"""Sites for those who have none yet: short ways, no site overfull, no school over half a group where it can be.

The ways of a linear programme (HiGHS, by scipy), rounded by two more; the bound is reckoned from prices of
the sites' seats, so that whoever checks it needs no solver: docs/algorithms/seating.md §6.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from xuezheng.allocation.seating.rooming import Key, Listed, need_words

#: Weight, in units of way, of one candidate of a school beyond half of the group at a site.
UNEVEN = 10**7


@dataclass(frozen=True)
class Unit:
    """Candidates who are alike here: where they start, needs and group, school; a fixed site or none."""

    origin: str
    key: Key
    school: str
    fixed: str = ""


@dataclass
class Choice:
    """How many of each unit go to each site, and what a certificate says of it; None where none fits."""

    counts: dict[Unit, dict[str, int]] | None
    said: dict[str, Any] = field(default_factory=dict)


def choose(
    units: Mapping[Unit, int],
    listed: Sequence[Listed],
    ways: Mapping[tuple[str, str], int],
    is_mixed: bool = False,
    rather: Sequence[Listed] = (),
) -> Choice:
    """Choose a site for every candidate of every unit.

    Parameters
    ----------
    units : mapping of Unit to int
        How many candidates.
    listed : sequence of Listed
        The rooms somebody may sit in.
    ways : mapping of (origin, site) to int
        Metres; a pair that is not there cannot be.
    is_mixed : bool
        Whether what is left of groups may share rooms.
    rather : sequence of Listed
        The rooms to do with if that can be, so that the others stay free.
    """
    whole = _Model(units, listed, ways, is_mixed)
    for model in ([_Model(units, rather, ways, is_mixed)] if rather else []) + [whole]:
        seats = model.rooms_for_groups(model.even_spread())
        counts = model.whole(seats) if seats is not None else None
        if counts is not None:
            return Choice(counts, whole.statement(counts))
    return Choice(None)


class _Model:
    def __init__(
        self,
        units: Mapping[Unit, int],
        listed: Sequence[Listed],
        ways: Mapping[tuple[str, str], int],
        is_mixed: bool,
    ) -> None:
        self.is_mixed = is_mixed
        self.units, self.ways = dict(sorted(units.items(), key=lambda pair: repr(pair[0]))), ways
        self.rooms: Counter[tuple[str, frozenset[str], int]] = Counter(
            (one.room.site, one.needs, one.room.layout.n_seats) for one in listed
        )
        self.sites = sorted({site for site, _, _ in self.rooms})
        self.groups = sorted({unit.key for unit in self.units})
        self.size = Counter[Key]()
        for unit, n in self.units.items():
            self.size[unit.key] += n
        self.arcs = [(unit, site) for unit in self.units for site in self._open(unit)]

    def _kinds(self, key: Key, site: str) -> list[tuple[str, frozenset[str], int]]:
        """Kinds of rooms of a site that a group may use: plain ones without needs, all that meet them with."""
        needs = need_words(key)
        return [
            kind for kind in self.rooms if kind[0] == site and (needs <= kind[1] if needs else not kind[1])
        ]

    def _open(self, unit: Unit) -> list[str]:
        sites = [unit.fixed] if unit.fixed else self.sites
        return [
            site
            for site in sites
            if (unit.fixed or (unit.origin, site) in self.ways) and self._kinds(unit.key, site)
        ]

    def _way(self, unit: Unit, site: str) -> int:
        return 0 if unit.fixed else self.ways[unit.origin, site]

    def even_spread(self) -> dict[tuple[Key, str], float] | None:
        """Candidates of each group at each site in the linear programme, rooms in parts."""
        program = _Program()
        of_unit, of_place = defaultdict(list), defaultdict(list)
        of_school: dict[tuple[Key, str, str], list[int]] = defaultdict(list)
        for unit, site in self.arcs:
            x = program.variable(self._way(unit, site))
            of_unit[unit].append(x)
            of_place[unit.key, site].append(x)
            of_school[unit.key, site, unit.school].append(x)
        for unit, n in self.units.items():
            program.row({x: 1 for x in of_unit[unit]}, n, n)
        total = {place: program.variable(0) for place in of_place}
        for place, xs in of_place.items():
            program.row({**{x: 1 for x in xs}, total[place]: -1}, 0, 0)
        for (key, site, _), xs in of_school.items():
            over = program.variable(UNEVEN)
            program.row({**{x: 2 for x in xs}, total[key, site]: -1, over: -1}, -np.inf, 1)
        self._rooms_of(program, total, whole=False)
        found = program.solve()
        return None if found is None else {place: float(found[x]) for place, x in total.items()}

    def _rooms_of(self, program: "_Program", total: Mapping[tuple[Key, str], int], whole: bool) -> None:
        used = defaultdict(list)
        shared: dict[str, list[int]] = defaultdict(list)
        for (key, site), t in total.items():
            row = {t: 1.0}
            if self.is_mixed and not key[1]:
                shared[site].append(t)
                continue
            for kind in self._kinds(key, site):
                z = program.variable(0, whole=whole)
                used[kind].append(z)
                row[z] = -float(kind[2])
            program.row(row, -np.inf, 0)
        for kind, zs in used.items():
            program.row({z: 1 for z in zs}, 0, self.rooms[kind])
        for site, ts in shared.items():
            seats = sum(n * size for (s, needs, size), n in self.rooms.items() if s == site and not needs)
            program.row({t: 1 for t in ts}, 0, seats)

    def rooms_for_groups(
        self, spread: dict[tuple[Key, str], float] | None
    ) -> dict[tuple[Key, str], int] | None:
        """Whole numbers of each group at each site, near the spread, so that whole rooms are enough."""
        if spread is None:
            return None
        program = _Program()
        total = {place: program.variable(0, whole=True) for place in spread}
        of_group, fixed = defaultdict(list), Counter[tuple[Key, str]]()
        for place, t in total.items():
            of_group[place[0]].append(t)
            off = program.variable(1)
            program.row({t: 1, off: -1}, -np.inf, spread[place])
            program.row({t: 1, off: 1}, spread[place], np.inf)
        for key, ts in of_group.items():
            program.row({t: 1 for t in ts}, self.size[key], self.size[key])
        for unit, n in self.units.items():
            if unit.fixed:
                fixed[unit.key, unit.fixed] += n
        for place, n in fixed.items():
            program.row({total[place]: 1}, n, np.inf)
        self._rooms_of(program, total, whole=True)
        found = program.solve()
        return None if found is None else {place: round(found[t]) for place, t in total.items()}

    def whole(self, seats: Mapping[tuple[Key, str], int]) -> dict[Unit, dict[str, int]] | None:
        """Whole candidates by a flow: shortest ways, at each site no school over half where it can be."""
        program = _Program()
        of_unit, of_school = defaultdict(list), defaultdict(list)
        xs = []
        for unit, site in self.arcs:
            x = program.variable(self._way(unit, site))
            xs.append(x)
            of_unit[unit].append(x)
            of_school[unit.key, site, unit.school].append(x)
        for unit, n in self.units.items():
            program.row({x: 1 for x in of_unit[unit]}, n, n)
        of_place: dict[tuple[Key, str], list[int]] = defaultdict(list)
        for (key, site, _), several in of_school.items():
            half = program.variable(0, most=(seats[key, site] + 1) // 2)
            over = program.variable(UNEVEN)
            program.row({**{x: 1 for x in several}, half: -1, over: -1}, 0, 0)
            of_place[key, site] += [half, over]
        for place, several in of_place.items():
            program.row({x: 1 for x in several}, seats[place], seats[place])
        found = program.solve()
        if found is None:
            return None
        counts: dict[Unit, dict[str, int]] = defaultdict(dict)
        for (unit, site), x in zip(self.arcs, xs, strict=True):
            if n := round(found[x]):
                counts[unit][site] = n
        return dict(counts)

    def statement(self, counts: Mapping[Unit, Mapping[str, int]]) -> dict[str, Any]:
        """Ways in all, what no choice can undercut, and how many are beyond half of their group at a site."""
        way = sum(n * self._way(unit, site) for unit, sites in counts.items() for site, n in sites.items())
        prices = self._prices()
        bound = self._bound(prices)
        at: Counter[tuple[Key, str]] = Counter()
        school: Counter[tuple[Key, str, str]] = Counter()
        for unit, sites in counts.items():
            for site, n in sites.items():
                at[unit.key, site] += n
                school[unit.key, site, unit.school] += n
        over = sum(max(0, n - (at[key, site] + 1) // 2) for (key, site, _), n in school.items())
        return {"way": way, "bound": bound, "gap": way - bound, "prices": prices, "beyond_half": over}

    def _free(self) -> tuple[Counter[str], dict[str, int]]:
        """Plain candidates without a site by where they start; seats of each site that are left for them."""
        origins: Counter[str] = Counter()
        seats = {site: 0 for site in self.sites}
        for (site, needs, size), n in self.rooms.items():
            seats[site] += 0 if needs else n * size
        for unit, n in self.units.items():
            if unit.fixed and not unit.key[1]:
                seats[unit.fixed] -= n
            elif not unit.key[1]:
                origins[unit.origin] += n
        return origins, seats

    def _prices(self) -> dict[str, int]:
        """What a seat of each site is worth to those without one: duals of the plain transport."""
        origins, seats = self._free()
        program = _Program()
        at = defaultdict(list)
        for origin, n in sorted(origins.items()):
            here = {
                site: program.variable(self.ways[origin, site])
                for site in self.sites
                if (origin, site) in self.ways
            }
            for site, x in here.items():
                at[site].append(x)
            program.row({x: 1 for x in here.values()}, n, n)
        names = sorted(at)
        for site in names:
            program.row({x: 1 for x in at[site]}, -np.inf, max(0, seats[site]))
        duals = program.prices(len(names))
        return {site: price for site, price in zip(names, duals, strict=True) if price > 0}

    def _bound(self, prices: Mapping[str, int]) -> int:
        """No choice undercuts this: each goes where way and price are least, less what all seats are worth."""
        origins, seats = self._free()
        total = -sum(price * max(0, seats[site]) for site, price in prices.items())
        for origin, n in origins.items():
            total += n * min(
                self.ways[origin, site] + prices.get(site, 0)
                for site in self.sites
                if (origin, site) in self.ways
            )
        for unit, n in self.units.items():
            if unit.key[1] and not unit.fixed:
                total += n * min(self.ways[unit.origin, site] for site in self._open(unit))
        return max(total, 0)


class _Program:
    """A linear or whole-number programme, row by row, handed to HiGHS."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self.most: list[float] = []
        self.is_whole: list[int] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []

    def variable(self, cost: float, most: float = np.inf, whole: bool = False) -> int:
        self.cost.append(cost)
        self.most.append(most)
        self.is_whole.append(int(whole))
        return len(self.cost) - 1

    def row(self, terms: Mapping[int, float], low: float, high: float) -> None:
        self.rows.append((dict(terms), low, high))

    def _matrix(self) -> Any:
        from scipy.sparse import csr_array

        data = [(value, r, c) for r, (terms, _, _) in enumerate(self.rows) for c, value in terms.items()]
        values, rows, columns = zip(*data, strict=True) if data else ((), (), ())
        shape = (len(self.rows), len(self.cost))
        return csr_array((np.array(values, dtype=float), (rows, columns)), shape=shape)

    def solve(self) -> Any:
        """Values of the variables, or None when there are none; vertices, so flows come out whole."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        if not self.cost:
            return None
        low, high = (np.array([row[k] for row in self.rows], dtype=float) for k in (1, 2))
        found = milp(
            np.array(self.cost),
            integrality=np.array(self.is_whole),
            bounds=Bounds(0, np.array(self.most)),
            constraints=LinearConstraint(self._matrix(), low, high),
            options={"mip_rel_gap": 1e-4, "node_limit": 20_000},
        )
        return found.x

    def prices(self, n_last: int) -> list[int]:
        """Worth, in whole units, of one more on the right of the last rows, which say `at most`."""
        from scipy.optimize import linprog

        matrix, n = self._matrix(), len(self.rows) - n_last
        if not self.cost:
            return [0] * n_last
        found = linprog(
            np.array(self.cost),
            A_eq=matrix[:n],
            b_eq=np.array([row[1] for row in self.rows[:n]]),
            A_ub=matrix[n:],
            b_ub=np.array([row[2] for row in self.rows[n:]]),
            method="highs-ds",
        )
        if found.status != 0:
            return [0] * n_last
        return [max(0, round(-price)) for price in found.ineqlin.marginals.tolist()]
