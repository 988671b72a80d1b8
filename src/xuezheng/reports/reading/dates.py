"""Years, months and days, and which of several years a 20XX stands for."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xuezheng.reports.reading.gaps import years_missing
from xuezheng.reports.reading.sections import PLANNED, REPORTED, sections_of
from xuezheng.reports.shapes import Block

_HIDDEN = r"[XxＸｘ×✕Ⅹ*○_＿△□]"
_AFTER_YEAR = r"(?=年(?!级|龄|均|产|限|轻|味|货)|学年)"
_NUMERAL = "零〇○一二三四五六七八九"
_ALONE = r"(?:^|(?<=[，,。；;：:、（(“自在从于到至和与及比较了结顾]))"
_YEAR = re.compile(
    rf"(?<![\dXxＸ×*.])(?:(?:19|20)(?:\d\d|\d?{_HIDDEN}|{_HIDDEN}{{2}})|2{_HIDDEN}{{2,3}}|{_HIDDEN}{{2,4}}){_AFTER_YEAR}"
    rf"|{_ALONE}{_HIDDEN}{_AFTER_YEAR}"
    rf"|(?<![\dXxＸ×*.]){_HIDDEN}{{2,4}}(?=[-—–~～至到]{{1,2}}{_HIDDEN}{{2,4}}学?年)"
    rf"|(?<![{_NUMERAL}])(?:二[零〇○]|一九)[{_NUMERAL}{_HIDDEN[1:-1]}]{{2}}{_AFTER_YEAR}"
    rf"|(?<![\dXxＸ×*.])20{_HIDDEN}{{2}}(?!{_HIDDEN})"
    r"|(?<![\d.])(?:19|20)\d\d(?=[-—–~～至到一/](?:19|20)\d\d(?:年|学年))"
    r"|(?<![\d.])(?:19|20)\d\d(?=届|级(?:学生|新生|毕业|高))"
)
#: 2024.12.31, 2024-06-07, 2024/5: year, month and day parted by signs.
_PARTED = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<sign>[-./])(?P<month>1[0-2]|0?[1-9])(?P=sign)(?P<day>3[01]|[12]\d|0?[1-9])(?![\d.])"
)
#: The year in a document's number: 〔2024〕5号.
_OF_NUMBER = re.compile(
    rf"(?<=[〔【\[（(])(?:(?:19|20)\d\d|20{_HIDDEN}{{1,2}}|{_HIDDEN}{{2,4}})(?=[〕】\])）]第?(?:[\dA-Z]|{_HIDDEN}){{1,4}}号)"
)
_IN_TITLE = re.compile(r"(?<![\d.])20\d\d(?![\d年.])")
_LASTING_BEFORE = re.compile(r"(?:近|连续|过去|用|约|第|前|后|历时|历经|经过|整整)$")
_LASTING_AFTER = re.compile(r"年(?:来|内|间|时间|以上|之久|行动|规划|制)")
_UP_TO = "[-—–~～至到]"
_MONTH = re.compile(
    rf"(?<![\d.])(?:1[0-2]|0?[1-9]|{_HIDDEN}{{1,2}})(?=月(?!考|刊|报|薪)|{_UP_TO}\d{{1,2}}月)"
    r"|(?<=年)(?:十[一二]?|[一二三四五六七八九])(?=月)|(?<![十一二三四五六七八九])(?:十[一二]?|[一二三四五六七八九])(?=月份)"
)
_DAY = re.compile(
    rf"(?:(?<=月)|(?<=[日号]{_UP_TO})|(?<=月\d{_UP_TO})|(?<=月\d\d{_UP_TO}))(?:[12]\d|3[01]|0?[1-9]|{_HIDDEN}{{1,2}})(?=[日号]|{_UP_TO}\d{{1,2}}[日号])"
    r"|(?<=月)[一二三四五六七八九十]{1,3}(?=日)"
)

_REPORTED_BEFORE = re.compile(r"(?:总结|回顾|汇报|报告)(?:一下|了|好)?$")
_PLANNED_BEFORE = re.compile(r"(?:安排|部署|谋划|布置|展望|明确|做好|研究|规划|抓好)[^，。,；;]{0,4}$")
_COMPARED_BEFORE = re.compile(r"(?:比|较)$")
_COMPARED_AFTER = re.compile(r"年?度?(?:同期|相比)")
_MEETING_AFTER = re.compile(r"年?度?[^，。,；;：:的]{0,24}?(?:会议|大会|例会|座谈会|部署会|推进会|总结会)")
_MEETING_BEFORE = re.compile(r"(?:召开|举行|出席|参加|召集)[^，。,；;]{0,12}$")
_STOP = re.compile(r"[，。,；;：:！？!?]")
_NEAR = 40


@dataclass(frozen=True)
class Dated:
    """A year, month or day found in a paragraph; `kind` is which year it stands for."""

    block: int
    start: int
    end: int
    text: str
    unit: str
    kind: str
    is_sure: bool = False


def find_dates(blocks: Sequence[Block]) -> list[Dated]:
    """Every year, month and day of the text; of each year, which one it stands for."""
    years = [year for index, block in enumerate(blocks) for year in _years_in(index, block)]
    sections = sections_of(blocks)
    known = [_judged(year, blocks, sections[year.block]) for year in years]
    return _by_distance(known) + list(_months_and_days(blocks))


def _years_in(index: int, block: Block) -> Iterator[Dated]:
    patterns = [_YEAR] + ([_IN_TITLE] if block.kind == "title" else [])
    seen = {part[0] for part in _parted_in(block.text)} | {
        found.start() for found in _OF_NUMBER.finditer(block.text)
    }
    for pattern in patterns:
        for found in pattern.finditer(block.text):
            if found.start() in seen or _lasts(block.text, found):
                continue
            seen.add(found.start())
            unit = "年" if block.text[found.end() : found.end() + 1] in ("年", "学") else ""
            yield Dated(index, found.start(), found.end(), found[0], unit, "")
    for at in years_missing(block.text, is_title=block.kind == "title"):
        yield Dated(index, at, at, "", "年", "")


def _parted_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of the parts of 2024.12.31."""
    for found in _PARTED.finditer(text):
        for part in ("year", "month", "day"):
            yield *found.span(part), part


