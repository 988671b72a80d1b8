"""Pupils who were paid aid that no rule gave them."""

from xuezheng.indicators.aid_entitlements import once_a_pupil, unentitled_awards
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import PUPIL_STAGES
from xuezheng.indicators.student_aid import AWARDS
from xuezheng.snapshot import Snapshot


@indicator(
    label="不符合条件受助学生数",
    label_en="Pupils aided without being entitled",
    unit="名",
    kind="count",
    definition=(
        "当年有已发放的资助，而发放学期不在本市学籍，或学段、年级、困难类别不符合该项目规定的学生，一人计一名；"
        "不限困难类别的项目只查学段和在籍。"
    ),
    reference="教财〔2018〕16号；rules/aid 各资助项目规定",
    review_by="2027-09",
    aliases=("不符合条件受助", "不符合资助条件的受助学生"),
    topics=("资助", "民生工程"),
    dimensions={"stage": PUPIL_STAGES},
    registers=AWARDS,
)
def unentitled(snapshot: Snapshot, year: int) -> Frame:
    """The register decides: a scheme for everybody of a stage asks for the stage and the roll only."""
    return once_a_pupil(unentitled_awards(snapshot, year))
