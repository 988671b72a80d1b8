"""What may be sent in as a spreadsheet: one layout (报表) a register or ledger.

A layout names its model, whose a row is, the right it takes and the columns that know a row again. The
columns themselves come from the model: heading, kind, choices and limits are never written twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import BooleanField, DateField, DecimalField, ForeignKey, IntegerField, Model

from xuezheng.errors import NotFound

AnyField = Any  # a Django field: its stubs ask for two types that say nothing here

#: How a column points at a row of another register, when not by that register's own key.
KNOWN_BY = {"registers.pupil": "roll_number"}


@dataclass(frozen=True)
class Part:
    """One model that a sheet fills.

    `filled` are the fields no sender fills: each with the SQL that fills it from the staged row, in which
    `{0.code}` stands for the column of field `code` of part 0. `numbered` is a key made for new rows.
    """

    model: str
    key: tuple[str, ...]
    filled: Mapping[str, str] = field(default_factory=dict)
    numbered: str = ""


@dataclass(frozen=True, eq=False)
class Layout:
    """A register or ledger as a sheet.

    `owner` is the path from the last part to the organisation whose row it will be, `owner_now` to whose it
    is once it is stored, where that is another: a school the city runs stands in a district and is not the
    district's.
    """

    name: str
    right: str
    owner: str
    parts: tuple[Part, ...]
    owner_now: str = ""

    @property
    def stored_owner(self) -> str:
        """The path from a stored row to the organisation whose it is."""
        return self.owner_now or self.owner

    @property
    def title(self) -> str:
        """Its Chinese name, that of its first model."""
        return str(
            model_of(
                self.parts[-1 if self.parts[0].model == "accounts.Organisation" else 0]
            )._meta.verbose_name
        )


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a sheet, as its model has it.

    `kind` is text, choice, yes_no, whole, decimal, date or link. `choices` maps what a sender may write to
    what is stored. `target` is the model a link points at.
    """

    heading: str
    part: int
    name: str
    attname: str
    kind: str
    is_required: bool
    is_key: bool
    choices: Mapping[str, str]
    target: str
    field: AnyField


def model_of(part: Part) -> type[Model]:
    """The model of a part."""
    return apps.get_model(part.model)


def layout_of(name: str) -> Layout:
    """Give a layout by its name or its Chinese title.

    Raises
    ------
    NotFound
        When there is none; the nearest names are told.
    """
    from difflib import get_close_matches

    known = all_layouts()
    by_title = {layout.title: layout for layout in known.values()}
    if name in known or name in by_title:
        return known.get(name) or by_title[name]
    near = get_close_matches(name, [*known, *by_title], n=3, cutoff=0.4)
    hint = f"相近的有：{'、'.join(near)}。" if near else f"可用的有：{'、'.join(known)}。"
    raise NotFound(f"没有名为“{name}”的报表。{hint}请核对名称。")


@cache
def columns_of(layout: Layout) -> tuple[Column, ...]:
    """The columns of a sheet, in the order of the models' fields."""
    return tuple(
        _column(of, number, part)
        for number, part in enumerate(layout.parts)
        for of in model_of(part)._meta.concrete_fields
        if of.name not in part.filled and of.name != part.numbered and not _is_row_number(of)
    )


def _is_row_number(of: AnyField) -> bool:
    return bool(of.primary_key) and of.name == "id"


def _column(of: AnyField, number: int, part: Part) -> Column:
    return Column(
        heading=str(of.verbose_name),
        part=number,
        name=of.name,
        attname=of.attname,
        kind=_kind(of),
        is_required=not (of.blank or of.null or of.has_default()) or (of.name in part.key and not of.blank),
        is_key=of.name in part.key,
        choices=_written(of) if of.choices else {},
        target=of.related_model._meta.label_lower if isinstance(of, ForeignKey) else "",
        field=of,
    )


