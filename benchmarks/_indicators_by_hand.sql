-- The same figures as a person would write them, straight onto the tables, for 2025 (last day
-- 2025-12-31). One statement an indicator: its numerator or sum, and its denominator where it has one.

-- admin.appraisals.change_rate
SELECT count(*) FILTER (year("on") = 2024) - count(*) FILTER (year("on") = 2025), count(*) FILTER (year("on") = 2024)
FROM ledger_entries WHERE kind = 'appraisal' AND is_bureau_wide AND "on" BETWEEN '2024-01-01' AND '2025-12-31';

-- admin.appraisals.count
SELECT count(*) FROM ledger_entries WHERE kind = 'appraisal' AND is_bureau_wide AND year("on") = 2025;

-- admin.bodies_cut
SELECT count(*) FROM power_changes WHERE kind = 'body_cut' AND year("on") = 2025;

-- admin.documents.change_rate
SELECT count(*) FILTER (year("on") = 2024) - count(*) FILTER (year("on") = 2025), count(*) FILTER (year("on") = 2024)
FROM ledger_entries WHERE kind = 'document' AND is_bureau_wide AND "on" BETWEEN '2024-01-01' AND '2025-12-31';

-- admin.documents.count
SELECT count(*) FROM ledger_entries WHERE kind = 'document' AND is_bureau_wide AND year("on") = 2025;

-- admin.equipment_spending.change_rate
SELECT sum(a.settled_yuan - b.settled_yuan), sum(a.settled_yuan)
FROM spending a JOIN spending b USING (organisation, item) WHERE a.year = 2024 AND b.year = 2025 AND item = 'equipment';

-- admin.functions.cancelled
SELECT count(*) FROM power_changes WHERE kind = 'cancelled' AND year("on") = 2025;

-- admin.functions.delegated
SELECT count(*) FROM power_changes WHERE kind = 'delegated' AND year("on") = 2025;

-- admin.functions.transferred
SELECT count(*) FROM power_changes WHERE kind = 'transferred' AND year("on") = 2025;

-- admin.licensing_items.dropped
SELECT count(*) FROM permit_items WHERE year(dropped_on) = 2025;

-- admin.licensing_items.online
SELECT count(*) FILTER (online_on <= '2025-12-31'), count(*) FROM permit_items
WHERE kept_from <= '2025-12-31' AND (dropped_on IS NULL OR dropped_on > '2025-12-31');

-- admin.licensing_items.retained
SELECT count(*) FROM permit_items
WHERE kept_from <= '2025-12-31' AND (dropped_on IS NULL OR dropped_on > '2025-12-31');

-- admin.meeting_spending.change_rate
SELECT sum(a.settled_yuan - b.settled_yuan), sum(a.settled_yuan)
FROM spending a JOIN spending b USING (organisation, item) WHERE a.year = 2024 AND b.year = 2025 AND item = 'meeting';

-- admin.meetings.change_rate
SELECT count(*) FILTER (year("on") = 2024) - count(*) FILTER (year("on") = 2025), count(*) FILTER (year("on") = 2024)
FROM ledger_entries WHERE kind = 'meeting' AND is_bureau_wide AND "on" BETWEEN '2024-01-01' AND '2025-12-31';

-- admin.meetings.count
SELECT count(*) FROM ledger_entries WHERE kind = 'meeting' AND is_bureau_wide AND year("on") = 2025;

-- admin.three_public.change_rate
SELECT sum(a.settled_yuan - b.settled_yuan), sum(a.settled_yuan)
FROM spending a JOIN spending b USING (organisation, item) WHERE a.year = 2024 AND b.year = 2025
AND item IN ('overseas', 'cars', 'reception');

-- admin.three_public.spending
SELECT sum(settled_yuan) FROM spending WHERE year = 2025 AND item IN ('overseas', 'cars', 'reception');

-- admin.travel_spending.change_rate
SELECT sum(a.settled_yuan - b.settled_yuan), sum(a.settled_yuan)
FROM spending a JOIN spending b USING (organisation, item) WHERE a.year = 2024 AND b.year = 2025 AND item = 'travel';

-- admissions.balanced_classes.schools
SELECT count(DISTINCT p.school) FROM class_placements p JOIN rounds r ON p.round = r.code
WHERE r.kind = 'class_division' AND r.year = 2025;

-- admissions.balanced_classes.students
SELECT count(DISTINCT p.pupil) FROM class_placements p JOIN rounds r ON p.round = r.code
WHERE r.kind = 'class_division' AND r.year = 2025;

-- after_school.coverage_rate
SELECT sum(n_after_school), sum(n_pupils) FROM wellbeing_returns WHERE school_year = 2025;

-- after_school.schools
SELECT count(*) FILTER (n > 0), count(*) FROM (SELECT school, sum(n_after_school) AS n FROM wellbeing_returns
WHERE school_year = 2025 GROUP BY school);

-- after_school.students
SELECT sum(n_after_school) FROM wellbeing_returns WHERE school_year = 2025;

-- agreements.signed
SELECT count(*) FROM agreements WHERE year(signed_on) = 2025;

-- aid.boarding_subsidy.funds
SELECT coalesce(sum(amount_yuan), 0) FROM aid_awards a JOIN aid_schemes s ON a.scheme = s.code
WHERE a.year = 2025 AND a.paid_on IS NOT NULL AND s.kind IN ('living_subsidy');

-- aid.coverage
SELECT count(*) FILTER (resolution IN ('aided', 'refused')), count(*) FROM hardship_listings
WHERE year = 2025 AND resolution IS DISTINCT FROM 'not_eligible';

-- aid.missed
WITH known AS (SELECT * FROM (
  SELECT pupil, ltrim(category, '0') AS category FROM hardship_listings WHERE year = 2025
  UNION SELECT l.pupil, CASE o.kind WHEN 'low_income' THEN '4' WHEN 'destitute' THEN '5' WHEN 'orphans' THEN '6'
    WHEN 'disabled' THEN '7' ELSE '2' END FROM list_links l JOIN outside_lists o ON l.outside_list = o.code
    WHERE l.holds AND o.year = 2025
  UNION SELECT code, '6' FROM pupils WHERE is_orphan) WHERE pupil NOT IN (SELECT pupil FROM hardship_listings
  WHERE year = 2025 AND resolution IN ('refused', 'not_eligible'))),
seats AS (SELECT pupil, stage, grade FROM enrolments WHERE school_year = 2025
  UNION ALL SELECT pupil, stage, grade FROM enrolments WHERE school_year = 2024
    AND pupil NOT IN (SELECT pupil FROM enrolments WHERE school_year = 2025)),
meant AS (SELECT k.pupil, s.kind FROM known k JOIN seats e ON k.pupil = e.pupil JOIN aid_schemes s ON
  (s.kind = 'living_subsidy' AND e.stage IN ('primary', 'junior', 'special'))
  OR (s.kind = 'senior_grant' AND e.stage = 'senior') OR (s.kind = 'preschool' AND e.stage = 'preschool')
  OR (s.kind = 'vocational_grant' AND e.stage = 'vocational' AND e.grade IN (1, 2))
  OR (s.kind = 'orphan_senior' AND e.stage = 'senior' AND k.category = '6')
  WHERE year(s.started_on) <= 2025 AND (s.ended_on IS NULL OR year(s.ended_on) >= 2025))
SELECT count(DISTINCT m.pupil) FROM meant m WHERE NOT EXISTS (SELECT 1 FROM aid_awards a JOIN aid_schemes s
  ON a.scheme = s.code WHERE a.pupil = m.pupil AND s.kind = m.kind AND a.year = 2025 AND a.paid_on IS NOT NULL);

-- aid.orphans_senior_high.funds
SELECT sum(amount_yuan) FROM aid_awards a JOIN aid_schemes s ON a.scheme = s.code
WHERE a.year = 2025 AND a.paid_on IS NOT NULL AND s.kind = 'orphan_senior';

-- aid.orphans_senior_high.students
SELECT
  (SELECT count(DISTINCT pupil) FROM aid_awards a JOIN aid_schemes s ON a.scheme = s.code
   WHERE a.year = 2025 AND a.paid_on IS NOT NULL AND s.kind = 'orphan_senior'),
  (SELECT count(*) FROM enrolments e JOIN pupils p ON e.pupil = p.code
   WHERE e.school_year = 2025 AND e.stage = 'senior' AND p.is_orphan);

