"""Read-only windows on this room's records."""

from xuezheng.records import masking
from xuezheng.records.accounts.admin import Masks, open_windows
from xuezheng.records.rounds.models import ExamAbsence, ExamRoomChange, RoundStep
from xuezheng.records.rounds.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {
    ExamAbsence: {"candidate_number": masking.identity_number},
    ExamRoomChange: {"reason": masking.hidden},
    RoundStep: {"witnesses": masking.hidden},
}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
