"""University entrance candidates above a high score."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.score_bands import TRACKS, reached
from xuezheng.snapshot import Snapshot


@indicator(
    label="高考高分段人数",
    label_en="University entrance candidates above a high score",
    unit="人",
    kind="count",
    definition="当年高考达到登记的最低一档高分（如 600 分及以上）的考生数；更高一档已含在内，不重复计。",
    reference="招生考试机构公布的成绩分段；高分段人数登记",
    review_by="2027-09",
    aliases=("高考高分人数", "分以上人数", "高分考生"),
    topics=("高考", "高中教育"),
    dimensions={"track": TRACKS},
)
def gaokao_high_scorers_count(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and track."""
    return reached(snapshot, year, "gaokao")
