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


class Postings:
    """Several lists of weighed grams turned round: for each gram, the lists that have it.

    A text has few of all grams, so that adding up what it has is faster than asking every list.
    """

    def __init__(self, lists: Iterable[Mapping[str, float]]) -> None:
        self._lists: dict[str, list[tuple[int, float]]] = {}
        self._n_lists = 0
        for index, one in enumerate(lists):
            self._n_lists = index + 1
            for gram, weight in one.items():
                self._lists.setdefault(gram, []).append((index, weight))

    def sums(self, found: Mapping[str, float]) -> list[float]:
        """For each list, the weights of its grams that were found, each as near as it stands."""
        sums = [0.0] * self._n_lists
        for gram in sorted(found.keys() & self._lists.keys()):
            near = found[gram]
            for index, weight in self._lists[gram]:
                sums[index] += near * weight
        return sums


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

    def shares(self, wanted: Weighed) -> dict[str, float]:
        """Each wanted gram's share of the weight of all of them."""
        return {gram: self(gram) / wanted.total for gram in sorted(wanted.grams)} if wanted.total else {}

    def covered(self, wanted: Weighed, nearness: Mapping[str, float]) -> float:
        """Share of the wanted grams that are there, each as near as it stands; 0 to 1."""
        if not wanted.total:
            return 0.0
        there = wanted.grams & nearness.keys()
        return sum(self(gram) * nearness[gram] for gram in there) / wanted.total
