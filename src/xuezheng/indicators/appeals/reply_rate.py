"""Share of appeals answered in writing."""

from xuezheng.indicators.casework import CHANNELS, received, with_allowed_time
from xuezheng.indicators.deadlines import concluded
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="诉求书面答复率",
    label_en="Share of appeals answered in writing",
    unit="%",
    kind="rate",
    scale=100,
    definition="本期内受理的诉求中，年末已书面答复的件数，占已答复和办理期限已到的件数的百分比；年末未到期又未答复的不计。期限含届满前批准的延期。",
    reference="办复率＝已书面答复÷应答复，第 1 版，为本局统计口径",
    review_by="2027-06",
    aliases=("书面答复率", "诉求办复率"),
    topics=("规范办学", "信访"),
    dimensions={"channel": CHANNELS},
)
def reply_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a case answered or due."""
    return concluded(
        with_allowed_time(snapshot, received(snapshot, year, *CHANNELS)),
        done="replied_on",
        due="allowed_until",
        by=last_day(snapshot, year),
        on="received_on",
        school="school",
        dimensions=("channel",),
    )
