"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import Masks, ends_only, first_character, hidden, open_windows
from xuezheng.records.registers.models import (
    DropoutEntry,
    MergedPupil,
    MergedRow,
    Pupil,
    School,
    SchoolAgeChild,
    Spelling,
    Teacher,
)
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

# The list of all names is for finding, not for reading.
open_windows([model for model in ORGANISATION_PATHS if model is not Spelling], visible_to, MASKS)
