"""A small bureau: two districts, a school in each, and a plausible row of every model.

`a(Case, bureau)` is a new case of district A that nobody saved; `stored(Case, bureau)` is the
one that stands in the records. Both take other values by name.
"""

import zlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Model

from xuezheng.records.accounts.models import Grant, Organisation, User
from xuezheng.records.casework import models as casework
from xuezheng.records.decisions.models import (
    Decision,
    LookupFailure,
    Publication,
    PublishedResult,
    ReportDraft,
    Work,
)
from xuezheng.records.intake.models import Batch, Chunk
from xuezheng.records.ledger import models as ledger
from xuezheng.records.programmes import models as programmes
from xuezheng.records.registers import models as registers
from xuezheng.records.rounds import models as rounds
from xuezheng.records.visits.models import Finding, Visit

NOON = datetime(2024, 9, 2, 4, tzinfo=UTC)
TODAY = date(2024, 9, 2)
YESTERDAY, TOMORROW = date(2024, 9, 1), date(2024, 9, 3)
LAST_YEAR, YEAR_END = date(2023, 6, 1), date(2024, 12, 31)
Role = Grant.Role


def _key(letter: str) -> str:
    return f"{zlib.crc32(letter.encode()):032x}"


@dataclass
class Bureau:
    city: Organisation
    districts: dict[str, Organisation] = field(default_factory=dict)
    areas: dict[str, registers.Area] = field(default_factory=dict)
    schools: dict[str, registers.School] = field(default_factory=dict)
    rows: dict[tuple[type[Model], str], Any] = field(default_factory=dict)

    def person(self, role: Role, organisation: Organisation | None = None) -> User:
        """The one person who holds a role at an organisation (the bureau if none is named)."""
        where = organisation or self.city
        user, made = User.objects.get_or_create(
            username=f"{role}_{where.pk}", defaults={"organisation": where}
        )
        if made:
            Grant.objects.create(user=user, role=role, organisation=where, granted_on=TODAY)
        return user


def a_bureau() -> Bureau:
    city = Organisation.objects.create(code="c", name="某市教育局", kind="bureau", path="c/")
    made = Bureau(city)
    made.areas["city"] = registers.Area.objects.create(
        code="990100", name="某市", kind="city", organisation=city
    )
    add_district(made, "A", "d1", "990102")
    add_district(made, "B", "d2", "990103")
    return made


def add_district(bureau: Bureau, letter: str, code: str, area_code: str) -> None:
    """A district, its area and its school."""
    district = Organisation.objects.create(
        code=code, name=f"{letter}区教育局", kind="district", parent=bureau.city, path=f"c/{code}/"
    )
    bureau.districts[letter] = district
    bureau.areas[letter] = registers.Area.objects.create(
        code=area_code,
        name=f"{letter}区",
        kind="district",
        organisation=district,
        parent=bureau.areas["city"],
    )
    school = a(registers.School, bureau, letter)
    school.save()
    bureau.schools[letter] = school


def a_body(bureau: Bureau, letter: str, code: str) -> Organisation:
    """The organisation of a school of a district."""
    district = bureau.districts[letter]
    given = {
        "name": f"{letter}区第{code}小学",
        "kind": "school",
        "parent": district,
        "path": f"{district.path}{code}/",
    }
    return Organisation.objects.get_or_create(code=code, defaults=given)[0]


def a(model: type[Model], bureau: Bureau, letter: str = "A", **other: Any) -> Any:
    """A new row that nobody saved."""
    return model(**PLAUSIBLE[model](bureau, letter) | other)


def stored(model: type[Model], bureau: Bureau, letter: str = "A", **other: Any) -> Any:
    """The row of a district that stands in the records; with other values, one more."""
    if not other and (model, letter) in bureau.rows:
        return bureau.rows[model, letter]
    row = a(model, bureau, letter, **other)
    row.save(force_insert=True)
    return bureau.rows.setdefault((model, letter), row)


