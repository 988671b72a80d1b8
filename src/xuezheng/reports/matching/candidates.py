"""Every reading a figure may have, with what speaks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xuezheng.reports.matching.refining import filters_of, measures_of, period_of
from xuezheng.reports.matching.scoring import Catalogue, Fit
from xuezheng.reports.matching.stages import Stage, stage_of
from xuezheng.reports.matching.surroundings import Surroundings
from xuezheng.reports.shapes import Slot, Suggestion

#: A figure of next year's tasks is decided, not measured; its suggestions stand back.
OF_PLAN = 0.4
_MOST = 12


@dataclass(frozen=True)
class Candidate:
    """One reading of a figure.

    Attributes
    ----------
    fit : Fit
        How the words fit.
    is_unsaid : bool
        It is read as a part of a total, and nothing in it tells it from the total.
    is_shared : bool
        Another figure of the text fits the same reading better.
    """

    suggestion: Suggestion
    fit: Fit
    is_unsaid: bool = False
    is_shared: bool = False

    @property
    def score(self) -> float:
        """What it is ranked by."""
        return self.suggestion.score

    def times(self, factor: float) -> "Candidate":
        """The same reading with a part of its score, or a gain, up to 1."""
        return replace(
            self, suggestion=replace(self.suggestion, score=round(min(1.0, self.score * factor), 4))
        )


@dataclass(frozen=True)
class Figure:
    """A figure with the words around it and its readings, best first."""

    slot: Slot
    around: Surroundings
    is_plan: bool
    candidates: tuple[Candidate, ...]

    @property
    def stage(self) -> Stage | None:
        """At which stage the things are that it counts, where the words say."""
        return stage_of(self.around)


def figure(slot: Slot, around: Surroundings, known: Catalogue, *, is_plan: bool) -> Figure:
    """Read a figure from its own surroundings alone."""
    period = period_of(around)
    ahead = OF_PLAN if is_plan else 1.0
    found = []
    for one, fit in known.ranked(around, slot.unit, _MOST):
        filters = filters_of(one.indicator, around)
        whole = fit.score * ahead
        for measure, factor in measures_of(one.indicator, slot.unit, around):
            said = Suggestion(one.indicator.code, filters, period, measure, round(whole * factor, 4))
            found.append(Candidate(said, fit))
    return Figure(slot, around, is_plan, tuple(sorted(found, key=order)))


def order(one: Candidate) -> tuple[float, str, str]:
    """Best first; equals by code and measure."""
    return -one.score, one.suggestion.indicator, one.suggestion.measure


def features(figure: Figure, ranked: tuple[Candidate, ...]) -> Mapping[str, float]:
    """What the first reading of a figure shows of its being right; see `confidence.FEATURES`."""
    first = ranked[0]
    code = first.suggestion.indicator
    others = [one.score for one in ranked[1:] if one.suggestion.indicator != code]
    undone = 1 / OF_PLAN if figure.is_plan else 1.0
    return {
        "score": first.score * undone,
        "lead": (first.score - max(others, default=0.0)) * undone,
        "named": first.fit.named,
        "explained": first.fit.explained,
        "own": first.fit.own,
        "bare": float(figure.around.is_bare),
        "unsaid": float(first.is_unsaid),
        "shared": float(first.is_shared),
    }
