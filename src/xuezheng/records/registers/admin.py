"""Read-only windows on this room's records."""

from xuezheng.records import masking
from xuezheng.records.accounts.admin import Masks, open_windows
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
    "name": masking.name,
    "roll_number": masking.roll_number,
    "id_number": masking.identity_number,
    "guardian_phone": masking.telephone,
}
MASKS: Masks = {
    School: {"head_phone": masking.telephone},
    Pupil: _CHILD,
    MergedPupil: _CHILD,
    MergedRow: {"content": masking.hidden},
    SchoolAgeChild: {"name": masking.name, "id_number": masking.identity_number},
    DropoutEntry: {"support": masking.hidden},
    Teacher: {"name": masking.name},
}

# The list of all names is for finding, not for reading.
open_windows([model for model in ORGANISATION_PATHS if model is not Spelling], visible_to, MASKS)
