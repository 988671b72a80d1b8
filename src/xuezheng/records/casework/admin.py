"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import Masks, first_character, hidden, open_windows
from xuezheng.records.casework.models import Appeal, Case, CaseExtension, PermitApplication, Proposal
from xuezheng.records.casework.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {
    Appeal: {"text": hidden, "phone": hidden, "about": hidden, "secret_key": hidden},
    Case: {"summary": hidden, "caller_phone": hidden, "signed_off_by": first_character},
    CaseExtension: {"approved_by": first_character, "asked_by": first_character},
    Proposal: {"proposer": first_character, "extended_by": first_character},
    PermitApplication: {"extended_by": first_character},
}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
