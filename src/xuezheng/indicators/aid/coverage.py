"""Whether aid reached every pupil who is entitled to it."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, as_count
from xuezheng.indicators.rolls import PUPIL_STAGES
from xuezheng.snapshot import Snapshot


@indicator(
    label="困难学生资助落实率",
    label_en="Eligible pupils reached by aid",
    unit="%",
    kind="rate",
    scale=100,
    definition="当年困难学生名单中已资助或家庭书面放弃的学生数 ÷ 名单中符合条件的学生数（应助尽助）。",
    reference="教财〔2018〕16号；困难学生名单",
    review_by="2027-09",
    aliases=("应助尽助", "助学政策有效落实", "助学政策落实率", "资助覆盖率", "困难学生资助率"),
    topics=("资助", "民生工程"),
    dimensions={"stage": PUPIL_STAGES},
)
def coverage(snapshot: Snapshot, year: int) -> Frame:
    """A pupil whose line is still open counts in the denominator only. No pupil is named."""
    listed = snapshot.table("hardship_listings").filter(nw.col("year") == year)
    resolution = nw.coalesce(nw.col("resolution"), nw.lit(""))
    eligible = listed.filter(resolution != "not_eligible")
    is_settled = as_count(resolution.is_in(("aided", "refused")))
    return eligible.select("school", subject="school", counted=is_settled, out_of=nw.lit(1), stage="stage")
