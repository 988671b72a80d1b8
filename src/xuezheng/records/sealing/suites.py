"""One key's way with one kind of number: seal a text, open it, find it again.

A sealed text is `<key id>.<base64 of index ‖ ciphertext ‖ tag>`. The index is a keyed hash of the value,
cut to 128 bits; its first 96 bits are the nonce (a synthetic one, as in SIV), so that under one key equal
values of a kind have equal texts, in whatever table they stand, and different values different nonces.
Every kind has an encryption key of its own, derived from its name, and the name and the index are
authenticated with the text: a telephone does not open as an identity number. What shows is which rows
hold the same value, and how long a value is; nothing else.
"""

import hashlib
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from xuezheng.errors import Tampered
from xuezheng.records.sealing.keys import Key

INDEX_BYTES, NONCE_BYTES, TAG_BYTES = 16, 12, 16
#: Where in a sealed text the key's id ends, and the whole characters of the index that follow it (126 bits).
HEAD, INDEX_CHARACTERS = 5, 21
Encrypt = Callable[[bytes, bytes, bytes], bytes]


class Sealer:
    """Seals and opens the numbers of one kind under one key."""

    def __init__(self, key: Key, kind: str) -> None:
        self.head, self._kind = f"{key.id}.", kind.encode() + b"\n"
        self._encrypt, self._decrypt = _cipher(key, b"seal-v1\n" + self._kind)
        self._inner, self._outer = _keyed(key.suite, key.index, b"index-v1\n" + self._kind)

    def seal(self, value: str) -> str:
        """The sealed text of a value."""
        raw = value.encode()
        index = self.index(raw)
        body = self._encrypt(index[:NONCE_BYTES], raw, self._kind + index)
        return self.head + b2a_base64(index + body, newline=False).decode("ascii")

    def open(self, text: str) -> str:
        """The value of a sealed text."""
        try:
            raw = a2b_base64(text[HEAD:])
            index = raw[:INDEX_BYTES]
            return self._decrypt(index[:NONCE_BYTES], raw[INDEX_BYTES:], self._kind + index).decode()
        except (InvalidTag, Error, ValueError):
            raise Tampered(
                "有一项加密内容打不开。它被改动过，或密钥文件不是本库的。请核对密钥文件，或从备份恢复。"
            ) from None

    def index(self, raw: bytes) -> bytes:
        """The keyed hash by which a value is found again: HMAC, cut to 128 bits."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(raw)
        outer.update(inner.digest())
        return outer.digest()[:INDEX_BYTES]


@lru_cache(maxsize=512)
def sealer(key: Key, kind: str) -> Sealer:
    """The sealer of a kind under a key, made once."""
    return Sealer(key, kind)


@lru_cache(maxsize=64)
def file_cipher(key: Key) -> tuple[Encrypt, Encrypt]:
    """How whole files are encrypted and decrypted under a key."""
    return _cipher(key, b"file-v1")


def _cipher(key: Key, purpose: bytes) -> tuple[Encrypt, Encrypt]:
    """Encryption with a key of its own for a purpose."""
    inner, outer = _keyed(key.suite, key.data, purpose)
    outer.update(inner.digest())
    if key.suite.startswith("aes"):
        aes = AESGCM(outer.digest())
        return aes.encrypt, aes.decrypt
    return _sm4(outer.digest()[:16])


def _keyed(suite: str, secret: bytes, purpose: bytes) -> tuple[Any, Any]:
    """The two halves of an HMAC, keyed once and copied for each value (RFC 2104; blocks of 64 bytes)."""
    start = hashlib.sha256 if suite.startswith("aes") else _Sm3
    block = secret.ljust(64, b"\0")
    inner = start(bytes(byte ^ 0x36 for byte in block))
    inner.update(purpose)
    return inner, start(bytes(byte ^ 0x5C for byte in block))


class _Sm3:
    """SM3 in the shape of hashlib, from the OpenSSL that comes with cryptography: the system's may lack it."""

    def __init__(self, first: bytes = b"", hashed: hashes.Hash | None = None) -> None:
        self._hash = hashed or hashes.Hash(hashes.SM3())
        self._hash.update(first)

    def copy(self) -> "_Sm3":
        return _Sm3(hashed=self._hash.copy())

    def update(self, part: bytes) -> None:
        self._hash.update(part)

    def digest(self) -> bytes:
        return self._hash.copy().finalize()


def _sm4(secret: bytes) -> tuple[Encrypt, Encrypt]:
    sm4 = algorithms.SM4(secret)

    def encrypt(nonce: bytes, raw: bytes, bound: bytes) -> bytes:
        gcm = Cipher(sm4, modes.GCM(nonce)).encryptor()
        gcm.authenticate_additional_data(bound)
        return gcm.update(raw) + gcm.finalize() + gcm.tag

    def decrypt(nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        gcm = Cipher(sm4, modes.GCM(nonce, sealed[-TAG_BYTES:])).decryptor()
        gcm.authenticate_additional_data(bound)
        return gcm.update(sealed[:-TAG_BYTES]) + gcm.finalize()

    return encrypt, decrypt
