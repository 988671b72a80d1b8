"""The rolls as lists: of a school year, an area, a school, a class; people found by name, pinyin or number.

Every list is read from an index, whole or not: `enrolment_by_roll`, `pupil_by_name` and the sounds of names.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Max, Q, QuerySet

from xuezheng.records.accounts.queries import Viewer, below, granted_paths
from xuezheng.records.accounts.rights import READERS
from xuezheng.records.registers.models import (
    Enrolment,
    Movement,
    Pupil,
    SavedFilter,
    School,
    SchoolStatus,
    Spelling,
    Teacher,
)
from xuezheng.records.registers.queries import visible_to

_NUMBER = re.compile(r"\d{17}[\dXx]|\d{15}")
_CODE = re.compile(r"[0-9A-Za-z\-]*\d[0-9A-Za-z\-]*")
#: A character after every letter and digit: the end of a range of texts that begin alike.
_END = "\uffff"


def names_like(words: str) -> QuerySet[Spelling, Any]:
    """Names that hold these characters, or whose pinyin or initials begin with these letters."""
    letters = "".join(words.split()).lower().replace("'", "").replace("ü", "v")
    if letters.isascii():
        by_sound = Q(sound__gte=letters, sound__lt=letters + _END)
        found = by_sound | Q(initials__gte=letters, initials__lt=letters + _END)
    else:
        found = Q(name__contains="".join(words.split()))
    return Spelling.objects.filter(found).values("name")


def pupils_like(words: str) -> QuerySet[Pupil]:
    """Pupils by name, pinyin, the beginning of their code, or a whole identity or roll number."""
    words = words.strip()
    if _NUMBER.fullmatch(words.lstrip("GgLl")):
        number = words.lstrip("GgLl").upper()
        found = Q(id_number=number) | Q(roll_number__in=[f"G{number}", f"L{number}"])
    elif _CODE.fullmatch(words):
        found = Q(code__gte=words.upper(), code__lt=words.upper() + _END)
    else:
        found = Q(name__in=names_like(words))
    return Pupil.objects.filter(found)


def things_like(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Schools or teachers by name, pinyin or the beginning of their code."""
    words = words.strip()
    if _CODE.fullmatch(words):
        return rows.filter(code__gte=words, code__lt=words + _END)
    return rows.filter(name__in=names_like(words))


def last_school_year() -> int:
    """The latest school year that has a roll; 0 before the first."""
    return Enrolment.objects.aggregate(last=Max("school_year"))["last"] or 0


def school_years() -> list[int]:
    """The school years that have a roll, the latest first; asked of the index, one step a year."""
    years: list[int] = []
    year = last_school_year()
    while year and len(years) < 12:
        if Enrolment.objects.filter(school__in=School.objects.values("pk"), school_year=year).exists():
            years.append(year)
        elif years:
            break
        year -= 1
    return years


#: What marks some of the pupils on a roll.
MARKS = {
    "boarder": Q(is_boarder=True),
    "migrant": Q(pupil__is_migrant=True),
    "left_behind": Q(pupil__is_left_behind=True),
    "moved": Q(pupil__in=Movement.objects.values("pupil")),
}


def roll_of(user: Viewer, *, school_year: int, asked: Mapping[str, str]) -> QuerySet[Enrolment]:
    """The pupils on the rolls a person may see.

    Parameters
    ----------
    asked : mapping of str to str
        `area`, `school`, `stage`, `grade`, `school_class`, `mark`: what is asked of them; empty or missing asks nothing.
    """
    paths = granted_paths(user, READERS)
    rows = Enrolment.objects.filter(school_year=school_year)
    if not paths:
        return rows.none()
    said = {key: asked[key] for key in ("stage", "grade", "school_class") if asked.get(key)}
    schools = School.objects.filter(below("organisation__path", paths))
    if asked.get("area"):
        schools = schools.filter(area=asked["area"])
    if asked.get("school"):
        schools = schools.filter(pk=asked["school"])
    # The whole city, unfiltered, is read in the order of codes; everything else school by school.
    is_whole = any(path.count("/") == 1 for path in paths)
    if not is_whole or said or asked.get("area") or asked.get("school"):
        rows = rows.filter(school__in=schools.values("pk"))
    return rows.filter(MARKS.get(asked.get("mark", ""), Q()), **said)


def among(rows: QuerySet[Enrolment], words: str) -> QuerySet[Enrolment]:
    """Those on a roll that are found by name, pinyin or number."""
    return rows.filter(pupil__in=pupils_like(words).values("pk"))


def pupil_seen(user: Viewer, code: str) -> QuerySet[Pupil]:
    """One pupil, if a school the person sees has or had the child: asked for this one alone, by its key."""
    paths = granted_paths(user, READERS)
    seen = Enrolment.objects.filter(below("school__organisation__path", paths), pupil=code) if paths else None
    return Pupil.objects.filter(pk=code) if seen is not None and seen.exists() else Pupil.objects.none()


def schools_of(user: Viewer) -> QuerySet[School]:
    """The schools a person may see, with their area."""
    return visible_to(School, user).select_related("area")


def schools_with_status(rows: QuerySet[School], kind: str) -> QuerySet[School]:
    """Schools that reached a quality."""
    reached = SchoolStatus.objects.filter(kind=kind, achieved_on__isnull=False).values("school")
    return rows.filter(pk__in=reached)


def teachers_of(user: Viewer) -> QuerySet[Teacher]:
    """The staff a person may see, with their school."""
    return visible_to(Teacher, user).select_related("school")


def filters_of(user: Any, register: str) -> QuerySet[SavedFilter]:
    """The filters a person kept for a list."""
    return SavedFilter.objects.filter(user_id=user.pk, register=register).order_by("name")
