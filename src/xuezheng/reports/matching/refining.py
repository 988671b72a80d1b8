"""What a figure asks of its indicator beyond the name: filters, period, measure."""

import re

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.matching.surroundings import Surroundings
from xuezheng.reports.matching.wording import said, wording
from xuezheng.reports.writing.units import family

_WORDS = re.compile(r"[;；、/|,，\s]+")


def filters_of(indicator: Indicator, around: Surroundings) -> dict[str, str]:
    """Values of the indicator's dimensions that the figure's own words name.

    A value the indicator's name already says is no filter; two values of one dimension named
    together (小学和初中) are none either.
    """
    names = "，".join((indicator.label, *indicator.aliases))
    filters: dict[str, str] = {}
    for column, values in indicator.dimensions.items():
        for words in ("，".join(around.own), around.near_words):
            named = _named(values, words, names)
            if len(named) == 1:
                filters[column] = named[0]
            if named:
                break
    return filters


def period_of(around: Surroundings) -> str:
    """The part of the year a figure is about: year, h1, h2 or last_year."""
    return period_in(around.lead + "，".join(around.own))


def period_in(lead: str) -> str:
    """The last word of a sentence so far that names a period decides."""
    for comparing in wording()["comparing"]:
        lead = lead.replace(comparing, "")
    periods = wording()["period"].items()
    at, period = max((lead.rfind(sign), period) for period, signs in periods for sign in signs)
    return str(period) if at >= 0 else "year"


def measures_of(indicator: Indicator, unit: str, around: Surroundings) -> tuple[tuple[str, float], ...]:
    """Which part of the indicator the figure may be, each with a factor for its score."""
    if family(unit) == "rate" and indicator.kind not in ("rate", "change"):
        return (("change" if said("change", around.near_words) else "rate", 1.0),)
    if any(sign in around.own[0] for sign in wording()["out_of"]) and indicator.kind != "change":
        return (("out_of", 1.0), ("value", 0.9))
    return (("value", 1.0),)


def signs_of(words: str) -> list[str]:
    """The several ways a dimension's value is named: 自考;自学考试."""
    return [sign for sign in _WORDS.split(words) if sign]


def _named(values: dict[str, str], words: str, names: str) -> list[str]:
    for compound in wording()["compounds"]:
        words = words.replace(compound, "")
    found = {
        value: max(
            (len(sign) for sign in signs_of(signs) if sign in words and sign not in names),
            default=0,
        )
        for value, signs in values.items()
    }
    longest = max(found.values(), default=0)
    return [value for value, length in found.items() if length and length == longest]
