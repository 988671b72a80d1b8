"""Featured majors."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.majors import major_count
from xuezheng.indicators.open_schools import RETURNS
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="职业教育特色专业数",
    label_en="Featured majors",
    unit="个",
    kind="count",
    definition="年末仍在认定期内的职业教育特色专业，含中职和高职；同名专业在几所学校分别认定的，分别计数。",
    reference="省职业教育专业建设认定文件；专业登记",
    review_by="2027-09",
    aliases=("特色专业", "省级特色专业", "特色专业数"),
    topics=("职业教育",),
    registers=RETURNS,
)
def featured_majors(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    return major_count(snapshot, year, "featured")
