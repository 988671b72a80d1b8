"""Mixed schools put right."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import on_the_list
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="“公参民”治理到位学校数",
    label_en="Mixed schools put right",
    unit="所",
    kind="count",
    definition="年末前列入“公参民”规范治理、已经完成的学校数；应完成数为列入治理的学校数。",
    reference="《关于规范公办学校举办或者参与举办民办义务教育学校的通知》；学校创建与改造登记",
    review_by="2027-09",
    aliases=("规范治理", "公参民规范治理", "公参民治理"),
    topics=("义务教育", "民办教育"),
)
def compulsory_mixed_schools_fixed(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    return on_the_list(snapshot, year, "mixed_school", is_done=True)
