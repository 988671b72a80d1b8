"""Private schools run with a public one."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import put_on_the_list
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="“公参民”学校数",
    label_en="Private schools run with a public one",
    unit="所",
    kind="count",
    definition="年末前列入“公参民”规范治理的学校数，治理完成与否都算。",
    reference="《关于规范公办学校举办或者参与举办民办义务教育学校的通知》；学校创建与改造登记",
    review_by="2027-09",
    aliases=("公参民学校",),
    topics=("义务教育", "民办教育"),
)
def compulsory_mixed_schools_total(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    return put_on_the_list(snapshot, year, "mixed_school")
