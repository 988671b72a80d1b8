"""Pupils who were entitled to aid and were passed over."""

from xuezheng.indicators.aid_entitlements import LISTED, missed_schemes, once_a_pupil
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import PUPIL_STAGES
from xuezheng.snapshot import Snapshot


@indicator(
    label="应助未助学生数",
    label_en="Entitled pupils who were passed over",
    unit="名",
    kind="count",
    definition=(
        "当年在困难学生名单、已对应的外部名单上或登记为孤儿，在籍且符合本市执行的资助项目，而该项目全年没有一笔已发放的资助；"
        "家庭书面放弃和认定不符合条件的不计，一人计一名。"
    ),
    reference="教财〔2018〕16号；rules/aid 各资助项目规定",
    review_by="2027-09",
    aliases=("应助未助", "应助未助的学生"),
    topics=("资助", "民生工程"),
    dimensions={"stage": PUPIL_STAGES},
    registers=LISTED,
)
def missed(snapshot: Snapshot, year: int) -> Frame:
    """Zero is the aim. The evidence names schools: who is poor stays in the building."""
    return once_a_pupil(missed_schemes(snapshot, year))
