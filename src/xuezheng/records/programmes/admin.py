"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import Masks, ends_only, first_character, hidden, open_windows
from xuezheng.records.programmes.models import HardshipListing, ListEntry, ListLink, OutsideList, Target
from xuezheng.records.programmes.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {
    Target: {"approved_by": first_character},
    HardshipListing: {"reason": hidden},
    OutsideList: {"file_name": hidden, "file_sha256": hidden},
    ListEntry: {
        "name": first_character,
        "id_number": ends_only,
        "guardian": first_character,
        "phone": hidden,
    },
    ListLink: {"decided_by": first_character},
}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
