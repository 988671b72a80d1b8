"""The whole city, subject by subject, in the order in which rows may refer to each other."""

from collections.abc import Iterator

from xuezheng.jobs.demo import (
    accounts,
    activities,
    aid,
    bodies,
    campuses,
    casework,
    dropouts,
    evaluations,
    funds,
    ledger,
    places,
    projects,
    pupils,
    purchases,
    results,
    returns,
    rolls,
    rounds,
    schools,
    sent_lists,
    surroundings,
    targets,
    teachers,
    visits,
)
from xuezheng.jobs.demo.cohorts import gather
from xuezheng.jobs.demo.founding import found_all
from xuezheng.jobs.demo.shapes import SCHOOL_YEARS, YEARS, Plan, Rows


def rows(plan: Plan) -> Iterator[Rows]:
    """Every row of the city, parents before children."""
    founded = found_all(plan)
    yield from places.fill()
    yield from schools.fill(plan, founded)
    yield from accounts.fill(founded)
    yield from _people(plan, founded)
    yield from _programmes(plan, founded)
    yield from bodies.fill(plan, founded)
    yield from purchases.fill(plan, founded)
    yield from casework.cases(plan, founded)
    yield casework.proposals(plan)
    yield from casework.permits(plan)
    yield from ledger.fill(plan, founded)
    yield from visits.fill(plan, founded)
    yield from sent_lists.fill(plan)


def _people(plan: Plan, founded: schools.Schools) -> Iterator[Rows]:
    """Pupils, classes, staff, and whatever is counted pupil by pupil."""
    cohorts = gather(plan, founded)
    described = pupils.describe(plan, founded, cohorts)
    groups = rolls.divide(cohorts, founded)
    called = {year: rolls.call(plan, cohorts, founded, groups, year) for year in SCHOOL_YEARS}
    yield from pupils.fill(plan, cohorts, described)
    for roll in called.values():
        yield from rolls.fill(founded, groups, described, roll)
    moved = rolls.movements(plan, cohorts, founded, described, called)
    yield moved
    yield from dropouts.fill(plan, founded, moved)
    slots = teachers.Slots.of(founded, called)
    staff = teachers.employ(plan, founded, slots)
    premises = returns.build(plan, slots)
    yield from teachers.fill(plan, founded, slots, staff)
    yield from returns.fill(plan, founded, slots, staff, premises, described, called)
    yield surroundings.facilities(plan, founded, slots, premises)
    yield from campuses.fill(plan, founded, slots, premises)
    yield from evaluations.fill(plan, founded, slots)
    yield from surroundings.population(founded, called)
    yield from _aid(plan, founded, described, called)
    yield from activities.social_practice(plan, founded, described, called)
    yield from activities.contests(plan, founded, described, called)
    yield from rounds.fill(plan, founded, groups, described, called)
    yield from results.fill(plan, founded, called)


def _aid(
    plan: Plan, founded: schools.Schools, described: pupils.Pupils, called: dict[int, rolls.Roll]
) -> Iterator[Rows]:
    yield aid.schemes()
    for year in YEARS:
        listing = aid.list_pupils(plan, founded, described, called[year])
        yield aid.listings(plan, founded, described, called[year], listing)
        yield from aid.awards(plan, founded, described, called, listing)
    yield aid.loans(plan)


def _programmes(plan: Plan, founded: schools.Schools) -> Iterator[Rows]:
    """Majors, websites, campaigns, agreements, projects, funds, targets."""
    yield surroundings.majors(plan, founded)
    yield surroundings.websites(plan)
    yield from activities.campaign(plan, founded)
    yield activities.agreements(founded)
    listed = projects.all_projects(plan, founded)
    yield from projects.fill(listed)
    yield projects.statuses(plan, founded)
    yield funds.fill(plan, listed)
    yield targets.fill(plan, listed)