def _lasts(text: str, found: re.Match[str]) -> bool:
    """近XX年, XX年来: a span of years, not a year."""
    if len(found[0]) > 2 or found[0].isdigit():
        return False
    before = _LASTING_BEFORE.search(text, max(0, found.start() - 3), found.start())
    return bool(before) or _LASTING_AFTER.match(text, found.end()) is not None


def _judged(year: Dated, blocks: Sequence[Block], section: str) -> Dated:
    """The year by the words around it, else by the section it stands in."""
    block = blocks[year.block]
    before = _STOP.split(block.text[max(0, year.start - _NEAR) : year.start])[-1]
    after = _YEAR.split(_STOP.split(block.text[year.end : year.end + _NEAR])[0])[0]
    is_opening = section in ("title", "opening")
    if _COMPARED_BEFORE.search(before) or _COMPARED_AFTER.match(after):
        return replace(year, kind="report_year" if section == "plan_year" else "last_year")
    if is_opening and _is_of_meeting(before, after):
        return replace(year, kind="meeting_year")
    cue = _cue(before, after, looks_after=is_opening or block.kind == "heading")
    if cue:
        return replace(year, kind=cue, is_sure=True)
    return replace(year, kind="report_year" if is_opening else section)


def _cue(before: str, after: str, *, looks_after: bool) -> str:
    """Whether a verb before the year, or in headings a noun after it, looks back or ahead."""
    if _REPORTED_BEFORE.search(before):
        return "report_year"
    if _PLANNED_BEFORE.search(before):
        return "plan_year"
    if looks_after and re.search(REPORTED, after):
        return "report_year"
    return "plan_year" if looks_after and re.search(PLANNED, after) else ""


def _is_of_meeting(before: str, after: str) -> bool:
    if _MEETING_BEFORE.search(before) and "会" in after:
        return True
    found = _MEETING_AFTER.match(after)
    return found is not None and not re.search(REPORTED + "|" + PLANNED, found[0][:-3])


def _by_distance(years: list[Dated]) -> list[Dated]:
    """Years in digits are told apart by how far they are from the year reported on."""
    printed = [year for year in years if year.text.isdigit() and year.unit]
    if not printed:
        return years
    sure = [year.text for year in printed if year.kind == "report_year" and year.is_sure]
    reported = int(sure[0] if sure else Counter(year.text for year in printed).most_common(1)[0][0])
    return [_by_number(year, reported) if year.text.isdigit() else year for year in years]


def _by_number(year: Dated, reported: int) -> Dated:
    distance = int(year.text) - reported
    if distance == 1:
        return replace(year, kind="meeting_year" if year.kind == "meeting_year" else "plan_year")
    return replace(year, kind={0: "report_year", -1: "last_year"}.get(distance, ""))


def _months_and_days(blocks: Sequence[Block]) -> Iterator[Dated]:
    for index, block in enumerate(blocks):
        for pattern, unit, kind in ((_MONTH, "月", "month"), (_DAY, "日", "day")):
            for found in pattern.finditer(block.text):
                yield Dated(index, found.start(), found.end(), found[0], unit, kind)
        for start, end, kind in _parted_in(block.text):
            yield Dated(index, start, end, block.text[start:end], "", "" if kind == "year" else kind)
        for found in _OF_NUMBER.finditer(block.text):
            yield Dated(index, found.start(), found.end(), found[0], "", "document_year")
