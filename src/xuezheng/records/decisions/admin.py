"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import first_character, open_window
from xuezheng.records.decisions.models import Decision
from xuezheng.records.decisions.queries import ORGANISATION_PATHS, visible_to

MASKS = {Decision: {"approved_by": first_character}}

for model in ORGANISATION_PATHS:
    open_window(model, visible_to, masks=MASKS.get(model))
