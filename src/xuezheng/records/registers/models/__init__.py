"""Areas, schools, pupils, teachers, facilities, population, campuses, institutions.

Nothing here is deleted: a thing that ends gets the day on which it ended, so that last
year's figures can still be counted. Years of schooling (`school_year`) are named by the
calendar year in which they begin (1 September).
"""

from xuezheng.records.registers.models.campuses import Campus, SpecialPlacement, WellbeingReturn
from xuezheng.records.registers.models.dropouts import DropoutDuty, DropoutEntry, Persuasion, SchoolAgeChild
from xuezheng.records.registers.models.institutions import (
    PartyAdviser,
    PartyOrganisation,
    TrainingInstitution,
)
from xuezheng.records.registers.models.merging import MergedPupil, MergedRow, PupilMerge
from xuezheng.records.registers.models.names import SavedFilter, Spelling
from xuezheng.records.registers.models.pupils import Enrolment, Movement, Pupil
from xuezheng.records.registers.models.rooms import SubjectRoom
from xuezheng.records.registers.models.schools import (
    Area,
    School,
    SchoolClass,
    SchoolReturn,
    SchoolStatus,
    Stage,
)
from xuezheng.records.registers.models.surroundings import Facility, Population, VocationalMajor, Website
from xuezheng.records.registers.models.teachers import Posts, Teacher, TeacherGrowth

__all__ = [
    "Area",
    "Campus",
    "DropoutDuty",
    "DropoutEntry",
    "Enrolment",
    "Facility",
    "MergedPupil",
    "MergedRow",
    "Movement",
    "PartyAdviser",
    "PartyOrganisation",
    "Persuasion",
    "Population",
    "Posts",
    "Pupil",
    "PupilMerge",
    "SavedFilter",
    "School",
    "SchoolAgeChild",
    "SchoolClass",
    "SchoolReturn",
    "SchoolStatus",
    "SpecialPlacement",
    "Spelling",
    "Stage",
    "SubjectRoom",
    "Teacher",
    "TeacherGrowth",
    "TrainingInstitution",
    "VocationalMajor",
    "Website",
    "WellbeingReturn",
]
