"""Public funds for the running of schools."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES, held
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="公用经费拨付金额",
    label_en="Public funds for the running of schools",
    unit="元",
    kind="sum",
    definition="当年秋季学年初报表中学校收到的公用经费之和。",
    reference="学年初统计报表（基础教育统计报表制度）",
    review_by="2027-09",
    aliases=("教育公用经费", "公用经费", "拨付公用经费"),
    topics=("经费",),
    dimensions={"stage": STAGES},
)
def funds_public_use(snapshot: Snapshot, year: int) -> Frame:
    """One row a return."""
    return held(snapshot, year, "public_funds_yuan")
