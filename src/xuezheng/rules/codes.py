"""Code lists of the state."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

#: 举办者 of a private school (民办); every other code is public (公办).
PRIVATE_RUNNER = "999"


def school_kinds(counted_as: str) -> tuple[str, ...]:
    """办学类型 that count as a school of a stage (`junior` has 九年一贯制 in it)."""
    return tuple(code for code, kind in _kinds().items() if kind["counted_as"] == counted_as)


def kinds_teaching(stage: str) -> tuple[str, ...]:
    """办学类型 that teach a stage, whatever they are counted as (九年一贯制 teaches two)."""
    return tuple(code for code, kind in _kinds().items() if stage in kind["teaches"])


@cache
def _kinds() -> dict[str, dict[str, Any]]:
    """The code list, read once."""
    file = files("xuezheng.rules").joinpath("codes", "school_kinds.yaml")
    kinds: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return kinds


@cache
def proposal_results() -> dict[str, str]:
    """办理结果: the class of a proposal's answer and what it means."""
    text = (files("xuezheng.rules") / "codes" / "proposal_results.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def kind_labels() -> dict[str, str]:
    """办学类型 by their code, and what each is called."""
    return {code: str(kind["label"]) for code, kind in _kinds().items()}


@cache
def stage_grades() -> dict[str, int]:
    """How many grades each stage has."""
    text = (files("xuezheng.rules") / "codes" / "stage_grades.yaml").read_text(encoding="utf-8")
    return {str(stage): int(n) for stage, n in yaml.safe_load(text).items()}


def school_kind(code: str) -> str:
    """What a 办学类型 is called; the code itself where the list has no such kind."""
    return str(_kinds().get(code, {}).get("label", code))


@cache
def staff_words() -> dict[str, dict[str, str]]:
    """学历 and 职称: what the register stores, and the word on a form."""
    text = (files("xuezheng.rules") / "codes" / "staff_words.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))
