"""Who was passed over, paid twice, or paid without being entitled; and who left school for poverty. Decided by rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from xuezheng.errors import NotFound
from xuezheng.jobs.casework import Desk
from xuezheng.rules.aid import (
    Entitlement,
    Facts,
    all_schemes,
    entitlement,
    entitlements,
    group_of_list,
    groups,
    list_kinds,
    scheme_on,
    term_begins,
)

TERMS = {"spring": "春季", "autumn": "秋季"}
STAGES = {"preschool": "学前", "primary": "小学", "junior": "初中", "senior": "普通高中", "vocational": "中职", "special": "特殊教育"}  # fmt: skip
#: A line of the year's own list that asks for no aid any more.
_SETTLED = ("refused", "not_eligible")


@dataclass(frozen=True)
class Result:
    """A list of pupils, what it is and how it was made: the same columns on the screen, in csv and in xlsx."""

    name: str
    title: str
    definition: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def n_pupils(self) -> int:
        """How many pupils, each once."""
        return len({row[0] for row in self.rows})


@dataclass(frozen=True)
class Standing:
    """Why a pupil counts as in difficulty in a year: the categories, and the lists that say so."""

    groups: frozenset[str]
    lists: tuple[str, ...]


def missed(desk: Desk, year: int) -> Result:
    """Pupils on a list who are entitled to a scheme of which nothing was paid in the year (应助未助)."""
    from xuezheng.records.programmes.queries import paid_awards, schemes_run

    stands = standings(desk, year)
    kinds = {scheme.kind for scheme in schemes_run(year)}
    paid = set(paid_awards(desk.person, year).values_list("pupil_id", "scheme__kind"))
    found: list[_Found] = []
    for pupil, seat in _seats(desk, year, stands).items():
        for one in seat.asked(stands[pupil].groups):
            kind = one.scheme.kind
            if one.is_entitled and one.scheme.is_for_hardship and kind in kinds and (pupil, kind) not in paid:
                yuan = f"{one.yuan_a_term}" if one.yuan_a_term is not None else "由各地确定"
                found.append((pupil, seat, (one.scheme.title, one.reason, "；".join(stands[pupil].lists), yuan, one.scheme.stands)))  # fmt: skip
    return _result(
        desk, "missed", "应助未助学生",
        "当年在外部名单（已对应）或困难学生名单上、在籍、符合资助项目条件，而该项目全年没有一笔已发放的资助；"
        "家庭书面放弃和认定不符合条件的不列。学段按秋季学籍，秋季不在籍的按春季。",
        ("资助项目", "为何符合", "名单", "每学期标准（元）", "依据"), found, year=year,
    )  # fmt: skip


def twice(desk: Desk, year: int) -> Result:
    """Pupils who were paid twice for one purpose in one term (重复资助)."""
    from xuezheng.records.programmes.queries import paid_awards

    by_purse: dict[tuple[str, str, str], list[tuple[str, str, str]]] = defaultdict(list)
    rows = paid_awards(desk.person, year).values_list(
        "pupil_id", "term", "scheme__kind", "scheme__name", "amount_yuan", "school_id", "school__name"
    )
    for pupil, term, kind, name, amount, _, school in rows.iterator():
        purse = scheme_on(kind, term_begins(year, term)).purse or kind
        by_purse[pupil, term, purse].append((name, f"{amount:.2f}", school))
    found: list[_Found] = [
        (
            pupil,
            None,
            (TERMS[term], "；".join(f"{name} {amount} 元（{school}）" for name, amount, school in paid)),
        )
        for (pupil, term, _), paid in sorted(by_purse.items())
        if len(paid) > 1
    ]
    return _result(
        desk, "twice", "重复资助学生",
        "同一学生同一学期，用途相同的资助（生活费类国家助学金、生活补助、学前资助，或同一类项目）发放了两笔及以上。"
        "免学费、孤儿免费教育、营养膳食与助学金用途不同，可以同时享受。",
        ("学期", "已发放的资助"), found, year=year,
    )  # fmt: skip


def unentitled(desk: Desk, year: int) -> Result:
    """Aid that was paid to a pupil no rule gave it to (不符合条件受助)."""
    from xuezheng.records.programmes.queries import off_the_roll, paid_awards

    paid = paid_awards(desk.person, year)
    found: list[_Found] = []
    gone = set(off_the_roll(paid, year).values_list("pk", flat=True))
    stands = standings(desk, year)
    grades = _grades(desk, year)
    rows = paid.values_list("pk", "pupil_id", "term", "stage", "scheme__kind", "scheme__name", "amount_yuan")
    for key, pupil, term, stage, kind, name, amount in rows.iterator():
        stand = stands.get(pupil)
        facts = Facts(stage, grades.get((pupil, term), 0), False, stand.groups if stand else frozenset())
        one = entitlement(kind, facts, term_begins(year, term))
        why = "该学期不在籍" if key in gone else "" if one.is_entitled else one.reason
        if why:
            found.append((pupil, None, (TERMS[term], name, f"{amount:.2f}", why, one.scheme.stands)))
    return _result(
        desk, "unentitled", "不符合条件受助学生",
        "当年已发放、但发放学期学生不在本市学籍，或学段、年级、困难类别不符合该项目规定的资助。"
        "不限困难类别的项目（营养膳食、中职免学费）只查学段和在籍。",
        ("学期", "资助项目", "金额（元）", "为何不符合", "依据"), found, year=year,
    )  # fmt: skip


def out_for_poverty(desk: Desk, year: int) -> Result:
    """Pupils who left school for poverty in a year and have not come back (因贫失学)."""
    from xuezheng.records.programmes.queries import left_for_poverty

    rows = [
        (
            move.pupil_id, move.pupil.name, move.school.name, STAGES.get(move.stage, move.stage), "",
            move.on.isoformat(), move.returned_on.isoformat() if move.returned_on else "",
            "已复学" if move.returned_on else "仍失学",
        )
        for move in left_for_poverty(desk.person, year)
    ]  # fmt: skip
    result = Result(
        "poverty",
        "因家庭贫困失学学生",
        "当年学籍异动中登记为辍学、原因为家庭贫困的学生；此后登记了复学的注明日期。没有“仍失学”的行，才能说没有一名学生因贫失学。",
        (*_PERSON, "离校日期", "复学日期", "现状"),
        tuple(rows),
    )
    _logged(desk, result, year)
    return result


RESULTS: Mapping[str, Callable[[Desk, int], Result]] = {
    "missed": missed, "twice": twice, "unentitled": unentitled, "poverty": out_for_poverty,
}  # fmt: skip


def still_out(result: Result) -> int:
    """Of those who left for poverty, how many are still out."""
    return sum(row[-1] == "仍失学" for row in result.rows)


@dataclass(frozen=True)
class Seat:
    """Where a pupil sits: the term asked about, school year's stage and grade."""

    term: str
    year: int
    school: str
    stage: str
    grade: int
    is_boarder: bool

    def asked(self, categories: frozenset[str]) -> list[Entitlement]:
        """What every scheme says to a pupil of these categories here."""
        facts = Facts(self.stage, self.grade, self.is_boarder, categories)
        return entitlements(facts, term_begins(self.year, self.term))


