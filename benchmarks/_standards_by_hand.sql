WITH compared AS (
    SELECT s.area, r.stage, r.school, r.n_pupils AS p,
        r.n_above_required_degree::DOUBLE AS x1, r.n_backbone_teachers::DOUBLE AS x2,
        r.n_arts_and_sport_teachers::DOUBLE AS x3,
        (r.teaching_area_m2 - r.indoor_sports_area_m2)::DOUBLE AS x4, r.sports_area_m2::DOUBLE AS x5,
        r.equipment_yuan::DOUBLE AS x6, r.n_multimedia_rooms::DOUBLE AS x7,
        count(*) OVER (PARTITION BY r.school, r.stage) > 1 OR coalesce(p, 0) <= 0 AS is_out
    FROM school_returns r JOIN schools s ON s.code = r.school
    WHERE r.school_year = $year AND r.stage IN ('primary', 'junior')
        AND NOT (s.kind IN ('218', '219', '319') AND r.n_pupils < 50)
        AND s.kind NOT IN ('321', '322', '329')
), checked AS (
    SELECT *,
        is_out OR coalesce(x1, -1) < 0 OR (x1 > 0 AND x1 * 100 / p < 0) OR x1 * 100 / p > 100 AS b1,
        is_out OR coalesce(x2, -1) < 0 OR (x2 > 0 AND x2 * 100 / p < 0) OR x2 * 100 / p > 100 AS b2,
        is_out OR coalesce(x3, -1) < 0 OR (x3 > 0 AND x3 * 100 / p < 0) OR x3 * 100 / p > 100 AS b3,
        is_out OR coalesce(x4, -1) < 0 OR (x4 > 0 AND x4 * 1 / p < 0.2) OR x4 * 1 / p > 200 AS b4,
        is_out OR coalesce(x5, -1) < 0 OR (x5 > 0 AND x5 * 1 / p < 0.2) OR x5 * 1 / p > 500 AS b5,
        is_out OR coalesce(x6, -1) < 0 OR (x6 > 0 AND x6 * 1 / p < 20) OR x6 * 1 / p > 200000 AS b6,
        is_out OR coalesce(x7, -1) < 0 OR (x7 > 0 AND x7 * 100 / p < 0) OR x7 * 100 / p > 100 AS b7
    FROM compared
), means AS (
    SELECT area, stage,
        sum(x1) FILTER (NOT b1) / sum(p) FILTER (NOT b1) AS m1,
        sum(x2) FILTER (NOT b2) / sum(p) FILTER (NOT b2) AS m2,
        sum(x3) FILTER (NOT b3) / sum(p) FILTER (NOT b3) AS m3,
        sum(x4) FILTER (NOT b4) / sum(p) FILTER (NOT b4) AS m4,
        sum(x5) FILTER (NOT b5) / sum(p) FILTER (NOT b5) AS m5,
        sum(x6) FILTER (NOT b6) / sum(p) FILTER (NOT b6) AS m6,
        sum(x7) FILTER (NOT b7) / sum(p) FILTER (NOT b7) AS m7
    FROM checked GROUP BY ALL
), silent AS (
    SELECT s.area, bool_or(s.kind NOT LIKE '3%' OR s.kind IN ('312', '314', '345')) AS no_primary,
        bool_or(s.kind LIKE '3%') AS no_junior
    FROM schools s ANTI JOIN (
        SELECT school FROM school_returns WHERE school_year = $year AND stage IN ('primary', 'junior')
    ) r ON r.school = s.code
    WHERE s.opened_on <= DATE '2025-12-31' AND (s.closed_on IS NULL OR s.closed_on > DATE '2025-12-31')
        AND s.kind IN ('211', '212', '218', '219', '311', '312', '313', '314', '319', '321', '322', '329',
            '341', '343', '345')
    GROUP BY ALL
), floors AS (
    SELECT * FROM (VALUES
        ('primary', 4.2, 1.0, 0.9, 4.5, 7.5, 2000.0, 2.3, 0.50),
        ('junior', 5.3, 1.0, 0.9, 5.8, 10.2, 2500.0, 2.4, 0.45)
    ) AS f(stage, f1, f2, f3, f4, f5, f6, f7, cv_max)
), judged AS (
    SELECT c.area, c.stage, cv_max, coalesce(CASE c.stage WHEN 'primary' THEN no_primary ELSE no_junior END, false) AS is_open,
        CASE WHEN bool_or(b1) OR is_open THEN NULL ELSE sqrt(sum(p * (x1 / p - m1) ** 2) / sum(p)) / m1 END AS cv1,
        CASE WHEN bool_or(b2) OR is_open THEN NULL ELSE sqrt(sum(p * (x2 / p - m2) ** 2) / sum(p)) / m2 END AS cv2,
        CASE WHEN bool_or(b3) OR is_open THEN NULL ELSE sqrt(sum(p * (x3 / p - m3) ** 2) / sum(p)) / m3 END AS cv3,
        CASE WHEN bool_or(b4) OR is_open THEN NULL ELSE sqrt(sum(p * (x4 / p - m4) ** 2) / sum(p)) / m4 END AS cv4,
        CASE WHEN bool_or(b5) OR is_open THEN NULL ELSE sqrt(sum(p * (x5 / p - m5) ** 2) / sum(p)) / m5 END AS cv5,
        CASE WHEN bool_or(b6) OR is_open THEN NULL ELSE sqrt(sum(p * (x6 / p - m6) ** 2) / sum(p)) / m6 END AS cv6,
        CASE WHEN bool_or(b7) OR is_open THEN NULL ELSE sqrt(sum(p * (x7 / p - m7) ** 2) / sum(p)) / m7 END AS cv7,
        count(*) AS n_schools,
        count(*) FILTER (
            (NOT b1 AND x1 * 100 >= f1 * p)::INT
            + (NOT b2 AND x2 * 100 >= f2 * p)::INT
            + (NOT b3 AND x3 * 100 >= f3 * p)::INT
            + (NOT b4 AND x4 * 1 >= f4 * p)::INT
            + (NOT b5 AND x5 * 1 >= f5 * p)::INT
            + (NOT b6 AND x6 * 1 >= f6 * p)::INT
            + (NOT b7 AND x7 * 100 >= f7 * p)::INT >= 6
            AND NOT b1 AND x1 * 100 >= 0.85 * f1 * p
            AND NOT b2 AND x2 * 100 >= 0.85 * f2 * p
            AND NOT b3 AND x3 * 100 >= 0.85 * f3 * p
            AND NOT b4 AND x4 * 1 >= 0.85 * f4 * p
            AND NOT b5 AND x5 * 1 >= 0.85 * f5 * p
            AND NOT b6 AND x6 * 1 >= 0.85 * f6 * p
            AND NOT b7 AND x7 * 100 >= 0.85 * f7 * p
        ) AS n_pass
    FROM checked c JOIN means USING (area, stage) JOIN floors USING (stage) LEFT JOIN silent USING (area)
    GROUP BY c.area, c.stage, cv_max, is_open, m1, m2, m3, m4, m5, m6, m7
)
SELECT area, stage, cv1, cv2, cv3, cv4, cv5, cv6, cv7, n_schools, n_pass,
    NOT is_open AND n_pass = n_schools
        AND coalesce(cv1 <= cv_max AND cv2 <= cv_max AND cv3 <= cv_max AND cv4 <= cv_max AND cv5 <= cv_max AND cv6 <= cv_max AND cv7 <= cv_max, false) AS is_passed
FROM judged ORDER BY area, stage
