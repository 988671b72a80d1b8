"""Whole files sealed: what was sent in is kept as it came, and nobody reads it beside the system.

`XZSEAL1\\n`, key id, 7 random bytes; then pieces of a mebibyte, each AES-GCM (or SM4-GCM) with the nonce
random ‖ number ‖ whether it is the last, so that pieces cannot be swapped, dropped or cut off (STREAM).
"""

import os
import secrets
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag

from xuezheng.errors import Tampered
from xuezheng.records.sealing.keys import ring
from xuezheng.records.sealing.suites import TAG_BYTES, file_cipher

MAGIC = b"XZSEAL1\n"
PIECE = 1 << 20


def seal_bytes(content: bytes) -> bytes:
    """A content sealed under the current key."""
    return b"".join(_sealed(BytesIO(content)))


def open_bytes(sealed: bytes) -> bytes:
    """The content of what `seal_bytes` or `seal_file` made.

    Raises
    ------
    Tampered
        When it was changed or cut, or its key is not in the keys file.
    """
    return b"".join(_opened(BytesIO(sealed), "这份内容"))


def seal_file(source: Path, out: Path) -> None:
    """Seal a file into another, mode 0600: whole or not at all, in memory of a few pieces."""
    half = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        with (
            source.open("rb") as content,
            os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file,
        ):
            for part in _sealed(content):
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        half.rename(out)
    finally:
        half.unlink(missing_ok=True)


def open_file(path: Path) -> bytes:
    """The content of a sealed file; of one that was kept before files were sealed, as it is."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            file.seek(0)
            return file.read()
        file.seek(0)
        return b"".join(_opened(file, str(path)))


def reseal_file(path: Path) -> None:
    """Bring a sealed file under the current key: whole or not at all, a piece in memory at a time."""
    half = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with path.open("rb") as old, os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as new:
            for part in _sealed(_Pieces(_opened(old, str(path)))):
                new.write(part)
            new.flush()
            os.fsync(new.fileno())
        half.rename(path)
    finally:
        half.unlink(missing_ok=True)


class _Pieces:
    """Opened pieces, read like a file by the piece."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, _size: int) -> bytes:
        return next(self._pieces, b"")


def key_of_file(path: Path) -> str:
    """The id of the key a file is sealed under; empty if it is not sealed."""
    with path.open("rb") as file:
        head = file.read(len(MAGIC) + 4)
    return head[len(MAGIC) :].decode("ascii", "replace") if head.startswith(MAGIC) else ""


def _sealed(content: BinaryIO | _Pieces) -> Iterator[bytes]:
    key = ring().current
    encrypt, _ = file_cipher(key)
    head = MAGIC + key.id.encode() + secrets.token_bytes(7)
    yield head
    number, piece = 0, content.read(PIECE)
    while True:
        following = content.read(PIECE)
        yield encrypt(_nonce(head, number, not following), piece, head)
        if not following:
            return
        number, piece = number + 1, following


def _opened(sealed: BinaryIO, what: str) -> Iterator[bytes]:
    head = sealed.read(len(MAGIC) + 11)
    key = ring().keys.get(head[len(MAGIC) : len(MAGIC) + 4].decode("ascii", "replace"))
    if key is None or not head.startswith(MAGIC):
        raise Tampered(f"{what} 打不开。密钥文件中没有它的密钥。请取回含该密钥的密钥文件。")
    _, decrypt = file_cipher(key)
    number, piece = 0, sealed.read(PIECE + TAG_BYTES)
    while True:
        following = sealed.read(PIECE + TAG_BYTES)
        try:
            yield decrypt(_nonce(head, number, not following), piece, head)
        except (InvalidTag, ValueError):
            raise Tampered(f"{what} 打不开。它被改动或截断过。请从备份取回。") from None
        if not following:
            return
        number, piece = number + 1, following


def _nonce(head: bytes, number: int, is_last: bool) -> bytes:
    return head[-7:] + number.to_bytes(4, "big") + bytes([is_last])
