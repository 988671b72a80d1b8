"""Where a figure stands after an editor has been at the document.

By its bookmark; else by the words quoted on both sides, punctuation and spaces aside; else by the
likeness of what surrounds a number of the same unit. A place is only taken when no other place is
nearly as good and no other figure wants it as much: better lost than wrong.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from xuezheng.reports.writing.shapes import Anchor

_LONGEST_FIGURE = 24
_QUOTES = (12, 8)
_NUMBER = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千]{1,8}|[XxＸ×*＊]{1,6}"
)
_FIGURE_LIKE = re.compile(rf"(?:近|约|超)?(?:{_NUMBER.pattern})[余多万亿千百]{{0,3}}[%％]?")
_SCALE_WORDS = re.compile(r"^[余多万亿千百]{0,3}")
_DIGITS_BEFORE = re.compile(r"(?:[0-9]+\.?)?$")
_DIGITS_AFTER = re.compile(r"[0-9]*(?:\.[0-9]+)?")
_STOPS = "。；！？\n"
_NEAR, _WIDE = 10, 24
#: Below this likeness a place is not taken; the next best must be this much worse.
_LEAST, _LEAST_CHANGED, _MARGIN = 0.5, 0.66, 0.1
_WEIGHTS = {"left": 0.3, "right": 0.2, "around": 0.3, "same": 0.2}


@dataclass(frozen=True)
class Place:
    """A stretch of the text, and how it was found: bookmark, quotes or context."""

    start: int
    end: int
    by: str


@dataclass(frozen=True)
class Words:
    """A text without punctuation and spaces that knows where each character stood."""

    text: str
    at: tuple[int, ...]


class Standing:
    """The text of a document as it stands now, one paragraph a line."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> Words:
        kept = [(fold(character), at) for at, character in enumerate(self.text) if _is_word(character)]
        return Words("".join(character for character, _ in kept), tuple(at for _, at in kept))

    @cached_property
    def numbers(self) -> tuple[tuple[int, int], ...]:
        """Every stretch that may be a figure."""
        return tuple(found.span() for found in _NUMBER.finditer(self.text))

    def sentence(self, place: Place) -> str:
        """The sentence a place is in."""
        first = max(self.text.rfind(stop, 0, place.start) for stop in _STOPS) + 1
        ends = [at for stop in _STOPS if (at := self.text.find(stop, place.end)) >= 0]
        return self.text[first : min(ends) + 1 if ends else len(self.text)].strip()


def fold(text: str) -> str:
    """Full-width and half-width forms as one."""
    return unicodedata.normalize("NFKC", text) if len(text) > 1 else _folded(text)


