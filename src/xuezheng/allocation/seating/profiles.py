"""Profiles and layouts from rules/seating/."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from xuezheng.allocation.seating.problem import Layout, Profile
from xuezheng.errors import NotFound

PROFILES = ("zhongkao", "gaokao")


@cache
def layouts() -> dict[str, Layout]:
    """Every layout by its name."""
    return {name: Layout(tuple(said["columns"])) for name, said in _read("layouts").items()}


def profile_named(code: str) -> Profile:
    """Give the rules of an examination.

    Raises
    ------
    NotFound
        When there is no such profile.
    """
    if code not in PROFILES:
        raise NotFound(f"没有考试类型“{code}”。规则库里有：{'、'.join(PROFILES)}。请改用其中之一。")
    said = _read(code)
    return Profile(
        code=code,
        label=str(said["label"]),
        sizes=tuple(said["sizes"]["value"]),
        papers=tuple(said["papers"]["value"]),
        ticket_number=str(said["ticket_number"]["value"]),
    )


@cache
def _read(name: str) -> dict[str, Any]:
    text = files("xuezheng.rules").joinpath("seating", f"{name}.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read
