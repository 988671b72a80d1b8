"""Read-only windows on this room's records."""

from xuezheng.records import masking
from xuezheng.records.accounts.admin import Masks, open_windows
from xuezheng.records.visits.models import Finding
from xuezheng.records.visits.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {Finding: {"note": masking.hidden}}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
