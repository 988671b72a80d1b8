"""Named reads of the registers, always within what the person may see."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.accounts.queries import Viewer, below, granted_paths, scope_by
from xuezheng.records.accounts.rights import READERS
from xuezheng.records.registers.models import (
    Area,
    Campus,
    DropoutDuty,
    DropoutEntry,
    Enrolment,
    Facility,
    MergedPupil,
    MergedRow,
    Movement,
    PartyAdviser,
    PartyOrganisation,
    Persuasion,
    Population,
    Posts,
    Pupil,
    PupilMerge,
    SavedFilter,
    School,
    SchoolAgeChild,
    SchoolClass,
    SchoolReturn,
    SchoolStatus,
    SpecialPlacement,
    Spelling,
    SubjectRoom,
    Teacher,
    TeacherGrowth,
    TrainingInstitution,
    VocationalMajor,
    Website,
    WellbeingReturn,
)

#: The stages a child must attend.
COMPULSORY = ("primary", "junior")
_SCHOOL = "school__organisation__path"
_AREA = "area__organisation__path"

ORGANISATION_PATHS: dict[type[Model], str] = {
    Area: "organisation__path",
    School: "organisation__path",
    SchoolStatus: _SCHOOL,
    SchoolReturn: _SCHOOL,
    SchoolClass: _SCHOOL,
    Pupil: "enrolment__school__organisation__path",
    Enrolment: _SCHOOL,
    Movement: _SCHOOL,
    Teacher: _SCHOOL,
    TeacherGrowth: _SCHOOL,
    Posts: _SCHOOL,
    Facility: _SCHOOL,
    SubjectRoom: _SCHOOL,
    Population: _AREA,
    VocationalMajor: _SCHOOL,
    Website: _AREA,
    Campus: _SCHOOL,
    WellbeingReturn: _SCHOOL,
    SpecialPlacement: _AREA,
    TrainingInstitution: _AREA,
    PartyOrganisation: _AREA,
    PartyAdviser: _SCHOOL,
    SchoolAgeChild: _AREA,
    DropoutEntry: _SCHOOL,
    Persuasion: "entry__school__organisation__path",
    DropoutDuty: "organisation__path",
    PupilMerge: "organisation__path",
    MergedPupil: "merge__organisation__path",
    MergedRow: "merge__organisation__path",
    SavedFilter: "user__organisation__path",
    Spelling: "",
}

_visible_to = scope_by(ORGANISATION_PATHS)


def visible_to(model: type[Model], user: Viewer) -> QuerySet:
    """A pupil is seen by the schools that ever had the pupil on roll, once each; the list of all names by nobody."""
    if model is Spelling:
        return Spelling.objects.none()
    if model is not Pupil:
        return _visible_to(model, user)
    paths = granted_paths(user, READERS)
    if not paths:
        return Pupil.objects.none()
    enrolled = Enrolment.objects.filter(below(_SCHOOL, paths)).values("pupil")
    return Pupil.objects.filter(pk__in=enrolled)


def open_schools(user: Viewer, *, on: date) -> QuerySet[School]:
    """Schools that hold a licence on a day."""
    rows = visible_to(School, user).filter(opened_on__lte=on)
    return rows.filter(Q(closed_on=None) | Q(closed_on__gt=on))


def returns_missing(user: Viewer, *, school_year: int) -> QuerySet[School]:
    """Open schools that have sent nothing for a school year."""
    sent = SchoolReturn.objects.filter(school_year=school_year).values("school")
    return visible_to(School, user).filter(closed_on=None).exclude(pk__in=sent)


def schools_below(organisation: Organisation) -> set[str]:
    """Codes of the schools of an office."""
    return set(
        School.objects.filter(below("organisation__path", [organisation.path])).values_list("pk", flat=True)
    )


def children_to_compare(user: Viewer) -> Iterator[tuple[Any, ...]]:
    """What is compared to find one child entered twice, of every child a person may see."""
    names = ("code", "roll_number", "name", "id_number", "sex", "born_on", "guardian_phone")
    return visible_to(Pupil, user).order_by("code").values_list(*names).iterator()


def merged_numbers(user: Viewer) -> Iterator[tuple[Any, str]]:
    """学籍号 that were merged away, and the code they were merged into."""
    return visible_to(MergedPupil, user).order_by("pk").values_list("roll_number", "merge__keep").iterator()


def dropout_entries(user: Viewer, *, on: date) -> QuerySet[DropoutEntry]:
    """Entries of the registers of suspected and confirmed dropouts that stand open on a day."""
    rows = visible_to(DropoutEntry, user).filter(entered_on__lte=on)
    rows = rows.filter(Q(closed_on=None) | Q(closed_on__gt=on))
    return rows.select_related("school__area", "school__organisation").order_by("found_on", "code")


def next_entry_code(year: int) -> str:
    """The next code of a year in the registers of dropout control, such as `KC202500012`."""
    start = f"KC{year}"
    last = (
        DropoutEntry.objects.filter(code__startswith=start)
        .order_by("-code")
        .values_list("code", flat=True)
        .first()
    )
    return f"{start}{int(last[len(start) :]) + 1 if last else 1:05d}"


def duty_holders(user: Viewer, *, on: date) -> Iterator[tuple[str, Organisation]]:
    """Who owes duties of dropout control: the bureau, the districts, the open schools of compulsory stages."""
    paths = granted_paths(user, READERS)
    inside = Organisation.objects.filter(below("path", paths)).order_by("path")
    teaching = set(
        Enrolment.objects.filter(stage__in=COMPULSORY)
        .values_list("school__organisation", flat=True)
        .distinct()
    )
    for organisation in inside:
        if organisation.kind == Organisation.Kind.BUREAU:
            yield "city", organisation
        elif organisation.kind == Organisation.Kind.DISTRICT:
            yield "district", organisation
        elif organisation.pk in teaching:
            school = School.objects.filter(organisation=organisation).first()
            if school and (school.closed_on is None or school.closed_on > on):
                yield "school", organisation


def last_schools(codes: Collection[str]) -> dict[str, str]:
    """The name of the school that has each pupil on its roll, or had last."""
    listed = sorted(codes)
    found: dict[str, str] = {}
    for start in range(0, len(listed), 500):
        rows = Enrolment.objects.filter(pupil__in=listed[start : start + 500]).order_by("school_year")
        found |= dict(rows.values_list("pupil", "school__name"))
    return found


def in_no_class(user: Viewer, *, school_year: int, stages: Collection[str]) -> QuerySet[Enrolment]:
    """Pupils of a year who are in no class."""
    rows = visible_to(Enrolment, user).filter(school_year=school_year, school_class=None, stage__in=stages)
    return rows.select_related("school")


def in_closed_schools(user: Viewer, *, school_year: int) -> QuerySet[Enrolment]:
    """Pupils on the roll of a school that was closed before the school year began."""
    rows = visible_to(Enrolment, user).filter(school_year=school_year)
    return rows.filter(school__closed_on__lt=date(school_year, 9, 1)).select_related("school")


def classes_larger_than(
    user: Viewer, *, school_year: int, limits: Mapping[str, int]
) -> QuerySet[SchoolClass]:
    """Classes with more children than their stage allows, the largest first; `n` says how many."""
    # Not begun with an empty Q on the key: that would put the key into the grouping.
    over = reduce(or_, (Q(stage=stage, n__gt=limit) for stage, limit in limits.items()))
    rolls = visible_to(Enrolment, user).filter(school_year=school_year, stage__in=list(limits)).order_by()
    large = rolls.values("school", "stage", "grade", "school_class").annotate(n=Count("pupil")).filter(over)
    filled = Enrolment.objects.filter(school_class=OuterRef("pk"), school=OuterRef("school")).order_by()
    n = filled.values("school_class").annotate(n=Count("pupil")).values("n")
    rows = SchoolClass.objects.filter(pk__in=large.values("school_class")).annotate(n=Subquery(n))
    return rows.select_related("school").order_by("-n")
