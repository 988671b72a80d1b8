"""The page of one school, one pupil, one teacher: what is on record, and where it leads."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.records import masking
from xuezheng.records.accounts.rights import RIGHTS, SCHOOL_DESK
from xuezheng.records.casework.queries import Case
from xuezheng.records.casework.queries import visible_to as visible_cases
from xuezheng.records.programmes.queries import AidAward, HardshipListing, Project
from xuezheng.records.programmes.queries import visible_to as visible_programmes
from xuezheng.records.registers.actions.reading import (
    PupilPage,
    Reason,
    read_pupil,
    unmask_head_phone,
    unmask_pupil,
)
from xuezheng.records.registers.queries import (
    Campus,
    Enrolment,
    Movement,
    Pupil,
    School,
    SchoolReturn,
    SchoolStatus,
    Teacher,
    TeacherGrowth,
    visible_to,
)
from xuezheng.records.registers.queries.rolls import pupil_seen, schools_of, teachers_of
from xuezheng.records.rounds.queries import ClassPlacement
from xuezheng.records.rounds.queries import visible_to as visible_rounds
from xuezheng.rules.codes import PRIVATE_RUNNER, school_kind
from xuezheng.web.desk.places import roles_of
from xuezheng.web.desk.registers.lists import this_school_year
from xuezheng.web.desk.registers.people import born_for, name_for, sees_names, word_for
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.gate import can, for_roles

FEW = 8


@for_roles()
def school(request: HttpRequest, code: str) -> HttpResponse:
    """A school: facts, returns by year, the roll by grade, staff, campus, projects, cases."""
    one = get_object_or_404(schools_of(request.user), pk=code)
    year = this_school_year()
    user = request.user
    roll = Enrolment.objects.filter(school=one, school_year=year).values("stage", "grade")
    grades: list[Any] = list(
        roll.annotate(n=Count("pk"), n_classes=Count("school_class", distinct=True)).order_by(
            "stage", "grade"
        )
    )
    stages = dict(Enrolment._meta.get_field("stage").flatchoices)
    for grade in grades:
        grade["label"] = stages.get(grade["stage"], grade["stage"])
    staff = Teacher.objects.filter(school=one, left_on=None).aggregate(
        n=Count("pk"), n_full_time=Count("pk", filter=Q(is_full_time=True))
    )
    shown = {
        "school": one,
        "kind": school_kind(one.kind),
        "is_private": one.runner == PRIVATE_RUNNER,
        "head_phone": _head_phone(request, one),
        "reasons": Reason.choices
        if one.head_phone and can(request, "school.unmask", one.organisation.path)
        else (),
        "is_whole": request.method == "POST",
        "year": year,
        "grades": grades,
        "n_pupils": sum(grade["n"] for grade in grades),
        "staff": staff,
        "returns": visible_to(SchoolReturn, user).filter(school=one).order_by("-school_year", "stage")[:FEW],
        "campus": visible_to(Campus, user).filter(school=one).order_by("-year").first(),
        "statuses": visible_to(SchoolStatus, user).filter(school=one).order_by("-plan_year", "kind")[:FEW],
        "projects": visible_programmes(Project, user).filter(school=one).order_by("-planned_on")[:FEW],
        "cases": visible_cases(Case, user).filter(school=one).order_by("-received_on")[:FEW],
    }
    answer = render(request, "desk/registers/school.html", shown)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _head_phone(request: HttpRequest, one: School) -> str:
    """The telephone masked; whole where a reason was given, which is noted."""
    if request.method != "POST":
        return masking.telephone(one.head_phone)
    reason = request.POST.get("reason", "")
    return unmask_head_phone(one, reason=reason, by=request.user, at=now())  # type: ignore[arg-type]


@for_roles()
def pupil(request: HttpRequest, code: str) -> HttpResponse:
    """A pupil: numbers masked; on the rolls and movements. Whoever opens it stands in the log."""
    page = read_pupil(code, by=request.user, at=now())  # type: ignore[arg-type]
    return _pupil(request, page)


@for_roles(SCHOOL_DESK)
@require_POST
def unmask(request: HttpRequest, code: str) -> HttpResponse:
    """The numbers whole, once, for a reason that is noted. Going back shows them masked."""
    page = unmask_pupil(code, reason=request.POST.get("reason", ""), by=request.user, at=now())  # type: ignore[arg-type]
    return _pupil(request, page)


def _pupil(request: HttpRequest, page: PupilPage) -> HttpResponse:
    one, user = page.pupil, request.user
    enrolments = visible_to(Enrolment, user).filter(pupil=one).select_related("school", "school_class")
    movements = visible_to(Movement, user).filter(pupil=one).select_related("school").order_by("-on")
    shown = {
        "page": page,
        "pupil": one,
        "name": name_for(request, page.name),
        "born": born_for(request, one),
        "marks": [label for label, holds in _marks(request, one) if holds],
        "reasons": Reason.choices if roles_of(request) & RIGHTS["pupil.unmask"].roles else (),
        "enrolments": enrolments.order_by("-school_year"),
        "movements": movements[:FEW],
    }
    answer = render(request, "desk/registers/pupil.html", shown)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _marks(request: HttpRequest, one: Pupil) -> list[tuple[str, bool]]:
    return [
        (_("随迁子女"), one.is_migrant),
        (_("留守儿童"), one.is_left_behind),
        (_("孤儿"), one.is_orphan and sees_names(request)),
    ]


@for_roles()
def pupil_more(request: HttpRequest, code: str) -> HttpResponse:
    """The part of a pupil's page that comes after it: aid, hardship lists, placements."""
    one = get_object_or_404(pupil_seen(request.user, code))
    user = request.user
    awards = visible_programmes(AidAward, user).filter(pupil=one).select_related("scheme")
    shown = {
        "pupil": one,
        "sees_names": sees_names(request),
        "awards": awards.order_by("-year", "term")[:FEW],
        "listings": visible_programmes(HardshipListing, user).filter(pupil=one).order_by("-year")[:FEW],
        "placements": visible_rounds(ClassPlacement, user).filter(pupil=one).select_related("round")[:FEW],
    }
    part = request.htmx  # type: ignore[attr-defined]
    return render(
        request, "desk/registers/_pupil_more.html" if part else "desk/registers/pupil_more.html", shown
    )


@for_roles()
def teacher(request: HttpRequest, code: str) -> HttpResponse:
    """A member of staff: post, qualification, training, rotation, awards."""
    one = get_object_or_404(teachers_of(request.user), pk=code)
    growth = visible_to(TeacherGrowth, request.user).filter(teacher=one).order_by("-on")
    shown = {
        "teacher": one,
        "name": name_for(request, one.name),
        "born": born_for(request, one),
        "degree": word_for("degree", one.degree),
        "title": word_for("title", one.title),
        "growth": growth[:50],
    }
    return render(request, "desk/registers/teacher.html", shown)
