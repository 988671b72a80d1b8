"""Higher vocational finalists of skills contests."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.skills_contests import CONTESTS, LEVELS, finalists
from xuezheng.snapshot import Snapshot


@indicator(
    label="职业技能大赛高职决赛学生数",
    label_en="Higher vocational finalists of skills contests",
    unit="名",
    kind="count",
    definition="当年职业技能大赛高职组进入决赛的学生；一名学生参加几个赛项，按赛项各计一次。",
    reference="职业技能大赛报名与成绩册",
    review_by="2027-09",
    aliases=("高职学生进入决赛", "高职决赛选手", "高职组进入决赛学生"),
    topics=("职业教育",),
    dimensions={"level": LEVELS},
    registers=CONTESTS,
)
def higher_finalists(snapshot: Snapshot, year: int) -> Frame:
    """Counted once an event, by the day of the final."""
    return finalists(snapshot, year, "higher")