def everything() -> dict[str, list[tuple]]:
    """All rows of all rooms: what must be the same after a refusal."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("xuezheng.")]
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in ours}


_SCHOOL = {
    "name": "实验小学", "kind": "211", "runner": "811", "urban_rural": "111", "opened_on": date(2000, 9, 1),
    "head_phone": "13900003333",
}  # fmt: skip

PLAUSIBLE = {
    registers.School: lambda b, x: {
        "code": f"s{x}", "area": b.areas[x], "organisation": a_body(b, x, f"s{x}"), **_SCHOOL,
    },
    registers.SchoolStatus: lambda b, x: {
        "school": b.schools[x], "kind": "standardised", "plan_year": 2024, "listed_on": LAST_YEAR,
    },
    registers.SchoolReturn: lambda b, x: {
        "school": b.schools[x], "school_year": 2024, "stage": "primary", "n_classes": 6, "n_pupils": 240,
        "n_staff": 20, "n_full_time_teachers": 18, "received_on": TODAY,
    },
    registers.SchoolClass: lambda b, x: {
        "code": f"s{x}-2024-1", "school": b.schools[x], "school_year": 2024, "stage": "primary", "grade": 1,
        "number": 1,
    },
    registers.Pupil: lambda b, x: {
        "code": f"p{x}", "roll_number": f"G{x:0>18}", "name": "张三丰", "id_number": "110101201501011234",
        "sex": "1", "born_on": date(2015, 1, 1), "guardian_phone": "13900001111",
    },
    registers.PupilMerge: lambda b, x: {
        "keep": f"p{x}", "gone": f"pp{x}", "organisation": b.districts[x], "reason": "verified",
        "by": "bangong", "at": NOON,
    },
    registers.MergedPupil: lambda b, x: {
        **PLAUSIBLE[registers.Pupil](b, x), "code": f"pp{x}", "roll_number": f"G{x:9>18}",
        "merge": stored(registers.PupilMerge, b, x),
    },
    registers.MergedRow: lambda b, x: {
        "merge": stored(registers.PupilMerge, b, x), "table": "registers.enrolment", "field": "pupil",
        "key": "1", "how": "moved",
    },
    registers.SchoolAgeChild: lambda b, x: {
        "code": f"SL{x}", "area": b.areas[x], "school_year": 2024, "name": "张三丰", "sex": "1",
        "id_number": "110101201501011234", "born_on": date(2015, 1, 1), "pupil": stored(registers.Pupil, b, x),
        "schooling": "on_roll", "seen_on": TODAY,
    },
    registers.DropoutEntry: lambda b, x: {
        "code": f"KC{x}", "school": b.schools[x], "pupil": stored(registers.Pupil, b, x), "stage": "primary",
        "found_on": YESTERDAY, "entered_on": YESTERDAY,
    },
    registers.Persuasion: lambda b, x: {
        "entry": stored(registers.DropoutEntry, b, x), "on": TODAY, "way": "home", "result": "agreed",
    },
    registers.DropoutDuty: lambda b, x: {
        "organisation": b.schools[x].organisation, "kind": "school_report", "period": "2024-08",
        "due_on": TODAY, "done_on": TODAY,
    },
    registers.Enrolment: lambda b, x: {
        "pupil": stored(registers.Pupil, b, x), "school": b.schools[x], "school_year": 2024,
        "stage": "primary", "grade": 1,
    },
    registers.SavedFilter: lambda b, x: {
        "user": b.person(Role.DISTRICT_OFFICER, b.districts[x]), "register": "pupils", "name": "一年级",
        "asked": "grade=1",
    },
    registers.Movement: lambda b, x: {
        "pupil": stored(registers.Pupil, b, x), "school": b.schools[x], "stage": "primary", "kind": "dropout",
        "on": TODAY,
    },
    registers.Teacher: lambda b, x: {
        "code": f"t{x}", "name": "李四光", "sex": "2", "born_on": date(1980, 1, 1), "school": b.schools[x],
        "stage": "primary", "degree": "bachelor", "hired_on": date(2005, 9, 1),
    },
    registers.TeacherGrowth: lambda b, x: {
        "teacher": stored(registers.Teacher, b, x), "school": b.schools[x], "kind": "training", "on": TODAY,
        "hours": 8,
    },
    registers.Posts: lambda b, x: {"school": b.schools[x], "year": 2024, "n_approved": 20, "n_filled": 18},
    registers.SubjectRoom: lambda b, x: {
        "code": f"YM{x}", "school": b.schools[x], "kind": "music", "area_m2": 96, "opened_on": date(2018, 9, 1),
    },
    registers.Facility: lambda b, x: {
        "code": f"b{x}", "school": b.schools[x], "kind": "teaching", "floor_area_m2": 900,
        "built_on": LAST_YEAR,
    },
    registers.Population: lambda b, x: {"area": b.areas[x], "year": 2024, "age": 3, "n_residents": 900},
    registers.VocationalMajor: lambda b, x: {"code": f"m{x}", "name": "护理", "school": b.schools[x]},
    registers.Website: lambda b, x: {
        "code": f"w{x}", "name": "教育网", "host": "edu.example", "area": b.areas[x], "applied_on": LAST_YEAR,
    },
    registers.Campus: lambda b, x: {
        "school": b.schools[x], "year": 2024, "land_area_m2": 9000, "has_canteen": True, "received_on": TODAY,
    },
    registers.WellbeingReturn: lambda b, x: {
        "school": b.schools[x], "school_year": 2024, "stage": "primary", "n_pupils": 240, "received_on": TODAY,
    },
    registers.SpecialPlacement: lambda b, x: {
        "area": b.areas[x], "school_year": 2024, "mode": "home", "n_children": 9,
    },
    registers.TrainingInstitution: lambda b, x: {
        "code": f"y{x}", "name": "书画培训", "area": b.areas[x], "subject": "non_academic",
        "licensed_on": LAST_YEAR,
    },
    registers.PartyOrganisation: lambda b, x: {
        "code": f"o{x}", "name": "党支部", "area": b.areas[x], "school": b.schools[x], "set_up_on": LAST_YEAR,
    },
    registers.PartyAdviser: lambda b, x: {"school": b.schools[x], "sent_on": LAST_YEAR},
    programmes.Delivery: lambda b, x: {
        "code": f"S{x}", "school": b.schools[x], "item": "computer", "n_units": 40, "on": TODAY,
    },
    programmes.Works: lambda b, x: {
        "code": f"W{x}", "kind": "wall", "area": b.areas[x], "quantity": 120, "on": TODAY,
    },
    programmes.Acquisition: lambda b, x: {
        "code": f"B{x}", "name": "新南幼儿园", "area": b.areas[x], "way": "purchase", "on": TODAY,
    },
    programmes.PlacePurchase: lambda b, x: {
        "school": b.schools[x], "year": 2024, "term": "autumn", "n_places": 60,
    },
    programmes.SchoolGroup: lambda b, x: {
        "code": f"Y{x}", "name": "实验教育集团", "kind": "group", "area": b.areas[x], "set_up_on": LAST_YEAR,
    },
    programmes.GroupMember: lambda b, x: {
        "group": stored(programmes.SchoolGroup, b, x), "school": b.schools[x], "joined_on": LAST_YEAR,
    },
    programmes.Session: lambda b, x: {
        "code": f"Q{x}", "kind": "drill", "name": "消防演练", "area": b.areas[x], "n_people": 300, "on": TODAY,
    },
    programmes.AidStandard: lambda b, x: {
        "kind": "nutrition", "stage": f"primary{x}", "year": 2024, "per": "meal", "amount_yuan": 5,
    },
    programmes.Target: lambda b, x: {
        "code": f"T{x}", "name": "建成幼儿园", "indicator": "kindergartens.built.count", "year": 2024, "value": 3,
        "area": b.areas[x], "unit": "所", "owner": b.districts[x], "set_on": TODAY, "due_on": YEAR_END,
    },
    programmes.Project: lambda b, x: {
        "code": f"P{x}", "name": "第一幼儿园", "kind": "kindergarten", "work": "new", "plan_year": 2024,
        "area": b.areas[x], "owner": b.districts[x], "planned_on": date(2024, 1, 5),
    },
    programmes.Milestone: lambda b, x: {
        "project": stored(programmes.Project, b, x), "name": "开工", "due_on": TODAY,
    },
    programmes.Fund: lambda b, x: {
        "code": f"F{x}", "name": "补助", "level": "province", "area": b.areas[x], "purpose": "校舍",
        "noticed_on": TODAY, "amount_yuan": 1000,
    },
    programmes.AidScheme: lambda b, x: {
        "code": f"H{x}", "name": "营养膳食", "kind": "nutrition", "started_on": date(2012, 1, 1),
    },
    programmes.AidAward: lambda b, x: {
        "scheme": stored(programmes.AidScheme, b, x), "pupil": stored(registers.Pupil, b, x),
        "school": b.schools[x], "stage": "primary", "year": 2024, "term": "autumn", "amount_yuan": 500,
    },
    programmes.HardshipListing: lambda b, x: {
        "pupil": stored(registers.Pupil, b, x), "school": b.schools[x], "stage": "primary", "category": "01",
        "source": "民政", "year": 2024, "listed_on": TODAY,
    },
    programmes.OutsideList: lambda b, x: {
        "code": f"low_income-{x}", "kind": "low_income", "area": b.areas[x], "year": 2024, "as_of_on": LAST_YEAR,
        "received_on": TODAY, "file_name": "名单.xlsx", "file_sha256": x * 64,
    },
    programmes.ListEntry: lambda b, x: {
        "outside_list": stored(programmes.OutsideList, b, x), "row": 2, "name": "张叁丰",
        "id_number": "110101201501011234", "phone": "13900001111",
    },
    programmes.ListLink: lambda b, x: {
        "outside_list": stored(programmes.OutsideList, b, x), "entry": stored(programmes.ListEntry, b, x),
        "pupil": stored(registers.Pupil, b, x), "weight": 512, "proposed": "queued",
    },
    programmes.StudentLoan: lambda b, x: {
        "code": f"L{x}", "area": b.areas[x], "borrower": "g1", "year": 2024, "granted_on": TODAY,
        "amount_yuan": 8000,
    },
    programmes.Campaign: lambda b, x: {
        "code": f"C{x}", "name": "群众路线", "year": 2024, "started_on": date(2024, 2, 1),
    },
    programmes.CampaignParticipant: lambda b, x: {
        "campaign": stored(programmes.Campaign, b, x), "unit_name": f"{x}区教育局", "area": b.areas[x],
        "team_rank": "section", "n_members": 30,
    },
    programmes.Activity: lambda b, x: {
        "code": f"A{x}", "name": "研学", "kind": "social_practice", "area": b.areas[x], "on": TODAY,
    },
    programmes.ActivityParticipation: lambda b, x: {
        "activity": stored(programmes.Activity, b, x), "school": b.schools[x],
        "pupil": stored(registers.Pupil, b, x),
    },
    programmes.Contest: lambda b, x: {"code": f"J{x}", "name": "技能大赛", "level": "province", "on": TODAY},
    programmes.ContestEntry: lambda b, x: {
        "contest": stored(programmes.Contest, b, x), "event": "护理", "participant": "g1",
        "school": b.schools[x], "track": "secondary",
    },
    programmes.Agreement: lambda b, x: {
        "code": f"G{x}", "name": "校企合作", "school": b.schools[x], "partner": "某公司", "signed_on": TODAY,
    },
    casework.Case: lambda b, x: {
        "code": f"K{x}", "channel": "mayor_line", "topic": "招生", "area": b.areas[x], "lead": b.districts[x],
        "received_on": date(2024, 8, 30), "due_on": date(2024, 9, 6), "caller_phone": "13900002222",
        "summary": "李某反映", "clock": "hotline.reply",
    },
    casework.CaseExtension: lambda b, x: {
        "case": stored(casework.Case, b, x), "asked_on": TODAY, "was_due_on": date(2024, 9, 6),
        "due_on": date(2024, 9, 13), "asked_by": "somebody",
    },
    casework.Proposal: lambda b, x: {
        "code": f"N{x}", "kind": "npc", "title": "建校", "lead": b.districts[x], "area": b.areas[x],
        "handed_over_on": TODAY, "due_on": date(2024, 12, 2), "proposer": "王五一", "clock": "proposal.npc.answer",
    },
    casework.PermitItem: lambda b, x: {"code": f"B{x}", "name": "办学许可", "kept_from": date(2010, 1, 1)},
    casework.PermitApplication: lambda b, x: {
        "code": f"Q{x}", "item": stored(casework.PermitItem, b, x), "area": b.areas[x], "received_on": TODAY,
        "due_on": date(2024, 9, 30), "clock": "permit.decide",
    },
    casework.CasePause: lambda b, x: {
        "case": stored(casework.Case, b, x), "kind": "hearing", "first_on": TODAY,
    },
    casework.ApplicationPause: lambda b, x: {
        "application": stored(casework.PermitApplication, b, x), "kind": "hearing", "first_on": TODAY,
    },
    casework.Dispatch: lambda b, x: {
        "case": stored(casework.Case, b, x), "organisation": b.districts[x], "part": "lead", "sender": b.city,
        "dispatched_on": TODAY, "sign_by_on": TOMORROW,
    },
    casework.DueDateRun: lambda b, x: {"on": TODAY, "calendar": f"国务院{x}", "n_looked_at": 1, "n_changed": 0},
    casework.RectificationItem: lambda b, x: {
        "code": f"Z{x}", "campaign": "c", "aspect": "作风", "title": "会议多", "area": b.areas[x],
        "owner": b.districts[x], "collected_on": date(2024, 3, 1), "due_on": date(2024, 6, 3),
        "clock": "rectification.conclude",
    },
    Visit: lambda b, x: {
        "code": f"V{x}", "name": "均衡督导", "standard": "balanced", "level": "city", "area": b.areas[x],
        "on": TODAY, "n_inspectors": 3,
    },
    Finding: lambda b, x: {"visit": stored(Visit, b, x), "item": "班额", "is_met": False, "due_on": TODAY},
    ledger.Entry: lambda b, x: {
        "code": f"E{x}", "kind": "meeting", "title": "工作会", "is_bureau_wide": False,
        "organisation": b.districts[x], "area": b.areas[x], "on": TODAY,
    },
    ledger.Spending: lambda b, x: {
        "organisation": b.districts[x], "area": b.areas[x], "year": 2024, "item": "cars", "budget_yuan": 90,
        "settled_yuan": 80,
    },
    ledger.Pledge: lambda b, x: {"school": b.schools[x], "kind": "duty", "year": 2024},
    ledger.MediaReport: lambda b, x: {
        "code": f"M{x}", "title": "报道", "outlet": "日报", "level": "city", "tone": "positive",
        "area": b.areas[x], "on": TODAY,
    },
    ledger.Ranking: lambda b, x: {
        "measure": f"petitions_{x}", "name": "投诉最少", "scope": "province", "year": 2024, "rank": 1,
        "out_of": 16, "issuer": "省厅", "document_number": "1号", "published_on": TODAY,
    },
    ledger.PublicEvent: lambda b, x: {
        "code": f"U{x}", "kind": "meeting", "name": "现场会", "topic": "改革", "issuer": "省厅", "level": "province",
        "area": b.areas[x], "on": TODAY,
    },
    ledger.ExamResult: lambda b, x: {
        "school": b.schools[x], "exam": "gaokao", "year": 2024, "line": "本科", "n_candidates": 100,
        "n_reached": 60,
    },
    ledger.ScoreBand: lambda b, x: {
        "school": b.schools[x], "exam": "gaokao", "year": 2024, "floor_score": 600, "n_reached": 8,
    },
    ledger.ScoreBandTotal: lambda b, x: {
        "exam": "gaokao", "year": 2024, "floor_score": 100 * len(x) + ord(x[0]), "n_reached": 80, "source": "市招办",
    },
    ledger.UniversityAdmission: lambda b, x: {
        "school": b.schools[x], "year": 2024, "university": "清华大学", "tier": "elite", "n_admitted": 1,
    },
    ledger.Budget: lambda b, x: {
        "area": b.areas[x], "year": 2024, "item": "education", "budget_yuan": 900, "settled_yuan": 880,
    },
    ledger.Survey: lambda b, x: {
        "area": b.areas[x], "year": 2024, "subject": "compulsory", "n_valid": 900, "n_satisfied": 800,
        "agency": "市统计局",
    },
    ledger.QualityMonitoring: lambda b, x: {
        "area": b.areas[x], "year": 2024, "stage": "primary", "subject": "数学", "n_tested": 300,
        "n_at_level_three": 240, "difference_rate": "0.12",
    },
    ledger.PayComparison: lambda b, x: {
        "area": b.areas[x], "year": 2024, "teacher_yuan": 91000, "civil_servant_yuan": 90000, "source": "人社局",
    },
    ledger.PowerChange: lambda b, x: {
        "code": f"V{x}", "kind": "delegated", "name": "民办园审批", "organisation": b.districts[x],
        "area": b.areas[x], "on": TODAY,
    },
    rounds.Round: lambda b, x: {
        "code": f"R{x}", "kind": "class_division", "name": "分班", "year": 2024, "area": b.areas[x],
        "owner": b.districts[x], "opened_on": date(2024, 8, 1),
    },
    rounds.RoundStep: lambda b, x: {
        "round": stored(rounds.Round, b, x), "step": "commit", "attempt": 1, "value": "b" * 64,
        "conditions_sha256": "c" * 64, "by": "bangong", "at": NOON,
    },
    rounds.ClassPlacement: lambda b, x: {
        "round": stored(rounds.Round, b, x), "pupil": stored(registers.Pupil, b, x), "school": b.schools[x],
        "class_number": 1,
    },
    rounds.Application: lambda b, x: {
        "round": stored(rounds.Round, b, x), "pupil": stored(registers.Pupil, b, x),
    },
    rounds.ExamSitting: lambda b, x: {
        "code": f"X{x}", "round": stored(rounds.Round, b, x), "exam": "zhongkao", "area": b.areas[x],
        "held_on": TODAY,
        "n_candidates": 60, "n_seated": 60, "n_sites": 1, "n_rooms": 2, "n_invigilators": 4,
    },
    rounds.ExamAbsence: lambda b, x: {
        "sitting": stored(rounds.ExamSitting, b, x), "session": "语文", "on": TODAY, "room": "001",
        "candidate_number": f"2026{x}",
    },
    rounds.ExamRoomChange: lambda b, x: {
        "code": f"T{x}", "sitting": stored(rounds.ExamSitting, b, x), "session": "语文", "on": TODAY,
        "from_room": "001", "to_room": "031", "n_candidates": 30, "reason": "停电",
    },
    rounds.ExamIncident: lambda b, x: {
        "code": f"I{x}", "sitting": stored(rounds.ExamSitting, b, x), "kind": "违纪", "on": TODAY,
    },
    Decision: lambda b, x: {
        "code": f"D{x}", "round": stored(rounds.Round, b, x), "title": "分班方案",
        "certificate_sha256": "a" * 64, "computed_on": TODAY,
    },
    Publication: lambda b, x: {
        "decision": stored(Decision, b, x), "title": "分班结果", "stands_at": NOON, "prepared_by": "bangong",
        "prepared_at": NOON, "n_results": 1,
    },
    PublishedResult: lambda b, x: {
        "key": _key(x), "publication": stored(Publication, b, x), "answer": "七年级 3 班",
    },
    LookupFailure: lambda b, x: {"number_key": _key(x), "hour": 1, "n": 1},
    casework.Appeal: lambda b, x: {
        "code": f"SS2024{zlib.crc32(x.encode()) % 10**6:06d}", "secret_key": _key(x), "organisation": b.districts[x], "about": "分班结果",
        "text": "请核对孩子的班级安排。", "received_at": NOON,
    },
    Work: lambda b, x: {
        "kind": "intake.check", "key": f"intake.check:{x}", "title": "检查", "organisation": b.districts[x],
        "asked_by": "bangong", "asked_at": NOON,
    },
    ReportDraft: lambda b, x: {
        "title": f"工作报告{x}", "year": 2024, "organisation": b.districts[x], "file_name": "去年.docx",
        "text_sha256": "a" * 64, "snapshot": "b" * 64, "decisions": {"S01": {"state": "open", "n": 0}},
        "opened_by": "bangong", "opened_at": NOON, "changed_by": "bangong", "changed_at": NOON,
    },
    Batch: lambda b, x: {
        "layout": "facilities", "file_name": "场地.xlsx", "file_sha256": "a" * 64, "by": "bangong", "at": NOON,
        "n_new": 1, "n_changed": 0, "n_unchanged": 0, "organisation": b.districts[x],
    },
    Chunk: lambda b, x: {"batch": stored(Batch, b, x), "number": 0, "part": 0, "payload": b"x"},
}  # fmt: skip


def every_row_of(bureau: Bureau, letter: str) -> list[Any]:
    """One stored row of every model, owned by a district or its school."""
    return [bureau.schools[letter] if m is registers.School else stored(m, bureau, letter) for m in PLAUSIBLE]
