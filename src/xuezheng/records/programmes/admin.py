"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import first_character, hidden, open_window
from xuezheng.records.programmes.models import HardshipListing, Target
from xuezheng.records.programmes.queries import ORGANISATION_PATHS, visible_to

MASKS = {Target: {"approved_by": first_character}, HardshipListing: {"reason": hidden}}

for model in ORGANISATION_PATHS:
    open_window(model, visible_to, masks=MASKS.get(model))
