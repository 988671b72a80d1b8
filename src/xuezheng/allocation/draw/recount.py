"""The arithmetic of a draw a second time, written from docs/algorithms/draw.md without looking at the
makers: other data structures, other loops. What both get is what the page says.
"""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import md5, sha256
from typing import Any

from xuezheng.allocation.draw.hashing import mac_keyed

Hash = Callable[[bytes], bytes]
Rule = Callable[[Mapping[str, Any], bytes, list[list[str]], Any], list[list[str]]]


def order_of(
    said: Mapping[str, Any], seed: bytes, units: list[list[str]], public: Mapping[str, Any]
) -> list[list[str]]:
    """The line again: for each unit its codes' first, then what a family compares."""
    rules: dict[str, Rule] = {
        "tickets": _by_ticket,
        "sorted-numbers": _by_number,
        "circle": partial(_by_hand, _circle),
        "difference": partial(_by_hand, _difference),
        "rfc3797": _by_rfc3797,
    }
    return rules[said["rule"]](said, seed, units, public)


def _by_ticket(said: Mapping[str, Any], seed: bytes, units: list[list[str]], _: Any) -> list[list[str]]:
    mac = mac_keyed(said["hash"], seed)
    drawn = [(mac(f"{said['label']}\n{unit[0]}".encode()).hex(), unit[0]) for unit in units]
    return [[code, ticket] for ticket, code in sorted(drawn)]


def _by_number(said: Mapping[str, Any], seed: bytes, units: list[list[str]], _: Any) -> list[list[str]]:
    by_ticket = _by_ticket(said, seed, units, _)
    numbered = [(f"{int(ticket[:16], 16) * 10**15 // 2**64:015d}", code) for code, ticket in by_ticket]
    return [[code, number] for number, code in sorted(numbered)]


