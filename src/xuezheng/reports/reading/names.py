"""What kind of name a placeholder hides when no figure can stand there."""

import re
from collections.abc import Sequence

from xuezheng.reports.shapes import Block

_SCHOOL = r"(?:[一二三四五六七八九十]{1,2}[中小]|中学|小学|高中|初中|学校|幼儿园|职中|职教中心|高专|分校|校区|学院|大学|中心校)"
#: First rule that fits the words directly after the placeholder.
_RULES = (
    ("city", r"市(?!场|民|长|直|委|级)"),
    ("county", r"[县区旗](?!域|长|委|级|直|位)|农村|城镇化"),
    ("person", r"(?:副?(?:局长|市长|县长|区长|书记|主任|校长|处长|科长|部长|省长|厅长)|同志|老师|教授)"),
    ("website", r"网(?!络|上|格|民|点|信)"),
    ("media", r"(?:日报|晚报|早报|报社|报(?!名|告|道|送|考)|电视台|广播|晨报|都市报)"),
    ("school", rf"州?{_SCHOOL}"),
    ("place", r"(?:省|镇|乡|街道|村|社区)"),
    ("school", rf"[^，。,；;、：:《》“”的和与及]{{0,8}}?{_SCHOOL}"),
    ("city", r"(?:州|地区|教育|人民|大地|各级|全市)"),
    ("organisation", r"[^，。,；;、：:]{0,8}?(?:公司|企业|集团|协会|基金会|银行|医院|部队|机构|中心)"),
    ("project", r"[^，。,；;、：:]{0,10}?(?:工程|项目|计划|行动)"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _RULES)
_IN_COUNTY = re.compile(r"[全我]县|[全我]区")
_IN_CITY = re.compile(r"[全我]市")


def name_kind(text: str, end: int, home: str) -> str:
    """Kind of the name that ends at a place: city, county, school, website …; else other.

    Parameters
    ----------
    home : str
        What the bureau's own place is: city or county.
    """
    kind = next((kind for kind, pattern in _COMPILED if pattern.match(text, end)), "other")
    if kind == "city" and not text.startswith(("市", "州"), end):
        return home
    return kind


def home_of(blocks: Sequence[Block]) -> str:
    """Whether the text speaks for a city or for a county."""
    counties = sum(len(_IN_COUNTY.findall(block.text)) for block in blocks)
    cities = sum(len(_IN_CITY.findall(block.text)) for block in blocks)
    return "county" if counties > cities else "city"
