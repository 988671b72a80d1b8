"""Party advisers sent."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, is_open, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="选派党建指导员数",
    label_en="Party advisers sent",
    unit="名",
    kind="count",
    definition="年末在任的党建指导员数。",
    reference="党建指导员登记；本局统计口径",
    review_by="2027-09",
    aliases=("选派党建指导员", "派驻党建指导员", "党建指导员监督员"),
    topics=("党建",),
)
def party_advisers_sent(snapshot: Snapshot, year: int) -> Frame:
    """One row an adviser."""
    serves = is_open(last_day(snapshot, year), since="sent_on", until="ended_on")
    sent = snapshot.table("party_advisers").filter(serves)
    return listed(sent, subject="school", area=None, school="school")