def start_and_step(said: Mapping[str, Any], seed: bytes, n: int) -> list[int]:
    """The two numbers of the rules done by hand, from the stream of the seed."""
    fair = (word for word in _words(said, seed) if word < 2**64 // n * n)
    return [next(fair) % n + 1, next(fair) % n + 1]


def _words(said: Mapping[str, Any], seed: bytes) -> Iterator[int]:
    mac, i = mac_keyed(said["hash"], seed), 0
    while True:
        ticket = mac(f"stream-v1|{said['label']}\n{i}".encode()).hex()
        yield from (int(ticket[at : at + 16], 16) for at in range(0, 64, 16))
        i += 1


def _by_hand(
    walk: Callable[[int, int, int], list[int]],
    said: Mapping[str, Any],
    seed: bytes,
    units: list[list[str]],
    _: Any,
) -> list[list[str]]:
    start, step = start_and_step(said, seed, len(units))
    return [[units[number - 1][0], str(number)] for number in walk(len(units), start, step)]


def _circle(n: int, start: int, step: int) -> list[int]:
    ring, won = deque(range(1, n + 1)), []
    ring.rotate(1 - start)
    while ring:
        won.append(ring.popleft())
        if ring:
            ring.rotate(-((step - 1) % len(ring)))
    return won


def _difference(n: int, start: int, difference: int) -> list[int]:
    free, won, wanted = list(range(1, n + 1)), list[int](), start
    while free:
        at = bisect_left(free, wanted)
        won.append(free.pop(at if at < len(free) else 0))
        wanted = (won[-1] + difference - 1) % n + 1
    return won


def _by_rfc3797(
    said: Mapping[str, Any], seed: bytes, units: list[list[str]], public: Mapping[str, Any]
) -> list[list[str]]:
    key = ""
    for source in public["sources"]:
        numbers = sorted(number for group in source["numbers"] for number in group)
        key += "".join(f"{number}." for number in numbers) + "/"
    left, line = [[unit[0], str(i)] for i, unit in enumerate(units, start=1)], []
    for i in range(len(units)):
        twice = i.to_bytes(2, "big")
        hashed = md5(twice + key.encode() + twice, usedforsecurity=False).hexdigest()
        line.append(left.pop(int(hashed, 16) % len(left)))
    return line


def admitted(sizes: Sequence[int], places: int, last_place: str | None) -> list[str]:
    """Who gets in again: walk down the line while places are left."""
    words, free = [], places
    for size in sizes:
        gets_in = free > 0 and (size <= free or last_place == "exceed")
        words.append("in" if gets_in else "out")
        free -= size if gets_in else 0
    return words


def root_of(leaves: Sequence[bytes], hash_of: Hash) -> bytes:
    """The root by the RFC's own recursion: split at the largest power of two below the number of leaves."""
    if not leaves:
        return hash_of(b"")
    return _node([hash_of(b"\0" + leaf) for leaf in leaves], 0, len(leaves), hash_of)


def _node(hashed: Sequence[bytes], first: int, end: int, hash_of: Hash) -> bytes:
    if end - first == 1:
        return hashed[first]
    split = first + (1 << ((end - first - 1).bit_length() - 1))
    return hash_of(b"\1" + _node(hashed, first, split, hash_of) + _node(hashed, split, end, hash_of))


def numbers_wrong(entry: Mapping[str, Any], made: Mapping[str, Any], sizes: Sequence[Sequence[int]]) -> str:
    """What is wrong with the published numbers of one source, in Chinese; empty when nothing is."""
    shape = {"source", "numbers"} if "count" in entry else {"source", "issue", "drawn", "numbers"}
    if entry["source"] == "drand":
        return _beacon_wrong(entry, made)
    if set(made) != shape or made["source"] != entry["source"] or made.get("issue") != entry.get("issue"):
        return "来源或期号与承诺不同，或记录多了、少了内容"
    if "issue" in entry and made["drawn"] not in _issues(entry):
        return f"开奖期号 {made['drawn']} 不是承诺的 {entry['issue']} 或它的下一期"
    if len(made["numbers"]) != len(sizes):
        return "号码的组数不对"
    for group, (count, of) in zip(made["numbers"], sizes, strict=True):
        if len(group) != count or not all(type(n) is int and 0 < n <= of for n in group):
            return f"号码 {group} 应是 1 至 {of} 中的 {count} 个整数"
        if entry["source"] != "dice" and len(set(group)) < count:
            return f"号码 {group} 有重复"
        if "issue" in entry and sorted(group) != group:
            return f"号码 {group} 没有从小到大写"
    return ""


def _issues(entry: Mapping[str, Any]) -> set[str]:
    issue, is_december = entry["issue"], entry["on"].split("-")[1] == "12"
    width = len(issue)
    after = {issue, str(int(issue) + 1).zfill(width)}
    return after | ({str(int(issue[:-3]) + 1).zfill(width - 3) + "001"} if is_december else set())


def _beacon_wrong(entry: Mapping[str, Any], made: Mapping[str, Any]) -> str:
    if set(made) - {"signature"} != {"source", "issue", "drawn", "value"} or made["source"] != "drand":
        return "记录多了或少了内容"
    if made["issue"] != entry["issue"] or made["drawn"] not in (entry["issue"], str(int(entry["issue"]) + 1)):
        return "轮次与承诺不同"
    if len(unhexed(made["value"])) != 32:
        return "随机值不是 32 字节"
    if "signature" in made and (
        len(unhexed(made["signature"])) != 48
        or sha256(unhexed(made["signature"])).hexdigest() != made["value"]
    ):
        return "随机值不是签名的 SHA-256"
    return ""


class Climber:
    """Goes up proofs of one tree; nodes met before are not hashed again."""

    def __init__(self, hash_of: Hash) -> None:
        self._hash_of = hash_of
        self._known: dict[bytes, bytes] = {}

    def root(self, leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
        """The root a proof leads to (RFC 9162 §2.1.3.2); ValueError when it cannot be a proof."""
        if not 0 <= index < size:
            raise ValueError("index outside the tree")
        at, last, node = index, size - 1, self._hash_of(b"\0" + leaf)
        for beside in path:
            if last == 0:
                raise ValueError("proof too long")
            if at & 1 or at == last:
                node = self._join(beside + node)
                while not at & 1 and at:
                    at, last = at >> 1, last >> 1
            else:
                node = self._join(node + beside)
            at, last = at >> 1, last >> 1
        if last:
            raise ValueError("proof too short")
        return node

    def _join(self, both: bytes) -> bytes:
        if both not in self._known:
            self._known[both] = self._hash_of(b"\1" + both)
        return self._known[both]


HEX = re.compile(r"([0-9a-f]{2})*", re.ASCII)


def unhexed(text: object) -> bytes:
    """Bytes of lower-case hex; anything else is a ValueError."""
    if not isinstance(text, str) or not HEX.fullmatch(text):
        raise ValueError("not lower-case hex")
    return bytes.fromhex(text)
