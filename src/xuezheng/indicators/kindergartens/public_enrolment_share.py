"""Share of kindergarten children who are in public kindergartens."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, as_count
from xuezheng.indicators.rolls import on_roll, share, with_school
from xuezheng.snapshot import Snapshot


@indicator(
    label="公办园在园幼儿占比",
    label_en="Share of children in public kindergartens",
    unit="%",
    kind="rate",
    scale=100,
    definition="公办园（含公办小学附设幼儿班）在园幼儿数 ÷ 全部在园幼儿数。",
    reference="教督〔2020〕1号",
    review_by="2027-09",
    aliases=("公办率", "公办园幼儿占比", "公办幼儿园在园幼儿比例"),
    topics=("学前教育",),
)
def public_share(snapshot: Snapshot, year: int) -> Frame:
    """Children of attached classes count with the school that runs them."""
    children = with_school(on_roll(snapshot, year, "preschool"), snapshot)
    return share(children, as_count(nw.col("nature") == "public"))
