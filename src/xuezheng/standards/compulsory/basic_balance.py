"""Basic balance of compulsory education (义务教育基本均衡): one composite coefficient a stage."""

from datetime import date

from xuezheng.rules.values import value_on
from xuezheng.standards.declaration import Part, Standard
from xuezheng.standards.limits import ResourceLimits, plausible_ranges
from xuezheng.standards.looking import finding
from xuezheng.standards.measures import EIGHT, STAGES
from xuezheng.standards.resource_items import mean_spread_within
from xuezheng.standards.scope import Scope

#: First digits of 举办者 run by a county or below: neither province, city, university nor enterprise.
_COUNTY_RUN = ("83", "84")


def _limits(on: date) -> ResourceLimits:
    return ResourceLimits(
        measures=EIGHT,
        floors={},
        spread={stage: value_on(f"basic_balance.spread.{stage}.max", on) for stage in STAGES},
        met_least=None,
        floor_share=None,
        plausible=plausible_ranges(EIGHT, on),
    )


STANDARD = Standard(
    code="basic_balance",
    label="义务教育基本均衡",
    label_en="Basic balance of compulsory education",
    reference="教督〔2012〕3号《县域义务教育均衡发展督导评估暂行办法》",
    review_by="2027-09",
    unit="area",
    parts=(
        Part("resources", "校际差异", tuple(mean_spread_within(stage) for stage in STAGES)),
        Part("schools", "学校办学标准", (finding("schools", "学校达到省定办学基本标准"),)),
        Part("government", "政府工作", (finding("government", "政府推进均衡发展工作得分 85 分以上"),)),
    ),
    resources=_limits,
    scope=Scope(point_pupils=None, has_private=False, runners=_COUNTY_RUN),
    with_titles=True,
)
