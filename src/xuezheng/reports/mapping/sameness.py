"""When two clauses say the same but for their figures, and how near two others are."""

import re
from difflib import SequenceMatcher

from xuezheng.reports.matching.wording import said

_SPACE = re.compile(r"\s+")
_HALF = str.maketrans(",;:!?()%", "，；：！？（）％")
_YEAR = re.compile(r"(?:20|19)\d\d年度?|20[XxＸ×*]{2}年?度?|[二〇零一九]{4}年|(?:今|本)年度?")
#: A figure or its placeholder, with 万 or 亿, and the words that round it.
_FIGURE = re.compile(
    r"[约近共计超过达到至]*(?:[xXＸ×Ⅹｘ*\d.，,]*[xXＸ×Ⅹｘ*\d]|零)(?:百分之)?[万亿千]{0,2}[余多]?"
)
_GAP = "#"
#: Facets whose change changes what is counted; a clause that differs in one is another clause.
_TELLING = ("stage", "handling", "owner", "level", "movement", "change")
_SHORTEST = 4


def normal(clause: str) -> str:
    """A clause without spaces, years and figures: the same words next year give the same."""
    words = _SPACE.sub("", clause).translate(_HALF)
    return _FIGURE.sub(_GAP, _YEAR.sub("", words)).strip("，；：、。")


def likeness(one: str, other: str) -> float:
    """How like two normal clauses are, 0 to 1: the share of characters that stand in both in order."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < _SHORTEST:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def differences(one: str, other: str) -> list[tuple[str, str]]:
    """What stood there and what stands there now, where two normal clauses differ."""
    found = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [(one[a:b], other[c:d]) for kind, a, b, c, d in found if kind != "equal"]


def means_something_else(one: str, other: str) -> bool:
    """Whether the difference is one of stage, owner, level …: then the older decision says nothing."""
    return any(said(facet, one) != said(facet, other) for facet in _TELLING)
