"""The two hashes a draw may use: SHA-256, and SM3 where an office must use it.

Both give 32 bytes from blocks of 64, so everything built on them (HMAC, the tree of results)
is the same but for the name. SM3 comes from OpenSSL where it is there, else from the plain
version below; the standard's two examples are a test of both.
"""

import hashlib
import hmac
from collections.abc import Callable

from xuezheng.errors import BadInput

NAMES = ("sha256", "sm3")
WORD = 0xFFFFFFFF
SM3_START = (
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
    0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
)  # fmt: skip


def digest(name: str, message: bytes) -> bytes:
    """The 32-byte hash of a message under `sha256` or `sm3`."""
    return hash_named(name)(message)


def hash_named(name: str) -> Callable[[bytes], bytes]:
    """Give the hash with this name, as a function from bytes to 32 bytes.

    Raises
    ------
    BadInput
        When the name is neither `sha256` nor `sm3`.
    """
    if name == "sha256":
        return lambda message: hashlib.sha256(message).digest()
    if name == "sm3":
        return _sm3_of_openssl if _has_sm3() else sm3
    raise BadInput(f"没有名为“{name}”的杂凑算法。规则只允许 sha256 或 sm3。请二选一。")


def mac_keyed(name: str, key: bytes) -> Callable[[bytes], bytes]:
    """Give HMAC (RFC 2104) with this key over `sha256` or `sm3`, as a function of the message."""
    if name == "sha256":
        return lambda message: hmac.digest(key, message, "sha256")
    if name == "sm3" and _has_sm3():
        return lambda message: hmac.digest(key, message, "sm3")
    return mac_over(hash_named(name), key)


def mac_over(hash_of: Callable[[bytes], bytes], key: bytes) -> Callable[[bytes], bytes]:
    """HMAC written out over a hash of 64-byte blocks, for a hash the machine's library does not have."""
    short = (hash_of(key) if len(key) > 64 else key).ljust(64, b"\0")
    inner, outer = bytes(b ^ 0x36 for b in short), bytes(b ^ 0x5C for b in short)
    return lambda message: hash_of(outer + hash_of(inner + message))


def _has_sm3() -> bool:
    return "sm3" in hashlib.algorithms_available


def _sm3_of_openssl(message: bytes) -> bytes:
    return hashlib.new("sm3", message).digest()


def sm3(message: bytes) -> bytes:
    """SM3 written out (GB/T 32905-2016), for machines whose OpenSSL has none."""
    padded = message + b"\x80" + bytes(-(len(message) + 9) % 64) + (8 * len(message)).to_bytes(8, "big")
    state: tuple[int, ...] = SM3_START
    for start in range(0, len(padded), 64):
        state = _sm3_block(state, padded[start : start + 64])
    return b"".join(word.to_bytes(4, "big") for word in state)


def _sm3_block(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    w = _sm3_expand(block)
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        early = j < 16
        constant = _turn(0x79CC4519 if early else 0x7A879D8A, j % 32)
        ss1 = _turn((_turn(a, 12) + e + constant) & WORD, 7)
        ff = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if early else (e & f) | (~e & g & WORD)
        tt1 = (ff + d + (ss1 ^ _turn(a, 12)) + (w[j] ^ w[j + 4])) & WORD
        tt2 = (gg + h + ss1 + w[j]) & WORD
        a, b, c, d, e, f, g, h = tt1, a, _turn(b, 9), c, _p0(tt2), e, _turn(f, 19), g
    return tuple(old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True))


def _sm3_expand(block: bytes) -> list[int]:
    w = [int.from_bytes(block[i : i + 4], "big") for i in range(0, 64, 4)]
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ _turn(w[j - 3], 15)
        w.append(x ^ _turn(x, 15) ^ _turn(x, 23) ^ _turn(w[j - 13], 7) ^ w[j - 6])
    return w


def _turn(word: int, by: int) -> int:
    return ((word << by) | (word >> (32 - by))) & WORD


def _p0(x: int) -> int:
    return x ^ _turn(x, 9) ^ _turn(x, 17)