-- aid.paid_twice
SELECT count(DISTINCT pupil) FROM (SELECT a.pupil FROM aid_awards a JOIN aid_schemes s ON a.scheme = s.code
  WHERE a.year = 2025 AND a.paid_on IS NOT NULL GROUP BY a.pupil, a.term, CASE WHEN s.kind IN ('living_subsidy',
  'senior_grant', 'vocational_grant', 'preschool') THEN 'living' ELSE s.kind END HAVING count(*) > 1);

-- aid.preschool.funds
SELECT coalesce(sum(amount_yuan), 0) FROM aid_awards a JOIN aid_schemes s ON a.scheme = s.code
WHERE a.year = 2025 AND a.paid_on IS NOT NULL AND s.kind IN ('preschool');

-- aid.preschool_subsidy
SELECT sum(amount_yuan), count(*) FROM aid_standards WHERE year = 2025 AND kind = 'preschool' AND per = 'month';

-- aid.secondary_vocational.funds
SELECT coalesce(sum(amount_yuan), 0) FROM aid_awards a JOIN aid_schemes s ON a.scheme = s.code
WHERE a.year = 2025 AND a.paid_on IS NOT NULL AND s.kind IN ('vocational_grant', 'vocational_free');

-- aid.senior_grant.funds
SELECT coalesce(sum(amount_yuan), 0) FROM aid_awards a JOIN aid_schemes s ON a.scheme = s.code
WHERE a.year = 2025 AND a.paid_on IS NOT NULL AND s.kind IN ('senior_grant');

-- aid.student_loans.amount
SELECT sum(amount_yuan) FROM student_loans WHERE year = 2025;

-- aid.student_loans.students
SELECT count(DISTINCT borrower) FROM student_loans WHERE year = 2025;

-- aid.students
SELECT count(*) FROM aid_awards WHERE year = 2025 AND paid_on IS NOT NULL;

-- aid.total_funds
SELECT sum(amount_yuan) FROM aid_awards WHERE year = 2025 AND paid_on IS NOT NULL;

-- aid.unentitled
WITH known AS (SELECT * FROM (
  SELECT pupil, ltrim(category, '0') AS category FROM hardship_listings WHERE year = 2025
  UNION SELECT l.pupil, CASE o.kind WHEN 'low_income' THEN '4' WHEN 'destitute' THEN '5' WHEN 'orphans' THEN '6'
    WHEN 'disabled' THEN '7' ELSE '2' END FROM list_links l JOIN outside_lists o ON l.outside_list = o.code
    WHERE l.holds AND o.year = 2025
  UNION SELECT code, '6' FROM pupils WHERE is_orphan) WHERE pupil NOT IN (SELECT pupil FROM hardship_listings
  WHERE year = 2025 AND resolution IN ('refused', 'not_eligible')))
SELECT count(DISTINCT a.pupil) FROM aid_awards a JOIN aid_schemes s ON a.scheme = s.code
LEFT JOIN enrolments e ON e.pupil = a.pupil AND e.school_year = CASE a.term WHEN 'spring' THEN 2024 ELSE 2025 END
WHERE a.year = 2025 AND a.paid_on IS NOT NULL AND (e.pupil IS NULL OR NOT CASE s.kind
  WHEN 'nutrition' THEN a.stage IN ('primary', 'junior') WHEN 'vocational_free' THEN a.stage = 'vocational'
  WHEN 'orphan_senior' THEN a.stage = 'senior' AND EXISTS (SELECT 1 FROM known k WHERE k.pupil = a.pupil AND k.category = '6')
  ELSE EXISTS (SELECT 1 FROM known k WHERE k.pupil = a.pupil) AND CASE s.kind
    WHEN 'living_subsidy' THEN a.stage IN ('primary', 'junior', 'special') WHEN 'senior_grant' THEN a.stage = 'senior'
    WHEN 'preschool' THEN a.stage = 'preschool'
    WHEN 'vocational_grant' THEN a.stage = 'vocational' AND e.grade IN (1, 2) ELSE false END END);

-- appeals.areas
SELECT count(DISTINCT c.area) FROM cases c JOIN areas a ON c.area = a.code WHERE a.kind <> 'city' AND channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(received_on) = 2025;

-- appeals.call_back_rate
SELECT count(*) FILTER (called_back_on IS NOT NULL), count(*) FROM cases
WHERE channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(closed_on) = 2025;

-- appeals.close_rate
SELECT count(*) FILTER (closed_on <= '2025-12-31'), count(*)
FROM (
  SELECT c.closed_on, coalesce(CASE WHEN k.n_void = 0 THEN c.due_on END, k.longest, k.first, c.due_on) AS until
  FROM cases c LEFT JOIN (
    SELECT x."case", min(x.was_due_on) AS first,
      count(*) FILTER (x.approved_on IS NULL OR x.approved_on > x.was_due_on) AS n_void,
      max(x.due_on) FILTER (x.approved_on IS NOT NULL AND (b.since IS NULL OR x.was_due_on < b.since)) AS longest
    FROM case_extensions x LEFT JOIN (
      SELECT "case", min(was_due_on) AS since FROM case_extensions WHERE approved_on > was_due_on GROUP BY "case"
    ) b ON b."case" = x."case" GROUP BY x."case"
  ) k ON k."case" = c.code
  WHERE c.channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(c.received_on) = 2025
) WHERE closed_on <= '2025-12-31' OR until <= '2025-12-31';

-- appeals.close_rate_of_received
SELECT count(*) FILTER (closed_on <= '2025-12-31'), count(*) FROM cases
WHERE channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(received_on) = 2025;

-- appeals.closed
SELECT count(*) FILTER (closed_on <= '2025-12-31'), count(*) FROM cases WHERE channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(received_on) = 2025;

-- appeals.consult_phone.count
SELECT count(*) FROM cases WHERE channel = 'phone' AND year(received_on) = 2025;

-- appeals.divisions
SELECT count(DISTINCT lead) FROM cases c JOIN organisations o ON c.lead = o.code WHERE o.kind = 'division' AND channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(received_on) = 2025;

-- appeals.mayor_hotline.count
SELECT count(*) FROM cases WHERE channel = 'mayor_line' AND year(received_on) = 2025;

-- appeals.on_time_rate
SELECT count(*) FILTER (closed_on <= '2025-12-31' AND closed_on <= until), count(*)
FROM (
  SELECT c.closed_on, coalesce(CASE WHEN k.n_void = 0 THEN c.due_on END, k.longest, k.first, c.due_on) AS until
  FROM cases c LEFT JOIN (
    SELECT x."case", min(x.was_due_on) AS first,
      count(*) FILTER (x.approved_on IS NULL OR x.approved_on > x.was_due_on) AS n_void,
      max(x.due_on) FILTER (x.approved_on IS NOT NULL AND (b.since IS NULL OR x.was_due_on < b.since)) AS longest
    FROM case_extensions x LEFT JOIN (
      SELECT "case", min(was_due_on) AS since FROM case_extensions WHERE approved_on > was_due_on GROUP BY "case"
    ) b ON b."case" = x."case" GROUP BY x."case"
  ) k ON k."case" = c.code
  WHERE c.channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(c.received_on) = 2025
) WHERE closed_on <= '2025-12-31' OR until <= '2025-12-31';

-- appeals.online.count
SELECT count(*) FROM cases WHERE channel = 'online' AND year(received_on) = 2025;

-- appeals.pleased_rate
SELECT count(*) FILTER (rating IN ('satisfied', 'basically')), count(*) FROM cases
WHERE channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(closed_on) = 2025 AND rating <> '';

-- appeals.repeat_rate
SELECT count(repeats), count(*) FROM cases WHERE channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(received_on) = 2025;

-- appeals.reply_rate
SELECT count(*) FILTER (replied_on <= '2025-12-31'), count(*)
FROM (
  SELECT c.replied_on, coalesce(CASE WHEN k.n_void = 0 THEN c.due_on END, k.longest, k.first, c.due_on) AS until
  FROM cases c LEFT JOIN (
    SELECT x."case", min(x.was_due_on) AS first,
      count(*) FILTER (x.approved_on IS NULL OR x.approved_on > x.was_due_on) AS n_void,
      max(x.due_on) FILTER (x.approved_on IS NOT NULL AND (b.since IS NULL OR x.was_due_on < b.since)) AS longest
    FROM case_extensions x LEFT JOIN (
      SELECT "case", min(was_due_on) AS since FROM case_extensions WHERE approved_on > was_due_on GROUP BY "case"
    ) b ON b."case" = x."case" GROUP BY x."case"
  ) k ON k."case" = c.code
  WHERE c.channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(c.received_on) = 2025
) WHERE replied_on <= '2025-12-31' OR until <= '2025-12-31';

