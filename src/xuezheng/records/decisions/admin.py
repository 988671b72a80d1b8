"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import Masks, first_character, open_windows
from xuezheng.records.decisions.models import Decision
from xuezheng.records.decisions.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {Decision: {"approved_by": first_character}}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
