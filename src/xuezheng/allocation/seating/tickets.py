"""Numbers on the tickets of admission: those of the list, or made from a template."""

from collections.abc import Callable, Mapping, Sequence

from xuezheng.allocation.draw.hashing import mac_keyed
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.seating.asking import Asked
from xuezheng.allocation.seating.problem import Plan, Problem
from xuezheng.errors import BadInput, Fault

#: Columns of the candidates a template may name.
LISTED = ("area", "school", "class", "category")


def mac_of(seed: Seed) -> Callable[[bytes], bytes]:
    """The keyed hash that draws."""
    return mac_keyed(seed.hash, seed.value)


def tickets_of(problem: Problem, plan: Plan, asked: Asked, columns: Mapping[str, Sequence[str]]) -> list[str]:
    """The number of each candidate, in order of candidates.

    `number` counts the candidates of a site in order of room and seat, from 1.

    Raises
    ------
    BadInput
        When two come out alike, or a template names a column the list does not have.
    """
    if problem.tickets:
        return list(problem.tickets)
    template = asked.ticket_number
    absent = [name for name in LISTED if f"{{{name}" in template and name not in columns]
    if absent:
        raise BadInput(
            f"准考证号模板“{template}”要用“{'、'.join(absent)}”列，考生名单里没有。"
            "模板来自考试类型的规则或 --ticket。请补充这些列，或改用别的模板。"
        )
    row_of = {code: row for row, code in enumerate(columns["candidate"])}
    line = sorted(
        range(len(problem.candidates)),
        key=lambda n: (problem.rooms[plan.room[n]].site, problem.rooms[plan.room[n]].code, plan.seat[n]),
    )
    found, number, before = [""] * len(line), 0, ""
    for n in line:
        room, row = problem.rooms[plan.room[n]], row_of[problem.candidates[n]]
        number = number + 1 if room.site == before else 1
        before = room.site
        found[n] = template.format(
            site=room.site,
            room=room.code,
            seat=int(plan.seat[n]) + 1,
            number=number,
            year=problem.profile.on.year,
            candidate=problem.candidates[n],
            **{name: columns[name][row] for name in LISTED if name in columns},
        )
    _refuse_repeated(problem.candidates, found)
    return found


def _refuse_repeated(candidates: Sequence[str], tickets: Sequence[str]) -> None:
    """Two numbers may come out alike when codes of sites or rooms differ in length."""
    first: dict[str, str] = {}
    faults = []
    for code, ticket in zip(candidates, tickets, strict=True):
        if ticket in first:
            told = f"考生“{first[ticket]}”和“{code}”的准考证号都是“{ticket}”。"
            faults.append(Fault(told, "rooms", "请让各考点号、各考场号的长度分别一致，或改用别的模板。"))
        first.setdefault(ticket, code)
    if faults:
        raise BadInput(f"有 {len(faults)} 个准考证号重复。没有写出任何文件。请改正编号。", faults=faults)
