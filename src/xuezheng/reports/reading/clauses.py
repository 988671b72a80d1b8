"""Stretches of a paragraph: clause, sentence, and words in which a number is part of a name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]

_HARD = re.compile(r"[，,。；;：:！!？?]")
#: No clause goes on for longer on either side; a text without commas must not be read in vain.
_LONGEST_SIDE = 80
_SENTENCE = "。；;！!？?"
_SERIES = re.compile(r"(?:[一二三四五六七八九十]{1,3}是要?|第[一二三四五六七八九十]{1,3}[，,、])")
_SOFT = re.compile(r"[、和及与]")
_FIXED = (
    re.compile(r"《[^《》]*》"),
    re.compile(r"[〔【\[（(][^〔〕【】\[\]（）()]{1,8}[〕】\])）]第?\w{1,6}号"),
    re.compile(r"[“\"‘'][^“”\"‘’']{1,24}[”\"’']"),
)
#: Template marks, web and mail addresses, numbers of telephones and identity cards: nothing in them stands for anything.
_NO_TEXT = (
    re.compile(r"(?<!\d)1[3-9]\d[\dXx*]{8}(?!\d)"),
    re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}"),
    re.compile(r"(?:https?://|www\.)[\w./?=&%#:*-]+|[\w.*-]{1,40}@[\w.*]{1,60}", re.ASCII),
    re.compile(r"(?<!\d)\d{6}[\d*]{8,11}[\dXx](?!\d)"),
)
_PAREN = re.compile(r"[（(][^（）()]*[）)]")


def covered(spans: Iterable[Span]) -> frozenset[int]:
    """Every place that lies inside one of the spans."""
    return frozenset(at for span in spans for at in range(*span))


def fixed_words(text: str) -> frozenset[int]:
    """Places in 《…》, in 〔2017〕6号 and in a short slogan in quotes: numbers there count nothing."""
    return covered(found.span() for pattern in _FIXED for found in pattern.finditer(text))


def no_text(text: str) -> frozenset[int]:
    """Places in template marks and addresses, where neither figure nor name is looked for."""
    return covered(found.span() for pattern in _NO_TEXT for found in pattern.finditer(text))


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence, up to 。 or ；, that a stretch stands in."""
    first = max((text.rfind(stop, 0, start) for stop in _SENTENCE), default=-1) + 1
    last = min((at for stop in _SENTENCE if (at := text.find(stop, end)) >= 0), default=len(text))
    return first, last


def clauses_of(text: str, spans: Sequence[Span]) -> list[str]:
    """The words between two commas around each slot, without its neighbours in an enumeration.

    A list item (、 and 和) ends where the next figure's item begins, unless 分别 ties the items
    together. `spans` are the paragraph's slots in order.
    """
    stops = _stops(text, spans)
    return [_clause(text, at, spans, stops) for at in range(len(spans))]


def _stops(text: str, spans: Sequence[Span]) -> list[int]:
    """Hard stops in order; brackets stop too when slots stand inside them, else they hide stops."""
    starts = [start for start, _ in spans]
    stops = {found.start() for found in _HARD.finditer(text)}
    for paren in _PAREN.finditer(text):
        first, last = paren.start(), paren.end() - 1
        if bisect_left(starts, last) > bisect_right(starts, first):
            stops |= {first, last}
        else:
            stops -= set(range(first, last + 1))
    return sorted(stops - covered(spans))


def _clause(text: str, index: int, spans: Sequence[Span], stops: Sequence[int]) -> str:
    start, end = spans[index]
    before, after = bisect_left(stops, start), bisect_left(stops, end)
    first = max(stops[before - 1] + 1 if before else 0, start - _LONGEST_SIDE)
    last = min(stops[after] if after < len(stops) else len(text), end + _LONGEST_SIDE)
    if "分别" not in text[first:last]:
        first, last = _own_item(text, index, spans, first, last)
    clause = text[first:last]
    marker = _SERIES.match(clause)
    return (clause[marker.end() :] if marker and first + marker.end() <= start else clause).strip()


def _own_item(text: str, index: int, spans: Sequence[Span], first: int, last: int) -> Span:
    """Cut the clause at the list marks that part this slot from the slots beside it."""
    start, end = spans[index]
    if index and spans[index - 1][0] >= first:
        mark = _SOFT.search(text, spans[index - 1][1], start)
        first = mark.end() if mark else first
    if index + 1 < len(spans) and spans[index + 1][1] <= last:
        marks = [found.start() for found in _SOFT.finditer(text, end, spans[index + 1][0])]
        last = marks[-1] if marks else last
    return first, last
