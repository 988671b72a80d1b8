"""Bring a school's returns and classes into line with the roll again, after a fault moved pupils."""

from xuezheng.jobs.demo.faults.declaration import Records

#: A class of this many is large (大班额).
_LARGE = 56


def recount(records: Records, school: str, school_year: int) -> None:
    """Count the roll of one school anew, stage by stage, and drop classes nobody is in any more."""
    records.change(
        "DELETE FROM registers_schoolclass WHERE school_id = %s AND school_year = %s AND NOT EXISTS "
        "(SELECT 1 FROM registers_enrolment e WHERE e.school_class_id = registers_schoolclass.code)",
        school,
        school_year,
    )
    for number, stage in records.rows(
        "SELECT id, stage FROM registers_schoolreturn WHERE school_id = %s AND school_year = %s",
        school,
        school_year,
    ):
        n_pupils, n_boarders, n_migrants, n_left_behind, n_entrants = records.one(
            "SELECT COUNT(*), COUNT(CASE WHEN e.is_boarder THEN 1 END), COUNT(CASE WHEN p.is_migrant THEN 1 END), "
            "COUNT(CASE WHEN p.is_left_behind THEN 1 END), COUNT(CASE WHEN e.grade = 1 THEN 1 END) "
            "FROM registers_enrolment e JOIN registers_pupil p ON p.code = e.pupil_id "
            "WHERE e.school_id = %s AND e.school_year = %s AND e.stage = %s",
            school, school_year, stage,
        )  # fmt: skip
        sizes = records.rows(
            "SELECT COUNT(*) FROM registers_enrolment WHERE school_id = %s AND school_year = %s AND stage = %s "
            "GROUP BY school_class_id",
            school, school_year, stage,
        )  # fmt: skip
        records.rewrite(
            "registers_schoolreturn", "id", number,
            n_pupils=n_pupils, n_boarders=n_boarders, n_migrants=n_migrants, n_left_behind=n_left_behind,
            n_entrants=n_entrants, n_classes=len(sizes), n_large_classes=sum(n >= _LARGE for (n,) in sizes),
        )  # fmt: skip
