"""Places in line, reckoned again: values by sorting, lottery numbers from the seed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from xuezheng.allocation.admissions.verify.round import Round
from xuezheng.allocation.draw.hashing import mac_keyed

if TYPE_CHECKING:
    from numpy.typing import NDArray


def value_of(text: str) -> Decimal | None:
    """A number or a day; None for what is neither."""
    if len(text) == 10 and text[4] == text[7] == "-":
        text = text.replace("-", "")
    try:
        number = Decimal(text) if "e" not in text.lower() else None
    except InvalidOperation:
        return None
    return number if number is None or number.is_finite() else None


def entry_ranks(entry: Mapping[str, Any], columns: Sequence[Sequence[str]]) -> "NDArray[Any]":
    """Rank of each row under one entry of an order, from 0; rows without a value come last."""
    import numpy as np

    rows = list(columns[0]) if len(columns) == 1 else list(zip(*columns, strict=True))
    sign = -1 if entry["first"] == "largest" else 1
    signed: dict[Any, Any] = {}
    for row in set(rows):
        numbers = [value_of(cell) for cell in ((row,) if isinstance(row, str) else row)]
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers):
            signed[row] = Decimal("Infinity")
        elif entry["of"] == "sum":
            signed[row] = sign * sum(known)
        else:
            signed[row] = sign * (min(known) if entry["of"] == "lowest" else max(known))
    levels = {value: i for i, value in enumerate(sorted(set(signed.values())))}
    by_row = {row: levels[value] for row, value in signed.items()}
    return np.fromiter(map(by_row.__getitem__, rows), np.int64, len(rows))


def joined(components: Sequence["NDArray[Any]"], n: int) -> "NDArray[Any]":
    """One rank of several components, the first weighing most; equal rows share a rank."""
    import numpy as np

    if not components or not n:
        return np.zeros(n, np.int64)
    order = np.lexsort(tuple(reversed(components)))
    new = np.zeros(n, bool)
    for component in components:
        ordered = component[order]
        new[1:] |= ordered[1:] != ordered[:-1]
    rank = np.empty(n, np.int64)
    rank[order] = np.cumsum(new)
    return rank


def lottery(one: Round, label: str, codes: Sequence[str]) -> "NDArray[Any]":
    """Number of each code in the line of tickets, from 1: HMAC(seed, label ‖ LF ‖ code) ascending."""
    import numpy as np

    drawn = _tickets(one.seed["hash"], bytes.fromhex(one.seed["value"]), f"{label}\n".encode(), codes)
    first = np.frombuffer(b"".join(drawn), ">u8")[::4].astype(np.uint64)
    order = np.argsort(first, kind="stable")
    new = np.r_[True, np.diff(first[order]) != 0][: len(codes)]
    number = np.empty(len(codes), np.int64)
    number[order] = np.cumsum(new)
    if len(codes) and number.max() < len(codes) and number.max() < len(set(drawn)):
        at = {ticket: i for i, ticket in enumerate(sorted(set(drawn)), start=1)}
        return np.array([at[ticket] for ticket in drawn], np.int64)
    return number


def _tickets(hash_name: str, key: bytes, head: bytes, codes: Sequence[str]) -> list[bytes]:
    """HMAC written out (RFC 2104): two hashes a ticket."""
    if hash_name != "sha256":
        mac = mac_keyed(hash_name, key)
        return [mac(head + code.encode()) for code in codes]
    block = key.ljust(64, b"\0")
    inner, outer = bytes(b ^ 0x36 for b in block) + head, bytes(b ^ 0x5C for b in block)
    return [sha256(outer + sha256(inner + code.encode()).digest()).digest() for code in codes]


def ticket_names(one: Round) -> Sequence[str]:
    """Under which code each pupil's ticket is drawn: the first of her group, else her own."""
    if not one.bound:
        return one.pupils
    first = {code: group[0] for group in one.bound for code in group}
    return [first.get(code, code) for code in one.pupils]
