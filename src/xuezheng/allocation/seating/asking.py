"""What was asked of an examination: what is kept apart, what has rooms of its own, and by which rules."""

import re
import string
from dataclasses import dataclass
from typing import Any

from xuezheng.allocation.seating.problem import DIAGONALS, Profile
from xuezheng.errors import BadInput, Fault

TICKET_FIELDS = ("area", "site", "room", "seat", "school", "class", "category", "candidate", "number", "year")
#: Ways to fill last rooms, and the fewest that sit in one where nothing is said.
LEAST = {"leave": 1, "merge": 3, "level": 3, "mix": 1}
LAST_ROOM = re.compile(r"(leave|merge|level|mix)(:[1-9][0-9]?)?")
#: What a spreadsheet takes for the beginning of a formula.
FORMULA = tuple("=+-@\t\r＝＋－＠")
WORDS = re.compile(r"[\s、，,；;|/]+")


@dataclass(frozen=True)
class Asked:
    """The rules, and what of them is asked otherwise; None leaves it to the rules.

    Each of `apart` is a column, or columns joined by `+` whose values only together say who is alike.
    `travel_from` is the column of the candidates that a table of ways starts from.
    """

    profile: Profile
    apart: tuple[str, ...] = ("school",)
    group: tuple[str, ...] = ()
    diagonals: str = "off"
    spare: int | None = None
    isolation: int | None = None
    ticket: str = ""
    travel_from: str = "area"
    last_room: str = ""

    @property
    def ticket_number(self) -> str:
        """The template of tickets: the one asked for, or that of the rules."""
        return self.ticket or self.profile.ticket_number

    @property
    def last_room_rule(self) -> dict[str, Any]:
        """How the last room of a group is filled: as asked for (`merge:3`), or by the rules."""
        if not self.last_room:
            return dict(self.profile.last_room)
        how, _, least = self.last_room.partition(":")
        return {"how": how, "least": int(least or LEAST[how])}

    @property
    def wanted_aside(self) -> dict[str, int]:
        """Rooms each site must keep free, where a number was asked for."""
        given = {"spare": self.spare, "isolation": self.isolation}
        return {use: n for use, n in given.items() if n is not None}


def asked_faults(asked: Asked) -> list[Fault]:
    """What is wrong with the options themselves."""
    faults = []
    if asked.diagonals not in DIAGONALS:
        faults.append(
            Fault(
                f"“{asked.diagonals}”不是斜向的做法。", "--diagonals", f"请用 {'、'.join(DIAGONALS)} 之一。"
            )
        )
    if not asked.apart:
        faults.append(Fault("没有说明哪些考生不相邻。", "--apart", "请给出列名，如 school 或 school,class。"))
    if asked.last_room and not LAST_ROOM.fullmatch(asked.last_room):
        told = f"“{asked.last_room}”不是尾数考场的做法。"
        faults.append(Fault(told, "--last-room", "请用 leave、merge:3、level:3 或 mix。"))
    for use, n in asked.wanted_aside.items():
        if n < 0:
            faults.append(Fault(f"备用或隔离考场数 {n} 小于 0。", f"--{use}", "请改正。"))
    return faults + ticket_faults(asked.ticket_number)


def ticket_faults(template: str) -> list[Fault]:
    """Whether a template can be filled in: known names, and forms that fit them."""
    sample: dict[str, Any] = {name: "1" for name in TICKET_FIELDS} | {"seat": 1, "number": 1, "year": 2026}
    remedy = f"可用的名称：{'、'.join(TICKET_FIELDS)}，如 {{site}}{{room}}{{seat:02d}}。"
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
        strange = [name for name in names if name not in TICKET_FIELDS]
        filled = "" if strange else template.format(**sample)
    except (ValueError, LookupError, AttributeError) as error:
        return [Fault(f"准考证号模板“{template}”读不通（{error}）。", "--ticket", remedy)]
    if strange:
        return [Fault(f"准考证号模板不认识“{'、'.join(strange)}”。", "--ticket", remedy)]
    if filled.startswith(FORMULA) or not names:
        return [Fault(f"准考证号模板“{template}”不能用。", "--ticket", remedy)]
    return []


def refuse(faults: list[Fault], what: str) -> None:
    """Stop where there is any fault, and tell all of them."""
    if faults:
        raise BadInput(f"{what}有 {len(faults)} 处不合格。请全部改正后再运行。", faults=faults)
