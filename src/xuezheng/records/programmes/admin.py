"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import Masks, first_character, hidden, open_windows
from xuezheng.records.programmes.models import HardshipListing, Target
from xuezheng.records.programmes.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {Target: {"approved_by": first_character}, HardshipListing: {"reason": hidden}}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
