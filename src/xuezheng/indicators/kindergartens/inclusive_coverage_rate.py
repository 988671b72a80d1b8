"""Share of children in public or certified low-fee kindergartens."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, as_count
from xuezheng.indicators.rolls import on_roll, share, with_school
from xuezheng.snapshot import Snapshot


@indicator(
    label="普惠性幼儿园覆盖率",
    label_en="Share of children in inclusive kindergartens",
    unit="%",
    kind="rate",
    scale=100,
    definition="公办园和认定的普惠性民办园在园幼儿数 ÷ 全部在园幼儿数；按人数，不按园数。",
    reference="教督〔2020〕1号；《全国教育事业发展统计公报》",
    review_by="2027-09",
    aliases=("普惠率", "普惠性幼儿园覆盖面", "普惠园覆盖率", "学前教育普惠率"),
    topics=("学前教育",),
)
def inclusive_coverage(snapshot: Snapshot, year: int) -> Frame:
    """Children are counted, not kindergartens: the two shares differ and are not to be mixed."""
    children = with_school(on_roll(snapshot, year, "preschool"), snapshot)
    return share(children, as_count((nw.col("nature") == "public") | nw.col("is_inclusive")))
