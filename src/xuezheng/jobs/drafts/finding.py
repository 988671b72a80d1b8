"""Find an indicator by its Chinese name, the initials of its pinyin, its English name or its code."""

from collections.abc import Mapping
from functools import lru_cache

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.writing.units import family

MOST = 12


def find_indicators(words: str, catalogue: Mapping[str, Indicator], unit: str = "") -> list[Indicator]:
    """Indicators that the words name, the best first; those in the unit of the text before others."""
    wanted = "".join(words.casefold().split())
    if not wanted:
        return []
    ranked = [
        (rank, bool(unit) and family(one.unit) != family(unit), len(one.label), code, one)
        for code, one in catalogue.items()
        if (rank := _rank(wanted, one)) is not None
    ]
    return [one for *_, one in sorted(ranked, key=lambda found: found[:4])[:MOST]]


def _rank(wanted: str, one: Indicator) -> int | None:
    names, sounds = _named(one.label, one.aliases, one.label_en, one.code)
    if any(name.startswith(wanted) for name in names):
        return 0
    if any(wanted in name for name in names):
        return 1
    if any(sound.startswith(wanted) for sound in sounds):
        return 2
    if len(wanted) > 1 and any(wanted in sound for sound in sounds):
        return 3
    return None


@lru_cache(maxsize=2048)
def _named(
    label: str, aliases: tuple[str, ...], english: str, code: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What an indicator is called, and how it sounds: whole pinyin and initials."""
    from pypinyin import Style, lazy_pinyin

    chinese = (label, *aliases)
    names = tuple("".join(name.casefold().split()) for name in (*chinese, english, code))
    sounds = []
    for name in chinese:
        sounds.append("".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).casefold())
        sounds.append("".join(lazy_pinyin(name)).casefold())
    return names, tuple(sounds)
