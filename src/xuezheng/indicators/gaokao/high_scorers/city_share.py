"""Share of the city in university entrance high scores."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.score_bands import TRACKS, share_of_city
from xuezheng.snapshot import Snapshot


@indicator(
    label="高考高分段人数占全市比例",
    label_en="Share of the city in university entrance high scores",
    unit="%",
    kind="rate",
    scale=100,
    definition="本地高考高分段人数占全市（上级招考机构公布）同一分数人数的百分比。",
    reference="招生考试机构公布的成绩分段；高分段人数登记",
    review_by="2027-09",
    aliases=("占全市分以上人数", "高考高分占全市比例"),
    topics=("高考", "高中教育"),
    dimensions={"track": TRACKS},
)
def gaokao_high_scorers_city_share(snapshot: Snapshot, year: int) -> Frame:
    """Rows of the schools and of the city."""
    return share_of_city(snapshot, year, "gaokao")
