"""Share of schools with an alarm on the police line."""

from xuezheng.indicators.campuses import campus_share
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="一键报警和视频监控联网率",
    label_en="Share of schools with an alarm on the police line",
    unit="%",
    kind="rate",
    scale=100,
    definition="一键报警装置和视频监控与公安机关联网的学校占交了校园与安全年报学校的百分比。",
    reference="《中小学幼儿园安全防范要求》（GB/T 29315）；三个百分之百要求；校园与安全年报",
    review_by="2027-09",
    aliases=("一键报警装置配备率", "一键式报警", "一键报警联网率", "视频监控联网率"),
    topics=("安全",),
)
def safety_alarm_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school that reported."""
    return campus_share(snapshot, year, "has_alarm")
