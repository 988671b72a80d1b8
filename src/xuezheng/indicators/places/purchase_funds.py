"""Spending on places at private schools."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.place_purchases import TERMS, bought
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="购买学位资金",
    label_en="Spending on places at private schools",
    unit="元",
    kind="sum",
    definition="当年各学期政府向民办学校购买学位的资金之和。",
    reference="《关于规范民办义务教育发展的意见》；购买学位登记",
    review_by="2027-09",
    aliases=("学位购买资金", "购买学位投入", "学位补贴"),
    topics=("义务教育", "民办教育", "经费"),
    dimensions={"term": TERMS},
)
def places_purchase_funds(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and term."""
    return bought(snapshot, year, "amount_yuan")
