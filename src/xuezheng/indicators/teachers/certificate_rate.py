"""Full-time teachers with a teacher's certificate."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.open_schools import RETURNS
from xuezheng.indicators.readings import Frame, as_count
from xuezheng.indicators.staff import TEACHING_STAGES, in_service
from xuezheng.snapshot import Snapshot


@indicator(
    label="专任教师持证率",
    label_en="Full-time teachers with a certificate",
    unit="%",
    kind="rate",
    scale=100,
    definition="年末在岗、持有教师资格证的专任教师数 ÷ 年末在岗的专任教师数。",
    reference="教督〔2017〕6号 政府保障程度第 12 项",
    review_by="2027-09",
    aliases=("教师资格证持有率", "教师持证上岗率", "持证率"),
    topics=("教师队伍", "义务教育"),
    dimensions={"stage": TEACHING_STAGES},
    registers=RETURNS,
)
def certificates(snapshot: Snapshot, year: int) -> Frame:
    """One row a teacher: those without a certificate are the ones to be found."""
    teachers = in_service(snapshot, year).filter(nw.col("is_full_time"))
    return teachers.select(
        "school", subject="code", counted=as_count(nw.col("has_certificate")), out_of=nw.lit(1),
        stage="stage",
    )  # fmt: skip
