"""Pairs of characters, and how rare each is among the names of the catalogue."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

_NOT_WORDS = re.compile(r"[^一-鿿A-Za-z]|[xX×Ⅹ]+")
_SINGLE = 0.3


def grams(words: str) -> frozenset[str]:
    """Pairs of neighbouring characters, and the characters themselves."""
    found: set[str] = set()
    for run in _NOT_WORDS.split(words):
        found.update(run)
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)


@dataclass(frozen=True)
class Weighed:
    """Some words as grams, with the weight of all of them together."""

    grams: frozenset[str]
    total: float


class Rarity:
    """Weight of a gram: high when few names of the catalogue have it; single characters weigh little."""

    def __init__(self, names: Iterable[str]) -> None:
        each = [grams(name) for name in names]
        counts = Counter(gram for one in each for gram in one)
        self._most = math.log(1 + len(each))
        self._weights = {
            gram: math.log((1 + len(each)) / (0.5 + n)) * (_SINGLE if len(gram) == 1 else 1.0)
            for gram, n in counts.items()
        }

    def __call__(self, gram: str) -> float:
        """Weight of one gram."""
        known = self._weights.get(gram)
        return self._most * (_SINGLE if len(gram) == 1 else 1.0) if known is None else known

    def is_known(self, gram: str) -> bool:
        """Whether any name of the catalogue has the gram."""
        return gram in self._weights

    def weighed(self, found: Collection[str]) -> Weighed:
        """Grams with their total weight, to be asked for often."""
        return Weighed(frozenset(found), sum(self(gram) for gram in found))

    def covered(self, wanted: Weighed, nearness: Mapping[str, float]) -> float:
        """Share of the wanted grams that are there, each as near as it stands; 0 to 1."""
        if not wanted.total:
            return 0.0
        there = wanted.grams & nearness.keys()
        return sum(self(gram) * nearness[gram] for gram in there) / wanted.total
