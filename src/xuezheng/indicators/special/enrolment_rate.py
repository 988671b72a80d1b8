"""Share of children with disabilities who are taught."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.placements import share_placed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="残疾儿童少年入学率",
    label_en="Share of children with disabilities who are taught",
    unit="%",
    kind="rate",
    scale=100,
    definition="当年秋季学年适龄残疾儿童少年中，已在特殊教育学校、普通学校或以送教上门方式安置的占比。",
    reference="《残疾人教育条例》第十七条；残疾儿童少年安置登记",
    review_by="2027-09",
    aliases=("残疾儿童入学率", "适龄残疾儿童少年入学率", "三类残疾儿童入学率", "残疾儿童少年义务教育入学率"),
    topics=("特殊教育",),
)
def special_enrolment_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row an area and way."""
    return share_placed(snapshot, year)
