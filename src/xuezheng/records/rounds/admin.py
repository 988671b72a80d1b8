"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import Masks, ends_only, hidden, open_windows
from xuezheng.records.rounds.models import ExamAbsence, ExamRoomChange
from xuezheng.records.rounds.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {
    ExamAbsence: {"candidate_number": ends_only},
    ExamRoomChange: {"reason": hidden},
}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
