"""One text for one thing, so that two people hash the same bytes.

The rules are in docs/algorithms/canonical-form.md: a subset of RFC 8785 without floats, and
the canonical list of codes. Whoever follows that page gets these bytes in any language.
"""

import json
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

LARGEST = 2**53 - 1


def canonical(value: Any) -> bytes:
    """Give the canonical bytes of a value.

    Parameters
    ----------
    value : dict, list, tuple, str, int, bool, None, date
        Keys are ASCII strings; integers lie within ±(2⁵³ − 1); a date becomes `YYYY-MM-DD`.

    Returns
    -------
    bytes
        UTF-8 without blanks, keys in order of code points, text in NFC.

    Raises
    ------
    TypeError
        When a value has no canonical form: a float, a moment without rule, a key outside ASCII.

    Examples
    --------
    >>> canonical({"b": [1, True], "a": None})
    b'{"a":null,"b":[1,true]}'
    """
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def list_bytes(codes: Iterable[str]) -> bytes:
    """Give the canonical list of codes: sorted by code point, one a line, each ended by LF.

    An empty list is zero bytes. Duplicates and shape are the business of `draw.codes`.
    """
    return "".join(f"{code}\n" for code in sorted(codes)).encode("utf-8")


def _plain(value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case int() if -LARGEST <= value <= LARGEST:
            return value
        case date() if not isinstance(value, datetime):
            return value.isoformat()
        case dict() if all(isinstance(key, str) and key.isascii() for key in value):
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    raise TypeError(f"Canonical form has no place for {value!r}.")
