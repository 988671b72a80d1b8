"""Where public randomness comes from: the dated table, and how a source is named in a commitment."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from math import comb, log2
from typing import Any

from xuezheng.errors import Fault

BEIJING = timezone(timedelta(hours=8))
CEREMONY = re.compile(r"([1-9][0-9]?)(?:x([1-9][0-9]{0,5}))?")
FORM = "期号来源写成 kl8:2026123@2026-06-01；drand 写成 drand:轮次；现场来源写成 dice:3 或 balls:3x20。"


@dataclass(frozen=True)
class Source:
    """One public source as it stands on a day. `draws` is how many of how many, by group."""

    code: str
    name: str
    role: str
    issue: str
    draws: tuple[tuple[int, int], ...]
    draws_at: str = ""
    genesis: int = 0
    period_seconds: int = 0

    @property
    def bits(self) -> float:
        """log2 of the number of outcomes; only main sources count."""
        return sum(log2(comb(of, count)) for count, of in self.draws) if self.role == "main" else 0.0


def known_sources() -> dict[str, str]:
    """The codes of all sources and their names."""
    return {code: entry["name"] for code, entry in _table()["sources"].items()}


def floor_bits() -> int:
    """How many bits the main sources must have together."""
    return int(_table()["floor_bits"])


def ahead_hours() -> int:
    """How long before the first draw a commitment must be made."""
    return int(_table()["ahead_hours"])


def source_on(code: str, on: date) -> Source | None:
    """Give the source as its rules stand on a day; None when it does not exist then."""
    entry = _table()["sources"].get(code)
    if entry is None:
        return None
    standing = [v for v in entry["versions"] if v["from"] <= on]
    if not standing:
        return None
    draws = tuple((count, of) for count, of in max(standing, key=lambda v: v["from"])["draws"])
    plain = {key: value for key, value in entry.items() if key not in ("versions", "issue")}
    return Source(code=code, draws=draws, issue=entry.get("issue", ""), **plain)


def named_source(text: str) -> dict[str, Any] | Fault:
    """Read one source as given to `draw commit`: the entry of the commitment, or what is wrong with it.

    Examples
    --------
    >>> named_source("kl8:2026123@2026-06-01")
    {'source': 'kl8', 'issue': '2026123', 'on': '2026-06-01'}
    >>> named_source("dice:3")
    {'source': 'dice', 'count': 3, 'of': 6}
    """
    code, _, rest = text.partition(":")
    entry = _table()["sources"].get(code)
    if entry is None:
        known = "、".join(f"{code}（{name}）" for code, name in known_sources().items())
        return Fault(f"不认识来源“{code}”。", text, f"可用的来源是：{known}。")
    if entry["role"] == "ceremony":
        return _ceremony(code, rest) or Fault("现场来源没有写明次数。", text, FORM)
    if code == "drand":
        return _drand(rest, entry) or Fault("轮次不是正整数。", text, FORM)
    issue, _, day = rest.partition("@")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return Fault(f"开奖日期“{day}”不是日期。", text, FORM)
    made = {"source": code, "issue": issue, "on": on.isoformat()}
    problem = issue_problem(made)
    return Fault(problem, text, FORM) if problem else made


def _ceremony(code: str, rest: str) -> dict[str, Any] | None:
    match = CEREMONY.fullmatch(rest)
    if not match or (code == "dice") != (match[2] is None):
        return None
    count, of = int(match[1]), int(match[2] or 6)
    return {"source": code, "count": count, "of": of} if code == "dice" or count <= of else None


def _drand(issue: str, entry: Mapping[str, Any]) -> dict[str, Any] | None:
    if not re.fullmatch(entry["issue"], issue, re.ASCII):
        return None
    return {"source": "drand", "issue": issue, "on": _round_at(int(issue), entry).date().isoformat()}


def _round_at(number: int, entry: Mapping[str, Any]) -> datetime:
    seconds = int(entry["genesis"]) + (number - 1) * int(entry["period_seconds"])
    return datetime.fromtimestamp(seconds, UTC).astimezone(BEIJING)


def issue_problem(entry: Mapping[str, Any]) -> str:
    """What keeps an entry with issue and day from naming a real issue; empty when nothing does."""
    code, issue, on = entry["source"], entry["issue"], date.fromisoformat(entry["on"])
    source = source_on(code, on)
    if source is None:
        return f"{code} 在 {on} 还没有开始销售。"
    if not re.fullmatch(source.issue, issue, re.ASCII):
        return f"期号“{issue}”的写法不对。"
    year = str(on.year)
    if code != "drand" and not year.endswith(issue[: len(issue) - 3]):
        return f"期号“{issue}”不是 {on.year} 年的。"
    if code != "drand" and not 1 <= int(issue[-3:]) <= 366:
        return f"期号“{issue}”的序号不在一年之内。"
    return ""


def draw_moment(entry: Mapping[str, Any]) -> datetime | None:
    """When the numbers of an entry become known; None for what happens on site."""
    if "on" not in entry:
        return None
    table = _table()["sources"][entry["source"]]
    if entry["source"] == "drand":
        return _round_at(int(entry["issue"]), table)
    clock = datetime.strptime(table["draws_at"], "%H:%M").time()
    return datetime.combine(date.fromisoformat(entry["on"]), clock, BEIJING)


def bits_of(entries: Iterable[Mapping[str, Any]]) -> float:
    """How many bits the main sources of a commitment have together."""
    found = [source_on(e["source"], date.fromisoformat(e["on"])) for e in entries if "on" in e]
    return sum(source.bits for source in found if source)


def groups_of(entry: Mapping[str, Any]) -> Sequence[tuple[int, int]]:
    """How many numbers of how many an entry gives, by group."""
    if "count" in entry:
        return ((entry["count"], entry["of"]),)
    source = source_on(entry["source"], date.fromisoformat(entry["on"]))
    return source.draws if source else ()


def told(entry: Mapping[str, Any]) -> str:
    """An entry in words: 快乐8第2026123期（2026-06-01）."""
    name = known_sources()[entry["source"]]
    if entry["source"] == "dice":
        return f"{name} {entry['count']} 次"
    if entry["source"] == "balls":
        return f"{name}，从 1 至 {entry['of']} 号中依次摇出 {entry['count']} 个"
    kind = "轮" if entry["source"] == "drand" else "期"
    return f"{name}第 {entry['issue']} {kind}（{entry['on']}）"


@cache
def _table() -> dict[str, Any]:
    import yaml

    text = files("xuezheng.allocation.draw").joinpath("sources.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read
