"""Named reads of the registers, always within what the person may see."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.accounts.queries import Viewer, below, granted_paths, scope_by
from xuezheng.records.accounts.rights import READERS
from xuezheng.records.registers.models import (
    Area,
    Campus,
    Enrolment,
    Facility,
    MergedPupil,
    MergedRow,
    Movement,
    PartyAdviser,
    PartyOrganisation,
    Population,
    Posts,
    Pupil,
    PupilMerge,
    School,
    SchoolClass,
    SchoolReturn,
    SchoolStatus,
    SpecialPlacement,
    SubjectRoom,
    Teacher,
    TeacherGrowth,
    TrainingInstitution,
    VocationalMajor,
    Website,
    WellbeingReturn,
)

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
    PupilMerge: "organisation__path",
    MergedPupil: "merge__organisation__path",
    MergedRow: "merge__organisation__path",
}

_visible_to = scope_by(ORGANISATION_PATHS)


def visible_to(model: type[Model], user: Viewer) -> QuerySet:
    """A pupil is seen by the schools that ever had the pupil on roll, once each."""
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


def last_schools(codes: Collection[str]) -> dict[str, str]:
    """The name of the school that has each pupil on its roll, or had last."""
    listed = sorted(codes)
    found: dict[str, str] = {}
    for start in range(0, len(listed), 500):
        rows = Enrolment.objects.filter(pupil__in=listed[start : start + 500]).order_by("school_year")
        found |= dict(rows.values_list("pupil", "school__name"))
    return found
