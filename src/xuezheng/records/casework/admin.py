"""Read-only windows on this room's records."""

from xuezheng.records import masking
from xuezheng.records.accounts.admin import Masks, open_windows
from xuezheng.records.casework.models import Appeal, Case, CaseExtension, PermitApplication, Proposal
from xuezheng.records.casework.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {
    Appeal: {
        "text": masking.hidden,
        "phone": masking.telephone,
        "about": masking.hidden,
        "secret_key": masking.hidden,
    },
    Case: {
        "summary": masking.hidden,
        "caller_phone": masking.telephone,
        "signed_off_by": masking.first_character,
    },
    CaseExtension: {"approved_by": masking.first_character, "asked_by": masking.first_character},
    Proposal: {"proposer": masking.first_character, "extended_by": masking.first_character},
    PermitApplication: {"extended_by": masking.first_character},
}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
