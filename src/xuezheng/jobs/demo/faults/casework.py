"""Faults in cases, proposals, permits, problems collected, and aid."""

from xuezheng.jobs.demo.activities import CAMPAIGN
from xuezheng.jobs.demo.faults.declaration import Records, fault
from xuezheng.jobs.demo.shapes import YEAR

_CASE = (
    "SELECT code, area_id FROM casework_case WHERE channel = %s AND received_on BETWEEN %s AND %s "
    "AND code NOT IN (SELECT case_id FROM casework_caseextension) ORDER BY code"
)


@fault(
    title="一件市长公开电话逾期未办结",
    title_en="A case is overdue",
    done="2025 年 11 月受理的一件市长公开电话到 2026 年 1 月仍未办结，期限已过。",
    found_by="期限早于截止日而没有办结日期的办件",
    default=True,
)
def overdue_case(records: Records) -> tuple[str, str]:
    code, area = records.one(_CASE, "mayor_line", f"{YEAR}-11-01", f"{YEAR}-11-30")
    records.rewrite("casework_case", "code", code, closed_on=None, rating="")
    return code, area


@fault(
    title="延期在期满之后才批准",
    title_en="An extension was approved too late",
    done="一件办件的延期批准日期晚于原期限。",
    found_by="延期批准日期与原期限比较",
    default=True,
)
def late_extension(records: Records) -> tuple[str, str]:
    number, code, due = records.one(
        "SELECT id, case_id, due_on FROM casework_caseextension WHERE asked_on >= %s ORDER BY id",
        f"{YEAR}-01-01",
    )
    records.rewrite("casework_caseextension", "id", number, approved_on=due)
    area = records.one("SELECT area_id FROM casework_case WHERE code = %s", code)[0]
    return code, area


@fault(
    title="一件办结的诉求评价为不满意",
    title_en="A rated case is unsatisfied",
    done="2025 年办结的一件网络问政评价为不满意。",
    found_by="满意数与有效评价数之比",
    denies=("案件办结满意率 100%",),
    default=True,
)
def unsatisfied_rating(records: Records) -> tuple[str, str]:
    code, area = records.one(
        "SELECT code, area_id FROM casework_case WHERE channel = 'online' AND rating = 'satisfied' "
        "AND received_on BETWEEN %s AND %s ORDER BY code",
        f"{YEAR}-05-01",
        f"{YEAR}-12-01",
    )
    records.rewrite("casework_case", "code", code, rating="unsatisfied")
    return code, area


@fault(
    title="一起违规举报未处理",
    title_en="A reported violation was not dealt with",
    done="2025 年下半年举报的一起违规行为没有办结，也没有核实结论。",
    found_by="下半年核实处理的起数",
    denies=("调查核实处理 13 起",),
)
def violation_not_handled(records: Records) -> tuple[str, str]:
    code, area = records.one(
        "SELECT code, area_id FROM casework_case WHERE channel = 'violation' AND received_on >= %s ORDER BY code DESC",
        f"{YEAR}-07-01",
    )
    records.rewrite("casework_case", "code", code, closed_on=None, is_substantiated=None, rating="")
    return code, area


@fault(
    title="一件政协提案未答复",
    title_en="A proposal was not answered",
    done="2025 年的一件政协提案期满没有答复。",
    found_by="答复数与到期数之比",
    denies=("办复率达 100%", "圆满完成各项工作任务"),
)
def proposal_not_answered(records: Records) -> tuple[str, str]:
    code, area = records.one(
        "SELECT code, area_id FROM casework_proposal WHERE kind = 'cppcc' AND handed_over_on >= %s ORDER BY code",
        f"{YEAR}-01-01",
    )
    records.rewrite("casework_proposal", "code", code, answered_on=None, result_class="", rating="")
    return code, area


