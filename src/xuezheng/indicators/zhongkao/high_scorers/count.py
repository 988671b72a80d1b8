"""Senior high entrance candidates above a high score."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.score_bands import TRACKS, reached
from xuezheng.snapshot import Snapshot


@indicator(
    label="中考高分段人数",
    label_en="Senior high entrance candidates above a high score",
    unit="人",
    kind="count",
    definition="当年中考达到登记的最低一档高分（如 600 分及以上）的考生数；更高一档已含在内，不重复计。",
    reference="招生考试机构公布的成绩分段；高分段人数登记",
    review_by="2027-09",
    aliases=("中考高分人数", "中考分以上人数"),
    topics=("中考", "义务教育"),
    dimensions={"track": TRACKS},
)
def zhongkao_high_scorers_count(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and track."""
    return reached(snapshot, year, "zhongkao")
