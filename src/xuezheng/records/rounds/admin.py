"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import open_window
from xuezheng.records.rounds.queries import ORGANISATION_PATHS, visible_to

for model in ORGANISATION_PATHS:
    open_window(model, visible_to)
