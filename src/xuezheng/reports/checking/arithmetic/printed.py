"""Figures as they are printed, in the unit without 万 or 亿, with the last digit they state."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

SCALES = {"": 1, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_SAME_UNIT = {"名": "人", "位": "人", "㎡": "平方米", "平米": "平方米", "％": "%", "百分点": "个百分点"}
_UNITS = (
    "个百分点|百分点|平方米|平方公里|公里|公顷|平米|人次|课时|学时|小时|场次|"
    "[元㎡亩米吨个所名人家件起次项条处座栋幢套台间册场期批辆部支篇份门类种位户例宗本张块片棵组分天%％]"
)
_PRINTED = re.compile(
    r"(?<![\d.A-Za-z第每])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d.])"
    rf"(?P<more>[余多])?(?P<scale>百万|千万|万|亿)?(?P<more2>[余多])?(?P<unit>{_UNITS})"
)
_RANGE_BEFORE = re.compile(r"\d[万亿%％]?[-—–~～至到]$")
_RANGE_AFTER = re.compile(r"[-—–~～]\d")
_ABOUT_BEFORE = re.compile(r"(?:近|约|超|逾|超过|将近|接近|大约|不到|不足|至少|高于|低于|多于|少于)$")
_ABOUT_AFTER = re.compile(r"(?:以上|以下|左右|以内|上下)")
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?(?:其中[^。！？!?]+[。！？!?]?)*")


_LONGEST = 3000


@dataclass(frozen=True)
class Printed:
    """One printed figure: `value` and `step` (one of its last digit) without 万 and 亿."""

    start: int
    end: int
    text: str
    number: Decimal
    scale: int
    unit: str
    is_about: bool

    @property
    def value(self) -> Decimal:
        return self.number * self.scale

    @property
    def step(self) -> Decimal:
        exponent = self.number.as_tuple().exponent
        return Decimal(1).scaleb(int(exponent)) * self.scale

    @property
    def slack(self) -> Decimal:
        """How far the true value may lie from the printed one; a plain count is exact."""
        return Decimal(0) if self.step == 1 and self.scale == 1 and self.unit != "%" else self.step / 2


@dataclass(frozen=True)
class Sentence:
    """A sentence, with a following 其中 sentence, and its figures."""

    text: str

    @cached_property
    def figures(self) -> tuple[Printed, ...]:
        return tuple(_figures(self.text))

    @cached_property
    def depths(self) -> tuple[int, ...]:
        """How many brackets are open at every character."""
        depth, depths = 0, []
        for character in self.text:
            depth += {"（": 1, "(": 1}.get(character, 0)
            depths.append(depth)
            depth -= int(character in "）)" and depth > 0)
        return tuple(depths)

    def between(self, start: int, end: int, *, depth: int = 0) -> list[Printed]:
        """Figures of a stretch that stand at one depth of brackets."""
        return [one for one in self.figures if start <= one.start < end and self.depths[one.start] == depth]

    def quote(self, start: int, end: int) -> str:
        return "“" + self.text[start:end].strip("，,；; ") + "”"


def sentences_of(line: str) -> list[Sentence]:
    """The sentences of a paragraph; a stretch too long to be a sentence is none."""
    squeezed = re.sub(r"\s+", "", line)
    return [Sentence(found[0]) for found in _SENTENCE.finditer(squeezed) if len(found[0]) <= _LONGEST]


def said(value: Decimal, like: Printed) -> str:
    """A value as the text would print it: in the same 万 or 亿, and the same unit."""
    scaled = value / like.scale
    word = next(word for word, scale in SCALES.items() if scale == like.scale)
    return f"{format(scaled.normalize(), 'f')}{word}{like.unit}"


def one_digit_apart(first: Decimal, second: Decimal) -> bool:
    """One digit differs, or two neighbours changed places."""
    left, right = (format(value.normalize(), "f") for value in (first, second))
    if len(left) != len(right):
        return False
    apart = [at for at, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(apart) == 1:
        return True
    return len(apart) == 2 and apart[1] == apart[0] + 1 and left[apart[0]] == right[apart[1]]


def clause_start(text: str, at: int) -> int:
    """Where the clause around a place begins."""
    return max(text.rfind(mark, 0, at) for mark in "，,；;。：:、（()）") + 1


def _figures(text: str) -> Iterator[Printed]:
    for found in _PRINTED.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if _RANGE_BEFORE.search(before[-8:]) or _RANGE_AFTER.match(after):
            continue
        is_about = bool(
            found["more"] or found["more2"] or _ABOUT_BEFORE.search(before[-3:]) or _ABOUT_AFTER.match(after)
        )
        unit = _SAME_UNIT.get(found["unit"], found["unit"])
        number = Decimal(found["number"].replace(",", ""))
        yield Printed(
            found.start(), found.end(), found[0], number, SCALES[found["scale"] or ""], unit, is_about
        )