def why(desk: Desk, pupil: str, year: int) -> tuple[Seat, Standing, list[Entitlement], list[tuple[str, ...]]]:
    """Every scheme's answer for one pupil, and what was paid.

    Raises
    ------
    NotFound
        When no such pupil is on a roll in that year, within what the person may see.
    """
    from xuezheng.records.programmes.queries import paid_awards

    stand = standings(desk, year).get(pupil, Standing(frozenset(), ()))
    seat = _seats(desk, year, [pupil]).get(pupil)
    if seat is None:
        raise NotFound(f"{year} 年没有代码为“{pupil}”的在籍学生。可能代码有误，或不属于您的机构。请核对。")
    paid: list[tuple[str, ...]] = [
        (TERMS[term], name, f"{amount:.2f}", str(on))
        for term, name, amount, on in paid_awards(desk.person, year)
        .filter(pupil=pupil)
        .values_list("term", "scheme__name", "amount_yuan", "paid_on")
    ]
    _looked(desk, "why", year, 1)
    return seat, stand, seat.asked(stand.groups), paid


def standings(desk: Desk, year: int) -> dict[str, Standing]:
    """Every pupil who counts as in difficulty in a year, by the year's own list, outside lists, and as an orphan."""
    from xuezheng.records.programmes.queries import hardship_of, links_that_hold, orphans_on_rolls

    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    settled = set()
    for pupil, code, source, resolution in hardship_of(desk.person, year).values_list(
        "pupil_id", "category", "source", "resolution"
    ):
        if resolution in _SETTLED:
            settled.add(pupil)
        said[pupil].append((code.lstrip("0"), source))
    for pupil, kind, number in links_that_hold(desk.person, year).values_list(
        "pupil_id", "outside_list__kind", "outside_list_id"
    ):
        said[pupil].append((group_of_list(kind), f"{list_kinds()[kind]}名单 {number}"))
    for pupil in orphans_on_rolls(desk.person, year):
        said[pupil].append(("6", "学籍登记为孤儿"))
    return {
        pupil: Standing(
            frozenset(code for code, _ in told if code in groups()),
            tuple(dict.fromkeys(source for _, source in told)),
        )
        for pupil, told in said.items()
        if pupil not in settled
    }


