"""How well an indicator's names fit the words around a figure; 0 to 1."""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.matching.grams import Postings, Rarity, Weighed, grams
from xuezheng.reports.matching.refining import changes
from xuezheng.reports.matching.surroundings import SHARED, Surroundings
from xuezheng.reports.matching.units_fitting import unit_fit
from xuezheng.reports.matching.wording import said

#: Weights of: the indicator's name standing there; the words there being the indicator's;
#: the heading being its topic.
_NAMED, _EXPLAINED, _TOPIC = 0.62, 0.30, 0.08
#: A word of the definition counts half a word of the name.
_DEFINITION = 0.5
#: What is left of a score when the indicator lacks what stands before 的 (征求到的XX个).
_MODIFIED = 0.65
#: What is left of a score when text and names differ in a facet, when only the names have it, and when
#: only the text has it.
_FACETS: dict[str, tuple[float, float, float]] = {
    "stage": (0.8, 0.92, 0.9),
    "handling": (0.8, 1.0, 1.0),
    "owner": (0.6, 0.85, 1.0),
    "movement": (0.85, 0.97, 0.97),
    "level": (0.6, 0.97, 1.0),
    "average": (1.0, 0.75, 0.9),
}

#: The same for words without a figure, which seldom say all of it.
_FACETS_OF_WORDS: dict[str, tuple[float, float, float]] = {
    "stage": (0.8, 0.97, 1.0),
    "handling": (0.8, 1.0, 1.0),
    "owner": (0.6, 0.85, 1.0),
}


@dataclass(frozen=True)
class Known:
    """One indicator as the matcher sees it.

    Attributes
    ----------
    names, topics : tuple of Weighed
        Its label and aliases; the sections it stands in.
    words : mapping of gram to float
        Every gram it accounts for: of names and dimensions fully, of the definition by half.
    spoken : str
        Label and aliases as they are written.
    facets : mapping of str to set of str
        Stage, owner … its names speak of.
    """

    indicator: Indicator
    names: tuple[Weighed, ...]
    topics: tuple[Weighed, ...]
    words: Mapping[str, float]
    spoken: str
    facets: Mapping[str, set[str]]


@dataclass(frozen=True)
class Heard:
    """Words around a figure as grams: how near each stands, and which the indicator must account for."""

    nearness: Mapping[str, float]
    close: Mapping[str, float]
    modifier: Weighed
    above: Mapping[str, float]
    facets: Mapping[str, set[str]]


@dataclass(frozen=True)
class Fit:
    """How an indicator fits a figure: the whole of it, and what it is made of; each 0 to 1.

    `named` is the share of its best name that stands around the figure, `own` that stands in the
    figure's own words, `explained` the share of the figure's words that it accounts for.
    """

    score: float
    named: float
    own: float
    explained: float


