"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import hidden, open_window
from xuezheng.records.visits.models import Finding
from xuezheng.records.visits.queries import ORGANISATION_PATHS, visible_to

MASKS = {Finding: {"note": hidden}}

for model in ORGANISATION_PATHS:
    open_window(model, visible_to, masks=MASKS.get(model))
