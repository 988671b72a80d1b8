"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import Masks, ends_only, first_character, hidden, open_windows
from xuezheng.records.registers.models import Pupil, School, Teacher
from xuezheng.records.registers.queries import ORGANISATION_PATHS, visible_to

MASKS: Masks = {
    School: {"head_phone": hidden},
    Pupil: {
        "name": first_character,
        "roll_number": ends_only,
        "id_number": ends_only,
        "guardian_phone": hidden,
    },
    Teacher: {"name": first_character},
}

open_windows(ORGANISATION_PATHS, visible_to, MASKS)
