"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import Masks, hidden, open_windows
from xuezheng.records.visits.models import Finding
from xuezheng.records.visits.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {Finding: {"note": hidden}}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
