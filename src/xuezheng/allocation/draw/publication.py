"""The numbers the public sources published, checked and written in one way."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from xuezheng.allocation.draw.canonical import canonical
from xuezheng.allocation.draw.codes import refuse
from xuezheng.allocation.draw.hashing import digest
from xuezheng.allocation.draw.sources import draw_moment, groups_of, told
from xuezheng.errors import Fault

SEED = b"draw-seed-v1\n"
HEX_32 = re.compile(r"[0-9a-f]{64}", re.ASCII)
HEX_SIGNATURE = re.compile(r"[0-9a-f]{96}", re.ASCII)
NEXT_YEAR = re.compile(r"([0-9]+)([0-9]{3})", re.ASCII)


def publication(
    entries: Sequence[Mapping[str, Any]], values: Sequence[str], *, at: datetime
) -> dict[str, Any]:
    """Put the published numbers into the record whose canonical bytes go into the seed.

    Parameters
    ----------
    entries : sequence of mapping
        The sources of the commitment, in their order.
    values : sequence of str
        `kl8=3 7 12 …`, `ssq=1 5 9 13 22 31+7`, `dice=3 5 6`, `drand=HEX[/SIGNATURE]`. Two issues
        of one source are told apart by `kl8:2026123=…`. When the named issue was not drawn, the
        next one is given as `kl8:2026123>2026124=…`.
    at : datetime
        The moment of revealing: nothing can be revealed before it was drawn.

    Raises
    ------
    BadInput
        With all faults: a source missing or not named, numbers too few, twice or out of range.
    """
    faults: list[Fault] = []
    given = _given(entries, values, faults)
    sources = []
    for i, entry in enumerate(entries):
        if i not in given:
            faults.append(Fault(f"缺少{told(entry)}的号码。", "公布的号码", "请补上，次序以承诺为准。"))
            continue
        drawn, text = given[i]
        moment = draw_moment(entry)
        if moment is not None and at < moment:
            faults.append(
                Fault(f"{told(entry)}还没有开奖。", "公布的号码", f"请在 {moment:%Y-%m-%d %H:%M} 之后再来。")
            )
        made = _published(entry, drawn, text)
        faults += entry_faults(entry, made)
        sources.append(made)
    refuse(faults, "公布的号码不能使用")
    return {"sources": sources}


def seed_from(hash: str, commitment: str, public: bytes) -> bytes:
    """The seed: the hash of "draw-seed-v1\\n" ‖ C in hex ‖ "\\n" ‖ the canonical public numbers."""
    return digest(hash, SEED + commitment.encode("ascii") + b"\n" + public)


def public_bytes(record: Mapping[str, Any]) -> bytes:
    """The canonical bytes of the published numbers: the content of public.json."""
    return canonical(dict(record))


def _given(
    entries: Sequence[Mapping[str, Any]], values: Sequence[str], faults: list[Fault]
) -> dict[int, tuple[str, str]]:
    """Which value belongs to which entry: index → (issue really drawn, its numbers as text)."""
    given: dict[int, tuple[str, str]] = {}
    for value in values:
        name, _, text = value.partition("=")
        code, _, issues = name.strip().partition(":")
        named, _, later = issues.partition(">")
        fitting = [
            i for i, e in enumerate(entries) if e["source"] == code and named in ("", e.get("issue", ""))
        ]
        if len(fitting) != 1:
            many = "承诺中有几期，请写明期号" if fitting else "承诺中没有这个来源或这一期"
            faults.append(Fault(f"“{name}”对不上：{many}。", "公布的号码", "请按承诺里的来源和期号填写。"))
        elif fitting[0] in given:
            faults.append(Fault(f"“{name}”给了两次。", "公布的号码", "请只留一个。"))
        else:
            given[fitting[0]] = (later or entries[fitting[0]].get("issue", ""), text)
    return given


def _published(entry: Mapping[str, Any], drawn: str, text: str) -> dict[str, Any]:
    if entry["source"] == "drand":
        value, _, signature = text.strip().lower().partition("/")
        made = {"source": "drand", "issue": entry["issue"], "drawn": drawn, "value": value}
        return {**made, "signature": signature} if signature else made
    groups = [re.split(r"[\s,，、]+", part.strip(" ,，、")) for part in text.split("+")]
    numbers: list[list[Any]] = [
        [int(n) if re.fullmatch(r"[0-9]{1,6}", n, re.ASCII) else n for n in g] for g in groups
    ]
    if "count" in entry:
        return {"source": entry["source"], "numbers": numbers}
    ordered = [sorted(g) if all(isinstance(n, int) for n in g) else g for g in numbers]
    return {"source": entry["source"], "issue": entry["issue"], "drawn": drawn, "numbers": ordered}


def entry_faults(entry: Mapping[str, Any], made: Mapping[str, Any]) -> list[Fault]:
    """Every fault of one published entry against the entry of the commitment."""
    where = told(entry)
    faults = []
    if made["source"] != entry["source"] or made.get("issue") != entry.get("issue"):
        return [
            Fault(f"公布的是 {made['source']} {made.get('issue', '')}，承诺的不是。", where, "请按承诺填写。")
        ]
    if "issue" in entry and made["drawn"] not in (entry["issue"], *next_issues(entry)):
        faults.append(
            Fault(
                f"开奖期号“{made['drawn']}”既不是承诺的 {entry['issue']}，也不是它的下一期。",
                where,
                "只有当期未开奖时才能用下一期。",
            )
        )
    return faults + (
        _drand_faults(made, where) if entry["source"] == "drand" else _number_faults(entry, made, where)
    )


def next_issues(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The issues that may come next: one more, or the first of the next year."""
    if entry["source"] == "drand":
        return (str(int(entry["issue"]) + 1),)
    match = NEXT_YEAR.fullmatch(entry["issue"])
    if match is None:
        return ()
    year, number = match[1], int(match[2])
    following = (f"{year}{number + 1:03}",)
    is_december = entry["on"][5:7] == "12"
    return (*following, f"{int(year) + 1:0{len(year)}}001") if is_december else following


