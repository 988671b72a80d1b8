"""Awards won at skills contests."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import NOTHING, Frame
from xuezheng.indicators.skills_contests import CONTESTS, LEVELS, entries
from xuezheng.snapshot import Snapshot

AWARDS = {"first": "一等奖;金奖", "second": "二等奖;银奖", "third": "三等奖;铜奖"}
TRACKS = {"secondary": "中职", "higher": "高职"}


@indicator(
    label="职业技能大赛获奖数",
    label_en="Awards at skills contests",
    unit="项",
    kind="count",
    definition="当年职业技能大赛获奖的选手人次，一名选手一个赛项计一项。",
    reference="职业技能大赛报名与成绩册",
    review_by="2027-09",
    aliases=("技能大赛奖项", "一等奖", "大赛获奖", "技能大赛获奖", "获奖奖项"),
    topics=("职业教育",),
    dimensions={"award": AWARDS, "track": TRACKS, "level": LEVELS},
    registers=CONTESTS,
)
def awards(snapshot: Snapshot, year: int) -> Frame:
    """By the day of the final."""
    won = entries(snapshot, year).filter(nw.col("award") != "")
    return won.select(
        "school", subject="participant", counted=nw.lit(1), out_of=NOTHING,
        award="award", track="track", level="level", on="on",
    )  # fmt: skip
