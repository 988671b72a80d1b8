"""Places bought at private schools."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.place_purchases import TERMS, bought
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="购买学位数",
    label_en="Places bought at private schools",
    unit="个",
    kind="count",
    definition="当年各学期政府向民办学校购买的学位数之和；要一个学期的数，请按学期筛选。",
    reference="《关于规范民办义务教育发展的意见》；购买学位登记",
    review_by="2027-09",
    aliases=("购买民办学位", "政府购买学位", "购买学位"),
    topics=("义务教育", "民办教育"),
    dimensions={"term": TERMS},
)
def places_purchased(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and term."""
    return bought(snapshot, year, "n_places")
