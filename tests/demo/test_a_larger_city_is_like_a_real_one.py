"""Proportions, classes and schools of a city of ordinary size, before anything is written."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pytest

from xuezheng.jobs.demo import aid, pupils, rolls, surroundings, teachers
from xuezheng.jobs.demo.cohorts import Cohorts, Leaving, gather
from xuezheng.jobs.demo.founding import NEW_KINDERGARTEN_ON, found_all
from xuezheng.jobs.demo.places import DISTRICTS
from xuezheng.jobs.demo.schools import STAGES, Schools
from xuezheng.jobs.demo.shapes import SCHOOL_YEARS, Plan

SIZE = 36_000
LIMITS = {"preschool": 25, "primary": 45, "junior": 50, "senior": 50, "vocational": 45, "special": 12}


@dataclass(frozen=True)
class City:
    plan: Plan
    schools: Schools
    cohorts: Cohorts
    pupils: pupils.Pupils
    groups: rolls.Groups
    rolls: dict[int, rolls.Roll]


@pytest.fixture(scope="module")
def city() -> City:
    plan = Plan(SIZE, "常")
    schools = found_all(plan)
    cohorts = gather(plan, schools)
    groups = rolls.divide(cohorts, schools)
    called = {year: rolls.call(plan, cohorts, schools, groups, year) for year in SCHOOL_YEARS}
    return City(plan, schools, cohorts, pupils.describe(plan, schools, cohorts), groups, called)


def test_stages_have_their_share_of_the_pupils(city):
    per_million = {"preschool": 25_400, "primary": 75_200, "junior": 38_200, "senior": 20_800}
    roll = city.rolls[2025]

    shares = {stage: roll.at(stage).sum() / SIZE for stage in per_million}

    for stage, n in per_million.items():
        assert shares[stage] == pytest.approx(n / 172_000, rel=0.08)


def test_no_class_is_over_its_limit_and_few_are_small(city):
    for roll in city.rolls.values():
        sizes = np.bincount(roll.group)
        for stage, limit in LIMITS.items():
            of_stage = sizes[np.unique(roll.group[roll.at(stage)])]
            assert of_stage.max() <= limit
            assert of_stage.mean() > 0.55 * limit


def test_a_class_keeps_its_pupils_from_year_to_year(city):
    before, now = city.rolls[2024], city.rolls[2025]
    stayed = np.isin(before.pupil, now.pupil) & (before.grade < 3) & before.at("junior")

    group_now = dict(zip(now.pupil.tolist(), now.group.tolist(), strict=True))

    assert stayed.sum() > 1000
    assert all(
        group_now[p] == g
        for p, g in zip(before.pupil[stayed].tolist(), before.group[stayed].tolist(), strict=True)
    )


def test_migrant_children_go_to_public_schools(city):
    roll = city.rolls[2025]
    compulsory = roll.at("primary") | roll.at("junior")
    private = city.schools.is_private[roll.school]

    assert (compulsory & private).sum() > 50
    assert city.pupils.is_migrant[roll.pupil[compulsory & ~private]].sum() > 500
    assert not city.pupils.is_migrant[roll.pupil[compulsory & private]].any()


def test_a_new_kindergarten_has_nobody_before_it_opens_and_a_closed_school_nobody_at_all(city):
    listed = city.schools.listed
    new = [n for n, school in enumerate(listed) if school.opened_on == NEW_KINDERGARTEN_ON]
    closed = [n for n, school in enumerate(listed) if not school.is_open]

    assert len(new) == 2 and len(closed) == 4
    for year, roll in city.rolls.items():
        in_new = np.isin(roll.school, new)
        assert in_new.any() == (year == 2025)
        assert (roll.grade[in_new] == 1).all()
        assert not np.isin(roll.school, closed).any()


def test_pupils_live_where_their_compulsory_school_is(city):
    roll = city.rolls[2025]
    compulsory = roll.at("primary") | roll.at("junior")

    assert (city.schools.district[roll.school] == city.cohorts.district[roll.pupil])[compulsory].all()


def test_country_schools_lose_a_few_and_never_many(city):
    leaving = city.cohorts.leaving == Leaving.DROPOUT
    for year in (2023, 2024):
        roll = city.rolls[year]
        for stage, ceiling in (("primary", 0.005), ("junior", 0.015)):
            rural = roll.at(stage) & city.schools.is_rural[roll.school]
            gone = leaving[roll.pupil] & (city.cohorts.last_year[roll.pupil] == year)
            assert (gone & roll.at(stage)).any()
            assert (gone & rural).sum() / rural.sum() < ceiling


def test_nine_in_ten_small_children_are_in_kindergarten_in_every_district_and_more_each_year(city):
    rates = {}
    for rows in surroundings.population(city.schools, city.rolls):
        year = rows.columns["year"][0]
        roll = city.rolls[year]
        for number, district in enumerate(DISTRICTS):
            small = sum(
                n
                for area, age, n in zip(
                    rows.columns["area"], rows.columns["age"], rows.columns["n_residents"], strict=True
                )
                if area == district.code and 3 <= age <= 5
            )
            here = roll.at("preschool") & (city.schools.district[roll.school] == number)
            rates[year, district.code] = Decimal(int(here.sum())) / small

    assert all(Decimal("0.90") <= rate <= 1 for rate in rates.values())
    assert all(rates[2025, d.code] > rates[2024, d.code] for d in DISTRICTS)


def test_there_are_teachers_enough_and_posts_for_them(city):
    slots = teachers.Slots.of(city.schools, city.rolls)
    staff = teachers.employ(city.plan, city.schools, slots)
    for year in SCHOOL_YEARS:
        full_time = staff.counted(slots, year, staff.is_full_time)
        for stage, most in (("preschool", 15), ("primary", 19), ("junior", 13.5), ("senior", 13.5)):
            of_stage = slots.stage == STAGES.index(stage)
            n_pupils = slots.pupils[SCHOOL_YEARS.index(year)][of_stage].sum()
            assert 0.5 * most < n_pupils / full_time[of_stage].sum() <= most
    posts = teachers._posts(city.schools, slots, staff, 2025).columns
    assert (posts["n_filled"] <= posts["n_approved"]).all()


def test_lists_of_hardship_are_a_small_part_and_longer_in_the_country(city):
    roll = city.rolls[2025]
    listing = aid.list_pupils(city.plan, city.schools, city.pupils, roll)
    is_county = np.array([district.is_county for district in DISTRICTS])[city.schools.district[roll.school]]

    share_in_counties = is_county[listing.places].sum() / is_county.sum()
    share_in_town = (~is_county)[listing.places].sum() / (~is_county).sum()

    assert 0.01 < share_in_town < share_in_counties < 0.08
    assert set(listing.resolution) == {"aided", "refused", "not_eligible"}
