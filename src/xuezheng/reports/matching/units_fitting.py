"""Whether a figure written in a unit can be an indicator."""

from functools import cache

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.matching.wording import measure_word_class
from xuezheng.reports.writing.units import family, split_scale

#: Other measure word of the same kind (名 and 人), one that counts anything (个), another kind.
_ALIKE, _ANYTHING, _UNLIKE = 0.95, 0.9, 0.7
#: A person counted once and a person counted as often as he came (名, 人次).
_PERSON_OR_VISIT = 0.85
#: A share where the text says a change, a change where it says a share, a count as a percentage.
_SHARE_OF_CHANGE, _CHANGE_OF_SHARE, _COUNT = 0.75, 0.6, 0.6


def unit_fit(indicator: Indicator, unit: str, *, is_change: bool) -> float:
    """Give 1 for the indicator's own unit, less for one that may stand for it, 0 when it cannot.

    `is_change` says that a verb beside the figure speaks of a rise or a fall.
    """
    if family(unit) == "rate":
        return _rate_fit(indicator, is_change)
    return 0.0 if indicator.kind in ("rate", "change") else _plain_fit(unit, indicator.unit)


@cache
def _plain_fit(unit: str, indicators: str) -> float:
    """How a written unit fits an indicator's, when neither is a percentage."""
    if family(unit) != family(indicators):
        return 0.0
    plain, own = split_scale(unit)[1], split_scale(indicators)[1]
    if plain == own or family(unit) != "count":
        return 1.0
    one, other = measure_word_class(plain), measure_word_class(own)
    if {one, other} == {"person", "visit"}:
        return _PERSON_OR_VISIT
    return _ALIKE if one == other else _ANYTHING if not one or not other else _UNLIKE


def _rate_fit(indicator: Indicator, is_change: bool) -> float:
    """A percentage is a share or a change; the verb beside it says which."""
    if indicator.kind == "change":
        return 1.0 if is_change else _CHANGE_OF_SHARE
    if indicator.kind == "rate":
        return _SHARE_OF_CHANGE if is_change else 1.0
    return _COUNT
