"""Read-only windows on this room's records."""

from xuezheng.records import masking
from xuezheng.records.accounts.admin import Masks, open_windows
from xuezheng.records.programmes.models import HardshipListing, ListEntry, ListLink, OutsideList, Target
from xuezheng.records.programmes.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {
    Target: {"approved_by": masking.first_character},
    HardshipListing: {"reason": masking.hidden},
    OutsideList: {"file_name": masking.hidden, "file_sha256": masking.hidden},
    ListEntry: {
        "name": masking.first_character,
        "id_number": masking.identity_number,
        "guardian": masking.first_character,
        "phone": masking.telephone,
    },
    ListLink: {"decided_by": masking.first_character},
}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
