"""The families of claims and what their sentences say, from `patterns.yaml`."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from xuezheng.reports.claims.detection.clauses import Clause
from xuezheng.reports.shapes import ClaimType

#: Words that name nothing a clause could speak of.
_ADVERBS = re.compile(
    r"位居|名列|位列|排名|继续|连续|年度|全年|当年|本年|年初|既定|预定|居|并|也|均|都|还|已"
)

#: What is only expected is no claim yet.
_EXPECTED = re.compile(r"^[^，]{0,6}(?:预计|力争|有望|拟于|计划于)")

About = Literal["figure", "before", "words", "several", "exams", "nothing"]


@dataclass(frozen=True)
class Family:
    """One line of the file: what a clause of a type says, and where its indicator is looked for."""

    type: ClaimType
    says: re.Pattern[str]
    unless: re.Pattern[str] | None
    about: About
    kinds: tuple[str, ...]
    soft: re.Pattern[str] | None
    wants: re.Pattern[str] | None
    is_outcome: bool

    def predicate(self, clause: Clause) -> str:
        """The words by which a clause is known to be of this family."""
        found = self.says.search(clause.masked)
        return found.group() if found else ""

    def subject(self, clause: Clause) -> str:
        """What the clause speaks of: its words before the predicate; empty in 全省第一."""
        found = self.says.search(clause.masked)
        return _ADVERBS.sub("", clause.text[: found.start()]) if found else clause.text

    def fits(self, clause: Clause) -> bool:
        """Whether a clause is of this family."""
        if not self.says.search(clause.masked):
            return False
        return not (self.unless and self.unless.search(clause.masked))

    def is_checkable(self, clause: Clause) -> bool:
        """Whether records can bear a clause of this family out."""
        return not (self.soft and self.soft.search(clause.masked))


@cache
def families() -> tuple[Family, ...]:
    """Every family in the order they are tried."""
    import yaml

    text = files("xuezheng.reports.claims.detection").joinpath("patterns.yaml").read_text(encoding="utf-8")
    return tuple(_family(line) for line in yaml.safe_load(text))


def family_of(clause: Clause) -> Family | None:
    """The first family a clause fits; none for what it only expects."""
    if _EXPECTED.search(clause.text):
        return None
    return next((family for family in families() if family.fits(clause)), None)


def _family(line: dict[str, object]) -> Family:
    soft = line.get("soft")
    return Family(
        type=cast("ClaimType", line["type"]),
        says=re.compile(str(line["says"])),
        unless=re.compile(str(line["unless"])) if "unless" in line else None,
        about=cast("About", line["about"]),
        kinds=tuple(cast("list[str]", line.get("kinds", []))),
        wants=re.compile(str(line["wants"])) if "wants" in line else None,
        is_outcome=line.get("outcome") is True,
        soft=re.compile("" if soft is True else str(soft)) if soft else None,
    )