-- appeals.satisfaction_rate
SELECT count(*) FILTER (rating = 'satisfied'), count(*) FROM cases
WHERE channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(closed_on) = 2025 AND rating <> '';

-- appeals.sign_rate
SELECT count(*) FILTER (signed_on <= sign_by_on), count(*) FROM dispatches d JOIN cases c ON d."case" = c.code
WHERE channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(dispatched_on) = 2025;

-- appeals.total.count
SELECT count(*) FROM cases
WHERE channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(received_on) = 2025;

-- appeals.units
SELECT count(DISTINCT lead) FROM cases c JOIN organisations o ON c.lead = o.code WHERE o.kind IN ('district', 'school') AND channel IN ('mayor_line', 'online', 'phone', 'petition') AND year(received_on) = 2025;

-- campus.green_added_area
SELECT sum(quantity) FROM works WHERE kind = 'greened' AND year("on") = 2025;

-- campus.hardened_area
SELECT sum(quantity) FROM works WHERE kind = 'hardened' AND year("on") = 2025;

-- campus.sewer_length
SELECT sum(quantity) FROM works WHERE kind = 'sewer' AND year("on") = 2025;

-- campus.wall_length
SELECT sum(quantity) FROM works WHERE kind = 'wall' AND year("on") = 2025;

-- canteens.open_kitchen_rate
SELECT count(*) FILTER (has_open_kitchen), count(*) FROM campuses WHERE year = 2025 AND has_canteen;

-- canteens.schools
SELECT count(*) FROM campuses WHERE year = 2025 AND has_canteen;

-- classes.average_size
SELECT sum(n_pupils), sum(n_classes) FROM school_returns WHERE school_year = 2025;

-- classes.count
SELECT sum(n_classes) FROM school_returns WHERE school_year = 2025;

-- compulsory.class_sizes.large
SELECT sum(n_large_classes), sum(n_classes) FROM school_returns
WHERE school_year = 2025 AND stage IN ('primary', 'junior');

-- compulsory.class_sizes.large_rate
SELECT sum(n_large_classes), sum(n_classes) FROM school_returns
WHERE school_year = 2025 AND stage IN ('primary', 'junior');

-- compulsory.dropout_rate.all
SELECT
  (SELECT count(DISTINCT pupil || stage) FROM movements
   WHERE kind = 'dropout' AND stage IN ('primary', 'junior') AND "on" BETWEEN '2024-09-01' AND '2025-08-31'),
  (SELECT count(*) FROM enrolments WHERE school_year = 2024 AND stage IN ('primary', 'junior'));

-- compulsory.dropout_rate.rural
SELECT
  (SELECT count(DISTINCT m.pupil || m.stage) FROM movements m JOIN schools s ON m.school = s.code
   WHERE m.kind = 'dropout' AND m.stage IN ('primary', 'junior') AND m."on" BETWEEN '2024-09-01' AND '2025-08-31'
     AND (s.urban_rural LIKE '12%' OR s.urban_rural LIKE '2%')),
  (SELECT count(*) FROM enrolments e JOIN schools s ON e.school = s.code
   WHERE e.school_year = 2024 AND e.stage IN ('primary', 'junior')
     AND (s.urban_rural LIKE '12%' OR s.urban_rural LIKE '2%'));

-- compulsory.funds
SELECT sum(amount_yuan) FROM funds WHERE year(arrived_on) = 2025 AND (contains(purpose, '义务教育'));

-- compulsory.junior_completion_rate
SELECT (SELECT sum(n_graduates) FROM school_returns WHERE stage = 'junior' AND school_year = 2025),
(SELECT sum(n_entrants) FROM school_returns WHERE stage = 'junior' AND school_year = 2022);

-- compulsory.large_classes.reduced
SELECT sum(CASE school_year WHEN 2024 THEN n_large_classes ELSE -n_large_classes END) FROM school_returns
WHERE school_year IN (2024, 2025) AND stage IN ('primary', 'junior');

-- compulsory.mixed_schools.fixed
SELECT count(*) FILTER (achieved_on <= '2025-12-31'), count(*) FROM school_statuses
WHERE kind = 'mixed_school' AND listed_on <= '2025-12-31';

-- compulsory.mixed_schools.left
SELECT count(*) FILTER (achieved_on IS NULL OR achieved_on > '2025-12-31'), count(*) FROM school_statuses
WHERE kind = 'mixed_school' AND listed_on <= '2025-12-31';

-- compulsory.mixed_schools.total
SELECT count(*) FROM school_statuses WHERE kind = 'mixed_school' AND listed_on <= '2025-12-31';

-- compulsory.nine_year_completion_rate
SELECT (SELECT sum(n_graduates) FROM school_returns WHERE stage = 'junior' AND school_year = 2025),
(SELECT sum(n_entrants) FROM school_returns WHERE stage = 'primary' AND school_year = 2016);

-- compulsory.private_enrolment_share
SELECT count(*) FILTER (s.runner = '999'), count(*) FROM enrolments e JOIN schools s ON e.school = s.code
WHERE e.school_year = 2025 AND e.stage IN ('primary', 'junior');

-- discipline.irregular_fees.cases
SELECT count(*) FROM cases WHERE channel = 'violation' AND is_substantiated AND year(closed_on) = 2025;

-- discipline.irregular_fees.reported
SELECT count(*) FROM cases WHERE channel = 'violation' AND year(received_on) = 2025;

-- discipline.pledges.signed
SELECT count(*) FILTER (is_whole), count(*)
FROM (SELECT bool_and(signed_on IS NOT NULL AND signed_on <= '2025-12-31') AS is_whole FROM pledges WHERE year = 2025 GROUP BY school);

-- equipment.air_conditioners
SELECT sum(n_units) FROM deliveries WHERE year("on") = 2025 AND item IN ('air_conditioner');

-- equipment.office_desks
SELECT sum(n_units) FROM deliveries WHERE year("on") = 2025 AND item IN ('office_desk');

-- equipment.pupil_desks
SELECT sum(n_units) FROM deliveries WHERE year("on") = 2025 AND item IN ('pupil_desk');

-- equipment.purchase_funds
SELECT sum(amount_yuan) FROM deliveries WHERE year("on") = 2025;

-- equipment.schools_supplied
SELECT count(DISTINCT school) FROM deliveries WHERE item = 'instrument' AND year("on") = 2025;

-- equipment.teaching_instruments
SELECT sum(n_units) FROM deliveries WHERE year("on") = 2025 AND item IN ('instrument');

-- equipment.value
SELECT sum(equipment_yuan) FROM school_returns WHERE school_year = 2025;

-- equipment.value_per_pupil
SELECT sum(equipment_yuan), sum(n_pupils) FROM school_returns WHERE school_year = 2025;

-- events.recognitions
SELECT count(*) FROM public_events WHERE kind = 'recognition' AND year("on") = 2025;

-- exams.absences
SELECT count(*) FROM exam_absences a JOIN exam_sittings s ON a.sitting = s.code JOIN rounds r ON s.round = r.code
WHERE r.year = 2025;

-- exams.candidates
SELECT sum(n_candidates) FROM exam_sittings s JOIN rounds r ON s.round = r.code
WHERE r.year = 2025 AND s.held_on <= '2025-12-31';

-- exams.held
SELECT count(*) FILTER (s.held_on <= '2025-12-31'), count(*) FROM exam_sittings s JOIN rounds r ON s.round = r.code
WHERE r.year = 2025;

-- exams.incidents
SELECT count(*) FROM exam_incidents i JOIN exam_sittings s ON i.sitting = s.code JOIN rounds r ON s.round = r.code
WHERE r.year = 2025 AND i.confirmed_on <= '2025-12-31';

-- exams.invigilators
SELECT sum(n_invigilators) FROM exam_sittings s JOIN rounds r ON s.round = r.code
WHERE r.year = 2025 AND s.held_on <= '2025-12-31';

-- exams.room_changes
SELECT count(*) FROM exam_room_changes c JOIN exam_sittings s ON c.sitting = s.code JOIN rounds r ON s.round = r.code
WHERE r.year = 2025;

-- exams.rooms
SELECT sum(n_rooms) FROM exam_sittings s JOIN rounds r ON s.round = r.code
WHERE r.year = 2025 AND s.held_on <= '2025-12-31';

-- exams.special_line.count
SELECT sum(n_reached) FROM exam_results WHERE exam = 'gaokao' AND year = 2025 AND line = 'special';

-- exams.special_line.rate
SELECT sum(n_reached), sum(n_candidates) FROM exam_results WHERE exam = 'gaokao' AND year = 2025 AND line = 'special';

