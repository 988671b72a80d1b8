"""Stretches of a paragraph: clause, sentence, quotes, titles of documents."""

import re
from collections.abc import Sequence

Span = tuple[int, int]

_HARD = "，,。；;：:！!？?"
_SENTENCE = "。；;！!？?"
_SERIES = re.compile(r"(?:[一二三四五六七八九十]{1,3}是要?|第[一二三四五六七八九十]{1,3}[，,、])")
_SOFT = re.compile(r"[、和及与]")
_BOOK = re.compile(r"《[^《》]*(?:〈[^〈〉]*〉[^《》]*)*》")
_CITED = re.compile(r"[〔【\[][^〔〕【】\[\]]{1,8}[〕】\]]\s*\w{1,6}\s*号")
_QUOTE = re.compile(r"[“\"‘'][^“”\"‘’']{1,16}[”\"’']")
_PAREN = re.compile(r"[（(][^（）()]*[）)]")


def book_titles(text: str) -> list[Span]:
    """Spans of 《…》."""
    return [found.span() for found in _BOOK.finditer(text)]


def fixed_words(text: str) -> list[Span]:
    """Spans in which a number is part of a name: 《…》, 〔2017〕6号, a short slogan in quotes."""
    return [found.span() for pattern in (_BOOK, _CITED, _QUOTE) for found in pattern.finditer(text)]


def is_within(spans: Sequence[Span], at: int) -> bool:
    """Whether a place lies inside one of the spans."""
    return any(start <= at < end for start, end in spans)


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence, up to 。 or ；, that a stretch stands in."""
    first = max((text.rfind(stop, 0, start) for stop in _SENTENCE), default=-1) + 1
    last = min((at for stop in _SENTENCE if (at := text.find(stop, end)) >= 0), default=len(text))
    return first, last


def clause_around(text: str, span: Span, others: Sequence[Span]) -> str:
    """The words between two commas around a slot, without its neighbours in an enumeration.

    `others` are the spans of the paragraph's other slots: a list item (、 and 和) ends where the
    next figure's item begins, unless 分别 ties the items together.
    """
    first, last = _between_stops(text, span, others)
    whole = text[first:last]
    if "分别" not in whole:
        first, last = _own_item(text, span, others, first, last)
    clause = text[first:last]
    marker = _SERIES.match(clause)
    return (clause[marker.end() :] if marker and first + marker.end() <= span[0] else clause).strip()


def _between_stops(text: str, span: Span, others: Sequence[Span]) -> Span:
    """Nearest hard stops; brackets stop too when figures stand inside them."""
    stops = {at for at, character in enumerate(text) if character in _HARD}
    for paren in _PAREN.finditer(text):
        inside = [slot for slot in (span, *others) if paren.start() < slot[0] < paren.end()]
        if inside:
            stops |= {paren.start(), paren.end() - 1}
        else:
            stops -= set(range(*paren.span()))
    stops -= {at for slot in (span, *others) for at in range(*slot)}
    first = max((at for at in stops if at < span[0]), default=-1) + 1
    last = min((at for at in stops if at >= span[1]), default=len(text))
    return first, last


def _own_item(text: str, span: Span, others: Sequence[Span], first: int, last: int) -> Span:
    """Cut the clause at the list marks that part this slot from the slots beside it."""
    left = max((end for start, end in others if first <= start and end <= span[0]), default=None)
    right = min((start for start, end in others if span[1] <= start and end <= last), default=None)
    if left is not None:
        marks = [found.end() for found in _SOFT.finditer(text, left, span[0])]
        first = marks[0] if marks else first
    if right is not None:
        marks = [found.start() for found in _SOFT.finditer(text, span[1], right)]
        last = marks[-1] if marks else last
    return first, last
