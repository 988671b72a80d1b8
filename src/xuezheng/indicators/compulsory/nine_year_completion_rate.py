"""Share of primary entrants who finish compulsory education."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.per_head import leavers_of_entrants
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="九年义务教育巩固率",
    label_en="Share of primary entrants who finish compulsory education",
    unit="%",
    kind="rate",
    scale=100,
    definition="当年初中毕业生数÷九年前小学招生数×100%；九年前没有报表的，不能计算。",
    reference="《国家中长期教育改革和发展规划纲要》；学年初统计报表",
    review_by="2027-09",
    aliases=("义务教育巩固率", "九年义务教育完成率"),
    topics=("控辍保学", "义务教育"),
    registers={"school_returns": "school_year"},
)
def compulsory_nine_year_completion_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and year."""
    return leavers_of_entrants(snapshot, year, "primary", after=9, leaving="junior")
