"""The schemes, and the one question asked of them: is this pupil entitled, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from xuezheng.errors import NotFound

#: A term begins on this day for the rules: what holds then holds for the term.
TERM_BEGINS = {"spring": (3, 1), "autumn": (9, 1)}
_GROUPS = "groups.yaml"


@dataclass(frozen=True)
class Scheme:
    """One scheme in one period.

    `groups` are the categories of hardship it is for; none means everybody of the stage, in the `places` told.
    Two schemes of one `purse` are not paid to one pupil for one term. `mark`: V read in the text, V2 several
    sources agree, M from memory.
    """

    kind: str
    title: str
    title_en: str
    stages: tuple[str, ...]
    grades: tuple[int, ...]
    groups: tuple[str, ...]
    places: str
    purse: str
    yuan_a_year: Mapping[str, Mapping[str, int]]
    source: str
    article: str
    mark: str
    from_on: date
    to_on: date | None

    @property
    def is_for_hardship(self) -> bool:
        """Whether a pupil must stand on a list: only then can one be passed over."""
        return bool(self.groups)

    @property
    def stands(self) -> str:
        """Where it is written, since when and how sure that is."""
        return f"{self.source}，{self.article}（自 {self.from_on} 起，出处标记 {self.mark}）"


@dataclass(frozen=True)
class Facts:
    """What is asked of a pupil in a term; `groups` are the categories of the lists the pupil stands on."""

    stage: str
    grade: int = 0
    is_boarder: bool = False
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entitlement:
    """Whether a scheme is for a pupil, in a sentence; `yuan_a_term` is None where each place sets it."""

    scheme: Scheme
    is_entitled: bool
    reason: str
    yuan_a_term: Decimal | None = None


def entitlements(facts: Facts, on: date) -> list[Entitlement]:
    """Ask every scheme in force on a day."""
    asked = [_entitlement(scheme, facts) for kind in all_schemes() if (scheme := _in_force(kind, on))]
    return sorted(asked, key=lambda one: (not one.is_entitled, one.scheme.kind))


def entitlement(kind: str, facts: Facts, on: date) -> Entitlement:
    """Ask one scheme."""
    return _entitlement(scheme_on(kind, on), facts)


def scheme_on(kind: str, on: date) -> Scheme:
    """Give the version of a scheme in force on a day.

    Raises
    ------
    NotFound
        When there is no such scheme, or none in force on that day.
    """
    if kind not in all_schemes():
        raise NotFound(f"规则库中没有资助项目“{kind}”。已有：{'、'.join(all_schemes())}。请核对名称。")
    found = _in_force(kind, on)
    if found is None:
        raise NotFound(f"资助项目“{kind}”在 {on} 没有有效规定。请在 rules/aid/ 中补充当时的规定。")
    return found


def term_begins(year: int, term: str) -> date:
    """The day whose rules hold for a term of a calendar year."""
    return date(year, *TERM_BEGINS[term])


def share_a_purse(one: Scheme, other: Scheme) -> bool:
    """Whether two schemes pay for the same thing, so that one pupil gets one of them a term."""
    return one.kind != other.kind and bool(one.purse) and one.purse == other.purse


@cache
def all_schemes() -> dict[str, tuple[Scheme, ...]]:
    """Every scheme by kind, its versions latest first."""
    known: dict[str, tuple[Scheme, ...]] = {}
    for path in sorted(files("xuezheng.rules").joinpath("aid").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".yaml") and path.name != _GROUPS:
            kind = path.name.removesuffix(".yaml")
            versions = [_scheme(kind, line) for line in yaml.safe_load(path.read_text(encoding="utf-8"))]
            known[kind] = tuple(sorted(versions, key=lambda scheme: scheme.from_on, reverse=True))
    return known


def groups() -> dict[str, str]:
    """The categories of hardship: code and name."""
    told: dict[str, str] = _told()["groups"]
    return told


def group_of_list(kind: str) -> str:
    """The category an outside list of a kind stands for."""
    return str(_told()["lists"][kind]["group"])


def list_kinds() -> dict[str, str]:
    """The kinds of outside lists and their names."""
    return {kind: told["title"] for kind, told in _told()["lists"].items()}


@cache
def _told() -> dict[str, Any]:
    text = files("xuezheng.rules").joinpath("aid", _GROUPS).read_text(encoding="utf-8")
    told: dict[str, Any] = yaml.safe_load(text)
    return told


def _in_force(kind: str, on: date) -> Scheme | None:
    versions = all_schemes()[kind]
    return next((v for v in versions if v.from_on <= on and (v.to_on is None or on <= v.to_on)), None)


def _entitlement(scheme: Scheme, facts: Facts) -> Entitlement:
    """The first condition that fails is the reason; none failing, what speaks for the pupil is."""
    if facts.stage not in scheme.stages:
        return Entitlement(scheme, False, f"学段不符：该项目用于{_stages(scheme.stages)}")
    if scheme.grades and facts.grade not in scheme.grades:
        allowed = "、".join(str(grade) for grade in scheme.grades)
        return Entitlement(scheme, False, f"年级不符：限 {allowed} 年级，该生 {facts.grade} 年级")
    yuan = _yuan_a_term(scheme, facts)
    if not scheme.is_for_hardship:
        return Entitlement(scheme, True, scheme.places or "该学段学生都享受", yuan)
    found = sorted(facts.groups & set(scheme.groups))
    if not found:
        return Entitlement(scheme, False, "不在该项目所列的困难类别名单中")
    named = "、".join(groups()[code] for code in found)
    return Entitlement(scheme, True, f"列入困难类别：{named}", yuan)


def _yuan_a_term(scheme: Scheme, facts: Facts) -> Decimal | None:
    """Half of what the year brings."""
    by_mode = scheme.yuan_a_year.get(facts.stage)
    return Decimal(by_mode["boarder" if facts.is_boarder else "day"]) / 2 if by_mode else None


_STAGES = {"preschool": "学前", "primary": "小学", "junior": "初中", "senior": "普通高中", "vocational": "中职", "special": "特殊教育"}  # fmt: skip


def _stages(stages: tuple[str, ...]) -> str:
    return "、".join(_STAGES[stage] for stage in stages)


def _scheme(kind: str, line: Mapping[str, Any]) -> Scheme:
    return Scheme(
        kind=kind,
        title=line["title"],
        title_en=line["title_en"],
        stages=tuple(line["stages"]),
        grades=tuple(line.get("grades", ())),
        groups=tuple(line["groups"]),
        places=line.get("places", ""),
        purse=line["purse"],
        yuan_a_year=line["yuan_a_year"],
        source=line["source"],
        article=line["article"],
        mark=line["mark"],
        from_on=date.fromisoformat(str(line["from"])),
        to_on=date.fromisoformat(str(line["to"])) if line.get("to") else None,
    )
