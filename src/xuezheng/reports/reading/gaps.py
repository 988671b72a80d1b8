"""Places where a figure or a year was simply deleted: 投入约万元, 率达%, 总结了年教育工作."""

import re
from collections.abc import Iterator

from xuezheng.reports.reading.measures import Measure, measure_at

_UNIT = r"(?:[万亿]元(?!以上)|余[万亿]?元|[万亿]?平方米|个百分点|万余?[名人册件]|余[名人所件次])"
_COUNTS = r"(?:[名所件起间套台册亩座次]|个(?![人性别体])|人次|公里)"
_ABOUT = r"(?:(?<![相预签契特条节制公邀大])约|大约)"
_FIGURE = re.compile(
    rf"(?:(?:{_ABOUT}|达到?|共计?|合计|投入(?:资金)?|投资|资金|经费|增长|提高|下降|降低|占|为|至)(?={_UNIT})"
    rf"|{_ABOUT}(?={_COUNTS})|(?:面积|校舍|用房|场地)(?:约|达|共)?(?=平方米)|(?:{_ABOUT}|达到?|占|为|至|率|增长|提高|下降|降低)(?=[%％]))"
)
_HEAD = r"(?:^|(?<=[，,。；;：:、（(“])|(?<=总结)|(?<=总结了)|(?<=回顾)|(?<=对)|(?<=安排)|(?<=部署)|(?<=[和及与在]))"
_YEAR = re.compile(
    rf"{_HEAD}(?=年(?:[，,]|\d{{0,2}}月|(?:全|我)[市县区局州]|教育工作|春季|秋季"
    r"|工作(?:总结|回顾|情况|成绩|打算|任务|思路|计划)))"
)
_YEAR_OF_TITLE = re.compile(r"(?<=[局委校])(?=年(?:度?工作|度?教育))")


def figures_missing(text: str) -> Iterator[tuple[int, int, Measure]]:
    """Start, end and measure of each figure that was taken out; a sign % is part of its slot."""
    for found in _FIGURE.finditer(text):
        at = found.end()
        if text[at : at + 1] in "%％":
            yield at, at + 1, Measure("%", 1, at + 1)
            continue
        after = at + (text[at : at + 1] == "余")
        measure = measure_at(text, after, is_placeholder=True)
        if measure is not None:
            yield at, at, measure


def years_missing(text: str, *, is_title: bool) -> Iterator[int]:
    """Where a year stood before a 年 that is alone."""
    yield from (found.start() for found in _YEAR.finditer(text))
    if is_title:
        yield from (found.start() for found in _YEAR_OF_TITLE.finditer(text))
