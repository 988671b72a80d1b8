"""Schools that signed their statements and pledges."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="签订责任状和承诺书学校数",
    label_en="Schools that signed their responsibility statements and pledges",
    unit="所",
    kind="count",
    definition="列入本年责任状、承诺书签订名册的学校中，年末已全部签订的学校数；应签数为名册中的学校数。"
    "一校应签几份的，缺一份不计为已签。",
    reference="本局统计口径：以责任状与承诺书登记为准",
    review_by="2027-06",
    aliases=("签订责任状", "签订承诺书", "签订责任状和承诺书"),
    topics=("规范办学", "行风"),
)
def signed(snapshot: Snapshot, year: int) -> Frame:
    """One row a school on the list."""
    on_list = snapshot.table("pledges").filter(nw.col("year") == year)
    each = on_list.with_columns(is_signed=as_count(nw.col("signed_on") <= last_day(snapshot, year)))
    schools = each.group_by("school").agg(nw.col("is_signed").min())
    return listed(schools, subject="school", counted="is_signed", out_of=1, area=None, school="school")
