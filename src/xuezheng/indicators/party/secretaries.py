"""Secretaries of Party organisations."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.party_organisations import organisations
from xuezheng.indicators.readings import Frame, as_count
from xuezheng.snapshot import Snapshot


@indicator(
    label="党组织书记数",
    label_en="Secretaries of Party organisations",
    unit="个",
    kind="count",
    definition="年末已配备书记的党组织数；应配备数为年末党组织数。",
    reference="《中国共产党支部工作条例（试行）》；党组织登记",
    review_by="2027-09",
    aliases=("选优配强党组织书记", "配强党组织书记", "党组织书记"),
    topics=("党建",),
)
def party_secretaries(snapshot: Snapshot, year: int) -> Frame:
    """One row an organisation."""
    has_one = as_count(nw.col("has_secretary"))
    return listed(organisations(snapshot, year), counted=has_one, out_of=1, school="school")
