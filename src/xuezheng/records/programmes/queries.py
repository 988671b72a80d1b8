"""Named reads of programmes, always within what the person may see."""

from datetime import date

from django.db.models import Model, QuerySet

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