class Catalogue:
    """The indicators with the rarity of the words in their names."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        listed = list(indicators)
        self.rarity = Rarity(" ".join((one.label, *one.aliases)) for one in listed)
        self.known = tuple(self._known(one) for one in listed)
        self._names = Postings(self.rarity.shares(name) for one in self.known for name in one.names)
        self._topics = Postings(self.rarity.shares(topic) for one in self.known for topic in one.topics)
        self._words = Postings(one.words for one in self.known)

    def ranked(self, around: Surroundings, unit: str, most: int) -> list[tuple[Known, Fit]]:
        """The indicators that a figure with this unit may be, with their fits, best first; at most `most`."""
        heard, is_change = self._heard(around), bool(changes(around.near_words))
        at_most = (
            (unit_fit(one.indicator, unit, is_change=is_change) * min(1.0, score), score, one, named, told)
            for one, score, named, told in self._scored(heard)
            if score > 0
        )
        kept: list[tuple[float, str, Known, float, float]] = []
        for bound, score, one, named, told in sorted(at_most, key=lambda each: -each[0]):
            if not bound or (len(kept) >= most and bound < -kept[most - 1][0]):
                break
            whole = bound / min(1.0, score) * min(1.0, score * _agreement(one, heard, _FACETS))
            insort(kept, (-whole, one.indicator.code, one, named, told))
        own = dict.fromkeys(grams("，".join(around.own)), 1.0)
        return [
            (one, Fit(-lack, named, max(self.rarity.covered(name, own) for name in one.names), told))
            for lack, _, one, named, told in kept[:most]
        ]

    def named(self, around: Surroundings) -> list[tuple[Known, float]]:
        """Every indicator that words without a figure may be about, with its score, best first."""
        heard = self._heard(around)
        heard = replace(heard, facets={facet: said(facet, around.near_words) for facet in _FACETS_OF_WORDS})
        found = (
            (one, score * _agreement(one, heard, _FACETS_OF_WORDS))
            for one, score, _, _ in self._scored(heard)
        )
        return _in_order((one, min(1.0, score)) for one, score in found)

    def _scored(self, heard: Heard) -> Iterator[tuple[Known, float, float, float]]:
        """Every indicator with its score before facets, the share of its best name, and of the words explained."""
        names, topics = iter(self._names.sums(heard.nearness)), iter(self._topics.sums(heard.above))
        total = sum(heard.close.values()) or 1.0
        for one, told in zip(self.known, self._words.sums(heard.close), strict=True):
            named = max(islice(names, len(one.names)))
            topic = max(islice(topics, len(one.topics)), default=0.0)
            score = _NAMED * named + _EXPLAINED * told / total + _TOPIC * topic
            if heard.modifier.total:
                score *= _MODIFIED + (1 - _MODIFIED) * self.rarity.covered(heard.modifier, one.words)
            yield one, score, named, told / total

    def _heard(self, around: Surroundings) -> Heard:
        nearness: dict[str, float] = {}
        for stretch in around.stretches:
            for gram in grams(stretch.words):
                nearness[gram] = max(nearness.get(gram, 0.0), stretch.weight)
        own = dict.fromkeys(grams("，".join(around.own)), 1.0)
        asked = {gram: near for gram, near in nearness.items() if near >= SHARED} if around.is_bare else own
        return Heard(
            nearness=nearness,
            close={gram: near * self.rarity(gram) for gram, near in asked.items()},
            modifier=self.rarity.weighed(grams(around.modifier)),
            above=dict.fromkeys(grams(around.headings), 1.0),
            facets={facet: _said_of(facet, around) for facet in _FACETS},
        )

    def _known(self, indicator: Indicator) -> Known:
        names = (indicator.label, *indicator.aliases)
        spoken = "；".join(names)
        words = dict.fromkeys(grams(indicator.definition), _DEFINITION)
        for dimension in indicator.dimensions.values():
            words.update(dict.fromkeys(grams(" ".join(dimension.values())), 1.0))
        words.update(dict.fromkeys(grams(spoken), 1.0))
        return Known(
            indicator=indicator,
            names=tuple(self.rarity.weighed(grams(name)) for name in names),
            topics=tuple(self.rarity.weighed(grams(topic)) for topic in indicator.topics),
            words=words,
            spoken=spoken,
            facets={facet: said(facet, spoken) for facet in _FACETS},
        )


def _agreement(known: Known, heard: Heard, facets: Mapping[str, tuple[float, float, float]]) -> float:
    """Lower where the text and the indicator name different stages or owners."""
    factor = 1.0
    for facet, (differs, lacks, ignores) in facets.items():
        text, name = heard.facets[facet], known.facets[facet]
        if text and name and not text & name:
            factor *= differs
        elif name and not text:
            factor *= lacks
        elif text and not name:
            factor *= ignores
    return factor


def _said_of(facet: str, around: Surroundings) -> set[str]:
    """What the nearest words that speak of a facet say: the figure's own, its neighbours', its clause."""
    reaches = ("，".join(around.own), around.near_words, around.clause)
    return next((values for words in reaches if (values := said(facet, words))), set())


def _in_order(scored: Iterable[tuple[Known, float]]) -> list[tuple[Known, float]]:
    found = [(one, score) for one, score in scored if score > 0]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].indicator.code))
