"""How sure a first suggestion is, as a share that would be right: learnt from labelled texts, kept as data."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: What a first suggestion shows. score: of the ranking; lead: over the next one of another indicator;
#: named: share of its best name that stands there; explained: share of the figure's words it accounts
#: for; own: share of its best name among the figure's own words; bare: the figure names no object;
#: unsaid: it is a part of a total, and nothing tells it from the total; shared: another figure of the
#: text fits the same reading better.
FEATURES = ("score", "lead", "named", "explained", "own", "bare", "unsaid", "shared")
#: A figure of next year's tasks is decided, not measured: it never comes near the mark for ticking.
_OF_PLAN = 0.5
#: With a lead smaller than this two indicators fit alike, and neither can be surer than one of two.
_TIE, _ONE_OF_TWO = 0.02, 0.5


@dataclass(frozen=True)
class Parameters:
    """A logistic curve over the features, and the confidence from which a suggestion comes ticked."""

    base: float
    weights: Mapping[str, float]
    tick: float

    def sureness(self, features: Mapping[str, float]) -> float:
        """Between 0 and 1."""
        told = self.base + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, told))))


@cache
def parameters() -> Parameters:
    """Read `confidence.yaml` once."""
    import yaml

    text = files("xuezheng.reports.matching").joinpath("confidence.yaml").read_text(encoding="utf-8")
    given = yaml.safe_load(text)
    return Parameters(float(given["base"]), dict(given["weights"]), float(given["tick"]))


def confidences(features: Mapping[str, float], scores: list[float], *, is_plan: bool) -> list[float]:
    """Confidence of each suggestion of a figure, best first.

    The first has what the curve gives; the others share what is left in proportion to their scores,
    and none is surer than the one before it.
    """
    if not scores:
        return []
    first = parameters().sureness(features) * (_OF_PLAN if is_plan else 1.0)
    if features["lead"] < _TIE:
        first = min(first, _ONE_OF_TWO)
    rest = sum(scores[1:]) or 1.0
    others = [min(first * score / scores[0], (1 - first) * score / rest) for score in scores[1:]]
    return [round(sure, 4) for sure in (first, *others)]
