"""One text for one event, so that two people hash the same bytes.

A subset of RFC 8785: objects, arrays, strings, integers, booleans, null. No floats; keys are
ASCII and sorted; strings are NFC; instants are UTC.
"""

import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime
from typing import Any

LARGEST = 2**53 - 1
START = "0" * 64


def plain(value: Any) -> Any:
    """A value as canonical JSON may hold it."""
    match value:
        case None | bool():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case int() if -LARGEST <= value <= LARGEST:
            return value
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case date():
            return value.isoformat()
        case dict() if all(isinstance(key, str) and key.isascii() for key in value):
            return {key: plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    raise TypeError(f"Canonical JSON has no form for {value!r}.")


class CanonicalEncoder(json.JSONEncoder):
    """Keeps a detail as the text that is hashed, so that the log can be proved without reading it in."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**said | {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")})


def canonical(record: dict[str, Any]) -> bytes:
    text = json.dumps(plain(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def chained_hash(seq: int, previous_hash: str, record: dict[str, Any]) -> str:
    """SHA-256("audit-v1\\n" ‖ seq, 8 bytes, big-endian ‖ the hash before, 32 bytes ‖ canonical JSON)."""
    head = b"audit-v1\n" + seq.to_bytes(8, "big") + bytes.fromhex(previous_hash)
    return hashlib.sha256(head + canonical(record)).hexdigest()
