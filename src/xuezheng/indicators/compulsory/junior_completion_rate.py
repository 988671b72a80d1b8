"""Share of junior entrants who finish."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.per_head import leavers_of_entrants
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="初中三年巩固率",
    label_en="Share of junior entrants who finish",
    unit="%",
    kind="rate",
    scale=100,
    definition="当年初中毕业生数÷三年前（毕业那一届入学时）的招生数×100%；转入多于转出时可以超过 100。",
    reference="控辍保学要求；学年初统计报表",
    review_by="2027-09",
    aliases=("初中巩固率", "初中阶段巩固率", "三年巩固率"),
    topics=("控辍保学", "义务教育"),
    registers={"school_returns": "school_year"},
)
def compulsory_junior_completion_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and year."""
    return leavers_of_entrants(snapshot, year, "junior", after=3)
