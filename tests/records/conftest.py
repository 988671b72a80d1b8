"""A small bureau: two districts, a school in each, and one person for each role."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from xuezheng.records.accounts.models import Grant, Organisation, User
from xuezheng.records.casework.models import Case, CaseExtension, PermitItem, Proposal, RectificationItem
from xuezheng.records.decisions.models import Decision
from xuezheng.records.ledger.models import Entry, MediaReport, Pledge, PublicEvent, Spending
from xuezheng.records.programmes.models import AidScheme, Fund, HardshipListing, Milestone, Project, Target
from xuezheng.records.registers.models import Area, Enrolment, Movement, Pupil, School, SchoolReturn, Teacher
from xuezheng.records.rounds.models import ClassPlacement, ExamIncident, ExamSitting, Round
from xuezheng.records.visits.models import Finding, Visit

NOON = datetime(2024, 9, 2, 4, tzinfo=UTC)
TODAY = date(2024, 9, 2)
Role = Grant.Role


@dataclass
class Bureau:
    city: Organisation
    districts: dict[str, Organisation] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)

    def person(self, role: Role, organisation: Organisation | None = None, name: str = "") -> User:
        where = organisation or self.city
        user, made = User.objects.get_or_create(
            username=name or f"{role}_{where.pk}", defaults={"organisation": where}
        )
        if made:
            Grant.objects.create(user=user, role=role, organisation=where, granted_on=TODAY)
        return user


def a_school(bureau: Bureau, letter: str, code: str) -> School:
    district = bureau.districts[letter]
    organisation = Organisation.objects.create(
        code=code,
        name=f"{letter}区实验小学{code}",
        kind="school",
        parent=district,
        path=f"{district.path}{code}/",
    )
    return School(
        code=code, name=organisation.name, kind="211", runner="811", urban_rural="111",
        area=bureau.areas[letter], organisation=organisation, opened_on=date(2000, 9, 1),
    )  # fmt: skip


@pytest.fixture
def bureau(db) -> Bureau:
    city = Organisation.objects.create(code="c", name="某市教育局", kind="bureau", path="c/")
    made = Bureau(city)
    made.areas["city"] = Area.objects.create(code="990100", name="某市", kind="city", organisation=city)
    for number, letter in enumerate("AB", start=1):
        district = Organisation.objects.create(
            code=f"d{number}", name=f"{letter}区教育局", kind="district", parent=city, path=f"c/d{number}/"
        )
        made.districts[letter] = district
        made.areas[letter] = Area.objects.create(
            code=f"99010{number + 1}", name=f"{letter}区", kind="district", organisation=district,
            parent=made.areas["city"],
        )  # fmt: skip
        school = a_school(made, letter, f"s{number}")
        school.save()
        made.schools[letter] = school
    return made


def a_pupil(code: str) -> Pupil:
    return Pupil(
        code=code, roll_number=f"G{code:0>18}", name="张三丰", id_number="110101201501011234", sex="1",
        born_on=date(2015, 1, 1), guardian_phone="13900001111",
    )  # fmt: skip


def a_target(bureau: Bureau, letter: str = "A", **other) -> Target:
    given = {
        "code": f"T{letter}", "name": "建成幼儿园", "indicator": "kindergartens_built", "year": 2024, "value": 3,
        "area": bureau.areas[letter], "unit": "所", "owner": bureau.districts[letter], "set_on": TODAY,
        "due_on": date(2024, 12, 31),
    }  # fmt: skip
    return Target(**given | other)


def a_project(bureau: Bureau, letter: str = "A", **other) -> Project:
    given = {
        "code": f"P{letter}", "name": "第一幼儿园", "kind": "kindergarten", "work": "new", "plan_year": 2024,
        "area": bureau.areas[letter], "owner": bureau.districts[letter], "planned_on": date(2024, 1, 5),
    }  # fmt: skip
    return Project(**given | other)


def a_case(bureau: Bureau, letter: str = "A", **other) -> Case:
    given = {
        "code": f"K{letter}", "channel": "phone", "topic": "招生", "area": bureau.areas[letter],
        "lead": bureau.districts[letter], "received_on": date(2024, 8, 30), "due_on": date(2024, 9, 10),
        "caller_phone": "13900002222", "summary": "李某反映",
    }  # fmt: skip
    return Case(**given | other)


def a_round(bureau: Bureau, letter: str = "A", **other) -> Round:
    given = {
        "code": f"R{letter}", "kind": "class_division", "name": "分班", "year": 2024, "area": bureau.areas[letter],
        "owner": bureau.districts[letter], "opened_on": date(2024, 8, 1),
    }  # fmt: skip
    return Round(**given | other)


def a_sitting(round: Round, bureau: Bureau, letter: str = "A", **other) -> ExamSitting:
    given = {
        "code": f"X{letter}", "round": round, "exam": "zhongkao", "area": bureau.areas[letter],
        "n_candidates": 60, "n_seated": 60, "n_sites": 1, "n_rooms": 2, "n_invigilators": 4,
    }  # fmt: skip
    return ExamSitting(**given | other)


def a_return(school: School, **other) -> SchoolReturn:
    given = {
        "school": school, "school_year": 2024, "stage": "primary", "n_classes": 6, "n_pupils": 240,
        "n_staff": 20, "n_full_time_teachers": 18, "received_on": TODAY,
    }  # fmt: skip
    return SchoolReturn(**given | other)


def rows_of(bureau: Bureau, letter: str) -> list:
    """One unsaved row of most models, owned by a district or its school, parents first."""
    area, school, owner = bureau.areas[letter], bureau.schools[letter], bureau.districts[letter]
    pupil, case, project, round = (
        a_pupil(f"p{letter}"),
        a_case(bureau, letter),
        a_project(bureau, letter),
        a_round(bureau, letter),
    )
    visit = Visit(
        code=f"V{letter}", name="督导", standard="balanced", level="city", area=area, on=TODAY, n_inspectors=3
    )
    sitting = a_sitting(round, bureau, letter)
    return [
        pupil,
        Enrolment(pupil=pupil, school=school, school_year=2024, stage="primary", grade=1),
        Movement(pupil=pupil, school=school, stage="primary", kind="dropout", on=TODAY),
        Teacher(code=f"t{letter}", name="李四光", sex="2", born_on=date(1980, 1, 1), school=school, stage="primary",
                degree="bachelor", hired_on=date(2005, 9, 1)),
        a_return(school), a_target(bureau, letter), project,
        Milestone(project=project, name="开工", due_on=TODAY),
        Fund(code=f"F{letter}", name="补助", level="city", area=area, purpose="x", noticed_on=TODAY, amount_yuan=1),
        HardshipListing(pupil=pupil, school=school, stage="primary", category="01", source="民政", year=2024,
                        listed_on=TODAY),
        case,
        CaseExtension(case=case, asked_on=TODAY, was_due_on=TODAY, due_on=date(2024, 9, 9)),
        Proposal(code=f"N{letter}", kind="npc", title="x", lead=owner, area=area, handed_over_on=TODAY, due_on=TODAY),
        RectificationItem(code=f"Z{letter}", campaign="c", aspect="x", title="x", area=area, owner=owner,
                          collected_on=TODAY, due_on=TODAY),
        visit, Finding(visit=visit, item="x", is_met=True),
        Entry(code=f"E{letter}", kind="meeting", title="x", is_bureau_wide=False, organisation=owner, area=area, on=TODAY),
        Spending(organisation=owner, area=area, year=2024, item="cars", budget_yuan=1, settled_yuan=1),
        Pledge(school=school, kind="duty", year=2024),
        MediaReport(code=f"M{letter}", title="x", outlet="x", level="city", tone="positive", area=area, on=TODAY),
        PublicEvent(code=f"U{letter}", kind="meeting", name="x", topic="x", issuer="x", level="city", area=area, on=TODAY),
        round, ClassPlacement(round=round, pupil=pupil, school=school, class_number=1),
        sitting, ExamIncident(code=f"I{letter}", sitting=sitting, kind="x", on=TODAY),
        Decision(code=f"D{letter}", round=round, title="x", computed_on=TODAY),
    ]  # fmt: skip


def a_scheme() -> AidScheme:
    return AidScheme.objects.create(code="nut", name="营养", kind="nutrition", started_on=date(2012, 1, 1))


def a_permit_item() -> PermitItem:
    return PermitItem.objects.create(code="b1", name="办学许可", kept_from=date(2010, 1, 1))
