"""Profiles and layouts from rules/seating/, as they hold on a day."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from xuezheng.allocation.seating.problem import Layout, Profile
from xuezheng.errors import NotFound

PROFILES = ("zhongkao", "gaokao", "xuekao", "zikao", "chengkao", "yankao")
DOORS = {"": "left", "left": "left", "right": "right", "左": "left", "右": "right"}


def layouts(on: date, door: str = "left") -> dict[str, Layout]:
    """Every layout that is in use on a day, by its name, with the door on one side."""
    found = {}
    for name, lines in _read("layouts").items():
        said = _on(lines, on)
        if said is not None:
            found[name] = Layout(
                tuple(said["columns"]),
                tuple(said.get("turns", ())),
                door,
                tuple(number - 1 for number in said.get("extra", ())),
            )
    return found


def profile_named(code: str, on: date) -> Profile:
    """Give the rules of an examination as they hold on a day.

    Raises
    ------
    NotFound
        When there is no such profile, or one of its rules has no value on that day.
    """
    if code not in PROFILES:
        raise NotFound(f"没有考试类型“{code}”。规则库里有：{'、'.join(PROFILES)}。请改用其中之一。")
    read = _read(code)
    said = {name: _on(lines, on) for name, lines in read.items() if name != "label"}
    missing = [name for name, line in said.items() if line is None]
    if missing:
        raise NotFound(
            f"考试类型“{code}”的规则 {'、'.join(missing)} 在 {on} 没有有效的值。"
            "规则都有起止日期。请改正日期，或在 rules/seating 中补充。"
        )
    lines = {name: {**line, "from": str(line["from"])} for name, line in said.items() if line}
    return Profile(code=code, label=str(read["label"]), on=on, said=lines)


def _on(lines: list[Mapping[str, Any]], on: date) -> Mapping[str, Any] | None:
    """The latest line that holds on a day."""
    for line in sorted(lines, key=lambda line: str(line["from"]), reverse=True):
        if line["from"] <= on and (line.get("to") is None or on <= line["to"]):
            return line
    return None


@cache
def _read(name: str) -> dict[str, Any]:
    text = files("xuezheng.rules").joinpath("seating", f"{name}.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read
