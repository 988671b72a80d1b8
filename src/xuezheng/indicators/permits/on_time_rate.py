"""Share of permit applications decided in time."""

from xuezheng.indicators.deadlines import concluded
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, in_year, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="行政审批按时办结率",
    label_en="Share of permit applications decided in time",
    unit="%",
    kind="rate",
    scale=100,
    definition="本年受理的行政审批申请中，在办理期限内作出决定的件数，占已作出决定和期限已过的件数的百分比，"
    "统计到年末；年末未到期又未决定的不计。",
    reference="行政许可法第四十二条（二十个工作日，经批准可延长十个工作日）",
    review_by="2027-06",
    aliases=("审批按时办结率", "行政许可按时办结率", "审批按期办结率"),
    topics=("依法行政",),
)
def on_time_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row an application decided or due."""
    received = snapshot.table("permit_applications").filter(in_year("received_on", year))
    return concluded(
        received,
        done="decided_on",
        due="due_on",
        by=last_day(snapshot, year),
        on="received_on",
        must_be_in_time=True,
    )
