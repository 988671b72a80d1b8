"""Rows that speak of the same thing say the same."""

import subprocess
import sys

from city_records import query
from sealed_numbers import plain

EVERY_ROW_FITS = """
import sys
from pathlib import Path
from xuezheng.records.database import open_bureau
open_bureau(Path(sys.argv[1]))
from django.apps import apps
from django.core.exceptions import ValidationError
for model in apps.get_models():
    if not model.__module__.startswith("xuezheng.records"):
        continue
    # What never leaves the building comes about by use: imports, merges, drafts, work under way, tokens.
    is_kept = model.Frozen.table is not None or model.__name__ in ("Organisation", "User", "Grant", "Event", "Head")
    if is_kept and not model.objects.exists():
        print(model._meta.label, "has no rows")
    for row in model.objects.order_by("?")[:150]:
        try:
            row.clean_fields(exclude=["password"])
            row.validate_constraints()
        except ValidationError as error:
            print(model._meta.label, row.pk, error.message_dict)
from xuezheng.records.audit.queries import first_broken_event
from xuezheng.records.audit.models import Event
print("events", [e.action for e in Event.objects.all()], first_broken_event())
"""


def test_every_model_has_rows_and_they_are_as_the_models_say(clean):
    done = subprocess.run(
        [sys.executable, "-c", EVERY_ROW_FITS, str(clean)], capture_output=True, text=True, timeout=120
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["events ['demo.build'] None"]


def test_nothing_refers_to_what_is_not_there(clean, faulty):
    for city in (clean, faulty):
        assert query(city, "PRAGMA foreign_key_check") == []
        assert query(city, "PRAGMA integrity_check") == [("ok",)]


def test_the_returns_count_what_is_on_the_rolls(clean):
    differing = query(
        clean,
        """
        SELECT r.school_id, r.stage, r.school_year FROM registers_schoolreturn r JOIN (
            SELECT e.school_id, e.stage, e.school_year, COUNT(*) AS n, SUM(e.is_boarder) AS boarders,
                SUM(p.is_migrant) AS migrants, SUM(p.is_left_behind) AS left_behind,
                SUM(e.grade = 1) AS entrants, COUNT(DISTINCT e.school_class_id) AS classes
            FROM registers_enrolment e JOIN registers_pupil p ON p.code = e.pupil_id GROUP BY 1, 2, 3) roll
        USING (school_id, stage, school_year)
        WHERE (r.n_pupils, r.n_boarders, r.n_migrants, r.n_left_behind, r.n_entrants, r.n_classes)
            <> (roll.n, roll.boarders, roll.migrants, roll.left_behind, roll.entrants, roll.classes)
        """,
    )
    kinds = "SELECT COUNT(DISTINCT school_id || stage || school_year) FROM registers_{}"

    assert differing == []
    assert query(clean, kinds.format("schoolreturn")) == query(clean, kinds.format("enrolment"))


def test_the_returns_count_the_teachers_of_the_register(clean):
    differing = query(
        clean,
        """
        SELECT r.school_id, r.stage, r.school_year FROM registers_schoolreturn r WHERE
        (n_staff, n_full_time_teachers, n_backbone_teachers, n_arts_and_sport_teachers) <> (
            SELECT COUNT(*), SUM(is_full_time), SUM(is_full_time AND is_backbone),
                SUM(subject IN ('体育', '音乐', '美术'))
            FROM registers_teacher t WHERE t.school_id = r.school_id AND t.stage = r.stage
            AND hired_on <= r.school_year || '-09-01'
            AND (left_on IS NULL OR left_on > r.school_year || '-09-01'))
        """,
    )

    assert differing == []


def test_pupils_go_up_a_grade_each_year_and_stay_at_their_school(clean):
    odd = query(
        clean,
        """
        SELECT a.pupil_id FROM registers_enrolment a JOIN registers_enrolment b
        ON b.pupil_id = a.pupil_id AND b.school_year = a.school_year + 1
        WHERE NOT (b.stage = a.stage AND b.school_id = a.school_id AND b.grade = a.grade + 1)
        AND NOT (b.grade = 1 AND (a.stage, b.stage, a.grade) IN (
            ('preschool', 'primary', 3), ('primary', 'junior', 6), ('junior', 'senior', 3),
            ('junior', 'vocational', 3), ('preschool', 'special', 3)))
        AND NOT (a.stage = 'special' AND b.stage IN ('senior', 'vocational') AND a.grade = 9)
        """,
    )

    assert odd == []


def test_whoever_left_before_the_end_has_a_movement_that_says_why(clean):
    unexplained = query(
        clean,
        """
        SELECT e.pupil_id, e.stage, e.grade FROM registers_enrolment e
        LEFT JOIN registers_enrolment n ON n.pupil_id = e.pupil_id AND n.school_year = e.school_year + 1
        WHERE e.school_year < 2025 AND n.id IS NULL
        AND NOT (e.stage IN ('junior', 'senior', 'vocational') AND e.grade = 3)
        AND NOT EXISTS (SELECT 1 FROM registers_movement m WHERE m.pupil_id = e.pupil_id
            AND m.kind IN ('dropout', 'transfer_out', 'death')
            AND m."on" BETWEEN e.school_year || '-09-01' AND (e.school_year + 1) || '-08-31')
        """,
    )

    assert unexplained == []


def test_whoever_came_in_the_middle_has_a_movement_that_says_so(clean):
    unexplained = query(
        clean,
        """
        SELECT e.pupil_id, e.stage, e.grade FROM registers_enrolment e
        LEFT JOIN registers_enrolment b ON b.pupil_id = e.pupil_id AND b.school_year = e.school_year - 1
        WHERE e.school_year > 2023 AND b.id IS NULL AND e.grade > 1
        AND NOT EXISTS (SELECT 1 FROM registers_movement m WHERE m.pupil_id = e.pupil_id
            AND m.kind = 'transfer_in' AND m."on" BETWEEN e.school_year || '-08-01' AND e.school_year || '-09-01')
        """,
    )

    assert unexplained == []
    assert query(clean, "SELECT COUNT(*) > 0 FROM registers_movement WHERE kind = 'transfer_in'") == [(1,)]


def test_numbers_of_pupils_and_schools_follow_their_rules(clean):
    pupils = query(clean, "SELECT id_number, roll_number, sex, born_on FROM registers_pupil")
    weights = [2 ** (17 - place) % 11 for place in range(17)]
    for number, roll, sex, born in pupils:
        number, roll = plain(clean, "identity", number), plain(clean, "roll", roll)
        if number:
            total = sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True))
            assert number[17] == "10X98765432"[total % 11]
            assert roll == f"G{number}" and int(number[16]) % 2 == (sex == "1")
            assert number[6:14] == born.replace("-", "") and number.startswith("99")
        else:
            assert roll[0] == "L" and len(roll) == 19
    codes = query(clean, "SELECT code, kind, runner FROM registers_school")
    assert all(len(code) == 10 and code[2:4] == "99" for code, _, _ in codes)
    assert {code[:2] for code, kind, _ in codes if kind == "111"} == {"11"}


