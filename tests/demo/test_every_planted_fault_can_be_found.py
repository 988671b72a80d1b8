"""Each fault that is declared can be found in the records, and only where it was planted."""

import json

import pytest
from city_records import query
from sealed_numbers import plain

from xuezheng.jobs.demo.faults import DECLARED, chosen
from xuezheng.jobs.demo.faults.reference import PAGE, page

#: For each fault a question with no answer in a city that has no faults.
FINDERS = {
    "overdue-case": "SELECT code FROM casework_case WHERE closed_on IS NULL AND due_on < '2026-01-15' AND channel = 'mayor_line'",
    "late-extension": "SELECT case_id FROM casework_caseextension WHERE approved_on > was_due_on",
    "unsatisfied-rating": "SELECT code FROM casework_case WHERE rating = 'unsatisfied' AND received_on >= '2025-01-01'",
    "violation-not-handled": "SELECT code FROM casework_case WHERE channel = 'violation' AND closed_on IS NULL",
    "proposal-not-answered": "SELECT code FROM casework_proposal WHERE answered_on IS NULL AND due_on < '2026-01-15'",
    "permit-item-offline": "SELECT code FROM casework_permititem WHERE dropped_on IS NULL AND online_on IS NULL",
    "permit-decided-late": "SELECT code FROM casework_permitapplication WHERE decided_on > due_on",
    "problems-unresolved": "SELECT DISTINCT campaign FROM casework_rectificationitem WHERE resolved_on IS NULL",
    "eligible-not-aided": "SELECT pupil_id FROM programmes_hardshiplisting WHERE resolution = ''",
    "aid-to-a-pupil-who-left": """SELECT pupil_id FROM programmes_aidaward WHERE year = 2025 AND term = 'autumn' AND
        pupil_id NOT IN (SELECT pupil_id FROM registers_enrolment WHERE school_year = 2025)""",
    "aid-paid-twice": """SELECT pupil_id FROM programmes_aidaward WHERE scheme_id IN ('SENIOR', 'VOCGRANT')
        AND year = 2025 AND term = 'autumn' GROUP BY pupil_id HAVING COUNT(*) > 1""",
    "more-meetings": "SELECT 'ME20259001' FROM ledger_entry WHERE kind = 'meeting' AND is_bureau_wide GROUP BY 1 "
    "HAVING SUM(\"on\" >= '2025-01-01') * 10 <> SUM(\"on\" < '2025-01-01') * 7",
    "more-documents": "SELECT 'DO20259001' FROM ledger_entry WHERE kind = 'document' AND is_bureau_wide GROUP BY 1 "
    "HAVING SUM(\"on\" >= '2025-01-01') * 10 <> SUM(\"on\" < '2025-01-01') * 9",
    "more-appraisals": "SELECT 'AP20259001' FROM ledger_entry WHERE kind = 'appraisal' AND is_bureau_wide GROUP BY 1 "
    "HAVING SUM(\"on\" >= '2025-01-01') * 2 <> SUM(\"on\" < '2025-01-01')",
    "more-spending-on-cars": "SELECT 'spending-2025-cars' FROM ledger_spending "
    "WHERE item IN ('overseas', 'cars', 'reception') GROUP BY 1 "
    "HAVING SUM(settled_yuan * (year = 2025)) * 10 <> SUM(settled_yuan * (year = 2024)) * 6",
    "fewer-good-reports": "SELECT 'media-2025-positive' FROM ledger_mediareport GROUP BY 1 "
    "HAVING SUM(tone = 'positive' AND \"on\" >= '2025-01-01') <= SUM(tone = 'positive' AND \"on\" < '2025-01-01')",
    "bad-report-in-second-half": "SELECT code FROM ledger_mediareport WHERE tone = 'negative' AND \"on\" >= '2025-07-01'",
    "pledge-not-signed": "SELECT school_id FROM ledger_pledge WHERE signed_on IS NULL",
    "rank-of-resources": "SELECT measure FROM ledger_ranking WHERE year = 2025 AND measure LIKE 'res%' AND rank > 3",
    "rank-of-appeals": "SELECT measure FROM ledger_ranking WHERE year = 2025 AND measure LIKE '%count' AND rank > 1",
    "rank-of-satisfaction": "SELECT measure FROM ledger_ranking WHERE year = 2025 AND measure LIKE '%rate' AND rank > 1",
    "worse-examination-results": "SELECT 'gaokao-2025' FROM ledger_examresult WHERE exam = 'gaokao' "
    "AND line = 'undergraduate' GROUP BY 1 HAVING SUM(n_reached * (year = 2025)) <= SUM(n_reached * (year = 2024))",
    "examination-incident": "SELECT code FROM rounds_examincident WHERE \"on\" >= '2025-01-01'",
    "class-changed-after-division": """SELECT p.pupil_id FROM rounds_classplacement p
        JOIN rounds_round r ON r.code = p.round_id
        JOIN registers_enrolment e ON e.pupil_id = p.pupil_id AND e.school_year = r.year
        JOIN registers_schoolclass c ON c.code = e.school_class_id WHERE c.number <> p.class_number""",
    "unfinished-kindergarten": "SELECT code FROM programmes_project WHERE kind = 'kindergarten' AND plan_year = 2025 "
    "AND completed_on IS NULL",
    "canteen-not-started": "SELECT code FROM programmes_project WHERE kind = 'nutrition_canteen' AND started_on IS NULL",
    "training-building-not-topped-out": "SELECT code FROM programmes_project WHERE kind = 'training_building' "
    "AND topped_out_on IS NULL",
    "repairs-short-of-target": "SELECT code FROM programmes_project WHERE kind = 'building_repair' AND plan_year = 2025 "
    "AND completed_on IS NULL",
    "fund-not-arrived": "SELECT code FROM programmes_fund WHERE arrived_on IS NULL",
    "standardised-school-unfinished": "SELECT school_id FROM registers_schoolstatus WHERE kind = 'standardised' "
    "AND achieved_on IS NULL",
    "weak-school-not-started": "SELECT school_id FROM registers_schoolstatus WHERE kind = 'weak' AND started_on IS NULL",
    "major-without-fund": "SELECT code FROM programmes_fund WHERE code LIKE 'ZJ2025B%' AND major = ''",
    "target-missed": "SELECT code FROM programmes_target t WHERE year = 2025 AND indicator = 'practice.social.schools' "
    "AND value > (SELECT COUNT(*) FROM registers_school WHERE kind <> '111')",
    "duplicate-pupil": """SELECT MAX(p.code) FROM registers_pupil p JOIN registers_enrolment e ON e.pupil_id = p.code
        WHERE e.school_year = 2025 GROUP BY name, sex, born_on HAVING COUNT(*) > 1""",
    "class-over-limit": "SELECT school_class_id FROM registers_enrolment WHERE stage = 'primary' GROUP BY 1 HAVING COUNT(*) > 45",
    "too-young-for-school": """SELECT p.code FROM registers_pupil p JOIN registers_enrolment e ON e.pupil_id = p.code
        WHERE e.school_year = 2025 AND e.stage = 'primary' AND e.grade = 1 AND p.born_on > '2019-08-31'""",
    "dropout-for-poverty": "SELECT pupil_id FROM registers_movement WHERE reason = 'poverty'",
    "rural-dropout-over-limit": """SELECT MIN(m.pupil_id) FROM registers_movement m JOIN registers_school s
        ON s.code = m.school_id WHERE m.kind = 'dropout' AND m.stage = 'junior' AND m."on" BETWEEN '2024-09-01' AND '2025-08-31'
        AND s.urban_rural NOT LIKE '11%' AND m.reason = 'work' HAVING COUNT(*) * 100 > 3 * (SELECT COUNT(*)
        FROM registers_enrolment e JOIN registers_school s ON s.code = e.school_id WHERE e.school_year = 2024
        AND e.stage = 'junior' AND s.urban_rural NOT LIKE '11%')""",
    "migrant-not-admitted": "SELECT pupil_id FROM rounds_application WHERE is_migrant AND admitted_to_id IS NULL",
    "too-few-in-kindergarten": """SELECT 'population-2025' FROM registers_enrolment WHERE stage = 'preschool'
        AND school_year = 2025 GROUP BY 1 HAVING COUNT(*) < 0.9 * (SELECT SUM(n_residents) FROM registers_population
        WHERE year = 2025 AND age BETWEEN 3 AND 5)""",
    "return-overstates-pupils": """SELECT r.school_id FROM registers_schoolreturn r WHERE r.n_pupils <> (
        SELECT COUNT(*) FROM registers_enrolment e WHERE e.school_id = r.school_id AND e.stage = r.stage
        AND e.school_year = r.school_year)""",
    "district-over-cv": """SELECT n.school_id FROM registers_schoolreturn n JOIN registers_schoolreturn b
        USING (school_id, stage) WHERE n.school_year = 2025 AND b.school_year = 2024
        AND n.equipment_yuan > 5 * b.equipment_yuan""",
    "teacher-without-certificate": "SELECT code FROM registers_teacher WHERE is_full_time AND NOT has_certificate",
    "school-over-its-posts": "SELECT school_id FROM registers_posts WHERE n_filled > n_approved",
    "website-not-approved": "SELECT code FROM registers_website WHERE approved_on IS NULL AND applied_on < '2025-11-01'",
    "review-failed": "SELECT code FROM visits_visit WHERE standard = 'model_senior' AND verdict = 'failed'",
    "strong-district-failed": "SELECT code FROM visits_visit WHERE standard = 'strong_district' AND verdict = 'failed'",
}  # fmt: skip


