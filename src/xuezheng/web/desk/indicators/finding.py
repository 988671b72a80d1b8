"""Finding an indicator by its Chinese name, the initials of its pinyin, its English name or its code."""

from collections import Counter
from functools import cache

from django.utils.translation import get_language

from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.indicators.declaration import Indicator


def label_of(indicator: Indicator) -> str:
    """Its name in the language of the page."""
    return indicator.label_en if (get_language() or "").startswith("en") else indicator.label


@cache
def searched_texts() -> dict[str, str]:
    """Everything an indicator may be found by, in one text."""
    return {code: _text(each) for code, each in load_catalogue().items()}


@cache
def topics() -> tuple[str, ...]:
    """The sections of reports that indicators belong to, the fullest first."""
    counted = Counter(topic for each in load_catalogue().values() for topic in each.topics)
    return tuple(topic for topic, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _text(indicator: Indicator) -> str:
    from pypinyin import Style, lazy_pinyin

    names = (indicator.label, *indicator.aliases)
    initials = ("".join(lazy_pinyin(name, style=Style.FIRST_LETTER)) for name in names)
    sounds = ("".join(lazy_pinyin(name)) for name in names)
    return " ".join([*names, *initials, *sounds, indicator.label_en, indicator.code]).casefold()
