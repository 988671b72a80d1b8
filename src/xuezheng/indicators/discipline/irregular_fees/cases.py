"""Reported violations found true and dealt with."""

import narwhals as nw

from xuezheng.indicators.casework import of_channels
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot


@indicator(
    label="查处违规办学行为件数",
    label_en="Reported violations found true and dealt with",
    unit="起",
    kind="count",
    definition="举报的乱办班、乱补课、乱收费等违规办学行为中，本期内办结且查实的件数，按办结日期计入，不论何时受理；"
    "办结但未查实的不计。",
    reference="教师〔2015〕5号；查实并办结为“调查核实处理”，为本局统计口径",
    review_by="2027-06",
    aliases=("调查核实处理违规行为", "乱收费乱补课举报", "查处违规行为", "举报的违规行为", "三乱问题查处"),
    topics=("规范办学", "行风"),
    registers={"cases": "received_on"},
)
def cases(snapshot: Snapshot, year: int) -> Frame:
    """One row a violation."""
    closed = of_channels(snapshot, "violation").filter(in_year("closed_on", year))
    return listed(closed.filter(nw.col("is_substantiated")), school="school", on="closed_on")
