"""Profiles from rules/invigilation/."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from xuezheng.allocation.invigilation.problem import Profile
from xuezheng.errors import NotFound

PROFILES = ("zhongkao", "gaokao")


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
    values = {name: entry["value"] for name, entry in said.items() if isinstance(entry, dict)}
    return Profile(
        code=code,
        label=str(said["label"]),
        **{**values, "barred_duties": tuple(values["barred_duties"])},
    )


def statement(profile: Profile) -> dict[str, Any]:
    """The rules as the certificate tells them."""
    return {**vars(profile), "barred_duties": list(profile.barred_duties)}


@cache
def _read(name: str) -> dict[str, Any]:
    text = files("xuezheng.rules").joinpath("invigilation", f"{name}.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read
