"""Learn how sure the matcher may be: a logistic curve over what each first suggestion shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize

from xuezheng.reports.matching.confidence import FEATURES, Parameters

#: Keeps weights small where few texts speak; the curve then bends less to any one of them.
_RIDGE = 0.003
#: The share that must be right of what is offered ticked, with a margin for texts nobody has seen.
_RIGHT = 0.92


@dataclass(frozen=True)
class Example:
    """One first suggestion: its text, what it shows, whether it is right, and whether indicators were missing."""

    text: str
    features: Mapping[str, float]
    is_right: bool
    has_gaps: bool = False


def learnt(examples: Sequence[Example]) -> Parameters:
    """Fit the curve by maximum likelihood with a ridge; each text weighs alike per figure."""
    shown = np.array([[1.0, *(one.features[name] for name in FEATURES)] for one in examples])
    right = np.array([one.is_right for one in examples], dtype=float)

    def loss(weights: np.ndarray) -> float:
        told = shown @ weights
        return float(np.mean(np.logaddexp(0, told) - right * told) + _RIDGE / 2 * np.sum(weights[1:] ** 2))

    fitted = minimize(loss, np.zeros(shown.shape[1]), method="L-BFGS-B").x
    return Parameters(float(fitted[0]), dict(zip(FEATURES, map(float, fitted[1:]), strict=True)), 1.0)


def left_out(examples: Sequence[Example]) -> list[tuple[float, Example]]:
    """Every example with the confidence that a curve learnt from the other texts gives it."""
    told = []
    for text in dict.fromkeys(one.text for one in examples):
        curve = learnt([one for one in examples if one.text != text])
        told += [(curve.sureness(one.features), one) for one in examples if one.text == text]
    return told


def tick_at(examples: Sequence[Example]) -> float:
    """The lowest confidence above which suggestions were right often enough in texts left out of the learning.

    The speeches are left aside: the catalogue was written for them. Enough must be right both with the whole
    catalogue and with gaps in it.
    """
    others = [(sure, one) for sure, one in left_out(examples) if not one.text.startswith("speech")]
    return max(_lowest([pair for pair in others if pair[1].has_gaps == gaps]) for gaps in (False, True))


def _lowest(told: Sequence[tuple[float, Example]]) -> float:
    right, best = 0, 1.0
    for number, (sure, one) in enumerate(sorted(told, key=lambda pair: -pair[0]), 1):
        right += one.is_right
        if right / number >= _RIGHT:
            best = sure
    return round(best, 3)


def write_parameters(examples: Sequence[Example]) -> Path:
    """Learn from all the texts and write what the matcher reads."""
    told = learnt(examples)
    place = Path(str(files("xuezheng.reports.matching"))) / "confidence.yaml"
    words = {
        "learnt_from": {"texts": len({one.text for one in examples}), "figures": len(examples)},
        "tick": tick_at(examples),
        "base": round(told.base, 4),
        "weights": {name: round(weight, 4) for name, weight in told.weights.items()},
    }
    head = (
        "# How sure a first suggestion is: 1 / (1 + exp(-(base + sum of weights x features))); the features are\n"
        "# told in confidence.py. Learnt, not written: python -m benchmarks.matching --learn\n"
    )
    place.write_text(head + yaml.safe_dump(words, sort_keys=False), encoding="utf-8")
    return place
