"""Share of pupils who do well in the fitness test."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.wellbeing import wellbeing_share
from xuezheng.snapshot import Snapshot


@indicator(
    label="学生体质健康优良率",
    label_en="Share of pupils who do well in the fitness test",
    unit="%",
    kind="rate",
    scale=100,
    definition="当年秋季学年年报中体质健康测试优秀和良好人数占测试人数的百分比。",
    reference="《国家学生体质健康标准（2014年修订）》；学生服务与健康年报",
    review_by="2027-09",
    aliases=("体质健康优良率", "体质健康优秀率", "学生体质优良率", "优良率达"),
    topics=("体育", "学生发展"),
    dimensions={"stage": STAGES},
)
def health_fitness_good_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return wellbeing_share(snapshot, year, "n_fitness_good", "n_fitness_tested")