def _seats(desk: Desk, year: int, pupils: Iterable[str]) -> dict[str, Seat]:
    """Where each pupil sits in the year: on the roll of the autumn, else of the spring."""
    from xuezheng.records.programmes.queries import in_parts, rolls_around

    seats = {}
    for part in in_parts(pupils):
        rows = rolls_around(desk.person, year).filter(pupil__in=part)
        for pupil, of, school, stage, grade, boards in rows.values_list(
            "pupil_id", "school_year", "school__name", "stage", "grade", "is_boarder"
        ):
            seats[pupil] = Seat("autumn" if of == year else "spring", year, school, stage, grade, boards)
    return seats


def _grades(desk: Desk, year: int) -> dict[tuple[str, str], int]:
    """The grade of pupils at stages where a scheme asks for it, by term."""
    from xuezheng.records.programmes.queries import rolls_around

    stages = {
        stage for versions in all_schemes().values() for v in versions if v.grades for stage in v.stages
    }
    rows = (
        rolls_around(desk.person, year)
        .filter(stage__in=stages)
        .values_list("pupil_id", "school_year", "grade")
    )
    return {(pupil, "autumn" if of == year else "spring"): grade for pupil, of, grade in rows.iterator()}


_PERSON = ("学生代码", "姓名", "学校", "学段", "年级")
_Found = tuple[str, Seat | None, tuple[str, ...]]


def _result(
    desk: Desk,
    name: str,
    title: str,
    definition: str,
    columns: tuple[str, ...],
    found: list[_Found],
    *,
    year: int,
) -> Result:
    """Put names and schools before what was found, and log that it was looked at."""
    from xuezheng.records.programmes.queries import names_of

    pupils = {pupil for pupil, _, _ in found}
    names, seats = names_of(desk.person, pupils), _seats(desk, year, pupils)
    rows = []
    for pupil, seat, rest in sorted(found, key=lambda one: (one[0], one[2])):
        at = seat or seats.get(pupil)
        place = (at.school, STAGES[at.stage], str(at.grade)) if at else ("不在籍", "", "")
        rows.append((pupil, names.get(pupil, ""), *place, *rest))
    result = Result(name, title, definition, (*_PERSON, *columns), tuple(rows))
    _logged(desk, result, year)
    return result


def _logged(desk: Desk, result: Result, year: int) -> None:
    _looked(desk, result.name, year, len(result.rows))


def _looked(desk: Desk, what: str, year: int, rows: int) -> None:
    from xuezheng.records.programmes import actions

    actions.look_at_aid(what=what, year=year, rows=rows, **desk.deed)
