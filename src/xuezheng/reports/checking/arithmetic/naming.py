"""One name with two values, and one value with two names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xuezheng.reports.checking.arithmetic.printed import Printed, Sentence

_SENTENCE_OPENING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)、.．]|是)|截[至止][^，]{0,12}，|目前，?|20\d\d年[，,]?)+"
)
_FILLING = re.compile(
    r"(?:目前|现有|现|共有|共计|总共|共|累计|已经|已|全年|今年|达到|达|为|是|有|约|实际|的|总数|总量|合计)"
)
_CHANGES = re.compile(r"[由从比较增降升减]|上年|去年|目标|计划|力争|确保|预计|其中|新增|分别|以上|任务")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST_NAME = 6
_LEAST_DIGITS = 4


@dataclass(frozen=True)
class _Named:
    name: str
    figure: Printed
    year: str
    sentence: Sentence


def faults_of_naming(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Names that carry two values, and telling values that carry two names."""
    named = [one for sentence in sentences for one in _named(sentence)]
    return (*_two_values(named), *_two_names(named))


def _named(sentence: Sentence) -> Iterator[_Named]:
    """Figures whose name is the whole opening of the clause they stand in."""
    for figure in sentence.between(0, len(sentence.text)):
        start = max(sentence.text.rfind(mark, 0, figure.start) for mark in "，,；;。：:、") + 1
        lead = sentence.text[start : figure.start]
        if _CHANGES.search(lead) or figure.is_about:
            continue
        year = "".join(_YEAR.findall(sentence.text[: figure.start])[-1:])
        name = _FILLING.sub("", _SENTENCE_OPENING.sub("", lead))
        after = re.match(r"[\u4e00-\u9fff]{0,8}", sentence.text[figure.end :])
        yield _Named(name + "|" + (after[0] if after else ""), figure, year, sentence)


def _two_values(named: Sequence[_Named]) -> Iterator[str]:
    groups: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for one in named:
        if len(one.name.partition("|")[0]) >= _SHORTEST_NAME and one.figure.unit != "元":
            groups[one.name, one.figure.unit].append(one)
    for (name, _), found in groups.items():
        years = {one.year for one in found if one.year}
        values = {one.figure.value: one.figure.text for one in found}
        if len(values) > 1 and len(years) <= 1:
            shown = "、".join(values.values())
            yield f"“{name.partition('|')[0]}”在文中有 {len(values)} 个数：{shown}，请核对。"


def _two_names(named: Sequence[_Named]) -> Iterator[str]:
    groups: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for one in named:
        digits = format(one.figure.number.normalize(), "f").replace(".", "").strip("0")
        if len(digits) >= _LEAST_DIGITS and len(one.name) > 2:
            groups[format(one.figure.value.normalize(), "f"), one.figure.unit].append(one)
    for found in groups.values():
        first, *others = found
        for other in others:
            if other.sentence is not first.sentence and not _share_words(first.name, other.name):
                names = f"“{first.name.partition('|')[0]}”和“{other.name.partition('|')[0]}”"
                yield f"{names}都写作 {first.figure.text}，请核对是否同一个数。"
                break


def _share_words(first: str, second: str) -> bool:
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} for name in (first, second)]
    return bool(pairs[0] & pairs[1])