-- exchange.count
SELECT count(*) FROM sessions WHERE kind = 'exchange' AND year("on") = 2025;

-- exchange.people
SELECT sum(n_people) FROM sessions WHERE kind = 'exchange' AND year("on") = 2025;

-- facilities.dormitory_beds
SELECT sum(n_dormitory_beds) FROM campuses WHERE year = 2025;

-- facilities.laboratories
SELECT sum(n_laboratories) FROM campuses WHERE year = 2025;

-- facilities.sports_area
SELECT sum(sports_area_m2) FROM school_returns WHERE school_year = 2025;

-- facilities.sports_area_per_pupil
SELECT sum(sports_area_m2), sum(n_pupils) FROM school_returns WHERE school_year = 2025;

-- facilities.teaching_area
SELECT sum(teaching_area_m2) FROM school_returns WHERE school_year = 2025;

-- facilities.teaching_area_per_pupil
SELECT sum(teaching_area_m2), sum(n_pupils) FROM school_returns WHERE school_year = 2025;

-- families.home_visits
SELECT sum(n_people) FROM sessions WHERE kind = 'home_visit' AND year("on") = 2025;

-- families.parents_reached
SELECT sum(n_people) FROM sessions WHERE kind = 'parents' AND year("on") = 2025;

-- funds.arrival_rate
SELECT sum(amount_yuan) FILTER (arrived_on <= '2025-12-31'), sum(amount_yuan) FROM funds WHERE year(noticed_on) = 2025;

-- funds.budget_expenditure
SELECT sum(settled_yuan) FROM budgets WHERE year = 2025 AND item = 'education';

-- funds.budget_growth_rate
SELECT sum(CASE year WHEN 2025 THEN settled_yuan ELSE -settled_yuan END), sum(settled_yuan) FILTER (year = 2024)
FROM budgets WHERE item = 'education' AND year IN (2024, 2025);

-- funds.budget_share
SELECT sum(settled_yuan) FILTER (item = 'education'), sum(settled_yuan) FILTER (item = 'all') FROM budgets WHERE year = 2025;

-- funds.central_provincial
SELECT sum(amount_yuan) FROM funds WHERE level IN ('central', 'province') AND year(noticed_on) = 2025;

-- funds.county
SELECT coalesce(sum(amount_yuan), 0) FROM funds WHERE level = 'county' AND year(arrived_on) = 2025;

-- funds.donations
SELECT sum(amount_yuan) FROM funds WHERE level = 'donation' AND year(arrived_on) = 2025;

-- funds.ethnic
SELECT sum(amount_yuan) FROM funds WHERE year(arrived_on) = 2025 AND (contains(purpose, '民族'));

-- funds.municipal
SELECT coalesce(sum(amount_yuan), 0) FROM funds WHERE level = 'city' AND year(arrived_on) = 2025;

-- funds.per_pupil
SELECT sum(public_funds_yuan), sum(n_pupils) FROM school_returns WHERE school_year = 2025;

-- funds.public_use
SELECT sum(public_funds_yuan) FROM school_returns WHERE school_year = 2025;

-- funds.surcharges
SELECT sum(amount_yuan) FROM funds WHERE year(arrived_on) = 2025 AND (contains(purpose, '附加'));

-- funds.total_input
SELECT sum(amount_yuan) FROM funds WHERE year(arrived_on) = 2025;

-- funds.upward.completion_rate
SELECT
  (SELECT sum(amount_yuan) FROM funds WHERE level IN ('central', 'province') AND year(arrived_on) = 2025),
  (SELECT sum(value * CASE WHEN unit LIKE '亿%' THEN 100000000 WHEN unit LIKE '万%' THEN 10000 ELSE 1 END) FROM targets
   WHERE indicator = 'funds.upward.secured' AND year = 2025 AND area = '990100' AND approved_on <= '2025-12-31');

-- funds.upward.secured
SELECT sum(amount_yuan) FROM funds WHERE level IN ('central', 'province') AND year(arrived_on) = 2025;

-- gaokao.admitted
SELECT sum(n_admitted) FROM university_admissions WHERE year = 2025;

-- gaokao.elite_admissions
SELECT sum(n_admitted) FROM university_admissions WHERE year = 2025 AND university IN ('清华大学', '北京大学');

-- gaokao.high_scorers.city_share
SELECT (SELECT sum(n_reached) FROM score_bands b WHERE exam = 'gaokao' AND year = 2025 AND floor_score = (SELECT min(floor_score)
    FROM score_bands c WHERE c.exam = b.exam AND c.year = b.year AND c.track = b.track)),
(SELECT sum(n_reached) FROM score_band_totals b WHERE exam = 'gaokao' AND year = 2025 AND floor_score = (SELECT min(floor_score)
    FROM score_bands c WHERE c.exam = b.exam AND c.year = b.year AND c.track = b.track));

-- gaokao.high_scorers.count
SELECT sum(n_reached) FROM score_bands b WHERE exam = 'gaokao' AND year = 2025 AND floor_score = (SELECT min(floor_score)
FROM score_bands c WHERE c.exam = b.exam AND c.year = b.year AND c.track = b.track);

-- gaokao.undergraduate_count
SELECT sum(n_reached) FROM exam_results WHERE exam = 'gaokao' AND year = 2025 AND line = 'undergraduate';

-- gaokao.undergraduate_rate
SELECT sum(n_reached), sum(n_candidates) FROM exam_results
WHERE exam = 'gaokao' AND year = 2025 AND line = 'undergraduate';

-- groups.communities
SELECT count(*) FROM school_groups WHERE kind IN ('community', 'alliance') AND set_up_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31');

-- groups.education_groups
SELECT count(*) FROM school_groups WHERE kind IN ('group') AND set_up_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31');

-- groups.pairings
SELECT count(*) FROM school_groups WHERE kind IN ('pairing') AND set_up_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31');

-- groups.schools_covered
SELECT count(DISTINCT m.school) FROM school_group_members m JOIN school_groups g ON m."group" = g.code
WHERE g.kind IN ('group', 'community', 'alliance') AND g.set_up_on <= '2025-12-31' AND (g.ended_on IS NULL OR g.ended_on > '2025-12-31')
AND m.joined_on <= '2025-12-31' AND (m.left_on IS NULL OR m.left_on > '2025-12-31');

-- groups.studios
SELECT count(*) FROM school_groups WHERE kind IN ('studio') AND set_up_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31');

-- health.fitness_good_rate
SELECT sum(n_fitness_good), sum(n_fitness_tested) FROM wellbeing_returns WHERE school_year = 2025;

-- health.fitness_pass_rate
SELECT sum(n_fitness_passed), sum(n_fitness_tested) FROM wellbeing_returns WHERE school_year = 2025;

-- health.mental_health_schools
SELECT count(*) FROM school_statuses WHERE kind = 'mental_health' AND year(achieved_on) = 2025;

-- health.myopia_rate
SELECT sum(n_myopic), sum(n_eyes_tested) FROM wellbeing_returns WHERE school_year = 2025;

-- heating.coverage_rate
SELECT count(*) FILTER (has_central_heating), count(*) FROM campuses WHERE year = 2025;

