"""Every action of the rooms, done once as it should be: the right it takes, who does it, how.

`do(bureau)` sets the stage and gives back what is still to be called with `by` and `at`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from small_bureau import (
    LAST_YEAR,
    NOON,
    TODAY,
    TOMORROW,
    YEAR_END,
    YESTERDAY,
    Bureau,
    Role,
    a,
    a_body,
    stored,
)

from xuezheng.records.accounts.models import ApiToken, Grant, Organisation, User
from xuezheng.records.audit.actions import Correction, accounts, tokens
from xuezheng.records.casework import actions as casework
from xuezheng.records.casework.models import (
    Appeal,
    ApplicationPause,
    Case,
    CaseExtension,
    CasePause,
    Dispatch,
    DueDateRun,
    PermitApplication,
    PermitItem,
    Proposal,
    RectificationItem,
)
from xuezheng.records.decisions import actions as decisions
from xuezheng.records.decisions.models import Decision, Publication, ReportDraft
from xuezheng.records.intake import actions as intake
from xuezheng.records.intake.actions.packing import packed
from xuezheng.records.intake.actions.staging import NEW, StagedPart
from xuezheng.records.intake.forms.layouts import layout_of
from xuezheng.records.intake.models import Batch, Chunk
from xuezheng.records.ledger import actions as ledger
from xuezheng.records.ledger.models import (
    Budget,
    Entry,
    ExamResult,
    MediaReport,
    PayComparison,
    Pledge,
    PowerChange,
    PublicEvent,
    QualityMonitoring,
    Ranking,
    ScoreBand,
    ScoreBandTotal,
    Spending,
    Survey,
    UniversityAdmission,
)  # fmt: skip
from xuezheng.records.programmes import actions as programmes
from xuezheng.records.programmes.models import (
    Acquisition,
    Activity,
    ActivityParticipation,
    Agreement,
    AidAward,
    AidScheme,
    AidStandard,
    Campaign,
    CampaignParticipant,
    Contest,
    ContestEntry,
    Delivery,
    Fund,
    GroupMember,
    HardshipListing,
    ListEntry,
    ListLink,
    Milestone,
    OutsideList,
    PlacePurchase,
    Project,
    SchoolGroup,
    Session,
    StudentLoan,
    Target,
    Works,
)  # fmt: skip
from xuezheng.records.registers import actions as registers
from xuezheng.records.registers.models import (
    Area,
    Campus,
    DropoutDuty,
    DropoutEntry,
    Enrolment,
    Facility,
    MergedPupil,
    MergedRow,
    Movement,
    PartyAdviser,
    PartyOrganisation,
    Persuasion,
    Population,
    Posts,
    Pupil,
    SavedFilter,
    School,
    SchoolAgeChild,
    SchoolClass,
    SchoolReturn,
    SchoolStatus,
    SpecialPlacement,
    SubjectRoom,
    Teacher,
    TeacherGrowth,
    TrainingInstitution,
    VocationalMajor,
    Website,
    WellbeingReturn,
)  # fmt: skip
from xuezheng.records.rounds import actions as rounds
from xuezheng.records.rounds.models import (
    Application,
    ClassPlacement,
    ExamAbsence,
    ExamIncident,
    ExamRoomChange,
    ExamSitting,
    Round,
    RoundStep,
)
from xuezheng.records.visits import actions as visits
from xuezheng.records.visits.models import Finding, Visit
from xuezheng.rules.working_days import WorkCalendar

Do = Callable[..., Any]


@dataclass(frozen=True)
class Deed:
    """`where` is "city", or "A" for the district, or "sA" for its school."""

    right: str
    role: Role
    where: str
    do: Callable[[Bureau], Do]

    def doer(self, bureau: Bureau) -> User:
        return bureau.person(self.role, place(bureau, self.where))


def place(bureau: Bureau, where: str) -> Organisation:
    if where == "city":
        return bureau.city
    return bureau.schools[where[1]].organisation if where.startswith("s") else bureau.districts[where]


def new(action: Do, model: type, **other: Any) -> Callable[[Bureau], Do]:
    return lambda bureau: partial(action, row=a(model, bureau, **other))


def on(action: Do, model: type, given: dict[str, Any] | None = None, **told: Any) -> Callable[[Bureau], Do]:
    """Give a stored row its day, today."""
    return lambda bureau: partial(action, row=stored(model, bureau, **given or {}), on=TODAY, **told)


def district(right: str, do: Callable[[Bureau], Do]) -> Deed:
    return Deed(right, Role.DISTRICT_OFFICER, "A", do)


def school(right: str, do: Callable[[Bureau], Do]) -> Deed:
    return Deed(right, Role.SCHOOL_CLERK, "sA", do)


def city(right: str, do: Callable[[Bureau], Do]) -> Deed:
    return Deed(right, Role.OFFICE, "city", do)


REVIEW = {
    "channel": "petition",
    "kind": "review",
    "clock": "petition.review.decide",
    "due_on": date(2024, 9, 29),
}


def _earlier(b: Bureau) -> Case:
    row = a(Case, b, code="K0", received_on=LAST_YEAR)
    row.save()
    return row


def _open_school(b: Bureau) -> Do:
    other = {"code": "s9", "organisation": a_body(b, "A", "s9"), "name": "新校"}
    return partial(registers.open_school, row=School(area=b.areas["A"], **_school_values(b) | other))


def _school_values(b: Bureau) -> dict[str, Any]:
    held = b.schools["A"]
    return {name: getattr(held, name) for name in ("kind", "runner", "urban_rural", "opened_on")}


def _enrol(b: Bureau) -> Do:
    pupil = a(Pupil, b, code="p9", roll_number="G9")
    enrolment = Enrolment(pupil=pupil, school=b.schools["A"], school_year=2024, stage="primary", grade=1)
    return partial(registers.enrol_pupil, pupil=pupil, enrolment=enrolment)


def _enrolled(action: Do, model: type) -> Callable[[Bureau], Do]:
    def do(b: Bureau) -> Do:
        stored(Enrolment, b)
        return partial(action, row=a(model, b))

    return do


def _move(b: Bureau) -> Do:
    stored(Enrolment, b)
    return partial(registers.record_movement, row=a(Movement, b))


def _merge(b: Bureau) -> Do:
    stored(Enrolment, b)
    gone = a(Pupil, b, code="p2", roll_number="G2")
    gone.save()
    stored(Enrolment, b, pupil=gone, school_year=2023)
    return partial(registers.merge_pupils, keep=stored(Pupil, b), gone=gone, reason="verified")


def _unmerge(b: Bureau) -> Do:
    enrolment = stored(Enrolment, b)
    row = stored(MergedRow, b, key=str(enrolment.pk))
    stored(MergedPupil, b)
    return partial(registers.unmerge_pupils, merge=row.merge)


def _suspect(b: Bureau) -> Do:
    stored(Enrolment, b)
    return partial(registers.suspect_dropout, row=a(DropoutEntry, b))


def _confirm(b: Bureau) -> Do:
    entry = stored(Persuasion, b).entry
    return partial(registers.confirm_dropout, entry=entry, on=TODAY, reason="weariness")


def _roster(b: Bureau) -> Do:
    pupil = a(Pupil, b, code="p9", roll_number="G9")
    place = Enrolment(pupil=pupil, school=b.schools["A"], school_year=2024, stage="primary", grade=1)
    return partial(registers.take_roster, roster=registers.Roster(pupils=[pupil], enrolments=[place]))


def _resolve(b: Bureau) -> Do:
    stored(AidAward, b)
    return partial(programmes.resolve_listing, listing=stored(HardshipListing, b), resolution="aided")


def _add_list(b: Bureau) -> Do:
    return partial(
        programmes.add_list,
        row=a(OutsideList, b),
        entries=[ListEntry(row=2, name="张叁丰", id_number="110101201501011234")],
    )


def _link_list(b: Bureau) -> Do:
    row, entry, pupil = stored(OutsideList, b), stored(ListEntry, b), stored(Pupil, b)
    link = ListLink(outside_list=row, entry=entry, pupil=pupil, weight=900, proposed="matched", holds=True)
    return partial(programmes.link_list, row=row, links=[link])


def _undo_verdict(b: Bureau) -> Do:
    judged = {"verdict": "confirmed", "holds": True, "decided_by": "lin", "decided_on": TODAY}
    return partial(programmes.undo_verdict, link=stored(ListLink, b, **judged))


def _seed_round(b: Bureau) -> Do:
    stored(RoundStep, b)
    return partial(rounds.enter_seed, round=stored(Round, b), value="d" * 64, witnesses="公证员", attempt=1)


def _run_round(b: Bureau) -> Do:
    stored(RoundStep, b)
    stored(RoundStep, b, step="seed", value="d" * 64)
    return partial(rounds.enter_run, round=stored(Round, b), value="e" * 64, attempt=1)


def _placements(b: Bureau) -> Do:
    rows = [ClassPlacement(pupil=stored(Pupil, b), school=b.schools["A"], class_number=1)]
    return partial(rounds.place_pupils, round=stored(Round, b), placements=rows)


def _apply(b: Bureau) -> Do:
    round = stored(Round, b, kind="admissions")
    return partial(rounds.apply_for_place, row=Application(round=round, pupil=stored(Pupil, b)))


def _admit(b: Bureau) -> Do:
    stored(Round, b, kind="admissions")
    return partial(rounds.admit_pupil, application=stored(Application, b), school=b.schools["A"])


def _sitting(b: Bureau) -> Do:
    stored(Round, b, kind="exam")
    return partial(rounds.record_sitting, row=a(ExamSitting, b))


def _enter_pupils(b: Bureau) -> Do:
    rows = [ActivityParticipation(school=b.schools["A"], pupil=stored(Pupil, b))]
    return partial(programmes.enter_pupils, activity=stored(Activity, b), participations=rows)


def _buy_places(b: Bureau) -> Do:
    private = b.schools["A"]
    private.runner = "999"
    private.save()
    return partial(programmes.buy_places, row=a(PlacePurchase, b))


def _user(b: Bureau, **other: Any) -> User:
    return User.objects.create(username="newcomer", organisation=b.districts["A"], **other)


def _token(b: Bureau) -> ApiToken:
    return ApiToken.objects.create(
        code="0a1b2c3d", label="数据平台", organisation=b.districts["A"], scopes="read:registers", digest="a" * 64,
        made_by="secadmin_c", made_on=YESTERDAY, ends_on=YEAR_END,
    )  # fmt: skip


def _revoke(b: Bureau) -> Do:
    grant = Grant.objects.create(
        user=_user(b), role=Role.INSPECTOR, organisation=b.districts["A"], granted_on=TODAY
    )
    return partial(accounts.revoke_role, grant=grant)


CHECKED = {"checked_on": TODAY}
APPROVED = {**CHECKED, "approved_on": TODAY, "approved_by": "x"}
STARTED = {"started_on": LAST_YEAR, "planned_on": LAST_YEAR}

#: A sheet as the school of district A sends it.
FACILITIES = [
    ["建筑代码", "学校", "用途", "建筑面积", "建成日期"],
    ["sA-1", "sA", "教学楼", 1200.5, "2020-09-01"],
]


def _undo(b: Bureau) -> partial[Any]:
    """A batch that wrote one facility of the school."""
    facility = stored(Facility, b)
    batch = Batch.objects.create(
        layout="facilities", file_name="场地.xlsx", file_sha256="a" * 64, by="x", at=NOON, n_new=1, n_changed=0,
        n_unchanged=0, organisation=b.schools["A"].organisation)  # fmt: skip
    part = StagedPart(layout_of("facilities").parts[0], 0)
    row = [facility.pk, *(getattr(facility, field.attname) for field in part.fields)]
    said = ",".join(json.dumps([value], default=str) for value in row)
    Chunk.objects.create(batch=batch, number=0, part=0, payload=packed(part, NEW, said))
    return partial(intake.undo_import, batch=batch)


def _undo_decision(b: Bureau) -> Do:
    """What the person who is about to take it back had decided."""
    step = {"by": "office_c", "before": {"S01": {"state": "open", "n": 0}}, "after": {"S01": 1}}
    now = {"S01": {"state": "confirmed", "n": 1, "by": "office_c", "at": NOON.isoformat()}}
    return partial(decisions.undo_decision, draft=stored(ReportDraft, b, decisions=now, undo=[step]))


def _decide_places(b: Bureau) -> Do:
    changes = {"S01": {"state": "confirmed", "indicator": "schools.count"}}
    return partial(decisions.decide_places, draft=stored(ReportDraft, b), changes=changes, seen={"S01": 0})


DEEDS = [
    Deed("organisation.create", Role.SYSADMIN, "city", lambda b: partial(
        accounts.create_organisation, code="s8", name="新校", kind="school", parent=b.districts["A"])),
    Deed("user.create", Role.SYSADMIN, "city", lambda b: partial(
        accounts.create_user, username="lin", display_name="林", password="correct-horse-7", organisation=b.city)),
    Deed("user.deactivate", Role.SYSADMIN, "city", lambda b: partial(accounts.deactivate_user, user=_user(b))),
    Deed("user.set_password", Role.SYSADMIN, "city", lambda b: partial(
        accounts.set_password, user=_user(b), password="another-Horse-8")),
    Deed("role.grant", Role.SECADMIN, "city", lambda b: partial(
        accounts.grant_role, user=_user(b), role=Role.DISTRICT_OFFICER, organisation=b.districts["A"])),
    Deed("role.revoke", Role.SECADMIN, "city", _revoke),
    Deed("token.make", Role.SECADMIN, "city", lambda b: partial(
        tokens.make_token, label="数据平台", organisation=b.districts["A"], scopes=["read:registers"], ends_on=YEAR_END)),
    Deed("token.withdraw", Role.SECADMIN, "city", lambda b: partial(
        tokens.withdraw_token, token=_token(b))),
    district("record.correct", lambda b: partial(
        casework.correct, row=stored(Case, b), changes={"topic": "收费"}, why=Correction.TYPING)),
    city("area.register", lambda b: partial(registers.register_area, row=Area(
        code="990199", name="高新区", kind="district", parent=b.areas["city"], organisation=b.city))),
    district("school.open", _open_school),
    district("school.close", lambda b: partial(registers.close_school, school=b.schools["A"], on=TODAY)),
    school("class.open", new(registers.open_class, SchoolClass)),
    district("status.list", new(registers.list_for_status, SchoolStatus)),
    district("status.start", on(registers.start_status, SchoolStatus)),
    district("status.achieve", on(registers.achieve_status, SchoolStatus, {"started_on": LAST_YEAR})),
    school("return.submit", lambda b: partial(registers.submit_return, row=a(SchoolReturn, b))),
    school("pupil.enrol", _enrol),
    school("pupil.move", _move),
    district("pupil.merge", _merge),
    district("pupil.unmerge", _unmerge),
    district("filter.save", lambda b: partial(registers.save_filter, row=a(SavedFilter, b))),
    district("filter.drop", lambda b: partial(registers.drop_filter, row=stored(SavedFilter, b))),
    city("roster.take", _roster),
    district("dropout.list_child", new(registers.list_child, SchoolAgeChild)),
    school("dropout.suspect", _suspect),
    school("dropout.persuade", new(registers.record_persuasion, Persuasion)),
    school("dropout.confirm", _confirm),
    school("dropout.report", on(registers.report_dropout, DropoutEntry, {"confirmed_on": TODAY})),
    district("dropout.order", on(
        registers.order_guardian, DropoutEntry, {"confirmed_on": TODAY, "reported_on": TODAY})),
    school("dropout.return", lambda b: partial(
        registers.return_child, entry=stored(DropoutEntry, b), on=TODAY, support="班主任结对")),
    district("dropout.close", lambda b: partial(
        registers.close_entry, entry=stored(DropoutEntry, b), on=TODAY, outcome="mistaken")),
    school("dropout.duty", lambda b: partial(registers.do_duty, duty=a(DropoutDuty, b))),
    district("teacher.hire", new(registers.hire_teacher, Teacher)),
    district("teacher.release", on(registers.release_teacher, Teacher)),
    school("growth.record", new(registers.record_growth, TeacherGrowth)),
    district("posts.record", new(registers.record_posts, Posts)),
    district("population.record", new(registers.record_population, Population)),
    school("facility.add", new(registers.add_facility, Facility)),
    school("facility.close", on(registers.close_facility, Facility)),
    school("subject_room.open", new(registers.open_subject_room, SubjectRoom)),
    school("subject_room.close", on(registers.close_subject_room, SubjectRoom)),
    school("major.open", new(registers.open_major, VocationalMajor)),
    city("major.designate", lambda b: partial(
        registers.designate_major, major=stored(VocationalMajor, b), designation="backbone", on=TODAY)),
    school("major.end", on(registers.end_major, VocationalMajor)),
    district("website.register", new(registers.register_website, Website)),
    city("website.approve", on(registers.approve_website, Website, approval_number="省1号")),
    district("website.close", on(registers.close_website, Website)),
    school("campus.submit", new(registers.submit_campus, Campus)),
    school("wellbeing.submit", new(registers.submit_wellbeing, WellbeingReturn)),
    district("placement.record", new(registers.record_placement, SpecialPlacement)),
    district("institution.register", new(registers.register_institution, TrainingInstitution)),
    district("institution.close", on(registers.close_institution, TrainingInstitution, ending="turned")),
    district("party.set_up", new(registers.set_up_party_organisation, PartyOrganisation)),
    district("party.end", on(registers.end_party_organisation, PartyOrganisation)),
    district("adviser.send", new(registers.send_adviser, PartyAdviser)),
    district("adviser.end", on(registers.end_adviser, PartyAdviser)),
    school("delivery.record", new(programmes.record_delivery, Delivery)),
    district("works.record", new(programmes.record_works, Works)),
    district("acquisition.record", new(programmes.record_acquisition, Acquisition)),
    district("places.buy", _buy_places),
    district("group.set_up", new(programmes.set_up_group, SchoolGroup)),
    district("group.end", on(programmes.end_group, SchoolGroup)),
    district("group.join", new(programmes.join_group, GroupMember)),
    district("group.leave", on(programmes.leave_group, GroupMember)),
    district("session.hold", new(programmes.hold_session, Session)),
    city("aid_standard.set", new(programmes.set_aid_standard, AidStandard)),
    district("target.set", lambda b: partial(programmes.set_target, row=a(Target, b))),
    Deed("target.approve", Role.DIRECTOR, "city", lambda b: partial(
        programmes.approve_target, target=stored(Target, b))),
    district("project.plan", new(programmes.plan_project, Project)),
    district("project.start", on(programmes.start_project, Project)),
    district("project.top_out", on(programmes.top_out_project, Project, STARTED)),
    district("project.complete", on(programmes.complete_project, Project, STARTED)),
    district("project.accept", on(programmes.accept_project, Project, {**STARTED, "completed_on": LAST_YEAR})),
    district("project.cancel", on(programmes.cancel_project, Project)),
    district("project.spend", lambda b: partial(
        programmes.report_spending, project=stored(Project, b), spent_yuan=10)),
    district("milestone.set", new(programmes.set_milestone, Milestone)),
    district("milestone.reach", on(programmes.reach_milestone, Milestone)),
    district("fund.record", new(programmes.record_fund, Fund)),
    district("fund.receive", on(programmes.receive_fund, Fund)),
    city("scheme.open", new(programmes.open_scheme, AidScheme)),
    city("scheme.end", on(programmes.end_scheme, AidScheme)),
    district("aid.award", _enrolled(programmes.award_aid, AidAward)),
    district("aid.pay", on(programmes.pay_aid, AidAward)),
    school("listing.make", _enrolled(programmes.list_hardship, HardshipListing)),
    school("listing.resolve", _resolve),
    district("list.add", _add_list),
    district("list.withdraw", lambda b: partial(programmes.withdraw_list, row=stored(OutsideList, b))),
    district("list.match", _link_list),
    district("list.confirm", lambda b: partial(programmes.confirm_link, link=stored(ListLink, b))),
    district("list.reject", lambda b: partial(programmes.reject_link, link=stored(ListLink, b))),
    district("list.undo", _undo_verdict),
    district("loan.grant", new(programmes.grant_loan, StudentLoan)),
    city("campaign.start", new(programmes.start_campaign, Campaign)),
    district("campaign.join", new(programmes.join_campaign, CampaignParticipant)),
    city("campaign.end", on(programmes.end_campaign, Campaign)),
    city("contest.announce", new(programmes.announce_contest, Contest)),
    school("contest.enter", new(programmes.enter_contest, ContestEntry)),
    school("agreement.sign", new(programmes.sign_agreement, Agreement)),
    school("agreement.end", on(programmes.end_agreement, Agreement)),
    district("activity.hold", new(programmes.hold_activity, Activity)),
    district("activity.enter", _enter_pupils),
    district("case.open", new(casework.open_case, Case)),
    district("case.dispatch", lambda b: partial(
        casework.dispatch_case, case=stored(Case, b), to=a_body(b, "A", "sA"), part="lead")),
    district("case.sign", on(casework.sign_dispatch, Dispatch)),
    district("case.return", lambda b: partial(
        casework.return_dispatch, row=stored(Dispatch, b), ground="not_ours")),
    district("case.ask_extension", lambda b: partial(casework.ask_extension, case=stored(Case, b))),
    district("case.extend", lambda b: partial(casework.extend_case, case=stored(CaseExtension, b).case)),
    district("case.pause", lambda b: partial(
        casework.pause_case, case=stored(Case, b, **REVIEW), kind="hearing", first=TODAY)),
    district("case.resume", lambda b: partial(
        casework.resume_case, pause=CasePause.objects.create(
            case=stored(Case, b, **REVIEW), kind="hearing", first_on=TODAY), last=TODAY)),
    district("case.reply", lambda b: partial(
        casework.reply_case, case=stored(Case, b), number="教函〔2024〕1号", on=TODAY)),
    district("case.close", lambda b: partial(casework.close_case, case=stored(Case, b), on=TODAY)),
    district("case.rate", lambda b: partial(
        casework.rate_case, case=stored(Case, b, closed_on=TODAY), rating="satisfied")),
    district("case.call_back", lambda b: partial(
        casework.call_back_case, case=stored(Case, b, closed_on=TODAY), on=TODAY, result="no_contact")),
    district("case.refuse", lambda b: partial(
        casework.refuse_case, case=stored(Case, b), on=TODAY, ground="court")),
    district("case.reopen", lambda b: partial(casework.reopen_case, case=stored(Case, b, closed_on=TODAY))),
    district("case.link", lambda b: partial(
        casework.link_repeat, case=stored(Case, b), to=_earlier(b))),
    district("due.recompute", lambda b: partial(
        casework.recompute_due, row=stored(Case, b, due_on=TOMORROW), calendar=WorkCalendar())),
    city("due.record_run", new(casework.record_due_date_run, DueDateRun)),
    city("proposal.extend", lambda b: partial(casework.extend_proposal, proposal=stored(Proposal, b))),
    district("proposal.return", lambda b: partial(
        casework.return_proposal, proposal=stored(Proposal, b), ground="not_ours")),
    district("application.extend", lambda b: partial(
        casework.extend_application, application=stored(PermitApplication, b))),
    district("application.pause", lambda b: partial(
        casework.pause_application, application=stored(PermitApplication, b, received_on=YESTERDAY),
        kind="hearing", first=TODAY)),
    district("application.resume", lambda b: partial(
        casework.resume_application, pause=ApplicationPause.objects.create(
            application=stored(PermitApplication, b, received_on=YESTERDAY), kind="hearing", first_on=TODAY),
        last=TODAY)),
    district("application.supplement", lambda b: partial(
        casework.supplement_application, application=stored(PermitApplication, b), on=TODAY)),
    city("proposal.hand_over", new(casework.hand_over_proposal, Proposal)),
    district("proposal.answer", lambda b: partial(
        casework.answer_proposal, proposal=stored(Proposal, b), on=TODAY, result_class="A")),
    city("permit_item.keep", new(casework.keep_item, PermitItem)),
    city("permit_item.put_online", on(casework.put_item_online, PermitItem)),
    city("permit_item.drop", on(casework.drop_item, PermitItem)),
    district("application.receive", new(casework.receive_application, PermitApplication)),
    district("application.decide", on(casework.decide_application, PermitApplication, is_granted=False)),
    district("rectification.collect", new(casework.collect_rectification, RectificationItem)),
    district("rectification.resolve", on(casework.resolve_rectification, RectificationItem)),
    Deed("visit.record", Role.INSPECTOR, "city", lambda b: partial(
        visits.record_visit, visit=a(Visit, b), findings=[Finding(item="班额", is_met=True)])),
    Deed("visit.decide", Role.DIRECTOR, "city", lambda b: partial(
        visits.decide_visit, visit=stored(Visit, b), verdict="passed")),
    district("finding.clear", on(visits.clear_finding, Finding)),
    district("entry.record", new(ledger.record_entry, Entry)),
    district("spending.record", new(ledger.record_spending, Spending)),
    district("pledge.ask", new(ledger.ask_for_pledge, Pledge)),
    school("pledge.sign", lambda b: partial(ledger.sign_pledge, pledge=stored(Pledge, b), on=TODAY)),
    district("media.record", new(ledger.record_media_report, MediaReport)),
    city("ranking.record", new(ledger.record_ranking, Ranking)),
    district("public_event.record", new(ledger.record_public_event, PublicEvent)),
    district("exam_result.record", new(ledger.record_exam_result, ExamResult)),
    district("score_band.record", new(ledger.record_score_band, ScoreBand)),
    city("score_band_total.record", new(ledger.record_score_band_total, ScoreBandTotal)),
    district("university.record", new(ledger.record_university_admission, UniversityAdmission)),
    district("budget.record", new(ledger.record_budget, Budget)),
    district("survey.record", new(ledger.record_survey, Survey)),
    district("monitoring.record", new(ledger.record_monitoring, QualityMonitoring)),
    district("pay_comparison.record", new(ledger.record_pay_comparison, PayComparison)),
    district("power_change.record", new(ledger.record_power_change, PowerChange)),
    district("round.open", new(rounds.open_round, Round)),
    district("round.close", on(rounds.close_round, Round)),
    district("round.commit", lambda b: partial(
        rounds.commit_round, round=stored(Round, b), value="b" * 64, conditions_sha256="c" * 64, attempt=1)),
    district("round.seed", _seed_round),
    district("round.run", _run_round),
    district("round.place", _placements),
    district("admission.apply", _apply),
    district("admission.admit", _admit),
    district("sitting.record", _sitting),
    district("absence.record", new(rounds.record_absence, ExamAbsence)),
    district("room_change.record", new(rounds.record_room_change, ExamRoomChange)),
    district("incident.record", new(rounds.record_incident, ExamIncident)),
    district("incident.confirm", on(rounds.confirm_incident, ExamIncident)),
    district("incident.deal_with", on(rounds.deal_with_incident, ExamIncident, {"confirmed_on": TODAY})),
    school("intake.run", lambda b: partial(
        intake.run_import, layout=layout_of("facilities"), rows=FACILITIES, where="场地.xlsx 表“校舍与场地”",
        file_name="场地.xlsx", file_sha256="a" * 64)),
    school("intake.undo", _undo),
    city("publication.prepare", lambda b: partial(
        decisions.prepare_publication, decision=stored(Decision, b, **APPROVED), title="分班结果", number_name="学生代码",
        stands_at=NOON + timedelta(hours=1), results=[("P1", "七年级 3 班")], files=[])),
    city("publication.withdraw", lambda b: partial(
        decisions.withdraw_publication, publication=stored(Publication, b), reason="发现差错")),
    district("work.ask", lambda b: partial(
        decisions.ask_for_work, kind="intake.check", key="intake.check:pupils", title="检查学生表", given={},
        organisation=b.districts["A"])),
    city("draft.open", lambda b: partial(decisions.open_draft, draft=a(ReportDraft, b))),
    city("draft.decide", _decide_places),
    city("draft.undo", _undo_decision),
    city("draft.renew", lambda b: partial(decisions.renew_draft, draft=stored(ReportDraft, b), snapshot="c" * 64)),
    city("draft.generate", lambda b: partial(
        decisions.note_written, draft=stored(ReportDraft, b), version=1, snapshot="c" * 64)),
    city("draft.release", lambda b: partial(
        decisions.release_draft, draft=stored(ReportDraft, b, n_written=1), fingerprint="d" * 64)),
    district("appeal.accept", lambda b: partial(
        casework.accept_appeal, appeal=stored(Appeal, b), case=stored(Case, b))),
    district("appeal.refuse", lambda b: partial(
        casework.refuse_appeal, appeal=stored(Appeal, b), reason="不属于申诉范围")),
    district("decision.compute", lambda b: partial(decisions.compute_decision, decision=a(Decision, b))),
    district("decision.check", lambda b: partial(
        decisions.check_decision, decision=stored(Decision, b), certificate_sha256="a" * 64)),
    Deed("decision.approve", Role.DIRECTOR, "city", lambda b: partial(
        decisions.approve_decision, decision=stored(Decision, b, **CHECKED))),
    city("decision.publish", lambda b: partial(
        decisions.publish_decision, decision=stored(Decision, b, **APPROVED))),
]  # fmt: skip

BY_RIGHT = {deed.right: deed for deed in DEEDS}
assert TOMORROW > TODAY
