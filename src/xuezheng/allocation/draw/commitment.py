"""Fix a list before anyone can know the seed. Nothing in a commitment can be chosen freely.

`commit.json` is its own canonical form, without a line end, so that any SHA-256 tool run on the
file gives the commitment C. Whoever could choose a single word of it could try millions of C.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from xuezheng import __version__
from xuezheng.allocation.draw.canonical import canonical, list_bytes
from xuezheng.allocation.draw.codes import code_faults, group_faults, groups_bytes, refuse
from xuezheng.allocation.draw.hashing import NAMES, digest, hash_named
from xuezheng.allocation.draw.sources import (
    ahead_hours,
    bits_of,
    draw_moment,
    floor_bits,
    named_source,
    told,
)
from xuezheng.errors import Fault

FORMAT = "draw-commit-v1"
LATE = "next-issue-of-same-source"
RULES = {
    "tickets": "按签号从小到大",
    "sorted-numbers": "按 15 位随机数从小到大",
    "circle": "围圈数数：起始号先中，再从其后的剩余号码中数到步长者中",
    "difference": "等差数列：从首号起每次加同一个差，绕圈，遇已中号码顺延",
    "rfc3797": "RFC 3797（IETF 提名委员会所用算法）",
}
LAST_PLACES = {
    "exceed": "最后一个名额轮到捆绑的一组时，整组录取，计划相应增加",
    "skip": "剩余名额放不下捆绑的一组时，该组不录取，名额由其后第一个放得下的编号取得",
}
SCHOOL = re.compile(r"[0-9A-Z]{1,12}", re.ASCII)
LABEL = re.compile(r"ticket-v1(\|school=[0-9A-Z]{1,12})?(\|round=[1-9])?", re.ASCII)
RFC3797_MOST = 65535


@dataclass(frozen=True)
class Commitment:
    """A fixed list: the bytes of commit.json, C, and what goes with it."""

    raw: bytes
    value: str
    codes: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]

    @property
    def statement(self) -> dict[str, Any]:
        """The commitment as plain data."""
        read: dict[str, Any] = json.loads(self.raw)
        return read

    def files(self) -> dict[str, bytes]:
        """What is published: the commitment, the list, the groups, the sentence for the announcement."""
        made = {"commit.json": self.raw, "list.txt": list_bytes(self.codes)}
        if self.groups:
            made["groups.txt"] = groups_bytes(self.groups)
        return {**made, "announcement.txt": (announcement(self) + "\n").encode()}


def commit(
    codes: Sequence[str],
    sources: Sequence[str],
    *,
    at: datetime,
    rule: str = "tickets",
    places: int | None = None,
    groups: Sequence[Sequence[str]] = (),
    last_place: str | None = None,
    school: str = "",
    round_number: int | None = None,
    hash: str = "sha256",
) -> Commitment:
    """Fix a list, a rule and the public sources to come.

    Parameters
    ----------
    codes : sequence of str
        One pseudonymous code for each child.
    sources : sequence of str
        In their fixed order, as `named_source` reads them.
    at : datetime
        The moment of committing, with its zone; at least 24 hours before the first draw.
    rule : str
        One of `RULES`.
    places : int, optional
        How many places there are; None ranks everybody without admitting anybody.
    groups : sequence of sequence of str
        Codes bound together (twins): one ticket a group, counted as so many places.
    last_place : str, optional
        One of `LAST_PLACES`; must be said when there are both groups and places.
    school, round_number : str, int, optional
        Tell several draws from one seed apart: they make the label.
    hash : str
        `sha256` or `sm3`.

    Raises
    ------
    BadInput
        With all faults of list, groups, sources and parameters together.
    """
    entries = [named_source(text) for text in sources]
    good = [entry for entry in entries if isinstance(entry, dict)]
    faults = [entry for entry in entries if isinstance(entry, Fault)]
    faults += code_faults(codes, "名单") + group_faults(groups, codes, "捆绑名单")
    faults += _parameter_faults(
        rule, len(codes), places, bool(groups), last_place, hash, school, round_number
    )
    faults += source_faults(good, rule)
    faults += _too_late(good, at)
    refuse(faults, "不能作出承诺")
    ordered = tuple(sorted(codes))
    bound = tuple(sorted(tuple(sorted(group)) for group in groups))
    statement = {
        "format": FORMAT,
        "groups_digest": digest(hash, groups_bytes(bound)).hex() if bound else None,
        "hash": hash,
        "label": _label(school, round_number),
        "last_place": last_place if bound and places is not None else None,
        "late": LATE,
        "list_digest": digest(hash, list_bytes(ordered)).hex(),
        "n": len(ordered),
        "places": places,
        "rule": rule,
        "sources": good,
        "version": __version__,
    }
    return commitment_from(canonical(statement), ordered, bound)


def commitment_from(raw: bytes, codes: Sequence[str], groups: Sequence[Sequence[str]]) -> Commitment:
    """Make a commitment again from its bytes and lists."""
    statement = json.loads(raw)
    value = hash_named(statement["hash"])(raw).hex()
    return Commitment(raw, value, tuple(codes), tuple(tuple(group) for group in groups))


def _label(school: str, round_number: int | None) -> str:
    parts = ["ticket-v1"]
    if school:
        parts.append(f"school={school}")
    if round_number is not None:
        parts.append(f"round={round_number}")
    return "|".join(parts)


def _parameter_faults(
    rule: str,
    n: int,
    places: int | None,
    has_groups: bool,
    last_place: str | None,
    hash: str,
    school: str,
    round_number: int | None,
) -> list[Fault]:
    faults = []
    if rule not in RULES:
        faults.append(Fault(f"没有名为“{rule}”的规则。", "规则", f"可用的规则是：{'、'.join(RULES)}。"))
    if hash not in NAMES:
        faults.append(Fault(f"没有名为“{hash}”的杂凑算法。", "杂凑", "请用 sha256 或 sm3。"))
    if places is not None and not 1 <= places <= n:
        faults.append(
            Fault(f"名额 {places} 不在 1 至 {n} 之间。", "名额", "报名不超过名额时不必抽签。请改正名额。")
        )
    if rule == "rfc3797" and n > RFC3797_MOST:
        faults.append(
            Fault(f"名单有 {n} 个编号。", "规则", f"rfc3797 最多 {RFC3797_MOST} 个。请改用 tickets。")
        )
    if has_groups and places is not None and last_place not in LAST_PLACES:
        faults.append(
            Fault(
                "有捆绑的多胞胎，却没有说明最后一个名额怎么办。",
                "末位规则",
                f"抽签前必须公布。请选 {'、'.join(f'{key}（{text}）' for key, text in LAST_PLACES.items())}。",
            )
        )
    if last_place is not None and last_place not in LAST_PLACES:
        faults.append(Fault(f"没有名为“{last_place}”的末位规则。", "末位规则", "请选 exceed 或 skip。"))
    if school and not SCHOOL.fullmatch(school):
        faults.append(Fault(f"学校代码“{school}”的写法不对。", "学校", "只能是 1 至 12 位数字或大写字母。"))
    if round_number is not None and not 1 <= round_number <= 9:
        faults.append(Fault(f"轮次 {round_number} 不在 1 至 9 之间。", "轮次", "请改正轮次。"))
    return faults


def source_faults(entries: Sequence[Mapping[str, Any]], rule: str) -> list[Fault]:
    """Every fault of the sources taken together: too little randomness, one named twice."""
    faults = []
    bits = bits_of(entries)
    if bits < floor_bits():
        faults.append(
            Fault(
                f"主要来源合计只有 {bits:.1f} 比特随机性，至少须 {floor_bits()} 比特。",
                "来源",
                "请再加一个公开来源，例如快乐8（61.6）加双色球（24.1）；骰子、摇号球和 drand 只能附加，不计入。",
            )
        )
    seen = [(entry["source"], entry.get("issue")) for entry in entries]
    faults += [
        Fault(f"来源 {code} {issue or ''} 写了 {seen.count((code, issue))} 次。", "来源", "请删去重复的。")
        for code, issue in sorted(set(seen), key=str)
        if seen.count((code, issue)) > 1
    ]
    if rule == "rfc3797" and any(entry["source"] == "drand" for entry in entries):
        faults.append(
            Fault("rfc3797 只接受数字来源，不接受 drand。", "来源", "请去掉 drand 或改用 tickets。")
        )
    return faults


def _too_late(entries: Sequence[Mapping[str, Any]], at: datetime) -> list[Fault]:
    latest = at + timedelta(hours=ahead_hours())
    return [
        Fault(
            f"{told(entry)}将于 {moment:%Y-%m-%d %H:%M} 开奖，距现在不足 {ahead_hours()} 小时。",
            "来源",
            "承诺须在开奖前公布足够长的时间。请改用更晚的一期。",
        )
        for entry in entries
        if (moment := draw_moment(entry)) is not None and moment < latest
    ]


def announcement(commitment: Commitment) -> str:
    """The sentence to print in the announcement, hand to the notary and the parents."""
    said = commitment.statement
    named = "；".join(f"（{i}）{told(entry)}" for i, entry in enumerate(said["sources"], start=1))
    parts = [
        f"本次抽签名单共 {said['n']} 个编号，规则：{RULES[said['rule']]}。",
        f"名额 {said['places']} 个。" if said["places"] is not None else "",
        f"捆绑 {len(commitment.groups)} 组，每组一个签号。" if commitment.groups else "",
        f"{LAST_PLACES[said['last_place']]}。" if said["last_place"] else "",
        f"随机数依次取自：{named}。某一来源当期未开奖的，用该来源的下一期，任何人不得另选。",
        f"承诺值（{said['hash'].upper()}）：{commitment.value}。",
        "名单和 commit.json 自今日起公开，不再改动；开奖后任何人都可以复算。",
    ]
    return "".join(parts)
