"""Read-only windows on this room's records."""

from xuezheng.records import masking
from xuezheng.records.accounts.admin import Masks, open_windows
from xuezheng.records.decisions.models import Decision
from xuezheng.records.decisions.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {Decision: {"approved_by": masking.first_character}}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
