"""Faults in schools' conditions, teachers, posts, websites and visits."""

from xuezheng.jobs.demo.faults.declaration import Records, fault
from xuezheng.jobs.demo.places import DISTRICTS
from xuezheng.jobs.demo.shapes import YEAR


@fault(
    title="一个区的差异系数超标",
    title_en="A district is over its CV limit",
    done="霁城区一所小学 2025 学年的教学仪器设备值多写了一位（十倍），全区小学该项差异系数超过 0.50。",
    found_by="县域差异系数；同一学校两年数值比较",
    default=True,
)
def district_over_cv(records: Records) -> tuple[str, str]:
    number, school = records.one(
        "SELECT r.id, r.school_id FROM registers_schoolreturn r JOIN registers_school s ON s.code = r.school_id "
        "WHERE r.school_year = %s AND r.stage = 'primary' AND s.area_id = %s ORDER BY r.n_pupils DESC, r.id",
        YEAR,
        DISTRICTS[0].code,
    )
    records.change(
        "UPDATE registers_schoolreturn SET equipment_yuan = equipment_yuan * 10 WHERE id = %s", number
    )
    return school, DISTRICTS[0].code


@fault(
    title="专任教师没有教师资格证",
    title_en="A teacher has no certificate",
    done="一名在岗小学专任教师没有教师资格证。",
    found_by="教师资格持证率须为 100%",
    default=True,
)
def teacher_without_certificate(records: Records) -> tuple[str, str]:
    code, school = records.one(
        "SELECT code, school_id FROM registers_teacher WHERE stage = 'primary' AND is_full_time AND left_on IS NULL "
        "ORDER BY code LIMIT 1 OFFSET 3"
    )
    records.rewrite("registers_teacher", "code", code, has_certificate=False)
    return code, school


@fault(
    title="一所学校超编",
    title_en="A school has more people than posts",
    done="一所学校 2025 年实有在编比核定编制多 2 人。",
    found_by="核定编制与实有在编比较",
)
def school_over_its_posts(records: Records) -> tuple[str, str]:
    number, school = records.one(
        "SELECT id, school_id FROM registers_posts WHERE year = %s AND n_filled > 5 ORDER BY id", YEAR
    )
    records.change("UPDATE registers_posts SET n_approved = n_filled - 2 WHERE id = %s", number)
    return school, school


@fault(
    title="一家网站的批准被撤回",
    title_en="A website's approval was withdrawn",
    done="2025 年批准的一家教育网站没有批准日期和文号。",
    found_by="批准记录数与报告所写数比较",
    denies=("教育网站获省教育厅前置审批的家数",),
)
def website_not_approved(records: Records) -> tuple[str, str]:
    code, area = records.one(
        "SELECT code, area_id FROM registers_website WHERE approved_on >= %s ORDER BY code", f"{YEAR}-01-01"
    )
    records.rewrite("registers_website", "code", code, approved_on=None, approval_number="")
    return code, area


def _fail(records: Records, standard: str) -> tuple[str, str]:
    code, area = records.one(
        "SELECT code, area_id FROM visits_visit WHERE standard = %s AND decided_on >= %s ORDER BY code",
        standard,
        f"{YEAR}-01-01",
    )
    records.rewrite("visits_visit", "code", code, verdict="failed")
    return code, area


@fault(
    title="一所省示范高中复检未通过",
    title_en="A model senior school failed its review",
    done="一所省示范高中 2025 年复检的结论为未通过。",
    found_by="核对督导结论",
    denies=("顺利通过省示范高中复检",),
)
def review_failed(records: Records) -> tuple[str, str]:
    return _fail(records, "model_senior")


@fault(
    title="义务教育强区验收未通过",
    title_en="The strong district failed its acceptance",
    done="望津区义务教育强区建设省验收的结论为未通过。",
    found_by="核对督导结论",
    denies=("义务教育强区建设顺利通过省验收",),
)
def strong_district_failed(records: Records) -> tuple[str, str]:
    return _fail(records, "strong_district")
