"""Annual targets, projects, funds, aid and its beneficiaries, campaigns, activities, contests."""

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
from xuezheng.records.programmes.models.projects import Fund, Milestone, Project, Target

__all__ = [
    "Activity",
    "ActivityParticipation",
    "Agreement",
    "AidAward",
    "AidScheme",
    "Campaign",
    "CampaignParticipant",
    "Contest",
    "ContestEntry",
    "Fund",
    "HardshipListing",
    "Milestone",
    "Project",
    "StudentLoan",
    "Target",
]
