"""What is to be decided: who serves at which site, in which session, as what, and in which room."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

CHIEF, DEPUTY, ROOM, FLOATING, VIDEO, SPARE = "chief", "deputy", "room", "floating", "video", "spare"
#: Roles that are given anew in each session; chief and deputies serve the whole examination.
SESSION_ROLES = (ROOM, FLOATING, VIDEO, SPARE)
ROLES = (CHIEF, DEPUTY, *SESSION_ROLES)
ROLE_NAMES = dict(zip(ROLES, ("主考", "副主考", "监考", "流动监考", "视频监考", "备用"), strict=True))
MAN, WOMAN = "男", "女"


@dataclass(frozen=True)
class Profile:
    """The rules of one examination (rules/invigilation/)."""

    code: str
    label: str
    per_room: int
    different_units: bool
    relatives: str
    own_class: bool
    own_subject: bool
    own_school: str
    barred_duties: tuple[str, ...]
    deputies: int
    floating_rooms: int
    video_rooms: int
    spare_rooms: int
    gender: str


@dataclass(frozen=True)
class Staff:
    """One person of the list; `sites` and `areas` empty means anywhere, `roles` empty any of a session."""

    code: str
    unit: str
    gender: str
    subjects: frozenset[str]
    classes: frozenset[tuple[str, str]]
    sites: frozenset[str]
    areas: frozenset[str]
    roles: frozenset[str]
    most: int
    unavailable: frozenset[int]
    is_barred: bool
    name: str = ""


@dataclass(frozen=True)
class Slot:
    """One room in one session: how many watch it, and what of it must be avoided."""

    room: str
    need: int
    subjects: frozenset[str]
    schools: frozenset[str]
    classes: frozenset[tuple[str, str]]
    relatives: frozenset[str]


@dataclass(frozen=True)
class Site:
    """A place of examination."""

    code: str
    area: str


Key = tuple[int, int]


@dataclass(frozen=True)
class Problem:
    """Staff, sessions, sites in order of code; `slots` of (session, site) in order of room."""

    staff: tuple[Staff, ...]
    sessions: tuple[str, ...]
    sites: tuple[Site, ...]
    slots: Mapping[Key, tuple[Slot, ...]]
    profile: Profile
    has_chiefs: bool
    has_genders: bool

    @cached_property
    def shown(self) -> dict[str, str]:
        """Code and name of each person, for people to read."""
        return {person.code: f"{person.code} {person.name}".strip() for person in self.staff}

    @cached_property
    def demand(self) -> dict[Key, dict[str, int]]:
        """How many of each role each session of each site asks for."""
        said = self.profile
        return {
            key: {
                ROOM: sum(slot.need for slot in slots),
                FLOATING: one_in(len(slots), said.floating_rooms),
                VIDEO: one_in(len(slots), said.video_rooms),
                SPARE: one_in(len(slots), said.spare_rooms),
            }
            for key, slots in self.slots.items()
        }

    @cached_property
    def duties_of(self) -> list[int]:
        """How many duties each site has over all sessions."""
        total = [0] * len(self.sites)
        for (_, site), wanted in self.demand.items():
            total[site] += sum(wanted.values())
        return total

    @cached_property
    def sessions_of(self) -> list[list[int]]:
        """The sessions held at each site."""
        found: list[list[int]] = [[] for _ in self.sites]
        for session, site in sorted(self.slots):
            found[site].append(session)
        return found

    @cached_property
    def keeps_out(self) -> list[frozenset[int]]:
        """Sites where somebody may not serve at all: relatives, own school, another area or site."""
        return [self._kept_out(person) for person in self.staff]

    def _kept_out(self, person: Staff) -> frozenset[int]:
        out = set(self.elsewhere(person.sites, person.areas))
        if self.profile.own_school == "site":
            out |= self._school_sites.get(person.unit, set())
        if self.profile.relatives == "site":
            out |= self._relative_sites.get(person.code, set())
        return frozenset(out)

    def elsewhere(self, sites: frozenset[str], areas: frozenset[str]) -> set[int]:
        """Sites outside these sites and areas."""
        return {
            s
            for s, site in enumerate(self.sites)
            if (sites and site.code not in sites) or (areas and site.area not in areas)
        }

    @cached_property
    def _school_sites(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for (_, site), slot in self.whole.items():
            for school in slot.schools:
                found.setdefault(school, set()).add(site)
        return found

    @cached_property
    def _relative_sites(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for (_, site), slot in self.whole.items():
            for code in slot.relatives:
                found.setdefault(code, set()).add(site)
        return found

    @property
    def mixes(self) -> bool:
        """Whether a man and a woman are wanted in each room."""
        return self.has_genders and self.profile.gender != "off"

    def is_mixed(self, watch: "Watch") -> bool:
        """Whether a man and a woman watch a room."""
        return {MAN, WOMAN} <= {self.staff[person].gender for person in watch.people}

    def takes(self, person: Staff, role: str) -> bool:
        """Whether a person's roles include this one."""
        return role in person.roles if person.roles else role in SESSION_ROLES

    def near(self, person: Staff) -> tuple[object, ...]:
        """What of a person may shut some rooms of sites that are open to them; alike people share it."""
        said = self.profile
        return (
            person.unit if said.own_school == "room" else "",
            person.classes if said.own_class else (),
            person.code if said.relatives == "room" and person.code in self._relative_sites else "",
        )

    def may_serve(self, person: Staff, key: Key, role: str) -> bool:
        """Whether a person may have a role in a session of a site, given that they may be at the site."""
        if person.is_barred or key[0] in person.unavailable or not self.takes(person, role):
            return False
        own = person.subjects if self.profile.own_subject else frozenset()
        if role != ROOM:
            return not own & self.whole[key].subjects
        if own & self._in_every_room[key]:
            return False
        return self.may_watch(person, self.whole[key]) or any(
            self.may_watch(person, slot) for slot in self.slots[key]
        )

    @cached_property
    def whole(self) -> dict[Key, Slot]:
        """All rooms of a session of a site as one: whoever may watch this may watch each of them."""
        return {
            key: Slot(
                room="",
                need=sum(slot.need for slot in slots),
                subjects=frozenset[str]().union(*(slot.subjects for slot in slots)),
                schools=frozenset[str]().union(*(slot.schools for slot in slots)),
                classes=frozenset[tuple[str, str]]().union(*(slot.classes for slot in slots)),
                relatives=frozenset[str]().union(*(slot.relatives for slot in slots)),
            )
            for key, slots in self.slots.items()
        }

    @cached_property
    def _in_every_room(self) -> dict[Key, frozenset[str]]:
        return {
            key: slots[0].subjects.intersection(*(slot.subjects for slot in slots))
            for key, slots in self.slots.items()
        }

    def may_watch(self, person: Staff, slot: Slot) -> bool:
        """Whether a person may watch a room, whoever else does."""
        said = self.profile
        return not (
            (said.own_subject and person.subjects & slot.subjects)
            or (said.own_school != "off" and person.unit in slot.schools)
            or (said.own_class and person.classes & slot.classes)
            or person.code in slot.relatives
        )


