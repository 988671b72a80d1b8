"""Share of deputies' and CPPCC items answered."""

from xuezheng.indicators.casework import KINDS, handed_over
from xuezheng.indicators.deadlines import concluded
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="建议提案办复率",
    label_en="Share of deputies' and CPPCC items answered",
    unit="%",
    kind="rate",
    scale=100,
    definition="本年交办的人大代表建议和政协委员提案中，年末已书面答复的件数，占已答复和答复期限已到的件数的百分比；"
    "年末未到期又未答复的不计。逾期答复的计为已答复。",
    reference="代表法第五十一条（三个月，复杂的六个月）；办复率＝已答复÷应答复，第 1 版，为本局统计口径",
    review_by="2027-06",
    aliases=("办复率", "答复率", "建议提案答复率"),
    topics=("依法行政", "办理"),
    dimensions={"kind": KINDS},
)
def reply_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row an item answered or due."""
    return concluded(
        handed_over(snapshot, year, *KINDS),
        done="answered_on",
        due="due_on",
        by=last_day(snapshot, year),
        on="handed_over_on",
        dimensions=("kind",),
    )
