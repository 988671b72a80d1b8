"""The files of the binding that hold a roster: columns in their order, what each must hold, what it points at.

Columns, order and required marks follow the 1EdTech OneRoster CSV Binding 1.2.1 (22 August 2023). Columns
named `metadata.…` may follow those of the binding; `ext:` words may stand where an enumeration is open.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column: `kind` is text, guid, guids, date, moment, year, boolean, words or one of `words`."""

    name: str
    kind: str = "text"
    is_required: bool = False
    words: tuple[str, ...] = ()
    target: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Table:
    """One file of the set, by its name without `.csv`."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _text(name: str, *, needed: bool = False) -> Column:
    return Column(name, "text", needed)


def _ref(name: str, target: str, *, needed: bool = False) -> Column:
    return Column(name, "guid", needed, target=target)


def _refs(name: str, target: str, *, needed: bool = False) -> Column:
    return Column(name, "guids", needed, target=target)


def _one_of(name: str, *words: str, needed: bool = False, is_open: bool = False) -> Column:
    return Column(name, "words", needed, words, is_open=is_open)


#: In a delta set these two are required; in a bulk set they stay empty or say `active`.
_HEAD = (
    Column("sourcedId", "id", True),
    _one_of("status", "active", "tobedeleted"),
    Column("dateLastModified", "moment"),
)
ROLES = (
    "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative",
    "siteAdministrator", "student", "systemAdministrator", "teacher",
)  # fmt: skip
_RACES = (
    "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican", "nativeHawaiianOrOtherPacificIslander",
    "white", "demographicRaceTwoOrMoreRaces", "hispanicOrLatinoEthnicity",
)  # fmt: skip

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "academicSessions",
            (
                *_HEAD,
                _text("title", needed=True),
                _one_of("type", "gradingPeriod", "semester", "schoolYear", "term", needed=True, is_open=True),
                Column("startDate", "date", True),
                Column("endDate", "date", True),
                _ref("parentSourcedId", "academicSessions"),
                Column("schoolYear", "year", True),
            ),
        ),
        Table(
            "orgs",
            (
                *_HEAD,
                _text("name", needed=True),
                _one_of(
                    "type",
                    "department",
                    "school",
                    "district",
                    "local",
                    "state",
                    "national",
                    needed=True,
                    is_open=True,
                ),
                _text("identifier"),
                _ref("parentSourcedId", "orgs"),
            ),
        ),
        Table(
            "courses",
            (
                *_HEAD,
                _ref("schoolYearSourcedId", "academicSessions"),
                _text("title", needed=True),
                _text("courseCode"),
                _text("grades"),
                _ref("orgSourcedId", "orgs", needed=True),
                _text("subjects"),
                _text("subjectCodes"),
            ),
        ),
        Table(
            "classes",
            (
                *_HEAD,
                _text("title", needed=True),
                _text("grades"),
                _ref("courseSourcedId", "courses", needed=True),
                _text("classCode"),
                _one_of("classType", "homeroom", "scheduled", needed=True, is_open=True),
                _text("location"),
                _ref("schoolSourcedId", "orgs", needed=True),
                _refs("termSourcedIds", "academicSessions", needed=True),
                _text("subjects"),
                _text("subjectCodes"),
                _text("periods"),
            ),
        ),
        Table(
            "users",
            (
                *_HEAD,
                Column("enabledUser", "boolean", True),
                _text("username", needed=True),
                _text("userIds"),
                _text("givenName", needed=True),
                _text("familyName", needed=True),
                _text("middleName"),
                _text("identifier"),
                _text("email"),
                _text("sms"),
                _text("phone"),
                _refs("agentSourcedIds", "users"),
                _text("grades"),
                _text("password"),
                _text("userMasterIdentifier"),
                _text("resourceSourcedIds"),
                _text("preferredGivenName"),
                _text("preferredMiddleName"),
                _text("preferredFamilyName"),
                _ref("primaryOrgSourcedId", "orgs"),
                _text("pronouns"),
            ),
        ),
        Table(
            "roles",
            (
                *_HEAD,
                _ref("userSourcedId", "users", needed=True),
                _one_of("roleType", "primary", "secondary", needed=True),
                _one_of("role", *ROLES, needed=True, is_open=True),
                Column("beginDate", "date"),
                Column("endDate", "date"),
                _ref("orgSourcedId", "orgs", needed=True),
                _text("userProfileSourcedId"),
            ),
        ),
        Table(
            "enrollments",
            (
                *_HEAD,
                _ref("classSourcedId", "classes", needed=True),
                _ref("schoolSourcedId", "orgs", needed=True),
                _ref("userSourcedId", "users", needed=True),
                _one_of("role", "administrator", "proctor", "student", "teacher", needed=True, is_open=True),
                Column("primary", "boolean"),
                Column("beginDate", "date"),
                Column("endDate", "date"),
            ),
        ),
        Table(
            "demographics",
            (
                Column("sourcedId", "id", True, target="users"),
                *_HEAD[1:],
                Column("birthDate", "date"),
                _one_of("sex", "male", "female", "unspecified", "other", is_open=True),
                *(Column(name, "boolean") for name in _RACES),
                _text("countryOfBirthCode"),
                _text("stateOfBirthAbbreviation"),
                _text("cityOfBirth"),
                _text("publicSchoolResidenceStatus"),
            ),
        ),
    )
}
#: The files a manifest speaks of, in its order.
FILES = (
    "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics",
    "enrollments", "lineItemLearningObjectiveIds", "lineItems", "lineItemScoreScales", "orgs", "resources",
    "resultLearningObjectiveIds", "results", "resultScoreScales", "roles", "scoreScales", "userProfiles",
    "userResources", "users",
)  # fmt: skip
MANIFEST_VERSION, VERSION = "1.0", "1.2"
MODES = ("absent", "bulk", "delta")
