"""What a person may see: their organisation and everything below it, and nothing else."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from small_bureau import (
    LAST_YEAR,
    PLAUSIBLE,
    TODAY,
    TOMORROW,
    YESTERDAY,
    Role,
    a,
    a_body,
    add_district,
    every_row_of,
    stored,
)  # fmt: skip

from xuezheng.records.accounts import queries as accounts
from xuezheng.records.accounts.models import Grant, Organisation, User
from xuezheng.records.accounts.rights import APART
from xuezheng.records.audit.models import Event, Head
from xuezheng.records.casework import queries as casework
from xuezheng.records.casework.models import Case, Proposal
from xuezheng.records.decisions import queries as decisions
from xuezheng.records.decisions.models import Decision
from xuezheng.records.ledger import queries as ledger
from xuezheng.records.ledger.models import Pledge
from xuezheng.records.programmes import queries as programmes
from xuezheng.records.programmes.models import HardshipListing, Project, Target
from xuezheng.records.registers import queries as registers
from xuezheng.records.registers.models import Enrolment, Pupil, School, SchoolReturn
from xuezheng.records.rounds import queries as rounds
from xuezheng.records.rounds.models import Round
from xuezheng.records.settings import ROOMS
from xuezheng.records.visits import queries as visits
from xuezheng.records.visits.models import Finding

WHOLE_CITY = {
    "AidScheme",
    "AidStandard",
    "Campaign",
    "Contest",
    "DueDateRun",
    "PermitItem",
    "Ranking",
    "ScoreBandTotal",
}
#: Single results and who was guessed at: the portal finds them by key, people do not read them.
NOBODYS = {"LookupFailure", "PublishedResult"}
DISTRICTS_OWN = [model for model in PLAUSIBLE if model.__name__ not in WHOLE_CITY | NOBODYS]


def scope_of(model):
    return import_module(f"{model.__module__.split('.models')[0]}.queries").visible_to


def test_every_model_of_every_room_says_whose_its_rows_are():
    said = set()
    for room in ROOMS:
        said |= set(import_module(f"xuezheng.records.{room}.queries").ORGANISATION_PATHS)

    assert said | {Organisation} == {m for m in apps.get_models() if m.__module__.startswith("xuezheng.")}


@pytest.fixture
def both(bureau):
    """A row of every model in district A, in district B, and in one whose code begins like A's."""
    add_district(bureau, "A0", "d10", "990110")
    for letter in ("A", "B", "A0"):
        every_row_of(bureau, letter)
        stored(Enrolment, bureau, letter)
    return bureau


def _letters(model, user):
    """Whose rows of a model a person sees, by the district's letter."""
    return {row.pk for row in scope_of(model)(model, user)}


def test_a_district_sees_its_own_rows_and_no_sibling_with_a_longer_code(both):
    officer = both.person(Role.DISTRICT_OFFICER, both.districts["A"])

    for model in DISTRICTS_OWN:
        own = both.schools["A"] if model is School else both.rows[model, "A"]
        assert _letters(model, officer) == {own.pk}, model


def test_a_school_sees_its_own_rows_and_none_of_its_district(both):
    clerk = both.person(Role.SCHOOL_CLERK, both.schools["A"].organisation)
    seen = {model.__name__ for model in DISTRICTS_OWN if _letters(model, clerk)}

    assert seen == {
        "School", "SchoolStatus", "SchoolReturn", "SchoolClass", "Pupil", "Enrolment", "Movement", "Teacher",
        "TeacherGrowth", "Posts", "Facility", "VocationalMajor", "AidAward", "HardshipListing",
        "ActivityParticipation", "ContestEntry", "Agreement", "Pledge", "ExamResult", "ClassPlacement", "Campus", "WellbeingReturn",
        "DropoutEntry", "Persuasion", "DropoutDuty", "PartyAdviser", "Delivery", "PlacePurchase", "GroupMember", "ScoreBand", "UniversityAdmission", "SubjectRoom",
    }  # fmt: skip
    for name in ("Enrolment", "AidAward", "Teacher"):
        model = next(m for m in DISTRICTS_OWN if m.__name__ == name)
        assert _letters(model, clerk) == {both.rows[model, "A"].pk}


def test_another_school_of_the_district_sees_nothing_of_this_one(both):
    neighbour = both.person(Role.SCHOOL_CLERK, a_body(both, "A", "s1"))

    assert [m.__name__ for m in DISTRICTS_OWN if _letters(m, neighbour)] == []


def test_the_bureau_sees_all_districts(both):
    office = both.person(Role.OFFICE)

    assert {len(_letters(model, office)) for model in DISTRICTS_OWN} == {3}


def test_single_results_are_read_by_nobody(both):
    office = both.person(Role.OFFICE)
    models = [model for model in PLAUSIBLE if model.__name__ in NOBODYS]

    assert [len(_letters(model, office)) for model in models] == [0, 0]


def test_whoever_reads_anything_reads_the_lists_of_the_whole_city(both):
    clerk = both.person(Role.SCHOOL_CLERK, both.schools["A"].organisation)
    whole = [model for model in PLAUSIBLE if model.__name__ in WHOLE_CITY]

    assert {len(_letters(model, clerk)) for model in whole} == {3}


def test_without_a_grant_or_an_active_account_nothing_is_seen(both):
    idle = User.objects.create(username="idle", organisation=both.city)
    shut = both.person(Role.OFFICE)
    shut.is_active = False
    root = User.objects.create(username="root", organisation=both.city, is_superuser=True, is_staff=True)

    for user in (idle, shut, root, AnonymousUser()):
        assert [m for m in [*PLAUSIBLE, Organisation, Event, Head] if _letters(m, user)] == []


