"""What a figure asks of its indicator beyond the name: filters, period, measure."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.matching.surroundings import Surroundings
from xuezheng.reports.matching.wording import said, wording
from xuezheng.reports.writing.units import family

#: 上升到, 提高至 …, and what says that something is done.
_LEVEL = re.compile(r"(?:上升|增长|增加|提高|提升|下降|降低|减少|压缩|压减|降)(?:了)?[到至为]")
_DONE = re.compile(r"实际|目前|已经?")
#: 由58%上升到79.6%: the first is how it was.
_FROM, _TO = (
    re.compile(r"[由从][^由从到至]{0,6}$"),
    re.compile(r"(?:上升|增长|增加|提高|提升|下降|降低|减少)(?:了)?[到至为]"),
)
_WORDS = re.compile(r"[;；、/|,，\s]+")


def filters_of(indicator: Indicator, around: Surroundings) -> dict[str, str]:
    """Values of the indicator's dimensions that the figure's own words name.

    A value the indicator's name already says is no filter; two values of one dimension named
    together (小学和初中) are none either.
    """
    return filters_in(indicator, ("，".join(around.own), "，".join(around.shared), around.near_words))


def filters_in(indicator: Indicator, nearest_first: Iterable[str]) -> dict[str, str]:
    """Values of the indicator's dimensions in the nearest of some words that name any.

    Words that only repeat what the indicator's name says answer for the dimension too: those further
    off are then about another figure.
    """
    reaches = list(nearest_first)
    filters: dict[str, str] = {}
    for column, values in indicator.dimensions.items():
        for words in reaches:
            named, is_answered = _named(values, words, indicator.label)
            if len(named) == 1:
                filters[column] = named[0]
            if is_answered:
                break
    return filters


def period_of(around: Surroundings) -> str:
    """The part of the year a figure is about: year, h1, h2 or last_year."""
    if _FROM.search(around.own[0]) and _TO.match(around.own[1]):
        return "last_year"
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
    before = _since_done(around.so_far)
    if family(unit) == "rate" and indicator.kind not in ("rate", "change"):
        return ((_percentage(around), 1.0),)
    if indicator.kind == "change":
        return (("growth", 1.0),) if changes(around.near_words) == {"up"} else (("value", 1.0),)
    if family(unit) == "rate" and _has("completion", around.clause):
        return (("value", 1.0),)
    if _has("target", before):
        return (("target", 1.0), ("value", 0.9))
    if _has("out_of", before):
        return (("target" if indicator.kind == "rate" else "out_of", 1.0), ("value", 0.9))
    names = "，".join((indicator.label, *indicator.aliases))
    if _has("per_head", around.clause) and not _has("per_head", names) and indicator.kind in ("count", "sum"):
        stock = 0.6 if said("movement", names) == {"added"} else 1.0
        return (("per_head", stock), ("value", 0.8 * stock))
    return (("value", 1.0),)


def measure_of_percentage(around: Surroundings) -> str:
    """What a percentage that names nothing is of the figure before it; empty when it does not say."""
    said_here = around.clause
    if _has("completion", said_here):
        return "completion"
    if _has("ratio", said_here):
        return "ratio"
    return _change(changes(said_here))


def changes(words: str) -> set[str]:
    """Directions of the changes that some words speak of; 上升到 says a level, not a change."""
    return said("change", _LEVEL.sub("", words))


def _since_done(words: str) -> str:
    """Words after the last that says something is done (已按计划完成), without what plans are called."""
    for fixed in wording()["no_plan"]:
        words = words.replace(fixed, "")
    return _DONE.split(words)[-1]


def _percentage(around: Surroundings) -> str:
    """What a percentage is of an indicator that is a count or a sum."""
    if changed := _change(changes(around.near_words)):
        return changed
    if _has("ratio", around.near_words):
        return "ratio"
    if _has("completion", around.near_words):
        return "completion"
    return "rate"


def _change(directions: set[str]) -> str:
    if not directions:
        return ""
    return "growth" if directions == {"up"} else "change"


def _has(kind: str, words: str) -> bool:
    return any(sign in words for sign in wording()[kind])


def signs_of(words: str) -> list[str]:
    """The several ways a dimension's value is named: 自考;自学考试."""
    return [sign for sign in _WORDS.split(words) if sign]


@cache
def _signs(values: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Words of the values, the longest first, each with its value."""
    signs = ((sign, value) for value, several in values for sign in signs_of(several))
    return tuple(sorted(signs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _said_by(label: str, values: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """Values that an indicator's label says already."""
    return frozenset(value for value, several in values if any(sign in label for sign in signs_of(several)))


@cache
def _compounds(signs: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Compounds that are no sign of a value themselves."""
    known = {sign for sign, _ in signs}
    return tuple(compound for compound in wording()["compounds"] if compound not in known)


def _named(values: Mapping[str, str], words: str, label: str) -> tuple[list[str], bool]:
    """Values whose words stand there, the longest first, each place for one value only; and whether any did.

    Those that the label says are left out of the list.
    """
    listed = tuple(values.items())
    signs = _signs(listed)
    for compound in _compounds(signs):
        words = words.replace(compound, "□")
    found: dict[str, None] = {}
    for sign, value in signs:
        if sign in words:
            found.setdefault(value)
            words = words.replace(sign, "□")
    return [value for value in found if value not in _said_by(label, listed)], bool(found)
