"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import Masks, first_character, hidden, open_windows
from xuezheng.records.casework.models import Case, CaseExtension, Proposal
from xuezheng.records.casework.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {
    Case: {"summary": hidden, "caller_phone": hidden},
    CaseExtension: {"approved_by": first_character},
    Proposal: {"proposer": first_character},
}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
