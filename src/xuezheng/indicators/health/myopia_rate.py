"""Share of pupils who are short-sighted."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.wellbeing import wellbeing_share
from xuezheng.snapshot import Snapshot


@indicator(
    label="学生近视率",
    label_en="Share of pupils who are short-sighted",
    unit="%",
    kind="rate",
    scale=100,
    definition="当年秋季学年年报中近视人数占视力检查人数的百分比。",
    reference="《综合防控儿童青少年近视实施方案》（教体艺〔2018〕3号）；学生服务与健康年报",
    review_by="2027-09",
    aliases=("儿童青少年近视率", "总体近视率", "近视检出率", "近视发生率"),
    topics=("卫生健康", "学生发展"),
    dimensions={"stage": STAGES},
)
def health_myopia_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return wellbeing_share(snapshot, year, "n_myopic", "n_eyes_tested")