@pytest.mark.parametrize("role", sorted(APART))
def test_the_three_administrators_see_accounts_and_no_records(both, role):
    keeper = both.person(role)

    assert [model.__name__ for model in PLAUSIBLE if _letters(model, keeper)] == []
    assert _letters(User, keeper) and _letters(Grant, keeper) and _letters(Organisation, keeper)
    assert bool(_letters(Head, keeper)) is (role == Role.AUDITOR)


def test_an_office_sees_the_tree_below_itself_and_no_accounts(both):
    officer = both.person(Role.DISTRICT_OFFICER, both.districts["A"])

    assert _letters(Organisation, officer) == {"d1", "sA"}
    assert not _letters(User, officer) and not _letters(Grant, officer)


def test_a_pupil_is_seen_by_every_school_that_had_the_pupil_on_roll_once(both):
    pupil = both.rows[Pupil, "A"]
    for year in (2022, 2023):
        Enrolment.objects.create(
            pupil=pupil, school=both.schools["B"], school_year=year, stage="primary", grade=1
        )

    seen = list(registers.visible_to(Pupil, both.person(Role.DISTRICT_OFFICER, both.districts["B"])))

    assert sorted(row.pk for row in seen) == ["pA", "pB"]


def _codes(rows):
    return [row.pk for row in rows]


def test_overdue_cases_and_proposals_are_open_past_their_day_and_oldest_first(bureau):
    for code, due_on, closed_on in (("K1", YESTERDAY, None), ("K2", TODAY, None), ("K3", YESTERDAY, TODAY)):
        stored(Case, bureau, code=code, received_on=LAST_YEAR, due_on=due_on, closed_on=closed_on)
    stored(Case, bureau, code="K0", received_on=LAST_YEAR, due_on=LAST_YEAR)
    stored(Case, bureau, "B", received_on=LAST_YEAR, due_on=LAST_YEAR)
    stored(Proposal, bureau, handed_over_on=LAST_YEAR, due_on=YESTERDAY)
    officer = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])

    assert _codes(casework.overdue_cases(officer, on=TODAY)) == ["K0", "K1"]
    assert _codes(casework.overdue_proposals(officer, on=TODAY)) == ["NA"]
    assert _codes(casework.overdue_proposals(officer, on=YESTERDAY)) == []


def test_open_schools_hold_a_licence_that_day_and_missing_returns_are_of_open_schools(bureau):
    office = bureau.person(Role.OFFICE)
    for letter, opened_on, closed_on in (("A", TODAY, None), ("B", LAST_YEAR, TODAY)):
        School.objects.filter(pk=f"s{letter}").update(opened_on=opened_on, closed_on=closed_on)

    assert _codes(registers.open_schools(office, on=YESTERDAY)) == ["sB"]
    assert _codes(registers.open_schools(office, on=TODAY)) == ["sA"]
    assert _codes(registers.returns_missing(office, school_year=2024)) == ["sA"]
    stored(SchoolReturn, bureau)
    assert _codes(registers.returns_missing(office, school_year=2024)) == []
    assert _codes(registers.returns_missing(office, school_year=2023)) == ["sA"]


def test_what_waits_on_a_desk_is_what_is_not_done(bureau):
    director = bureau.person(Role.DIRECTOR)
    stored(Target, bureau, due_on=TOMORROW)
    stored(Project, bureau)
    stored(Project, bureau, code="P2", started_on=TODAY, completed_on=TODAY)
    stored(Project, bureau, code="P3", cancelled_on=TODAY)
    stored(HardshipListing, bureau)
    stored(Pledge, bureau)
    stored(Pledge, bureau, "B", signed_on=TODAY)
    stored(Finding, bureau, due_on=YESTERDAY)
    stored(Finding, bureau, due_on=YESTERDAY, is_met=True)
    stored(Decision, bureau)
    stored(Decision, bureau, code="D2", checked_on=TODAY)
    stored(Round, bureau, code="R2", closed_on=TODAY)

    assert _codes(programmes.unapproved_targets(director, on=TODAY)) == ["TA"]
    assert _codes(programmes.unapproved_targets(director, on=TOMORROW)) == []
    assert _codes(programmes.unfinished_projects(director, plan_year=2024)) == ["PA"]
    assert programmes.open_listings(director, year=2024).count() == 1
    assert ledger.unsigned_pledges(director, year=2024).count() == 1
    assert visits.uncorrected_findings(director, on=TODAY).count() == 1
    assert visits.uncorrected_findings(director, on=TODAY - timedelta(days=1)).count() == 0
    assert _codes(decisions.decisions_to_approve(director)) == ["D2"]
    assert _codes(rounds.open_rounds(director)) == ["RA"]


def test_users_without_a_role_are_listed_for_whoever_grants_roles(bureau):
    User.objects.create(username="idle", organisation=bureau.city)
    keeper = bureau.person(Role.SECADMIN)

    assert [user.username for user in accounts.users_without_a_role(keeper)] == ["idle"]
    assert list(accounts.users_without_a_role(bureau.person(Role.OFFICE))) == []


def test_a_path_must_end_so_that_no_code_is_the_beginning_of_another(bureau):
    officer = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])
    add_district(bureau, "A0", "d10", "990110")

    assert accounts.may(officer, "case.open", bureau.schools["A"].organisation)
    assert not accounts.may(officer, "case.open", bureau.districts["A0"])
    assert a(Case, bureau, "A0").lead.path.startswith("c/d1")
