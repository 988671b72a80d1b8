"""Faults in the ledger, the rounds and the examinations."""

from xuezheng.jobs.demo.faults.declaration import Records, fault
from xuezheng.jobs.demo.places import CITY_CODE
from xuezheng.jobs.demo.shapes import YEAR


def _add_entries(records: Records, kind: str, word: str, n: int) -> tuple[str, str]:
    """A few more of the bureau's own in December."""
    for k in range(1, n + 1):
        records.change(
            'INSERT INTO ledger_entry (code, kind, title, is_bureau_wide, organisation_id, area_id, "on") '
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            f"{kind[:2].upper()}{YEAR}9{k:03d}", kind, f"{YEAR}年补登{word}{k}", True, CITY_CODE, CITY_CODE,
            f"{YEAR}-12-{10 + k:02d}",
        )  # fmt: skip
    return f"{kind[:2].upper()}{YEAR}9001", CITY_CODE


@fault(
    title="全局性会议压缩不到 30%",
    title_en="Bureau-wide meetings fell by less",
    done="2025 年补登 4 次全局性会议，压缩比例降到 17%。",
    found_by="与上年同口径比较",
    denies=("全局性会议压缩 30%", "圆满完成各项工作任务"),
)
def more_meetings(records: Records) -> tuple[str, str]:
    return _add_entries(records, "meeting", "会议", 4)


@fault(
    title="文件精简不到 10%",
    title_en="Documents fell by less",
    done="2025 年补登 6 件文件，精简比例降到 5%。",
    found_by="与上年同口径比较",
    denies=("精简文件 10%", "圆满完成各项工作任务"),
)
def more_documents(records: Records) -> tuple[str, str]:
    return _add_entries(records, "document", "文件", 6)


@fault(
    title="评比表彰项目精减不到 50%",
    title_en="Appraisals fell by less",
    done="2025 年补登 2 个评比表彰项目，精减比例降到 33%。",
    found_by="与上年同口径比较",
    denies=("精减评比表彰项目 50%", "圆满完成各项工作任务"),
)
def more_appraisals(records: Records) -> tuple[str, str]:
    return _add_entries(records, "appraisal", "评比表彰项目", 2)


@fault(
    title="“三公”经费下降不到 40%",
    title_en="The three public expenses fell by less",
    done="市教育局 2025 年公务用车决算增加 20 万元。",
    found_by="与上年同口径比较",
    denies=("“三公”经费支出下降 40%", "圆满完成各项工作任务"),
)
def more_spending_on_cars(records: Records) -> tuple[str, str]:
    records.change(
        "UPDATE ledger_spending SET settled_yuan = settled_yuan + 200000 WHERE organisation_id = %s AND year = %s "
        "AND item = 'cars'",
        CITY_CODE,
        YEAR,
    )
    return f"spending-{YEAR}-cars", CITY_CODE


