"""Faults in projects, statuses, funds, targets and majors."""

from xuezheng.jobs.demo.faults.declaration import Records, fault
from xuezheng.jobs.demo.projects import HEALTH_BUILDING
from xuezheng.jobs.demo.shapes import YEAR

_LATEST = "SELECT code, area_id FROM programmes_project WHERE kind = %s AND plan_year = %s ORDER BY code DESC"


def _undo(records: Records, project: str, *columns: str) -> None:
    """A project has not reached these stages; nor are their milestones done."""
    words = {"started_on": "开工", "topped_out_on": "主体完工", "completed_on": "竣工", "accepted_on": "验收"}
    records.rewrite("programmes_project", "code", project, **dict.fromkeys(columns))
    for column in columns:
        records.change(
            "UPDATE programmes_milestone SET done_on = NULL WHERE project_id = %s AND name = %s",
            project,
            words[column],
        )


@fault(
    title="一所幼儿园未竣工",
    title_en="A kindergarten is not finished",
    done="2025 年计划的一个幼儿园项目没有竣工和验收日期。",
    found_by="逐项比较计划与竣工；目标完成情况",
    denies=("新改扩建幼儿园全部竣工", "圆满完成各项工作任务"),
    default=True,
)
def unfinished_kindergarten(records: Records) -> tuple[str, str]:
    code, area = records.one(_LATEST, "kindergarten", YEAR)
    _undo(records, code, "completed_on", "accepted_on")
    return code, area


@fault(
    title="一个营养餐食堂项目未开工",
    title_en="A canteen project has not started",
    done="2025 年计划的一个食堂项目没有开工日期。",
    found_by="逐项比较计划与开工",
    denies=("食堂项目全部开工建设", "圆满完成各项工作任务"),
)
def canteen_not_started(records: Records) -> tuple[str, str]:
    code, area = records.one(_LATEST, "nutrition_canteen", YEAR)
    _undo(records, code, "started_on", "topped_out_on")
    return code, area


@fault(
    title="卫生学校实训楼主体未完工",
    title_en="A training building is not topped out",
    done="卫生学校实训楼没有主体完工日期。",
    found_by="按名称核对项目阶段",
    denies=("实训楼主体完工",),
)
def training_building_not_topped_out(records: Records) -> tuple[str, str]:
    code, area = records.one("SELECT code, area_id FROM programmes_project WHERE name = %s", HEALTH_BUILDING)
    _undo(records, code, "topped_out_on")
    return code, area


@fault(
    title="校舍改造维修面积未超过目标",
    title_en="Repaired floor area falls short of the target",
    done="面积最大的几个维修项目没有竣工，竣工面积低于批准的目标。",
    found_by="实际与批准的年度目标比较",
    denies=("超额完成年度任务", "圆满完成各项工作任务"),
)
def repairs_short_of_target(records: Records) -> tuple[str, str]:
    target = records.one(
        "SELECT value FROM programmes_target WHERE indicator = 'school_buildings.renovated_area' AND year = %s "
        "AND area_id LIKE '%%00'",
        YEAR,
    )[0]
    listed = records.rows(
        "SELECT code, area_id, floor_area_m2 FROM programmes_project WHERE kind = 'building_repair' "
        "AND plan_year = %s ORDER BY floor_area_m2 DESC, code",
        YEAR,
    )
    left = sum(m2 for _, _, m2 in listed)
    for code, _, m2 in listed:
        if left < target:
            break
        _undo(records, code, "completed_on", "accepted_on")
        left -= m2
    return listed[0][0], listed[0][1]


@fault(
    title="一笔上级资金未到账",
    title_en="Money from above has not arrived",
    done="最大的一笔中央资金已下达而没有到账日期，全年到账低于目标的 102%。",
    found_by="到账合计与目标之比",
    denies=("完成全年任务 102%", "圆满完成各项工作任务"),
)
def fund_not_arrived(records: Records) -> tuple[str, str]:
    code, area = records.one(
        "SELECT code, area_id FROM programmes_fund WHERE level = 'central' AND code LIKE %s "
        "ORDER BY amount_yuan DESC, code",
        f"ZJ{YEAR}%",
    )
    records.rewrite("programmes_fund", "code", code, arrived_on=None)
    return code, area


@fault(
    title="标准化学校未建成",
    title_en="Schools to be standardised are not",
    done="列入 2025 年标准化建设的学校有若干所没有达标日期，达标数低于目标。",
    found_by="实际与批准的年度目标比较",
    denies=("完成标准化学校建设任务", "圆满完成各项工作任务"),
)
def standardised_school_unfinished(records: Records) -> tuple[str, str]:
    target = records.one(
        "SELECT value FROM programmes_target WHERE indicator = 'schools.standardised.completed' AND year = %s",
        YEAR,
    )[0]
    listed = records.rows(
        "SELECT id, school_id FROM registers_schoolstatus WHERE kind = 'standardised' AND plan_year = %s ORDER BY id",
        YEAR,
    )
    for number, _ in listed[int(target) - 1 :]:
        records.rewrite("registers_schoolstatus", "id", number, achieved_on=None)
    return listed[-1][1], listed[-1][1]


@fault(
    title="一所薄弱校改造未启动",
    title_en="A weak school's improvement has not begun",
    done="列入 2025 年薄弱校改造的一所学校没有启动日期。",
    found_by="逐校比较列入与启动",
    denies=("薄弱校改造工作全面启动",),
)
def weak_school_not_started(records: Records) -> tuple[str, str]:
    number, school = records.one(
        "SELECT id, school_id FROM registers_schoolstatus WHERE kind = 'weak' AND plan_year = %s ORDER BY id DESC",
        YEAR,
    )
    records.rewrite("registers_schoolstatus", "id", number, started_on=None)
    return school, school


@fault(
    title="一个特色专业没有专项资金",
    title_en="A featured major got no money",
    done="2025 年给一个特色专业的资金没有写明专业。",
    found_by="逐个专业核对当年资金",
    denies=("特色专业得到重点支持",),
)
def major_without_fund(records: Records) -> tuple[str, str]:
    code, area = records.one(
        "SELECT f.code, f.area_id FROM programmes_fund f JOIN registers_vocationalmajor m ON m.code = f.major "
        "WHERE m.designation = 'featured' AND f.code LIKE %s ORDER BY f.code",
        f"ZJ{YEAR}%",
    )
    records.rewrite("programmes_fund", "code", code, major="")
    return code, area


@fault(
    title="一项批准的年度目标没有达到",
    title_en="An approved target was missed",
    done="社会综合实践参加学校的批准目标高于实际参加的学校数。",
    found_by="逐项比较目标与实际",
    denies=("圆满完成各项工作任务",),
)
def target_missed(records: Records) -> tuple[str, str]:
    code, area = records.one(
        "SELECT code, area_id FROM programmes_target WHERE indicator = 'practice.social.schools' AND year = %s",
        YEAR,
    )
    n_schools = records.one("SELECT COUNT(*) FROM registers_school")[0]
    records.rewrite("programmes_target", "code", code, value=n_schools)
    return code, area
