"""Faults in the payment of student aid that only rules can find."""

from xuezheng.jobs.demo.faults.declaration import Records, fault
from xuezheng.jobs.demo.shapes import YEAR


@fault(
    title="同一学期领了两项助学金",
    title_en="Two grants were paid for one term",
    done="一名普通高中学生 2025 年秋季在普通高中国家助学金之外，又领了一笔中职国家助学金。",
    found_by="资助发放逐人比对用途：lists twice",
)
def aid_paid_twice(records: Records) -> tuple[str, str]:
    pupil, school = records.one(
        "SELECT pupil_id, school_id FROM programmes_aidaward WHERE scheme_id = 'SENIOR' AND year = %s "
        "AND term = 'autumn' ORDER BY pupil_id",
        YEAR,
    )
    records.change(
        "INSERT INTO programmes_aidaward (scheme_id, pupil_id, school_id, stage, year, term, amount_yuan, paid_on) "
        "VALUES ('VOCGRANT', %s, %s, 'senior', %s, 'autumn', 1150, %s)",
        pupil, school, YEAR, f"{YEAR}-11-21",
    )  # fmt: skip
    return pupil, school