def numbered(city):
    """Code, sex and identity number of each child that has one."""
    rows = query(city, "SELECT code, sex, id_number FROM registers_pupil WHERE id_number <> ''")
    return [(code, sex, plain(city, "identity", text)) for code, sex, text in rows]


def wrong_sexes(city):
    return [(code,) for code, sex, number in numbered(city) if int(number[16]) % 2 != (sex == "1")]


def wrong_checks(city):
    weights = [2 ** (17 - place) % 11 for place in range(17)]
    return [
        (code,)
        for code, _, number in numbered(city)
        if number[17]
        != "10X98765432"[sum(int(d) * w for d, w in zip(number[:17], weights, strict=True)) % 11]
    ]


def found(city, code):
    by_number = {"id-checksum": wrong_checks, "id-sex-mismatch": wrong_sexes}
    return by_number[code](city) if code in by_number else query(city, FINDERS[code])


def planted_in(city):
    return {fault["code"]: fault for fault in json.loads((city / "planted-faults.json").read_text("utf-8"))}


def test_there_is_a_finder_for_every_declared_fault():
    assert {*FINDERS, "id-checksum", "id-sex-mismatch"} == set(DECLARED)


@pytest.mark.parametrize("code", DECLARED)
def test_a_fault_is_found_where_it_says_and_nowhere_without_it(code, clean, faulty):
    objects = {str(row[0]) for row in found(faulty, code)}

    assert planted_in(faulty)[code]["object"] in objects
    assert found(clean, code) == []


