"""Statutory clocks (办理时限): how long an office may take, as dated and sourced data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from xuezheng.errors import NotFound

#: How days are counted: 自然日, 工作日, 月, and a fixed day of the year.
COUNTS = {"days": "日", "working_days": "个工作日", "months": "个月", "day_of_year": ""}


@dataclass(frozen=True)
class Extension:
    """A longer time that may be granted (延期): how much, how often, and on which condition."""

    limit: int
    counts: str
    times: int
    condition: str


@dataclass(frozen=True)
class Clock:
    """One rule: from an event, so many days of a kind, and what may change that.

    `limit` is a number, or `MM-DD` when `counts` is `day_of_year`. `pauses` names what stops the clock
    (停止计时), `restarts` what starts it anew, `on_expiry` what the law makes of silence. `mark` says how
    sure the source is: V read in the text, V2 several sources agree, M from memory.
    """

    name: str
    matter: str
    title: str
    title_en: str
    starts: str
    limit: int | str
    counts: str
    rolls_over: bool
    extension: Extension | None
    pauses: Mapping[str, str]
    restarts: Mapping[str, str]
    on_expiry: str
    source: str
    article: str
    mark: str
    from_on: date
    to_on: date | None

    @property
    def says(self) -> str:
        """The limit in words, such as `60 日` or `20 个工作日`."""
        if self.counts == "day_of_year":
            month, day = str(self.limit).split("-")
            return f"每年 {int(month)} 月 {int(day)} 日前"
        return "当日" if self.limit == 0 else f"{self.limit} {COUNTS[self.counts]}"


def clock_on(name: str, on: date) -> Clock:
    """Give the clock in force on a day.

    Parameters
    ----------
    name : str
        As listed by `all_clocks`, such as `petition.conclude`.
    on : date
        The day the clock starts: later changes of the law do not touch it.

    Raises
    ------
    NotFound
        When there is no such clock (the nearest names are given), or none holds on that day.
    """
    known = all_clocks()
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.4)
        hint = f"相近的有：{'、'.join(near)}。" if near else ""
        raise NotFound(f"没有名为“{name}”的时限。{hint}请用 xuezheng clock 查看全部时限。")
    for version in known[name]:
        if version.from_on <= on and (version.to_on is None or on <= version.to_on):
            return version
    begins = min(version.from_on for version in known[name])
    raise NotFound(
        f"时限“{name}”在 {on} 没有有效版本（最早自 {begins} 起）。请在 rules/clocks/ 中补充当时的规定。"
    )


@cache
def all_clocks() -> dict[str, tuple[Clock, ...]]:
    """Every clock by name, its versions latest first."""
    known: dict[str, tuple[Clock, ...]] = {}
    folder = files("xuezheng.rules").joinpath("clocks")
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".yaml"):
            name = path.name.removesuffix(".yaml")
            lines = yaml.safe_load(path.read_text(encoding="utf-8"))
            versions = [_clock(name, line) for line in lines]
            known[name] = tuple(sorted(versions, key=lambda clock: clock.from_on, reverse=True))
    return known


def _clock(name: str, line: Mapping[str, Any]) -> Clock:
    longer = line.get("extension")
    return Clock(
        name=name,
        matter=line["matter"],
        title=line["title"],
        title_en=line["title_en"],
        starts=line["starts"],
        limit=line["limit"],
        counts=line["counts"],
        rolls_over=line["rolls_over"],
        extension=Extension(longer["limit"], longer["counts"], longer["times"], longer["condition"])
        if longer
        else None,
        pauses=line.get("pauses", {}),
        restarts=line.get("restarts", {}),
        on_expiry=line.get("on_expiry", ""),
        source=line["source"],
        article=line["article"],
        mark=line["mark"],
        from_on=date.fromisoformat(str(line["from"])),
        to_on=date.fromisoformat(str(line["to"])) if line.get("to") else None,
    )
