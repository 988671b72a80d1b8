"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import Masks, ends_only, first_character, hidden, open_windows
from xuezheng.records.registers.models import DropoutEntry, MergedPupil, MergedRow, Pupil, School, SchoolAgeChild, Teacher
from xuezheng.records.registers.queries import ORGANISATION_PATHS, visible_to

_CHILD = {
    "name": first_character,
    "roll_number": ends_only,
    "id_number": ends_only,
    "guardian_phone": hidden,
}
MASKS: Masks = {
    School: {"head_phone": hidden},
    Pupil: _CHILD,
    MergedPupil: _CHILD,
    MergedRow: {"content": hidden},
    SchoolAgeChild: {"name": first_character, "id_number": ends_only},
    DropoutEntry: {"support": hidden},
    Teacher: {"name": first_character},
}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