def test_what_is_planted_is_published_with_its_place(clean, faulty):
    places = {code for (code,) in query(faulty, "SELECT code FROM accounts_organisation")}

    assert planted_in(clean) == {}
    assert set(planted_in(faulty)) == set(DECLARED)
    assert all(fault["place"] in places for fault in planted_in(faulty).values())


def test_a_few_are_planted_by_default_and_leave_most_of_the_year_true():
    default = chosen("default")
    denied = {statement for fault in default for statement in fault.denies}

    assert 10 <= len(default) <= 14
    assert 2 <= len(denied) <= 6


def test_a_fault_that_nobody_declared_is_refused_by_its_name(run, tmp_path):
    done = run("demo", tmp_path / "city", "--faults", "overdue-case,no-such-fault")

    assert done.returncode == 2
    assert "没有“no-such-fault”" in done.stderr
    assert not (tmp_path / "city").exists()


def test_named_faults_alone_are_planted(run, tmp_path):
    done = run(
        "demo",
        tmp_path / "city",
        "--pupils",
        2000,
        "--faults",
        "overdue-case,fund-not-arrived",
        "--records-only",
    )

    assert done.returncode == 0, done.stderr
    assert set(planted_in(tmp_path / "city")) == {"overdue-case", "fund-not-arrived"}


def test_the_published_list_is_what_is_declared():
    assert PAGE.read_text("utf-8") == page(), "run make docs"
