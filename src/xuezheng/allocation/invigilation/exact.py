"""A search over everything at once, for few people: sites, sessions, rooms, pairs. Its answer is a proof."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from xuezheng.allocation.invigilation.bound import Capacities
from xuezheng.allocation.invigilation.problem import MAN, ROOM, SESSION_ROLES, WOMAN, Key, Problem, Watch

#: So many yes-or-no questions can still be searched through.
SMALL = 2_500
#: Work units of the solver, not seconds: the same answer on every machine.
WORK = 5.0

Place = tuple[int, int, str, int]


@dataclass(frozen=True)
class Found:
    """Site of each person, people of each session, site and role, rooms; places nobody could fill."""

    site: Mapping[int, int]
    duties: Mapping[tuple[int, int, str], tuple[int, ...]]
    watches: Mapping[Key, tuple[Watch, ...]]
    unfilled: Mapping[tuple[int, int, str], int]
    is_proven: bool


def is_small(problem: Problem, people: Collection[int], sites: Sequence[int] | None = None) -> bool:
    """Whether a search is worth while."""
    places = sum(
        len(slots) + len(SESSION_ROLES) - 1
        for (_, site), slots in problem.slots.items()
        if sites is None or site in sites
    )
    return len(people) * places <= SMALL


def search(problem: Problem, sites: Sequence[int], people: Sequence[int]) -> Found | None:
    """The best plan of these people at these sites; None when the search did not come to an end.

    Fewest places unfilled, then the evenest loads, then most rooms with a man and a woman. Pairs that come
    out twice are forbidden one after the other until none does.
    """
    model = _Model(problem, sites, people)
    while True:
        found = model.solve()
        if found is None:
            return None
        twice = _met_twice(found)
        if not twice:
            return found
        for pair in twice:
            model.forbid_twice(pair)


def _met_twice(found: Found) -> list[tuple[int, int]]:
    times: dict[tuple[int, int], int] = defaultdict(int)
    for watches in found.watches.values():
        for watch in watches:
            for pair in combinations(sorted(watch.people), 2):
                times[pair] += 1
    return [pair for pair, n in sorted(times.items()) if n > 1]


class _Model:
    """Questions: does a person have a place? A place is a session, a site, a role and a room's number."""

    def __init__(self, problem: Problem, sites: Sequence[int], people: Sequence[int]) -> None:
        from ortools.sat.python import cp_model

        self._cp = cp_model
        self._problem, self._sites, self._people = problem, sites, people
        self._model: Any = cp_model.CpModel()
        self._has: dict[tuple[int, Place], Any] = {}
        self._at: dict[Place, list[int]] = defaultdict(list)
        self._of: dict[int, list[Place]] = defaultdict(list)
        self._lacks: dict[Place, Any] = {}
        self._mixed: list[Any] = []
        self._costs: list[Any] = []
        self._left = WORK
        caps = Capacities(problem)
        self._keys = [key for key in problem.slots if key[1] in sites]
        self._site = {(p, s): self._model.new_bool_var("") for p in people for s in sites if caps.of(p)[s]}
        for key in self._keys:
            self._add_places(key)
        for person in people:
            self._bind(person)
        for place in self._lacks:
            self._fill(place)
        self._aim()

    def _add_places(self, key: Key) -> None:
        problem = self._problem
        places = [((*key, ROOM, r), slot.need) for r, slot in enumerate(problem.slots[key])]
        places += [((*key, role, 0), n) for role, n in problem.demand[key].items() if role != ROOM and n]
        for place, need in places:
            self._lacks[place] = self._model.new_int_var(0, need, "")
            for person in self._people:
                staff = problem.staff[person]
                if (person, key[1]) not in self._site or not problem.may_serve(staff, key, place[2]):
                    continue
                if place[2] == ROOM and not problem.may_watch(staff, problem.slots[key][place[3]]):
                    continue
                self._has[person, place] = self._model.new_bool_var("")
                self._at[place].append(person)
                self._of[person].append(place)

    def _bind(self, person: int) -> None:
        """One site; one place a session; no room twice; no more sessions than allowed; the load's price."""
        model, staff = self._model, self._problem.staff[person]
        where = [var for (p, _), var in self._site.items() if p == person]
        model.add(sum(where) <= 1)
        sessions: dict[Key, list[Any]] = defaultdict(list)
        rooms: dict[str, list[Any]] = defaultdict(list)
        for place in self._of[person]:
            var = self._has[person, place]
            sessions[place[:2]].append(var)
            if place[2] == ROOM:
                rooms[self._problem.slots[place[:2]][place[3]].room].append(var)
        for key, found in sessions.items():
            model.add(sum(found) <= self._site[person, key[1]])
        for found in rooms.values():
            if len(found) > 1:
                model.add_at_most_one(found)
        steps = [model.new_bool_var("") for _ in range(staff.most)]
        model.add(sum(self._has[person, place] for place in self._of[person]) == sum(steps))
        self._costs += [(2 * n + 1) * step for n, step in enumerate(steps)]

    def _fill(self, place: Place) -> None:
        model, problem = self._model, self._problem
        has = {p: self._has[p, place] for p in self._at[place]}
        key, role = place[:2], place[2]
        lacks = self._lacks[place]
        slot = problem.slots[key][place[3]] if role == ROOM else None
        need = slot.need if slot else problem.demand[key][role]
        model.add(sum(has.values()) + lacks == need)
        if slot is None:
            return
        units: dict[str, list[Any]] = defaultdict(list)
        for person, var in has.items():
            units[problem.staff[person].unit].append(var)
        if problem.profile.different_units:
            for found in units.values():
                model.add_at_most_one(found)
        if problem.mixes:
            self._mix(has, lacks)

    def _mix(self, has: Mapping[int, Any], lacks: Any) -> None:
        model, problem = self._model, self._problem
        mixed = model.new_bool_var("")
        for gender in (MAN, WOMAN):
            inside = sum(var for p, var in has.items() if problem.staff[p].gender == gender)
            model.add(inside >= mixed)
            if problem.profile.gender == "hard":
                model.add(inside + lacks >= 1)
        self._mixed.append(mixed)

    def _aim(self) -> None:
        load = len(self._mixed) + 1
        empty = load * (sum(p.most**2 for p in self._problem.staff) + 1)
        self._model.minimize(empty * sum(self._lacks.values()) + load * sum(self._costs) - sum(self._mixed))

    def forbid_twice(self, pair: tuple[int, int]) -> None:
        """These two share a room once at most."""
        one, other = pair
        both = []
        for place in set(self._of[one]) & set(self._of[other]):
            if place[2] == ROOM:
                var = self._model.new_bool_var("")
                self._model.add(self._has[one, place] + self._has[other, place] - 1 <= var)
                both.append(var)
        self._model.add(sum(both) <= 1)

    def solve(self) -> Found | None:
        """Search, in one thread and so many steps."""
        cp = self._cp
        solver = cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = self._left
        status = solver.solve(self._model)
        self._left = max(0.0, self._left - solver.response_proto.deterministic_time)
        if status not in (cp.OPTIMAL, cp.FEASIBLE):
            return None
        inside = {
            place: tuple(p for p in self._at[place] if solver.value(self._has[p, place]))
            for place in self._lacks
        }
        duties: dict[tuple[int, int, str], tuple[int, ...]] = defaultdict(tuple)
        unfilled: dict[tuple[int, int, str], int] = defaultdict(int)
        for place, who in inside.items():
            duties[place[:3]] = tuple(sorted((*duties[place[:3]], *who)))
            unfilled[place[:3]] += solver.value(self._lacks[place])
        watches = {
            key: tuple(
                Watch(slot, inside[(*key, ROOM, r)]) for r, slot in enumerate(self._problem.slots[key])
            )
            for key in self._keys
        }
        sites = {p: s for (p, s), var in self._site.items() if solver.value(var)}
        return Found(
            sites, dict(duties), watches, {k: n for k, n in unfilled.items() if n}, status == cp.OPTIMAL
        )