@fault(
    title="一项保留的审批没有网上录入",
    title_en="A permit item is not online",
    done="保留的六项行政审批中有一项没有网上录入日期，其申请均为线下办理。",
    found_by="逐项比较保留与网上录入",
    denies=("对保留的 6 项行政审批项目实行网上录入",),
)
def permit_item_offline(records: Records) -> tuple[str, str]:
    code = records.one("SELECT code FROM casework_permititem WHERE dropped_on IS NULL ORDER BY code DESC")[0]
    records.rewrite("casework_permititem", "code", code, online_on=None)
    records.change("UPDATE casework_permitapplication SET is_online = %s WHERE item_id = %s", False, code)
    area = records.one("SELECT code FROM registers_area WHERE parent_id IS NULL")[0]
    return code, area


@fault(
    title="一件审批超期作出决定",
    title_en="A permit was decided too late",
    done="2025 年的一件审批申请在期限之后 10 天作出决定。",
    found_by="决定日期与办理期限比较",
)
def permit_decided_late(records: Records) -> tuple[str, str]:
    code, area = records.one(
        "SELECT code, area_id FROM casework_permitapplication WHERE received_on >= %s ORDER BY code",
        f"{YEAR}-01-01",
    )
    due = records.one("SELECT due_on FROM casework_permitapplication WHERE code = %s", code)[0]
    records.rewrite("casework_permitapplication", "code", code, decided_on=_ten_days_after(str(due)))
    return code, area


def _ten_days_after(on: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(on[:10]) + timedelta(days=10)).isoformat()


@fault(
    title="征求到的问题一个也没有解决",
    title_en="None of the problems collected was resolved",
    done="2025 年教育实践活动征求到的问题都没有解决日期。",
    found_by="解决数与征求数比较",
    denies=("征求到的问题逐步得到解决",),
)
def problems_unresolved(records: Records) -> tuple[str, str]:
    records.change("UPDATE casework_rectificationitem SET resolved_on = NULL WHERE campaign = %s", CAMPAIGN)
    area = records.one("SELECT code FROM registers_area WHERE parent_id IS NULL")[0]
    return CAMPAIGN, area


@fault(
    title="一名困难学生应助未助",
    title_en="An eligible pupil was not aided",
    done="2025 年名单上的一名学生没有落实情况，当年也没有按名单发放的资助。",
    found_by="困难学生名单与资助发放比对",
    denies=("助学政策有效落实",),
    default=True,
)
def eligible_not_aided(records: Records) -> tuple[str, str]:
    number, pupil, school = records.one(
        "SELECT id, pupil_id, school_id FROM programmes_hardshiplisting WHERE year = %s AND resolution = 'aided' "
        "AND category NOT IN ('6') AND stage = 'primary' ORDER BY id",
        YEAR,
    )
    records.rewrite("programmes_hardshiplisting", "id", number, resolution="")
    records.change(
        "DELETE FROM programmes_aidaward WHERE pupil_id = %s AND year = %s AND scheme_id = 'LIVING'",
        pupil,
        YEAR,
    )
    return pupil, school


@fault(
    title="给已转出的学生发放资助",
    title_en="Aid was paid to a pupil who had left",
    done="一名 2025 年暑期转出的学生在秋季仍有一笔生活补助。",
    found_by="资助发放与在籍名册比对",
)
def aid_to_a_pupil_who_left(records: Records) -> tuple[str, str]:
    pupil, school, stage = records.one(
        "SELECT pupil_id, school_id, stage FROM registers_movement WHERE kind = 'transfer_out' AND \"on\" >= %s "
        "ORDER BY id",
        f"{YEAR}-07-01",
    )
    records.change(
        "INSERT INTO programmes_aidaward (scheme_id, pupil_id, school_id, stage, year, term, amount_yuan, paid_on) "
        "VALUES ('LIVING', %s, %s, %s, %s, 'autumn', 312.5, %s)",
        pupil, school, stage, YEAR, f"{YEAR}-11-20",
    )  # fmt: skip
    return pupil, school