def _written(of: AnyField) -> dict[str, str]:
    """What may be written for each choice: its label first, then its code."""
    flat = [(str(code), str(label)) for code, label in of.flatchoices if code != ""]
    return {label: code for code, label in flat} | {code: code for code, _ in flat}


def _kind(of: AnyField) -> str:
    if of.choices:
        return "choice"
    kinds = ((ForeignKey, "link"), (BooleanField, "yes_no"), (DateField, "date"), (DecimalField, "decimal"))
    for a_class, kind in kinds:
        if isinstance(of, a_class):
            return kind
    return "whole" if isinstance(of, IntegerField) else "text"


_SCHOOL, _AREA = "school__organisation", "area__organisation"

#: name: (right, owner, model, key). An empty owner: a list the bureau keeps for the whole city.
_PLAIN: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "school-statuses": (
        "status.list",
        _SCHOOL,
        "registers.SchoolStatus",
        ("school", "kind", "level", "plan_year"),
    ),
    "school-returns": (
        "return.submit",
        _SCHOOL,
        "registers.SchoolReturn",
        ("school", "school_year", "stage"),
    ),
    "classes": ("class.open", _SCHOOL, "registers.SchoolClass", ("code",)),
    "movements": ("pupil.move", _SCHOOL, "registers.Movement", ("pupil", "kind", "on")),
    "school-age-children": ("dropout.list_child", _AREA, "registers.SchoolAgeChild", ("code",)),
    "dropout-entries": ("dropout.suspect", _SCHOOL, "registers.DropoutEntry", ("code",)),
    "persuasions": (
        "dropout.persuade",
        "entry__school__organisation",
        "registers.Persuasion",
        ("entry", "on", "way"),
    ),
    "dropout-duties": (
        "dropout.duty",
        "organisation",
        "registers.DropoutDuty",
        ("organisation", "kind", "period"),
    ),
    "facilities": ("facility.add", _SCHOOL, "registers.Facility", ("code",)),
    "subject-rooms": ("subject_room.open", _SCHOOL, "registers.SubjectRoom", ("code",)),
    "population": ("population.record", _AREA, "registers.Population", ("area", "year", "age")),
    "majors": ("major.open", _SCHOOL, "registers.VocationalMajor", ("code",)),
    "websites": ("website.register", _AREA, "registers.Website", ("code",)),
    "teachers": ("teacher.hire", _SCHOOL, "registers.Teacher", ("code",)),
    "teacher-growth": (
        "growth.record",
        _SCHOOL,
        "registers.TeacherGrowth",
        ("teacher", "kind", "on"),
    ),
    "posts": ("posts.record", _SCHOOL, "registers.Posts", ("school", "year")),
    "campaigns": ("campaign.start", "", "programmes.Campaign", ("code",)),
    "campaign-participants": (
        "campaign.join",
        _AREA,
        "programmes.CampaignParticipant",
        ("campaign", "unit_name"),
    ),
    "activities": ("activity.hold", _AREA, "programmes.Activity", ("code",)),
    "activity-pupils": (
        "activity.enter",
        _SCHOOL,
        "programmes.ActivityParticipation",
        ("activity", "pupil"),
    ),
    "contests": ("contest.announce", "", "programmes.Contest", ("code",)),
    "contest-entries": (
        "contest.enter",
        _SCHOOL,
        "programmes.ContestEntry",
        ("contest", "event", "participant"),
    ),
    "agreements": ("agreement.sign", _SCHOOL, "programmes.Agreement", ("code",)),
    "aid-schemes": ("scheme.open", "", "programmes.AidScheme", ("code",)),
    "aid-awards": ("aid.award", _SCHOOL, "programmes.AidAward", ("scheme", "pupil", "year", "term")),
    "hardship-list": ("listing.make", _SCHOOL, "programmes.HardshipListing", ("pupil", "year")),
    "student-loans": ("loan.grant", _AREA, "programmes.StudentLoan", ("code",)),
    "targets": ("target.set", "owner", "programmes.Target", ("code",)),
    "projects": ("project.plan", "owner", "programmes.Project", ("code",)),
    "milestones": ("milestone.set", "project__owner", "programmes.Milestone", ("project", "name")),
    "funds": ("fund.record", _AREA, "programmes.Fund", ("code",)),
    "cases": ("case.open", "lead", "casework.Case", ("code",)),
    "dispatches": (
        "case.dispatch",
        "organisation",
        "casework.Dispatch",
        ("case", "organisation", "dispatched_on"),
    ),
    "case-pauses": ("case.pause", "case__lead", "casework.CasePause", ("case", "first_on")),
    "application-pauses": (
        "application.pause",
        "application__area__organisation",
        "casework.ApplicationPause",
        ("application", "first_on"),
    ),
    "proposals": ("proposal.hand_over", "lead", "casework.Proposal", ("code",)),
    "permit-items": ("permit_item.keep", "", "casework.PermitItem", ("code",)),
    "permit-applications": ("application.receive", _AREA, "casework.PermitApplication", ("code",)),
    "rectifications": ("rectification.collect", "owner", "casework.RectificationItem", ("code",)),
    "entries": ("entry.record", "organisation", "ledger.Entry", ("code",)),
    "spending": ("spending.record", "organisation", "ledger.Spending", ("organisation", "year", "item")),
    "pledges": ("pledge.ask", _SCHOOL, "ledger.Pledge", ("school", "kind", "year")),
    "media-reports": ("media.record", _AREA, "ledger.MediaReport", ("code",)),
    "rankings": ("ranking.record", "", "ledger.Ranking", ("measure", "scope", "year")),
    "public-events": ("public_event.record", _AREA, "ledger.PublicEvent", ("code",)),
    "exam-results": ("exam_result.record", _SCHOOL, "ledger.ExamResult", ("school", "exam", "year", "line")),
    "campuses": ("campus.submit", _SCHOOL, "registers.Campus", ("school", "year")),
    "wellbeing-returns": (
        "wellbeing.submit",
        _SCHOOL,
        "registers.WellbeingReturn",
        ("school", "school_year", "stage"),
    ),
    "special-placements": (
        "placement.record",
        _AREA,
        "registers.SpecialPlacement",
        ("area", "school_year", "mode"),
    ),
    "training-institutions": ("institution.register", _AREA, "registers.TrainingInstitution", ("code",)),
    "party-organisations": ("party.set_up", _AREA, "registers.PartyOrganisation", ("code",)),
    "party-advisers": ("adviser.send", _SCHOOL, "registers.PartyAdviser", ("school", "sent_on")),
    "school-groups": ("group.set_up", _AREA, "programmes.SchoolGroup", ("code",)),
    "group-members": (
        "group.join",
        "group__area__organisation",
        "programmes.GroupMember",
        ("group", "school", "joined_on"),
    ),
    "sessions": ("session.hold", _AREA, "programmes.Session", ("code",)),
    "aid-standards": ("aid_standard.set", "", "programmes.AidStandard", ("kind", "stage", "year")),
    "deliveries": ("delivery.record", _SCHOOL, "programmes.Delivery", ("code",)),
    "works": ("works.record", _AREA, "programmes.Works", ("code",)),
    "acquisitions": ("acquisition.record", _AREA, "programmes.Acquisition", ("code",)),
    "place-purchases": ("places.buy", _SCHOOL, "programmes.PlacePurchase", ("school", "year", "term")),
    "budgets": ("budget.record", _AREA, "ledger.Budget", ("area", "year", "item")),
    "surveys": ("survey.record", _AREA, "ledger.Survey", ("area", "year", "subject")),
    "quality-monitoring": (
        "monitoring.record",
        _AREA,
        "ledger.QualityMonitoring",
        ("area", "year", "stage", "subject"),
    ),
    "pay-comparisons": ("pay_comparison.record", _AREA, "ledger.PayComparison", ("area", "year")),
    "power-changes": ("power_change.record", "organisation", "ledger.PowerChange", ("code",)),
    "score-bands": (
        "score_band.record",
        _SCHOOL,
        "ledger.ScoreBand",
        ("school", "exam", "year", "track", "floor_score"),
    ),
    "score-band-totals": (
        "score_band_total.record",
        "",
        "ledger.ScoreBandTotal",
        ("exam", "year", "track", "floor_score"),
    ),
    "university-admissions": (
        "university.record",
        _SCHOOL,
        "ledger.UniversityAdmission",
        ("school", "year", "university"),
    ),
    "visits": ("visit.record", _AREA, "visits.Visit", ("code",)),
    "sittings": ("sitting.record", _AREA, "rounds.ExamSitting", ("code",)),
    "incidents": ("incident.record", "sitting__area__organisation", "rounds.ExamIncident", ("code",)),
    "absences": (
        "absence.record",
        "sitting__area__organisation",
        "rounds.ExamAbsence",
        ("sitting", "session", "candidate_number"),
    ),
    "room-changes": ("room_change.record", "sitting__area__organisation", "rounds.ExamRoomChange", ("code",)),
}


