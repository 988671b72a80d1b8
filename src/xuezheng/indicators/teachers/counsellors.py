"""Teachers of mental health."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.wellbeing import wellbeing_sum
from xuezheng.snapshot import Snapshot


@indicator(
    label="心理健康教师数",
    label_en="Teachers of mental health",
    unit="名",
    kind="count",
    definition="当年秋季学年年报中专职和兼职心理健康教育教师数之和。",
    reference="教体艺〔2023〕1号；学生服务与健康年报",
    review_by="2027-09",
    aliases=("专兼职心理教师", "心理健康教育教师", "专职心理教师", "心理教师"),
    topics=("教师队伍", "卫生健康"),
    dimensions={"stage": STAGES},
)
def teachers_counsellors(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return wellbeing_sum(snapshot, year, "n_counsellors")
