"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import open_windows
from xuezheng.records.ledger.queries import ORGANISATION_PATHS, visible_to

open_windows(ORGANISATION_PATHS, visible_to)
