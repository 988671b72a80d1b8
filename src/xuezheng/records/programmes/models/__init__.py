"""Annual targets, projects, funds, aid, campaigns, activities, contests, purchases, groups of schools."""

from xuezheng.records.programmes.models.activities import (
    Activity,
    ActivityParticipation,
    Agreement,
    Campaign,
    CampaignParticipant,
    Contest,
    ContestEntry,
)
from xuezheng.records.programmes.models.aid import AidAward, AidScheme, HardshipListing, StudentLoan
from xuezheng.records.programmes.models.groups import AidStandard, GroupMember, SchoolGroup, Session
from xuezheng.records.programmes.models.lists import ListEntry, ListLink, OutsideList
from xuezheng.records.programmes.models.projects import Fund, Milestone, Project, Target
from xuezheng.records.programmes.models.purchases import Acquisition, Delivery, PlacePurchase, Works

__all__ = [
    "Acquisition",
    "Activity",
    "ActivityParticipation",
    "Agreement",
    "AidAward",
    "AidScheme",
    "AidStandard",
    "Campaign",
    "CampaignParticipant",
    "Contest",
    "ContestEntry",
    "Delivery",
    "Fund",
    "GroupMember",
    "HardshipListing",
    "ListEntry",
    "ListLink",
    "Milestone",
    "OutsideList",
    "PlacePurchase",
    "Project",
    "SchoolGroup",
    "Session",
    "StudentLoan",
    "Target",
    "Works",
]