def _number_faults(entry: Mapping[str, Any], made: Mapping[str, Any], where: str) -> list[Fault]:
    groups = groups_of(entry)
    if len(made["numbers"]) != len(groups):
        return [
            Fault(
                f"给了 {len(made['numbers'])} 组号码，应有 {len(groups)} 组。", where, "各组之间用“+”隔开。"
            )
        ]
    faults = []
    for numbers, (count, of) in zip(made["numbers"], groups, strict=True):
        bad = [n for n in numbers if not isinstance(n, int) or not 1 <= n <= of]
        if len(numbers) != count:
            faults.append(Fault(f"给了 {len(numbers)} 个号码，应有 {count} 个。", where, "请核对开奖公告。"))
        if bad:
            listed = "、".join(str(n) for n in bad)
            faults.append(Fault(f"号码 {listed} 不在 1 至 {of} 之间。", where, "请核对开奖公告。"))
        twice = sorted({n for n in numbers if isinstance(n, int) and numbers.count(n) > 1})
        if twice and entry["source"] != "dice":
            listed = "、".join(str(n) for n in twice)
            faults.append(Fault(f"号码 {listed} 重复。", where, "同一组号码不会重复。请核对开奖公告。"))
    return faults


def _drand_faults(made: Mapping[str, Any], where: str) -> list[Fault]:
    if not HEX_32.fullmatch(made["value"]):
        return [Fault("随机值不是 64 位十六进制数。", where, "请抄录该轮的 randomness。")]
    signature = made.get("signature")
    if signature is None:
        return []
    if not HEX_SIGNATURE.fullmatch(signature):
        return [Fault("签名不是 96 位十六进制数。", where, "请抄录该轮的 signature，或不写。")]
    if sha256(bytes.fromhex(signature)).hexdigest() != made["value"]:
        return [Fault("随机值不是签名的 SHA-256。", where, "两者必须出自同一轮。请核对。")]
    return []
