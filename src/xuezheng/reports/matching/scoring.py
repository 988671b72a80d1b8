"""How well an indicator's names fit the words around a figure; 0 to 1."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.matching.grams import Rarity, grams
from xuezheng.reports.matching.surroundings import SHARED, Surroundings
from xuezheng.reports.matching.wording import measure_word_class, said
from xuezheng.reports.writing.units import family, split_scale

_NAMED, _EXPLAINED, _TOPIC = 0.62, 0.30, 0.08
_DEFINITION = 0.5
_MODIFIED = 0.75
#: What is left of a score when text and names differ in a facet, and when only the names have it.
_FACETS = {"stage": (0.8, 0.97), "handling": (0.8, 1.0), "owner": (0.6, 0.85), "level": (0.8, 0.95)}


@dataclass(frozen=True)
class Known:
    """One indicator as the matcher sees it."""

    indicator: Indicator
    names: tuple[frozenset[str], ...]
    words: Mapping[str, float]
    spoken: str


class Catalogue:
    """The indicators with the rarity of the words in their names."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        listed = list(indicators)
        self.rarity = Rarity(" ".join((one.label, *one.aliases)) for one in listed)
        self.known = tuple(_known(one) for one in listed)

    def ranked(self, around: Surroundings, unit: str) -> list[tuple[Known, float]]:
        """Every indicator that a figure with this unit may be, with its score, best first."""
        nearness = near(around)
        return _in_order(
            (one, self.fit(one, around, nearness) * unit_fit(one.indicator, unit, around))
            for one in self.known
        )

    def named(self, around: Surroundings) -> list[tuple[Known, float]]:
        """Every indicator that words without a figure may be about, with its score, best first."""
        nearness = near(around)
        return _in_order((one, self.fit(one, around, nearness)) for one in self.known)

    def fit(self, known: Known, around: Surroundings, nearness: Mapping[str, float]) -> float:
        """Score one indicator's names against words, whatever their unit."""
        named = max(self.rarity.covered(set(name), nearness) for name in known.names)
        explained = self._explained(
            known, nearness if around.is_bare else dict.fromkeys(grams("，".join(around.own)), 1.0)
        )
        topic = self._topic(known.indicator, around)
        score = _NAMED * named + _EXPLAINED * explained + _TOPIC * topic
        if around.modifier:
            score *= _MODIFIED + (1 - _MODIFIED) * self.rarity.covered(grams(around.modifier), known.words)
        return min(1.0, score * _agreement(known, around))

    def _explained(self, known: Known, nearness: Mapping[str, float]) -> float:
        """Share of the near words that the indicator's own words account for."""
        close = {gram: weight * self.rarity(gram) for gram, weight in nearness.items() if weight >= SHARED}
        total = sum(close.values())
        return (
            sum(weight * known.words.get(gram, 0.0) for gram, weight in close.items()) / total
            if total
            else 0.0
        )

    def _topic(self, indicator: Indicator, around: Surroundings) -> float:
        above = dict.fromkeys(grams(around.headings), 1.0)
        return max((self.rarity.covered(grams(topic), above) for topic in indicator.topics), default=0.0)


def _in_order(scored: Iterable[tuple[Known, float]]) -> list[tuple[Known, float]]:
    found = [(one, score) for one, score in scored if score > 0]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].indicator.code))


def near(around: Surroundings) -> dict[str, float]:
    """The weight of each gram: that of the nearest stretch it stands in."""
    found: dict[str, float] = {}
    for stretch in around.stretches:
        for gram in grams(stretch.words):
            found[gram] = max(found.get(gram, 0.0), stretch.weight)
    return found


def unit_fit(indicator: Indicator, unit: str, around: Surroundings) -> float:
    """Whether a figure written in a unit can be this indicator; 0 when it cannot."""
    if family(unit) == "rate":
        return _rate_fit(indicator, around)
    if indicator.kind in ("rate", "change") or family(unit) != family(indicator.unit):
        return 0.0
    plain, own = split_scale(unit)[1], split_scale(indicator.unit)[1]
    if plain == own or family(unit) != "count":
        return 1.0
    one, other = measure_word_class(plain), measure_word_class(own)
    return 0.95 if one == other else 0.9 if not one or not other else 0.7


def _rate_fit(indicator: Indicator, around: Surroundings) -> float:
    """A percentage is a share or a change; the verb beside it says which."""
    changes = bool(
        said("change", "".join(stretch.words for stretch in around.stretches if stretch.weight >= SHARED))
    )
    if indicator.kind == "change":
        return 1.0 if changes else 0.6
    if indicator.kind == "rate":
        return 0.75 if changes else 1.0
    return 0.6


def _agreement(known: Known, around: Surroundings) -> float:
    """Lower where the text and the indicator name different stages, owners or levels."""
    own = "，".join(stretch.words for stretch in around.stretches if stretch.weight >= SHARED)
    factor = 1.0
    for facet, (differs, lacks) in _FACETS.items():
        text, name = said(facet, own), said(facet, known.spoken)
        if text and name and not text & name:
            factor *= differs
        elif name and not text:
            factor *= lacks
    return factor


def _known(indicator: Indicator) -> Known:
    words = dict.fromkeys(grams(indicator.definition), _DEFINITION)
    for dimension in indicator.dimensions.values():
        words.update(dict.fromkeys(grams(" ".join(dimension.values())), 1.0))
    spoken = "；".join((indicator.label, *indicator.aliases))
    words.update(dict.fromkeys(grams(spoken), 1.0))
    names = tuple(frozenset(grams(name)) for name in (indicator.label, *indicator.aliases))
    return Known(indicator, names, words, spoken)
