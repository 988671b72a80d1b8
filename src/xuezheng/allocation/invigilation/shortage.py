"""Why places stay empty: the smallest shortage, by the theorem of Hall.

A set of duties and everybody who could have one of them: if the people can serve fewer sessions than there are
duties, no plan fills them all. The flow finds the set with the greatest lack.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from xuezheng.allocation.invigilation.flows import Network
from xuezheng.allocation.invigilation.problem import (
    MAN,
    ROLE_NAMES,
    ROOM,
    WOMAN,
    Problem,
)
from xuezheng.errors import BadInput, Fault

#: Session, site, role, and the gender asked for where a profile demands both in each room.
Duty = tuple[int, int, str, str]
SHOWN = 6


@dataclass(frozen=True)
class Lack:
    """Duties nobody can fill all of: how many they are, and how many sessions their people can serve.

    `by_session` is what is lacking in each session, where no limit over several sessions matters.
    """

    duties: Mapping[Duty, int]
    people: int
    sessions: int
    by_session: Mapping[int, int]

    @property
    def n(self) -> int:
        """How many places stay empty at least."""
        return sum(self.duties.values()) - self.sessions


def lack_of(problem: Problem, heads: Iterable[int]) -> Lack | None:
    """The set of duties with the greatest lack; None when counting alone finds none.

    Sites may change from session to session here, and pairs and rooms are not looked at: what is lacking is
    lacking whatever is done about those.
    """
    taken, net = set(heads), Network()
    classes: Counter[tuple[object, ...]] = Counter()
    example: dict[tuple[object, ...], int] = {}
    for person in range(len(problem.staff)):
        if person not in taken:
            kind = _kind(problem, person)
            classes[kind] += 1
            example.setdefault(kind, person)
    needs = _needs(problem)
    doors = _Doors(problem, net, needs)
    members: dict[int, int] = {}
    for kind, n in sorted(classes.items(), key=lambda item: example[item[0]]):
        _offer(problem, net, example[kind], n, doors, members)
    wanted = sum(needs.values())
    through, flow = net.solve(wanted)
    if through == wanted:
        return None
    return _cut(net, flow.tolist(), needs, doors, members)


def _kind(problem: Problem, person: int) -> tuple[object, ...]:
    return problem.keeps_out[person], problem.staff[person].most, *_able(problem, person)


def _able(problem: Problem, person: int) -> tuple[object, ...]:
    """What decides on the roles somebody may have at a site that is open to them."""
    staff = problem.staff[person]
    return (
        staff.subjects, staff.unavailable, staff.roles, staff.is_barred, staff.gender, problem.near(staff)
    )  # fmt: skip


def _needs(problem: Problem) -> dict[Duty, int]:
    is_hard = problem.has_genders and problem.profile.gender == "hard"
    needs: dict[Duty, int] = {}
    for key, wanted in problem.demand.items():
        rooms = len(problem.slots[key])
        for role, n in wanted.items():
            sides = {"": n}
            if is_hard and role == ROOM:
                sides = {MAN: rooms, WOMAN: rooms, "": n - 2 * rooms}
            needs.update({(*key, role, gender): many for gender, many in sides.items() if many})
    return needs


class _Doors:
    """One door for each session, site and set of duties: everybody who may have just these goes through it."""

    def __init__(self, problem: Problem, net: Network, needs: Mapping[Duty, int]) -> None:
        self._problem, self._net = problem, net
        self.ends = {duty: net.node() for duty in needs}
        self._duties: dict[tuple[int, int], list[Duty]] = defaultdict(list)
        for duty, n in needs.items():
            net.arc(self.ends[duty], net.sink, n)
            self._duties[duty[:2]].append(duty)
        self._all = sum(needs.values())
        self._known: dict[tuple[object, ...], int | None] = {}
        self.nodes: dict[tuple[Duty, ...], int] = {}
        self.days: dict[int, int] = {}

    def of(self, person: int, key: tuple[int, int]) -> int | None:
        """The door for somebody at a site that is open to them; None when no duty is."""
        known = (key, *_able(self._problem, person))
        if known not in self._known:
            self._known[known] = self._door(person, key)
        return self._known[known]

    def _door(self, person: int, key: tuple[int, int]) -> int | None:
        staff = self._problem.staff[person]
        duties = tuple(
            duty
            for duty in self._duties[key]
            if duty[3] in ("", staff.gender) and self._problem.may_serve(staff, key, duty[2])
        )
        if duties and duties not in self.nodes:
            self.nodes[duties] = self._net.node()
            for duty in duties:
                self._net.arc(self.nodes[duties], self.ends[duty], self._all)
        return self.nodes.get(duties)


def _offer(
    problem: Problem, net: Network, person: int, n: int, doors: _Doors, members: dict[int, int]
) -> None:
    """What people like this one can do: a node for them, one for each session, an arc to each door."""
    staff, node = problem.staff[person], net.node()
    net.arc(net.source, node, n * staff.most)
    members[node] = n
    days: dict[int, int] = {}
    for session, site in problem.slots:
        door = None if site in problem.keeps_out[person] else doors.of(person, (session, site))
        if door is not None:
            if session not in days:
                days[session] = net.node()
                doors.days[days[session]] = session
                net.arc(node, days[session], n)
            net.arc(days[session], door, n)


def _cut(
    net: Network,
    flow: list[int],
    needs: Mapping[Duty, int],
    doors: _Doors,
    members: Mapping[int, int],
) -> Lack:
    """Everything that could still reach an empty place, if only somebody had a session left."""
    back: dict[int, list[int]] = defaultdict(list)
    places = {*doors.ends.values(), *doors.nodes.values()}
    for (tail, head, most, _), used in zip(net.arcs, flow, strict=True):
        if used < most or head in places:
            back[head].append(tail)
        if used:
            back[tail].append(head)
    reached, waiting = {net.sink}, [net.sink]
    while waiting:
        for node in back[waiting.pop()]:
            if node not in reached:
                reached.add(node)
                waiting.append(node)
    crossing = [
        (head, most)
        for tail, head, most, _ in net.arcs
        if tail not in reached and head in reached and head != net.sink
    ]
    duties = {duty: needs[duty] for duty, end in doors.ends.items() if end in reached}
    touching = {tail for tail, head, _, _ in net.arcs if head in reached and tail in members}
    people = sum(members[node] for node in touching | (reached & set(members)))
    lacking: Counter[int] = Counter()
    for (session, *_), n in duties.items():
        lacking[session] += n
    for head, most in crossing:
        lacking[doors.days.get(head, -1)] -= most
    by_session = {} if -1 in lacking else dict(lacking)
    return Lack(duties, people, sum(most for _, most in crossing), by_session)


def refuse_short(
    problem: Problem,
    heads: Mapping[tuple[int, str], tuple[int, ...]],
    missing: Mapping[tuple[int, str], int],
    short: Mapping[int, int],
    unfilled: Mapping[tuple[int, int, str], int] | None = None,
) -> NoReturn:
    """Tell what is missing: heads of sites, then the smallest shortage of the sessions.

    Raises
    ------
    BadInput
        Always.
    """
    faults = [
        Fault(
            f"考点“{problem.sites[site].code}”缺{ROLE_NAMES[role]} {n} 名。",
            "staff",
            "请在 roles 列补充可任此职、各场都能到岗、没有亲属在该考点应试的人员。",
        )
        for (site, role), n in sorted(missing.items())
    ]
    lack = lack_of(problem, {person for people in heads.values() for person in people})
    if lack is not None:
        told = f"至少缺 {lack.n} 人次（霍尔定理：已证明任何安排都不能更少）。"
        raise BadInput(f"监考人员不够，{told}没有安排任何人。", faults=[*faults, *_lacking(problem, lack)])
    if unfilled:
        n = sum(unfilled.values())
        faults += [
            Fault(f"{_place(problem, place)}缺 {many} 人。", "sessions", "请补充人员或放宽其限制。")
            for place, many in sorted(unfilled.items())
        ]
        told = f"至少缺 {n} 人次（逐一搜索：已证明任何安排都不能更少）。"
        raise BadInput(f"监考人员不够，{told}没有安排任何人。", faults=faults)
    faults += [
        Fault(
            f"考点“{problem.sites[site].code}”还有 {n} 人次没有排上。",
            "staff",
            "人数够，但一人只在一个考点、同场须不同单位、搭档与考场不重复，排不开。请为该考点补充人员。",
        )
        for site, n in sorted(short.items())
    ]
    raise BadInput("没有找到合格的监考安排。没有安排任何人。请按下列提示补充人员。", faults=faults)


def _place(problem: Problem, place: tuple[int, int, str]) -> str:
    session, site, role = place
    name = problem.sites[site].code
    return f"场次“{problem.sessions[session]}”考点“{name}”的{ROLE_NAMES[role]}"


def _lacking(problem: Problem, lack: Lack) -> list[Fault]:
    """The duties of the lack, by session, role and gender, and what kind of people would do."""
    asked: dict[tuple[int, str, str], dict[int, int]] = defaultdict(dict)
    for (session, site, role, gender), n in lack.duties.items():
        asked[session, role, gender][site] = n
    faults = [
        Fault(
            f"下列岗位共需 {sum(lack.duties.values())} 人次，能担任的 {lack.people} 人最多承担"
            f" {lack.sessions} 人次，缺 {lack.n} 人次。",
            "staff",
            "补足缺数，或放宽这些人的场数、场次、地区限制。",
        )
    ]
    for (session, role, gender), sites in sorted(asked.items()):
        subjects = sorted(
            {x for site in sites for slot in problem.slots[session, site] for x in slot.subjects}
        )
        avoid = f"，不教{'、'.join(subjects)}" if problem.profile.own_subject and subjects else ""
        names = [problem.sites[site].code for site in sites]
        more = f" 等 {len(names)} 个" if len(names) > SHOWN else ""
        n = lack.by_session.get(session, 0)
        faults.append(
            Fault(
                f"{gender}{ROLE_NAMES[role]}需 {sum(sites.values())} 人，考点 {'、'.join(names[:SHOWN])}{more}。",
                f"场次“{problem.sessions[session]}”" + (f"（缺 {n} 人次）" if n else ""),
                f"须没有亲属、本校考生在该考点{avoid}，该场能到岗。",
            )
        )
    return faults