@fault(
    title="正面报道没有上年多",
    title_en="Fewer good reports than last year",
    done="2025 年的正面报道有一部分改记为中性，少于上年。",
    found_by="与上年比较",
    denies=("正面报道不断提升",),
)
def fewer_good_reports(records: Records) -> tuple[str, str]:
    last = records.one(
        "SELECT COUNT(*) FROM ledger_mediareport WHERE tone = 'positive' AND code LIKE %s", f"MT{YEAR - 1}%"
    )[0]
    listed = records.rows(
        "SELECT code FROM ledger_mediareport WHERE tone = 'positive' AND code LIKE %s ORDER BY code",
        f"MT{YEAR}%",
    )
    for (code,) in listed[last * 9 // 10 :]:
        records.rewrite("ledger_mediareport", "code", code, tone="neutral")
    return f"media-{YEAR}-positive", CITY_CODE


@fault(
    title="下半年有一篇负面报道",
    title_en="A bad report in the second half of the year",
    done="2025 年 9 月登记了一篇负面报道。",
    found_by="下半年负面报道数",
    denies=("下半年负面报道为零",),
    default=True,
)
def bad_report_in_second_half(records: Records) -> tuple[str, str]:
    code, area = records.one(
        "SELECT code, area_id FROM ledger_mediareport WHERE tone = 'neutral' AND \"on\" BETWEEN %s AND %s ORDER BY code",
        f"{YEAR}-07-01",
        f"{YEAR}-12-31",
    )
    records.rewrite("ledger_mediareport", "code", code, tone="negative")
    return code, area


@fault(
    title="一所学校未签责任状",
    title_en="A school did not sign",
    done="一所学校 2025 年的责任状没有签订日期。",
    found_by="逐校核对签订情况",
)
def pledge_not_signed(records: Records) -> tuple[str, str]:
    number, school = records.one(
        "SELECT id, school_id FROM ledger_pledge WHERE kind = 'duty' AND year = %s ORDER BY id DESC", YEAR
    )
    records.rewrite("ledger_pledge", "id", number, signed_on=None)
    return school, school


def _rank(records: Records, measure: str, rank: int) -> tuple[str, str]:
    number = records.one("SELECT id FROM ledger_ranking WHERE measure = %s AND year = %s", measure, YEAR)[0]
    records.rewrite("ledger_ranking", "id", number, rank=rank)
    return measure, CITY_CODE


@fault(
    title="教育资源整合位次靠后",
    title_en="Resource integration ranks low",
    done="2025 年教育资源整合在全省列第 8 位。",
    found_by="核对公布的位次",
    denies=("教育资源整合走在全省前列",),
)
def rank_of_resources(records: Records) -> tuple[str, str]:
    return _rank(records, "resources.integration", 8)


@fault(
    title="教育诉求量不是全省最低",
    title_en="Appeals are not the fewest in the province",
    done="2025 年教育诉求量（按人口）在全省列第 4 位。",
    found_by="核对公布的位次",
    denies=("教育诉求量全省最低",),
)
def rank_of_appeals(records: Records) -> tuple[str, str]:
    return _rank(records, "appeals.total.count", 4)


@fault(
    title="满意率不是全省第一",
    title_en="The satisfaction rate is not first in the province",
    done="2025 年案件办结满意率在全省列第 2 位。",
    found_by="核对公布的位次",
    denies=("案件办结满意率全省第一",),
)
def rank_of_satisfaction(records: Records) -> tuple[str, str]:
    return _rank(records, "appeals.satisfaction_rate", 2)


@fault(
    title="高考成绩没有突破",
    title_en="Entrance examination results fell",
    done="2025 年各校高考上线人数减少两成，上线率和上线人数低于上年。",
    found_by="与上年比较",
    denies=("高考成绩又实现新的突破",),
)
def worse_examination_results(records: Records) -> tuple[str, str]:
    records.change(
        "UPDATE ledger_examresult SET n_reached = n_reached * 8 / 10 WHERE exam = 'gaokao' AND year = %s",
        YEAR,
    )
    return f"gaokao-{YEAR}", CITY_CODE


@fault(
    title="一起查实的考试违纪",
    title_en="A confirmed breach in an examination",
    done="2025 年中考登记了一起查实的作弊。",
    found_by="考试事件须为零",
    denies=("顺利完成各项考试工作",),
)
def examination_incident(records: Records) -> tuple[str, str]:
    sitting, area = records.one(
        "SELECT code, area_id FROM rounds_examsitting WHERE exam = 'zhongkao' AND held_on >= %s ORDER BY code",
        f"{YEAR}-01-01",
    )
    records.change(
        'INSERT INTO rounds_examincident (code, sitting_id, kind, "on", confirmed_on, dealt_with_on) '
        "VALUES (%s, %s, 'cheating', %s, %s, NULL)",
        f"SJ{YEAR}001", sitting, f"{YEAR}-06-26", f"{YEAR}-06-28",
    )  # fmt: skip
    return f"SJ{YEAR}001", area


@fault(
    title="分班后改变了班级",
    title_en="A pupil sits in another class than the one drawn",
    done="一名小学新生的分班结果与在籍班级不同。",
    found_by="分班结果与在籍名册比对",
)
def class_changed_after_division(records: Records) -> tuple[str, str]:
    number, pupil, school = records.one(
        "SELECT p.id, p.pupil_id, p.school_id FROM rounds_classplacement p JOIN rounds_round r ON r.code = p.round_id "
        "WHERE r.year = %s ORDER BY p.id LIMIT 1 OFFSET 2",
        YEAR,
    )
    records.change("UPDATE rounds_classplacement SET class_number = class_number + 1 WHERE id = %s", number)
    return pupil, school
