"""The only writers of the registers."""

from xuezheng.records.audit.actions import corrector, owners_from
from xuezheng.records.registers.actions.dropouts import (
    close_entry,
    confirm_dropout,
    do_duty,
    list_child,
    order_guardian,
    record_persuasion,
    report_dropout,
    return_child,
    suspect_dropout,
)
from xuezheng.records.registers.actions.institutions import (
    close_institution,
    end_adviser,
    end_party_organisation,
    record_placement,
    register_institution,
    send_adviser,
    set_up_party_organisation,
    submit_campus,
    submit_wellbeing,
)
from xuezheng.records.registers.actions.merging import merge_pupils, unmerge_pupils
from xuezheng.records.registers.actions.naming import drop_filter, save_filter, spell_new_names
from xuezheng.records.registers.actions.pupils import enrol_pupil, last_school_of, record_movement
from xuezheng.records.registers.actions.rosters import Roster, take_roster
from xuezheng.records.registers.actions.schools import (
    achieve_status,
    close_school,
    list_for_status,
    open_class,
    open_school,
    start_status,
    submit_return,
)
from xuezheng.records.registers.actions.surroundings import (
    add_facility,
    approve_website,
    close_facility,
    close_subject_room,
    close_website,
    designate_major,
    end_major,
    open_major,
    open_subject_room,
    record_population,
    register_area,
    register_website,
)
from xuezheng.records.registers.actions.teachers import (
    hire_teacher,
    record_growth,
    record_posts,
    release_teacher,
)
from xuezheng.records.registers.models import (
    DropoutDuty,
    DropoutEntry,
    MergedPupil,
    MergedRow,
    Pupil,
    PupilMerge,
    School,
)
from xuezheng.records.registers.queries import ORGANISATION_PATHS

correct = corrector(
    {
        **owners_from(ORGANISATION_PATHS, without=(Pupil, PupilMerge, MergedPupil, MergedRow, DropoutDuty)),
        Pupil: last_school_of,
    },
    fixed={
        School: ("area", "organisation"),
        DropoutEntry: ("school", "pupil", "child", "confirmed_on", "returned_on", "closed_on", "outcome"),
    },
)

__all__ = [
    "Roster",
    "achieve_status",
    "add_facility",
    "approve_website",
    "close_entry",
    "close_facility",
    "close_school",
    "close_subject_room",
    "close_website",
    "confirm_dropout",
    "correct",
    "designate_major",
    "do_duty",
    "drop_filter",
    "end_major",
    "enrol_pupil",
    "hire_teacher",
    "list_child",
    "list_for_status",
    "merge_pupils",
    "open_class",
    "open_major",
    "open_school",
    "open_subject_room",
    "order_guardian",
    "record_growth",
    "record_movement",
    "record_persuasion",
    "record_population",
    "record_posts",
    "register_area",
    "register_website",
    "report_dropout",
    "return_child",
    "release_teacher",
    "start_status",
    "close_institution",
    "end_adviser",
    "end_party_organisation",
    "record_placement",
    "register_institution",
    "save_filter",
    "send_adviser",
    "spell_new_names",
    "set_up_party_organisation",
    "submit_campus",
    "take_roster",
    "unmerge_pupils",
    "submit_return",
    "suspect_dropout",
    "submit_wellbeing",
]
