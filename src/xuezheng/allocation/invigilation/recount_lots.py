"""The lots thrown again for the checker, from the page docs/algorithms/invigilation.md alone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from xuezheng.allocation.draw.canonical import list_bytes
from xuezheng.allocation.draw.hashing import digest, mac_keyed
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.invigilation.recount_lists import Lists, Room

TRIES, LOTS = 50, 400
Seat = tuple[str, str]
Rooms = dict[str, list[str]]


class Lots:
    """All sessions of one site: rooms by name, people of each in order of place."""

    def __init__(self, lists: Lists, site: str, rota: Mapping[tuple[str, str], list[str]]) -> None:
        self._lists, self._site, self._rota = lists, site, rota
        self.rooms: dict[str, Rooms] = {}
        self.tries: dict[str, int] = {}

    def line(
        self, session: str, what: str, people: Sequence[str], seed: Mapping[str, str], more: str = ""
    ) -> list[str]:
        """People in order of their tickets."""
        hashed = digest("sha256", list_bytes(people)).hex()
        label = f"invigilation-v1|{what}|session={session}|site={self._site}|list={hashed}{more}"
        mac = mac_keyed(seed["hash"], bytes.fromhex(seed["value"]))
        return sorted(people, key=lambda code: mac(f"{label}\n{code}".encode()))

    def throw(self, sessions: Sequence[str], seeds: Mapping[str, Any]) -> bool:
        """Draw these sessions after those already drawn; whether there was a way."""
        self._left = LOTS
        before = {s: rooms for s, rooms in self.rooms.items() if s not in sessions}
        way = self._deeper(list(sessions), before, seeds)
        if way is None:
            return False
        self.rooms = before | {session: rooms for session, (_, rooms) in way.items()}
        self.tries |= {session: number for session, (number, _) in way.items()}
        return True

    def _deeper(
        self, sessions: list[str], before: Mapping[str, Rooms], seeds: Mapping[str, Any]
    ) -> dict[str, tuple[int, Rooms]] | None:
        if not sessions:
            return {}
        session = sessions[0]
        been, met = self.history(before)
        for number in range(TRIES):
            self._left -= 1
            if self._left < 0:
                return None
            rooms = self._once(session, number, seeds[session], been, met)
            if rooms is None:
                continue
            rest = self._deeper(sessions[1:], {**before, session: rooms}, seeds)
            if rest is not None:
                return {session: (number, rooms), **rest}
        return None

    @staticmethod
    def history(before: Mapping[str, Rooms]) -> tuple[set[Seat], set[Seat]]:
        """(person, room) and (person, person) that have been."""
        been = {(code, room) for rooms in before.values() for room, who in rooms.items() for code in who}
        met = {
            (one, other)
            for rooms in before.values()
            for who in rooms.values()
            for one in who
            for other in who
            if one != other
        }
        return been, met

    def _once(
        self, session: str, number: int, seed: Mapping[str, str], been: set[Seat], met: set[Seat]
    ) -> Rooms | None:
        lists, rules = self._lists, self._lists.rules
        rooms = lists.rooms[session, self._site]
        people = self._rota[session, "room"]
        line = self.line(session, "rooms", people, seed, f"|try={number}")
        free = {code: lists.watches_all(code, session, self._site) for code in line}
        found: Rooms = {room.name: [] for room in rooms}
        for n, side in enumerate(self._sides(rooms, line)):
            places = [room for room in rooms if room.need > n]
            table = []
            for code in side:
                unit = lists.staff[code]["unit"]
                table.append([
                    k
                    for k, room in enumerate(places)
                    if (code, room.name) not in been
                    and (free[code] or lists.may_watch(code, session, self._site, room))
                    and not any(
                        (code, other) in met
                        or (rules["different_units"] and lists.staff[other]["unit"] == unit)
                        for other in found[room.name]
                    )
                ])  # fmt: skip
            way = earliest(table, len(places))
            if way is None:
                return None
            for code, k in zip(side, way, strict=True):
                found[places[k].name].append(code)
        return found

    def _sides(self, rooms: Sequence[Room], line: Sequence[str]) -> list[list[str]]:
        sizes = [sum(room.need > n for room in rooms) for n in range(max(room.need for room in rooms))]
        side: dict[str, int] = {}
        if self._lists.has_gender and self._lists.rules["gender"] != "off" and len(sizes) > 1:
            for n, gender in ((0, "男"), (1, "女")):
                alike = [code for code in line if self._lists.staff[code]["gender"] == gender]
                side.update(dict.fromkeys(alike[: sizes[n]], n))
        for n, size in enumerate(sizes):
            more = size - sum(at == n for at in side.values())
            side.update(dict.fromkeys([code for code in line if code not in side][:more], n))
        return [[code for code in line if side[code] == n] for n in range(len(sizes))]


def earliest(table: Sequence[Sequence[int]], n_places: int) -> list[int] | None:
    """Everybody in turn takes the first place that leaves places for all behind them; None: no way at all."""
    holder: dict[int, int] = {}
    place: dict[int, int] = {}
    for one in range(len(table)):
        if not _settle(table, holder, place, one, set()):
            return None
    done: set[int] = set()
    for one, choices in enumerate(table):
        for choice in choices:
            if choice in done:
                continue
            if place[one] == choice:
                break
            kept = dict(holder), dict(place)
            other = holder.get(choice)
            del holder[place[one]]
            holder[choice], place[one] = one, choice
            if other is None:
                break
            del place[other]
            if _settle(table, holder, place, other, done | {choice}):
                break
            holder, place = kept
        done.add(place[one])
    return [place[one] for one in range(len(table))]


def _settle(
    table: Sequence[Sequence[int]],
    holder: dict[int, int],
    place: dict[int, int],
    start: int,
    closed: set[int],
) -> bool:
    """Give somebody a place, others moving on, level by level."""
    via: dict[int, int] = {}
    level = [start]
    while level:
        following: list[int] = []
        for one in level:
            for choice in table[one]:
                if choice in closed or choice in via:
                    continue
                via[choice] = one
                if choice in holder:
                    following.append(holder[choice])
                    continue
                at = choice
                while at != -1:
                    mover = via[at]
                    old = place.get(mover, -1)
                    holder[at], place[mover] = mover, at
                    at = old if mover != start else -1
                return True
        level = following
    return False


def by_site(rota: Sequence[Mapping[str, str]]) -> dict[str, dict[tuple[str, str], list[str]]]:
    """People of each site by session and role."""
    found: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rota:
        found[row["site"]][row["session"], row["role"]].append(row["staff"])
    return found


def seed_like(said: Mapping[str, Any]) -> bool:
    """Whether a seed is made as it says."""
    return seed_of(str(said["text"]), hash=str(said["hash"])).statement == dict(said)
