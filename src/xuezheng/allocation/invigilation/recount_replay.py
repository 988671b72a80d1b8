"""One site replayed: its first lots, then session after session what was drawn anew and who was replaced."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from xuezheng.allocation.invigilation.recount_lists import IN_SESSION, Lists
from xuezheng.allocation.invigilation.recount_lots import Lots, Rooms

Row = tuple[str, ...]
LINES = IN_SESSION[1:]


class Replay:
    """What one site's rows must be, and how many of its replacements were not by the rules."""

    def __init__(
        self,
        lists: Lists,
        site: str,
        rota: Mapping[tuple[str, str], list[str]],
        said: Mapping[str, Any],
        shown: Mapping[str, Rooms],
    ) -> None:
        self._lists, self._site, self._rota, self._said = lists, site, rota, said
        self._lots = Lots(lists, site, rota)
        self._shown = shown
        self._is_found = False
        self._held = lists.held(site)
        self.wrong = self.faulty = 0
        self._changes = [change for change in said["changes"] if change["site"] == site]
        self._play()

    @property
    def tries(self) -> dict[str, int]:
        """Sessions whose lot was thrown again."""
        return {session: n for session, n in self._lots.tries.items() if n}

    def _play(self) -> None:
        main = dict.fromkeys(self._held, self._said["seed"])
        self._throw(self._held[0], self._held, main)
        for n, session in enumerate(self._held):
            if session in self._said["drawn"] and not self._is_found:
                seeds = {**main, session: self._said["draws"][session]}
                self._throw(session, self._held[n:], seeds)
            for number, change in enumerate(self._changes):
                if change["session"] == session:
                    self.faulty += not self._replaces(change, self._changes[:number], self._held[n + 1 :])
        claimed = self._said["found"].get(self._site)
        self.wrong += self._is_found != (claimed is not None)

    def _throw(self, session: str, sessions: Sequence[str], seeds: Mapping[str, Any]) -> None:
        """Where no lot finds a way, the rows may be others, if the certificate says so of this session."""
        if self._lots.throw(sessions, seeds):
            return
        self._is_found = True
        self.wrong += self._said["found"].get(self._site) != session
        if session == self._held[0]:
            self._lots.rooms = {s: {r: list(who) for r, who in self._shown[s].items()} for s in self._held}

    def _called(self, session: str, role: str, before: Sequence[Mapping[str, Any]]) -> list[str]:
        """A line without rooms as it stands after some replacements; empty text where nobody is."""
        line = self._lots.line(
            session, role, self._rota.get((session, role), []), self._said["draws"][session]
        )
        for change in before:
            if change["session"] == session:
                line = [change["substitute"] if code == change["absent"] else code for code in line]
                if role == "spare":
                    left = (change["absent"], change["substitute"])
                    line = ["" if code in left else code for code in line]
        return line

    def _replaces(
        self, change: Mapping[str, Any], before: Sequence[Mapping[str, Any]], later: Sequence[str]
    ) -> bool:
        """Whether the place was the absent person's, and the substitute the first who may step in."""
        session, role, room = change["session"], change["role"], change["room"]
        if role == "room":
            who = self._lots.rooms[session].get(room, [])
            is_there = bool(change["absent"] in who and who.index(change["absent"]) + 1 == change["place"])
        else:
            line = self._called(session, role, before)
            is_there = change["absent"] in line and line.index(change["absent"]) + 1 == change["place"]
            is_there = bool(is_there and room == "")
        if not is_there:
            return False
        if role == "spare":
            return bool(change["substitute"] == "" and change["passed"] == [])
        passed = [entry["staff"] for entry in change["passed"]]
        for code in filter(None, self._called(session, "spare", before)):
            if self._steps_in(code, change, later):
                return bool(change["substitute"] == code and not passed)
            if not passed or passed.pop(0) != code:
                return False
        return False

    def _steps_in(self, code: str, change: Mapping[str, Any], later: Sequence[str]) -> bool:
        lists, session, role = self._lists, change["session"], change["role"]
        if not lists.may_serve(code, session, self._site, role):
            return False
        if role != "room":
            return True
        room = next(r for r in lists.rooms[session, self._site] if r.name == change["room"])
        rooms = self._lots.rooms
        others = [who for who in rooms[session][room.name] if who != change["absent"]]
        past = {
            s: inside for s, inside in rooms.items() if s != session and (self._is_found or s not in later)
        }
        been, met = self._lots.history(past)
        genders = {lists.staff[who]["gender"] for who in [*others, code]} if lists.has_gender else set()
        if (
            not lists.may_watch(code, session, self._site, room)
            or (code, room.name) in been
            or any((code, other) in met for other in others)
            or (lists.rules["different_units"] and _unit(lists, code) in {_unit(lists, o) for o in others})
            or (lists.has_gender and lists.rules["gender"] == "hard" and not {"男", "女"} <= genders)
        ):
            return False
        kept = rooms, dict(self._lots.tries)
        inside = [code if who == change["absent"] else who for who in rooms[session][room.name]]
        self._lots.rooms = {**rooms, session: {**rooms[session], room.name: inside}}
        main = dict.fromkeys(later, self._said["seed"])
        if self._is_found or not later or self._lots.throw(later, main):
            return True
        self._lots.rooms, self._lots.tries = kept
        return False

    def rows(self) -> Iterator[Row]:
        """Every row of the site's sessions."""
        for session in self._held:
            changes = [change for change in self._changes if change["session"] == session]
            instead = {c["substitute"]: c["absent"] for c in changes if c["substitute"]}
            for room in self._lists.rooms[session, self._site]:
                for place, code in enumerate(self._lots.rooms[session].get(room.name, []), start=1):
                    yield self._row(session, room.name, "room", place, code, instead)
            for role in LINES:
                for place, code in enumerate(self._called(session, role, changes), start=1):
                    if code:
                        yield self._row(session, self._beat(session, role, place), role, place, code, instead)
            for change in changes:
                yield self._row(session, change["room"], "absent", change["place"], change["absent"], instead)

    def _row(
        self, session: str, room: str, role: str, place: int, code: str, instead: Mapping[str, str]
    ) -> Row:
        person = self._lists.staff[code]
        return (
            session, self._site, room, role, str(place), code, person["unit"], person.get("gender", ""),
            instead.get(code, ""),
        )  # fmt: skip

    def _beat(self, session: str, role: str, place: int) -> str:
        """The rooms of the n-th who goes round or watches screens."""
        if role == "spare":
            return ""
        per = self._lists.rules[f"{role}_rooms"]
        names = [room.name for room in self._lists.rooms[session, self._site]]
        mine = names[(place - 1) * per : place * per]
        return mine[0] if len(mine) == 1 else f"{mine[0]}至{mine[-1]}"


def _unit(lists: Lists, code: str) -> str:
    return lists.staff[code]["unit"]


def pairs_of(rooms: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Everybody who shares a room, each pair once, in order of code."""
    for who in rooms.values():
        yield from combinations(sorted(who), 2)
