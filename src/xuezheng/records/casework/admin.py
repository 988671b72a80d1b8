"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import first_character, hidden, open_window
from xuezheng.records.casework.models import Case, CaseExtension, Proposal
from xuezheng.records.casework.queries import ORGANISATION_PATHS, visible_to

MASKS = {
    Case: {"summary": hidden, "caller_phone": hidden},
    CaseExtension: {"approved_by": first_character},
    Proposal: {"proposer": first_character},
}

for model in ORGANISATION_PATHS:
    open_window(model, visible_to, masks=MASKS.get(model))
