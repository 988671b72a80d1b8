"""Whatever comes in and must be answered by a date."""

from xuezheng.records.casework.models.appeals import Appeal
from xuezheng.records.casework.models.cases import Case, CaseExtension, CasePause, Dispatch
from xuezheng.records.casework.models.clocks import CASE_CLOCKS, Ground
from xuezheng.records.casework.models.permits import ApplicationPause, PermitApplication, PermitItem
from xuezheng.records.casework.models.proposals import Proposal
from xuezheng.records.casework.models.rectifications import DueDateRun, RectificationItem

#: What has a clock of its own: a case, a proposal, an application, a problem.
MATTERS = (Case, Proposal, PermitApplication, RectificationItem)

__all__ = [
    "CASE_CLOCKS",
    "MATTERS",
    "Appeal",
    "ApplicationPause",
    "Case",
    "CaseExtension",
    "CasePause",
    "Dispatch",
    "DueDateRun",
    "Ground",
    "PermitApplication",
    "PermitItem",
    "Proposal",
    "RectificationItem",
]
