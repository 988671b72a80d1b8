"""Pupils who left school because their family is poor."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import NOTHING, Frame, in_year
from xuezheng.indicators.rolls import PUPIL_STAGES
from xuezheng.snapshot import Snapshot


@indicator(
    label="因家庭贫困失学学生数",
    label_en="Pupils who dropped out because of poverty",
    unit="人",
    kind="count",
    definition="当年学籍异动中登记为辍学、原因为家庭贫困的学生，后来复学的也算。",
    reference="教育部控辍保学台账要求（2024年）；学籍异动登记",
    review_by="2027-09",
    aliases=("因贫失学", "因家庭贫困而失学", "因贫辍学", "家庭困难失学学生"),
    topics=("资助", "民生工程", "控辍保学"),
    dimensions={"stage": PUPIL_STAGES},
    registers={"movements": "on"},
)
def poverty_dropouts(snapshot: Snapshot, year: int) -> Frame:
    """Zero is the aim; it is a true zero only when the year's movements were written down."""
    is_poor = (nw.col("kind") == "dropout") & (nw.col("reason") == "poverty")
    left = snapshot.table("movements").filter(is_poor & in_year("on", year))
    return left.select("school", subject="pupil", counted=nw.lit(1), out_of=NOTHING, stage="stage", on="on")