-- heating.schools
SELECT count(*) FILTER (done), nullif(count(*), 0) FROM (SELECT bool_and(coalesce(completed_on <= '2025-12-31', false)) AS done FROM projects
WHERE (contains(name, '供热') OR contains(name, '供暖')) AND school IS NOT NULL AND plan_year = 2025
  AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31') GROUP BY area, school);

-- inspections.count
SELECT count(*) FROM visits WHERE year("on") = 2025;

-- inspections.shortfalls.corrected
SELECT count(*) FILTER (corrected_on <= '2025-12-31'), count(*) FROM findings f JOIN visits v ON f.visit = v.code
WHERE year(v."on") = 2025 AND NOT is_met;

-- inspections.shortfalls.correction_rate
SELECT count(*) FILTER (corrected_on <= '2025-12-31'), count(*) FROM findings f JOIN visits v ON f.visit = v.code
WHERE year(v."on") = 2025 AND NOT is_met;

-- it.computers
SELECT sum(n_computers) FROM school_returns WHERE school_year = 2025;

-- it.computers_bought
SELECT sum(n_units) FROM deliveries WHERE year("on") = 2025 AND item IN ('computer', 'teacher_computer');

-- it.computers_per_hundred_pupils
SELECT sum(n_computers), sum(n_pupils) FROM school_returns WHERE school_year = 2025;

-- it.multimedia.schools
SELECT count(DISTINCT school) FILTER (n_multimedia_rooms > 0), count(DISTINCT school) FROM school_returns WHERE school_year = 2025;

-- it.multimedia.teaching_points
SELECT count(*) FILTER (n_multimedia_rooms > 0), nullif(count(*), 0) FROM school_returns r JOIN schools s ON r.school = s.code
WHERE school_year = 2025 AND s.kind = '218'
  AND s.opened_on <= '2025-12-31' AND (s.closed_on IS NULL OR s.closed_on > '2025-12-31');

-- it.multimedia_classrooms
SELECT sum(n_multimedia_rooms) FROM school_returns WHERE school_year = 2025;

-- it.multimedia_per_hundred_pupils
SELECT sum(n_multimedia_rooms), sum(n_pupils) FROM school_returns WHERE school_year = 2025;

-- it.online_class_schools
SELECT count(*) FROM school_statuses WHERE kind = 'online_class' AND year(achieved_on) = 2025;

-- it.pupils_per_computer
SELECT sum(n_pupils), sum(n_computers) FROM school_returns WHERE school_year = 2025;

-- it.smart_boards_bought
SELECT sum(n_units) FROM deliveries WHERE year("on") = 2025 AND item IN ('smart_board');

-- it.smart_campuses
SELECT count(*) FROM school_statuses WHERE kind = 'smart_campus' AND year(achieved_on) = 2025;

-- it.upgraded_schools
SELECT count(*) FROM school_statuses WHERE kind = 'it_upgrade' AND year(achieved_on) = 2025;

-- it.websites.approved
SELECT count(*) FROM websites WHERE year(approved_on) = 2025;

-- kindergartens.acquisition.count
SELECT count(*) FROM acquisitions WHERE year("on") = 2025;

-- kindergartens.acquisition.fitting_funds
SELECT sum(fitting_yuan) FROM acquisitions WHERE year("on") = 2025;

-- kindergartens.acquisition.funds
SELECT sum(owner_yuan + houses_yuan + land_yuan) FROM acquisitions WHERE year("on") = 2025;

-- kindergartens.acquisition.houses
SELECT sum(n_houses) FROM acquisitions WHERE year("on") = 2025;

-- kindergartens.acquisition.places
SELECT sum(n_places) FROM acquisitions WHERE year("on") = 2025;

-- kindergartens.attached.count
SELECT count(*) FROM schools WHERE kind IN ('119')
  AND opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31');

-- kindergartens.built_area
SELECT coalesce(sum(floor_area_m2) FILTER (year(completed_on) = 2025), 0),
  coalesce(sum(floor_area_m2) FILTER (plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31')), 0)
FROM projects WHERE kind = 'kindergarten' AND work IN ('new', 'alteration', 'extension');

-- kindergartens.built_or_renovated.completed
SELECT count(*) FILTER (completed_on <= '2025-12-31'), count(*) FROM projects
WHERE kind = 'kindergarten' AND work IN ('new', 'alteration', 'extension') AND plan_year = 2025
  AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31');

-- kindergartens.construction.funds
SELECT sum(spent_yuan), sum(budget_yuan) FROM projects
WHERE kind = 'kindergarten' AND plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31');

-- kindergartens.count
SELECT count(*) FROM schools
WHERE kind IN ('111', '112') AND opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31');

-- kindergartens.equipment_funds
SELECT sum(d.amount_yuan) FROM deliveries d JOIN schools s ON d.school = s.code
WHERE year(d."on") = 2025 AND s.kind IN ('111', '112', '119');

-- kindergartens.equipped
SELECT count(DISTINCT d.school) FROM deliveries d JOIN schools s ON d.school = s.code
WHERE year(d."on") = 2025 AND s.kind IN ('111', '112', '119');

-- kindergartens.inclusive.count
SELECT count(*) FROM schools WHERE is_inclusive AND kind IN ('111', '112')
  AND opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31');

-- kindergartens.inclusive_coverage_rate
SELECT count(*) FILTER (s.runner <> '999' OR s.is_inclusive), count(*)
FROM enrolments e JOIN schools s ON e.school = s.code WHERE e.school_year = 2025 AND e.stage = 'preschool';

-- kindergartens.private.count
SELECT count(*) FROM schools WHERE kind IN ('111', '112') AND runner = '999'
  AND opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31');

-- kindergartens.private.inspected
SELECT count(DISTINCT s.code) FROM visits v JOIN schools s ON v.school = s.code
WHERE year(v."on") = 2025 AND s.kind IN ('111', '112') AND s.runner = '999';

-- kindergartens.private.opened
SELECT count(*) FROM schools WHERE year(opened_on) = 2025 AND kind IN ('111', '112') AND runner = '999';

-- kindergartens.public.count
SELECT count(*) FROM schools WHERE kind IN ('111', '112') AND runner <> '999'
  AND opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31');

-- kindergartens.public_enrolment_share
SELECT count(*) FILTER (s.runner <> '999'), count(*)
FROM enrolments e JOIN schools s ON e.school = s.code WHERE e.school_year = 2025 AND e.stage = 'preschool';

-- kindergartens.toys
SELECT sum(n_units) FROM deliveries WHERE year("on") = 2025 AND item IN ('toy');

-- language.model_schools
SELECT count(*) FROM school_statuses WHERE kind = 'language' AND year(achieved_on) = 2025;

-- language.putonghua_tested
SELECT sum(n_people) FROM sessions WHERE kind = 'putonghua' AND year("on") = 2025;

-- law.people_reached
SELECT sum(n_people) FROM sessions WHERE kind = 'law' AND year("on") = 2025;

-- law.sessions
SELECT count(*) FROM sessions WHERE kind = 'law' AND year("on") = 2025;

-- library.books
SELECT sum(n_books) FROM school_returns WHERE school_year = 2025;

-- library.books_bought
SELECT sum(n_units) FROM deliveries WHERE year("on") = 2025 AND item IN ('book');

-- library.books_per_pupil
SELECT sum(n_books), sum(n_pupils) FROM school_returns WHERE school_year = 2025;

-- lifelong.community_learners
SELECT sum(n_people) FROM sessions WHERE kind = 'community' AND year("on") = 2025;

-- lifelong.senior_learners
SELECT sum(n_people) FROM sessions WHERE kind = 'senior' AND year("on") = 2025;

-- media.negative_reports.count
SELECT count(*) FROM media_reports WHERE tone = 'negative' AND year("on") = 2025;

-- media.positive_reports.count
SELECT count(*) FROM media_reports WHERE tone = 'positive' AND year("on") = 2025;

-- migrants.public_school_share
SELECT count(*) FILTER (is_public), count(*)
FROM (
  SELECT bool_or(s.runner IS NOT NULL AND s.runner <> '999') AS is_public
  FROM applications a JOIN rounds r ON a.round = r.code LEFT JOIN schools s ON a.admitted_to = s.code
  WHERE r.kind = 'admissions' AND r.year = 2025 AND a.is_migrant AND a.is_qualified GROUP BY a.pupil
);

-- migrants.students
SELECT sum(n_migrants) FROM school_returns WHERE school_year = 2025;

-- nutrition.canteen_projects.started
SELECT count(*) FILTER (started_on <= '2025-12-31'), count(*) FROM projects
WHERE kind = 'nutrition_canteen' AND plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31');

-- nutrition.funds
SELECT coalesce(sum(amount_yuan), 0) FROM aid_awards a JOIN aid_schemes s ON a.scheme = s.code
WHERE a.year = 2025 AND a.paid_on IS NOT NULL AND s.kind IN ('nutrition');

-- nutrition.price_per_meal
SELECT sum(amount_yuan), count(*) FROM aid_standards WHERE year = 2025 AND kind = 'nutrition' AND per = 'meal';

-- nutrition.schools
SELECT count(DISTINCT a.school) FROM aid_awards a JOIN aid_schemes s ON a.scheme = s.code
WHERE a.year = 2025 AND s.kind = 'nutrition' AND a.paid_on <= '2025-12-31';

-- nutrition.students
SELECT count(DISTINCT a.pupil) FROM aid_awards a JOIN aid_schemes s ON a.scheme = s.code
WHERE a.year = 2025 AND s.kind = 'nutrition' AND a.paid_on <= '2025-12-31';

-- party.advisers_sent
SELECT count(*) FROM party_advisers WHERE sent_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31');

-- party.affiliation_rate
SELECT count(*) FILTER (is_under_bureau), count(*) FROM party_organisations
WHERE set_up_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31');

-- party.brand_points
SELECT count(*) FROM school_statuses WHERE kind = 'party_brand' AND year(achieved_on) = 2025;

-- party.demo_schools
SELECT count(*) FROM school_statuses WHERE kind = 'party_model' AND year(achieved_on) = 2025;

-- party.feedback_issues.collected
SELECT count(DISTINCT i.aspect) FROM rectification_items i JOIN campaigns c ON i.campaign = c.code
WHERE c.year = 2025 AND i.collected_on <= '2025-12-31';

-- party.feedback_issues.resolved
SELECT count(*) FILTER (is_whole), count(*)
FROM (
  SELECT bool_and(i.resolved_on IS NOT NULL AND i.resolved_on <= '2025-12-31') AS is_whole
  FROM rectification_items i JOIN campaigns c ON i.campaign = c.code
  WHERE c.year = 2025 AND i.collected_on <= '2025-12-31' GROUP BY i.aspect
);

-- party.grassroots_orgs
SELECT sum(n) FROM (SELECT max(n_branches) AS n FROM campaign_participants p JOIN campaigns c ON p.campaign = c.code
  WHERE c.year = 2025 GROUP BY unit_name, area, school, team_rank);

-- party.leading_cadres.section_and_above
SELECT sum(n) FROM (SELECT max(n_leading_cadres) AS n FROM campaign_participants p JOIN campaigns c ON p.campaign = c.code
  WHERE c.year = 2025 GROUP BY unit_name, area, school, team_rank);

-- party.leading_groups.county_level
SELECT count(*) FROM (SELECT 1 FROM campaign_participants p JOIN campaigns c ON p.campaign = c.code
  WHERE c.year = 2025 AND team_rank = 'county' GROUP BY unit_name, area, school);

-- party.leading_groups.section_level
SELECT count(*) FROM (SELECT 1 FROM campaign_participants p JOIN campaigns c ON p.campaign = c.code
  WHERE c.year = 2025 AND team_rank = 'section' GROUP BY unit_name, area, school);

-- party.members
SELECT sum(n) FROM (SELECT max(n_members) AS n FROM campaign_participants p JOIN campaigns c ON p.campaign = c.code
  WHERE c.year = 2025 GROUP BY unit_name, area, school, team_rank);

-- party.org_coverage_rate
SELECT count(*) FILTER (code IN (SELECT school FROM party_organisations WHERE set_up_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31'))
    OR code IN (SELECT school FROM party_advisers WHERE sent_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31'))), count(*)
FROM schools WHERE opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31')
AND kind NOT IN ('119', '218', '219', '319', '329', '349', '368', '518', '519');

-- party.orgs_standard_rate
SELECT count(*) FILTER (is_standard), count(*) FROM party_organisations
WHERE set_up_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31');

-- party.rectification_items.count
SELECT count(*) FROM rectification_items i JOIN campaigns c ON i.campaign = c.code
WHERE c.year = 2025 AND collected_on <= '2025-12-31';

-- party.rectification_items.resolved
SELECT count(*) FILTER (resolved_on <= '2025-12-31'), count(*) FROM rectification_items i JOIN campaigns c ON i.campaign = c.code
WHERE c.year = 2025 AND collected_on <= '2025-12-31';

-- party.secretaries
SELECT count(*) FILTER (has_secretary), count(*) FROM party_organisations
WHERE set_up_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31');

-- permits.on_time_rate
SELECT count(*) FILTER (decided_on <= '2025-12-31' AND decided_on <= due_on), count(*) FROM permit_applications
WHERE year(received_on) = 2025 AND (decided_on <= '2025-12-31' OR due_on <= '2025-12-31');

-- permits.received
SELECT count(*) FROM permit_applications WHERE year(received_on) = 2025;

-- places.added
SELECT sum(n_places) FILTER (year(completed_on) = 2025),
  sum(n_places) FILTER (plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31'))
FROM projects WHERE work IN ('new', 'alteration', 'extension');

-- places.purchase_funds
SELECT sum(amount_yuan) FROM place_purchases WHERE year = 2025;

-- places.purchased
SELECT sum(n_places) FROM place_purchases WHERE year = 2025;

-- practice.labour
SELECT sum(n_people) FROM sessions WHERE kind = 'labour' AND year("on") = 2025;

-- practice.social.schools
SELECT count(DISTINCT p.school) FROM activity_participations p JOIN activities a ON p.activity = a.code
WHERE a.kind = 'social_practice' AND year(a."on") = 2025;

-- practice.social.students
SELECT count(DISTINCT p.pupil) FROM activity_participations p JOIN activities a ON p.activity = a.code
WHERE a.kind = 'social_practice' AND year(a."on") = 2025;

-- practice.study_tours
SELECT sum(n_people) FROM sessions WHERE kind = 'study_tour' AND year("on") = 2025;

-- preschool.gross_enrolment_rate_1y
SELECT (SELECT count(*) FROM enrolments WHERE school_year = 2025 AND stage = 'preschool' AND grade > 2),
  (SELECT sum(n_residents) FROM population WHERE year = 2025 AND age BETWEEN 5 AND 5);

-- preschool.gross_enrolment_rate_2y
SELECT (SELECT count(*) FROM enrolments WHERE school_year = 2025 AND stage = 'preschool' AND grade > 1),
  (SELECT sum(n_residents) FROM population WHERE year = 2025 AND age BETWEEN 4 AND 5);

-- preschool.gross_enrolment_rate_3y
SELECT (SELECT count(*) FROM enrolments WHERE school_year = 2025 AND stage = 'preschool'),
  (SELECT sum(n_residents) FROM population WHERE year = 2025 AND age BETWEEN 3 AND 5);

-- proposals.cppcc
SELECT count(*) FROM proposals WHERE kind = 'cppcc' AND year(handed_over_on) = 2025 AND returned_on IS NULL;

-- proposals.handled
SELECT count(*) FROM proposals WHERE kind IN ('npc', 'cppcc') AND year(handed_over_on) = 2025 AND returned_on IS NULL;

-- proposals.npc
SELECT count(*) FROM proposals WHERE kind = 'npc' AND year(handed_over_on) = 2025 AND returned_on IS NULL;

-- proposals.pleased_rate
SELECT count(*) FILTER (rating IN ('satisfied', 'basically')), count(*) FROM proposals
WHERE kind IN ('npc', 'cppcc') AND year(handed_over_on) = 2025 AND returned_on IS NULL AND rating <> '';

-- proposals.reply_rate
SELECT count(*) FILTER (answered_on <= '2025-12-31'), count(*) FROM proposals
WHERE kind IN ('npc', 'cppcc') AND year(handed_over_on) = 2025 AND returned_on IS NULL
  AND (answered_on <= '2025-12-31' OR due_on <= '2025-12-31');

-- proposals.satisfaction_rate
SELECT count(*) FILTER (rating = 'satisfied'), count(*) FROM proposals
WHERE kind IN ('npc', 'cppcc') AND year(handed_over_on) = 2025 AND returned_on IS NULL AND rating <> '';

-- quality_campus.recommended
SELECT count(*) FROM school_statuses WHERE kind = 'quality_campus' AND plan_year = 2025;

-- quality_campus.selected
SELECT count(*) FROM school_statuses WHERE kind = 'quality_campus' AND year(achieved_on) = 2025;

-- safety.alarm_rate
SELECT count(*) FILTER (has_alarm), count(*) FROM campuses WHERE year = 2025;

-- safety.crossing_guards_rate
SELECT count(*) FILTER (has_crossing_guard), count(*) FROM campuses WHERE year = 2025;

-- safety.drills
SELECT count(*) FROM sessions WHERE kind = 'drill' AND year("on") = 2025;

-- safety.enclosed_rate
SELECT count(*) FILTER (is_enclosed), count(*) FROM campuses WHERE year = 2025;

-- safety.guards
SELECT sum(n_guards) FROM campuses WHERE year = 2025;

-- safety.guards_rate
SELECT count(*) FILTER (has_guards), count(*) FROM campuses WHERE year = 2025;

-- safety.school_buses
SELECT sum(n_buses) FROM campuses WHERE year = 2025;

-- school_buildings.dangerous_removed
SELECT sum(quantity) FROM works WHERE kind = 'dangerous' AND year("on") = 2025;

-- school_buildings.new_area
SELECT sum(floor_area_m2) FILTER (year(completed_on) = 2025),
  sum(floor_area_m2) FILTER (plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31'))
FROM projects WHERE work IN ('new', 'extension');

-- school_buildings.reinforced_area
SELECT sum(quantity) FROM works WHERE kind = 'reinforcement' AND year("on") = 2025;

-- school_buildings.reinforcement_designed
SELECT sum(quantity) FROM works WHERE kind = 'reinforcement_design' AND year("on") = 2025;

-- school_buildings.renovated_area
SELECT sum(floor_area_m2) FILTER (year(completed_on) = 2025),
  sum(floor_area_m2) FILTER (plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31'))
FROM projects WHERE kind = 'building_repair';

-- school_buildings.renovated_schools
SELECT count(*) FILTER (done), count(*) FROM (SELECT bool_and(coalesce(completed_on <= '2025-12-31', false)) AS done FROM projects
WHERE kind = 'building_repair' AND school IS NOT NULL AND plan_year = 2025
  AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31') GROUP BY area, school);

-- school_buildings.renovation_funds
SELECT sum(amount_yuan) FROM funds WHERE year(arrived_on) = 2025 AND (contains(purpose, '校舍维修') OR contains(purpose, '校舍改造') OR contains(purpose, '校舍加固'));

-- school_projects.accepted
SELECT count(*) FILTER (accepted_on <= '2025-12-31'), count(*) FROM projects
WHERE plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31');

-- school_projects.completed
SELECT count(*) FILTER (completed_on <= '2025-12-31'), count(*) FROM projects
WHERE plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31');

-- school_projects.completion_rate
SELECT count(*) FILTER (completed_on <= '2025-12-31'), count(*) FROM projects
WHERE plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31');

-- school_projects.count
SELECT count(*) FROM projects WHERE plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31');

-- school_projects.investment
SELECT sum(spent_yuan), sum(budget_yuan) FROM projects
WHERE plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31');

-- school_projects.investment_rate
SELECT sum(spent_yuan), sum(budget_yuan) FROM projects
WHERE plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31');

-- school_projects.milestones_in_time
SELECT count(*) FILTER (done_on <= due_on), count(*) FROM milestones WHERE year(due_on) = 2025;

-- school_projects.start_rate
SELECT count(*) FILTER (started_on <= '2025-12-31'), count(*) FROM projects
WHERE plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31');

-- school_projects.started
SELECT count(*) FILTER (started_on <= '2025-12-31'), count(*) FROM projects
WHERE plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31');

-- school_projects.topped_out
SELECT count(*) FILTER (topped_out_on <= '2025-12-31'), count(*) FROM projects
WHERE plan_year = 2025 AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31');

-- school_sites.floor_area
SELECT sum(floor_area_m2) FROM facilities WHERE kind <> 'sports_ground'
  AND built_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31');

-- school_sites.floor_area_per_pupil
SELECT (SELECT sum(floor_area_m2) FROM facilities WHERE kind <> 'sports_ground' AND built_on <= '2025-12-31'
    AND (closed_on IS NULL OR closed_on > '2025-12-31')), (SELECT sum(n_pupils) FROM school_returns WHERE school_year = 2025);

-- school_sites.green_area
SELECT sum(green_area_m2) FROM campuses WHERE year = 2025;

-- school_sites.land_area
SELECT sum(land_area_m2) FROM campuses WHERE year = 2025;

-- school_sites.land_area_per_pupil
SELECT (SELECT sum(land_area_m2) FROM campuses WHERE year = 2025), (SELECT sum(n_pupils) FROM school_returns WHERE school_year = 2025);

-- schools.arts_features
SELECT count(*) FROM school_statuses WHERE kind = 'arts_feature' AND year(achieved_on) = 2025;

-- schools.civilised_campuses
SELECT count(*) FROM school_statuses WHERE kind = 'civilised_campus' AND year(achieved_on) = 2025;

-- schools.closed
SELECT count(*) FROM schools WHERE year(closed_on) = 2025;

-- schools.count
SELECT count(*) FROM schools WHERE opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31')
  AND kind NOT IN ('119', '218', '219', '319', '329', '349', '368', '518', '519');

-- schools.ethnic.count
SELECT count(*) FROM schools WHERE is_ethnic
  AND opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31');

-- schools.green
SELECT count(*) FROM school_statuses WHERE kind = 'green_school' AND year(achieved_on) = 2025;

-- schools.junior.count
SELECT count(*) FROM schools WHERE opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31')
  AND kind IN ('311', '312', '313', '314', '321', '322');

-- schools.labour_bases
SELECT count(*) FROM school_statuses WHERE kind = 'labour' AND year(achieved_on) = 2025;

-- schools.nine_year.count
SELECT count(*) FROM schools WHERE kind IN ('312', '314')
  AND opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31');

-- schools.opened
SELECT count(*) FROM schools WHERE year(opened_on) = 2025;

-- schools.primary.count
SELECT count(*) FROM schools WHERE opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31')
  AND kind IN ('211', '212');

-- schools.safe_campuses
SELECT count(*) FROM school_statuses WHERE kind = 'safe_campus' AND year(achieved_on) = 2025;

-- schools.secondary_vocational.count
SELECT count(*) FROM schools WHERE opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31')
  AND kind IN ('361', '362', '363', '364', '365', '366', '369');

-- schools.senior.count
SELECT count(*) FROM schools WHERE opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31')
  AND kind IN ('341', '342', '343', '344', '345');

-- schools.special.count
SELECT count(*) FROM schools WHERE opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31')
  AND kind IN ('371', '511', '512', '513', '514');

-- schools.sport_features
SELECT count(*) FROM school_statuses WHERE kind = 'sport_feature' AND year(achieved_on) = 2025;

-- schools.standardised.completed
SELECT count(*) FILTER (achieved_on <= '2025-12-31'), count(*) FROM school_statuses
WHERE kind = 'standardised' AND plan_year = 2025;

-- schools.teaching_points.count
SELECT count(*) FROM schools WHERE kind IN ('218')
  AND opened_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31');

-- schools.weak.started
SELECT count(*) FILTER (started_on <= '2025-12-31'), count(*) FROM school_statuses
WHERE kind = 'weak' AND plan_year = 2025;

-- science_gardens.schools
SELECT count(*) FROM school_statuses WHERE kind = 'science_garden' AND year(achieved_on) = 2025;

-- senior.funds
SELECT sum(amount_yuan) FROM funds WHERE year(arrived_on) = 2025 AND (contains(purpose, '普通高中'));

-- senior.gross_enrolment_rate
SELECT (SELECT count(*) FROM enrolments WHERE school_year = 2025 AND stage IN ('senior', 'vocational')),
(SELECT sum(n_residents) FROM population WHERE year = 2025 AND age BETWEEN 15 AND 17);

-- senior.model_reviews.passed
SELECT count(*) FILTER (verdict = 'passed' AND year(decided_on) = 2025), count(*) FROM visits
WHERE standard = 'model_senior'
  AND (year(decided_on) = 2025 OR (year("on") = 2025 AND (decided_on IS NULL OR decided_on > '2025-12-31')));

-- special.enrolment_rate
SELECT sum(n_children) FILTER (mode <> 'none'), sum(n_children) FROM special_placements WHERE school_year = 2025;

-- special.home_teaching
SELECT sum(n_children) FROM special_placements WHERE school_year = 2025 AND mode = 'home';

-- special.inclusive
SELECT sum(n_children) FROM special_placements WHERE school_year = 2025 AND mode = 'inclusive';

-- sports_grounds.built
SELECT count(*) FROM facilities WHERE kind = 'sports_ground' AND year(built_on) = 2025;

-- students.boarders
SELECT count(*) FROM enrolments WHERE school_year = 2025 AND is_boarder;

-- students.boarding_rate
SELECT sum(n_boarders), sum(n_pupils) FROM school_returns WHERE school_year = 2025;

-- students.dropout_poverty
SELECT count(*) FROM movements WHERE kind = 'dropout' AND reason = 'poverty' AND year("on") = 2025;

-- students.entrants
SELECT sum(n_entrants) FROM school_returns WHERE school_year = 2025;

-- students.graduates
SELECT sum(n_graduates) FROM school_returns WHERE school_year = 2025;

-- students.junior
SELECT count(*) FROM enrolments WHERE school_year = 2025 AND stage = 'junior';

-- students.left_behind
SELECT sum(n_left_behind) FROM school_returns WHERE school_year = 2025;

-- students.preschool
SELECT count(*) FROM enrolments WHERE school_year = 2025 AND stage = 'preschool';

-- students.primary
SELECT count(*) FROM enrolments WHERE school_year = 2025 AND stage = 'primary';

-- students.returned
SELECT count(*) FROM movements WHERE kind = 'return' AND stage IN ('primary', 'junior') AND year("on") = 2025;

-- students.senior
SELECT count(*) FROM enrolments WHERE school_year = 2025 AND stage = 'senior';

-- students.special
SELECT count(*) FROM enrolments WHERE school_year = 2025 AND stage = 'special';

-- students.total
SELECT count(*) FROM enrolments WHERE school_year = 2025;

-- students.vocational
SELECT count(*) FROM enrolments WHERE school_year = 2025 AND stage = 'vocational';

-- teachers.above_required_degree_rate
SELECT sum(n_above_required_degree), sum(n_full_time_teachers) FROM school_returns WHERE school_year = 2025;

-- teachers.arts_and_sport
SELECT sum(n_arts_and_sport_teachers) FROM school_returns WHERE school_year = 2025;

-- teachers.arts_and_sport_per_hundred
SELECT sum(n_arts_and_sport_teachers), sum(n_pupils) FROM school_returns WHERE school_year = 2025;

-- teachers.awarded
SELECT count(*) FROM teacher_growth WHERE kind = 'award' AND year("on") = 2025;

-- teachers.bachelor_rate
SELECT count(*) FILTER (degree IN ('bachelor', 'master')), count(*) FROM teachers
WHERE is_full_time AND hired_on <= '2025-12-31' AND (left_on IS NULL OR left_on > '2025-12-31');

-- teachers.backbone
SELECT count(*) FROM teachers
WHERE is_backbone AND hired_on <= '2025-12-31' AND (left_on IS NULL OR left_on > '2025-12-31');

-- teachers.certificate_rate
SELECT count(*) FILTER (has_certificate), count(*) FROM teachers
WHERE is_full_time AND hired_on <= '2025-12-31' AND (left_on IS NULL OR left_on > '2025-12-31');

-- teachers.counsellors
SELECT sum(n_counsellors) FROM wellbeing_returns WHERE school_year = 2025;

-- teachers.exchanged
SELECT count(DISTINCT teacher) FROM teacher_growth WHERE kind = 'rotation' AND year("on") = 2025;

-- teachers.full_time
SELECT count(*) FROM teachers
WHERE is_full_time AND hired_on <= '2025-12-31' AND (left_on IS NULL OR left_on > '2025-12-31');

-- teachers.housing_funds
SELECT sum(amount_yuan) FROM funds WHERE year(arrived_on) = 2025 AND (contains(purpose, '周转房') OR contains(purpose, '周转宿舍'));

-- teachers.housing_units
SELECT sum(quantity) FROM works WHERE kind = 'housing' AND year("on") = 2025;

-- teachers.merit_pay_funds
SELECT sum(amount_yuan) FROM funds WHERE year(arrived_on) = 2025 AND (contains(purpose, '绩效工资'));

-- teachers.outreach_sessions
SELECT count(*) FROM sessions WHERE kind = 'outreach' AND year("on") = 2025;

-- teachers.posts.approved
SELECT sum(n_approved) FROM posts WHERE year = 2025;

-- teachers.posts.outside
SELECT sum(n_outside) FROM posts WHERE year = 2025;

-- teachers.pupils_per_teacher
SELECT sum(n_pupils), sum(n_full_time_teachers) FROM school_returns WHERE school_year = 2025;

-- teachers.recruited
SELECT count(*) FROM teachers WHERE is_full_time AND year(hired_on) = 2025;

-- teachers.senior_title_rate
SELECT count(*) FILTER (title = 'senior'), count(*) FROM teachers
WHERE is_full_time AND hired_on <= '2025-12-31' AND (left_on IS NULL OR left_on > '2025-12-31');

-- teachers.total
SELECT count(*) FROM teachers WHERE hired_on <= '2025-12-31' AND (left_on IS NULL OR left_on > '2025-12-31');

-- teachers.trained
SELECT count(*) FROM teacher_growth WHERE kind = 'training' AND year("on") = 2025;

-- textbooks.funds
SELECT sum(amount_yuan) FROM funds WHERE year(arrived_on) = 2025 AND (contains(purpose, '教科书'));

-- textbooks.students
SELECT sum(n) FROM (SELECT max(n_units) AS n FROM deliveries WHERE item = 'textbook' AND year("on") = 2025 GROUP BY school);

-- toilets.funds
SELECT sum(amount_yuan) FROM funds WHERE year(arrived_on) = 2025 AND (contains(purpose, '厕所'));

-- toilets.renovated
SELECT sum(quantity) FROM works WHERE kind = 'toilet' AND year("on") = 2025;

-- toilets.schools
SELECT count(*) FILTER (done), nullif(count(*), 0) FROM (SELECT bool_and(coalesce(completed_on <= '2025-12-31', false)) AS done FROM projects
WHERE (contains(name, '厕所')) AND school IS NOT NULL AND plan_year = 2025
  AND (cancelled_on IS NULL OR cancelled_on > '2025-12-31') GROUP BY area, school);

-- training.academic_reduction_rate
SELECT count(*) FILTER (closed_on <= '2025-12-31'), count(*) FROM training_institutions
WHERE subject = 'academic' AND licensed_on <= '2025-12-31';

-- training.institutions
SELECT count(*) FROM training_institutions WHERE licensed_on <= '2025-12-31' AND (closed_on IS NULL OR closed_on > '2025-12-31');

-- training.institutions_closed
SELECT count(*) FROM training_institutions WHERE year(closed_on) = 2025;

-- vocational.enrolment
SELECT sum(n_entrants) FROM school_returns WHERE school_year = 2025 AND stage = 'vocational';

-- vocational.enrolment_share
SELECT sum(n_entrants) FILTER (stage = 'vocational'), sum(n_entrants) FROM school_returns
WHERE school_year = 2025 AND stage IN ('senior', 'vocational');

-- vocational.funds
SELECT sum(amount_yuan) FROM funds WHERE year(arrived_on) = 2025 AND (contains(purpose, '职业') OR contains(purpose, '中职') OR contains(purpose, '高职'));

-- vocational.majors.backbone
SELECT count(*) FROM vocational_majors WHERE designation = 'backbone'
  AND designated_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31');

-- vocational.majors.demonstration
SELECT count(*) FROM vocational_majors WHERE designation = 'demonstration'
  AND designated_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31');

-- vocational.majors.featured
SELECT count(*) FROM vocational_majors WHERE designation = 'featured'
  AND designated_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31');

-- vocational.majors.funded
SELECT count(*) FILTER (m.code IN (SELECT major FROM funds WHERE year(noticed_on) = 2025 OR year(arrived_on) = 2025)), count(*)
FROM vocational_majors m WHERE designation IN ('demonstration', 'backbone', 'featured')
  AND designated_on <= '2025-12-31' AND (ended_on IS NULL OR ended_on > '2025-12-31');

-- vocational.skills_contest.awards
SELECT count(*) FROM contest_entries e JOIN contests c ON e.contest = c.code
WHERE year(c."on") = 2025 AND e.award <> '';

-- vocational.skills_contest.finalists.higher
SELECT count(*) FROM contest_entries e JOIN contests c ON e.contest = c.code
WHERE year(c."on") = 2025 AND e.track = 'higher' AND e.is_finalist;

-- vocational.skills_contest.finalists.secondary
SELECT count(*) FROM contest_entries e JOIN contests c ON e.contest = c.code
WHERE year(c."on") = 2025 AND e.track = 'secondary' AND e.is_finalist;

-- vocational.skills_trained
SELECT sum(n_people) FROM sessions WHERE kind = 'skills' AND year("on") = 2025;

-- weak_schools.improvement_funds
SELECT sum(amount_yuan) FROM funds WHERE year(arrived_on) = 2025 AND (contains(purpose, '改薄') OR contains(purpose, '薄弱'));

-- zhongkao.high_scorers.city_share
SELECT (SELECT sum(n_reached) FROM score_bands b WHERE exam = 'zhongkao' AND year = 2025 AND floor_score = (SELECT min(floor_score)
    FROM score_bands c WHERE c.exam = b.exam AND c.year = b.year AND c.track = b.track)),
(SELECT sum(n_reached) FROM score_band_totals b WHERE exam = 'zhongkao' AND year = 2025 AND floor_score = (SELECT min(floor_score)
    FROM score_bands c WHERE c.exam = b.exam AND c.year = b.year AND c.track = b.track));

-- zhongkao.high_scorers.count
SELECT sum(n_reached) FROM score_bands b WHERE exam = 'zhongkao' AND year = 2025 AND floor_score = (SELECT min(floor_score)
FROM score_bands c WHERE c.exam = b.exam AND c.year = b.year AND c.track = b.track);

-- zhongkao.senior_line.count
SELECT sum(n_reached) FROM exam_results WHERE exam = 'zhongkao' AND year = 2025 AND line = 'senior';

-- zhongkao.senior_line.rate
SELECT sum(n_reached), sum(n_candidates) FROM exam_results WHERE exam = 'zhongkao' AND year = 2025 AND line = 'senior';
