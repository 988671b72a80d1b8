"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import ends_only, first_character, hidden, open_window
from xuezheng.records.registers.models import Pupil, School, Teacher
from xuezheng.records.registers.queries import ORGANISATION_PATHS, visible_to

MASKS = {
    School: {"head_phone": hidden},
    Pupil: {
        "name": first_character,
        "roll_number": ends_only,
        "id_number": ends_only,
        "guardian_phone": hidden,
    },
    Teacher: {"name": first_character},
}

for model in ORGANISATION_PATHS:
    open_window(model, visible_to, masks=MASKS.get(model))