def _folded(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def _is_word(character: str) -> bool:
    return character == "\n" or character.isalnum() or character in "%％*＊×"


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    return "".join(_folded(character) for character in text if _is_word(character))


def find_places(
    anchors: Sequence[Anchor], marked: Mapping[str, tuple[int, int]], standing: Standing
) -> dict[str, Place]:
    """Where each anchor stands, by slot; an anchor that is not there has no entry."""
    places = {
        anchor.slot: _in_bookmark(anchor, Place(*marked[anchor.slot], "bookmark"), standing.text)
        for anchor in anchors
        if anchor.slot in marked
    }
    for length in _QUOTES:
        missing = [anchor for anchor in anchors if anchor.slot not in places]
        places |= _by_quotes(missing, standing, length, places)
    while found := _by_context([one for one in anchors if one.slot not in places], standing, places):
        places |= found
    return places


def _in_bookmark(anchor: Anchor, place: Place, text: str) -> Place:
    """The figure in a bookmark, without words typed into it and with digits typed beside it."""
    inside = text[place.start : place.end]
    numbers = list(_NUMBER.finditer(inside))
    if len(numbers) == 1 and not _is_figure(inside, anchor):
        start = place.start + numbers[0].start()
        return _with_tail(Place(start, start + len(numbers[0][0]), place.by), text)
    start, end = place.start, place.end
    if not anchor.before[-1:].isdigit():
        start -= len(_DIGITS_BEFORE.search(text[max(0, start - _NEAR) : start])[0])  # type: ignore[index]
    if not anchor.after[:1].isdigit():
        end += len(_DIGITS_AFTER.match(text[end : end + _NEAR])[0])  # type: ignore[index]
    return Place(start, end, place.by)


def _by_quotes(
    missing: Sequence[Anchor], standing: Standing, length: int, taken: Mapping[str, Place]
) -> dict[str, Place]:
    """Places between both quotes that are there only once and wanted only once."""
    found: dict[str, Place] = {}
    for anchor in missing:
        left, right = _squeezed(anchor.before)[-length:], _squeezed(anchor.after)[:length]
        if len(left) < min(length, 5) or len(right) < min(length, 5):
            continue
        hits = [hit for hit in _between(standing, left, right, anchor) if _is_free(hit, taken)]
        if len(hits) == 1:
            found[anchor.slot] = hits[0]
    return _wanted_once(found)


def _is_figure(words: str, anchor: Anchor) -> bool:
    """Whether words are a figure and nothing more, or just what was written (1次 for 零)."""
    return bool(_FIGURE_LIKE.fullmatch(fold(words))) or bare(words) == bare(anchor.written)


def _between(standing: Standing, left: str, right: str, anchor: Anchor) -> Iterator[Place]:
    words = standing.words
    at = words.text.find(left)
    while at >= 0:
        first = at + len(left)
        last = words.text.find(right, first, first + _LONGEST_FIGURE + len(right))
        if last > first:
            start, end = words.at[first], words.at[last - 1] + 1
            if _is_figure(standing.text[start:end], anchor):
                yield Place(start, end, "quotes")
        at = words.text.find(left, at + 1)


def _is_free(place: Place, taken: Mapping[str, Place]) -> bool:
    return all(place.end <= other.start or other.end <= place.start for other in taken.values())


def _wanted_once(found: Mapping[str, Place]) -> dict[str, Place]:
    spans = [(place.start, place.end) for place in found.values()]
    return {slot: place for slot, place in found.items() if spans.count((place.start, place.end)) == 1}


def _by_context(
    missing: Sequence[Anchor], standing: Standing, taken: Mapping[str, Place]
) -> dict[str, Place]:
    """Free numbers of the right unit whose surroundings are most like those of an anchor."""
    free = [Place(start, end, "context") for start, end in standing.numbers]
    free = [_with_tail(place, standing.text) for place in free if _is_free(place, taken)]
    likeness = {
        (anchor.slot, place): score
        for anchor in missing
        for place in free
        if (score := _likeness(anchor, place, standing)) > 0
    }
    chosen: dict[str, Place] = {}
    for anchor in missing:
        ranked = sorted(
            ((score, place) for (slot, place), score in likeness.items() if slot == anchor.slot),
            key=lambda pair: -pair[0],
        )
        if not ranked or ranked[0][0] < _bar(anchor, ranked[0][1], standing):
            continue
        best, place = ranked[0]
        others = [score for score, _ in ranked[1:2]]
        rivals = [
            score for (slot, other), score in likeness.items() if other == place and slot != anchor.slot
        ]
        if best - max([*others, *rivals], default=0.0) >= _MARGIN:
            chosen[anchor.slot] = place
    return chosen


def _with_tail(place: Place, text: str) -> Place:
    """A per cent sign is part of the figure."""
    has_sign = text.startswith(("%", "％"), place.end)
    return Place(place.start, place.end + 1, place.by) if has_sign else place


def _bar(anchor: Anchor, place: Place, standing: Standing) -> float:
    """A figure that was changed too must stand in surroundings more like the old ones."""
    return _LEAST if _is_same(anchor, place, standing) else _LEAST_CHANGED


def _is_same(anchor: Anchor, place: Place, standing: Standing) -> bool:
    return bare(standing.text[place.start : place.end]) == bare(anchor.written)


def bare(figure: str) -> str:
    """A figure without separators and spaces, its sign of per cent in one form."""
    return re.sub(r"[,，\s]", "", fold(figure))


def _likeness(anchor: Anchor, place: Place, standing: Standing) -> float:
    """From 0 (another unit, or nothing alike) to 1 (the same figure in the same words)."""
    text = standing.text
    left, right = text[max(0, place.start - _WIDE) : place.start], text[place.end : place.end + _WIDE]
    if not _same_unit(anchor, text[place.start : place.end], right):
        return 0.0
    around = _pairs(anchor.before[-_NEAR:]) | _pairs(anchor.after[:_NEAR])
    here = _pairs(left) | _pairs(right)
    parts = {
        "left": _run_alike(_squeezed(anchor.before)[::-1], _squeezed(left.rpartition("\n")[2])[::-1]),
        "right": _run_alike(_squeezed(anchor.after), _squeezed(right.partition("\n")[0])),
        "around": len(around & here) / len(around) if around else 0.0,
        "same": 1.0 if _is_same(anchor, place, standing) else 0.0,
    }
    return sum(_WEIGHTS[name] * value for name, value in parts.items())


def _same_unit(anchor: Anchor, figure: str, right: str) -> bool:
    if anchor.written.endswith(("%", "％")):
        return figure.endswith(("%", "％"))
    if figure.endswith(("%", "％")):
        return False
    unit = _unit(anchor.after)
    return not unit or _unit(right).startswith(unit)


def _unit(after: str) -> str:
    """The measure word, whatever 万 or 余 stands before it."""
    return _SCALE_WORDS.sub("", _squeezed(after))[:1]


def _run_alike(first: str, second: str) -> float:
    """Share of the nearest characters that are the same in order, the nearest weighing most."""
    weights = [1.0 / (1 + at / 3) for at in range(min(_NEAR, len(first)))]
    if not weights:
        return 0.0
    gained, at = 0.0, 0
    for weight, character in zip(weights, first, strict=False):
        found = second.find(character, at, at + 3)
        if found >= 0:
            gained, at = gained + weight, found + 1
    return gained / sum(weights)


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    squeezed = _squeezed(text)
    return frozenset(squeezed[at : at + 2] for at in range(len(squeezed) - 1))
