"""Kindergarten classes attached to schools."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_types import ATTACHED_KINDERGARTEN, open_kinds
from xuezheng.snapshot import Snapshot


@indicator(
    label="附设幼儿班数",
    label_en="Kindergarten classes attached to schools",
    unit="所",
    kind="count",
    definition="年末在办的附设幼儿班（含小学附属幼儿园、附设幼教点）；不计幼儿园数。",
    reference="办学类型代码（rules/codes/school_kinds.yaml）",
    review_by="2027-09",
    aliases=("附属幼儿园", "附设幼儿园", "附设幼教点", "学校附属幼儿园"),
    topics=("学前教育",),
    dimensions={"nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def attached_count(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    return open_kinds(snapshot, year, *ATTACHED_KINDERGARTEN)
