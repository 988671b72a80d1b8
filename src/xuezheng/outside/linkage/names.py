"""What two writings of one Chinese name have in common: the characters folded, the sound, the order."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import yaml

#: Dots inside names of some peoples, and whatever else is not a character of a name.
_NO_PART = re.compile(r"[\s·•・‧∙．.\-—_*'’`]+")
_ASIDE = re.compile(r"[（(\[【〔].*?[）)\]】〕]")
#: Sounds are kept as one character each (a private one), so that a name's sound is as long as the name.
_FIRST_SOUND = 0xE000


def fold_name(name: str) -> str:
    """A name as it is compared: no spaces, dots or remarks in brackets, one way to write each character.

    Examples
    --------
    >>> fold_name("買買提·艾力（曾用名）"), fold_name("張 詠峯")
    ('买买提艾力', '张咏峰')
    """
    said = _ASIDE.sub("", unicodedata.normalize("NFKC", name))
    return _NO_PART.sub("", said).upper().translate(_folds())


def sound_code(folded: str) -> str:
    """One private character for each syllable without its tone: equal when two names sound the same."""
    table = _sounds()
    for character in folded:
        if ord(character) not in table:
            table[ord(character)] = _code_of(_syllable(character))
    return folded.translate(table)


def name_sound(name: str) -> str:
    """The sound of a name in letters, without tones.

    Examples
    --------
    >>> name_sound("张哲"), name_sound("章喆")
    ('zhang zhe', 'zhang zhe')
    """
    return " ".join(_syllable(character) for character in fold_name(name))


def sorted_characters(folded: str) -> str:
    """The characters of a name in one order, so that a swapped pair makes no difference."""
    return "".join(sorted(folded))


def told_variants(one: str, other: str) -> list[tuple[str, str]]:
    """Characters that are written differently in two names and are the same one, place by place."""
    left, right = (unicodedata.normalize("NFKC", name) for name in (one, other))
    if len(left) != len(right):
        return []
    return [(a, b) for a, b in zip(left, right, strict=True) if a != b and fold_name(a) == fold_name(b)]


@cache
def _folds() -> dict[int, str]:
    text = files("xuezheng.outside.linkage").joinpath("variants.yaml").read_text(encoding="utf-8")
    table = yaml.safe_load(text)
    lines: Iterable[tuple[str, str]] = {**table["standard"], **table["own"]}.items()
    return {ord(other): character for character, others in lines for other in others}


@cache
def _sounds() -> dict[int, str]:
    return {}


@cache
def _codes() -> dict[str, str]:
    return {}


def _code_of(syllable: str) -> str:
    codes = _codes()
    if syllable not in codes:
        codes[syllable] = chr(_FIRST_SOUND + len(codes))
    return codes[syllable]


@cache
def _syllable(character: str) -> str:
    """The first reading of a character, without tone; a character nobody reads stands for itself."""
    from pypinyin import Style, pinyin

    return str(pinyin(character, style=Style.NORMAL, errors="default")[0][0])
