"""Words that tell apart figures about the same thing, from `wording.yaml`."""

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def wording() -> dict[str, Any]:
    """Read the file once."""
    import yaml

    text = files("xuezheng.reports.matching").joinpath("wording.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def said(facet: str, words: str) -> set[str]:
    """Which values of a facet (stage, owner, change …) some words name."""
    return {value for value, signs in wording()[facet].items() if any(sign in words for sign in signs)}


def measure_word_class(unit: str) -> str:
    """The kind of thing a measure word counts; 个 and no word count anything."""
    return next((kind for kind, units in wording()["measure_words"].items() if unit in units), "")
