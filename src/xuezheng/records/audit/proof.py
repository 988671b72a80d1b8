"""Prove the whole log in one pass: every event follows the one before, and the tree over them has its root.

The stored text is hashed as it stands; only where a database keeps the detail in a form of its own is it
brought to canonical form first. A published head fixes all events up to it: whoever cuts the tail or
computes the chain anew meets another root there.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import Any

from django.db import connection
from django.utils.timezone import localtime

from xuezheng.records.audit.canonical import START
from xuezheng.records.audit.models import Event

Row = tuple[Any, ...]
_BATCH = 5_000
_COLUMNS = (
    'seq, {at}, "by", action, subject_kind, subject_code, organisation_path, {detail}, previous_hash, hash'
)


@dataclass(frozen=True)
class Published:
    """What of a head was published: so many events, the last one's hash, the root of the tree over them."""

    n: int
    hash: str
    root: str
    told: str = ""


@dataclass
class Proof:
    """What a pass over the log found. `first_bad` is a sequence number; None when the log is whole."""

    n: int = 0
    hash: str = START
    root: str = ""
    first_bad: int | None = None
    why: str = ""
    agreed: list[Published] = field(default_factory=list)
    contradicted: list[Published] = field(default_factory=list)

    def note(self, seq: int, why: str) -> None:
        """Remember the first thing that is wrong."""
        if self.first_bad is None or seq < self.first_bad:
            self.first_bad, self.why = seq, why


class Tree:
    """The Merkle tree of RFC 6962 over leaves that come one by one: 0x00 before a leaf, 0x01 before a node."""

    def __init__(self) -> None:
        self.n = 0
        self._whole: list[bytes] = []  # roots of the complete subtrees, the widest first

    def add(self, leaf: bytes) -> None:
        node, n = sha256(b"\0" + leaf).digest(), self.n
        while n & 1:
            node = sha256(b"\1" + self._whole.pop() + node).digest()
            n >>= 1
        self._whole.append(node)
        self.n += 1

    def root(self) -> str:
        """The root over what was added so far; that of no leaf is the hash of nothing."""
        if not self._whole:
            return sha256(b"").hexdigest()
        *others, node = self._whole
        for left in reversed(others):
            node = sha256(b"\1" + left + node).digest()
        return node.hex()


def prove(published: Iterable[Published] = ()) -> Proof:
    """Walk the log as it stands in the database, and hold it against heads that were published."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, hash FROM audit_head WHERE id = 1")
        head = cursor.fetchone() or (0, "")
    return prove_rows(stored_rows(), head, published)


def prove_rows(rows: Iterable[Row], head: tuple[int, str], published: Iterable[Published] = ()) -> Proof:
    """The same over rows as `stored_rows` gives them."""
    proof, tree = Proof(), Tree()
    asked: dict[int, list[Published]] = {}
    for one in published:
        asked.setdefault(one.n, []).append(one)
    _compare(proof, tree, asked.get(0, []))
    said: dict[str, str] = {}
    for row in rows:
        seq = proof.n + 1
        fault = _fault(row, seq, proof.hash, said)
        if fault:
            proof.note(seq, fault)
            break
        proof.n, proof.hash = seq, row[9]
        tree.add(bytes.fromhex(row[9]))
        if seq in asked:
            _compare(proof, tree, asked[seq])
    proof.root = tree.root()
    if proof.first_bad is None and (proof.n, proof.hash) != head:
        proof.note(min(proof.n, head[0]) + 1, "链头与最后一条记录不符：末尾被截去，或有记录没有登记")
    if proof.first_bad is None:
        _compare_missing(proof, [one for n, heads in asked.items() if n > proof.n for one in heads])
    return proof


def stored_rows() -> Iterator[Row]:
    """The events as the database keeps them, in order; instants and details as text."""
    at, detail = "at || ''", "detail || ''"  # an expression: SQLite's driver reads no dates into it
    if connection.vendor == "postgresql":
        at, detail = "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')", "detail::text"
    asked = _COLUMNS.format(at=at, detail=detail)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {asked} FROM audit_event ORDER BY seq")  # noqa: S608
        while some := cursor.fetchmany(_BATCH):
            yield from some


def latest(*, subject: str, by: str, since: datetime | None, most: int) -> list[dict[str, Any]]:
    """The latest events: about a code, by an account, from a moment on; who may see them is asked before."""
    rows = Event.objects.order_by("-seq")
    if subject:
        kind, _, code = subject.rpartition(":")
        rows = rows.filter(subject_code=code, **({"subject_kind": kind} if kind else {}))
    if by:
        rows = rows.filter(by=by)
    if since:
        rows = rows.filter(at__gte=since)
    found = rows.values("seq", "at", "by", "action", "subject_kind", "subject_code", "detail")[:most]
    return [{**row, "at": localtime(row["at"]).isoformat(timespec="seconds")} for row in found]


def _fault(row: Row, seq: int, last: str, said: dict[str, str]) -> str:
    """What is wrong with one event; empty when it is the one that was written."""
    if row[0] != seq:
        return f"第 {seq} 条不在，其后是第 {row[0]} 条" if row[0] > seq else f"第 {row[0]} 条次序不对"
    if row[8] != last:
        return "与前一条的散列值接不上：前一条被换过，或次序被改"
    begin = b"audit-v1\n" + seq.to_bytes(8, "big") + bytes.fromhex(last)
    if sha256(begin + _text(row, row[7], said)).hexdigest() == row[9]:
        return ""
    if sha256(begin + _text(row, _canonical(row[7]), said)).hexdigest() == row[9]:
        return ""
    return "内容与其散列值不符：写入后被改动"


def _text(row: Row, detail: str, said: dict[str, str]) -> bytes:
    """The canonical text of an event: keys in order, nothing between. What repeats is quoted once."""
    _, at, by, action, kind, code, path, _, _, _ = row
    for word in (by, action, kind, path):
        if word not in said:
            said[word] = quoted(word)
    moment = f"{at[:10]}T{at[11:]}" + (".000000Z" if len(at) == 19 else "Z")
    if at[10:11] != " ":
        moment = at
    return (
        f'{{"action":{said[action]},"at":"{moment}","by":{said[by]},"detail":{detail},'
        f'"organisation_path":{said[path]},"subject_code":{quoted(code)},"subject_kind":{said[kind]}}}'
    ).encode()


def _canonical(detail: str) -> str:
    try:
        return json.dumps(json.loads(detail), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    except ValueError:
        return detail


def _compare(proof: Proof, tree: Tree, heads: list[Published]) -> None:
    for one in heads:
        if (one.hash, one.root) == (proof.hash, tree.root()):
            proof.agreed.append(one)
            continue
        proof.contradicted.append(one)
        since = max((good.n for good in proof.agreed), default=0) + 1
        where = f"第 {since} 条" if since >= one.n else f"第 {since} 至 {one.n} 条之间"
        proof.note(since, f"与 {one.told or '公布的链头'} 不符：{where}的记录在公布之后被整体改写")


def _compare_missing(proof: Proof, heads: list[Published]) -> None:
    for one in heads:
        proof.contradicted.append(one)
        proof.note(
            proof.n + 1,
            f"{one.told or '公布的链头'}载明有 {one.n} 条，现在只有 {proof.n} 条：末尾被截去，或恢复了旧备份",
        )
