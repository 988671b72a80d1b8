"""Each constraint, broken once: the clerk reads why with the values, and the database says no."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, UniqueConstraint, UUIDField
from small_bureau import LAST_YEAR, NOON, TODAY, TOMORROW, YEAR_END, YESTERDAY, a, every_row_of, stored

from xuezheng.records.accounts.models import ApiToken, Grant, Organisation, User
from xuezheng.records.audit.actions.faults import model_faults
from xuezheng.records.audit.models import Head
from xuezheng.records.casework.models import (
    Appeal,
    ApplicationPause,
    Case,
    CaseExtension,
    CasePause,
    Dispatch,
    PermitApplication,
    PermitItem,
    Proposal,
    RectificationItem,
)
from xuezheng.records.decisions.models import Decision, ReportDraft
from xuezheng.records.intake.models import Batch
from xuezheng.records.ledger.models import (
    Budget,
    ExamResult,
    PayComparison,
    QualityMonitoring,
    Ranking,
    Spending,
    Survey,
)  # fmt: skip
from xuezheng.records.programmes.models import (
    Acquisition,
    Agreement,
    AidAward,
    AidScheme,
    AidStandard,
    Campaign,
    Delivery,
    Fund,
    GroupMember,
    HardshipListing,
    ListLink,
    OutsideList,
    PlacePurchase,
    Project,
    SchoolGroup,
    StudentLoan,
    Target,
    Works,
)  # fmt: skip
from xuezheng.records.registers.models import (
    Campus,
    DropoutEntry,
    Facility,
    MergedRow,
    PartyAdviser,
    PartyOrganisation,
    Pupil,
    PupilMerge,
    School,
    SchoolAgeChild,
    SchoolReturn,
    SchoolStatus,
    SubjectRoom,
    Teacher,
    TrainingInstitution,
    VocationalMajor,
    Website,
    WellbeingReturn,
)  # fmt: skip
from xuezheng.records.rounds.models import ExamIncident, ExamRoomChange, ExamSitting, Round, RoundStep
from xuezheng.records.visits.models import Visit

LONG_AGO = date(1999, 1, 1)

BROKEN = {
    "appeal_is_accepted_as_a_case": (Appeal, {"state": "accepted"}),
    "appeal_is_refused_for_a_reason": (Appeal, {"state": "refused"}),
    "school_closes_after_it_opens": (School, {"closed_on": LONG_AGO}),
    "school_status_starts_before_it_is_achieved": (SchoolStatus, {"achieved_on": TODAY}),
    "school_status_is_listed_before_it_starts": (SchoolStatus, {"started_on": LONG_AGO}),
    "school_return_teachers_within_staff": (SchoolReturn, {"n_full_time_teachers": 21}),
    "school_return_parts_within_wholes": (SchoolReturn, {"n_large_classes": 7}),
    "school_return_sums_within_wholes": (SchoolReturn, {"training_yuan": 10**9}),
    "subject_room_has_an_area": (SubjectRoom, {"area_m2": 0}),
    "subject_room_closes_after_it_opens": (SubjectRoom, {"closed_on": LONG_AGO}),
    "survey_satisfied_within_valid": (Survey, {"n_satisfied": 901}),
    "quality_monitoring_rate_is_a_share": (QualityMonitoring, {"difference_rate": "1.2"}),
    "quality_monitoring_level_within_tested": (QualityMonitoring, {"n_at_level_three": 301}),
    "pay_comparison_is_positive": (PayComparison, {"teacher_yuan": 0}),
    "teacher_leaves_after_being_hired": (Teacher, {"left_on": LONG_AGO}),
    "facility_closes_after_it_is_built": (Facility, {"closed_on": LONG_AGO}),
    "facility_area_is_not_negative": (Facility, {"floor_area_m2": -1}),
    "major_designation_has_a_day": (VocationalMajor, {"designation": "backbone"}),
    "major_ends_after_it_is_designated": (
        VocationalMajor, {"designation": "backbone", "designated_on": TODAY, "ended_on": YESTERDAY},
    ),
    "website_approval_has_a_number": (Website, {"approved_on": TODAY}),
    "website_is_approved_after_it_applies": (
        Website, {"approved_on": LONG_AGO, "approval_number": "1"},
    ),
    "website_closes_after_it_applies": (Website, {"closed_on": LONG_AGO}),
    "campus_areas_are_not_negative": (Campus, {"land_area_m2": -1, "green_area_m2": -2}),
    "campus_green_within_land": (Campus, {"green_area_m2": 9001}),
    "campus_open_kitchen_needs_a_canteen": (Campus, {"has_canteen": False, "has_open_kitchen": True}),
    "wellbeing_return_parts_within_wholes": (WellbeingReturn, {"n_after_school": 241}),
    "training_institution_ends_after_its_licence": (
        TrainingInstitution, {"closed_on": LONG_AGO, "ending": "turned"},
    ),
    "training_institution_ends_in_some_way": (TrainingInstitution, {"closed_on": TODAY}),
    "party_organisation_ends_after_it_is_set_up": (PartyOrganisation, {"ended_on": LONG_AGO}),
    "party_adviser_ends_after_being_sent": (PartyAdviser, {"ended_on": LONG_AGO}),
    "delivery_brings_something": (Delivery, {"n_units": 0}),
    "delivery_amount_is_not_negative": (Delivery, {"amount_yuan": -1}),
    "works_have_a_quantity": (Works, {"quantity": 0}),
    "works_amount_is_not_negative": (Works, {"amount_yuan": -1}),
    "acquisition_amounts_are_not_negative": (Acquisition, {"land_yuan": -1}),
    "place_purchase_amount_is_not_negative": (PlacePurchase, {"amount_yuan": -1}),
    "school_group_ends_after_it_is_set_up": (SchoolGroup, {"ended_on": LONG_AGO}),
    "group_member_leaves_after_joining": (GroupMember, {"left_on": LONG_AGO}),
    "aid_standard_is_positive": (AidStandard, {"amount_yuan": 0}),
    "budget_is_not_negative": (Budget, {"settled_yuan": -1}),
    "target_is_approved_between_setting_and_due_day": (
        Target, {"approved_on": LAST_YEAR, "approved_by": "x"},
    ),
    "target_approval_has_a_name": (Target, {"approved_on": TODAY}),
    "project_stages_follow_each_other": (Project, {"started_on": TODAY, "accepted_on": TODAY}),
    "project_is_cancelled_after_it_is_planned": (Project, {"cancelled_on": LAST_YEAR}),
    "project_sizes_are_not_negative": (Project, {"budget_yuan": -1}),
    "fund_amount_is_positive": (Fund, {"amount_yuan": 0}),
    "fund_arrives_after_its_notice": (Fund, {"arrived_on": YESTERDAY}),
    "aid_scheme_ends_after_it_starts": (AidScheme, {"ended_on": LONG_AGO}),
    "aid_award_amount_is_positive": (AidAward, {"amount_yuan": 0}),
    "student_loan_amount_is_positive": (StudentLoan, {"amount_yuan": -1}),
    "outside_list_is_received_after_it_was_drawn_up": (OutsideList, {"received_on": LONG_AGO}),
    "list_link_holds_as_it_was_judged": (ListLink, {"holds": True}),
    "list_link_verdict_has_a_name_and_a_day": (ListLink, {"verdict": "rejected"}),
    "hardship_not_eligible_has_a_reason": (HardshipListing, {"resolution": "not_eligible"}),
    "campaign_ends_after_it_starts": (Campaign, {"ended_on": LAST_YEAR}),
    "agreement_ends_after_it_is_signed": (Agreement, {"ended_on": YESTERDAY}),
    "report_draft_is_written_before_it_is_released": (ReportDraft, {"released_at": NOON, "fingerprint": "a" * 64}),
    "report_draft_is_written_from_a_version_it_had": (ReportDraft, {"written_version": 2}),
    "pupil_merge_of_two_entries": (PupilMerge, {"gone": "pA"}),
    "pupil_merge_undone_has_its_day": (PupilMerge, {"undone_by": "bangong"}),
    "merged_row_set_aside_is_kept_whole": (MergedRow, {"how": "set_aside"}),
    "school_age_child_on_roll_is_a_pupil": (SchoolAgeChild, {"pupil": None}),
    "dropout_entry_of_one_child": (DropoutEntry, {"pupil": None}),
    "dropout_entry_entered_when_found": (DropoutEntry, {"found_on": TODAY}),
    "dropout_entry_confirmed_when_found": (DropoutEntry, {"confirmed_on": LAST_YEAR}),
    "dropout_entry_returned_when_found": (DropoutEntry, {"returned_on": LAST_YEAR}),
    "dropout_entry_closed_last": (DropoutEntry, {"closed_on": LAST_YEAR, "outcome": "moved"}),
    "dropout_entry_closed_with_its_outcome": (DropoutEntry, {"closed_on": TODAY}),
    "dropout_entry_returned_with_support": (
        DropoutEntry, {"closed_on": TODAY, "outcome": "returned", "returned_on": TODAY},
    ),
    "batch_undone_has_its_day": (Batch, {"state": "undone"}),
    "case_refusal_has_a_ground_and_a_day": (Case, {"refusal": "court"}),
    "case_refused_ends_that_day_unrated": (Case, {"refused_on": TODAY, "refusal": "court"}),
    "case_closes_after_it_is_received": (Case, {"closed_on": LAST_YEAR}),
    "case_is_due_after_it_is_received": (Case, {"due_on": LAST_YEAR}),
    "case_is_rated_after_it_is_closed": (Case, {"rating": "satisfied"}),
    "case_reply_has_a_number_and_a_day": (Case, {"reply_number": "1号"}),
    "case_call_back_has_a_result_and_a_day": (Case, {"call_back": "reached"}),
    "case_is_replied_to_after_it_is_received": (Case, {"reply_number": "1号", "replied_on": LAST_YEAR}),
    "case_is_called_back_after_it_is_closed": (
        Case, {"closed_on": TODAY, "call_back": "reached", "called_back_on": YESTERDAY},
    ),
    "case_pause_ends_after_it_begins": (CasePause, {"last_on": YESTERDAY}),
    "application_pause_ends_after_it_begins": (ApplicationPause, {"last_on": YESTERDAY}),
    "dispatch_is_to_be_signed_after_it_is_sent": (Dispatch, {"sign_by_on": YESTERDAY}),
    "dispatch_is_signed_after_it_is_sent": (Dispatch, {"signed_on": YESTERDAY}),
    "dispatch_is_returned_after_it_is_sent": (
        Dispatch, {"returned_on": YESTERDAY, "return_ground": "not_ours"},
    ),
    "dispatch_return_has_a_ground": (Dispatch, {"returned_on": TODAY}),
    "proposal_return_has_a_ground": (Proposal, {"returned_on": TODAY}),
    "proposal_is_returned_after_it_is_handed_over": (
        Proposal, {"returned_on": YESTERDAY, "return_ground": "not_ours"},
    ),
    "permit_papers_are_complete_after_it_is_received": (PermitApplication, {"supplemented_on": YESTERDAY}),
    "extension_is_later": (CaseExtension, {"due_on": TODAY}),
    "proposal_result_class_is_a_to_d": (Proposal, {"answered_on": TODAY, "result_class": "E"}),
    "proposal_is_answered_after_it_is_handed_over": (Proposal, {"answered_on": YESTERDAY, "result_class": "A"}),
    "proposal_is_due_after_it_is_handed_over": (Proposal, {"due_on": YESTERDAY}),
    "proposal_answer_has_a_result_class": (Proposal, {"answered_on": TODAY}),
    "permit_item_is_dropped_after_it_is_kept": (PermitItem, {"dropped_on": LONG_AGO}),
    "permit_application_is_due_after_it_is_received": (PermitApplication, {"due_on": YESTERDAY}),
    "permit_application_is_decided_after_it_is_received": (
        PermitApplication, {"decided_on": YESTERDAY, "is_granted": True},
    ),
    "permit_decision_has_a_day": (PermitApplication, {"is_granted": True}),
    "rectification_is_resolved_after_it_is_collected": (RectificationItem, {"resolved_on": LAST_YEAR}),
    "visit_verdict_has_a_day": (Visit, {"verdict": "passed"}),
    "spending_is_not_negative": (Spending, {"settled_yuan": -1}),
    "ranking_lies_within_the_field": (Ranking, {"rank": 17}),
    "exam_result_within_candidates": (ExamResult, {"n_reached": 101}),
    "round_closes_after_it_opens": (Round, {"closed_on": LAST_YEAR}),
    "exam_sitting_seats_within_candidates": (ExamSitting, {"n_seated": 61}),
    "round_step_again_has_a_reason": (RoundStep, {"attempt": 2}),
    "incident_is_confirmed_after_it_happened": (ExamIncident, {"confirmed_on": YESTERDAY}),
    "incident_is_dealt_with_after_it_happened": (ExamIncident, {"dealt_with_on": YESTERDAY}),
    "room_change_goes_elsewhere": (ExamRoomChange, {"to_room": "001"}),
    "room_change_moves_somebody": (ExamRoomChange, {"n_candidates": 0}),
    "decision_is_computed_before_it_is_checked": (Decision, {"checked_on": YESTERDAY}),
    "decision_is_checked_before_it_is_approved": (Decision, {"approved_on": TODAY}),
    "decision_is_approved_before_it_is_published": (Decision, {"checked_on": TODAY, "published_on": TODAY}),
}  # fmt: skip
BODIES = {
    "organisation_only_the_bureau_has_no_parent": {"kind": "school", "path": "x/"},
    "organisation_path_ends_with_slash": {"kind": "bureau", "path": "x"},
}
TOKENS = {
    "api_token_ends_after_it_was_made": {"ends_on": LONG_AGO},
    "api_token_is_withdrawn_after_it_was_made": {"withdrawn_on": LONG_AGO},
}
OURS = [model for model in apps.get_models() if model.__module__.startswith("xuezheng.")]
CHECKS = {c.name: c for m in OURS for c in m._meta.constraints if isinstance(c, CheckConstraint)}


def test_every_check_is_broken_somewhere_here():
    assert set(CHECKS) == {*BROKEN, *BODIES, *TOKENS, "audit_head_is_single"}


def test_every_check_speaks_chinese():
    assert [name for name, check in CHECKS.items() if check.violation_error_message.isascii()] == []


def _broken(bureau, name):
    if name in BODIES:
        return Organisation(code="x", name="x", **BODIES[name])
    if name == "audit_head_is_single":
        return Head(id=2, seq=1, hash="0" * 64)
    if name in TOKENS:
        sound = {
            "code": "T1",
            "label": "x",
            "scopes": "read:registers",
            "digest": "a" * 64,
            "made_by": "anquan",
        }
        return ApiToken(
            organisation=bureau.city, made_on=TODAY, **{**sound, "ends_on": TOMORROW, **TOKENS[name]}
        )
    model, values = BROKEN[name]
    return a(model, bureau, **values)


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_a_broken_promise_is_told_and_refused(bureau, name):
    row = _broken(bureau, name)

    told = [fault.what for fault in model_faults(row)]

    assert any(what.startswith(CHECKS[name].violation_error_message) for what in told), told
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save(force_insert=True)


def test_a_fault_gives_the_values_and_the_place(bureau):
    row = a(Case, bureau, due_on=LAST_YEAR)

    (fault,) = model_faults(row)

    assert str(fault) == (
        "办件 KA: 办理期限不能早于受理日期（办理期限 2023-06-01，受理日期 2024-08-30）。 请改正后重新提交。"
    )


def test_a_day_may_be_the_same_or_empty(bureau):
    assert model_faults(a(Fund, bureau, arrived_on=TODAY)) == []
    assert model_faults(a(Fund, bureau, arrived_on=None)) == []
    assert model_faults(a(VocationalMajor, bureau, ended_on=TODAY)) == []  # never designated
    assert model_faults(a(Target, bureau, approved_on=YEAR_END, approved_by="x")) == []
    assert model_faults(a(Target, bureau, approved_on=TOMORROW, due_on=TODAY, approved_by="x")) != []


def test_nothing_is_written_down_twice(bureau):
    """A second row with the same natural key is told as such, and the database refuses it too."""
    again = {}
    for row in every_row_of(bureau, "A"):
        for constraint in row._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                again[constraint.name] = _again(bureau, row)
    uniques = {c.name for m in OURS for c in m._meta.constraints if isinstance(c, UniqueConstraint)}

    # api_token_one_a_purpose: tests/web/test_the_api.py
    assert uniques - set(again) == {"grant_once", "organisation_one_bureau", "api_token_one_a_purpose"}
    for row in again.values():
        assert any("已有同样的记录" in fault.what for fault in model_faults(row)), row
        with pytest.raises(IntegrityError, match="(?i)unique"), transaction.atomic():
            row.save(force_insert=True)


def _again(bureau, row):
    key = row._meta.pk
    is_typed = key.name == "code" and not isinstance(key, UUIDField)
    return a(type(row), bureau, **({"code": "again"} if is_typed else {}))


def test_a_code_is_given_once(bureau):
    stored(Case, bureau)

    (fault,) = model_faults(a(Case, bureau))

    assert "已存在" in fault.what and "办件编号" in fault.where


def test_a_role_is_given_once_and_there_is_one_bureau(bureau):
    user = User.objects.create(username="u")
    values = {"user": user, "role": "office", "organisation": bureau.city, "granted_on": TODAY}
    Grant.objects.create(**values)

    assert "已有同样的记录" in model_faults(Grant(**values))[0].what
    second = Organisation(code="c2", name="又一市教育局", kind="bureau", path="c2/")
    assert "已有同样的记录" in model_faults(second)[0].what
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)


def test_a_stored_row_is_asked_only_about_what_changes(bureau):
    case = stored(Case, bureau)
    Case.objects.filter(pk=case.pk).update(topic="")
    case.refresh_from_db()

    assert len(model_faults(case)) == 1
    assert model_faults(case, ["closed_on"]) == []


def test_a_person_s_name_never_stands_in_a_title(bureau):
    assert str(stored(Pupil, bureau)) == "pA"