def test_aid_reaches_every_orphan_at_a_senior_school_and_everybody_it_says(clean):
    forgotten = query(
        clean,
        """
        SELECT p.code FROM registers_pupil p JOIN registers_enrolment e ON e.pupil_id = p.code
        WHERE p.is_orphan AND e.stage = 'senior' AND e.school_year = 2025 AND NOT EXISTS (
            SELECT 1 FROM programmes_aidaward a WHERE a.pupil_id = p.code AND a.scheme_id = 'ORPHAN'
            AND a.year = 2025 AND a.term = 'autumn')
        """,
    )
    unpaid = query(
        clean,
        """
        SELECT l.pupil_id FROM programmes_hardshiplisting l WHERE l.resolution = 'aided' AND NOT EXISTS (
            SELECT 1 FROM programmes_aidaward a WHERE a.pupil_id = l.pupil_id AND a.year = l.year)
        """,
    )

    assert (forgotten, unpaid) == ([], [])


def test_class_division_is_what_the_classes_are(clean):
    differing = query(
        clean,
        """
        SELECT p.pupil_id FROM rounds_classplacement p JOIN rounds_round r ON r.code = p.round_id
        LEFT JOIN registers_enrolment e ON e.pupil_id = p.pupil_id AND e.school_year = r.year
        LEFT JOIN registers_schoolclass c ON c.code = e.school_class_id
        WHERE c.number IS NOT p.class_number OR e.school_id IS NOT p.school_id OR e.grade IS NOT 1
        """,
    )

    assert differing == []
