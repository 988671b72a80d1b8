"""What a claim's family needs beside an indicator: half of the year, names, topic, direction."""

import re

from xuezheng.reports.claims.detection.clauses import Clause
from xuezheng.reports.matching.refining import period_in
from xuezheng.reports.reading.clauses import sentence_around
from xuezheng.reports.reading.context import headings_over
from xuezheng.reports.shapes import ClaimType, Document

_JOIN = re.compile(r"[、,，]|以及|和|与|及")
_STAGE = re.compile(
    r"(均|全部|已|顺利|如期|全面|主体工程|主体)*(完工|封顶|竣工|建成|交付使用|投入使用|投用|开工建设)$"
)
_WHOLE = re.compile(r"(楼|馆|堂|场|中心|项目|工程|校区|学校|中学|小学|幼儿园|基地)$")
#: Negative things: the fewer the better.
_BAD = re.compile(r"负面|诉求|投诉|信访|举报|违规|违纪|事故|隐患|辍学|失学|流失|大班额|负担|经费支出")
_SUBJECTLESS = re.compile(r"^(并|也|均|都|还|先后|一致)?(得到|受到|获得|赢得|博得|在全)")


def options_of(document: Document, clause: Clause, kind: ClaimType) -> dict[str, str]:
    """Options of a claim, by its family."""
    options: dict[str, str] = {}
    period = period_in(_sentence_up_to(document, clause))
    if period in ("h1", "h2"):
        options["period"] = period
    if kind == "stage":
        options["names"] = "|".join(named_projects(clause.text))
    if kind == "monotone" and _BAD.search(clause.text):
        options["better"] = "lower"
    if kind in ("event", "recognition") and _SUBJECTLESS.match(clause.text):
        options["topic"] = _subject(document, clause) + clause.text
    return options


def named_projects(text: str) -> list[str]:
    """The projects a clause names before its stage: A、B和C实训楼主体完工.

    A name that is no building by itself (高专和卫生学校实训楼) takes the last name's end.
    """
    names = [name for name in _JOIN.split(_STAGE.sub("", text)) if name]
    ending = re.search(r"[^、和与及]{0,2}" + _WHOLE.pattern, names[-1]) if names else None
    if ending is None:
        return names
    return [name if _WHOLE.search(name) else name + ending.group() for name in names]


def _sentence_up_to(document: Document, clause: Clause) -> str:
    text = document.blocks[clause.block].text
    start, _ = sentence_around(text, clause.start, clause.end)
    return text[start : clause.end]


def _subject(document: Document, clause: Clause) -> str:
    """What a clause without a subject speaks of: the sentence before it, and the heading."""
    text = document.blocks[clause.block].text
    start, _ = sentence_around(text, clause.start, clause.end)
    over = headings_over(document, clause.block)
    return text[start : clause.start] or (over[-1].text if over else "")
