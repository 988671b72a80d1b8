"""Named reads of programmes, always within what the person may see."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery

from xuezheng.records.accounts.queries import Viewer, scope_by
from xuezheng.records.programmes.models import (
    Acquisition,
    Activity,
    ActivityParticipation,
    Agreement,
    AidAward,
    AidScheme,
    AidStandard,
    Campaign,
    CampaignParticipant,
    Contest,
    ContestEntry,
    Delivery,
    Fund,
    GroupMember,
    HardshipListing,
    ListEntry,
    ListLink,
    Milestone,
    OutsideList,
    PlacePurchase,
    Project,
    SchoolGroup,
    Session,
    StudentLoan,
    Target,
    Works,
)
from xuezheng.records.registers.models import Area, Enrolment, Movement, Pupil
from xuezheng.records.registers.queries import visible_to as registers_visible_to

_SCHOOL = "school__organisation__path"
_AREA = "area__organisation__path"

ORGANISATION_PATHS: dict[type[Model], str] = {
    Target: "owner__path",
    Project: "owner__path",
    Milestone: "project__owner__path",
    Fund: _AREA,
    AidScheme: "",
    AidAward: _SCHOOL,
    HardshipListing: _SCHOOL,
    StudentLoan: _AREA,
    OutsideList: _AREA,
    ListEntry: f"outside_list__{_AREA}",
    ListLink: f"outside_list__{_AREA}",
    Campaign: "",
    CampaignParticipant: _AREA,
    Activity: _AREA,
    ActivityParticipation: _SCHOOL,
    Contest: "",
    ContestEntry: _SCHOOL,
    Agreement: _SCHOOL,
    Delivery: _SCHOOL,
    Works: _AREA,
    Acquisition: _AREA,
    PlacePurchase: _SCHOOL,
    SchoolGroup: _AREA,
    GroupMember: _SCHOOL,
    Session: _AREA,
    AidStandard: "",
}

visible_to = scope_by(ORGANISATION_PATHS)


def unapproved_targets(user: Viewer, *, on: date) -> QuerySet[Target]:
    """Targets that can still be approved on a day."""
    return visible_to(Target, user).filter(approved_on=None, due_on__gt=on).order_by("due_on")


def unfinished_projects(user: Viewer, *, plan_year: int) -> QuerySet[Project]:
    """Projects of a year's plan that are neither completed nor cancelled."""
    return visible_to(Project, user).filter(plan_year=plan_year, completed_on=None, cancelled_on=None)


def open_listings(user: Viewer, *, year: int) -> QuerySet[HardshipListing]:
    """Pupils listed as in difficulty for whom nothing is settled yet."""
    return visible_to(HardshipListing, user).filter(year=year, resolution="")


def outside_lists(user: Viewer, *, year: int | None = None) -> QuerySet[OutsideList]:
    """Lists taken in, by year and code."""
    rows = visible_to(OutsideList, user).order_by("-year", "code")
    return rows if year is None else rows.filter(year=year)


def next_list_code(kind: str, year: int) -> str:
    """The code of the next list of a kind and year."""
    stem = f"{kind}-{year}-"
    taken = OutsideList.objects.filter(code__startswith=stem).values_list("code", flat=True)
    return f"{stem}{1 + max((int(code.removeprefix(stem)) for code in taken), default=0):02d}"


def entries_of(row: OutsideList) -> QuerySet[ListEntry]:
    """The lines of a list, in the order of the file."""
    return ListEntry.objects.filter(outside_list=row).order_by("row")


def links_of(row: OutsideList) -> QuerySet[ListLink]:
    """Links of a list with both sides, by the line, the likeliest pupil first."""
    return (
        ListLink.objects.filter(outside_list=row)
        .select_related("entry", "pupil")
        .order_by("entry__row", "-weight", "pupil_id")
    )


def standing(row: OutsideList) -> tuple[int, int, int]:
    """Of a list: lines that are linked, lines that wait for a clerk, pairs a clerk has judged."""
    links = ListLink.objects.filter(outside_list=row)
    linked = links.filter(holds=True).count()
    open_links = links.filter(proposed=ListLink.Proposed.QUEUED, verdict="")
    waiting = open_links.exclude(entry__in=links.filter(holds=True).values("entry"))
    return linked, waiting.values("entry").distinct().count(), links.exclude(verdict="").count()


