"""Designated majors that were given money in the year."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.majors import DESIGNATIONS, designated_majors
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot


@indicator(
    label="得到资金支持的重点专业数",
    label_en="Designated majors funded in the year",
    unit="个",
    kind="count",
    definition="年末在认定期内的示范、骨干、特色专业中，当年有专项资金下达或到账的；应有数为全部认定专业。",
    reference="省职业教育专业建设认定文件；资金登记",
    review_by="2027-09",
    aliases=("专业得到重点支持", "重点支持专业", "专业建设资金支持"),
    topics=("职业教育",),
    dimensions={"designation": DESIGNATIONS},
    registers={"funds": "noticed_on"},
)
def funded_majors(snapshot: Snapshot, year: int) -> Frame:
    """Every designated major stays in the evidence, counted or not."""
    given = snapshot.table("funds").filter(in_year("noticed_on", year) | in_year("arrived_on", year))
    supported = given.group_by("major").agg(n_funds=nw.len())
    majors = designated_majors(snapshot, year).join(supported, left_on="code", right_on="major", how="left")
    is_funded = nw.when(nw.col("n_funds") > 0).then(nw.lit(1)).otherwise(nw.lit(0))
    return majors.select(
        "school", subject="name", counted=is_funded, out_of=nw.lit(1), designation="designation"
    )