@cache
def all_layouts() -> dict[str, Layout]:
    """Every layout by name."""
    plain = {
        name: Layout(name, right, owner, (Part(model, key),))
        for name, (right, owner, model, key) in _PLAIN.items()
    }
    return {"areas": _AREAS, "schools": _SCHOOLS, "pupils": _PUPILS} | plain


_BUREAU = "(SELECT o.{} FROM accounts_organisation o WHERE o.kind = 'bureau')"
_CITY_OR = "CASE WHEN {{1.kind}} = 'city' THEN {} ELSE {} END"
#: An area's bureau is an organisation too, with the area's code; the city's is the bureau itself.
_AREAS = Layout(
    "areas",
    "area.register",
    "",
    (
        Part(
            "accounts.Organisation",
            ("code",),
            filled={
                "code": "{1.code}",
                "name": _CITY_OR.format(_BUREAU.format("name"), "{1.name} || '教育局'"),
                "kind": _CITY_OR.format("'bureau'", "'district'"),
                "parent": _CITY_OR.format("NULL", _BUREAU.format("code")),
                "path": _CITY_OR.format(
                    _BUREAU.format("path"), _BUREAU.format("path") + " || {1.code} || '/'"
                ),
            },
        ),
        Part("registers.Area", ("code",), filled={"organisation": "{1.code}"}),
    ),
)
_ABOVE = "(SELECT o.{} FROM registers_area a JOIN accounts_organisation o ON o.code = a.organisation_id"
_OF_AREA = " WHERE a.code = {1.area_id})"
#: What a school that stays in its area had: one run by the city stays below the bureau.
_STAYS = (
    "COALESCE((SELECT o.{} FROM registers_school s JOIN accounts_organisation o ON o.code = s.organisation_id"
    " WHERE s.code = {{1.code}} AND s.area_id = {{1.area_id}}), {})"
)
#: A school is an organisation too, with the same code, below that of its area.
_SCHOOLS = Layout(
    "schools",
    "school.open",
    _AREA,
    (
        Part(
            "accounts.Organisation",
            ("code",),
            filled={
                "code": "{1.code}",
                "name": "{1.name}",
                "kind": "'school'",
                "parent": _STAYS.format("parent_id", _ABOVE.format("code") + _OF_AREA),
                "path": _STAYS.format("path", _ABOVE.format("path") + _OF_AREA + " || {1.code} || '/'"),
            },
        ),
        Part("registers.School", ("code",), filled={"organisation": "{1.code}"}),
    ),
    owner_now="organisation",
)
#: A child, known again by the 学籍号, and the school that has it on its roll this year.
_PUPILS = Layout(
    "pupils",
    "pupil.enrol",
    _SCHOOL,
    (
        Part("registers.Pupil", ("roll_number",), numbered="code"),
        Part("registers.Enrolment", ("pupil", "school_year"), filled={"pupil": "{0.code}"}),
    ),
)