def in_parts(keys: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """Keys in parts that one question can hold."""
    listed = sorted(keys)
    yield from (listed[start : start + size] for start in range(0, len(listed), size))


def find_link(user: Viewer, number: int) -> ListLink | None:
    """A link within what the person may see."""
    rows = visible_to(ListLink, user).select_related("entry", "pupil", "outside_list__area__organisation")
    return rows.filter(pk=number).first()


def rolls_around(user: Viewer, year: int) -> QuerySet[Enrolment]:
    """Rolls of the two school years a calendar year lies in, the later one last."""
    return (
        registers_visible_to(Enrolment, user)
        .filter(school_year__in=(year - 1, year))
        .order_by("school_year", "pk")
    )


def pupils_on_rolls(user: Viewer, year: int) -> QuerySet[Pupil]:
    """Pupils who are on a roll in a calendar year."""
    return Pupil.objects.filter(pk__in=rolls_around(user, year).values("pupil")).order_by("pk")


def opened_pupils(user: Viewer, year: int) -> list[list[Any]]:
    """The pupils of a year as columns: code, name, identity number, sex, birthday, guardian's telephone."""
    rows = pupils_on_rolls(user, year).values_list(
        "code", "name", "id_number", "sex", "born_on", "guardian_phone"
    )
    columns: list[list[Any]] = [[] for _ in range(6)]
    for row in rows.iterator(chunk_size=20_000):
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    for place, name in ((2, "id_number"), (5, "guardian_phone")):
        field: Any = Pupil._meta.get_field(name)
        columns[place] = field.open_many([getattr(value, "text", value) for value in columns[place]])
    return columns


def areas_known(user: Viewer) -> QuerySet[Area]:
    """The counties a person may write for."""
    return registers_visible_to(Area, user)


def hardship_of(user: Viewer, year: int) -> QuerySet[HardshipListing]:
    """The year's list of pupils in difficulty."""
    return visible_to(HardshipListing, user).filter(year=year).order_by("pk")


def links_that_hold(user: Viewer, year: int) -> QuerySet[ListLink]:
    """Pupils that stand on an outside list of the year."""
    return visible_to(ListLink, user).filter(holds=True, outside_list__year=year).order_by("pk")


def paid_awards(user: Viewer, year: int) -> QuerySet[AidAward]:
    """Aid of a year that was paid."""
    return visible_to(AidAward, user).filter(year=year, paid_on__isnull=False).order_by("pk")


def schemes_run(year: int) -> QuerySet[AidScheme]:
    """Schemes the bureau runs in a year."""
    begun = AidScheme.objects.filter(started_on__year__lte=year)
    return begun.filter(Q(ended_on=None) | Q(ended_on__year__gte=year)).order_by("code")


def off_the_roll(awards: QuerySet[AidAward], year: int) -> QuerySet[AidAward]:
    """Awards for a term in which the pupil is on no roll of the city."""
    spring = Enrolment.objects.filter(pupil=OuterRef("pupil"), school_year=year - 1)
    autumn = Enrolment.objects.filter(pupil=OuterRef("pupil"), school_year=year)
    return awards.filter(Q(term="spring") & ~Exists(spring) | Q(term="autumn") & ~Exists(autumn))


def left_for_poverty(user: Viewer, year: int) -> QuerySet[Any]:
    """Movements of a year out of school for poverty, with the day of a later return (`returned_on`)."""
    returns = (
        Movement.objects.filter(pupil=OuterRef("pupil"), kind=Movement.Kind.RETURN, on__gte=OuterRef("on"))
        .order_by("on")
        .values("on")[:1]
    )
    left = registers_visible_to(Movement, user).filter(
        kind=Movement.Kind.DROPOUT, reason=Movement.Reason.POVERTY, on__year=year
    )
    return left.annotate(returned_on=Subquery(returns)).select_related("pupil", "school").order_by("on", "pk")


def orphans_on_rolls(user: Viewer, year: int) -> QuerySet[Pupil, str]:
    """Codes of pupils of a year who are registered as orphans."""
    return pupils_on_rolls(user, year).filter(is_orphan=True).values_list("pk", flat=True)


def names_of(user: Viewer, pupils: Iterable[str]) -> dict[str, str]:
    """The names of pupils the person may see."""
    seen = registers_visible_to(Pupil, user)
    return dict(
        pair for part in in_parts(pupils) for pair in seen.filter(pk__in=part).values_list("pk", "name")
    )


def late_milestones(user: Viewer, *, on: date) -> QuerySet[Milestone]:
    """Steps of projects that should have been reached by a day, projects that still go on."""
    rows = visible_to(Milestone, user).filter(done_on=None, due_on__lt=on, project__cancelled_on=None)
    return rows.select_related("project").order_by("due_on")


def late_funds(user: Viewer, *, on: date) -> QuerySet[Fund]:
    """Money that was announced and has not arrived within half a year."""
    return visible_to(Fund, user).filter(arrived_on=None, noticed_on__lt=on - timedelta(days=182))
