"""Parts against their whole: 其中, 包括, 含, and what stands in brackets behind a figure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from xuezheng.reports.checking.arithmetic.printed import Printed, Sentence, one_digit_apart, said

_MARKER = re.compile(r"其中|包括|包含|内含|(?<!包)(?<!内)含")
_ONE_BY_ONE = re.compile(r"分别[是为]")
_OPEN_BRACKET = re.compile(r"[^，。；（(]{0,6}[（(]")
_NOT_A_PART = re.compile(
    r"另外|另有|另|同时|此外|新增|增加|减少|同比|比上年|较上年|累计|总共|共计|合计|惠及|目标|计划"
)
#: Groups that overlap: one person may be counted in several of them.
_OVERLAPPING = re.compile(
    r"女|党员|民族|本科|研究生|硕士|博士|学历|高级|骨干|名师|寄宿|住宿|留守|残疾|困难|贫困|低保|随迁"
)
_MORE = re.compile(r"^[^，。；）)]{0,6}等")
_FARTHEST_WHOLE = 30
#: So many digits agree by chance too seldom: with two parts, and with three or more.
_TELLING_OF_TWO, _TELLING = 4, 3
_SHARE_OPEN, _SHARE_IN_BRACKETS = Decimal("0.1"), Decimal("0.5")


@dataclass(frozen=True)
class _Listing:
    """A whole and its parts: `near` surely belong to it, `far` may."""

    whole: Printed
    near: list[Printed]
    far: list[Printed]
    is_bare: bool
    has_more: bool


def faults_of_parts(sentence: Sentence) -> Iterator[str]:
    """Sentences whose parts cannot make up the whole."""
    for listing in _listings(sentence):
        fault = _fault(sentence, listing)
        if fault:
            last = max(listing.near + listing.far, key=lambda part: part.end)
            yield f"{sentence.quote(listing.whole.start, last.end)}：{fault}"


def _listings(sentence: Sentence) -> Iterator[_Listing]:
    for whole in sentence.figures:
        bracket = _OPEN_BRACKET.match(sentence.text, whole.end)
        if bracket:
            yield from _bracketed(sentence, whole, bracket.end())
    for marker in _MARKER.finditer(sentence.text):
        yield from _marked(sentence, marker)
    for marker in _ONE_BY_ONE.finditer(sentence.text):
        yield from _one_by_one(sentence, marker)


def _bracketed(sentence: Sentence, whole: Printed, start: int) -> Iterator[_Listing]:
    depth = sentence.depths[start - 1]
    end = next(
        (at for at in range(start, len(sentence.text)) if sentence.depths[at] < depth), len(sentence.text)
    )
    if _MARKER.match(sentence.text, start):
        return
    parts = [one for one in sentence.between(start, end, depth=depth) if one.unit == whole.unit]
    if parts:
        yield _Listing(whole, parts, parts, True, "等" in sentence.text[parts[-1].end : end])


def _marked(sentence: Sentence, marker: re.Match[str]) -> Iterator[_Listing]:
    text, depth = sentence.text, sentence.depths[marker.start()]
    first = next(iter(sentence.between(marker.end(), len(text), depth=depth)), None)
    if first is None or first.unit == "%" or re.search(r"[。；;]", text[marker.end() : first.start]):
        return
    whole = _whole(sentence, marker.start(), first.unit)
    if whole is None:
        return
    near_end = _first_of("；;。）)" if depth else "；;。", text, marker.end())
    far_end = near_end if marker[0] != "其中" else _first_of("。", text, marker.end())
    candidates = _without_nested(sentence, marker.end(), far_end, depth, first.unit)
    near = _unbroken(text, marker.end(), [one for one in candidates if one.start < near_end])
    if near:
        yield _Listing(whole, near, candidates, False, bool(_MORE.match(text[near[-1].end :])))


def _one_by_one(sentence: Sentence, marker: re.Match[str]) -> Iterator[_Listing]:
    """共 A 万元，建 4 所，分别是甲 B 万元、乙 C 万元 …"""
    listed = sentence.between(marker.end(), _first_of("。", sentence.text, marker.end()))
    for unit in dict.fromkeys(figure.unit for figure in listed):
        whole = _whole(sentence, marker.start(), unit)
        parts = [figure for figure in listed if figure.unit == unit]
        if whole is not None and len(parts) > 1:
            yield _Listing(whole, [], parts, False, False)


def _whole(sentence: Sentence, at: int, unit: str) -> Printed | None:
    """The nearest figure of the same unit before the marker, not far away."""
    before = [one for one in sentence.figures if one.end <= at and one.unit == unit]
    depth = sentence.depths[at]
    outside = [one for one in before if sentence.depths[one.start] <= depth]
    return outside[-1] if outside and at - outside[-1].end <= _FARTHEST_WHOLE else None


def _without_nested(sentence: Sentence, start: int, end: int, depth: int, unit: str) -> list[Printed]:
    """Figures of the unit, leaving out the parts of a part."""
    nested = [
        (found.start(), _first_of("；;。", sentence.text, found.end()))
        for found in _MARKER.finditer(sentence.text, start, end)
        if sentence.depths[found.start()] == depth
    ]
    return [
        one
        for one in sentence.between(start, end, depth=depth)
        if one.unit == unit and not any(first <= one.start < last for first, last in nested)
    ]


def _unbroken(text: str, start: int, parts: Sequence[Printed]) -> list[Printed]:
    """The parts up to a clause that speaks of something else."""
    kept: list[Printed] = []
    done = start
    for part in parts:
        lead = text[done : part.start]
        clauses = re.split(r"[，,；;]", lead)
        if _NOT_A_PART.search(lead) or (kept and len(clauses) > 2):
            break
        kept.append(part)
        done = part.end
    return kept


def _first_of(marks: str, text: str, start: int) -> int:
    return min((at for mark in marks if (at := text.find(mark, start)) >= 0), default=len(text))


def _fault(sentence: Sentence, listing: _Listing) -> str:
    whole, near = listing.whole, listing.near
    if whole.is_about or any(part.is_about for part in near + listing.far) or whole.unit in ("%", "个百分点"):
        return ""
    if _adds_up(whole, listing.far) or _adds_up(whole, near):
        return ""
    wrong_unit = _wrong_unit(whole, listing.far)
    if wrong_unit:
        return wrong_unit
    return _too_large(sentence, whole, near) or _wrong_digit(listing)


def _too_large(sentence: Sentence, whole: Printed, near: Sequence[Printed]) -> str:
    largest = max(near, key=lambda part: part.value, default=whole)
    if largest.value > whole.value:
        return f"其中数 {largest.text} 大于总数 {whole.text}，请核对。"
    total = _sum(near)
    return _apart(whole, total) if total > whole.value and not _overlap(sentence, near) else ""


def _wrong_digit(listing: _Listing) -> str:
    """A list that looks whole, and misses its total by one wrong digit."""
    whole = listing.whole
    for parts in (listing.near, listing.far):
        if parts and not listing.has_more and _is_slip(listing, parts):
            return _apart(whole, _sum(parts))
    return ""


def _apart(whole: Printed, total: Decimal) -> str:
    return f"各分项之和为 {said(total, whole)}，与总数 {whole.text} 不符，请核对。"


def _sum(parts: Sequence[Printed]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _adds_up(whole: Printed, parts: Sequence[Printed]) -> bool:
    """Whether the first parts, however many, make up the whole."""
    sums = accumulate(part.value for part in parts)
    slacks = accumulate((part.slack for part in parts), initial=whole.slack)
    next(slacks)
    return any(abs(total - whole.value) <= slack for total, slack in zip(sums, slacks, strict=True))


def _wrong_unit(whole: Printed, parts: Sequence[Printed]) -> str:
    """A part printed without its 万, or with one too many, when that alone makes the sum right."""
    for length in range(2, len(parts) + 1):
        total = sum((part.value for part in parts[:length]), Decimal(0))
        for part in parts[:length]:
            for scale in sorted({1, 10_000, 100_000_000} - {part.scale}):
                if abs(total - part.value + part.number * scale - whole.value) <= whole.slack:
                    right = {1: "", 10_000: "万", 100_000_000: "亿"}[scale] + part.unit
                    return f"“{part.text}”的单位应为“{right}”，否则各分项之和不等于总数 {whole.text}。"
    return ""


def _overlap(sentence: Sentence, parts: Sequence[Printed]) -> bool:
    start = max(0, parts[0].start - 12)
    return _OVERLAPPING.search(sentence.text, start, parts[-1].end + 6) is not None


def _is_slip(listing: _Listing, parts: Sequence[Printed]) -> bool:
    """Whether one wrong digit explains the gap, and so much else agrees that it is no chance."""
    whole, total = listing.whole, _sum(parts)
    if len(parts) < 2 or not _is_one_digit(whole, parts, total):
        return False
    telling = len(format(whole.number.normalize(), "f").replace(".", "").strip("0"))
    if telling >= (_TELLING if len(parts) > 2 else _TELLING_OF_TWO):
        return True
    share = _SHARE_IN_BRACKETS if listing.is_bare else _SHARE_OPEN
    is_list = listing.is_bare or (len(parts) > 2 and parts is listing.near)
    return is_list and 0 < whole.value - total <= whole.value * share


def _is_one_digit(whole: Printed, parts: Sequence[Printed], total: Decimal) -> bool:
    gap = whole.value - total
    return one_digit_apart(whole.value, total) or any(
        one_digit_apart(part.value, part.value + gap) for part in parts if part.value + gap > 0
    )
