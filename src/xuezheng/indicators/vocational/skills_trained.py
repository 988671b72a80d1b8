"""People trained in skills."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import people_at
from xuezheng.snapshot import Snapshot


@indicator(
    label="职业技能培训人次",
    label_en="People trained in skills",
    unit="人次",
    kind="count",
    definition="当年职业院校和社区学校开展职业技能培训的参加人次之和。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("职业培训", "技能培训", "开展职业技能培训", "社会培训"),
    topics=("职业教育",),
)
def vocational_skills_trained(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return people_at(snapshot, year, "skills")