def one_in(n_rooms: int, per: int) -> int:
    """One for every `per` rooms begun; none where `per` is 0."""
    return -(-n_rooms // per) if per else 0


@dataclass(frozen=True)
class Rota:
    """Who serves when: site of each person (-1: nowhere), and the people of each session, site and role."""

    site: tuple[int, ...]
    heads: Mapping[tuple[int, str], tuple[int, ...]]
    duties: Mapping[tuple[int, int, str], tuple[int, ...]]

    def loads(self, n_staff: int) -> list[int]:
        """How many sessions each person serves."""
        loads = [0] * n_staff
        for people in self.duties.values():
            for person in people:
                loads[person] += 1
        return loads


@dataclass(frozen=True)
class Watch:
    """People of one room in one session, in order of place."""

    slot: Slot
    people: tuple[int, ...]


@dataclass(frozen=True)
class Replacement:
    """Somebody did not come: who stepped in (-1: nobody had to), and who was passed over and why."""

    session: int
    site: int
    role: str
    room: str
    place: int
    absent: int
    substitute: int
    passed: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Plan:
    """A rota, and who really watches which room; `watches` has substitutes where they stepped in.

    `tries` says which try of a lot held where it was not the first; `found` names sites where no lot finds a
    way, and from which session on; `is_proven` says that a search has looked at everything.
    """

    rota: Rota
    watches: Mapping[Key, tuple[Watch, ...]]
    tries: Mapping[Key, int]
    found: Mapping[int, int]
    is_proven: bool = False
    replaced: tuple[Replacement, ...] = ()
