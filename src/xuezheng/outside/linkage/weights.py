"""What each level of agreement is worth, read from `weights.yaml` once."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Level:
    """One way two values agree or differ: how often among the same and among strangers, and in words."""

    same: float
    chance: float
    says: str
    by_frequency: bool = False


@dataclass(frozen=True)
class Weights:
    """Every comparison by name, its levels from best to worst, and where the outcomes begin (bits)."""

    prior_share: float
    matched_from: float
    queue_from: float
    margin: float
    grown_by: int
    candidates: int
    labels: dict[str, str]
    levels: dict[str, dict[str, Level]]

    def level_of(self, comparison: str, gamma: int) -> str:
        """The name of a level by splink's number, which counts from the worst up; -1 is nothing to compare."""
        names = list(self.levels[comparison])
        return "" if gamma < 0 else names[len(names) - 1 - gamma]


@cache
def weights() -> Weights:
    """Read the table."""
    text = files("xuezheng.outside.linkage").joinpath("weights.yaml").read_text(encoding="utf-8")
    told: dict[str, Any] = yaml.safe_load(text)
    comparisons = told["comparisons"]
    return Weights(
        prior_share=told["prior_share"],
        matched_from=told["matched_from"],
        queue_from=told["queue_from"],
        margin=told["margin"],
        grown_by=told["grown_by"],
        candidates=told["candidates"],
        labels={name: c["label"] for name, c in comparisons.items()},
        levels={
            name: {level: Level(**line) for level, line in c["levels"].items()}
            for name, c in comparisons.items()
        },
    )
