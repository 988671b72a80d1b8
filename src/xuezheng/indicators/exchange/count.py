"""International exchanges."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import held
from xuezheng.snapshot import Snapshot


@indicator(
    label="国际交流批次",
    label_en="International exchanges",
    unit="批",
    kind="count",
    definition="当年国际（境外）教育交流的批次。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("对外交流批次", "国际交流活动", "国际交流团组"),
    topics=("对外交流",),
)
def exchange_count(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return held(snapshot, year, "exchange")
